// Holds what the reader has put together, and what the service draws for it. Changes are made one after the other; one
// that the service refuses leaves everything as it was. Going back gives exactly what was there.
import { advance, amend, begin, type History, redo, type Step, undo } from "./history";
import { key, placed, same, settled } from "./scene";
import type { GraphView, Scene } from "./types";

export interface State {
  readonly scene: Scene;
  readonly view: GraphView;
  /** What can be undone and redone, in words; empty when nothing can. */
  readonly undoable: string;
  readonly redoable: string;
  readonly busy: boolean;
}

export interface Voice {
  /** Say what was done. */
  tell(text: string): void;
  /** Say what went wrong. */
  fail(error: unknown): void;
}

type Change = (scene: Scene) => Scene | Promise<Scene>;

const MOST_VIEWS = 60;

export class Explorer {
  private history: History<Scene>;
  private view: GraphView;
  private readonly views = new Map<string, GraphView>();
  private readonly listeners: ((state: State) => void)[] = [];
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;
  private run = { name: "", at: 0 };

  constructor(
    scene: Scene,
    view: GraphView,
    private readonly ask: (scene: Scene) => Promise<GraphView>,
    private readonly voice: Voice,
  ) {
    const start = settled(scene, view);
    this.history = begin(start);
    this.view = placed(view, start);
    this.keep(start, view);
  }

  get state(): State {
    const { past, present, future } = this.history;
    return {
      scene: present.state,
      view: this.view,
      undoable: past.length ? present.did : "",
      redoable: future[0]?.did ?? "",
      busy: this.waiting > 0,
    };
  }

  /** Be told of every change. */
  subscribe(listener: (state: State) => void): void {
    this.listeners.push(listener);
  }

  /**
   * Change the scene; `did` says in words what was done. Resolves to whether it was. Changes of the same `run` that follow
   * each other within a second (a handle moved key by key) are one step.
   */
  change(did: string | ((before: Scene, after: Scene) => string), change: Change, run = ""): Promise<boolean> {
    return this.next(async () => {
      const before = this.history.present.state;
      const changed = await change(before);
      if (same(before, changed)) return;
      const view = await this.viewOf(changed);
      const after = settled(changed, view);
      const words = typeof did === "string" ? did : did(before, after);
      this.keep(after, view);
      const goesOn = run !== "" && run === this.run.name && Date.now() - this.run.at < 1000;
      this.history = (goesOn ? amend : advance)(this.history, after, words);
      this.run = { name: run, at: Date.now() };
      this.view = placed(view, after);
      this.voice.tell(words);
    });
  }

  undo(): Promise<boolean> {
    const did = this.history.present.did;
    return this.step(undo, () => `Undone: ${did}`);
  }

  redo(): Promise<boolean> {
    return this.step(redo, (present) => `Done again: ${present.did}`);
  }

  /** What the service draws for another scene, without going there. */
  async look(scene: Scene): Promise<GraphView> {
    const view = await this.viewOf(scene);
    this.keep(scene, view);
    return view;
  }

  private step(
    go: (history: History<Scene>) => History<Scene>,
    words: (present: Step<Scene>) => string,
  ): Promise<boolean> {
    return this.next(async () => {
      this.run = { name: "", at: 0 };
      const there = go(this.history);
      if (there === this.history) return;
      const view = await this.viewOf(there.present.state);
      this.history = there;
      this.view = placed(view, there.present.state);
      this.voice.tell(words(there.present));
    });
  }

  private next(work: () => Promise<void>): Promise<boolean> {
    this.waiting += 1;
    this.announce();
    const done = this.queue.then(work).then(
      () => true,
      (error: unknown) => {
        this.voice.fail(error);
        return false;
      },
    );
    this.queue = done.then(() => {
      this.waiting -= 1;
      this.announce();
    });
    return this.queue.then(() => done);
  }

  private announce(): void {
    for (const listener of this.listeners) listener(this.state);
  }

  private async viewOf(scene: Scene): Promise<GraphView> {
    return this.views.get(key(scene)) ?? (await this.ask(scene));
  }

  private keep(scene: Scene, view: GraphView): void {
    const name = key(scene);
    this.views.delete(name);
    this.views.set(name, view);
    const oldest = this.views.keys().next();
    if (this.views.size > MOST_VIEWS && !oldest.done) this.views.delete(oldest.value);
  }
}
