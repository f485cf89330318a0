// One row of the two tables: a thing, or a line, with what can be done to it.
import { button, type Child, el } from "../dom";
import type { Chosen } from "../draw/drawing";
import { dated } from "../links";
import { inWords } from "../time";
import type { GraphEdge, GraphNode, Neighbours, Scene } from "../types";
import { figure } from "./legend";
import { mark } from "./marks";

export interface RowActions {
  readonly editable: boolean;
  choose(chosen: Chosen): void;
  expand(neighbours: Neighbours): void;
  pin(iri: string, pinned: boolean): void;
  collapse(iri: string, collapsed: boolean): void;
  remove(iri: string): void;
}

export const MEASURES = ["pagerank", "betweenness", "community"] as const;
export type Measure = (typeof MEASURES)[number];

export function nodeHeads(measures: readonly Measure[]): HTMLElement[] {
  const words = measures.map((name) => name[0]?.toUpperCase() + name.slice(1));
  return heads(["Thing", "Kind", "#Ties", "#Not drawn", "#Meetings", ...words.map((word) => `#${word}`), "Days", "Do"]);
}

export const edgeHeads = (): HTMLElement[] => heads(["Who", "How", "With whom", "#Times", "Days", "#Claims", "Do"]);

/** Column heads; those of numbers begin with #. */
function heads(words: readonly string[]): HTMLElement[] {
  return words.map((word) => el("th", { scope: "col", class: word.startsWith("#") && "number" }, word.replace("#", "")));
}

export function nodeRow(node: GraphNode, scene: Scene, path: string, measures: readonly Measure[], actions: RowActions): HTMLElement {
  const name = el("bdi", {}, node.label);
  return el(
    "tr",
    { "data-iri": node.iri },
    el(
      "th",
      { scope: "row" },
      mark({ path, colour: node.colour }),
      " ",
      node.href ? el("a", { href: dated(node.href, scene) }, name) : name,
      node.pinned && el("span", { class: "small quiet" }, " pinned"),
    ),
    el("td", {}, node.members > 1 ? `Group of ${node.members}` : node.kind_word),
    ...[node.degree, node.hidden, node.meetings].map(number),
    ...measures.map((measure) => number(node[measure])),
    el("td", {}, days(node.first, node.last)),
    el("td", { class: "do no-print" }, ...nodeButtons(node, scene.collapsed.includes(node.iri), actions)),
  );
}

const number = (value: number | null): HTMLElement => el("td", { class: "number" }, value === null ? "" : figure(value));

function nodeButtons(node: GraphNode, folded: boolean, actions: RowActions): HTMLElement[] {
  const named = (text: string, does: string, press: () => void): HTMLElement =>
    button(text, press, { "data-key": `${does} ${node.iri}`, "aria-label": `${text}: ${node.label}` });
  const choose = (): void => actions.choose({ node: node.iri, edge: null });
  const expand = (): void => {
    choose();
    actions.expand({ node: node.iri, relation: null, year: null, undated: false });
  };
  const look = named("Look", "look", choose);
  look.setAttribute("aria-pressed", "false");
  if (!actions.editable || node.members > 1) return [look];
  return [
    look,
    ...(node.hidden ? [named("Expand", "expand", expand)] : []),
    named(node.pinned ? "Unpin" : "Pin", "pin", () => actions.pin(node.iri, !node.pinned)),
    named(folded ? "Unfold" : "Fold", "fold", () => actions.collapse(node.iri, !folded)),
    named("Remove", "remove", () => actions.remove(node.iri)),
  ];
}

const SIGNS = { agree: "+ ", differ: "− ", "": "" };

export function edgeRow(edge: GraphEdge, ends: readonly [string, string], actions: RowActions): HTMLElement {
  const show = button("Evidence", () => actions.choose({ node: null, edge: edge.id }), {
    "data-key": `evidence ${edge.id}`,
    "aria-label": `Evidence: ${edge.label}`,
    "aria-pressed": "false",
  });
  const how: Child[] = [
    el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[edge.sign]),
    edge.relation_label,
    edge.planned && el("span", { class: "remark" }, " plans alone"),
  ];
  return el(
    "tr",
    { "data-id": edge.id },
    el("th", { scope: "row" }, el("bdi", {}, ends[0])),
    el("td", {}, ...how),
    el("td", {}, el("bdi", {}, ends[1])),
    number(edge.count),
    el("td", {}, days(edge.first, edge.last)),
    el("td", { class: "number" }, el("a", { href: edge.href, "aria-label": `${edge.claim_count} claims: ${edge.label}` }, String(edge.claim_count))),
    el("td", { class: "do no-print" }, show),
  );
}

function days(first: string, last: string): string {
  if (!first && !last) return "no date given";
  if (!last || first === last) return inWords(first || last);
  return first ? `${inWords(first)} to ${inWords(last)}` : `until ${inWords(last)}`;
}
