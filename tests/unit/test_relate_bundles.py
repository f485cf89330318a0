"""What joins some things, bundled; what a thing is joined to, in numbers; the next ones; groups of too many."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest
from unit.made_claims import attends, claim, fate, meeting, person, position, state, thing

from conflict_graph.errors import InvalidParameter
from conflict_graph.relate.bundles import bundled
from conflict_graph.relate.expand import EdgeFilter, counts, expand, starting_points
from conflict_graph.relate.grouping import grouped
from conflict_graph.relate.project import project

ANN, BEN, CLEO = person("Ann"), person("Ben"), person("Cleo")
FIN, SWE = state("Finland"), state("Sweden")
NB8 = thing("NB8", "Coalition")
PARIS, OSLO, ROME = meeting("Paris summit"), meeting("Oslo talks"), meeting("Rome talks")
ISSUE, OTHER = thing("Peacekeepers", "Issue"), thing("Tribunal", "Issue")
DAYS = {PARIS: date(2026, 1, 6), OSLO: date(2025, 3, 1), ROME: date(2026, 5, 1)}
CLAIMS = [
    *(fate(event, "held", start_date=day, end_date=day) for event, day in DAYS.items() if event != ROME),
    fate(ROME, "scheduled", start_date=DAYS[ROME], end_date=DAYS[ROME]),
    *(attends(who, PARIS) for who in (ANN, BEN, CLEO)),
    *(attends(who, OSLO) for who in (ANN, BEN)),
    *(attends(who, ROME, "expected") for who in (ANN, BEN)),
    claim("Membership", FIN, NB8, valid_from=date(1992, 1, 1)),
    claim("Membership", SWE, NB8),
    position(ANN, ISSUE, None, "support"),
    position(BEN, ISSUE, None, "oppose"),
    position(ANN, OTHER, None, "support"),
    position(BEN, OTHER, None, "support"),
]
ALL = project(CLAIMS, "all")
ROOMS = project(CLAIMS, "all", meetings="nodes")


def edges(graph: nx.Graph) -> dict[tuple[str, str], dict[str, object]]:
    return {(edge["relationship"], edge["sign"]): edge for _, _, edge in graph.edges(data=True)}


def test_ties_of_one_pair_become_one_edge_for_each_relation_and_sign() -> None:
    found = edges(bundled(ALL, [ANN.iri, BEN.iri]))
    assert set(found) == {("co-attendance", ""), ("agreement", "agree"), ("agreement", "differ")}
    met = found["co-attendance", ""]
    assert (met["count"], met["planned_count"], met["planned"]) == (3, 1, False)
    assert met["modalities"] == ["actual", "scheduled"]
    assert met["via"] == sorted(event.iri for event in DAYS)
    assert len(met["claims"]) == 6  # type: ignore[arg-type]
    assert found["agreement", "differ"]["via"] == [ISSUE.iri]


def test_the_edges_of_a_bundle_are_those_of_the_network_between_its_nodes() -> None:
    nodes = [ANN.iri, BEN.iri, CLEO.iri]
    whole = {claim for u, v, edge in ALL.edges(data=True) if {u, v} <= set(nodes) for claim in edge["claims"]}
    shown = bundled(ALL, nodes)
    assert {claim for _, _, edge in shown.edges(data=True) for claim in edge["claims"]} == whole
    assert list(shown) == nodes
    assert bundled(ALL, [ANN.iri]).number_of_edges() == 0


def test_bounds_leave_out_what_lies_outside_and_what_has_no_known_day() -> None:
    nodes = [ANN.iri, BEN.iri, CLEO.iri, SWE.iri, FIN.iri, NB8.iri]
    found = bundled(
        ALL, nodes, relations=["co-attendance", "membership"], first=date(2026, 1, 1), last=date(2026, 1, 31)
    )
    pairs = {frozenset(pair) for pair in found.edges()}
    assert pairs == {
        frozenset(pair) for pair in [(ANN.iri, BEN.iri), (ANN.iri, CLEO.iri), (BEN.iri, CLEO.iri), (FIN.iri, NB8.iri)]
    }
    assert (found.graph["outside"], found.graph["undated"]) == (0, 1)
    later = bundled(ALL, nodes, relations=["co-attendance", "membership"], first=date(2026, 2, 1))
    assert (later.number_of_edges(), later.graph["outside"]) == (2, 2)


def test_meetings_as_nodes_replace_the_pairs_they_join() -> None:
    assert {edge["relationship"] for _, _, edge in ROOMS.edges(data=True)} == {"attendance", "membership", "agreement"}
    assert set(ROOMS[PARIS.iri]) == {ANN.iri, BEN.iri, CLEO.iri}
    assert all(edge["planned"] for _, _, edge in ROOMS.edges(ROME.iri, data=True))
    assert "weight is" not in ROOMS.graph["note"]
    with pytest.raises(InvalidParameter, match="one of ties, nodes"):
        project([], "all", meetings="rooms")


def test_neighbours_are_counted_by_relation_year_and_kind() -> None:
    found = counts(ALL, ANN.iri)
    by_name = {one.relationship: one for one in found.relations}
    assert found.total == 2
    met = by_name["co-attendance"]
    assert (met.total, met.planned, met.kinds) == (2, 0, (("Person", 2),))
    assert met.years == ((2026, 2), (2025, 1))
    nb8 = counts(ALL, NB8.iri).relations[0]
    assert nb8.years == ((1992, 1), (None, 1))
    assert counts(ALL, "nobody").relations == ()


def test_expanding_takes_those_with_most_claims_and_never_one_twice() -> None:
    first = expand(ALL, ANN.iri, {ANN.iri}, limit=1)
    assert (first.nodes, first.shown, first.total, first.remaining) == ((BEN.iri,), 1, 2, 1)
    second = expand(ALL, ANN.iri, {ANN.iri, *first.nodes}, limit=1)
    assert (second.nodes, second.remaining) == ((CLEO.iri,), 0)
    assert expand(ALL, ANN.iri, {ANN.iri, BEN.iri, CLEO.iri}).nodes == ()
    with pytest.raises(InvalidParameter, match="limit"):
        expand(ALL, ANN.iri, (), limit=0)


def test_expanding_keeps_to_relation_year_and_kind() -> None:
    assert expand(ALL, ANN.iri, (), EdgeFilter(relationships=["co-attendance"], year=2025)).nodes == (BEN.iri,)
    assert expand(ALL, ANN.iri, (), EdgeFilter(relationships=["membership"])).total == 0
    assert expand(ALL, NB8.iri, (), EdgeFilter(undated=True)).nodes == (SWE.iri,)
    assert expand(ALL, NB8.iri, (), EdgeFilter(hidden_kinds=["State"])).total == 0


def test_one_starts_where_most_is_said() -> None:
    assert starting_points(ALL, 2) == [ANN.iri, BEN.iri]
    assert starting_points(ROOMS, 2, apart="Meeting") == [ANN.iri, PARIS.iri]


def test_too_many_things_are_grouped_by_coalition_and_kind() -> None:
    found = grouped(ALL, list(ALL), {"Person": "Persons"})
    sizes = {data["label"]: data["members"] for _, data in found.nodes(data=True)}
    assert sizes == {"NB8": 3, "Persons": 3}
    assert found.number_of_edges() == 0
    assert found.graph["inside"] == ALL.number_of_edges()
