"""Where new things go in a picture that a reader already has: near what they came from, and nothing else moves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import count
from math import atan2, cos, hypot, pi, sin
from typing import Final

import networkx as nx

from conflict_graph.draw.node_layout import Positions, positions, room

_STEP: Final = 96.0
"""Distance of one ring of places to the next."""
_WIDER: Final = 1.35
"""Names are wider than high, so rings are too."""
_CELL: Final = 120.0


def place(graph: nx.Graph, given: Positions, near: Mapping[str, str] | None = None) -> Positions:
    """Return a place for every node of a graph; given places are kept as they are.

    Definition. Without any given place the whole is laid out by `positions`. Else each further node, in the order of
    the graph, takes the first free spot on rings around the node it came from (near), else around the node it is
    joined to, else beside the picture; spots that lie away from the middle go first. The same call gives the same
    places.

    >>> g = nx.Graph([("a", "b"), ("a", "c")])
    >>> found = place(g, {"a": (0.0, 0.0), "b": (500.0, 0.0)})
    >>> found["a"], found["b"], hypot(*found["c"]) < 250
    ((0.0, 0.0), (500.0, 0.0), True)
    """
    staying = {node: given[node] for node in graph if node in given}
    if not staying:
        return positions(graph)
    taken = _Taken()
    for node, spot in staying.items():
        taken.add(spot, _room(graph, node))
    spots: dict[str | None, Iterator[tuple[float, float]]] = {}
    middle = _middle(staying.values())
    placed = dict(staying)
    for node in [node for node in graph if node not in staying]:
        anchor = _anchor(graph, node, placed, near or {})
        if anchor not in spots:
            centre = (
                placed[anchor] if anchor is not None else (max(x for x, _ in placed.values()) + 2 * _STEP, middle[1])
            )
            spots[anchor] = _rings(centre, middle)
        size = _room(graph, node)
        placed[node] = next(spot for spot in spots[anchor] if taken.free(spot, size))
        taken.add(placed[node], size)
    return placed


def _room(graph: nx.Graph, node: str) -> tuple[float, float]:
    return room(str(graph.nodes[node].get("label") or node))


def _anchor(graph: nx.Graph, node: str, placed: Collection[str], near: Mapping[str, str]) -> str | None:
    """Return the placed node that a new one belongs beside, if there is one."""
    if near.get(node) in placed:
        return near[node]
    return min((other for other in nx.all_neighbors(graph, node) if other in placed), default=None)


def _middle(spots: Collection[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def _rings(centre: tuple[float, float], middle: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Yield spots around a centre, ring by ring, those away from the middle of the picture first."""
    x, y = centre
    outward = atan2(y - middle[1], x - middle[0]) if hypot(x - middle[0], y - middle[1]) > 1 else -pi / 2
    for ring in count(1):
        slots = 5 + 3 * ring
        for slot in range(slots):
            turn = (slot + 1) // 2 * (1 if slot % 2 else -1)
            angle = outward + 2 * pi * turn / slots
            yield (
                round(x + _STEP * ring * _WIDER * cos(angle), 1),
                round(y + _STEP * ring * sin(angle), 1),
            )


class _Taken:
    """The room that marks and names take up, looked up by cells."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}

    def add(self, spot: tuple[float, float], size: tuple[float, float]) -> None:
        box = _box(spot, size)
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def free(self, spot: tuple[float, float], size: tuple[float, float]) -> bool:
        left, top, right, bottom = box = _box(spot, size)
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for cell in _cells(box)
            for other in self._cells.get(cell, ())
        )


def _box(spot: tuple[float, float], size: tuple[float, float]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a mark with its name below it."""
    (x, y), (width, height) = spot, size
    return x - width / 2, y - 20, x + width / 2, y + height - 20


def _cells(box: tuple[float, float, float, float]) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            yield column, row
