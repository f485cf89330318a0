import assert from "node:assert/strict";
import { test } from "node:test";

import { Explorer } from "../../src/graph/explorer";
import { advance, begin, redo, undo } from "../../src/graph/history";
import { add, grow, move, unplaced } from "../../src/graph/scene";
import type { GraphView, Scene } from "../../src/graph/types";
import { drawn, node, scene, view } from "./made";

test("undo and redo give back the very same states", () => {
  const [first, second, third] = [{ n: 1 }, { n: 2 }, { n: 3 }];
  const there = advance(advance(begin(first), second, "second"), third, "third");
  assert.equal(undo(undo(there)).present.state, first);
  assert.equal(redo(redo(undo(undo(there)))).present.state, third);
  assert.equal(undo(begin(first)).present.state, first);
  assert.equal(redo(there), there);
});

test("a change after an undo forgets what was undone", () => {
  const there = advance(undo(advance(begin(1), 2, "two")), 3, "three");
  assert.deepEqual([there.past.map(({ state }) => state), there.present.state, there.future], [[1], 3, []]);
});

/** An explorer whose service draws every thing of the scene, or refuses. */
function made(start: Scene, refuse: (scene: Scene) => boolean = () => false) {
  const requests: Scene[] = [];
  const messages: string[] = [];
  const draw = (next: Scene): GraphView => view(next.nodes.map(({ iri, x, y }) => drawn(iri, x ?? 100, y ?? 100)));
  const ask = async (next: Scene): Promise<GraphView> => {
    requests.push(next);
    if (refuse(next)) throw new Error("refused");
    return draw(next);
  };
  const voice = { tell: (text: string) => messages.push(text), fail: (error: unknown) => messages.push(`failed: ${String(error)}`) };
  return { explorer: new Explorer(start, draw(start), ask, voice), requests, messages };
}

test("going back gives exactly the scene that was there, without asking the service again", async () => {
  const { explorer, requests } = made(scene(node("a", 1, 2)));
  const start = explorer.state.scene;
  await explorer.change("added b", (before) => add(before, [unplaced("b", "a")]));
  const grown = explorer.state;
  await explorer.change("moved b", (before) => move(before, "b", 7, 8));
  assert.equal(requests.length, 1);
  await explorer.undo();
  assert.deepEqual(explorer.state.scene, grown.scene);
  assert.deepEqual(explorer.state.view, grown.view);
  await explorer.undo();
  assert.deepEqual(explorer.state.scene, start);
  await explorer.redo();
  await explorer.redo();
  assert.deepEqual(explorer.state.scene.nodes.map(({ x, y }) => [x, y]), [[1, 2], [7, 8]]);
  assert.equal(requests.length, 1);
});

test("a change that the service refuses leaves everything as it was, and the next one works", async () => {
  const { explorer, messages } = made(scene(node("a", 1, 2)), (next) => next.nodes.some(({ iri }) => iri === "bad"));
  const before = explorer.state;
  assert.equal(await explorer.change("added", (now) => add(now, [unplaced("bad")])), false);
  assert.deepEqual(explorer.state, before);
  assert.deepEqual(messages, ["failed: Error: refused"]);
  assert.equal(await explorer.change("added", (now) => add(now, [unplaced("good")])), true);
  assert.equal(explorer.state.scene.nodes.length, 2);
});

test("changes asked for at once are made one after the other, each on what the one before left", async () => {
  const { explorer } = made(scene(node("a", 1, 2)));
  const both = [
    explorer.change("b", async (now) => grow(now, [drawn("b", 3, 4)], "a")),
    explorer.change("c", (now) => grow(now, [drawn("c", 5, 6)], "a")),
  ];
  assert.equal(explorer.state.busy, true);
  await Promise.all(both);
  assert.deepEqual(explorer.state.scene.nodes.map(({ iri }) => iri), ["a", "b", "c"]);
  assert.equal(explorer.state.busy, false);
});

test("a change that changes nothing is no step back", async () => {
  const { explorer } = made(scene(node("a", 1, 2)));
  await explorer.change("nothing", (now) => ({ ...now }));
  assert.equal(explorer.state.undoable, "");
});

test("a handle moved key by key is one step to undo", async () => {
  const { explorer } = made(scene(node("a", 1, 2)));
  for (const until of ["2026-03-01", "2026-02-01", "2026-01-01"]) {
    await explorer.change("days", (now) => ({ ...now, until }), "days");
  }
  await explorer.change("moved", (now) => move(now, "a", 5, 5));
  await explorer.undo();
  assert.equal(explorer.state.scene.until, "2026-01-01");
  await explorer.undo();
  assert.equal(explorer.state.scene.until, null);
});
