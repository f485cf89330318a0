// Prefixes of the service: what a prefixed name stands for, and its declaration at the top of a query.
import { syntaxTree } from "@codemirror/language";
import type { EditorState, TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export type Prefixes = Record<string, string>;

const DECLARED = /^\s*PREFIX\s+([\w-]*):/gim;
const HEAD = /^(?:\s*(?:#.*)?\n)*/;

/** The prefixes that a query declares. */
export function declared(text: string): Set<string> {
  return new Set([...text.matchAll(DECLARED)].map((match) => match[1] ?? ""));
}

/** The change that declares a prefix: after the other declarations, or below the comments at the top. */
export function declaration(text: string, prefix: string, iri: string): { from: number; insert: string } {
  const last = [...text.matchAll(/^\s*(?:PREFIX|BASE)\b.*$/gim)].at(-1);
  const line = `PREFIX ${prefix}: <${iri}>\n`;
  if (!last) return { from: HEAD.exec(text)?.[0].length ?? 0, insert: line };
  const end = last.index + last[0].length;
  return text[end] === "\n" ? { from: end + 1, insert: line } : { from: end, insert: `\n${line.trimEnd()}` };
}

/** The change that declares the prefix of a name, if the service knows it and the query does not. */
export function missing(state: EditorState, prefix: string, known: Prefixes): TransactionSpec | null {
  const text = state.doc.toString();
  const iri = known[prefix];
  return iri && !declared(text).has(prefix) ? { changes: declaration(text, prefix, iri) } : null;
}

/** Declare a known prefix as soon as its colon is typed. */
export function declaring(known: Prefixes) {
  return EditorView.updateListener.of((update) => {
    if (!update.transactions.some((transaction) => transaction.isUserEvent("input.type"))) return;
    const { state, view } = update;
    const { head } = state.selection.main;
    const before = state.sliceDoc(Math.max(0, head - 24), head);
    const prefix = /(?:^|[^\w:?$-])([a-z][\w-]*):$/i.exec(before)?.[1];
    if (!prefix || isText(state, head) || /PREFIX\s+[\w-]*:$/i.test(before)) return;
    const change = missing(state, prefix, known);
    if (change) view.dispatch({ ...change, userEvent: "input.declare" });
  });
}

/** Whether a place is inside of a comment, a text or an IRI. */
export function isText(state: EditorState, at: number): boolean {
  return ["Comment", "String", "IriRef"].includes(syntaxTree(state).resolveInner(at, -1).name);
}
