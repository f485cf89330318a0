// What marks, lines, sizes and colours mean; always there, and always that of what is drawn.
import { byId, type Child, el, refill } from "../dom";
import type { GraphView, Scale } from "../types";
import { line, mark } from "./marks";

export class Legend {
  private readonly element = byId("graph-legend");

  show({ legend }: GraphView): void {
    refill(
      this.element,
      el(
        "ul",
        { class: "legend-marks" },
        ...legend.nodes.map((one) => row(mark(one), one.word, one.count)),
        ...legend.edges.map((one) => row(line(one), one.word, one.count)),
      ),
      ...scales(legend.size, "Size"),
      ...scales(legend.colour, "Colour"),
    );
  }
}

const row = (picture: SVGElement, word: string, count: number): HTMLElement =>
  el("li", {}, picture, el("span", {}, word, " ", el("span", { class: "count" }, String(count))));

function scales(scale: Scale | null, what: string): Child[] {
  if (!scale) return [];
  const range = scale.least !== null && scale.greatest !== null ? `, ${short(scale.least)} to ${short(scale.greatest)}` : "";
  return [
    el("p", { class: "small" }, el("strong", {}, `${what}: ${scale.title}`), range, ". ", el("span", { class: "quiet" }, scale.definition)),
    scale.steps.length > 0 && el("ul", { class: "legend-marks" }, ...scale.steps.map((one) => row(mark(one), one.word, one.count))),
  ];
}

const short = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(2));
