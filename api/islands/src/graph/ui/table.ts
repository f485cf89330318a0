// The twin of the picture: the same things and lines as rows, always. Whatever can be done in the picture can be done
// here, by keyboard too; what is chosen there is marked here, and the other way round.
import { byId, el } from "../dom";
import type { Chosen } from "../draw/drawing";
import type { GraphView, Scene } from "../types";
import { EDGE_HEADS, edgeRow, NODE_HEADS, nodeRow, type RowActions } from "./rows";
import { paths } from "./marks";

export class Tables {
  private readonly nodes = new Twin("graph-nodes", NODE_HEADS);
  private readonly edges = new Twin("graph-edges", EDGE_HEADS);

  constructor(private readonly actions: RowActions) {
    for (const { body } of [this.nodes, this.edges]) body.addEventListener("click", (event) => this.pressed(event));
  }

  show(scene: Scene, view: GraphView, chosen: Chosen): void {
    const shapes = paths(view.legend.nodes);
    const names = new Map(view.nodes.map((node) => [node.iri, node.label]));
    const { actions } = this;
    this.nodes.show(
      view.nodes.map((node) => {
        const folded = scene.collapsed.includes(node.iri);
        const path = shapes.get(node.shape) ?? "";
        return [node.iri, JSON.stringify([{ ...node, x: 0, y: 0 }, folded, path]), () => nodeRow(node, folded, path, actions)];
      }),
    );
    this.edges.show(
      view.edges.map((edge) => {
        const ends: [string, string] = [names.get(edge.source) ?? edge.source, names.get(edge.target) ?? edge.target];
        return [edge.id, JSON.stringify([edge, ends]), () => edgeRow(edge, ends, actions)];
      }),
    );
    this.mark(chosen);
  }

  /** Mark the rows of what is chosen. */
  mark(chosen: Chosen): void {
    this.nodes.mark(chosen.node);
    this.edges.mark(chosen.edge);
  }

  /** A click anywhere in a row chooses it; its links and buttons do what they say. */
  private pressed(event: Event): void {
    const target = event.target as Element;
    if (target.closest("a, button")) return;
    const row = target.closest<HTMLElement>("tr");
    if (row) this.actions.choose({ node: row.dataset["iri"] ?? null, edge: row.dataset["id"] ?? null });
  }
}

type Row = readonly [name: string, content: string, make: () => HTMLElement];

/** The body of one table; a row whose content has not changed is kept, with the focus in it. */
class Twin {
  readonly body: HTMLElement;
  private rows = new Map<string, { content: string; row: HTMLElement }>();

  constructor(id: string, heads: readonly string[]) {
    this.body = byId(id);
    const row = el("tr", {}, ...heads.map((word) => el("th", { scope: "col" }, word)));
    this.body.closest("table")?.tHead?.replaceChildren(row);
  }

  show(wanted: readonly Row[]): void {
    const focused = this.focused();
    const rows = new Map<string, { content: string; row: HTMLElement }>();
    for (const [name, content, make] of wanted) {
      const kept = this.rows.get(name);
      rows.set(name, kept?.content === content ? kept : { content, row: make() });
    }
    this.rows = rows;
    this.body.replaceChildren(...[...rows.values()].map(({ row }) => row));
    if (focused) this.refocus(focused);
  }

  mark(chosen: string | null): void {
    for (const [name, { row }] of this.rows) {
      row.classList.toggle("chosen", name === chosen);
      row.querySelector("[aria-pressed]")?.setAttribute("aria-pressed", String(name === chosen));
    }
  }

  private focused(): { key: string | null; index: number } | null {
    const active = document.activeElement;
    const row = active?.closest("tr");
    if (!active || !row || !this.body.contains(row)) return null;
    return { key: active.getAttribute("data-key"), index: [...this.body.children].indexOf(row) };
  }

  /** Give the focus back to the same button, or to the row that took the place of a row that is gone. */
  private refocus({ key, index }: { key: string | null; index: number }): void {
    const same = key === null ? null : this.body.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    const row = this.body.children[Math.min(index, this.body.children.length - 1)];
    (same ?? row?.querySelector<HTMLElement>("button"))?.focus();
  }
}
