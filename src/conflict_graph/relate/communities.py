"""Which things form groups: communities by modularity, the same each time for the same network."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from conflict_graph.display import Display
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Ref
from conflict_graph.relate.names import METHODS
from conflict_graph.relate.results import Basis, Plain, claims_of, ref
from conflict_graph.relate.simple import LARGE, seeded, simple, to_igraph


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Community(Display):
    """A group of things more closely joined to each other than to the rest, and the claims that join them."""

    number: int
    members: tuple[Ref, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CommunityResult(Plain):
    """A partition of a network, largest community first, with its modularity (Newman and Girvan 2004)."""

    method: str
    seed: int
    resolution: float
    modularity: float
    communities: tuple[Community, ...]
    basis: Basis


def communities(
    graph: nx.Graph, method: str | None = None, *, seed: int = 0, resolution: float = 1.0
) -> CommunityResult:
    """Return a partition of the nodes into communities.

    Definition. The partition that a heuristic finds for the greatest modularity: "louvain" (Blondel et al. 2008) and
    "greedy" (Clauset, Newman and Moore 2004) by networkx, "leiden" (Traag et al. 2019) by igraph. Directions are
    ignored, parallel edges joined. Pairs that differ more than they agree (weight not above zero) are not tied.

    Parameters
    ----------
    graph: any network of `project`.
    method: one of METHODS; None: louvain, or leiden above 20,000 edges. The result names it.
    seed: of the random order in which louvain and leiden visit nodes; the same seed gives the same partition.
    resolution: above 1 more and smaller communities, below 1 fewer and larger.

    Returns
    -------
    CommunityResult; a node without any tie is a community of its own, an empty network has none. Communities are
    a reading of the network: near-equal partitions may exist, so try another seed before resting on a border.

    Raises
    ------
    InvalidParameter for an unknown method or a resolution that is not above zero.

    Example
    -------
    >>> g = nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"), ("y", "z"), ("z", "x"), ("c", "x")])
    >>> [[member.iri for member in group.members] for group in communities(g).communities]
    [['a', 'b', 'c'], ['x', 'y', 'z']]
    """
    if method is not None and method not in METHODS:
        raise InvalidParameter.one_of("method", method, METHODS)
    if not resolution > 0:
        raise InvalidParameter("resolution", resolution, "a number above zero")
    plain = simple(graph, positive=True)
    method = method or ("leiden" if plain.number_of_edges() > LARGE else "louvain")
    groups = _partition(plain, method, seed, resolution)
    order = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    tied = plain.number_of_edges() > 0
    return CommunityResult(
        method=method,
        seed=seed,
        resolution=resolution,
        modularity=nx.community.modularity(plain, groups, resolution=resolution) if tied else 0.0,
        communities=_describe(graph, order),
        basis=Basis.of(graph),
    )


def _partition(graph: nx.Graph, method: str, seed: int, resolution: float) -> list[set[str]]:
    if graph.number_of_edges() == 0:
        return [{node} for node in graph]
    if method == "louvain":
        return [set(group) for group in nx.community.louvain_communities(graph, seed=seed, resolution=resolution)]
    if method == "greedy":
        groups = nx.community.greedy_modularity_communities(graph, weight="weight", resolution=resolution)
        return [set(group) for group in groups]
    nodes = list(graph)
    with seeded(seed):
        clusters = to_igraph(graph).community_leiden(
            objective_function="modularity", weights="weight", resolution=resolution, n_iterations=-1
        )
    return [{nodes[index] for index in cluster} for cluster in clusters]


def _describe(graph: nx.Graph, groups: list[list[str]]) -> tuple[Community, ...]:
    home = {node: number for number, group in enumerate(groups) for node in group}
    inner: list[list[dict[str, object]]] = [[] for _ in groups]
    for u, v, edge in graph.edges(data=True):
        if home[u] == home[v]:
            inner[home[u]].append(edge)
    return tuple(
        Community(number=number + 1, members=tuple(ref(graph, node) for node in group), claims=claims_of(inner[number]))
        for number, group in enumerate(groups)
    )
