"""Paths, neighbours, measures and communities: plain answers that name their claims."""

from __future__ import annotations

import json

import networkx as nx
import pytest
from unit.made_claims import attends, claim, meeting, person, seated, thing

from conflict_graph.errors import InvalidParameter, NotFound
from conflict_graph.model import Ref
from conflict_graph.relate.communities import communities
from conflict_graph.relate.measures import measure
from conflict_graph.relate.neighbours import neighbours
from conflict_graph.relate.paths import all_short_paths, shortest_path
from conflict_graph.relate.project import project

ANN, BOB, CAT, DAN, EVE = (person(name) for name in ("Ann", "Bob", "Cat", "Dan", "Eve"))
PARIS, ROME, BONN = meeting("Paris summit"), meeting("Rome talks"), meeting("Bonn call")
CLUB = thing("Club", "Coalition")
CLAIMS = [
    attends(ANN, PARIS),
    attends(BOB, PARIS),
    attends(BOB, ROME, "expected"),
    attends(CAT, ROME, "expected"),
    attends(BOB, BONN),
    attends(CAT, BONN),
    attends(DAN, meeting("Elsewhere")),
    attends(EVE, meeting("Elsewhere")),
    claim("Membership", ANN, CLUB),
]
SEATS = seated(CLAIMS, snapshot="s7")
TIES = project(CLAIMS, "co-attendance", snapshot="s7")


def labels(path):
    return [node.label for node in path.nodes]


def test_the_shortest_path_runs_through_real_meetings_and_names_the_claims_of_each_hop():
    answer = shortest_path(SEATS, ANN.iri, CAT.iri)
    (path,) = answer.paths
    assert answer.found
    assert labels(path)[:3] == ["Ann", "Paris summit", "Bob"]
    assert path.length == 4
    assert [hop.links[0].claims for hop in path.hops[:2]] == [(CLAIMS[0].iri,), (CLAIMS[1].iri,)]
    assert answer.message == "Ann and Cat are connected by 4 hops."
    assert answer.basis.snapshot == "s7"
    assert json.loads(json.dumps(answer.to_dict()))["paths"][0]["claims"] == list(path.claims)


def test_all_short_paths_returns_every_shortest_one_and_tells_plans_apart():
    found = all_short_paths(SEATS, ANN.iri, CAT.iri)
    assert sorted((labels(path)[3], path.planned) for path in found.paths) == [
        ("Bonn call", False),
        ("Rome talks", True),
    ]
    assert not found.truncated


def test_a_hop_of_a_projection_names_the_meetings_it_goes_through():
    (path,) = shortest_path(TIES, BOB.iri, CAT.iri).paths
    assert sorted(ref.label for ref in path.hops[0].links[0].via) == ["Bonn call", "Rome talks"]
    assert path.planned is False


def test_parallel_and_directed_edges_all_stand_on_their_hop():
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="x", relationship="x", claims=["1"])
    graph.add_edge("b", "a", key="y", relationship="y", claims=["2"])
    (path,) = shortest_path(graph, "a", "b").paths
    assert [link.relationship for link in path.hops[0].links] == ["x", "y"]
    assert path.claims == ("1", "2")


def test_no_connection_is_an_answer_in_words():
    answer = shortest_path(SEATS, ANN.iri, DAN.iri)
    assert not answer.found
    assert answer.paths == ()
    assert answer.message == "No path connects Ann and Dan in this network."
    far = all_short_paths(SEATS, ANN.iri, CAT.iri, longest=3)
    assert far.message == "No path of at most 3 hops connects Ann and Cat in this network."


def test_a_known_thing_without_ties_is_an_answer_and_an_unknown_name_an_error_with_near_names():
    answer = shortest_path(SEATS, Ref("http://example.com/zoe", "Zoe", "Person"), ANN.iri)
    assert answer.message == "Zoe has no tie in this network."
    with pytest.raises(NotFound) as wrong:
        shortest_path(SEATS, "Rome talk", ANN.iri)
    assert "Rome talks" in wrong.value.hint
    with pytest.raises(NotFound, match="no tie on these days"):
        shortest_path(SEATS, "qqqq", ANN.iri)


def test_the_way_from_a_thing_to_itself_has_no_hops():
    (path,) = shortest_path(SEATS, ANN.iri, ANN.iri).paths
    assert (path.length, path.planned, path.claims) == (0, False, ())


def test_a_dense_network_is_cut_at_the_limit_and_says_so():
    found = all_short_paths(nx.complete_graph([f"n{i}" for i in range(60)]), "n0", "n1", longest=6, limit=20)
    assert len(found.paths) == 20
    assert found.truncated
    assert [path.length for path in found.paths[:2]] == [1, 2]


@pytest.mark.parametrize(("name", "value"), [("longest", 0), ("longest", 99), ("limit", 0), ("limit", 5000)])
def test_bounds_out_of_range_are_refused(name, value):
    with pytest.raises(InvalidParameter, match=name):
        all_short_paths(SEATS, ANN.iri, CAT.iri, **{name: value})


def test_neighbours_are_grouped_by_relationship_with_counts():
    answer = neighbours(project(CLAIMS, "all"), ANN.iri)
    assert answer.count == 2
    assert [(group.relationship, group.count, group.planned) for group in answer.groups] == [
        ("co-attendance", 1, 0),
        ("membership", 1, 0),
    ]
    assert answer.groups[1].neighbours[0].links[0].claims == (CLAIMS[8].iri,)
    assert answer.to_dict()["groups"][0]["neighbours"][0]["thing"]["label"] == "Bob"
    with pytest.raises(NotFound):
        neighbours(TIES, "nobody")


def test_neighbours_of_a_directed_network_count_both_directions_once():
    graph = nx.MultiDiGraph([("a", "b"), ("b", "a"), ("c", "a")])
    answer = neighbours(graph, "a")
    assert answer.count == 2
    assert len(answer.groups[0].neighbours[0].links) == 2


def test_measures_are_those_of_networkx_and_name_the_claims_at_each_thing():
    degree = measure(TIES, "degree", top=1)
    assert degree.values[0].thing.label == "Bob"
    assert degree.values[0].value == 2.0
    assert set(degree.values[0].claims) == {claim.iri for claim in CLAIMS[:6]}
    assert degree.total == 5
    betweenness = {value.thing.iri: value.value for value in measure(TIES, "betweenness").values}
    assert betweenness == pytest.approx(nx.betweenness_centrality(TIES))
    pagerank = {value.thing.iri: value.value for value in measure(TIES, "pagerank").values}
    assert pagerank == pytest.approx(nx.pagerank(TIES, tol=1e-12, max_iter=1000))


def test_weights_count_when_asked_and_by_default_where_networkx_counts_them():
    assert {v.thing.label: v.value for v in measure(TIES, "degree", weighted=True).values}["Bob"] == 3.0
    assert [measure(TIES, name).weighted for name in ("degree", "pagerank", "betweenness")] == [False, True, False]
    plain = {value.thing.iri: value.value for value in measure(TIES, "pagerank", weighted=False).values}
    assert plain == pytest.approx(nx.pagerank(TIES, weight=None, tol=1e-12, max_iter=1000))


def test_parallel_edges_weigh_together():
    graph = nx.MultiGraph()
    graph.add_edge("a", "b", weight=2.0, claims=["1"])
    graph.add_edge("a", "b", weight=3.0, claims=["2"])
    assert [value.value for value in measure(graph, "degree", weighted=True).values] == [5.0, 5.0]
    assert measure(graph, "degree").values[0].value == 1.0
    assert measure(graph, "degree").values[0].claims == ("1", "2")


def test_equal_values_share_a_rank():
    assert [value.rank for value in measure(TIES, "degree").values] == [1, 2, 2, 2, 2]


def test_igraph_computes_the_same_for_directed_networks_too():
    graph = nx.gnp_random_graph(60, 0.06, seed=5, directed=True)
    graph = nx.relabel_nodes(graph, {node: f"n{node}" for node in graph})
    for name in ("pagerank", "betweenness"):
        slow, fast = measure(graph, name), measure(graph, name, large=-1)
        assert {v.thing.iri: v.value for v in fast.values} == pytest.approx(
            {v.thing.iri: v.value for v in slow.values}, abs=1e-4
        )


def test_negative_weights_are_left_out_by_default_and_refused_when_asked_for():
    graph = nx.MultiGraph()
    graph.add_edge("a", "b", weight=-1.0, claims=["1"])
    graph.add_edge("b", "c", weight=1.0, claims=["2"])
    assert measure(graph, "pagerank").weighted is False
    with pytest.raises(InvalidParameter, match="negative weights"):
        measure(graph, "pagerank", weighted=True)
    assert [len(group.members) for group in communities(graph).communities] == [2, 1]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: measure(TIES, "fame"), "degree, pagerank, betweenness"),
        (lambda: measure(TIES, "betweenness", weighted=True), "counts hops"),
        (lambda: measure(TIES, "degree", top=0), "from 1"),
        (lambda: communities(TIES, "magic"), "louvain, greedy, leiden"),
        (lambda: communities(TIES, resolution=0), "above zero"),
    ],
)
def test_what_cannot_be_computed_is_refused_naming_what_can(call, expected):
    with pytest.raises(InvalidParameter, match=expected):
        call()


@pytest.mark.parametrize("name", ["degree", "pagerank", "betweenness"])
def test_an_empty_network_has_no_values(name):
    assert measure(nx.Graph(), name).values == ()
    assert measure(nx.Graph(), name, large=-1).values == ()


@pytest.mark.parametrize("method", ["louvain", "greedy", "leiden"])
def test_communities_find_two_cliques_and_name_the_claims_inside_them(method):
    graph = nx.Graph()
    for number, (u, v) in enumerate(["ab", "bc", "ca", "xy", "yz", "zx", "cx"]):
        graph.add_edge(u, v, weight=1.0, claims=[f"c{number}"])
    result = communities(graph, method)
    assert [[member.iri for member in group.members] for group in result.communities] == [list("abc"), list("xyz")]
    assert result.communities[0].claims == ("c0", "c1", "c2")
    assert result.modularity == pytest.approx(nx.community.modularity(graph, [set("abc"), set("xyz")]))
    assert result.to_dict()["method"] == method
    assert communities(nx.Graph(), method).communities == ()
