// What a picture can do, whichever way it is drawn.
import type { GraphView } from "../types";

export interface Chosen {
  readonly node: string | null;
  readonly edge: string | null;
}

export const NOTHING: Chosen = { node: null, edge: null };

export interface Places {
  readonly nodes: readonly { readonly iri: string; readonly x: number; readonly y: number }[];
  readonly edges: readonly { readonly id: string; readonly x: number; readonly y: number }[];
}

export interface Handlers {
  onNode(iri: string): void;
  onEdge(id: string): void;
  onNothing(): void;
  onMoved(iri: string, x: number, y: number): void;
  /** The picture was drawn; `places` tells where things and lines stand, in pixels of the picture. */
  onDrawn(places: () => Places): void;
}

export interface Drawing {
  /** Draw a view; what is in it already stays where the reader sees it. */
  show(view: GraphView, chosen: Chosen): void;
  /** Bring everything into the frame. */
  fit(): void;
  zoom(factor: number): void;
  /** Bring a thing into the frame if it is outside. */
  reveal(iri: string): void;
  /** How many of these things the frame does not show. */
  outside(iris: readonly string[]): number;
  /** The picture as a PNG, with a line of words under it; null when this drawing has none. */
  png(caption: string): Promise<Blob | null>;
  /** Read the colours of the page anew. */
  restyle(): void;
  kill(): void;
}
