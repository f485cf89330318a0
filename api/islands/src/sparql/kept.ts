// What this browser keeps for its reader: the tabs and the history. Nothing of it leaves the browser.
export interface Tab {
  id: string;
  name: string;
  text: string;
}

export interface Past {
  text: string;
  at: string;
  told: string;
}

export interface Kept {
  tabs: Tab[];
  active: string;
  past: Past[];
}

const KEY = "conflict-graph.sparql";
const MOST_PAST = 50;

/** Read what is kept; nothing, where the browser keeps nothing or something else stands there. */
export function read(): Kept {
  const empty: Kept = { tabs: [], active: "", past: [] };
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return isKept(found) ? found : empty;
  } catch {
    return empty;
  }
}

/** Keep it; false where the browser does not let us. */
export function write(kept: Kept): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...kept, past: kept.past.slice(0, MOST_PAST) }));
    return true;
  } catch {
    return false;
  }
}

function isKept(found: unknown): found is Kept {
  if (typeof found !== "object" || found === null) return false;
  const { tabs, active, past } = found as Partial<Kept>;
  return (
    typeof active === "string" &&
    Array.isArray(tabs) &&
    tabs.every((tab) => [tab.id, tab.name, tab.text].every((value) => typeof value === "string")) &&
    Array.isArray(past) &&
    past.every((one) => [one.text, one.at, one.told].every((value) => typeof value === "string"))
  );
}
