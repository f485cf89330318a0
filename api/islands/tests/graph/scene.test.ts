import assert from "node:assert/strict";
import { test } from "node:test";

import { address, fragment, query, withPins } from "../../src/graph/address";
import { add, collapse, grow, inMode, key, loosened, meetings, move, pin, placed, remove, settled, unplaced } from "../../src/graph/scene";
import { drawn, node, scene, tie, view } from "./made";

const MACRON = "https://w3id.org/conflict-graph/id/person/emmanuel-macron";

test("a thing that is there already is not added again, nor moved", () => {
  const before = scene(node("a", 5, 6));
  assert.equal(add(before, [unplaced("a")]), before);
  assert.deepEqual(add(before, [unplaced("b"), unplaced("b")]).nodes.map(({ iri }) => iri), ["a", "b"]);
});

test("growing puts new things where the service found a place, and leaves the others alone", () => {
  const after = grow(scene(node("a", 5, 6)), [drawn("b", 1.26, 2), drawn("a", 99, 99)], "a");
  assert.deepEqual(after.nodes, [node("a", 5, 6), { ...node("b", 1.3, 2), near: "a" }]);
});

test("what is pinned cannot be moved until it is unpinned", () => {
  const fixed = pin(scene(node("a", 5, 6)), "a", true);
  assert.equal(move(fixed, "a", 50, 60).nodes[0]?.x, 5);
  assert.equal(move(pin(fixed, "a", false), "a", 50, 60).nodes[0]?.x, 50);
});

test("arranging anew takes the places of all but what is pinned", () => {
  const loose = loosened(pin(scene(node("a", 5, 6), node("b", 7, 8)), "a", true));
  assert.deepEqual(loose.nodes.map(({ x }) => x), [5, null]);
});

test("removing a thing also forgets that it was folded and looked at", () => {
  const folded = { ...collapse(scene(node("a"), node("b")), "a", true), focus: "a" };
  const after = remove(folded, "a");
  assert.deepEqual([after.nodes.length, after.collapsed, after.focus], [1, [], null]);
});

test("a place that the service found is taken only by what has none", () => {
  const after = settled(scene(node("a", 5, 6), node("b", null, null)), view([drawn("a", 1, 1), drawn("b", 2, 3)]));
  assert.deepEqual(after.nodes.map(({ x, y }) => [x, y]), [[5, 6], [2, 3]]);
});

test("a view takes places and pins from the scene", () => {
  const [shown] = placed(view([drawn("a", 1, 1)]), pin(scene(node("a", 5, 6)), "a", true)).nodes;
  assert.deepEqual([shown?.x, shown?.y, shown?.pinned], [5, 6, true]);
});

test("what a picture shows does not depend on places, pins and focus, but on all else", () => {
  const before = scene(node("a", 5, 6));
  assert.equal(key({ ...pin(move(before, "a", 1, 1), "a", true), focus: "a" }), key(before));
  assert.notEqual(key({ ...before, mode: "meetings" }), key(before));
  assert.notEqual(key(remove(before, "a")), key(before));
  assert.notEqual(key(loosened(before)), key(before));
});

test("an address names the things as pages do, and only what is not usual", () => {
  const made = { ...scene(node(MACRON, 1, -2.5), node("https://example.org/x#y", 3, 4)), mode: "meetings" as const };
  const parameters = query({ ...made, layer: ["article"], hidden_kinds: ["State"], until: "2026-02-24" });
  assert.deepEqual(
    [...parameters],
    [
      ["node", "person/emmanuel-macron"],
      ["node", "https://example.org/x#y"],
      ["at", "1,-2.5_3,4"],
      ["mode", "meetings"],
      ["until", "2026-02-24"],
      ["layer", "article"],
      ["hide", "State"],
    ],
  );
  assert.match(address("/graph", made), /^\/graph\?node=person\/emmanuel-macron&node=https:\/\/example\.org\/x%23y&at=/);
});

test("an address gives the places of its first things, and pins after the #", () => {
  const made = pin(scene(node("new", null, null), node("a", 1, -2.5), node("b", 30.1, 0)), "b", true);
  assert.equal(address("/graph", made), "/graph?node=a&node=b&node=new&at=1,-2.5_30.1,0#pinned=1");
  const [first, second] = withPins(scene(node("a"), node("b")), fragment(made)).nodes;
  assert.deepEqual([first?.pinned, second?.pinned], [false, true]);
});

test("pins that are none are left aside", () => {
  const made = scene(node("a", 1, 2));
  for (const hash of ["", "#pinned=", "#pinned=7", "#pinned=-1", "#pinned=<b>", "#main"]) {
    assert.deepEqual(withPins(made, hash), made, hash);
  }
});

test("going over to meetings adds those that join most, and going back takes them away", () => {
  const lines = [tie("1", "a", "b"), tie("2", "a", "c")].map((edge, index) => ({
    ...edge,
    dates: ["summit", ...(index ? ["call"] : [])].map((via) => ({ from: null, until: null, via, label: via, planned: false })),
  }));
  const pairs = scene(node("a"), node("b"), node("c"));
  const actors = view([drawn("a", 0, 0)], lines);
  assert.deepEqual(meetings(lines, 1), ["summit"]);
  const open = inMode(pairs, actors, "meetings");
  assert.deepEqual(open.nodes.map(({ iri }) => iri), ["a", "b", "c", "summit", "call"]);
  const met = view([{ ...drawn("summit", 0, 0), kind: "Meeting" }, { ...drawn("call", 0, 0), kind: "Meeting" }]);
  assert.deepEqual(inMode(open, met, "actors"), pairs);
});
