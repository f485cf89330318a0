import assert from "node:assert/strict";
import { test } from "node:test";

import { bends, emphasis, pattern } from "../../src/graph/draw/looks";
import { between, bounded, handles, heights, stops } from "../../src/graph/time";
import { drawn, tie, view } from "./made";

const met = tie("met", "a", "b", ["2026-02-24", "2026-02-24"]);
const member = tie("member", "a", "c", ["2025-03-01", null]);
const ended = tie("ended", "b", "c", [null, "2025-12-31"]);
const undated = tie("undated", "a", "d");
const all = [met, member, ended, undated];
const names = (from: string | null, until: string | null): string[] =>
  bounded(view([drawn("a", 0, 0)], all), from, until).edges.map(({ id }) => id);

test("a line is drawn when one of its dates overlaps the bounds, both included", () => {
  assert.deepEqual(names(null, null), ["met", "member", "ended", "undated"]);
  assert.deepEqual(names("2026-02-24", "2026-02-24"), ["met", "member"]);
  assert.deepEqual(names(null, "2026-02-23"), ["member", "ended"]);
  assert.deepEqual(names("2026-01-01", null), ["met", "member"]);
});

test("hiding lines takes no thing away", () => {
  assert.equal(bounded(view([drawn("a", 0, 0)], all), "1900-01-01", "1900-01-02").nodes.length, 1);
});

test("the handles stop where something begins or ends, and the outermost stops leave a side open", () => {
  const days = stops(all);
  assert.deepEqual(days, ["2025-03-01", "2025-12-31", "2026-02-24"]);
  assert.deepEqual(between(days, 0, 2), [null, null]);
  assert.deepEqual(between(days, 1, 1), ["2025-12-31", "2025-12-31"]);
  assert.deepEqual(handles(days, "2025-12-31", null), [1, 2]);
  assert.deepEqual(handles(days, "2025-06-01", "2026-01-01"), [1, 1]);
  assert.deepEqual(handles(days, "2027-01-01", "2024-01-01"), [2, 0]);
});

test("the bars count what begins at the stops", () => {
  assert.deepEqual(heights(all, stops(all), 80), [1, 1, 1]);
  assert.deepEqual(heights(all, stops(all), 1), [3]);
});

test("lines between the same two things bend apart, whichever way they lead", () => {
  const bent = bends([tie("1", "a", "b"), tie("2", "b", "a"), tie("3", "a", "c")]);
  assert.equal(bent.get("3"), 0);
  assert.notEqual(bent.get("1"), 0);
  assert.equal(bent.get("1"), bent.get("2"), "opposite sides: the second leads back, so the same bend is its other side");
});

test("what is chosen stands out with what it is joined to", () => {
  const lit = emphasis(all, { node: "a", edge: null });
  assert.deepEqual([...(lit?.nodes ?? [])].sort(), ["a", "b", "c", "d"]);
  assert.deepEqual([...(lit?.edges ?? [])].sort(), ["member", "met", "undated"]);
  assert.equal(emphasis(all, { node: null, edge: null }), null);
});

test("plans are dashed and differences dotted, as the service says", () => {
  assert.deepEqual([pattern([]), pattern([10, 7]), pattern([2, 6])], ["solid", "dashed", "dotted"]);
});
