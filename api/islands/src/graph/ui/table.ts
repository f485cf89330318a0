// The twin of the picture: the same things and lines as rows, always. Whatever can be done in the picture can be done
// here, by keyboard too; what is chosen there is marked here, and the other way round.
import { byId, el } from "../dom";
import type { Chosen } from "../draw/drawing";
import type { GraphView, Scene } from "../types";
import { paths } from "./marks";
import { edgeHeads, edgeRow, MEASURES, nodeHeads, nodeRow, type RowActions } from "./rows";

const COUNTED = "Ties and meetings are counted in the whole network of these days and layers.";

export class Tables {
  private readonly nodes = new Twin("graph-nodes");
  private readonly edges = new Twin("graph-edges");

  constructor(private readonly actions: RowActions) {
    for (const { place } of [this.nodes, this.edges]) place.addEventListener("click", (event) => this.pressed(event));
  }

  show(scene: Scene, view: GraphView, chosen: Chosen): void {
    this.showNodes(scene, view);
    this.showEdges(view);
    this.mark(chosen);
  }

  /** Mark the rows of what is chosen. */
  mark(chosen: Chosen): void {
    this.nodes.mark(chosen.node);
    this.edges.mark(chosen.edge);
  }

  private showNodes(scene: Scene, view: GraphView): void {
    const shapes = paths(view.legend.nodes);
    const measures = MEASURES.filter((name) => view.nodes.some((node) => node[name] !== null));
    const { shown, total } = view;
    const caption = `${shown} ${shown === 1 ? "thing" : "things"} drawn${shown === total ? "" : ` of ${total}`}. ${COUNTED}`;
    const folded = new Set(scene.collapsed);
    const rows = view.nodes.map((node): Row => {
      const path = shapes.get(node.shape) ?? "";
      const version = JSON.stringify([{ ...node, x: 0, y: 0 }, folded.has(node.iri), path, measures, days(scene)]);
      return [node.iri, version, () => nodeRow(node, scene, path, measures, this.actions)];
    });
    this.nodes.show(caption, nodeHeads(measures), rows);
  }

  private showEdges(view: GraphView): void {
    const names = new Map(view.nodes.map((node) => [node.iri, node.label]));
    const count = view.edges.length;
    const caption = `${count} ${count === 1 ? "line" : "lines"}: all ties of one relation, and one sign, between two things.`;
    const rows = view.edges.map((edge): Row => {
      const ends: [string, string] = [names.get(edge.source) ?? edge.source, names.get(edge.target) ?? edge.target];
      return [edge.id, JSON.stringify([edge, ends]), () => edgeRow(edge, ends, this.actions)];
    });
    this.edges.show(caption, edgeHeads(), rows);
  }

  /** A click anywhere in a row chooses it; its links and buttons do what they say. */
  private pressed(event: Event): void {
    const target = event.target as Element;
    if (target.closest("a, button")) return;
    const row = target.closest<HTMLElement>("tbody tr");
    if (row) this.actions.choose({ node: row.dataset["iri"] ?? null, edge: row.dataset["id"] ?? null });
  }
}

const days = (scene: Scene): unknown[] => [scene.valid_at, scene.known_at, scene.recorded_at, scene.layer];

type Row = readonly [name: string, version: string, make: () => HTMLElement];

/** One table; a row whose content has not changed is kept, with the focus in it. */
class Twin {
  readonly place: Element;
  private body: HTMLElement;
  private table: HTMLTableElement | null;
  private rows = new Map<string, { version: string; row: HTMLElement }>();

  constructor(id: string) {
    this.body = byId(id);
    this.table = this.body.closest("table");
    this.place = this.body.closest(".table") ?? this.body;
    this.body.closest("section")?.classList.add("live-tables");
  }

  show(caption: string, heads: readonly HTMLElement[], entries: readonly Row[]): void {
    const focused = this.focused();
    this.leaveForm();
    const rows = new Map<string, { version: string; row: HTMLElement }>();
    for (const [name, version, make] of entries) {
      const shown = this.rows.get(name);
      rows.set(name, shown?.version === version ? shown : { version, row: make() });
    }
    this.rows = rows;
    this.body.replaceChildren(...[...rows.values()].map(({ row }) => row));
    this.head(caption, heads);
    if (focused) this.refocus(focused);
  }

  mark(chosen: string | null): void {
    for (const [name, { row }] of this.rows) {
      row.classList.toggle("chosen", name === chosen);
      row.querySelector("[aria-pressed]")?.setAttribute("aria-pressed", String(name === chosen));
    }
  }

  /**
   * Put a table of our own in the place of the form that serves readers without script. The form goes as a whole:
   * taking thousands of buttons out of a form one after the other takes browsers seconds.
   */
  private leaveForm(): void {
    const form = this.body.closest("form");
    if (!form || !this.table) return;
    this.table = this.table.cloneNode() as HTMLTableElement;
    const body = el("tbody", { id: this.body.id });
    this.table.append(body);
    this.body = body;
    form.replaceWith(this.table);
  }

  /** Caption and heads; an empty table gives way to the sentence that says so. */
  private head(caption: string, heads: readonly HTMLElement[]): void {
    const { table } = this;
    if (!table) return;
    table.createCaption().textContent = caption;
    table.createTHead().replaceChildren(el("tr", {}, ...heads));
    table.hidden = !this.rows.size;
    const unsaid = table.closest("section")?.querySelector<HTMLElement>(".unsaid");
    if (unsaid) unsaid.hidden = this.rows.size > 0;
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
