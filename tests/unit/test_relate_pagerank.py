"""PageRank is the limit of its definition, not a few steps of the way there."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

import conflict_graph as cg
from conflict_graph.relate.simple import simple


def by_definition(graph: nx.Graph, damping: float = 0.85) -> dict[str, float]:
    """The solution of the equations of PageRank, found as such."""
    nodes = list(graph)
    weights = nx.to_numpy_array(graph, nodelist=nodes, weight="weight")
    degrees = weights.sum(axis=1)
    steps = np.divide(weights, degrees[:, None], out=np.full_like(weights, 1 / len(nodes)), where=degrees[:, None] > 0)
    values = np.linalg.solve(np.eye(len(nodes)) - damping * steps.T, np.full(len(nodes), (1 - damping) / len(nodes)))
    return dict(zip(nodes, values / values.sum(), strict=True))


@pytest.mark.parametrize("relationship", ["co-attendance", "membership", "all"])
def test_pagerank_is_converged(shipped: cg.Graph, relationship: str) -> None:
    network = shipped.network(relationship)
    answer = shipped.measures(relationship, "pagerank")
    graph = simple(network)
    if not answer.weighted:
        nx.set_edge_attributes(graph, 1.0, "weight")
    exact = by_definition(graph)
    assert {value.thing.iri: value.value for value in answer.values} == pytest.approx(exact, rel=1e-8)
