"""What a thing is joined to, in numbers before anything is drawn, and the next ones to draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from conflict_graph.errors import InvalidParameter
from conflict_graph.relate.occasions import occasions_of
from conflict_graph.relate.results import edges_between


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationCount:
    """Neighbours by one relationship: distinct things, how many by plans alone, by year and by kind.

    years counts a thing in each year in which a tie to it happened or began; None, at the end, is no known year.
    """

    relationship: str
    total: int
    planned: int
    years: tuple[tuple[int | None, int], ...]
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The neighbours of a thing in numbers; total is the number of distinct things over all relationships."""

    total: int
    relations: tuple[RelationCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeFilter:
    """Which neighbours are meant: by which relationships, in one year or without a known one, not of which kinds."""

    relationships: Collection[str] = ()
    year: int | None = None
    undated: bool = False
    hidden_kinds: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """The next neighbours of a thing: those added, how many of its neighbours are then shown, and of how many."""

    nodes: tuple[str, ...]
    shown: int
    total: int

    @property
    def remaining(self) -> int:
        """How many are still not shown."""
        return self.total - self.shown


def counts(graph: nx.Graph, node: str) -> Counts:
    """Return how many things a node is joined to by each relationship, and when; a node without ties has none.

    The year of a tie is that in which it happened or began, as `project` gives it in ``dates``.

    >>> g = nx.Graph()
    >>> g.add_edge("a", "b", relationship="co-attendance", dates=[["m", "2026-02-24", "2026-02-24", False]])
    >>> counts(g, "a").relations[0].years
    ((2026, 1),)
    """
    joined: dict[str, dict[str, bool]] = {}
    years: dict[str, Counter[int | None]] = {}
    for other in _around(graph, node):
        seen: set[tuple[str, int | None]] = set()
        for edge in edges_between(graph, node, other):
            relation = str(edge.get("relationship", ""))
            things = joined.setdefault(relation, {})
            things[other] = things.get(other, True) and bool(edge.get("planned"))
            seen |= {(relation, year) for year in years_of(edge)}
        for relation, year in seen:
            years.setdefault(relation, Counter())[year] += 1
    relations = tuple(_count(graph, name, joined[name], years[name]) for name in sorted(joined))
    return Counts(total=len({thing for things in joined.values() for thing in things}), relations=relations)


def expand(
    graph: nx.Graph, node: str, shown: Collection[str], edge_filter: EdgeFilter | None = None, limit: int = 15
) -> Expansion:
    """Return the next neighbours of a node that are not shown yet: those with most claims on the ties that fit.

    Asked again with what was added among those shown, it goes on where it stopped and never repeats one. Equal ones
    come in the order of weight, label and IRI. Raises InvalidParameter for a limit below 1.

    >>> g = nx.Graph([("a", "b"), ("a", "c")])
    >>> expand(g, "a", {"a", "b"}).nodes
    ('c',)
    """
    if limit < 1:
        raise InvalidParameter("limit", limit, "a whole number from 1")
    fitting = {other: edges for other in _around(graph, node) if (edges := _fitting(graph, node, other, edge_filter))}
    order = sorted(
        (other for other in fitting if other not in shown), key=lambda other: _rank(graph, other, fitting[other])
    )
    chosen = tuple(order[:limit])
    return Expansion(nodes=chosen, shown=len(fitting) - len(order) + len(chosen), total=len(fitting))


def years_of(edge: dict[str, Any]) -> set[int | None]:
    """Return the years in which the occasions of an edge happened or began; None for one without a known day."""
    starts = {occasion.first for occasion in occasions_of(edge)} or {str(edge.get("first") or "")}
    return {int(start[:4]) if start else None for start in starts}


def starting_points(graph: nx.Graph, limit: int, *, apart: str = "") -> list[str]:
    """Return the nodes with most claims on their ties, most first: where to start reading a network.

    apart: a kind of node that makes up half of them, however many claims the others have.
    """
    claim_counts: Counter[str] = Counter()
    for u, v, claims in graph.edges(data="claims", default=()):
        claim_counts[u] += len(claims)
        claim_counts[v] += len(claims)
    order = sorted(graph, key=lambda node: (-claim_counts[node], str(graph.nodes[node].get("label", "")), node))
    if not apart:
        return order[:limit]
    special = [node for node in order if graph.nodes[node].get("kind") == apart][: limit // 2]
    others = [node for node in order if graph.nodes[node].get("kind") != apart]
    return [*others[: limit - len(special)], *special]


def _around(graph: nx.Graph, node: str) -> Iterator[str]:
    if node in graph:
        yield from dict.fromkeys(nx.all_neighbors(graph, node))


def _fitting(graph: nx.Graph, node: str, other: str, edge_filter: EdgeFilter | None) -> list[dict[str, Any]]:
    edges = edges_between(graph, node, other)
    if edge_filter is None:
        return edges
    if graph.nodes[other].get("kind", "") in edge_filter.hidden_kinds:
        return []
    return [
        edge
        for edge in edges
        if (not edge_filter.relationships or edge.get("relationship") in edge_filter.relationships)
        and (edge_filter.year is None or edge_filter.year in years_of(edge))
        and (not edge_filter.undated or None in years_of(edge))
    ]


def _rank(graph: nx.Graph, other: str, edges: list[dict[str, Any]]) -> tuple[int, float, str, str]:
    claims = {claim for edge in edges for claim in edge.get("claims", ())}
    weight = sum(abs(float(edge.get("weight", 1.0))) for edge in edges)
    return -len(claims), -weight, str(graph.nodes[other].get("label", "")), other


def _count(graph: nx.Graph, name: str, things: dict[str, bool], years: Counter[int | None]) -> RelationCount:
    kinds = Counter(str(graph.nodes[thing].get("kind", "")) for thing in things)
    return RelationCount(
        relationship=name,
        total=len(things),
        planned=sum(things.values()),
        years=tuple(sorted(years.items(), key=lambda item: (item[0] is None, -(item[0] or 0)))),
        kinds=tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
    )
