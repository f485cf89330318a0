"""The page of a person, state or organisation: offices, meetings, positions, undertakings, company, mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from conflict_graph.ask.claims import find
from conflict_graph.ask.surroundings import surroundings
from conflict_graph.model import Claim, Ref, Thing
from conflict_graph.namespaces import CG, DCTERMS
from conflict_graph.relate.rules import meeting_of
from conflict_graph.store.base import Store
from conflict_graph_api.pages.gather import Gathered, gather
from conflict_graph_api.pages.identifiers import identifiers, identifies
from conflict_graph_api.pages.occasions import Occasion, by_date, occasions
from conflict_graph_api.pages.offices import current
from conflict_graph_api.pages.statements import Reader, Statement, by_day
from conflict_graph_api.view_state import ViewState


@dataclass(frozen=True, slots=True)
class Attendance:
    """One event of an actor, with the claims about the actor's part in it."""

    occasion: Occasion
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody an actor shares meetings with: those that took place, and those that were only planned."""

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
        "offices": reader.all(_of(gathered, "Tenure", thing.iri)),
        "posts": around.comes_from(CG + "postIn"),
        "undertakings": reader.all(_of(gathered, "Undertaking", thing.iri)),
        "delegates": attendances(store, view, reader, [c for c in parts if c.subject.iri != thing.iri]),
        "memberships": reader.all(_of(gathered, "Membership", thing.iri)),
        "members": reader.all(_others(gathered, "Membership", thing.iri)),
        "company": company(store, view, thing.iri, reader.holding(own)),
        "said": reader.all(_said(gathered, thing.iri)),
        "elsewhere": reader.all(_elsewhere(gathered, thing.iri)),
        "mentions": reader.all(gathered.of("Mention"), key=lambda claim: claim.wording or ""),
        "sources": around.leads_to(DCTERMS + "source"),
    }


def office_now(gathered: Gathered, iri: str, view: ViewState) -> tuple[Ref, ...]:
    """Return the offices a person holds on the day of the page; without a day, those with no known end."""
    reader = gathered.reader
    told = [claim for claim in _of(gathered, "Tenure", iri) if reader.state(claim) != "unsaid"]
    return current(told, lambda claim: reader.state(claim) == "holds", view.as_of.valid_at)


def _of(gathered: Gathered, kind: str, iri: str) -> list[Claim]:
    return [claim for claim in gathered.of(kind) if claim.subject.iri == iri]


def _others(gathered: Gathered, kind: str, iri: str) -> list[Claim]:
    return [claim for claim in gathered.of(kind) if claim.subject.iri != iri]


def _said(gathered: Gathered, iri: str) -> list[Claim]:
    own = _of(gathered, "AttributeClaim", iri)
    return [claim for claim in own if not identifies(claim)]


def _elsewhere(gathered: Gathered, iri: str) -> list[Claim]:
    """Return statements on other things in which this one has a part: as a value, an issue, a condition."""
    return [claim for kind in ("AttributeClaim", "Position", "Undertaking") for claim in _others(gathered, kind, iri)]


def attendances(store: Store, view: ViewState, reader: Reader, parts: Sequence[Claim]) -> list[Attendance]:
    """Return the events of these participations in the order of their days, each with its claims."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    events: dict[str, Ref] = {}
    for claim in parts:
        if claim.object:
            groups[claim.object.iri].append(claim)
            events[claim.object.iri] = claim.object
    known = occasions(store, view, events.values())
    return [Attendance(one, reader.all(groups[one.event.iri], key=by_day)) for one in by_date(known.values())]


def by_issue(reader: Reader, positions: Iterable[Claim]) -> list[tuple[Ref, tuple[Statement, ...]]]:
    """Return positions in groups, one for each issue, each in the order of its days."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    issues: dict[str, Ref] = {}
    for claim in positions:
        if issue := claim.issue or claim.object:
            groups[issue.iri].append(claim)
            issues[issue.iri] = issue
    ordered = sorted(issues.values(), key=lambda ref: ref.label.casefold())
    return [(issue, reader.all(groups[issue.iri])) for issue in ordered]


def company(store: Store, view: ViewState, iri: str, parts: Iterable[Claim]) -> list[Company]:
    """Return who else was, or was to be, at the meetings these participations put an actor into.

    The seats are those of the co-attendance network, so page and network tell the same.
    """
    from conflict_graph.relate.attendance import seats

    rooms = sorted({meeting.iri for claim in parts if (meeting := meeting_of(claim))})
    if not rooms:
        return []
    kinds = ("Participation", "EventClaim")
    taken = seats(find(store, entity=rooms, kind=kinds, layer=view.layers, as_of=view.as_of))
    own = {seat.meeting.iri: seat for seat in taken if seat.actor.iri == iri}
    shared: dict[str, list[tuple[Ref, bool]]] = defaultdict(list)
    actors: dict[str, Ref] = {}
    for seat in taken:
        if seat.actor.iri != iri and seat.meeting.iri in own:
            actors[seat.actor.iri] = seat.actor
            shared[seat.actor.iri].append((seat.meeting, seat.planned or own[seat.meeting.iri].planned))
    rows = [_company(actors[other], met) for other, met in shared.items()]
    return sorted(rows, key=lambda row: (-len(row.met), -len(row.planned), row.actor.label))


def _company(actor: Ref, shared: list[tuple[Ref, bool]]) -> Company:
    return Company(
        actor,
        tuple(meeting for meeting, planned in shared if not planned),
        tuple(meeting for meeting, planned in shared if planned),
    )
