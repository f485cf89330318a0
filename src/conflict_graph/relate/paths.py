"""How two things are connected: the shortest path, and all short ones, with the claims on every hop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import networkx as nx

from conflict_graph.display import Display
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Ref
from conflict_graph.relate.names import LONGEST, MOST_PATHS
from conflict_graph.relate.results import Basis, Plain, claims_of, edges_between, ref, require


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Link(Display):
    """One edge of a hop, with the claims it rests on; planned if it rests on plans alone."""

    relationship: str
    weight: float
    planned: bool
    via: tuple[Ref, ...]
    role: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Hop(Display):
    """A step from one thing to the next, with every edge that joins the two."""

    source: Ref
    target: Ref
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Path(Display):
    """A way from one thing to another that visits nothing twice; planned if a hop rests on plans alone."""

    nodes: tuple[Ref, ...]
    hops: tuple[Hop, ...]
    length: int
    planned: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Paths(Plain):
    """The answer to "how are these two connected": paths, shortest first, or a plain sentence that there is none.

    truncated says that more paths of the allowed length exist than limit let through.
    """

    start: Ref
    end: Ref
    found: bool
    message: str
    paths: tuple[Path, ...]
    longest: int | None
    limit: int
    truncated: bool
    basis: Basis


def shortest_path(graph: nx.Graph, a: str | Ref, b: str | Ref) -> Paths:
    """Return a shortest path between two things, by number of hops.

    Definition. A path of fewest edges (breadth-first search, networkx ``shortest_path``); weights play no part,
    and edges are walked in both directions. In the participant-meeting graph two hops are one shared meeting, so
    every hop is a real seat at a real meeting. Of several shortest paths the one met first is returned; see
    `all_short_paths` for the others.

    Parameters
    ----------
    graph: any network of `project`.
    a, b: the IRIs of two nodes; a Ref stands for a thing known to exist even if the network does not hold it.

    Returns
    -------
    Paths with at most one path. Two things without connection, or a known thing without any tie, are an answer:
    found is False and message says so. From a thing to itself there is the path of length 0.

    Raises
    ------
    NotFound, with near names, for a text that is no node.

    Example
    -------
    >>> g = nx.Graph()
    >>> g.add_edge("macron", "paris", claims=["c1"])
    >>> g.add_edge("starmer", "paris", claims=["c2"])
    >>> answer = shortest_path(g, "macron", "starmer")
    >>> [node.iri for node in answer.paths[0].nodes], answer.paths[0].claims
    (['macron', 'paris', 'starmer'], ('c1', 'c2'))
    """
    return _answer(graph, a, b, longest=None, limit=1, only_first=True)


def all_short_paths(
    graph: nx.Graph, a: str | Ref, b: str | Ref, *, longest: int | None = None, limit: int = MOST_PATHS
) -> Paths:
    """Return all paths between two things of at most a given length, shortest first.

    Definition. Simple paths in order of length (Yen 1971, networkx ``shortest_simple_paths``), undirected and
    unweighted. Without longest: all paths as short as the shortest.

    Parameters
    ----------
    graph, a, b: as in `shortest_path`.
    longest: the greatest number of hops, 1 to 12; a shared meeting of the participant-meeting graph is two hops.
    limit: the most paths returned; the work grows with it, so a dense graph cannot run away.

    Returns
    -------
    Paths; truncated tells that limit cut the list.

    Raises
    ------
    NotFound as in `shortest_path`; InvalidParameter for longest or limit out of range.

    Example
    -------
    >>> g = nx.Graph([("a", "x"), ("x", "b"), ("a", "y"), ("y", "b"), ("a", "z"), ("z", "w"), ("w", "b")])
    >>> [path.length for path in all_short_paths(g, "a", "b").paths]
    [2, 2]
    >>> [path.length for path in all_short_paths(g, "a", "b", longest=3).paths]
    [2, 2, 3]
    """
    if longest is not None and not 1 <= longest <= LONGEST:
        raise InvalidParameter("longest", longest, f"a whole number from 1 to {LONGEST}")
    if not 1 <= limit <= 1000:
        raise InvalidParameter("limit", limit, "a whole number from 1 to 1000")
    return _answer(graph, a, b, longest=longest, limit=limit, only_first=False)


def _answer(graph: nx.Graph, a: str | Ref, b: str | Ref, *, longest: int | None, limit: int, only_first: bool) -> Paths:
    start, end = _end(graph, a), _end(graph, b)
    ways = list(islice(_ways(graph, start.iri, end.iri, longest), limit + 1))
    paths = tuple(_path(graph, nodes) for nodes in ways[:limit])
    return Paths(
        start=start,
        end=end,
        found=bool(paths),
        message=_message(graph, start, end, paths, longest),
        paths=paths,
        longest=longest,
        limit=limit,
        truncated=len(ways) > limit and not only_first,
        basis=Basis.of(graph),
    )


def _end(graph: nx.Graph, thing: str | Ref) -> Ref:
    if isinstance(thing, Ref):
        return thing
    require(graph, thing)
    return ref(graph, thing)


def _ways(graph: nx.Graph, a: str, b: str, longest: int | None) -> Iterator[list[str]]:
    if a not in graph or b not in graph:
        return
    if a == b:
        yield [a]
        return
    skeleton = nx.Graph(graph.edges()) if graph.is_multigraph() or graph.is_directed() else graph
    try:
        for nodes in nx.shortest_simple_paths(skeleton, a, b):
            longest = longest if longest is not None else len(nodes) - 1
            if len(nodes) - 1 > longest:
                return
            yield nodes
    except nx.NetworkXNoPath:
        return


def _path(graph: nx.Graph, nodes: list[str]) -> Path:
    hops = tuple(_hop(graph, u, v) for u, v in pairwise(nodes))
    return Path(
        nodes=tuple(ref(graph, node) for node in nodes),
        hops=hops,
        length=len(hops),
        planned=any(all(link.planned for link in hop.links) for hop in hops),
        claims=tuple(sorted({claim for hop in hops for link in hop.links for claim in link.claims})),
    )


def _hop(graph: nx.Graph, u: str, v: str) -> Hop:
    links = tuple(link(edge) for edge in edges_between(graph, u, v))
    return Hop(source=ref(graph, u), target=ref(graph, v), links=links)


def link(edge: dict[str, Any]) -> Link:
    """Return an edge as plain data."""
    vias = zip(edge.get("via", ()), edge.get("via_labels", ()), strict=True)
    return Link(
        relationship=str(edge.get("relationship", "")),
        weight=float(edge.get("weight", 1.0)),
        planned=bool(edge.get("planned", False)),
        via=tuple(Ref(iri, label) for iri, label in vias),
        role=str(edge.get("role", "")),
        claims=claims_of([edge]),
    )


def _message(graph: nx.Graph, start: Ref, end: Ref, paths: tuple[Path, ...], longest: int | None) -> str:
    names = [thing.label or thing.iri for thing in (start, end)]
    alone = [name for name, thing in zip(names, (start, end), strict=True) if thing.iri not in graph]
    if paths:
        hops = f"{paths[0].length} hop{'' if paths[0].length == 1 else 's'}"
        return f"{names[0]} and {names[1]} are connected by {hops}."
    if alone:
        return f"{' and '.join(alone)} {'have' if len(alone) > 1 else 'has'} no tie in this network."
    within = f" of at most {longest} hops" if longest is not None else ""
    return f"No path{within} connects {names[0]} and {names[1]} in this network."
