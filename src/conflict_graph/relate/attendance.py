"""Who was, or is planned to be, in the room with whom: the participant-meeting graph and its projection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.relate.edges import Tie
from conflict_graph.relate.rules import Events, Rules, is_planned, meeting_of

WEIGHTINGS: Final = ("count", "newman")


@dataclass(frozen=True, slots=True)
class Seat:
    """One actor in one meeting, with every claim that puts it there; planned if none says it was there."""

    actor: Ref
    meeting: Ref
    claims: tuple[Claim, ...]
    planned: bool
    span: tuple[date | None, date | None]


def seats(claims: Iterable[Claim], rules: Rules | None = None) -> list[Seat]:
    """Return who attends which meeting, in fact or by plan; a report that somebody came outweighs the plan."""
    rules, claims = rules or Rules(), list(claims)
    events = Events.of(claims, rules)
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        meeting = meeting_of(claim)
        if rules.stands(claim) and rules.names(claim.subject) and meeting and meeting.iri not in events.fallen:
            groups.setdefault((meeting.iri, claim.subject.iri), []).append(claim)
    return [_seat(group, events) for _, group in sorted(groups.items(), key=lambda item: item[0])]


def _seat(claims: list[Claim], events: Events) -> Seat:
    attended = [claim for claim in claims if not is_planned(claim)]
    basis = attended or claims
    meeting = basis[0].object or Ref("")
    return Seat(basis[0].subject, meeting, tuple(basis), not attended, events.span(meeting, basis[0]) or (None, None))


def attendance(claims: Iterable[Claim], rules: Rules) -> Iterator[Tie]:
    """Yield one tie from each actor to each meeting it attended or is expected at."""
    for seat in seats(claims, rules):
        yield _sitting(seat)


def _sitting(seat: Seat) -> Tie:
    roles = sorted({code_of(claim.role) for claim in seat.claims if claim.role})
    more = {"subject": seat.actor.iri, "object": seat.meeting.iri, "role": ", ".join(roles)}
    return Tie(
        relationship="attendance",
        subject=seat.actor,
        object=seat.meeting,
        claims=seat.claims,
        planned=seat.planned,
        span=seat.span,
        more=more,
    )


def co_attendance(claims: Iterable[Claim], rules: Rules, weighting: str) -> Iterator[Tie]:
    """Yield one tie for each pair of actors in each meeting.

    weighting "count" gives every shared meeting weight 1; "newman" gives 1/(n-1) for a meeting of n (Newman
    2001), so that a meeting with all the world binds less than one under four eyes.
    """
    if weighting not in WEIGHTINGS:
        raise InvalidParameter.one_of("weighting", weighting, WEIGHTINGS)
    rooms: dict[str, list[Seat]] = {}
    for seat in seats(claims, rules):
        rooms.setdefault(seat.meeting.iri, []).append(seat)
    for room in rooms.values():
        weight = 1.0 if weighting == "count" else 1.0 / max(1, len(room) - 1)
        for one, other in combinations(room, 2):
            yield Tie(
                relationship="co-attendance",
                subject=one.actor,
                object=other.actor,
                claims=one.claims + other.claims,
                weight=weight,
                planned=one.planned or other.planned,
                via=one.meeting,
                span=one.span,
            )
