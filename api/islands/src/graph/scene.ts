// What readers do to a scene. Each function returns a new scene and leaves the old one as it was.
import type { GraphEdge, GraphNode, GraphView, Mode, Placed, Scene } from "./types";

export const has = (scene: Scene, iri: string): boolean => scene.nodes.some((node) => node.iri === iri);

export const placeOf = (scene: Scene, iri: string): Placed | undefined =>
  scene.nodes.find((node) => node.iri === iri);

/** A thing without a place, reached from another one. */
export const unplaced = (iri: string, near: string | null = null): Placed => ({
  iri,
  x: null,
  y: null,
  pinned: false,
  near,
});

/** Add things; those that are there stay where they are. */
export function add(scene: Scene, placed: readonly Placed[]): Scene {
  const present = new Set(scene.nodes.map((node) => node.iri));
  const fresh = placed.filter((node) => !present.has(node.iri) && present.add(node.iri));
  return fresh.length ? { ...scene, nodes: [...scene.nodes, ...fresh] } : scene;
}

/** Add the neighbours that the service found, where it put them. */
export function grow(scene: Scene, neighbours: readonly GraphNode[], near: string): Scene {
  return add(
    scene,
    neighbours.map(({ iri, x, y }) => ({ iri, x: tenth(x), y: tenth(y), pinned: false, near })),
  );
}

export function remove(scene: Scene, iri: string): Scene {
  return {
    ...scene,
    nodes: scene.nodes.filter((node) => node.iri !== iri),
    collapsed: scene.collapsed.filter((other) => other !== iri),
    focus: scene.focus === iri ? null : scene.focus,
  };
}

/** Put a thing somewhere else; pinned things stay. */
export function move(scene: Scene, iri: string, x: number, y: number): Scene {
  return changed(scene, iri, (node) => (node.pinned ? node : { ...node, x: tenth(x), y: tenth(y) }));
}

export function pin(scene: Scene, iri: string, pinned: boolean): Scene {
  return changed(scene, iri, (node) => ({ ...node, pinned }));
}

/** Fold away, or show again, the things that are joined to this one alone. */
export function collapse(scene: Scene, iri: string, collapsed: boolean): Scene {
  return { ...scene, collapsed: toggled(scene.collapsed, iri, collapsed) };
}

export function hideKind(scene: Scene, kind: string, hidden: boolean): Scene {
  return { ...scene, hidden_kinds: toggled(scene.hidden_kinds, kind, hidden) };
}

/** The meetings in which most of these lines were made, as things of their own: what joins the actors in pairs. */
export function meetings(edges: readonly GraphEdge[], most: number): string[] {
  const times = new Map<string, number>();
  for (const edge of edges) {
    if (edge.relation !== "co-attendance") continue;
    for (const { via } of edge.dates) if (via) times.set(via, (times.get(via) ?? 0) + 1);
  }
  const order = [...times].sort(([iri, a], [other, b]) => b - a || (iri < other ? -1 : 1));
  return order.slice(0, most).map(([iri]) => iri);
}

/** Go over to meetings as things of their own, or back to actors in pairs. */
export function inMode(scene: Scene, view: GraphView, mode: Mode, most = 20): Scene {
  if (mode === "meetings") return add({ ...scene, mode }, meetings(view.edges, most).map((iri) => unplaced(iri)));
  const kinds = new Map(view.nodes.map((node) => [node.iri, node.kind]));
  return { ...scene, mode, nodes: scene.nodes.filter(({ iri }) => kinds.get(iri) !== "Meeting") };
}

/** Give every thing that is not pinned a new place. */
export function loosened(scene: Scene): Scene {
  return { ...scene, nodes: scene.nodes.map((node) => (node.pinned ? node : { ...node, x: null, y: null, near: null })) };
}

/** Take the places that the service found; places that are known stay as they are. */
export function settled(scene: Scene, view: GraphView): Scene {
  const drawn = new Map(view.nodes.map((node) => [node.iri, node]));
  const nodes = scene.nodes.map((node) => {
    const place = drawn.get(node.iri);
    return node.x !== null || !place ? node : { ...node, x: tenth(place.x), y: tenth(place.y) };
  });
  return { ...scene, nodes };
}

/** A view with the places and pins of a scene: nothing else depends on them. */
export function placed(view: GraphView, scene: Scene): GraphView {
  const places = new Map(scene.nodes.map((node) => [node.iri, node]));
  const nodes = view.nodes.map((node) => {
    const place = places.get(node.iri);
    if (!place) return node;
    return { ...node, x: place.x ?? node.x, y: place.y ?? node.y, pinned: place.pinned };
  });
  return { ...view, nodes };
}

/** What the picture depends on, apart from places: two scenes with the same key show the same things and ties. */
export function key(scene: Scene): string {
  const { nodes, focus, ...rest } = scene;
  return JSON.stringify([rest, nodes.map((node) => (node.x === null ? [node.iri, node.near] : node.iri))]);
}

export const same = (scene: Scene, other: Scene): boolean => JSON.stringify(scene) === JSON.stringify(other);

function changed(scene: Scene, iri: string, change: (node: Placed) => Placed): Scene {
  return { ...scene, nodes: scene.nodes.map((node) => (node.iri === iri ? change(node) : node)) };
}

function toggled(list: readonly string[], item: string, on: boolean): readonly string[] {
  const others = list.filter((other) => other !== item);
  return on ? [...others, item].sort() : others;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
