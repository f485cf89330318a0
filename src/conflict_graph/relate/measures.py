"""Who stands at the centre: degree, PageRank and betweenness, as networkx defines them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import networkx as nx

from conflict_graph.display import Display
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Ref
from conflict_graph.relate.names import MEASURES
from conflict_graph.relate.results import Basis, Plain, claims_at, ref
from conflict_graph.relate.simple import LARGE, simple, to_igraph

_TOLERANCE: Final = 1e-12
"""How far PageRank may be from its limit, a node; at networkx's own 1e-6 places of the ranking still change."""

_MOST_STEPS: Final = 1000
_WEIGHTED_BY_DEFAULT: Final = {"degree": False, "pagerank": True, "betweenness": False}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MeasureValue(Display):
    """The value of one node, its rank (equal values share one), and the claims of the edges at it."""

    thing: Ref
    value: float
    rank: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MeasureResult(Plain):
    """A measure over a network, highest value first; total is the number of nodes measured."""

    measure: str
    definition: str
    weighted: bool
    values: tuple[MeasureValue, ...]
    total: int
    basis: Basis


DEFINITIONS: Final = {
    "degree": "Number of things joined to it (networkx Graph.degree); weighted: sum of the weights of its edges.",
    "pagerank": "Share of time a random walker spends there, damping 0.85 (Brin and Page 1998; networkx pagerank).",
    "betweenness": "Share of shortest paths between others that lead through it, by hops, normalised "
    "(Freeman 1977, Brandes 2001; networkx betweenness_centrality).",
}


def measure(
    graph: nx.Graph, name: str, *, weighted: bool | None = None, top: int | None = None, large: int = LARGE
) -> MeasureResult:
    """Return a centrality of every node, with the claims of the edges at it.

    Definition. Parallel edges are joined to one edge with the sum of their weights, then networkx's measure of
    that name is taken; above ``large`` edges igraph computes the same (PageRank by ARPACK, betweenness by Brandes).
    Only the picture that the claims give is measured: a central node may just be well reported.

    Parameters
    ----------
    graph: any network of `project`.
    name: one of MEASURES.
    weighted: use edge weights; None: as networkx does by default (PageRank yes, degree and betweenness no), and
        never where weights are negative. Betweenness is by hops only.
    top: return the highest ones only; None: all.
    large: number of edges above which igraph computes.

    Returns
    -------
    MeasureResult, highest value first, equal values in order of IRI. An empty network has no values.

    Raises
    ------
    InvalidParameter for an unknown measure, for weighted betweenness, for weighted PageRank of a network with
    negative weights (agreement, interaction), and for top below 1.

    Example
    -------
    >>> g = nx.Graph()
    >>> g.add_edge("macron", "starmer", weight=2.0, claims=["c1"])
    >>> g.add_edge("macron", "stubb", weight=1.0, claims=["c2"])
    >>> best = measure(g, "degree", top=1).values[0]
    >>> best.thing.iri, best.value, best.claims
    ('macron', 2.0, ('c1', 'c2'))
    """
    if top is not None and top < 1:
        raise InvalidParameter("top", top, "a whole number from 1")
    values, weighted = values_of(graph, name, weighted=weighted, large=large)
    order = sorted(values, key=lambda node: (-values[node], node))
    ranks = _ranks([values[node] for node in order])
    leading = zip(order[:top], ranks, strict=False)
    return MeasureResult(
        measure=name,
        definition=DEFINITIONS[name],
        weighted=weighted,
        values=tuple(
            MeasureValue(thing=ref(graph, node), value=values[node], rank=rank, claims=claims_at(graph, node))
            for node, rank in leading
        ),
        total=len(values),
        basis=Basis.of(graph),
    )


def values_of(
    graph: nx.Graph, name: str, *, weighted: bool | None = None, large: int = LARGE
) -> tuple[dict[str, float], bool]:
    """Return the value of every node, without ranks and claims, and whether weights were used; as `measure` does."""
    plain = simple(graph, directed=True)
    weighted = _check(plain, name, weighted)
    return _COMPUTE[name](plain, weighted, plain.number_of_edges() > large), weighted


def _check(graph: nx.Graph, name: str, weighted: bool | None) -> bool:
    """Return whether weights are used; raise InvalidParameter for what cannot be computed."""
    if name not in MEASURES:
        raise InvalidParameter.one_of("measure", name, MEASURES)
    signed = any(weight < 0 for _, _, weight in graph.edges(data="weight"))
    if weighted is None:
        return _WEIGHTED_BY_DEFAULT[name] and not signed
    if weighted and name == "betweenness":
        raise InvalidParameter("weighted", weighted, "false for betweenness, which counts hops")
    if weighted and signed and name == "pagerank":
        raise InvalidParameter("weighted", weighted, "false for a network with negative weights")
    return weighted


def _degree(graph: nx.Graph, weighted: bool, large: bool) -> dict[str, float]:
    return {node: float(value) for node, value in graph.degree(weight="weight" if weighted else None)}


def _pagerank(graph: nx.Graph, weighted: bool, large: bool) -> dict[str, float]:
    weight = "weight" if weighted else None
    if not large:
        return dict(nx.pagerank(graph, weight=weight, max_iter=_MOST_STEPS, tol=_TOLERANCE))
    # igraph's standard solver (PRPACK) was 20 times slower than ARPACK on sparse monthly networks
    values = to_igraph(graph).pagerank(weights=weight, implementation="arpack")
    return dict(zip(graph, values, strict=True))


def _betweenness(graph: nx.Graph, weighted: bool, large: bool) -> dict[str, float]:
    if not large:
        return dict(nx.betweenness_centrality(graph))
    others = (len(graph) - 1) * (len(graph) - 2) / (1 if graph.is_directed() else 2)
    values = to_igraph(graph).betweenness(directed=graph.is_directed())
    return {node: value / others if others else 0.0 for node, value in zip(graph, values, strict=True)}


_COMPUTE: Final = {"degree": _degree, "pagerank": _pagerank, "betweenness": _betweenness}


def _ranks(values: list[float]) -> list[int]:
    ranks: list[int] = []
    for place, value in enumerate(values, start=1):
        equal = place > 1 and abs(value - values[place - 2]) <= 1e-12
        ranks.append(ranks[-1] if equal else place)
    return ranks
