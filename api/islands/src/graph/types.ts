// What the service and the island exchange, by the names of the service's own OpenAPI document (shared/api.ts is generated
// from it; docs/graph-view.md tells the meaning), and the few types that are the island's own.
import type { ExpandRequest, GraphEdge, GraphNode, GraphView, Scene as PartialScene, SceneNode } from "../shared/api";

export type {
  Choice,
  Counts,
  EdgeDate,
  Expansion,
  GraphEdge,
  GraphNode,
  GraphView,
  Hop,
  LineMark,
  NodeMark,
  Paths,
  Problem as ProblemDetails,
  RelationCount,
  SavedScene,
  Scale,
  Thing,
} from "../shared/api";

/** A thing of a scene with every member; without a place the service finds it one, near what it came from. */
export type Placed = Required<SceneNode>;

/** All that a reader has chosen, with every member: the same scene is the same picture. */
export type Scene = Required<Omit<PartialScene, "nodes">> & { readonly nodes: readonly Placed[] };

/** Which neighbours of a thing to add. */
export type Neighbours = Required<Omit<ExpandRequest, "scene" | "limit">>;

/** What the page carries for the island: its scene, and what is drawn for it unless that is too much for a page. */
export interface PageData {
  readonly scene: Scene;
  readonly view: GraphView | null;
}

export type Mode = Scene["mode"];
export type Shape = GraphNode["shape"];
export type Tone = GraphEdge["tone"];
