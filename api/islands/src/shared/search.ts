// Things by name, from /api/search; what was asked before is not asked again.
import { service } from "./service";

export interface Found {
  /** The thing: its IRI, its name, its class, and the path of its page. */
  thing: { iri: string; label: string; kind: string; path: string | null };
  /** The name it was found by. */
  name: string;
  /** The offices a person holds. */
  offices: { label: string }[];
}

const known = new Map<string, Found[]>();
const KEPT = 200;

/** Return what is called like a text, best first; throws when the service does not answer. */
export async function search(text: string, kinds: string[], limit: number, signal?: AbortSignal): Promise<Found[]> {
  const parameters: [string, string][] = [["q", text], ["limit", String(limit)]];
  for (const kind of kinds) parameters.push(["kind", kind]);
  const address = service("api/search", parameters).href;
  const kept = known.get(address);
  if (kept) return kept;
  const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: signal ?? null });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  const found = ((await answer.json()) as { items: Found[] }).items;
  if (known.size >= KEPT) known.clear();
  known.set(address, found);
  return found;
}

/** A class name in words: `InternationalOrganization` is "international organization". */
export function kindWord(kind: string): string {
  return kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
