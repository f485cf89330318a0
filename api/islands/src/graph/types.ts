// What the service and the island say to each other, as JSON. docs/graph-view.md describes every member.

export type Mode = "actors" | "meetings";
export type Shape = "dot" | "diamond" | "hexagon" | "triangle" | "triangleDown" | "square" | "star";
export type Sign = "agree" | "differ" | "";
export type Tone = "tie" | "agree" | "differ" | "belong";

/** A thing of a scene; without a place the service finds it one, near what it came from. */
export interface Placed {
  readonly iri: string;
  readonly x: number | null;
  readonly y: number | null;
  readonly pinned: boolean;
  readonly near: string | null;
}

/** All that a reader has chosen: the same scene is the same picture. */
export interface Scene {
  readonly version: 1;
  readonly mode: Mode;
  readonly valid_at: string | null;
  readonly known_at: string | null;
  readonly recorded_at: string | null;
  readonly layer: readonly string[];
  readonly modality: readonly string[];
  readonly relation: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
  readonly size: string;
  readonly colour: string;
  readonly hidden_kinds: readonly string[];
  readonly nodes: readonly Placed[];
  readonly focus: string | null;
  readonly collapsed: readonly string[];
}

export interface Thing {
  readonly iri: string;
  readonly label: string;
  readonly kind: string;
  readonly path: string | null;
}

export interface GraphNode {
  readonly iri: string;
  readonly label: string;
  readonly kind: string;
  readonly kind_word: string;
  readonly href: string | null;
  readonly x: number;
  readonly y: number;
  readonly pinned: boolean;
  readonly radius: number;
  readonly shape: Shape;
  readonly colour: string;
  readonly degree: number;
  readonly meetings: number;
  readonly pagerank: number | null;
  readonly betweenness: number | null;
  readonly community: number | null;
  readonly hidden: number;
  readonly first: string;
  readonly last: string;
  readonly members: number;
}

export interface EdgeDate {
  readonly from: string | null;
  readonly until: string | null;
  readonly via: string;
  readonly label: string;
  readonly planned: boolean;
}

export interface GraphEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly relation: string;
  readonly relation_label: string;
  readonly label: string;
  readonly directed: boolean;
  readonly sign: Sign;
  readonly planned: boolean;
  readonly count: number;
  readonly width: number;
  readonly tone: Tone;
  readonly dashes: readonly number[];
  readonly claims: readonly string[];
  readonly claim_count: number;
  readonly href: string;
  readonly dates: readonly EdgeDate[];
  readonly first: string;
  readonly last: string;
  readonly modality: readonly string[];
  readonly layer: readonly string[];
}

export interface NodeMark {
  readonly word: string;
  readonly shape: Shape;
  readonly colour: string;
  readonly path: string;
  readonly count: number;
}

export interface LineMark {
  readonly word: string;
  readonly tone: Tone;
  readonly dashes: string;
  readonly count: number;
}

export interface Scale {
  readonly name: string;
  readonly title: string;
  readonly definition: string;
  readonly least: number | null;
  readonly greatest: number | null;
  readonly steps: readonly NodeMark[];
}

export interface Choice {
  readonly value: string;
  readonly word: string;
  readonly count: number;
}

/** What the service draws for a scene. */
export interface GraphView {
  readonly mode: Mode;
  readonly title: string;
  readonly description: string;
  readonly messages: readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly shown: number;
  readonly total: number;
  readonly network: number;
  readonly cut: boolean;
  readonly undated: number;
  readonly outside: number;
  readonly first: string;
  readonly last: string;
  readonly kinds: readonly Choice[];
  readonly relations: readonly Choice[];
  readonly legend: {
    readonly nodes: readonly NodeMark[];
    readonly edges: readonly LineMark[];
    readonly size: Scale | null;
    readonly colour: Scale | null;
  };
  readonly snapshot: string;
}

export interface YearCount {
  readonly year: number | null;
  readonly total: number;
}

export interface RelationCount {
  readonly relation: string;
  readonly label: string;
  readonly total: number;
  readonly planned: number;
  readonly years: readonly YearCount[];
  readonly kinds: readonly { readonly kind: string; readonly word: string; readonly total: number }[];
}

export interface Counts {
  readonly thing: Thing;
  readonly total: number;
  readonly relations: readonly RelationCount[];
}

/** Which neighbours to add. */
export interface Wanted {
  readonly node: string;
  readonly relation: string | null;
  readonly year: number | null;
  readonly undated: boolean;
}

export interface Expansion {
  readonly nodes: readonly GraphNode[];
  readonly shown: number;
  readonly total: number;
  readonly remaining: number;
  readonly message: string;
}

export interface Hit {
  readonly thing: Thing;
  readonly name: string;
  readonly preferred: boolean;
}

export interface Hop {
  readonly source: Thing;
  readonly target: Thing;
  readonly ties: readonly {
    readonly relationship: string;
    readonly planned: boolean;
    readonly via: readonly Thing[];
    readonly role: string;
    readonly claims: readonly string[];
  }[];
}

export interface Paths {
  readonly start: Thing;
  readonly end: Thing;
  readonly message: string;
  readonly found: boolean;
  readonly truncated: boolean;
  readonly paths: readonly {
    readonly nodes: readonly Thing[];
    readonly hops: readonly Hop[];
    readonly length: number;
    readonly planned: boolean;
  }[];
}
