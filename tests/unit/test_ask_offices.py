"""The offices people hold: the light answer for many people is the one the pages give."""

from __future__ import annotations

from collections import defaultdict

from conflict_graph.ask.claims import claims, select
from conflict_graph.ask.offices import offices
from conflict_graph.ask.search import listed
from conflict_graph.graph import Graph
from conflict_graph.model import Claim
from conflict_graph_api.things.offices import current


def test_offices_of_everybody_are_those_of_the_pages(shipped: Graph) -> None:
    people = [ref.iri for ref in listed(shipped.store, ("Person",), 1000, 0)[0]]
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims(shipped.store, [iri for iri, _ in select(shipped.store, subject=people, kind="Tenure")]):
        told[claim.subject.iri].append(claim)
    held = offices(shipped.store, people)
    shown = {person: current(told[person], lambda _: True, None) for person in people}
    assert {person: set(posts) for person, posts in held.items()} == {
        person: set(posts) for person, posts in shown.items()
    }
    assert sum(map(len, held.values())) > 50
    ended = [person for person in people if told[person] and not held[person]]
    assert ended, "somebody has left every office"


def test_nobody_asked_about_holds_nothing(shipped: Graph) -> None:
    assert offices(shipped.store, []) == {}
