// The form of filters is the page's own: with script its changes are made at once, and it shows what the scene has.
import { byId } from "../dom";
import type { GraphView, Scene } from "../types";

const DAYS = ["valid_at", "known_at", "recorded_at", "from", "until"] as const;
const LISTS = { layer: "layer", modality: "modality", relation: "relation", hide: "hidden_kinds" } as const;
const CHOICES = ["mode", "size", "colour"] as const;

type Control = HTMLInputElement | HTMLSelectElement;

export class Filters {
  private readonly form = byId("graph-filters") as HTMLFormElement;

  constructor(private readonly apply: (change: (scene: Scene) => Scene) => void) {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.form.addEventListener("change", () => this.send());
    this.form.classList.add("live");
  }

  /** Let the form say what the scene has. */
  show(scene: Scene, view: GraphView): void {
    for (const control of this.controls()) {
      const { name } = control;
      if (isOneOf(DAYS, name)) control.value = scene[name] ?? "";
      else if (isOneOf(CHOICES, name)) select(control, scene[name]);
      else if (name in LISTS) select(control, scene[LISTS[name as keyof typeof LISTS]]);
    }
    this.count(view);
  }

  private send(): void {
    const data = new FormData(this.form);
    const has = new Set(this.controls().map(({ name }) => name));
    const change: Record<string, unknown> = {};
    for (const name of DAYS) if (has.has(name)) change[name] = data.get(name) || null;
    for (const name of CHOICES) if (has.has(name)) change[name] = data.get(name);
    for (const [name, member] of Object.entries(LISTS)) if (has.has(name)) change[member] = data.getAll(name).map(String).sort();
    this.apply((scene) => ({ ...scene, ...change }));
  }

  private controls(): Control[] {
    return [...this.form.elements].filter(
      (one): one is Control => (one instanceof HTMLInputElement || one instanceof HTMLSelectElement) && one.type !== "hidden",
    );
  }

  /** Put the numbers of the view beside kinds and relations. */
  private count(view: GraphView): void {
    const counts = new Map([...view.kinds, ...view.relations].map(({ value, count }) => [value, count]));
    for (const place of this.form.querySelectorAll<HTMLElement>("[data-count]")) {
      place.textContent = String(counts.get(place.dataset["count"] ?? "") ?? 0);
    }
  }
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
