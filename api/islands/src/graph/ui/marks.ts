// Marks and lines as small pictures beside words, drawn from the paths that the service gives.
import type { LineMark, NodeMark, Shape } from "../types";

const SVG = "http://www.w3.org/2000/svg";

export function mark({ path, colour }: Pick<NodeMark, "path" | "colour">): SVGSVGElement {
  const shape = made("path", { d: path, fill: colour });
  const box = made("svg", { viewBox: "0 0 20 20", class: "key", "aria-hidden": "true" });
  box.append(shape);
  return box;
}

export function line({ tone, dashes }: Pick<LineMark, "tone" | "dashes">): SVGSVGElement {
  const stroke = made("path", { d: "M2 10H38", class: `line ${tone}`, ...(dashes ? { "stroke-dasharray": dashes } : {}) });
  const box = made("svg", { viewBox: "0 0 40 20", class: "key wide", "aria-hidden": "true" });
  box.append(stroke);
  return box;
}

/** The path of each shape, as the legend of a view has it. */
export function paths(marks: readonly NodeMark[]): Map<Shape, string> {
  return new Map(marks.map(({ shape, path }) => [shape, path]));
}

function made<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, string>): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
