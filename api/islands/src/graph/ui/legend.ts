// What marks, lines, sizes and colours mean; always there, and always that of what is drawn.
import { byId, type Child, el, refill } from "../dom";
import type { GraphView, LineMark, Scale } from "../types";
import { line, mark } from "./marks";

const SIGNS: Record<string, string> = { agree: "(+)", differ: "(−)" };

export class Legend {
  private readonly element = byId("graph-legend");

  show({ legend }: GraphView): void {
    const colour = legend.colour ? "currentColor" : null;
    const marks = legend.nodes.map((entry) => el("li", {}, mark({ ...entry, colour: colour ?? entry.colour }), " ", entry.word));
    refill(this.element, el("ul", {}, ...marks, ...legend.edges.map(lineRow)), ...ofColour(legend.colour), ...ofSize(legend.size));
  }
}

function lineRow(entry: LineMark): HTMLElement {
  const sign = SIGNS[entry.tone];
  return el("li", {}, line(entry), " ", entry.word, sign && " ", sign && el("span", { "aria-hidden": "true" }, sign));
}

function ofColour(scale: Scale | null): Child[] {
  if (!scale) return [];
  const steps = scale.steps.map((step) => el("li", {}, mark(step), " ", step.word));
  return [el("p", {}, el("strong", {}, `Colour: ${scale.title}.`), ` ${scale.definition}`), el("ul", {}, ...steps)];
}

function ofSize(scale: Scale | null): Child[] {
  if (!scale) return [];
  const { least, greatest } = scale;
  const range = least !== null && greatest !== null ? `, from ${figure(least)} to ${figure(greatest)}` : "";
  return [el("p", {}, el("strong", {}, `Size: ${scale.title}`), `${range}. ${scale.definition}`)];
}

export const figure = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(2));
