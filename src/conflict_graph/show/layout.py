"""Where things stand in a picture: the same places each time, parts that are not joined side by side."""

from __future__ import annotations

from math import cos, hypot, pi, sin, sqrt
from statistics import median
from typing import Final

import networkx as nx

from conflict_graph.relate.simple import seeded, simple, to_igraph

Positions = dict[str, tuple[float, float]]

SPACING: Final = 170.0
"""Wanted length of a typical edge, in the units of the picture; a label of twenty letters fits beside its node."""


def positions(graph: nx.Graph, *, seed: int = 0) -> Positions:
    """Return a place for every node: Fruchterman-Reingold by igraph, each joined part by itself, parts in rows.

    The same graph and seed give the same places, so a picture does not move between two visits; keep the result
    with the snapshot. Weights play no part. An empty graph has no places.

    >>> g = nx.Graph([("a", "b"), ("b", "c")])
    >>> positions(g) == positions(g), sorted(positions(g))
    (True, ['a', 'b', 'c'])
    """
    plain = simple(graph)
    parts = sorted(nx.connected_components(plain), key=lambda part: (-len(part), min(map(str, part))))
    order = {node: number for number, node in enumerate(plain)}
    drawn = [_part(plain.subgraph(part), sorted(part, key=order.__getitem__), seed) for part in parts]
    return _rows(drawn)


def _part(part: nx.Graph, nodes: list[str], seed: int) -> Positions:
    """Lay out one joined part around its own middle, with a typical edge of SPACING."""
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((u, v) for u in nodes for v in sorted(part[u]))
    start = [(cos(2 * pi * i / len(nodes)), sin(2 * pi * i / len(nodes))) for i in range(len(nodes))]
    with seeded(seed):
        places = to_igraph(graph).layout_fruchterman_reingold(
            seed=start, niter=500, grid="nogrid" if len(nodes) < 1000 else "grid"
        )
    raw = {node: (float(x), float(y)) for node, (x, y) in zip(nodes, places, strict=True)}
    lengths = [hypot(raw[u][0] - raw[v][0], raw[u][1] - raw[v][1]) for u, v in graph.edges]
    scale = SPACING / max(median(lengths), 1e-9) if lengths else 1.0
    middle = [sum(place[axis] for place in raw.values()) / len(raw) for axis in (0, 1)]
    return {node: ((x - middle[0]) * scale, (y - middle[1]) * scale) for node, (x, y) in raw.items()}


def _rows(parts: list[Positions]) -> Positions:
    """Set parts side by side in rows, about as wide as high, largest first."""
    boxes = [_box(part) for part in parts]
    area = sum((right - left + SPACING) * (bottom - top + SPACING) for left, top, right, bottom in boxes)
    width = max([1.6 * sqrt(area), *(right - left for left, _, right, _ in boxes)], default=0.0)
    placed: Positions = {}
    x = y = row = 0.0
    for part, (left, top, right, bottom) in zip(parts, boxes, strict=True):
        if x > 0 and x + right - left > width:
            x, y, row = 0.0, y + row + SPACING, 0.0
        placed |= {node: (round(x + px - left, 1), round(y + py - top, 1)) for node, (px, py) in part.items()}
        x, row = x + right - left + SPACING, max(row, bottom - top)
    return placed


def _box(part: Positions) -> tuple[float, float, float, float]:
    xs, ys = zip(*part.values(), strict=True)
    return min(xs), min(ys), max(xs), max(ys)
