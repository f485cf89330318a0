"""Where things stand in a picture: the same places each time, parts that are not joined side by side."""

from __future__ import annotations

from math import cos, hypot, pi, sin, sqrt
from statistics import median
from textwrap import wrap
from typing import Any, Final

import networkx as nx

from conflict_graph.relate.simple import seeded, simple, to_igraph

Positions = dict[str, tuple[float, float]]

_EDGE: Final = 170.0
_RATIO: Final = 1.4
_ROOM: Final = 22_000.0
"""Area for one node and its name, in square units; at full size a unit is a pixel."""

_LETTER: Final = 8.5
_ROUNDS: Final = 500
_ROUNDS_IF_LARGE: Final = 150
"""Rounds of Fruchterman-Reingold; beyond `_MOST_TO_SPREAD` nodes more of them take seconds and change little."""

_STEPS: Final = 200
_LOOKS: Final = 10
"""Steps after which it is looked anew which nodes are close."""
_MARGIN: Final = 120.0
_MOST_TO_SPREAD: Final = 400
_MOST_ON_A_CIRCLE: Final = 1000


def positions(graph: nx.Graph, *, seed: int = 0) -> Positions:
    """Return a place for every node: Fruchterman-Reingold by igraph, each joined part by itself, parts in rows.

    The whole is stretched to the shape of a page and, up to 400 nodes, moved apart until names stand clear of each
    other. The same graph and seed give the same places, so a picture does not move between two visits; keep the
    result with the snapshot. Weights play no part. An empty graph has no places.

    >>> g = nx.Graph([("a", "b"), ("b", "c")])
    >>> positions(g) == positions(g), sorted(positions(g))
    (True, ['a', 'b', 'c'])
    """
    if not graph:
        return {}
    plain = simple(graph)
    order = {node: number for number, node in enumerate(plain)}
    parts = sorted(nx.connected_components(plain), key=lambda part: (-len(part), min(order[node] for node in part)))
    drawn = [_part(plain, sorted(part, key=order.__getitem__), seed) for part in parts]
    places = _filled(_rows(drawn))
    return _spread(graph, places) if len(places) <= _MOST_TO_SPREAD else places


def _part(graph: nx.Graph, nodes: list[str], seed: int) -> Positions:
    """Lay out one joined part, its typical edge of one length, its corner at the origin."""
    part = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from((u, v) for u in nodes for v in graph[u])
    rounds = _ROUNDS if len(nodes) <= _MOST_TO_SPREAD else _ROUNDS_IF_LARGE
    with seeded(seed):
        layout = to_igraph(part).layout_fruchterman_reingold(seed=_start(len(nodes)), niter=rounds)
    raw = dict(zip(nodes, layout, strict=True))
    lengths = [hypot(raw[u][0] - raw[v][0], raw[u][1] - raw[v][1]) for u, v in part.edges]
    scale = _EDGE / max(median(lengths), 1e-9) if lengths else 1.0
    left, top, _, _ = _box(raw)
    return {node: ((x - left) * scale, (y - top) * scale) for node, (x, y) in raw.items()}


def _start(count: int) -> list[tuple[float, float]] | None:
    """Return the places to start from: a circle, or for large parts igraph's own scattered ones.

    igraph speeds large layouts up by a grid, which is of no help while all nodes share a few of its cells.
    """
    if count > _MOST_ON_A_CIRCLE:
        return None
    return [(cos(2 * pi * i / count), sin(2 * pi * i / count)) for i in range(count)]


def _rows(parts: list[Positions]) -> Positions:
    """Set parts side by side in rows, about as wide as a page, largest first."""
    sizes = [_box(part)[2:] for part in parts]
    area = sum((width + _EDGE) * (height + _EDGE) for width, height in sizes)
    page = max(sqrt(area * _RATIO), *(width for width, _ in sizes), 0.0)
    placed: Positions = {}
    x = y = row = 0.0
    for part, (width, height) in zip(parts, sizes, strict=True):
        if x > 0 and x + width > page:
            x, y, row = 0.0, y + row + _EDGE, 0.0
        placed |= {node: (x + left, y + top) for node, (left, top) in part.items()}
        x, row = x + width + _EDGE, max(row, height)
    return placed


def _filled(places: Positions) -> Positions:
    """Stretch places to a page with room for every name; neither direction by more than twice the other."""
    left, top, right, bottom = _box(places)
    width = sqrt(len(places) * _ROOM * _RATIO)
    across, down = width / max(right - left, 1.0), width / _RATIO / max(bottom - top, 1.0)
    across, down = min(across, 2 * down), min(down, 2 * across)
    return {node: (round((x - left) * across, 1), round((y - top) * down, 1)) for node, (x, y) in places.items()}


def _spread(graph: nx.Graph, places: Positions) -> Positions:
    """Push apart nodes whose marks or names would overlap, a little at a time."""
    import numpy as np

    sizes = np.array([room(str(graph.nodes[node].get("label") or node)) for node in places])
    # a name hangs below its mark: what must not overlap has its middle below the mark
    below = np.stack([np.zeros(len(sizes)), sizes[:, 1] / 2], axis=1)
    spots = np.array(list(places.values()), dtype=float) + below
    pairs: tuple[Any, Any] = (np.array([], dtype=int),) * 2
    for step in range(_STEPS):
        if step % _LOOKS == 0:
            pairs = _close(np, spots, sizes)
        push = _pushes(np, spots, sizes, pairs)
        if not push.any():
            break
        spots += push
    moved = zip(places, spots - below, strict=True)
    return {node: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in moved}


def _close(np: Any, spots: Any, sizes: Any) -> tuple[Any, Any]:
    """Return the pairs of nodes that touch, or may come to touch before one looks again: the later, the earlier."""
    later, earlier = np.tril_indices(len(spots), -1)
    near = (np.abs(spots[later] - spots[earlier]) < (sizes[later] + sizes[earlier]) / 2 + _MARGIN).all(axis=1)
    return later[near], earlier[near]


def _pushes(np: Any, spots: Any, sizes: Any, pairs: tuple[Any, Any]) -> Any:
    """Return how far each node moves: half of the smaller overlap with each node it touches."""
    later, earlier = pairs
    apart = spots[later] - spots[earlier]
    overlap = (sizes[later] + sizes[earlier]) / 2 - np.abs(apart)
    touching = (overlap > 0.5).all(axis=1)
    later, earlier, apart, overlap = later[touching], earlier[touching], apart[touching], overlap[touching]
    sideways = overlap[:, 0] < overlap[:, 1]
    half = 0.5 * overlap * np.where(apart == 0, 1, np.sign(apart)) * np.stack([sideways, ~sideways], axis=1)
    ends, moves = np.concatenate([later, earlier]), np.concatenate([half, -half])
    count = len(spots)
    total = np.stack([np.bincount(ends, moves[:, axis], count) for axis in (0, 1)], axis=1)
    return total / np.maximum(1, np.bincount(ends, minlength=count))[:, None]


def room(label: str) -> tuple[float, float]:
    """Return width and height of a mark with its name under it."""
    lines = broken(label).split("\n")
    return 20 + _LETTER * max(map(len, lines)), 42 + 18 * len(lines)


def broken(label: str) -> str:
    """Break a long name into at most three lines, so that names beside each other stay apart.

    >>> broken("Coalition of the Willing meeting")
    'Coalition of the Willing\\nmeeting'
    """
    return "\n".join(wrap(label, 24, max_lines=3, placeholder=" …")) or " "


def _box(places: Any) -> tuple[float, float, float, float]:
    xs, ys = zip(*places.values(), strict=True)
    return min(xs), min(ys), max(xs), max(ys)
