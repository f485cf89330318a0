"""Meetings in one line each: who leads them, how many take part, and what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from conflict_graph.ask.claims import select
from conflict_graph.ask.labels import ordered, refs, text
from conflict_graph.model import Concept, Ref
from conflict_graph.queries.catalogue import run_bare
from conflict_graph.scope import ALL, Scope
from conflict_graph.store.base import Row, Store

_LEADING: Final = ("chair", "co-chair", "host")


@dataclass(frozen=True, slots=True)
class Roster:
    """One meeting in short: its leading people with their roles, the number of actors by attendance, its agenda.

    Roles and attendance are bare codes: "co-chair", "attended".
    """

    leading: tuple[tuple[Ref, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    agenda: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An actor, an event, and the actor's attendance, a bare code."""

    actor: Ref
    event: Ref
    attendance: str


def rosters(store: Store, meetings: Sequence[str], scope: Scope = ALL) -> dict[str, Roster]:
    """Return the roster of each meeting, whatever the day: what is planned is part of a meeting.

    Of the scope the day valid_at does not count. Each part is that of the claims of the meeting, counted by queries:
    for a list nobody needs their sentences.
    """
    if not meetings:
        return {}
    known = scope.without("valid_at")
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in run_bare(store, "attendance-counts", known, event=meetings):
        counts[text(row["event"])][_code(row, "participationStatus")] = int(text(row["actors"]))
    leading: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _as_stated(run_bare(store, "participants", known, event=meetings, role=_LEADING)):
        leading[text(row["event"])][text(row["participant"])] = _code(row, "role")
    agenda: dict[str, list[str]] = defaultdict(list)
    for row in _as_stated(run_bare(store, "attributes", known, subject=meetings, attribute="agenda-issue")):
        if "valueEntity" in row:
            agenda[text(row["subject"])].append(text(row["valueEntity"]))
    names = refs(store, [iri for side in (*leading.values(), *agenda.values()) for iri in side])
    return {
        iri: Roster(
            tuple((names[actor], role) for actor, role in leading[iri].items()),
            counts[iri],
            tuple(names[issue] for issue in dict.fromkeys(agenda[iri])),
        )
        for iri in meetings
    }


def parts_of(store: Store, actors: Sequence[str], scope: Scope = ALL) -> list[Part]:
    """Return the parts of these actors in all events that hold in a scope, in the order in which they were stated.

    The claims are those of `ask.claims.select` for these subjects; their sentences are not read.
    """
    known = scope.without("valid_at")
    rows = _as_stated(run_bare(store, "participants", known, participant=actors)) if actors else []
    if scope.valid_at and rows:
        held = {iri for iri, _ in select(store, scope, subject=actors, kind="Participation")}
        rows = [row for row in rows if text(row["claim"]) in held]
    names = refs(store, [text(row[end]) for row in rows for end in ("participant", "event")])
    return [
        Part(names[text(row["participant"])], names[text(row["event"])], _code(row, "participationStatus"))
        for row in rows
    ]


def _as_stated(rows: Iterable[Row]) -> list[Row]:
    return ordered(rows, "stated", "claim")


def _code(row: Row, column: str) -> str:
    return Concept(text(row[column])).code
