"""What is true of every network, whatever the claims."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.made_claims import attends, concept, meeting, person, seated

from conflict_graph.relate.communities import communities
from conflict_graph.relate.measures import measure
from conflict_graph.relate.names import MEASURES
from conflict_graph.relate.paths import shortest_path
from conflict_graph.relate.project import project

STATUSES = ("attended", "expected", "invited", "declined", "absent", "not-planned")
CLAIMS = st.lists(
    st.builds(
        lambda who, where, status: attends(person(f"P{who}"), meeting(f"M{where}"), status),
        st.integers(0, 6),
        st.integers(0, 4),
        st.sampled_from(STATUSES),
    ),
    max_size=30,
)
QUICK = settings(max_examples=60, deadline=None)


def rooms(claims):
    found: dict[str, set[str]] = {}
    for claim in claims:
        if claim.participation_status.name in ("part-attended", "part-expected"):
            found.setdefault(claim.object.iri, set()).add(claim.subject.iri)
    return found


@QUICK
@given(CLAIMS)
def test_the_weight_of_a_pair_is_the_number_of_its_shared_meetings(claims):
    graph, shared = project(claims, "co-attendance"), rooms(claims)
    expected = {}
    for room in shared.values():
        for pair in combinations(sorted(room), 2):
            expected[pair] = expected.get(pair, 0) + 1
    assert {tuple(sorted(pair[:2])): pair[2] for pair in graph.edges(data="weight")} == expected
    assert all(len(edge["via"]) == edge["weight"] for _, _, edge in graph.edges(data=True))


@QUICK
@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims, random):
    shuffled = list(claims)
    random.shuffle(shuffled)
    for relationship in ("co-attendance", "all"):
        one, other = project(claims, relationship), project(shuffled, relationship)
        assert list(one.nodes(data=True)) == list(other.nodes(data=True))
        assert list(one.edges(data=True)) == list(other.edges(data=True))


@QUICK
@given(CLAIMS)
def test_claims_that_deny_change_nothing(claims):
    denials = [replace(claim, iri=f"{claim.iri}-no", modality=concept("modality-negated")) for claim in claims]
    one, other = project(claims, "all"), project([*denials, *claims], "all")
    assert list(one.edges(data=True)) == list(other.edges(data=True))


@QUICK
@given(CLAIMS)
def test_newman_weights_of_an_actor_sum_to_its_meetings_with_company(claims):
    graph, shared = project(claims, "co-attendance", weighting="newman"), rooms(claims)
    for actor in graph:
        with_company = sum(1 for room in shared.values() if actor in room and len(room) > 1)
        assert graph.degree(actor, weight="weight") == pytest.approx(with_company)


@QUICK
@given(CLAIMS)
def test_fast_and_defining_computations_agree(claims):
    for graph in (project(claims, "co-attendance"), seated(claims)):
        for name in MEASURES:
            slow = {value.thing.iri: value.value for value in measure(graph, name).values}
            fast = {value.thing.iri: value.value for value in measure(graph, name, large=-1).values}
            assert fast == pytest.approx(slow, abs=1e-4)


@QUICK
@given(CLAIMS)
def test_every_hop_of_a_path_is_a_seat_in_a_meeting_with_its_claim(claims):
    graph = seated(claims)
    known = {claim.iri: claim for claim in claims}
    for a, b in list(combinations(graph, 2))[:10]:
        for path in shortest_path(graph, a, b).paths:
            for hop in path.hops:
                for iri in hop.links[0].claims:
                    assert {known[iri].subject.iri, known[iri].object.iri} == {hop.source.iri, hop.target.iri}


@QUICK
@given(CLAIMS, st.sampled_from(["louvain", "greedy", "leiden"]))
def test_communities_are_a_partition_and_repeat(claims, method):
    graph = project(claims, "co-attendance")
    result = communities(graph, method, seed=3)
    members = [member.iri for group in result.communities for member in group.members]
    assert sorted(members) == sorted(graph)
    assert communities(graph, method, seed=3) == result
