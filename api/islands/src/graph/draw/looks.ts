// What the marks and lines of a view look like on the canvas: shapes, colours and patterns are the service's, the tones
// of lines and all greys are those of the page.
import type { GraphEdge, GraphNode, Tone } from "../types";
import type { Chosen } from "./drawing";
import type { Theme } from "./theme";

export type Pattern = "solid" | "dashed" | "dotted";

const TONES: Record<Tone, string> = {
  tie: "--tie",
  agree: "--agree",
  differ: "--differ",
  belong: "--belong",
};

/** Which things and lines stand out; null when all are alike. */
export interface Emphasis {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** What is chosen or pointed at, and what is joined to it. */
export function emphasis(edges: readonly GraphEdge[], chosen: Chosen): Emphasis | null {
  const { node, edge } = chosen;
  if (node === null && edge === null) return null;
  const near = edges.filter(({ id, source, target }) => id === edge || (node !== null && (source === node || target === node)));
  const nodes = new Set(near.flatMap(({ source, target }) => [source, target]));
  if (node !== null) nodes.add(node);
  return { nodes, edges: new Set(near.map(({ id }) => id)) };
}

export function nodeLook(node: GraphNode, theme: Theme) {
  return {
    label: node.label,
    size: node.radius,
    color: node.colour,
    shape: node.shape,
    rim: theme.colour("--paper"),
    rimWidth: 1.5,
    pinned: node.pinned,
    zIndex: 1,
  };
}

export function edgeLook(edge: GraphEdge, bend: number, theme: Theme) {
  return {
    size: 0.8 + 0.5 * edge.width,
    color: theme.colour(TONES[edge.tone]),
    bend,
    pattern: pattern(edge.dashes),
    arrow: edge.directed && edge.relation !== "attendance",
    halo: 0,
    rim: theme.colour("--ink"),
    ground: theme.colour("--paper"),
    zIndex: 0,
  };
}

/** What stands on a mark, so that its colour says nothing alone: the number of its group or community. */
export function onMark(node: GraphNode): string {
  if (node.members > 1) return node.members.toLocaleString("en");
  return node.community === null ? "" : String(node.community);
}

export function pattern(dashes: readonly number[]): Pattern {
  const stroke = dashes[0];
  if (stroke === undefined) return "solid";
  return stroke > 3 ? "dashed" : "dotted";
}

/** How far each line bends: several between the same two things lie side by side, a single one is straight. */
export function bends(edges: readonly GraphEdge[]): Map<string, number> {
  const pairs = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const pair = [edge.source, edge.target].sort().join(" ");
    pairs.set(pair, [...(pairs.get(pair) ?? []), edge]);
  }
  const bent = new Map<string, number>();
  for (const group of pairs.values()) {
    const middle = (group.length - 1) / 2;
    group.forEach((edge, index) => {
      const side = edge.source < edge.target ? 1 : -1;
      bent.set(edge.id, (index - middle) * 0.32 * side);
    });
  }
  return bent;
}
