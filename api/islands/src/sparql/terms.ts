// The terms of the graph: our own classes, properties and concepts, and every other property that is in use.
import { service } from "../shared/service";
import type { Prefixes } from "./prefixes";

export interface Term {
  name: string;
  label: string;
  kind: string;
  about: string;
}

interface Cell {
  value: string;
}

const TERMS = `
SELECT DISTINCT ?term (SAMPLE(?anyLabel) AS ?label) (SAMPLE(?anyKind) AS ?kind) (SAMPLE(?anyAbout) AS ?about) WHERE {
  { ?term rdfs:isDefinedBy ?ontology ; a ?anyKind } UNION { ?term skos:inScheme ?scheme ; a ?anyKind }
  UNION { SELECT DISTINCT ?term WHERE { ?any ?term ?value } }
  OPTIONAL { ?term rdfs:label|skos:prefLabel ?anyLabel FILTER(LANG(?anyLabel) IN ("en", "")) }
  OPTIONAL { ?term skos:definition|rdfs:comment ?anyAbout FILTER(LANG(?anyAbout) IN ("en", "")) }
} GROUP BY ?term`;

let answer: Promise<Term[]> | null = null;

/** Return the terms; they are asked for once. A failed question is asked again the next time. */
export function terms(prefixes: Prefixes): Promise<Term[]> {
  answer ??= fetchTerms(prefixes).catch((error: unknown) => {
    answer = null;
    throw error;
  });
  return answer;
}

async function fetchTerms(prefixes: Prefixes): Promise<Term[]> {
  const response = await fetch(service("sparql"), {
    method: "POST",
    headers: { Accept: "application/sparql-results+json" },
    body: new URLSearchParams({ query: TERMS }),
  });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const { results } = (await response.json()) as { results: { bindings: Record<string, Cell | undefined>[] } };
  return results.bindings.flatMap((row) => {
    const name = shorten(row.term?.value ?? "", prefixes);
    const kind = kindOf(row.kind?.value);
    return name ? [{ name, kind, label: row.label?.value ?? "", about: row.about?.value ?? "" }] : [];
  });
}

function kindOf(iri: string | undefined): string {
  const name = iri?.split(/[#/]/).at(-1) ?? "property";
  return name.endsWith("Property") ? "property" : name.toLowerCase();
}

/** The prefixed name of an IRI, or "" when no prefix fits. */
export function shorten(iri: string, prefixes: Prefixes): string {
  const fitting = Object.entries(prefixes).filter(([, start]) => iri.startsWith(start));
  const [prefix, start] = fitting.sort((a, b) => b[1].length - a[1].length)[0] ?? ["", iri];
  const local = iri.slice(start.length);
  return prefix && /^[\p{L}\d_][\p{L}\d_-]*$/u.test(local) ? `${prefix}:${local}` : "";
}
