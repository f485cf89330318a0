"""One edge for each pair: the form in which parallel and directed edges are measured and drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from threading import Lock
from typing import Any, Final

import networkx as nx

LARGE: Final = 20_000
"""Number of edges above which igraph computes what networkx defines."""

_random = Lock()


def simple(graph: nx.Graph, *, directed: bool = False, positive: bool = False) -> nx.Graph:
    """Return a Graph (or DiGraph) with one edge for each joined pair and the sum of their weights.

    directed keeps the direction of a directed graph; positive leaves out edges whose sum is not above zero. Nodes
    keep their order, so what is computed from it is the same each time.
    """
    result = nx.DiGraph() if directed and graph.is_directed() else nx.Graph()
    result.add_nodes_from(graph)
    for u, v, weight in graph.edges(data="weight", default=1.0):
        if result.has_edge(u, v):
            result[u][v]["weight"] += weight
        else:
            result.add_edge(u, v, weight=weight)
    if positive:
        result.remove_edges_from([(u, v) for u, v, weight in result.edges(data="weight") if weight <= 0])
    return result


def to_igraph(graph: nx.Graph) -> Any:
    """Return a simple graph as an igraph Graph: vertex i is the i-th node, edges carry ``weight``."""
    import igraph

    index = {node: number for number, node in enumerate(graph)}
    result = igraph.Graph(
        n=len(index), edges=[(index[u], index[v]) for u, v in graph.edges], directed=graph.is_directed()
    )
    result.es["weight"] = [weight for _, _, weight in graph.edges(data="weight", default=1.0)]
    return result


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Make igraph's random numbers repeat inside the block; igraph has one generator for the whole process."""
    import random

    import igraph

    with _random:
        igraph.set_random_number_generator(Random(seed))
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)
