"""Places: the same each time, apart from each other, parts side by side."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import networkx as nx
import pytest

from conflict_graph.draw.node_layout import positions


def near(places):
    return min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(places.values(), 2))


@pytest.mark.parametrize(
    "graph",
    [
        nx.path_graph(2),
        nx.star_graph(30),
        nx.complete_graph(12),
        nx.empty_graph(5),
        nx.disjoint_union_all([nx.cycle_graph(3)] * 5),
    ],
    ids=["pair", "star", "clique", "alone", "parts"],
)
def test_every_node_has_a_place_of_its_own_the_same_each_time(graph):
    places = positions(graph)
    assert list(places) == list(positions(graph))
    assert places == positions(graph)
    assert set(places) == set(graph)
    assert near(places) > 30


def test_names_do_not_lie_over_each_other():
    graph = nx.complete_bipartite_graph(3, 9)
    nx.set_node_attributes(graph, "A name of twenty chars", "label")
    for (x, y), (other_x, other_y) in combinations(positions(graph).values(), 2):
        assert abs(x - other_x) > 190 or abs(y - other_y) > 55


def test_parts_that_are_not_joined_do_not_overlap():
    graph = nx.disjoint_union(nx.complete_graph(6), nx.complete_graph(6))
    places = positions(graph)
    spans = [[axis for node in part for axis in [places[node]]] for part in nx.connected_components(graph)]
    boxes = [(min(x), max(x), min(y), max(y)) for x, y in (zip(*spots, strict=True) for spots in spans)]
    (l1, r1, t1, b1), (l2, r2, t2, b2) = boxes
    assert r1 < l2 or r2 < l1 or b1 < t2 or b2 < t1


def test_another_seed_and_a_thousand_nodes_work_and_an_empty_network_has_no_places():
    assert positions(nx.Graph()) == {}
    large = nx.barabasi_albert_graph(1000, 2, seed=1)
    assert len(positions(large)) == 1000
    assert positions(nx.gnm_random_graph(30, 60, seed=1), seed=1).keys() == set(range(30))


def test_directions_and_parallel_edges_play_no_part():
    one = nx.Graph([("a", "b"), ("b", "c")])
    many = nx.MultiDiGraph([("a", "b"), ("b", "a"), ("b", "c"), ("b", "c")])
    assert positions(one) == positions(many)
