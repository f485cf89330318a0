// What the reader can do to things, and what is said of it.
import { NOTHING } from "./draw/drawing";
import { search } from "../shared/search";
import type { Parts } from "./parts";
import { add, collapse, grow, has, inMode, loosened, move, pin, remove, unplaced } from "./scene";
import { Problem } from "./service";
import type { Neighbours, Scene, Thing } from "./types";
import type { PanelActions } from "./ui/panel";
import { STEP } from "./ui/panel_node";
import type { PictureActions } from "./ui/toolbar";

/** What a graph is made of; sources and claims are behind its lines. */
const KINDS = ["Actor", "Meeting"];

export class Actions implements PanelActions, PictureActions {
  constructor(
    private readonly parts: Parts,
    readonly editable: boolean,
  ) {}

  choose = (chosen: { node: string | null; edge: string | null }): void => this.parts.choose(chosen, true);

  fail = (error: unknown): void => this.parts.status.fail(error);

  /** Add one thing, near what is looked at, and look at it. */
  async add(thing: Thing): Promise<void> {
    const { explorer, status } = this.parts;
    if (has(explorer.state.scene, thing.iri)) status.tell(`${thing.label} is there already.`);
    else await explorer.change(`Added ${thing.label}.`, (scene) => add(scene, [unplaced(thing.iri)]));
    if (explorer.state.view.nodes.some(({ iri }) => iri === thing.iri)) this.parts.choose({ node: thing.iri, edge: null }, false);
  }

  /** Add what is called so; when several things are, the reader chooses. */
  async search(text: string): Promise<void> {
    const { panel, status } = this.parts;
    try {
      const hits = await search(text, KINDS, 8);
      const [only] = hits;
      if (only && hits.length === 1) await this.add(only.thing);
      else panel.showHits(text, hits);
      if (!hits.length) status.tell(`Nothing is called “${text}”.`);
    } catch {
      status.fail(new Problem("The search does not answer.", "Try again in a moment."));
    }
  }

  /** Add the next neighbours; the service says how many of how many there are then. */
  async expand(neighbours: Neighbours): Promise<void> {
    const { explorer, service, status } = this.parts;
    let message = "";
    const before = explorer.state.scene;
    const done = await explorer.change(
      (from, to) => `Added ${to.nodes.length - from.nodes.length} next to ${this.name(neighbours.node)}: ${message}`,
      async (scene) => {
        const expansion = await service.expand(scene, neighbours, STEP);
        message = expansion.message;
        return grow(scene, expansion.nodes, neighbours.node);
      },
    );
    if (done && explorer.state.scene === before) status.tell(message);
    this.tellOutside(before);
  }

  /** Take what a form says; meetings become things of their own, or stop being, with those that are joined by them. */
  async filter(change: (scene: Scene) => Scene): Promise<void> {
    const { explorer } = this.parts;
    const before = explorer.state.scene;
    await explorer.change(
      (from, to) => {
        const count = to.nodes.length - from.nodes.length;
        if (from.mode === to.mode) return "Changed what is shown.";
        return to.mode === "meetings" ? `Meetings stand as things of their own: added the ${count} that join most.` : "Actors are joined in pairs.";
      },
      (scene) => {
        const changed = change(scene);
        return changed.mode === scene.mode ? changed : inMode({ ...changed, relation: [] }, explorer.state.view, changed.mode);
      },
    );
    this.tellOutside(before);
  }

  pin(iri: string, pinned: boolean): void {
    void this.parts.explorer.change(`${pinned ? "Pinned" : "Unpinned"} ${this.name(iri)}.`, (scene) => pin(scene, iri, pinned));
  }

  collapse(iri: string, collapsed: boolean): void {
    const words = collapsed ? `Folded away what hangs on ${this.name(iri)} alone.` : `Unfolded ${this.name(iri)}.`;
    void this.parts.explorer.change(words, (scene) => collapse(scene, iri, collapsed));
  }

  remove(iri: string): void {
    const words = `Removed ${this.name(iri)}.`;
    if (this.parts.chosen.node === iri) this.parts.choose(NOTHING, false);
    void this.parts.explorer.change(words, (scene) => remove(scene, iri));
  }

  move(iri: string, x: number, y: number): void {
    void this.parts.explorer.change(`Moved ${this.name(iri)}.`, (scene) => move(scene, iri, x, y));
  }

  pathFrom(iri: string): void {
    const node = this.parts.explorer.state.view.nodes.find((other) => other.iri === iri);
    this.parts.panel.showPath(node ? { iri, label: node.label, kind: node.kind, path: null } : null, null, null);
  }

  async find(from: string, to: string): Promise<void> {
    const { explorer, service, panel, status } = this.parts;
    try {
      const paths = await service.paths(explorer.state.scene, from, to);
      panel.showPath(paths.start, paths.end, paths);
      status.tell(paths.message);
    } catch (error) {
      status.fail(error);
    }
  }

  /** Add the things of a path. */
  addPath(things: readonly Thing[]): void {
    const { explorer, status } = this.parts;
    const fresh = things.filter(({ iri }) => !has(explorer.state.scene, iri));
    if (!fresh.length) return status.tell("All of this path is there already.");
    const words = `Added ${fresh.length} ${fresh.length === 1 ? "thing" : "things"} of the path.`;
    void explorer.change(words, (scene) => add(scene, things.map(({ iri }, step) => unplaced(iri, things[step - 1]?.iri ?? null))));
  }

  evidence(claims: readonly string[], box: HTMLElement): void {
    const { service, explorer, panel } = this.parts;
    void panel.fill(box, service.claims(explorer.state.scene, claims));
  }

  undo(): void {
    void this.parts.explorer.undo();
  }

  redo(): void {
    void this.parts.explorer.redo();
  }

  zoom(factor: number): void {
    this.parts.drawing.zoom(factor);
  }

  fit(): void {
    this.parts.drawing.fit();
  }

  arrange(): void {
    void this.parts.explorer.change("Arranged anew what is not pinned.", loosened).then(() => this.fit());
  }

  /** Say of things that came since then whether the frame shows them; it is the reader who moves the frame. */
  private tellOutside(before: Scene): void {
    const { explorer, status, drawing } = this.parts;
    const fresh = explorer.state.scene.nodes.filter(({ iri }) => !has(before, iri));
    const outside = drawing.outside(fresh.map(({ iri }) => iri));
    if (outside) status.tell(`${status.line.textContent} ${outside} of them lie outside the frame; “Show all” brings them in.`);
  }

  private name(iri: string): string {
    return this.parts.explorer.state.view.nodes.find((node) => node.iri === iri)?.label ?? iri;
  }
}
