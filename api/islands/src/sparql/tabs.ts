// Named tabs of queries, in the pattern of the ARIA Authoring Practices: arrow keys move, Delete closes.
import type { Tab } from "./storage";

export interface TabHandlers {
  /** Go to another tab. */
  choose: (id: string) => void;
  add: () => void;
  close: (id: string) => void;
  rename: (id: string, name: string) => void;
}

export class Tabs {
  readonly element = document.createElement("div");
  private readonly list = document.createElement("div");
  private tabs: Tab[] = [];
  private active = "";

  constructor(panel: HTMLElement, private readonly handlers: TabHandlers) {
    this.element.className = "tabs";
    this.list.setAttribute("role", "tablist");
    this.list.setAttribute("aria-label", "Queries of this browser");
    panel.id ||= "editor";
    panel.setAttribute("role", "tabpanel");
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.element.append(
      this.list,
      this.button("New", "New query", () => handlers.add()),
      this.button("Rename", "Rename this query", () => this.edit()),
      this.button("Close", "Close this query", () => handlers.close(this.active)),
    );
    this.panel = panel;
  }

  private readonly panel: HTMLElement;

  show(tabs: Tab[], active: string): void {
    const focused = this.list.contains(document.activeElement);
    this.tabs = tabs;
    this.active = active;
    this.list.replaceChildren(...tabs.map((tab) => this.tab(tab)));
    this.panel.setAttribute("aria-labelledby", `tab-${active}`);
    const current = this.list.querySelector<HTMLElement>("[aria-selected=true]");
    current?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (focused) current?.focus();
  }

  private tab({ id, name }: Tab): HTMLButtonElement {
    const tab = document.createElement("button");
    const selected = id === this.active;
    tab.type = "button";
    tab.id = `tab-${id}`;
    tab.textContent = name;
    tab.tabIndex = selected ? 0 : -1;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", String(selected));
    tab.setAttribute("aria-controls", this.panel.id);
    tab.addEventListener("click", () => this.handlers.choose(id));
    tab.addEventListener("dblclick", () => this.edit());
    return tab;
  }

  private button(text: string, label: string, act: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tool";
    button.textContent = text;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    return button;
  }

  private key(event: KeyboardEvent): void {
    if (!(event.target as Element).matches("[role=tab]")) return;
    const place = this.tabs.findIndex((tab) => tab.id === this.active);
    const last = this.tabs.length - 1;
    const to = { ArrowLeft: place ? place - 1 : last, ArrowRight: place < last ? place + 1 : 0, Home: 0, End: last }[
      event.key as "ArrowLeft"
    ];
    const target = to === undefined ? undefined : this.tabs[to];
    if (target) this.handlers.choose(target.id);
    else if (event.key === "F2") this.edit();
    else if (event.key === "Delete") this.handlers.close(this.active);
    else return;
    event.preventDefault();
  }

  /** Put a field for the name beside the tabs, until Enter, Escape, or until it is left. */
  private edit(): void {
    const tab = this.tabs.find(({ id }) => id === this.active);
    if (!tab || this.element.querySelector("input")) return;
    const input = document.createElement("input");
    input.value = tab.name;
    input.maxLength = 60;
    input.setAttribute("aria-label", "Name of this query");
    let ended = false;
    const end = (keep: boolean): void => {
      if (ended) return;
      ended = true;
      const name = input.value.trim();
      input.remove();
      if (keep && name) this.handlers.rename(tab.id, name);
      this.list.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
    };
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      end(event.key === "Enter");
    });
    input.addEventListener("blur", () => end(true));
    this.list.after(input);
    input.select();
  }
}
