// What can be typed at a place: variables of the query, keywords, terms of the graph, and things in the data by name.
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { SparqlLanguage } from "codemirror-lang-sparql";
import { kindWord, search } from "../shared/search";
import { isText, missing, type Prefixes } from "./prefixes";
import { shorten, terms } from "./terms";

const WORD = /[?$]?[\p{L}\d_-]*(?::[\p{L}\d_-]*)?$/u;
const VALID = /^[?$]?[\p{L}\d_:-]*$/u;
const MOST_THINGS = 12;
const LONG_ENOUGH = 2;

const keywords: Completion[] = SparqlLanguage.parser.nodeSet.types
  .filter((type) => /^[A-Z][A-Z0-9_]+$/.test(type.name))
  .map(({ name }) => ({ label: name, type: "keyword", boost: -1 }));

export function completion(prefixes: Prefixes): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const word = context.matchBefore(WORD);
    if (!word || /^\d/.test(word.text) || isText(context.state, context.pos)) return null;
    if (!context.explicit && word.text.length < (/^[?$]|:/.test(word.text) ? 1 : LONG_ENOUGH)) return null;
    if (/^[?$]/.test(word.text)) return { from: word.from, options: variables(context, word.from), validFor: VALID };
    const [vocabulary, things] = await Promise.all([vocabularyTerms(prefixes), inTheData(word.text, prefixes, context)]);
    if (context.aborted) return null;
    const options = [...things, ...vocabulary, ...(word.text.includes(":") ? [] : keywords)];
    // Things come from the service for just this text, so a further letter asks again.
    return { from: word.from, options, filter: true };
  };
}

function variables({ state }: CompletionContext, at: number): Completion[] {
  const others = [...state.doc.toString().matchAll(/[?$](\w+)/g)].filter(({ index }) => index !== at);
  return [...new Set(others.map(([, name]) => `?${name}`))].map((label) => ({ label, type: "variable" }));
}

async function vocabularyTerms(prefixes: Prefixes): Promise<Completion[]> {
  try {
    return (await terms(prefixes)).map(({ name, label, kind, about }) => ({
      label: name,
      detail: label && label.toLowerCase() !== name.split(":")[1]?.toLowerCase() ? `${label}, ${kind}` : kind,
      ...(about ? { info: about } : {}),
      apply: apply(name, prefixes),
    }));
  } catch {
    // The service refused (a used-up budget) or is gone; the next run says so, and typing goes on without terms.
    return [];
  }
}

/** Things by name: "macron", or the beginning of a prefixed name such as "per:macr". */
async function inTheData(text: string, prefixes: Prefixes, context: CompletionContext): Promise<Completion[]> {
  const [prefix, local] = text.includes(":") ? text.split(":") : ["", text];
  const namespace = prefixes[prefix ?? ""] ?? "";
  if (!local || local.length < LONG_ENOUGH || (prefix && !namespace.includes("/id/"))) return [];
  const stop = new AbortController();
  context.addEventListener("abort", () => stop.abort());
  try {
    const hits = await search(local.replaceAll("-", " "), [], MOST_THINGS, stop.signal);
    return hits.flatMap(({ thing, name }, rank) => {
      const short = shorten(thing.iri, prefixes);
      if (!short || (prefix && !short.startsWith(`${prefix}:`))) return [];
      // What is matched is the text as typed; what is shown is the name.
      const alias = name === thing.label ? "" : `, also ${name}`;
      return [
        {
          label: `${text} ${short}`,
          displayLabel: short,
          detail: `${thing.label}, ${kindWord(thing.kind)}${alias}`,
          apply: apply(short, prefixes),
          boost: 40 - rank,
        },
      ];
    });
  } catch {
    return [];
  }
}

/** Put a prefixed name in, and declare its prefix where the query does not yet. */
function apply(name: string, prefixes: Prefixes) {
  return (view: EditorView, _completion: Completion, from: number, to: number): void => {
    view.dispatch({
      changes: { from, to, insert: name },
      selection: { anchor: from + name.length },
      userEvent: "input.complete",
    });
    const change = missing(view.state, name.split(":")[0] ?? "", prefixes);
    if (change) view.dispatch({ ...change, userEvent: "input.declare" });
  };
}
