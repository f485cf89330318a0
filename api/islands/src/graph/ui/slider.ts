// Two handles on the days of the lines: each stop is a day on which something begins or ends, so that a busy week has
// as much room as it needs. While a handle is dragged lines are hidden at once and nothing else changes; when it is let
// go the bounds become part of the scene. The small bars show how much happens at the stops.
import { button, el } from "../dom";
import { between, handles, heights, inWords, stops } from "../time";
import type { GraphEdge, Scene } from "../types";

export interface SliderActions {
  /** Show at once what lies within, without keeping it. */
  preview(from: string | null, until: string | null): void;
  /** Keep the bounds. */
  bound(from: string | null, until: string | null): void;
}

const BARS = 80;

export class Slider {
  readonly element: HTMLElement;
  private readonly from = this.handle("From");
  private readonly until = this.handle("Until");
  private readonly words = el("output", { class: "slider-words" });
  private readonly bars = el("div", { class: "slider-bars", "aria-hidden": "true" });
  private readonly ends = el("div", { class: "slider-ends", "aria-hidden": "true" });
  private readonly all: HTMLButtonElement;
  private days: readonly string[] = [];

  constructor(private readonly actions: SliderActions) {
    const back = button("‹", () => this.stepTo(-1), { "aria-label": "Step back to the day before on which something changed" });
    const on = button("›", () => this.stepTo(1), { "aria-label": "Step on to the next day on which something changed" });
    this.all = button("All days", () => actions.bound(null, null));
    this.element = el(
      "div",
      { class: "slider", role: "group", "aria-label": "Days of the lines" },
      el("div", { class: "slider-head" }, this.words, el("span", { class: "slider-steps" }, back, on, this.all)),
      el("div", { class: "slider-track" }, this.bars, this.from, this.until),
      this.ends,
    );
  }

  /** Show the days of these lines, whatever the bounds, and the bounds of the scene. */
  show(scene: Scene, edges: readonly GraphEdge[]): void {
    this.days = stops(edges);
    this.element.hidden = this.days.length < 2;
    if (this.element.hidden) return;
    const [from, until] = handles(this.days, scene.from, scene.until);
    for (const input of [this.from, this.until]) input.max = String(this.days.length - 1);
    this.from.value = String(from);
    this.until.value = String(until);
    this.drawBars(edges);
    this.say(scene.from, scene.until);
  }

  private handle(name: string): HTMLInputElement {
    const input = el("input", { type: "range", min: 0, step: 1, "aria-label": name, class: `slider-${name.toLowerCase()}` });
    input.addEventListener("input", () => {
      this.keepOrder(input);
      const bounds = this.bounds();
      this.say(...bounds);
      this.actions.preview(...bounds);
    });
    input.addEventListener("change", () => this.actions.bound(...this.bounds()));
    return input;
  }

  private keepOrder(moved: HTMLInputElement): void {
    if (Number(this.from.value) <= Number(this.until.value)) return;
    if (moved === this.from) this.from.value = this.until.value;
    else this.until.value = this.from.value;
  }

  private bounds(): [string | null, string | null] {
    return between(this.days, Number(this.from.value), Number(this.until.value));
  }

  private stepTo(step: -1 | 1): void {
    const stop = Math.min(Math.max(Number(this.until.value) + step, 0), this.days.length - 1);
    this.actions.bound(...between(this.days, Math.min(Number(this.from.value), stop), stop));
  }

  private say(from: string | null, until: string | null): void {
    const [first, last] = [this.days[0] ?? "", this.days.at(-1) ?? ""];
    this.from.setAttribute("aria-valuetext", from ? inWords(from) : `the beginning, ${inWords(first)}`);
    this.until.setAttribute("aria-valuetext", until ? inWords(until) : `the end, ${inWords(last)}`);
    this.words.textContent = from || until ? `${inWords(from ?? first)} to ${inWords(until ?? last)}` : "All days";
    this.all.disabled = !from && !until;
    const most = Math.max(this.days.length - 1, 1);
    this.element.style.setProperty("--from", String(Number(this.from.value) / most));
    this.element.style.setProperty("--until", String(Number(this.until.value) / most));
    this.ends.replaceChildren(el("span", {}, inWords(first)), el("span", {}, inWords(last)));
  }

  private drawBars(edges: readonly GraphEdge[]): void {
    const counts = heights(edges, this.days, BARS);
    const most = Math.max(...counts, 1);
    this.bars.replaceChildren(
      ...counts.map((count) => {
        const bar = el("i");
        bar.style.height = `${count ? Math.max(8, (100 * count) / most) : 0}%`;
        return bar;
      }),
    );
  }
}
