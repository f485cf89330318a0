// The forms of the page, its filters and its days and layers, are the page's own: with script their changes are made at
// once, and they show what the scene has.
import { el } from "../dom";
import type { Choice, GraphView, Scene } from "../types";

const DAYS = ["valid_at", "known_at", "recorded_at", "from", "until"] as const;
const LISTS = { layer: "layer", modality: "modality", relation: "relation", hide: "hidden_kinds" } as const;
const CHOICES = ["mode", "size", "colour"] as const;

type Control = HTMLInputElement | HTMLSelectElement;

export class Filters {
  constructor(
    private readonly forms: readonly HTMLFormElement[],
    private readonly apply: (change: (scene: Scene) => Scene) => void,
  ) {
    for (const form of forms) {
      form.classList.add("live");
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.send(form);
      });
      form.addEventListener("change", () => this.send(form));
    }
  }

  /** Let the forms say what the scene has. */
  show(scene: Scene, view: GraphView): void {
    offer("relation", view.relations);
    offer("hide", view.kinds);
    for (const control of this.forms.flatMap(controls)) {
      const { name } = control;
      if (isOneOf(DAYS, name)) control.value = scene[name] ?? "";
      else if (isOneOf(CHOICES, name)) select(control, scene[name]);
      else if (name in LISTS) select(control, scene[LISTS[name as keyof typeof LISTS]]);
    }
    const counts = new Map([...view.kinds, ...view.relations].map(({ value, count }) => [value, count]));
    for (const place of document.querySelectorAll<HTMLElement>("#graph-filters [data-count]")) {
      place.textContent = String(counts.get(place.dataset["count"] ?? "") ?? 0);
    }
  }

  private send(form: HTMLFormElement): void {
    const data = new FormData(form);
    const has = new Set(controls(form).map(({ name }) => name));
    const change: Record<string, unknown> = {};
    for (const name of DAYS) if (has.has(name)) change[name] = data.get(name) || null;
    for (const name of CHOICES) if (has.has(name)) change[name] = data.get(name);
    for (const [name, member] of Object.entries(LISTS)) if (has.has(name)) change[member] = data.getAll(name).map(String).sort();
    this.apply((scene) => ({ ...scene, ...change }));
  }
}

/** Let a form offer what the view has: choices that are new are added, those that concern nothing are put away. */
function offer(name: string, choices: readonly Choice[]): void {
  const fieldset = document.querySelector(`#graph-filters [name="${name}"]`)?.closest("fieldset");
  if (!fieldset) return;
  const inputs = new Map([...fieldset.querySelectorAll("input")].map((input) => [input.value, input]));
  for (const [value, input] of inputs) {
    const label = input.closest("label");
    if (label) label.hidden = !input.checked && !choices.some((choice) => choice.value === value);
  }
  for (const { value, word } of choices.filter((choice) => !inputs.has(choice.value))) {
    const input = el("input", { type: "checkbox", name, value });
    fieldset.append(el("label", { class: "choice" }, input, ` ${word} `, el("span", { class: "quiet", "data-count": value })), "\n");
  }
}

/** What a reader can set; hidden fields are what the form carries along without script. */
function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (control): control is Control =>
      (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) && control.type !== "hidden",
  );
}

function select(control: Control, value: string | readonly string[]): void {
  const values = typeof value === "string" ? [value] : value;
  if (control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio")) {
    control.checked = values.includes(control.value);
  } else {
    control.value = values[0] ?? "";
  }
}

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T => (names as readonly string[]).includes(name);
