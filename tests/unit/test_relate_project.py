"""Which claims become edges, and what the edges say."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest
from unit.made_claims import attends, claim, fate, meeting, person, position, seated, state, thing

from conflict_graph.errors import InvalidParameter, UnknownRelationship
from conflict_graph.relate.names import RELATIONSHIPS
from conflict_graph.relate.project import Context, project
from conflict_graph.relate.rules import Rules
from conflict_graph.scope import Scope

ANN, BOB, CAT = person("Ann"), person("Bob"), person("Cat")
PARIS, ROME = meeting("Paris summit"), meeting("Rome talks")
OSLO, BERN = state("Norway"), state("Switzerland")
ISSUE = thing("Placement", "Issue")
NEAR, FAR, THIRD = (thing(name, "PolicyOption") for name in ("Near", "Far", "Third"))


def edge(graph: nx.Graph, a=ANN, b=BOB, key=None):
    return graph.get_edge_data(a.iri, b.iri, key) if key else graph.get_edge_data(a.iri, b.iri)


def test_two_who_attended_one_meeting_are_joined_and_the_edge_names_its_claims():
    a, b = attends(ANN, PARIS, start_date=date(2026, 1, 6)), attends(BOB, PARIS)
    graph = project(
        [b, a], "co-attendance", scope=Scope.of(valid_at="2026-02-24", known_at="2026-02-25"), snapshot="s1"
    )
    found = edge(graph)
    assert found["claims"] == sorted([a.iri, b.iri])
    assert (found["weight"], found["planned"], found["modality"]) == (1.0, False, "actual")
    assert (found["via"], found["via_labels"]) == ([PARIS.iri], ["Paris summit"])
    assert found["layers"] == ["article"]
    assert graph.nodes[ANN.iri] == {"label": "Ann", "kind": "Person", "meetings": 1}
    about = graph.graph
    assert (about["snapshot"], about["relationship"], about["valid_at"]) == ("s1", "co-attendance", "2026-02-24")
    assert (about["known_at"], about["weighting"], about["layers"]) == ("2026-02-25", "count", ["article"])


def test_days_come_from_the_event_claim_of_the_meeting():
    told = fate(PARIS, "held", start_date=date(2026, 1, 6), end_date=date(2026, 1, 7))
    found = edge(project([attends(ANN, PARIS), attends(BOB, PARIS), told], "co-attendance"))
    assert (found["first"], found["last"]) == ("2026-01-06", "2026-01-07")


@pytest.mark.parametrize("modality", ["negated", "contingent", "proposed"])
def test_what_did_not_happen_for_certain_makes_no_edge_of_any_kind(modality):
    claims = [
        attends(ANN, PARIS, modality=modality, on_behalf_of=OSLO),
        attends(BOB, PARIS, on_behalf_of=BERN, modality=modality),
        claim("Membership", ANN, thing("Club", "Coalition"), modality=modality),
        position(ANN, ISSUE, NEAR, "support", modality=modality),
        position(BOB, ISSUE, NEAR, "support", modality=modality),
        attends(ANN, thing("Act", "Event"), role="initiator", modality=modality),
        attends(BOB, thing("Act", "Event"), role="recipient", modality=modality),
    ]
    assert project(claims, "all").number_of_nodes() == 0


@pytest.mark.parametrize("status", ["invited", "declined", "absent", "not-planned"])
def test_whoever_was_not_there_is_not_joined(status):
    claims = [attends(ANN, PARIS), attends(BOB, PARIS, status, modality="actual")]
    assert project(claims, "co-attendance").number_of_edges() == 0
    assert list(seated(claims)) == sorted([ANN.iri, PARIS.iri])


@pytest.mark.parametrize("status", ["disputed", "unverified", "retracted"])
def test_only_accepted_claims_count_unless_asked(status):
    claims = [attends(ANN, PARIS, claim_status=status), attends(BOB, PARIS)]
    assert not project(claims, "co-attendance").edges
    widened = project(claims, "co-attendance", rules=Rules(statuses=("accepted", status)))
    assert widened.number_of_edges() == 1
    assert widened.graph["claim_status"] == ["accepted", status]


def test_plans_are_edges_only_if_selected_and_are_kept_apart_from_what_happened():
    held = [attends(ANN, PARIS), attends(BOB, PARIS)]
    plans = [attends(ANN, ROME, "expected"), attends(BOB, ROME, "expected"), attends(CAT, ROME, "expected")]
    both = project(held + plans, "co-attendance")
    assert edge(both) | {"claims": 0} == edge(both) | {"claims": 0, "weight": 2.0, "planned": False}
    assert (edge(both)["held_weight"], edge(both)["planned_weight"]) == (1.0, 1.0)
    assert edge(both, ANN, CAT)["planned"] is True
    assert edge(both, ANN, CAT)["modality"] == "scheduled"
    assert "2 of 3 edges rest on plans alone" in both.graph["note"]
    assert project(held, "co-attendance").number_of_edges() == 1


def test_a_report_of_attendance_outweighs_the_plan_for_the_same_meeting():
    claims = [attends(who, PARIS, status) for who in (ANN, BOB) for status in ("expected", "attended")]
    found = edge(project(claims, "co-attendance"))
    assert (found["weight"], found["planned"], len(found["claims"])) == (1.0, False, 2)


@pytest.mark.parametrize("status", ["cancelled", "postponed", "proposed"])
def test_a_meeting_that_fell_through_joins_nobody(status):
    claims = [attends(ANN, PARIS, "expected", on_behalf_of=OSLO), attends(BOB, PARIS, "expected")]
    assert project(claims, "all").number_of_edges() == 2
    claims.append(fate(PARIS, status))
    assert project(claims, "all").number_of_edges() == 0
    assert seated(claims).number_of_nodes() == 0


def test_the_latest_word_on_a_meeting_prevails_and_superseded_words_have_no_say():
    there = [attends(ANN, PARIS), attends(BOB, PARIS)]
    off = fate(PARIS, "cancelled", stated_on=date(2026, 2, 1))
    held = fate(PARIS, "held", stated_on=date(2026, 2, 5))
    assert project([*there, off, held], "co-attendance").number_of_edges() == 1
    assert project([*there, held, fate(PARIS, "cancelled", stated_on=date(2026, 2, 6))], "co-attendance").size() == 0
    earlier = fate(PARIS, "held", stated_on=date(2026, 1, 1), supersedes=(off.iri,))
    assert project([*there, off, earlier], "co-attendance").number_of_edges() == 1
    denied = fate(PARIS, "held", modality="negated")
    assert project([*there, denied], "co-attendance").size() == 0
    assert project([*there, fate(PARIS, "cancelled", modality="negated")], "co-attendance").size() == 1


def test_newman_weights_let_a_crowd_bind_less():
    crowd = [attends(person(f"P{number}"), ROME) for number in range(4)]
    claims = [attends(ANN, PARIS), attends(BOB, PARIS), attends(ANN, ROME), attends(BOB, ROME), *crowd]
    graph = project(claims, "co-attendance", weighting="newman")
    assert edge(graph)["weight"] == pytest.approx(1 + 1 / 5)
    assert "1/(n-1)" in graph.graph["note"]
    assert edge(project(claims, "co-attendance"))["weight"] == 2.0


def test_a_meeting_of_thirty_five_is_one_node_with_thirty_five_edges():
    graph = seated([attends(person(f"P{n:02}"), PARIS) for n in range(35)], snapshot="s1")
    assert graph.degree(PARIS.iri) == 35
    assert graph.number_of_edges() == 35
    assert [graph.nodes[node]["bipartite"] for node in (PARIS.iri, person("P00").iri)] == [1, 0]
    assert nx.is_bipartite(graph)
    assert (graph.graph["relationship"], graph.graph["snapshot"]) == ("co-attendance", "s1")


def test_processes_and_acts_are_no_meetings():
    war = thing("War", "Process")
    claims = [attends(ANN, war), attends(BOB, war), attends(ANN, PARIS, role="initiator"), attends(BOB, PARIS)]
    assert project(claims, "co-attendance").number_of_edges() == 0


def test_unnamed_actors_stay_out_unless_asked():
    some = thing("some leaders", "UnnamedActor")
    claims = [attends(ANN, PARIS), attends(some, PARIS), claim("Membership", some, thing("Club", "Coalition"))]
    assert project(claims, "all").number_of_nodes() == 0
    assert project(claims, "all", rules=Rules(unnamed=True)).number_of_edges() == 2


def test_membership_joins_member_and_group_and_a_stated_size_joins_nobody():
    club = thing("Club", "Coalition")
    member = claim("Membership", OSLO, club, valid_from=date(2020, 1, 1))
    graph = project([member, claim("AttributeClaim", club, attribute="stated-size", value="35")], "membership")
    found = edge(graph, OSLO, club)
    assert graph.number_of_nodes() == 2
    assert (found["subject"], found["object"], found["first"]) == (OSLO.iri, club.iri, "2020-01-01")


def test_representation_rests_on_attending_for_a_state_or_on_its_office():
    post = thing("President of Norway", "Post")
    claims = [attends(ANN, PARIS, on_behalf_of=OSLO), claim("Tenure", ANN, post), claim("Tenure", BOB, post)]
    graph = project(claims, "representation", context=Context(posts={post.iri: OSLO}))
    assert edge(graph, ANN, OSLO)["weight"] == 2.0
    assert edge(graph, ANN, OSLO)["via"] == sorted([PARIS.iri, post.iri])
    assert edge(graph, BOB, OSLO)["claims"] == [claims[2].iri]
    assert list(project(claims[1:], "representation")) == []


def test_who_speaks_for_a_state_at_a_meeting_does_so_on_its_days():
    told = fate(PARIS, "held", start_date=date(2026, 1, 6), end_date=date(2026, 1, 7))
    found = edge(project([attends(ANN, PARIS, on_behalf_of=OSLO), told], "representation"), ANN, OSLO)
    assert (found["first"], found["last"]) == ("2026-01-06", "2026-01-07")


@pytest.mark.parametrize(
    ("one", "other", "weight"),
    [
        ((NEAR, "support"), (NEAR, "support"), 1.0),
        ((NEAR, "oppose"), (NEAR, "reserved"), 0.5),
        ((NEAR, "support"), (NEAR, "oppose"), -1.0),
        ((NEAR, "conditional"), (NEAR, "reserved"), -0.5),
        ((NEAR, "support"), (FAR, "support"), -1.0),
        ((None, "support"), (None, "support"), 1.0),
        ((NEAR, "support"), (THIRD, "support"), None),
        ((NEAR, "oppose"), (FAR, "support"), None),
        ((NEAR, "neutral"), (NEAR, "support"), None),
        ((NEAR, "unclear"), (NEAR, "unclear"), None),
    ],
)
def test_agreement_is_signed_by_comparing_two_positions(one, other, weight):
    claims = [position(ANN, ISSUE, *one), position(BOB, ISSUE, *other)]
    graph = project(claims, "agreement", context=Context(incompatible=[(FAR.iri, NEAR.iri)]))
    found = edge(graph, ANN, BOB, ISSUE.iri) if graph.has_edge(ANN.iri, BOB.iri) else None
    assert (found and found["weight"]) == weight
    if found:
        assert found["claims"] == sorted(claim.iri for claim in claims)
        assert (found["issue"], found["issue_label"], found["derived"]) == (ISSUE.iri, "Placement", True)


def test_agreement_keeps_issues_apart_and_never_joins_a_holder_with_itself():
    other = thing("Truce", "Issue")
    claims = [position(who, issue, None, "support") for who in (ANN, BOB) for issue in (ISSUE, other)]
    claims.append(position(ANN, ISSUE, None, "oppose"))
    graph = project(claims, "agreement")
    assert sorted(graph[ANN.iri][BOB.iri]) == sorted([ISSUE.iri, other.iri])
    assert graph[ANN.iri][BOB.iri][ISSUE.iri]["weight"] == 0.0
    assert nx.number_of_selfloops(graph) == 0


def test_two_sources_for_one_view_are_two_claims_and_still_one_view():
    claims = [position(who, ISSUE, NEAR, "support") for who in (ANN, ANN, BOB, BOB)]
    found = edge(project(claims, "agreement"), ANN, BOB, ISSUE.iri)
    assert found["weight"] == 1.0
    assert found["claims"] == sorted(claim.iri for claim in claims)


def test_the_position_of_a_coalition_is_not_that_of_its_members():
    club = thing("Club", "Coalition")
    claims = [
        claim("Membership", OSLO, club),
        position(club, ISSUE, NEAR, "support"),
        position(BERN, ISSUE, NEAR, "oppose"),
    ]
    graph = project(claims, "agreement")
    assert set(graph) == {club.iri, BERN.iri}


def test_interaction_is_directed_and_signed_by_the_class_of_the_act():
    act, blow, word = (thing(name, "Event") for name in ("Aid", "Strike", "Word"))
    claims = [
        made
        for event, one, other in ((act, OSLO, BERN), (blow, BERN, OSLO), (word, OSLO, BERN))
        for made in (attends(one, event, role="initiator"), attends(other, event, role="recipient"))
    ]
    classes = {act.iri: "material-cooperation", blow.iri: "material-conflict"}
    graph = project(claims, "interaction", context=Context(event_classes=classes))
    assert graph.is_directed()
    assert graph[OSLO.iri][BERN.iri]["material-cooperation"]["weight"] == 1.0
    assert graph[BERN.iri][OSLO.iri]["material-conflict"]["weight"] == -1.0
    assert graph[OSLO.iri][BERN.iri]["unclassified"]["weight"] == 0.0
    merged = project(claims, "all", context=Context(event_classes=classes))
    assert {(e["subject"], e["event_class"]) for e in merged[OSLO.iri][BERN.iri].values()} == {
        (OSLO.iri, "material-cooperation"),
        (BERN.iri, "material-conflict"),
        (OSLO.iri, "unclassified"),
    }


def test_all_keys_its_edges_by_relationship():
    claims = [
        attends(ANN, PARIS, on_behalf_of=OSLO),
        attends(BOB, PARIS),
        position(ANN, ISSUE, NEAR, "support"),
        position(BOB, ISSUE, NEAR, "support"),
    ]
    graph = project(claims, "all")
    assert sorted(graph[ANN.iri][BOB.iri]) == [f"agreement {ISSUE.iri}", "co-attendance"]
    assert list(graph[ANN.iri][OSLO.iri]) == ["representation"]


@pytest.mark.parametrize("relationship", RELATIONSHIPS)
def test_nothing_to_relate_is_an_empty_network_and_no_error(relationship):
    graph = project([], relationship)
    assert graph.number_of_nodes() == 0
    assert graph.graph["relationship"] == relationship


def test_unknown_relationships_and_weightings_are_refused_naming_the_known():
    with pytest.raises(UnknownRelationship) as wrong:
        project([], "friendship")
    assert wrong.value.extra["known"] == list(RELATIONSHIPS)
    with pytest.raises(InvalidParameter, match="count, newman"):
        project([], "co-attendance", weighting="heavy")


def test_edges_of_possible_claims_say_so():
    claims = [attends(ANN, PARIS, holds="possible"), attends(BOB, PARIS)]
    assert edge(project(claims, "co-attendance"))["holds"] == "possible"
