"""The page of a person, state or organisation: offices, meetings, positions, undertakings, company, mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from conflict_graph.ask.claims import find
from conflict_graph.ask.surroundings import surroundings
from conflict_graph.model import Claim, Ref, Thing
from conflict_graph.namespaces import CG, DCTERMS
from conflict_graph.relate.attendance import Seat, seats
from conflict_graph.relate.rules import meeting_of
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import Gathered, gather
from conflict_graph_api.pages.statements import Reader, Statement, by_day
from conflict_graph_api.things.holdings import Holding, holdings
from conflict_graph_api.things.identifiers import identifiers, identifies
from conflict_graph_api.things.occasions import Occasion, by_date, occasions
from conflict_graph_api.things.offices import current
from conflict_graph_api.things.time_bars import bands

FIRST: Final = 10
"""Meetings that stand on a page before the years are folded."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One event of an actor, with the claims about the actor's part in it."""

    occasion: Occasion
    statements: tuple[Statement, ...]

    @property
    def lines(self) -> list[tuple[Statement, ...]]:
        """The statements that say the same: who, as what, whether, and for whom."""
        groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        for one in self.statements:
            claim = one.claim
            groups[claim.subject, claim.role, claim.participation_status, claim.on_behalf_of, claim.wording].append(one)
        return [tuple(line) for line in groups.values()]


@dataclass(frozen=True, slots=True)
class Attendances:
    """The events of an actor, latest first: the first few, and the others by year."""

    first: tuple[Attendance, ...]
    years: tuple[tuple[str, tuple[Attendance, ...]], ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.first) + sum(len(group) for _, group in self.years)


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody an actor shares meetings with, latest first: those that took place, and those only planned."""

    actor: Ref
    met: tuple[Ref, ...]
    planned: tuple[Ref, ...]


def actor_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of an actor shows."""
    gathered = gather(store, view, entity=thing.iri)
    around = surroundings(store, thing.iri)
    parts = [claim for claim in gathered.of("Participation") if claim.object]
    own = [claim for claim in parts if claim.subject.iri == thing.iri]
    reader = gathered.reader
    return {
        "gathered": gathered,
        "identifiers": identifiers(reader, gathered.of("AttributeClaim"), thing.iri),
        "office_now": office_now(gathered, thing.iri, view),
        "positions": by_issue(reader, _of(gathered, "Position", thing.iri)),
        "attendances": attendances(store, view, reader, own),
        "offices": reader.all(_of(gathered, "Tenure", thing.iri), key=latest_first),
        "offices_drawn": bands(reader, _of(gathered, "Tenure", thing.iri), lambda c: c.object, view.scope.valid_at),
        "posts": around.comes_from(CG + "postIn"),
        "undertakings": reader.all(_of(gathered, "Undertaking", thing.iri), key=latest_first),
        "delegates": attendances(store, view, reader, [c for c in parts if c.subject.iri != thing.iri]),
        "memberships": reader.all(_of(gathered, "Membership", thing.iri), key=latest_first),
        "members": reader.all(_others(gathered, "Membership", thing.iri), key=latest_first),
        "company": company(store, view, thing.iri, reader.holding(own)),
        "counts": {kind: shelf.total for kind, shelf in gathered.shelves.items()},
        "attributes": reader.all(_attributes(gathered, thing.iri), key=latest_first),
        "elsewhere": reader.all(_elsewhere(gathered, thing.iri), key=latest_first),
        "mentions": reader.all(gathered.of("Mention"), key=lambda claim: claim.wording or ""),
        "sources": around.leads_to(DCTERMS + "source"),
    }


def office_now(gathered: Gathered, iri: str, view: ViewState) -> tuple[Ref, ...]:
    """Return the offices a person holds on the day of the page; without a day, those with no known end."""
    reader = gathered.reader
    tenures = [claim for claim in _of(gathered, "Tenure", iri) if reader.state(claim) != "unsaid"]
    return current(tenures, lambda claim: reader.state(claim) == "holds", view.scope.valid_at)


def _of(gathered: Gathered, kind: str, iri: str) -> list[Claim]:
    return [claim for claim in gathered.of(kind) if claim.subject.iri == iri]


def _others(gathered: Gathered, kind: str, iri: str) -> list[Claim]:
    return [claim for claim in gathered.of(kind) if claim.subject.iri != iri]


def _attributes(gathered: Gathered, iri: str) -> list[Claim]:
    own = _of(gathered, "AttributeClaim", iri)
    return [claim for claim in own if not identifies(claim)]


def _elsewhere(gathered: Gathered, iri: str) -> list[Claim]:
    """Return statements on other things in which this one has a part: as a value, an issue, a condition."""
    return [claim for kind in ("AttributeClaim", "Position", "Undertaking") for claim in _others(gathered, kind, iri)]


def attendances(store: Store, view: ViewState, reader: Reader, parts: Sequence[Claim]) -> Attendances:
    """Return the events of these participations, latest first, each with its claims."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    events: dict[str, Ref] = {}
    for claim in parts:
        if claim.object:
            groups[claim.object.iri].append(claim)
            events[claim.object.iri] = claim.object
    ordered = by_date(occasions(store, view, events.values()).values())
    dated = [one for one in reversed(ordered) if one.day]
    shown = [
        Attendance(one, reader.all(groups[one.event.iri], key=by_day))
        for one in (*dated, *(one for one in ordered if not one.day))
    ]
    first = len(shown) if len(shown) <= FIRST + 2 else FIRST
    years: dict[str, list[Attendance]] = defaultdict(list)
    for attendance in shown[first:]:
        day = attendance.occasion.day
        years[str(day.year) if day else "no date given"].append(attendance)
    return Attendances(tuple(shown[:first]), tuple((year, tuple(group)) for year, group in years.items()))


def by_issue(reader: Reader, positions: Iterable[Claim]) -> list[tuple[Ref, tuple[Holding, ...]]]:
    """Return positions in groups, one for each issue: what is held on the day of the page first, then by name."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    issues: dict[str, Ref] = {}
    for claim in positions:
        if issue := claim.issue or claim.object:
            groups[issue.iri].append(claim)
            issues[issue.iri] = issue
    named = sorted(issues.values(), key=lambda ref: ref.label.casefold())
    rows = [(issue, holdings(reader, groups[issue.iri])) for issue in named]
    return sorted(rows, key=lambda row: row[1][0].dim)


def latest_first(claim: Claim) -> tuple[int, str]:
    """Order claims by the day they hold from, or else were said, the latest first."""
    return -(claim.valid_from or claim.start_date or claim.stated_on).toordinal(), claim.iri


def company(store: Store, view: ViewState, iri: str, parts: Iterable[Claim]) -> list[Company]:
    """Return who else was, or was to be, at the meetings these participations put an actor into.

    The seats are those of the co-attendance network, so page and network tell the same.
    """
    rooms = sorted({meeting.iri for claim in parts if (meeting := meeting_of(claim))})
    if not rooms:
        return []
    kinds = ("Participation", "EventClaim")
    taken = seats(find(store, view.scope, entity=rooms, kind=kinds))
    own = {seat.meeting.iri: seat for seat in taken if seat.actor.iri == iri}
    shared: dict[str, list[tuple[Seat, bool]]] = defaultdict(list)
    for seat in sorted(taken, key=lambda seat: seat.span[0] or date.min, reverse=True):
        if seat.actor.iri != iri and seat.meeting.iri in own:
            shared[seat.actor.iri].append((seat, seat.planned or own[seat.meeting.iri].planned))
    rows = [_company(met) for met in shared.values()]
    return sorted(rows, key=lambda row: (-len(row.met), -len(row.planned), row.actor.label))


def _company(shared: list[tuple[Seat, bool]]) -> Company:
    return Company(
        shared[0][0].actor,
        tuple(seat.meeting for seat, planned in shared if not planned),
        tuple(seat.meeting for seat, planned in shared if planned),
    )
