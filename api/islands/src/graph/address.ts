// The address of a scene. What is asked stands in the query, as the service reads it too; where things stand and which
// are pinned stands after the #, in the order of the things, so that a link shows the same picture without being stored.
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
  for (const node of scene.nodes) parameters.append("node", short(node.iri));
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

/** Places and pins: `#at=12.5,-40;30,7p`. */
export function fragment(scene: Scene): string {
  const places = scene.nodes.map((node) => (node.x === null || node.y === null ? "" : `${node.x},${node.y}${node.pinned ? "p" : ""}`));
  return `#at=${places.join(";")}`;
}

/** A scene with the places of a fragment; one that does not fit its things changes nothing. */
export function withPlaces(scene: Scene, hash: string): Scene {
  const parts = /^#at=(.*)$/.exec(hash)?.[1]?.split(";");
  if (!parts || parts.length !== scene.nodes.length) return scene;
  return { ...scene, nodes: scene.nodes.map((node, index) => withPlace(node, parts[index] ?? "")) };
}

export const address = (page: string, scene: Scene): string => {
  const text = query(scene).toString().replaceAll("%2F", "/").replaceAll("%3A", ":");
  return `${page}?${text}${fragment(scene)}`;
};

function withPlace(node: Placed, text: string): Placed {
  const found = /^(-?\d{1,6}(?:\.\d)?),(-?\d{1,6}(?:\.\d)?)(p?)$/.exec(text);
  if (!found) return node;
  return { ...node, x: Number(found[1]), y: Number(found[2]), pinned: found[3] === "p" };
}
