// Marks and lines as small pictures beside words, drawn from the paths that the service gives.
import type { LineMark, NodeMark, Shape } from "../types";

const SVG = "http://www.w3.org/2000/svg";

export function mark({ path, colour }: Pick<NodeMark, "path" | "colour">): SVGSVGElement {
  const box = made("svg", { viewBox: "0 0 20 20", width: "16", height: "16", class: "sample", "aria-hidden": "true" });
  box.append(made("path", { d: path, fill: colour }));
  return box;
}

export function line({ tone, dashes }: Pick<LineMark, "tone" | "dashes">): SVGSVGElement {
  const size = { viewBox: "0 0 26 10", width: "26", height: "10" };
  const box = made("svg", { ...size, class: `sample tone-${tone}`, "aria-hidden": "true" });
  box.append(made("path", { class: "line", d: "M0 5h26", ...(dashes ? { "stroke-dasharray": dashes } : {}) }));
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
