// One row of the two tables: a thing, or a line, with what can be done to it.
import { button, el } from "../dom";
import type { Chosen } from "../draw/drawing";
import { inWords } from "../time";
import type { GraphEdge, GraphNode } from "../types";
import { mark } from "./marks";

export interface RowActions {
  readonly editable: boolean;
  choose(chosen: Chosen): void;
  pin(iri: string, pinned: boolean): void;
  collapse(iri: string, collapsed: boolean): void;
  remove(iri: string): void;
}

export const NODE_HEADS = ["Name", "Kind", "Joined to", "Meetings", "Days", "Do"] as const;
export const EDGE_HEADS = ["Line", "How", "Occasions", "Days", "Claims", "Do"] as const;

export function nodeRow(node: GraphNode, folded: boolean, path: string, actions: RowActions): HTMLElement {
  const name = el("bdi", {}, node.label);
  return el(
    "tr",
    { "data-iri": node.iri },
    el(
      "th",
      { scope: "row" },
      node.href ? el("a", { href: node.href }, name) : name,
      node.pinned && el("span", { class: "small quiet" }, " pinned"),
    ),
    el("td", { class: "kind" }, mark({ path, colour: node.colour }), " ", node.kind_word),
    el("td", { class: "number" }, String(node.degree), node.hidden > 0 && el("span", { class: "small quiet" }, `, ${node.hidden} not shown`)),
    el("td", { class: "number" }, String(node.meetings)),
    el("td", {}, days(node.first, node.last)),
    el("td", { class: "do" }, ...nodeButtons(node, folded, actions)),
  );
}

function nodeButtons(node: GraphNode, folded: boolean, actions: RowActions): HTMLElement[] {
  const named = (text: string, does: string, press: () => void): HTMLElement =>
    button(text, press, { "data-key": `${does} ${node.iri}`, "aria-label": `${text}: ${node.label}` });
  const expand = named("Expand", "look", () => actions.choose({ node: node.iri, edge: null }));
  expand.setAttribute("aria-pressed", "false");
  if (!actions.editable || node.members > 1) return [expand];
  return [
    expand,
    named(node.pinned ? "Unpin" : "Pin", "pin", () => actions.pin(node.iri, !node.pinned)),
    named(folded ? "Unfold" : "Fold", "fold", () => actions.collapse(node.iri, !folded)),
    named("Remove", "remove", () => actions.remove(node.iri)),
  ];
}

export function edgeRow(edge: GraphEdge, ends: readonly [string, string], actions: RowActions): HTMLElement {
  const show = button("Evidence", () => actions.choose({ node: null, edge: edge.id }), {
    "data-key": `evidence ${edge.id}`,
    "aria-label": `Evidence: ${edge.label}`,
    "aria-pressed": "false",
  });
  return el(
    "tr",
    { "data-id": edge.id },
    el("th", { scope: "row" }, el("bdi", {}, ends[0]), edge.directed ? " → " : " – ", el("bdi", {}, ends[1])),
    el("td", {}, edge.relation_label, edge.planned && el("span", { class: "small quiet" }, ", planned only")),
    el("td", { class: "number" }, String(edge.count)),
    el("td", {}, days(edge.first, edge.last)),
    el("td", { class: "number" }, el("a", { href: edge.href }, String(edge.claim_count))),
    el("td", { class: "do" }, show),
  );
}

function days(first: string, last: string): string {
  if (!first && !last) return "no day known";
  if (!last || first === last) return inWords(first || last);
  return first ? `${inWords(first)} to ${inWords(last)}` : `until ${inWords(last)}`;
}
