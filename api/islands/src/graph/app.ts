// Puts the parts together: what the reader does changes the scene, and every part shows what the scene has become.
import { Actions } from "./actions";
import { AddressBar } from "./address_bar";
import { type Chosen, type Drawing, NOTHING } from "./draw/drawing";
import { Explorer, type State } from "./explorer";
import { refreshLinks } from "./links";
import type { Parts } from "./parts";
import { placed } from "./scene";
import type { Service } from "./service";
import { Share } from "./share";
import { bounded, inWords } from "./time";
import type { GraphView, Scene } from "./types";
import { Filters } from "./ui/filters";
import { Legend } from "./ui/legend";
import { Messages } from "./ui/messages";
import { Panel } from "./ui/panel";
import { Slider } from "./ui/slider";
import { Status } from "./ui/status";
import { Tables } from "./ui/table";
import { Toolbar } from "./ui/toolbar";

/** What the parts are made for: reading only, or also changing; with a picture that can be moved, or without. */
export interface Options {
  readonly editable: boolean;
  readonly drawn: boolean;
}

const MANY = 400;

export class App implements Parts {
  readonly status = new Status();
  readonly actions: Actions;
  readonly share = new Share(this);
  readonly explorer: Explorer;
  readonly toolbar: Toolbar;
  readonly slider: Slider;
  readonly panel: Panel;
  drawing!: Drawing;
  chosen: Chosen = NOTHING;
  private readonly tables: Tables;
  private readonly title = document.getElementById("graph-title");
  private readonly legend = new Legend();
  private readonly messages = new Messages();
  private readonly filters: Filters | null;
  private readonly address: AddressBar | null;
  private frame = 0;
  private later = 0;
  private shown: GraphView | null = null;

  constructor(
    readonly root: HTMLElement,
    readonly service: Service,
    scene: Scene,
    view: GraphView,
    readonly options: Options,
  ) {
    const { editable } = options;
    this.actions = new Actions(this, editable);
    this.explorer = new Explorer(scene, view, (next) => service.view(next), this.status);
    this.toolbar = new Toolbar(this.actions, this.share, options);
    this.panel = new Panel(service, this.actions, editable);
    this.tables = new Tables(this.actions);
    this.slider = new Slider({
      preview: (from, until) => void this.preview(from, until),
      bound: (from, until) => this.bound(from, until),
    });
    this.filters = editable ? new Filters(forms(), (change) => void this.actions.filter(change)) : null;
    this.address = editable ? new AddressBar(service, this.explorer.state.scene, this.actions.fail) : null;
  }

  /** Show everything in a drawing, and go on doing so. */
  start(drawing: Drawing): void {
    this.drawing = drawing;
    const { scene } = this.explorer.state;
    if (scene.focus) this.chosen = { node: scene.focus, edge: null };
    this.explorer.subscribe((state) => this.show(state));
    this.show(this.explorer.state);
  }

  choose(chosen: Chosen, jump: boolean): void {
    this.chosen = chosen;
    const { scene, view } = this.explorer.state;
    this.drawing.show(view, chosen);
    if (jump && chosen.node !== null) this.drawing.reveal(chosen.node);
    this.tables.mark(chosen);
    this.panel.show(scene, view, chosen);
    this.addressed(scene);
  }

  private show(state: State): void {
    const { scene, view } = state;
    this.root.setAttribute("aria-busy", String(state.busy));
    this.toolbar.show(state);
    if (this.shown === view) return;
    this.shown = view;
    this.forget(view);
    this.draw(scene, view);
    this.legend.show(view);
    this.messages.show(view);
    if (this.title) this.title.textContent = view.title;
    this.filters?.show(scene, view);
    this.panel.show(scene, view, this.chosen);
    this.addressed(scene);
    void this.unbounded().then((all) => this.slider.show(scene, all.edges));
  }

  private addressed(scene: Scene): void {
    const here = { ...scene, focus: this.chosen.node };
    this.address?.show(here);
    if (!this.options.editable) return;
    refreshLinks(here);
    if (this.explorer.state.undoable) document.querySelector(".starts")?.remove();
  }

  /** Look no longer at what is gone. */
  private forget(view: GraphView): void {
    const { node, edge } = this.chosen;
    const isThere = view.nodes.some(({ iri }) => iri === node) || view.edges.some(({ id }) => id === edge);
    if (!isThere) this.chosen = NOTHING;
  }

  /** Picture and tables together, so that the one never shows what the other does not. */
  private draw(scene: Scene, view: GraphView): void {
    this.drawing.show(view, this.chosen);
    clearTimeout(this.later);
    if (this.root.dataset["drawn"] || view.nodes.length + view.edges.length < MANY) this.tables.show(scene, view, this.chosen);
    else this.later = window.setTimeout(() => this.fillTables(), 50);
    this.root.dataset["nodes"] = String(view.nodes.length);
    this.root.dataset["edges"] = String(view.edges.length);
  }

  /** Fill large tables once the picture is on the screen; until then they list what the service has written. */
  private fillTables(): void {
    const { scene, view } = this.explorer.state;
    this.tables.show(scene, view, this.chosen);
  }

  /** The view whatever the bounds of days. */
  private async unbounded(): Promise<GraphView> {
    const { scene, view } = this.explorer.state;
    if (scene.from === null && scene.until === null) return view;
    try {
      return placed(await this.explorer.look({ ...scene, from: null, until: null }), scene);
    } catch (error) {
      this.status.fail(error);
      return view;
    }
  }

  private async preview(from: string | null, until: string | null): Promise<void> {
    const all = await this.unbounded();
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw(this.explorer.state.scene, bounded(all, from, until)));
  }

  private bound(from: string | null, until: string | null): void {
    cancelAnimationFrame(this.frame);
    const words = from || until ? `Lines from ${from ? inWords(from) : "the beginning"} to ${until ? inWords(until) : "the end"}.` : "Lines of all days.";
    const change = (scene: Scene): Scene => ({ ...scene, from, until });
    void this.explorer.change(words, change, "days").then(() => this.draw(this.explorer.state.scene, this.explorer.state.view));
  }
}

/** The forms whose choices become part of the scene: the filters, and the days and layers at the top of the page. */
const forms = (): HTMLFormElement[] => [...document.querySelectorAll<HTMLFormElement>("#graph-filters, .controls form")];
