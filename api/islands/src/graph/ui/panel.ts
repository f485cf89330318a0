// The panel beside the picture, never over it: what is chosen, its numbers, and the sentences behind it.
import { button, byId, el, refill } from "../dom";
import type { Chosen } from "../draw/drawing";
import { type Hit, kindWord } from "../../shared/search";
import type { Service } from "../service";
import type { Counts, GraphEdge, GraphNode, GraphView, Paths, Scene, Thing } from "../types";
import { inWords } from "../time";
import { countsList, nodeActions, type NodeActions, nodeHead } from "./panel_node";
import { type PathActions, pathForm, pathList } from "./panel_path";

export interface PanelActions extends NodeActions, PathActions {
  choose(chosen: Chosen): void;
  add(thing: Thing): Promise<void>;
  fail(error: unknown): void;
}

const MOST_CLAIMS = 20;

export class Panel {
  private readonly element = byId("graph-panel");
  private shown = "";

  constructor(
    private readonly service: Service,
    private readonly actions: PanelActions,
    private readonly editable: boolean,
  ) {}

  /** Show what is chosen; what is shown already is refreshed without asking for its sentences again. */
  show(scene: Scene, view: GraphView, chosen: Chosen): void {
    const node = view.nodes.find(({ iri }) => iri === chosen.node);
    const edge = view.edges.find(({ id }) => id === chosen.edge);
    if (node) void this.showNode(scene, view, node);
    else if (edge) void this.showEdge(edge, view);
    else if (/^(path|hits)/.test(this.shown)) return;
    else this.showNothing();
  }

  showPath(from: Thing | null, to: Thing | null, paths: Paths | null): void {
    this.shown = `path ${from?.iri ?? ""} ${to?.iri ?? ""}`;
    const head = el("header", { class: "panel-head" }, el("h2", { class: "panel-title", tabindex: -1 }, "How are two things connected?"));
    refill(this.element, this.back(), head, pathForm(from, to, this.actions), paths && pathList(paths, this.actions));
    this.element.querySelector<HTMLElement>(paths ? ".paths" : from ? "#path-to" : "#path-from")?.focus();
  }

  /** Several things of a name: each a button that adds it. */
  showHits(text: string, hits: readonly Hit[]): void {
    this.shown = `hits ${text}`;
    const rows = hits.map(({ thing, name }) =>
      el(
        "li",
        {},
        button(thing.label, () => void this.actions.add(thing), { class: "link", "data-key": `hit ${thing.iri}` }),
        el("span", { class: "quiet small" }, ` ${kindWord(thing.kind)}${name === thing.label ? "" : `, also ${name}`}`),
      ),
    );
    const head = el("h2", { class: "panel-title", tabindex: -1 }, "Found for “", el("bdi", {}, text), "”");
    const none = el("p", { class: "unsaid" }, "Nothing in this graph has such a name.");
    refill(this.element, this.back(), head, rows.length ? el("ul", { class: "entries" }, ...rows) : none);
    this.focus();
  }

  /** Fill a box with the claims of a page of evidence. */
  async fill(box: HTMLElement, address: string | URL): Promise<void> {
    refill(box, el("p", { class: "quiet small" }, "Reading …"));
    try {
      const evidence = await this.service.evidence(address);
      evidence.removeAttribute("id");
      refill(box, evidence);
    } catch (error) {
      refill(box, el("p", { class: "unsaid" }, "The evidence could not be read."));
      this.actions.fail(error);
    }
  }

  focus(): void {
    this.element.querySelector<HTMLElement>(".panel-title")?.focus({ preventScroll: false });
  }

  private showNothing(): void {
    if (this.shown === "nothing") return;
    this.shown = "nothing";
    refill(
      this.element,
      el("p", { class: "quiet" }, "Choose a thing to see what it is joined to, or a line to read the sentences it rests on."),
      this.editable && button("Find a path between two", () => this.showPath(null, null, null)),
    );
  }

  private async showNode(scene: Scene, view: GraphView, node: GraphNode): Promise<void> {
    const name = `node ${node.iri}`;
    const isNew = this.shown !== name;
    const claims = isNew ? el("div", { class: "panel-evidence" }) : this.element.querySelector<HTMLElement>(".panel-evidence");
    const joined = isNew ? el("div", { class: "panel-joined" }) : this.element.querySelector<HTMLElement>(".panel-joined");
    if (!claims || !joined) return;
    this.shown = name;
    refill(this.element, this.back(), nodeHead(node, scene), this.editable && nodeActions(node, scene, this.actions), joined, claims);
    const counted = node.members === 1 ? this.count(scene, view, node, joined) : Promise.resolve();
    if (isNew) await this.fillOf(node, scene, view, claims);
    await counted;
  }

  private async count(scene: Scene, view: GraphView, node: GraphNode, joined: HTMLElement): Promise<void> {
    let counts: Counts;
    try {
      counts = await this.service.counts(scene, node.iri);
    } catch (error) {
      this.actions.fail(error);
      return;
    }
    refill(joined, countsList(counts, view, this.editable ? (neighbours) => this.actions.expand(neighbours) : null));
  }

  private async fillOf(node: GraphNode, scene: Scene, view: GraphView, box: HTMLElement): Promise<void> {
    const ties = view.edges.filter(({ source, target }) => source === node.iri || target === node.iri);
    const claims = [...new Set(ties.flatMap((edge) => edge.claims))].slice(0, MOST_CLAIMS);
    if (claims.length) await this.fill(box, this.service.claims(scene, claims));
  }

  private async showEdge(edge: GraphEdge, view: GraphView): Promise<void> {
    const name = `edge ${edge.id}`;
    if (this.shown === name) return;
    this.shown = name;
    const box = el("div", { class: "panel-evidence" });
    const label = (iri: string): string => view.nodes.find((node) => node.iri === iri)?.label ?? iri;
    refill(
      this.element,
      this.back(),
      el(
        "header",
        { class: "panel-head" },
        el("p", { class: "eyebrow" }, edge.relation_label, edge.planned && " · planned only"),
        el("h2", { class: "panel-title", tabindex: -1 }, el("bdi", {}, label(edge.source)), " – ", el("bdi", {}, label(edge.target))),
        el("p", { class: "panel-facts" }, occasions(edge)),
      ),
      box,
    );
    await this.fill(box, edge.href);
  }

  private back(): HTMLElement {
    const close = (): void => {
      this.shown = "";
      this.actions.choose({ node: null, edge: null });
    };
    return button("Close", close, { class: "panel-close", "data-key": "close" });
  }
}

/** How often, and when: "28 times, 17 February 2025 to 24 June 2026". */
function occasions(edge: GraphEdge): string {
  const times = edge.count === 1 ? "once" : `${edge.count} times`;
  const days = [...new Set([edge.first, edge.last])].filter(Boolean).map(inWords).join(" to ");
  return [times, days || "no date given"].join(", ");
}
