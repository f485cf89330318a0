"""Who and what a thing is joined to, grouped by relationship."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from conflict_graph.display import Display
from conflict_graph.model import Ref
from conflict_graph.relate.paths import Link, link
from conflict_graph.relate.results import Basis, Plain, edges_between, ref, require


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Neighbour(Display):
    """A thing next to another, and the edges of one relationship between the two."""

    thing: Ref
    links: tuple[Link, ...]
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NeighbourGroup(Display):
    """All neighbours by one relationship; count is their number, planned how many rest on plans alone."""

    relationship: str
    count: int
    planned: int
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Neighbours(Plain):
    """The neighbourhood of a thing: count is the number of distinct neighbours over all groups."""

    thing: Ref
    count: int
    groups: tuple[NeighbourGroup, ...]
    basis: Basis


def neighbours(graph: nx.Graph, node: str) -> Neighbours:
    """Return the things joined to a node, grouped by relationship, nearest (by weight) first.

    Definition. The open neighbourhood of the node, in and out edges alike (networkx ``all_neighbors``). A thing
    joined by two relationships stands in both groups and counts once in the total.

    Raises NotFound, with near names, when the network does not hold the node.

    >>> g = nx.Graph()
    >>> g.add_edge("fin", "nb8", relationship="membership", claims=["c1"])
    >>> answer = neighbours(g, "nb8")
    >>> [(group.relationship, group.count) for group in answer.groups]
    [('membership', 1)]
    """
    require(graph, node)
    groups: dict[str, dict[str, list[Link]]] = {}
    around = sorted(set(nx.all_neighbors(graph, node)))
    for other in around:
        for edge in edges_between(graph, node, other):
            tie = link(edge)
            groups.setdefault(tie.relationship, {}).setdefault(other, []).append(tie)
    return Neighbours(
        thing=ref(graph, node),
        count=len(around),
        groups=tuple(_group(graph, name, groups[name]) for name in sorted(groups)),
        basis=Basis.of(graph),
    )


def _group(graph: nx.Graph, relationship: str, links: dict[str, list[Link]]) -> NeighbourGroup:
    order = sorted(links, key=lambda other: (-sum(link.weight for link in links[other]), other))
    members = tuple(
        Neighbour(
            thing=ref(graph, other), links=tuple(links[other]), planned=all(link.planned for link in links[other])
        )
        for other in order
    )
    return NeighbourGroup(
        relationship=relationship,
        count=len(members),
        planned=sum(neighbour.planned for neighbour in members),
        neighbours=members,
    )
