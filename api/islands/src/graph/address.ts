// The address of a scene, as the service reads it: a link shows the same picture, with every thing in its place, without
// being stored anywhere. Which things are pinned matters to scripts alone, and stands after the #.
import type { Placed, Scene } from "./types";

export const LONGEST = 6000;

const LISTS = ["layer", "modality", "relation"] as const;
const SINGLE = ["valid_at", "known_at", "recorded_at", "from", "until", "focus"] as const;
const USUAL = { mode: "actors", size: "same", colour: "kind" } as const;
const ID = /^https:\/\/w3id\.org\/conflict-graph\/id\/([^/?#]+\/[^/?#]+)$/;

/** A thing as addresses name it: kind and slug, or its whole IRI. */
export const short = (iri: string): string => ID.exec(iri)?.[1] ?? iri;

export function query(scene: Scene): URLSearchParams {
  const parameters = new URLSearchParams();
  const nodes = inOrder(scene);
  for (const node of nodes) parameters.append("node", short(node.iri));
  const places = nodes.filter(isPlaced).map(({ x, y }) => `${x},${y}`);
  if (places.length) parameters.append("at", places.join("_"));
  for (const name of ["mode", "size", "colour"] as const) {
    if (scene[name] !== USUAL[name]) parameters.append(name, scene[name]);
  }
  for (const name of SINGLE) {
    const value = scene[name];
    if (value) parameters.append(name, name === "focus" ? short(value) : value);
  }
  for (const name of LISTS) for (const value of scene[name]) parameters.append(name, value);
  for (const kind of scene.hidden_kinds) parameters.append("hide", kind);
  for (const iri of scene.collapsed) parameters.append("collapsed", short(iri));
  return parameters;
}

/** Which things are pinned: `#pinned=0.3`, by their number in the address. */
export function fragment(scene: Scene): string {
  const pinned = inOrder(scene).flatMap((node, index) => (node.pinned ? [index] : []));
  return pinned.length ? `#pinned=${pinned.join(".")}` : "";
}

/** A scene with the pins of a fragment; what is none changes nothing. */
export function withPins(scene: Scene, hash: string): Scene {
  const numbers = /^#pinned=([\d.]+)$/.exec(hash)?.[1]?.split(".") ?? [];
  const pinned = new Set(numbers.filter(Boolean).map(Number));
  return { ...scene, nodes: scene.nodes.map((node, index) => (pinned.has(index) ? { ...node, pinned: true } : node)) };
}

export function address(page: string, scene: Scene): string {
  const text = query(scene).toString().replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",");
  return `${page}?${text}${fragment(scene)}`;
}

/** Things with a place before those without: an address gives the places of its first things. */
const inOrder = (scene: Scene): readonly Placed[] => [...scene.nodes].sort((a, b) => Number(isPlaced(b)) - Number(isPlaced(a)));

const isPlaced = (node: Placed): boolean => node.x !== null && node.y !== null;
