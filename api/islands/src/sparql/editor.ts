// The editor in the place of the textarea; the textarea keeps the text, so that the form sends it as without script.
import { autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";
import { completion } from "./completion";
import { declaring, type Prefixes } from "./prefixes";
import { highlight, theme } from "./theme";

/**
 * Put typed text in the place of a selection without the browser's own editing, which writes style attributes into what
 * it joins: the content policy refuses those and says so on the console.
 */
const replacing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType, isComposing } = event;
    const { from, to, empty } = view.state.selection.main;
    if (inputType !== "insertText" || data === null || isComposing || empty) return false;
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type" });
    const handled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert));
    if (!handled) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

export interface Handlers {
  run: () => void;
  change: (text: string) => void;
}

export class Editor {
  readonly host = document.createElement("div");
  private readonly view: EditorView;
  private readonly extensions: Extension;

  constructor(private readonly area: HTMLTextAreaElement, prefixes: Prefixes, handlers: Handlers) {
    this.host.className = "editor";
    this.extensions = extensions(prefixes, handlers, (text) => {
      area.value = text;
      handlers.change(text);
    });
    this.view = new EditorView({
      state: this.fresh(area.value),
      parent: this.host.attachShadow({ mode: "open" }),
    });
    area.required = false;
    area.hidden = true;
    area.after(this.host);
    area.labels[0]?.addEventListener("click", () => this.view.focus());
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** A state with a text and no past: what a tab starts with. */
  fresh(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.extensions });
  }

  get state(): EditorState {
    return this.view.state;
  }

  set state(state: EditorState) {
    this.view.setState(state);
    this.area.value = this.text;
  }

  /** Replace the text, so that it can be undone. */
  write(text: string): void {
    if (text === this.text) return;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  focus(): void {
    this.view.focus();
  }

  /** Mark the word at a place (from 1, in code points as the service counts) and put the cursor there. */
  mark(line: number, column: number, message: string): void {
    const { doc } = this.view.state;
    const row = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const before = [...row.text].slice(0, column - 1).join("").length;
    const from = Math.min(row.from + before, row.to);
    const word = /^\s*(?:[?$<@]?[\w:.-]+>?|\S)/.exec(row.text.slice(before))?.[0].length ?? 0;
    const to = Math.min(Math.max(from + word, from), doc.length);
    this.view.dispatch(
      setDiagnostics(this.view.state, [{ from, to, severity: "error", message }]),
      { selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) },
    );
  }

  unmark(): void {
    this.view.dispatch(setDiagnostics(this.view.state, []));
  }
}

function extensions(prefixes: Prefixes, handlers: Handlers, change: (text: string) => void): Extension {
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    lintGutter(),
    sparql(),
    syntaxHighlighting(highlight),
    theme,
    EditorState.tabSize.of(2),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": "Query", tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
    autocompletion({ override: [completion(prefixes)], activateOnTypingDelay: 150, maxRenderedOptions: 12 }),
    declaring(prefixes),
    replacing,
    EditorView.updateListener.of((update) => update.docChanged && change(update.state.doc.toString())),
    keymap.of([
      { key: "Mod-Enter", preventDefault: true, run: (view) => (closeCompletion(view), handlers.run(), true) },
      ...closeBracketsKeymap,
      ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"),
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
  ];
}
