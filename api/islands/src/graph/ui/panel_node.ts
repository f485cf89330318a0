// What stands beside the picture when a thing is chosen: its numbers, what it is joined to before anything is added,
// and what can be done with it.
import { button, type Child, el } from "../dom";
import { dated } from "../links";
import type { Counts, GraphNode, GraphView, Neighbours, RelationCount, Scene } from "../types";

export const STEP = 15;

export interface NodeActions {
  expand(neighbours: Neighbours): void;
  pin(iri: string, pinned: boolean): void;
  collapse(iri: string, collapsed: boolean): void;
  remove(iri: string): void;
  pathFrom(iri: string): void;
}

/** What adds neighbours; null where nothing can be changed. */
type Expand = ((neighbours: Neighbours) => void) | null;

export function nodeHead(node: GraphNode, scene: Scene): HTMLElement {
  const name = node.href ? el("a", { href: dated(node.href, scene) }, el("bdi", {}, node.label)) : el("bdi", {}, node.label);
  return el(
    "header",
    { class: "panel-head" },
    el("p", { class: "eyebrow" }, node.kind_word),
    el("h2", { class: "panel-title", tabindex: -1 }, name),
    el("p", { class: "panel-facts" }, facts(node)),
  );
}

export function nodeActions(node: GraphNode, scene: Scene, actions: NodeActions): HTMLElement {
  const folded = scene.collapsed.includes(node.iri);
  return el(
    "div",
    { class: "panel-actions" },
    button(node.pinned ? "Unpin" : "Pin", () => actions.pin(node.iri, !node.pinned), { "data-key": "pin" }),
    button(folded ? "Unfold" : "Fold", () => actions.collapse(node.iri, !folded), {
      "data-key": "fold",
      title: "Hide what is joined to this alone",
    }),
    button("Path from here", () => actions.pathFrom(node.iri), { "data-key": "path" }),
    button("Remove", () => actions.remove(node.iri), { "data-key": "remove" }),
  );
}

/** How many it is joined to, by relation and year, each number a button that adds the next of them. */
export function countsList(counts: Counts, view: GraphView, expand: Expand): HTMLElement {
  if (!counts.total) return el("p", { class: "unsaid" }, "On these days and layers it is joined to nothing.");
  const every: Neighbours = { node: counts.thing.iri, relation: null, year: null, undated: false };
  const head = `Joined to ${counts.total} ${counts.total === 1 ? "thing" : "things"}`;
  const all = counts.relations.length > 1;
  return el(
    "section",
    { class: "joined", "aria-labelledby": "joined-head" },
    el("h3", { id: "joined-head" }, head),
    all && expand && adds(counts.total, inView(view, every), () => expand(every), "all relations"),
    el("ul", { class: "counts" }, ...counts.relations.map((row) => relationRow(row, view, every, expand))),
  );
}

function relationRow(row: RelationCount, view: GraphView, every: Neighbours, expand: Expand): HTMLElement {
  const related: Neighbours = { ...every, relation: row.relation };
  const kinds = row.kinds.map(({ word, total }) => `${word.toLowerCase()} ${total}`).join(", ");
  return el(
    "li",
    {},
    el("p", { class: "relation" }, el("strong", {}, row.label), " ", el("span", { class: "count" }, String(row.total))),
    el("p", { class: "small quiet" }, kinds, row.planned > 0 && ` · ${row.planned} planned only`),
    row.years.length > 1 && el("ul", { class: "years", "aria-label": `${row.label}, by year` }, ...yearButtons(row, related, expand)),
    expand && adds(row.total, inView(view, related), () => expand(related), row.label),
  );
}

/** How many neighbours of a thing are drawn, by one relation or by any. */
function inView(view: GraphView, { node, relation }: Neighbours): number {
  const ties = view.edges.filter((edge) => relation === null || edge.relation === relation);
  const ends = ties.flatMap(({ source, target }) => (source === node ? [target] : target === node ? [source] : []));
  return new Set(ends).size;
}

function yearButtons(row: RelationCount, related: Neighbours, expand: Expand): Child[] {
  return row.years.map(({ year, total }) => {
    const ofYear: Neighbours = { ...related, year, undated: year === null };
    const name = year === null ? "no year" : String(year);
    if (!expand) return el("li", {}, `${name} `, el("span", { class: "count" }, String(total)));
    const press = button(`${name} `, () => expand(ofYear), {
      "data-key": `${row.relation} ${name}`,
      "aria-label": `Add ${few(total)} of ${name}: ${row.label}`,
    });
    press.append(el("span", { class: "count" }, String(total)));
    return el("li", {}, press);
  });
}

/** The button that adds the next ones; it says how many of how many, and when there are no more. */
function adds(total: number, shown: number, press: () => void, of: string): HTMLElement {
  const left = total - shown;
  const next = left > STEP ? `${STEP} of ${left}` : left === 1 ? "the one" : `all ${left}`;
  const text = left <= 0 ? (total === 1 ? "It is in view" : `All ${total} are in view`) : `Add ${next}${shown ? ` more` : ""}`;
  return el(
    "p",
    { class: "adds" },
    button(text, press, { "data-key": `add ${of}`, "aria-label": `${text}: ${of}`, disabled: left <= 0 }),
    shown > 0 && left > 0 && el("span", { class: "small quiet" }, `${shown} of ${total} in view`),
  );
}

const few = (total: number): string => (total > STEP ? `${STEP} of ${total}` : total === 1 ? "the one" : `all ${total}`);

function facts(node: GraphNode): string {
  const parts = [`joined to ${node.degree}`];
  if (node.meetings) parts.push(`${node.meetings} ${node.meetings === 1 ? "meeting" : "meetings"}`);
  if (node.hidden) parts.push(`${node.hidden} not in view`);
  if (node.members > 1) parts.unshift(`stands for ${node.members}`);
  return parts.join(" · ");
}
