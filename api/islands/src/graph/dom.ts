// Makes elements. Text goes in as text and nothing is ever read as HTML, so that no name can become markup.

type Attribute = string | number | boolean | null | undefined | EventListener;
export type Child = Node | string | null | undefined | false;

/** An element: attributes by name, `on...` as listeners, `false` and null left out, `true` as an empty attribute. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

/** A button that does something; its name for the keyboard and for readers is its text, or `label`. */
export function button(text: string, press: () => void, attributes: Record<string, Attribute> = {}): HTMLButtonElement {
  return el("button", { type: "button", onclick: press, ...attributes }, text);
}

/** The element of the page with this id, which the server has promised. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element #${id}.`);
  return element;
}

/** Put other children in the place of the old ones, and keep the focus on what has the same data-key. */
export function refill(parent: Element, ...children: Child[]): void {
  const active = document.activeElement;
  const key = active && parent.contains(active) ? active.getAttribute("data-key") : null;
  parent.replaceChildren(...children.filter((child): child is Node | string => Boolean(child)));
  if (key !== null) parent.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
