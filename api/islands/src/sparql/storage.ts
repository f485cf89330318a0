// What this browser stores for its reader: the tabs and the history. Nothing of it leaves the browser.
export interface Tab {
  id: string;
  name: string;
  text: string;
}

/** A query that was run: when, and how it ended, in words. */
export interface Past {
  text: string;
  at: string;
  outcome: string;
}

export interface Session {
  tabs: Tab[];
  active: string;
  past: Past[];
}

const KEY = "conflict-graph.sparql";
const MOST_PAST = 50;

/** Read what is stored; nothing, where the browser stores nothing or something else stands there. */
export function read(): Session {
  const empty: Session = { tabs: [], active: "", past: [] };
  try {
    const stored = renamed(JSON.parse(localStorage.getItem(KEY) ?? "null"));
    return isSession(stored) ? stored : empty;
  } catch {
    return empty;
  }
}

/** Store it; false where the browser does not let us. */
export function write(session: Session): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...session, past: session.past.slice(0, MOST_PAST) }));
    return true;
  } catch {
    return false;
  }
}

/** Version 0.1 stored the outcome of a run as `told`. */
function renamed(stored: unknown): unknown {
  const { past } = (stored ?? {}) as { past?: unknown };
  if (!Array.isArray(past)) return stored;
  return { ...(stored as object), past: past.map(({ told, ...entry }) => ({ outcome: told, ...entry })) };
}

function isSession(stored: unknown): stored is Session {
  if (typeof stored !== "object" || stored === null) return false;
  const { tabs, active, past } = stored as Partial<Session>;
  return (
    typeof active === "string" &&
    Array.isArray(tabs) &&
    tabs.every((tab) => [tab.id, tab.name, tab.text].every((value) => typeof value === "string")) &&
    Array.isArray(past) &&
    past.every((entry) => [entry.text, entry.at, entry.outcome].every((value) => typeof value === "string"))
  );
}
