// Undo and redo: whole states are kept, so that going back gives exactly what was there.

/** A state, and in words what the reader did to get there. */
export interface Step<T> {
  readonly state: T;
  readonly did: string;
}

export interface History<T> {
  readonly past: readonly Step<T>[];
  readonly present: Step<T>;
  readonly future: readonly Step<T>[];
}

const MOST_STEPS = 200;

export function begin<T>(state: T): History<T> {
  return { past: [], present: { state, did: "" }, future: [] };
}

/** Go on to a new state; what was undone before cannot be redone any more. */
export function advance<T>(history: History<T>, state: T, did: string): History<T> {
  return { past: [...history.past, history.present].slice(-MOST_STEPS), present: { state, did }, future: [] };
}

/** Put another state in the place of the present one, as part of the same step. */
export function amend<T>(history: History<T>, state: T, did: string): History<T> {
  return { ...history, present: { state, did }, future: [] };
}

/** Go back one step; the history itself when there is none. */
export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] };
}

/** Go forward to what was undone last; the history itself when there is nothing. */
export function redo<T>(history: History<T>): History<T> {
  const after = history.future[0];
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future: history.future.slice(1) };
}
