// The picture, drawn by WebGL with sigma. Things stand where the scene says, and nothing moves by itself: the frame of
// coordinates stays the same until the reader asks to see everything.
import Graph from "graphology";
import Sigma from "sigma";
import type { SigmaNodeEventPayload } from "sigma/types";

import type { GraphEdge, GraphNode, GraphView } from "../types";
import { type Chosen, type Drawing, type Handlers, NOTHING, type Places } from "./drawing";
import { RibbonProgram } from "./edge_program";
import { type Name, number, sign, slip, write } from "./labels";
import { bends, edgeLook, type Emphasis, emphasis, nodeLook, onMark } from "./looks";
import { ShapeProgram } from "./node_program";
import { isStill, type Theme, theme } from "./theme";

const MARGIN = { x: 90, y: 60 };
const MOST_SIGNS = 600;
/** Widths of the halo of a line: its colour and width say what it is, and stay. */
const CHOSEN = 1.5;
const POINTED = 1;

export class Stage implements Drawing {
  private readonly graph = new Graph({ multi: true, type: "mixed" });
  private readonly sigma: Sigma;
  private theme: Theme;
  private view: GraphView | null = null;
  private nodes = new Map<string, GraphNode>();
  private edges = new Map<string, GraphEdge>();
  private chosen: Chosen = NOTHING;
  private pointed: Chosen = NOTHING;
  private lit: Emphasis | null = null;
  private dropped = false;
  private drag: { iri: string; moved: boolean; fixed: boolean } | null = null;

  constructor(
    private readonly container: HTMLElement,
    private readonly handlers: Handlers,
    embedded: boolean,
  ) {
    this.theme = theme(container);
    this.sigma = new Sigma(this.graph, container, {
      allowInvalidContainer: true,
      defaultNodeType: "shape",
      defaultEdgeType: "ribbon",
      nodeProgramClasses: { shape: ShapeProgram },
      edgeProgramClasses: { ribbon: RibbonProgram },
      enableEdgeEvents: true,
      enableCameraRotation: false,
      renderLabels: false,
      defaultDrawNodeHover: () => undefined,
      zIndex: true,
      minCameraRatio: 0.05,
      maxCameraRatio: 6,
      stagePadding: 0,
      nodeReducer: (iri, data) => this.reducedNode(iri, data),
      edgeReducer: (id, data) => this.reducedEdge(id, data),
    });
    this.listen();
    if (embedded) this.leaveScrolling();
  }

  show(view: GraphView, chosen: Chosen): void {
    const first = this.view === null;
    this.view = view;
    this.chosen = chosen;
    this.nodes = new Map(view.nodes.map((node) => [node.iri, node]));
    this.edges = new Map(view.edges.map((edge) => [edge.id, edge]));
    this.sync();
    this.light();
    if (first) this.frame();
    this.sigma.refresh();
  }

  fit(): void {
    this.frame();
    this.sigma.refresh();
    this.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1 });
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, { duration: isStill() ? 0 : 150 });
  }

  /** Move the picture by pixels. */
  pan(dx: number, dy: number): void {
    const { width, height } = this.sigma.getDimensions();
    const centre = this.sigma.viewportToFramedGraph({ x: width / 2 + dx, y: height / 2 + dy });
    this.sigma.getCamera().setState(centre);
  }

  reveal(iri: string): void {
    if (!this.outside([iri])) return;
    const data = this.sigma.getNodeDisplayData(iri);
    if (data) this.sigma.getCamera().setState({ x: data.x, y: data.y });
  }

  outside(iris: readonly string[]): number {
    const { width, height } = this.sigma.getDimensions();
    const places = iris.map((iri) => this.placeOf(iri)).filter((place) => place !== null);
    return places.filter(({ x, y }) => x < 10 || y < 10 || x > width - 10 || y > height - 10).length;
  }

  png(caption: string): Promise<Blob | null> {
    this.sigma.refresh();
    const layers = this.sigma.getCanvases();
    const drawn = ["edges", "nodes", "labels"].map((name) => layers[name]).filter((layer) => layer !== undefined);
    const canvas = document.createElement("canvas");
    const [first] = drawn;
    const context = canvas.getContext("2d");
    if (!first || !context) return Promise.resolve(null);
    const ratio = first.width / this.sigma.getDimensions().width;
    canvas.width = first.width;
    canvas.height = first.height + 28 * ratio;
    context.fillStyle = this.theme.colour("--paper");
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const layer of drawn) context.drawImage(layer, 0, 0);
    context.font = `${12 * ratio}px ${this.theme.font}`;
    context.fillStyle = this.theme.colour("--ink-soft");
    context.fillText(caption, 12 * ratio, first.height + 18 * ratio, canvas.width - 24 * ratio);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  restyle(): void {
    this.theme = theme(this.container);
    if (!this.view) return;
    this.sync();
    this.sigma.refresh();
  }

  kill(): void {
    this.sigma.kill();
  }

  /** Where things and the middles of lines stand, in pixels of the picture. */
  places(): Places {
    const nodes = [...this.nodes.keys()].map((iri) => ({ iri, ...(this.placeOf(iri) ?? { x: 0, y: 0 }) }));
    const edges = [...this.edges.values()].map((edge) => ({ id: edge.id, ...this.middle(edge) }));
    return { nodes, edges };
  }

  /** Bring the graph in line with the view; what is there already keeps its place in memory and on the page. */
  private sync(): void {
    const { graph, theme: look } = this;
    for (const id of graph.edges()) if (!this.edges.has(id)) graph.dropEdge(id);
    for (const iri of graph.nodes()) if (!this.nodes.has(iri)) graph.dropNode(iri);
    for (const [iri, node] of this.nodes) graph.mergeNode(iri, { ...nodeLook(node, look), x: node.x, y: -node.y });
    const bent = bends([...this.edges.values()]);
    for (const [id, edge] of this.edges) {
      const attributes = edgeLook(edge, bent.get(id) ?? 0, look);
      if (graph.hasEdge(id)) graph.replaceEdgeAttributes(id, attributes);
      else graph.addDirectedEdgeWithKey(id, edge.source, edge.target, attributes);
    }
  }

  /** Set the frame of coordinates to what is drawn, with room for names. */
  private frame(): void {
    const xs = [...this.nodes.values()].map((node) => node.x);
    const ys = [...this.nodes.values()].map((node) => -node.y);
    if (!xs.length) return;
    const spread = (values: number[], margin: number): [number, number] => {
      const least = values.reduce((a, b) => Math.min(a, b));
      const most = values.reduce((a, b) => Math.max(a, b));
      const spare = Math.max(0, 300 - (most - least)) / 2;
      return [least - spare - margin, most + spare + margin];
    };
    this.sigma.setCustomBBox({ x: spread(xs, MARGIN.x), y: spread(ys, MARGIN.y) });
  }

  private listen(): void {
    const { sigma, handlers } = this;
    sigma.on("clickNode", ({ node }) => this.dropped || handlers.onNode(node));
    sigma.on("clickEdge", ({ edge }) => this.dropped || handlers.onEdge(edge));
    sigma.on("clickStage", () => this.dropped || handlers.onNothing());
    // Any two clicks in quick succession are a double click to sigma, also on two things: the second chooses, too.
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      if (!this.dropped) handlers.onNode(node);
    });
    sigma.on("doubleClickEdge", ({ edge, preventSigmaDefault }) => {
      preventSigmaDefault();
      if (!this.dropped) handlers.onEdge(edge);
    });
    sigma.on("enterNode", ({ node }) => this.point({ node, edge: null }));
    sigma.on("leaveNode", () => this.point(NOTHING));
    sigma.on("enterEdge", ({ edge }) => this.point({ node: null, edge }));
    sigma.on("leaveEdge", () => this.point(NOTHING));
    sigma.on("afterRender", () => this.finish());
    sigma.on("downNode", (payload) => this.grab(payload));
    sigma.on("moveBody", ({ event, preventSigmaDefault }) => {
      if (!this.drag) return;
      preventSigmaDefault();
      event.original.preventDefault();
      this.dragTo(event.x, event.y);
    });
    for (const up of ["upNode", "upEdge", "upStage"] as const) sigma.on(up, () => this.drop());
    addEventListener("mouseup", () => this.drop());
  }

  private grab({ node, event, preventSigmaDefault }: SigmaNodeEventPayload): void {
    const thing = this.nodes.get(node);
    const original = event.original;
    if (!thing || (original instanceof MouseEvent && original.button !== 0)) return;
    preventSigmaDefault();
    // what is pinned is held fast: neither it nor the frame moves
    this.drag = { iri: node, moved: false, fixed: thing.pinned || this.view?.cut === true };
  }

  private dragTo(x: number, y: number): void {
    if (!this.drag) return;
    const { iri } = this.drag;
    const from = this.placeOf(iri);
    if (!this.drag.moved && from && Math.hypot(from.x - x, from.y - y) < 4) return;
    this.drag.moved = true;
    if (this.drag.fixed) return;
    this.graph.mergeNodeAttributes(iri, this.sigma.viewportToGraph({ x, y }));
  }

  private drop(): void {
    const { drag } = this;
    this.drag = null;
    if (!drag?.moved) return;
    // the click that ends a drag is no click on what is there
    this.dropped = true;
    setTimeout(() => (this.dropped = false), 0);
    if (drag.fixed) return;
    const { x, y } = this.graph.getNodeAttributes(drag.iri) as { x: number; y: number };
    this.handlers.onMoved(drag.iri, x, -y);
  }

  private point(pointed: Chosen): void {
    this.pointed = pointed;
    this.container.classList.toggle("pointing", pointed !== NOTHING);
    this.light();
    this.sigma.refresh({ skipIndexation: true, schedule: true });
  }

  private light(): void {
    const edges = this.view?.edges ?? [];
    this.lit = emphasis(edges, this.chosen) ?? emphasis(edges, this.pointed);
  }

  private reducedNode(iri: string, data: Record<string, unknown>): Record<string, unknown> {
    const isChosen = this.chosen.node === iri;
    const isPointed = this.pointed.node === iri;
    if (isChosen || isPointed) return { ...data, rim: this.theme.colour("--ink"), rimWidth: isChosen ? 3.5 : 2, zIndex: 3 };
    if (!this.lit || this.lit.nodes.has(iri)) return data;
    return { ...data, color: `${String(data["color"])}66`, zIndex: 0 };
  }

  private reducedEdge(id: string, data: Record<string, unknown>): Record<string, unknown> {
    const isChosen = this.chosen.edge === id;
    if (isChosen || this.pointed.edge === id) return { ...data, halo: isChosen ? CHOSEN : POINTED, zIndex: 3 };
    if (!this.lit || this.lit.edges.has(id)) return { ...data, zIndex: this.lit ? 2 : 1 };
    return { ...data, color: this.theme.colour("--rule"), size: 1, zIndex: 0 };
  }

  private finish(): void {
    this.writeNames();
    this.handlers.onDrawn(() => this.places());
  }

  private writeNames(): void {
    const context = this.sigma.getCanvases()["labels"]?.getContext("2d");
    if (!context) return;
    this.writeSigns(context);
    const names: Name[] = [];
    for (const node of this.nodes.values()) {
      const place = this.placeOf(node.iri);
      if (!place) continue;
      const strong = this.chosen.node === node.iri || this.pointed.node === node.iri;
      const faint = this.lit !== null && !this.lit.nodes.has(node.iri);
      const weight = (faint ? 0 : 1000) + node.radius + node.degree / 1000;
      names.push({ text: node.label, ...place, radius: this.sigma.scaleSize(node.radius), weight, strong, faint });
      const mark = onMark(node);
      if (mark && !faint) number(context, mark, place.x, place.y, this.theme);
    }
    write(context, names, this.theme);
    const edge = this.edges.get(this.pointed.edge ?? this.chosen.edge ?? "");
    if (!edge) return;
    const { x, y } = this.middle(edge);
    slip(context, edgeWords(edge), x, y, this.theme);
  }

  private writeSigns(context: CanvasRenderingContext2D): void {
    if (this.edges.size > MOST_SIGNS) return;
    for (const edge of this.edges.values()) {
      if (!edge.sign || (this.lit && !this.lit.edges.has(edge.id))) continue;
      const { x, y } = this.middle(edge);
      sign(context, edge.sign === "agree", x, y, this.theme);
    }
  }

  private placeOf(iri: string): { x: number; y: number } | null {
    if (!this.graph.hasNode(iri)) return null;
    const { x, y } = this.graph.getNodeAttributes(iri) as { x: number; y: number };
    return this.sigma.graphToViewport({ x, y });
  }

  /** The middle of a line as it is drawn, bent or straight. */
  private middle(edge: GraphEdge): { x: number; y: number } {
    const from = this.placeOf(edge.source) ?? { x: 0, y: 0 };
    const to = this.placeOf(edge.target) ?? { x: 0, y: 0 };
    const bend = Number(this.graph.getEdgeAttribute(edge.id, "bend")) / 2;
    return { x: (from.x + to.x) / 2 + (to.y - from.y) * bend, y: (from.y + to.y) / 2 - (to.x - from.x) * bend };
  }

  /** In a frame of another page the wheel and one finger belong to that page, unless Ctrl is held. */
  private leaveScrolling(): void {
    const leave = (event: Event): void => {
      const zooms = event instanceof WheelEvent && (event.ctrlKey || event.metaKey);
      const twoFingers = "touches" in event && (event as TouchEvent).touches.length > 1;
      if (!zooms && !twoFingers) event.stopPropagation();
    };
    for (const type of ["wheel", "touchstart", "touchmove"]) {
      this.container.addEventListener(type, leave, { capture: true, passive: true });
    }
  }
}

const edgeWords = (edge: GraphEdge): string =>
  [edge.relation_label, edge.count > 1 ? `× ${edge.count}` : "", edge.planned ? "planned" : ""].filter(Boolean).join(" · ");
