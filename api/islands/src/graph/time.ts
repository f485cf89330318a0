// Days on a slider. While a slider is dragged the island hides the lines itself, by the rule of the service (a line is
// drawn when one of its dates overlaps the bounds, and not when it has none); once it is let go the service answers.
import type { EdgeDate, GraphEdge, GraphView } from "./types";

const NEVER = "9999-12-31";

/** A day in words: "24 February 2026". */
export const inWords = (day: string): string => IN_WORDS.format(new Date(`${day}T00:00:00Z`));
/** Made once: making one takes far longer than using it, and tables use it for thousands of days. */
const IN_WORDS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export function overlaps(date: EdgeDate, from: string | null, until: string | null): boolean {
  const first = date.from ?? date.until;
  if (first === null) return false;
  return (until === null || first <= until) && (from === null || (date.until ?? NEVER) >= from);
}

export function isWithin(edge: GraphEdge, from: string | null, until: string | null): boolean {
  return (from === null && until === null) || edge.dates.some((date) => overlaps(date, from, until));
}

/** A view with the lines within bounds only, all else unchanged. */
export function bounded(view: GraphView, from: string | null, until: string | null): GraphView {
  return { ...view, edges: view.edges.filter((edge) => isWithin(edge, from, until)) };
}

/** The days on which something begins or ends among these lines, earliest first: the stops of the slider. */
export function stops(edges: readonly GraphEdge[]): string[] {
  const days = edges.flatMap((edge) => edge.dates.flatMap((date) => [date.from, date.until]));
  return [...new Set(days.filter((day) => day !== null))].sort();
}

/** The bounds that two stops mean: the first and the last stop leave their side open. */
export function between(days: readonly string[], from: number, until: number): [string | null, string | null] {
  return [from > 0 ? (days[from] ?? null) : null, until < days.length - 1 ? (days[until] ?? null) : null];
}

/** The stops where the handles stand for bounds; bounds between stops stand at the stop inside them. */
export function handles(days: readonly string[], from: string | null, until: string | null): [number, number] {
  const first = from === null ? 0 : days.findIndex((day) => day >= from);
  const last = until === null ? days.length - 1 : days.findLastIndex((day) => day <= until);
  return [first < 0 ? days.length - 1 : first, Math.max(last, 0)];
}

/** How many things happen or begin at the stops, gathered in at most `bars` groups of neighbouring stops. */
export function heights(edges: readonly GraphEdge[], days: readonly string[], bars: number): number[] {
  const at = new Map(days.map((day, index) => [day, index]));
  const groups = Math.min(bars, days.length);
  const counts = new Array<number>(groups).fill(0);
  for (const date of edges.flatMap((edge) => edge.dates)) {
    const stop = at.get(date.from ?? date.until ?? "");
    if (stop === undefined) continue;
    const group = Math.floor((stop / days.length) * groups);
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}
