"""Meetings: where each stands as of a day, who takes part, what it is about, and the claims that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypedDict, Unpack, cast

from conflict_graph.ask.claims import claims, find
from conflict_graph.ask.labels import refs, text
from conflict_graph.ask.things import thing
from conflict_graph.dates import check_order, parse_day
from conflict_graph.display import Answers, Display
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Claim, Concept, Ref, code_of
from conflict_graph.namespaces import VOCAB
from conflict_graph.queries.catalogue import run_bare
from conflict_graph.scope import ALL, OneOrSeveral, Scope, several
from conflict_graph.store.base import Row, Store

Standing = Literal["held", "under-way", "cancelled", "denied", "postponed", "due", "ahead", "undated"]
Standings = Standing | Sequence[Standing] | OneOrSeveral
"""Where meetings stand, one or several; any text, since data bring them as texts."""
STANDINGS: Final[tuple[Standing, ...]] = (
    "held",
    "under-way",
    "cancelled",
    "denied",
    "postponed",
    "due",
    "ahead",
    "undated",
)
"""Where a meeting can stand; of several undisputed claims that differ, the earlier in this list decides.

held and under-way by a source's word; due when its day has come and nobody says that it took place; undated when
it cannot be placed before or after the day.
"""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one meeting stands, by the IRIs of the claims that say so, the deciding one first.

    start_date is its first day by the deciding claim; day is that of the first claim that gives one.
    """

    thing: Ref
    standing: Standing
    start_date: date | None
    day: date | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Meeting(Display):
    """One meeting as of a day: how it stands, its days and what they rest on, and the claims that say so."""

    thing: Ref
    standing: Standing
    status: Concept | None
    start_date: date | None
    end_date: date | None
    date_basis: Concept | None
    place: Ref | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, repr=False)
class MeetingRecord(Display):
    """A meeting with all that is claimed of it, each part as the claims that say so."""

    meeting: Meeting
    participants: tuple[Claim, ...] = ()
    agenda: tuple[Claim, ...] = ()
    part_of: tuple[Claim, ...] = ()
    parts: tuple[Claim, ...] = ()
    outcomes: tuple[Claim, ...] = ()
    other: tuple[Claim, ...] = ()

    def by_role(self) -> dict[str, tuple[Claim, ...]]:
        """Return the participations by role code, such as ``role-co-chair``."""
        roles: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.participants:
            roles[claim.role.name if claim.role else ""].append(claim)
        return {role: tuple(members) for role, members in roles.items()}


class MeetingFilters(TypedDict, total=False):
    """What meetings can be narrowed by beside their scope; meeting and participant take one value or several.

    participant keeps those that someone attended or is expected at; first and last keep those dated between two
    days, both included; standing keeps some of STANDINGS.
    """

    meeting: object
    participant: object
    standing: OneOrSeveral
    first: str | date | None
    last: str | date | None


def meetings(store: Store, scope: Scope = ALL, **filters: Unpack[MeetingFilters]) -> list[Meeting]:
    """Return the meetings that fit, as they stand at the end of scope.valid_at, dated ones first, in order of days.

    Raises InvalidDate, ReversedInterval, InvalidParameter, and UnsupportedScope for what possibly holds: each meeting
    says itself whether it can be placed before or after the day.
    """
    return with_claims(store, stands(store, scope, **filters))


def stands(store: Store, scope: Scope = ALL, **filters: Unpack[MeetingFilters]) -> list[Stand]:
    """Return where the meetings that fit stand, in the order of `meetings`, for callers that show only some."""
    meeting, participant = filters.get("meeting"), filters.get("participant")
    first, last, standing = filters.get("first"), filters.get("last"), several(filters.get("standing"))
    start, end = parse_day("from", first), parse_day("until", last)
    check_order("from", start, "until", end)
    for name in standing:
        if name not in STANDINGS:
            raise InvalidParameter.one_of("standing", name, STANDINGS)
    rows = run_bare(store, "meetings-as-of", scope, meeting=meeting)
    if participant or start or end:
        narrowed = {"meeting": meeting, "participant": participant, "from": start, "until": end}
        fitting = {text(row["event"]) for row in run_bare(store, "meetings", scope.without("valid_at"), **narrowed)}
        rows = [row for row in rows if text(row["event"]) in fitting]
    return [one for one in _stands(store, rows) if not standing or one.standing in standing]


def with_claims(store: Store, standings: Sequence[Stand]) -> list[Meeting]:
    """Return meetings with the claims that say where they stand."""
    known = {claim.iri: claim for claim in claims(store, (iri for one in standings for iri in one.claims))}
    return Answers(_meeting(one, [known[iri] for iri in one.claims]) for one in standings)


def meeting(store: Store, iri: str, scope: Scope = ALL) -> MeetingRecord:
    """Return all that is claimed of one meeting, as far as could be known; raises NotFound when there is none.

    What is claimed of it counts whether or not the day of the meeting has come: scope.valid_at only decides how
    the meeting stands.
    """
    card = thing(store, iri)
    matches = meetings(store, scope, meeting=card.iri)
    about = find(store, scope.without("valid_at"), entity=card.iri)
    stand = matches[0] if matches else Meeting(card.ref(), "undated", None, None, None, None, None, ())
    attributes = [claim for claim in about if claim.kind == "AttributeClaim"]
    named = {"agenda": "agenda-issue", "part_of": "part-of", "outcomes": "outcome"}
    own = {
        part: tuple(claim for claim in attributes if claim.subject.iri == card.iri and _says(claim, code))
        for part, code in named.items()
    }
    parts = tuple(claim for claim in attributes if claim.subject.iri != card.iri and _says(claim, "part-of"))
    used = {claim.iri for group in (*own.values(), parts) for claim in group}
    return MeetingRecord(
        stand,
        participants=tuple(claim for claim in about if claim.kind == "Participation"),
        parts=parts,
        other=tuple(claim for claim in attributes if claim.iri not in used),
        **own,
    )


def _says(claim: Claim, attribute: str) -> bool:
    return code_of(claim.attribute) == attribute


def _stands(store: Store, rows: Iterable[Row]) -> list[Stand]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[text(row["event"])].append(row)
    names = refs(store, grouped)
    standings = [_stand(names[iri], sorted(of_meeting, key=_weight)) for iri, of_meeting in grouped.items()]
    return sorted(standings, key=lambda one: (one.start_date or date.max, one.thing.label, one.thing.iri))


def _stand(name: Ref, rows: Sequence[Row]) -> Stand:
    """Return where a meeting stands from what is said of it, the deciding row first."""
    return Stand(
        name,
        cast(Standing, text(rows[0]["standing"])),
        _start(rows[:1]),
        _start(rows),
        tuple(dict.fromkeys(text(row["claim"]) for row in rows)),
    )


def _start(rows: Iterable[Row]) -> date | None:
    return next((date.fromisoformat(text(row["startDate"])) for row in rows if "startDate" in row), None)


def _weight(row: Row) -> tuple[bool, int, bool, int, str]:
    """Order what is undisputed before the rest, then the strongest standing, then what was stated last."""
    disputed = text(row["claimStatus"]) == VOCAB + "claim-disputed"
    standing, stated = cast(Standing, text(row["standing"])), date.fromisoformat(text(row["stated"]))
    return disputed, STANDINGS.index(standing), "startDate" not in row, -stated.toordinal(), text(row["claim"])


def _meeting(stand: Stand, statements: Sequence[Claim]) -> Meeting:
    first = statements[0]
    return Meeting(
        stand.thing,
        stand.standing,
        first.event_status,
        first.start_date,
        first.end_date,
        first.date_basis,
        next((claim.place for claim in statements if claim.place), None),
        tuple(statements),
    )
