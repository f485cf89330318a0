"""Meetings in one line each tell what the claims of the meetings tell."""

from __future__ import annotations

from collections import defaultdict

import pytest

import conflict_graph as cg
from conflict_graph.ask.claims import find
from conflict_graph.ask.rosters import Roster, rosters
from conflict_graph.model import code_of
from conflict_graph.scope import Scope


@pytest.mark.parametrize(
    ("layer", "known_at"), [((), None), (("article",), None), (("chronicle",), "2025-06-01"), ((), "2026-01-31")]
)
def test_a_roster_counts_the_actors_that_the_claims_name(
    shipped: cg.Graph, layer: tuple[str, ...], known_at: str | None
) -> None:
    meetings = [one.thing.iri for one in shipped.meetings()]
    scope = Scope.of(known_at=known_at, layer=layer)
    found = rosters(shipped.store, meetings, scope)
    assert list(found) == meetings
    told = find(shipped.store, scope, entity=meetings, kind=("Participation", "AttributeClaim"))
    actors: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    leading: dict[str, dict[str, str]] = defaultdict(dict)
    agenda: dict[str, list[str]] = defaultdict(list)
    for claim in told:
        if claim.kind == "Participation" and claim.object:
            actors[claim.object.iri][code_of(claim.participation_status)].add(claim.subject.iri)
            if code_of(claim.role) in ("chair", "co-chair", "host"):
                leading[claim.object.iri][claim.subject.label] = code_of(claim.role)
        elif code_of(claim.attribute) == "agenda-issue" and claim.object:
            agenda[claim.subject.iri].append(claim.object.label)
    for iri, roster in found.items():
        assert roster.counts == {status: len(names) for status, names in actors[iri].items()}
        assert [(ref.label, role) for ref, role in roster.leading] == list(leading[iri].items())
        assert [ref.label for ref in roster.agenda] == list(dict.fromkeys(agenda[iri]))


def test_a_meeting_nothing_is_known_of_has_an_empty_roster(shipped: cg.Graph) -> None:
    iri = shipped.meetings()[0].thing.iri
    assert rosters(shipped.store, [iri], Scope.of(known_at="1999-01-01")) == {iri: Roster()}
    assert rosters(shipped.store, []) == {}
