// What can be done with the whole picture: undo and redo, zoom, arrange, share, take away.
import { button, el } from "../dom";
import type { State } from "../explorer";

/** What can be done with the picture as a whole. */
export interface PictureActions {
  undo(): void;
  redo(): void;
  zoom(factor: number): void;
  fit(): void;
  arrange(): void;
}

/** What can be taken elsewhere. */
export interface ShareActions {
  copyLink(): Promise<void>;
  save(): Promise<void>;
  embed(): Promise<void>;
  download(format: string): Promise<void>;
}

const FORMATS: [string, string][] = [
  ["png", "PNG image"],
  ["svg", "SVG image"],
  ["gexf", "GEXF, for Gephi"],
  ["graphml", "GraphML"],
  ["csv", "CSV table"],
  ["turtle", "Turtle, the claims as RDF"],
];

export class Toolbar {
  readonly element: HTMLElement;
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;

  constructor(actions: PictureActions, share: ShareActions, options: { editable: boolean; drawn: boolean }) {
    this.undo = button("Undo", () => actions.undo(), { "aria-keyshortcuts": "Control+Z" });
    this.redo = button("Redo", () => actions.redo(), { "aria-keyshortcuts": "Control+Shift+Z" });
    const view = [
      button("−", () => actions.zoom(1 / 1.4), { "aria-label": "Zoom out" }),
      button("+", () => actions.zoom(1.4), { "aria-label": "Zoom in" }),
      button("Show all", () => actions.fit()),
    ];
    const formats = options.drawn ? FORMATS : FORMATS.filter(([format]) => format !== "png");
    const arrange = button("Arrange anew", () => actions.arrange(), { title: "Places everything anew; what is pinned stays" });
    this.element = el(
      "div",
      { class: "graph-tools", role: "group", "aria-label": "Picture" },
      options.editable && el("span", { class: "tool-group" }, this.undo, this.redo),
      options.drawn && el("span", { class: "tool-group" }, ...view),
      options.editable && el("span", { class: "tool-group" }, arrange),
      options.editable && el("span", { class: "tool-group end" }, this.sharing(share), menu("Download", formats.map(([format, word]) => item(word, () => void share.download(format))))),
    );
  }

  show(state: State): void {
    disable(this.undo, !state.undoable, state.undoable ? `Undo: ${state.undoable}` : "Nothing to undo");
    disable(this.redo, !state.redoable, state.redoable ? `Redo: ${state.redoable}` : "Nothing to redo");
  }

  private sharing(actions: ShareActions): HTMLElement {
    return menu("Share", [
      item("Copy link", () => void actions.copyLink()),
      item("Save under a short address", () => void actions.save()),
      item("Code to embed it", () => void actions.embed()),
    ]);
  }
}

/** A list of things to do behind one word; it closes when one is done, on Escape, and when the focus leaves. */
function menu(word: string, items: HTMLElement[]): HTMLElement {
  const list = el("ul", {}, ...items);
  const box = el("details", { class: "menu" }, el("summary", {}, word), list);
  list.addEventListener("click", () => (box.open = false));
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget)) box.open = false;
  });
  box.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary")?.focus();
  });
  return box;
}

const item = (word: string, act: () => void): HTMLElement => el("li", {}, button(word, act));

/** Switch a button off without taking the focus away from it. */
function disable(of: HTMLButtonElement, off: boolean, title: string): void {
  of.setAttribute("aria-disabled", String(off));
  of.title = title;
}
