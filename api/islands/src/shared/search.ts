// Things by name, from /api/search; what was asked before is not asked again.
import type { PagedSearchHit, SearchHit } from "./api";
import { service } from "./service";

/** A thing of such a name, and the name that matched. */
export type Hit = SearchHit;

const cache = new Map<string, readonly Hit[]>();
const MOST_CACHED = 200;

/** Return what is called like a text, best first; throws when the service does not answer. */
export async function search(text: string, kinds: string[], limit: number, signal?: AbortSignal): Promise<readonly Hit[]> {
  const parameters: [string, string][] = [["q", text], ["limit", String(limit)]];
  for (const kind of kinds) parameters.push(["kind", kind]);
  const address = service("api/search", parameters).href;
  const cached = cache.get(address);
  if (cached) return cached;
  const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: signal ?? null });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  const { items } = (await answer.json()) as PagedSearchHit;
  if (cache.size >= MOST_CACHED) cache.clear();
  cache.set(address, items);
  return items;
}

/** A class name in words: `InternationalOrganization` is "international organization". */
export function kindWord(kind: string): string {
  return kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
