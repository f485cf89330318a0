"""The page of a meeting, or of any other event: when and whether, who, about what, and who holds what on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from conflict_graph.ask.claims import Filters, claims, select
from conflict_graph.ask.rosters import parts_of
from conflict_graph.ask.surroundings import surroundings
from conflict_graph.model import Claim, Ref, Thing, code_of
from conflict_graph.namespaces import CG
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import Gathered, at_any_time, gather, mark_for_day
from conflict_graph_api.pages.statements import Reader, Statement
from conflict_graph_api.pages.words import STATUSES
from conflict_graph_api.things.holdings import holdings
from conflict_graph_api.things.issue import MatrixRow
from conflict_graph_api.things.occasions import Occasion, by_date, occasions

_ROLES: Final = (
    "chair",
    "co-chair",
    "host",
    "mediator",
    "lead",
    "initiator",
    "coordinator",
    "signatory",
    "participant",
)
_HEADINGS: Final = {
    "agenda-issue": "On the agenda",
    "option-discussed": "Under discussion",
    "subject-matter": "About",
    "occasion": "Occasion",
    "prompted-by": "Prompted by",
    "part-of": "Part of",
    "format": "Format",
    "location": "Place",
    "convened-by": "Convened by",
    "chaired-by": "Chaired by",
    "hosted-by": "Hosted by",
    "participant-count": "Stated number of participants",
    "purpose": "Purpose",
    "open-challenge": "Open challenges",
}
"""What the sources tell of an event in a word or two, in the order of the page; the rest are sentences."""


@dataclass(frozen=True, slots=True)
class Group:
    """The participants of one attendance: who took part, who is expected, who is not planned to come."""

    status: str
    statements: tuple[Statement, ...]

    @property
    def rows(self) -> list[tuple[Statement, ...]]:
        """The statements in rows, one for each actor in one role for one state."""
        groups: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        for one in self.statements:
            behalf = one.claim.on_behalf_of.iri if one.claim.on_behalf_of else ""
            groups[one.claim.subject.iri, code_of(one.claim.role), behalf].append(one)
        return [tuple(row) for row in groups.values()]

    @property
    def actors(self) -> int:
        """The number of different actors."""
        return len({statement.claim.subject.iri for statement in self.statements})


@dataclass(frozen=True, slots=True)
class Stands:
    """What the participants, and whom they act for, hold on the issues of the agenda, on a day.

    rows are actors by issues, as on the page of an issue; silent are the participants of whom the sources do not say
    what they hold on any of them, untouched the issues on which they say it of nobody.
    """

    on: date | None
    columns: tuple[Ref, ...]
    rows: tuple[MatrixRow, ...]
    silent: tuple[Ref, ...]
    untouched: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Another event, and those of the same actors who had, or are to have, a part in it."""

    occasion: Occasion
    actors: tuple[Ref, ...]


def event_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of an event shows."""
    gathered = gather(store, view, entity=thing.iri)
    reader = gathered.reader
    parts = [claim for claim in gathered.of("Participation") if claim.object and claim.object.iri == thing.iri]
    about = [claim for claim in gathered.of("AttributeClaim") if claim.subject.iri == thing.iri]
    within = [claim for claim in gathered.of("AttributeClaim") if claim.subject.iri != thing.iri]
    around = surroundings(store, thing.iri)
    shared = shared_events(store, view, thing.iri, parts)
    known = occasions(store, view, [thing.ref(), *shared])
    issues, one = agenda(about), known[thing.iri]
    before, after = around_it(one, [Shared(known[event.iri], actors) for event, actors in shared.items()])
    return {
        "gathered": gathered,
        "types": around.leads_to(CG + "eventType"),
        "occasion": one,
        "groups": groups(reader, parts),
        "status_claims": reader.all(gathered.of("EventClaim"), key=_latest_first),
        "outcomes": reader.all([claim for claim in about if code_of(claim.attribute) == "outcome"]),
        "topics": topics(reader, about),
        "readings": reader.all([c for c in about if code_of(c.attribute) not in (*_HEADINGS, "outcome")]),
        "agenda": issues,
        "stands": stands(store, view, reader, issues, parts, one.day),
        "elsewhere": reader.all(within),
        "before": before,
        "after": after,
        "rest": reader.all(_rest(gathered)),
    }


def _latest_first(claim: Claim) -> tuple[int, str]:
    return -claim.stated_on.toordinal(), claim.iri


def _rest(gathered: Gathered) -> list[Claim]:
    shown = ("EventClaim", "Participation", "AttributeClaim")
    return [claim for kind, shelf in gathered.shelves.items() if kind not in shown for claim in shelf.claims]


def groups(reader: Reader, parts: Iterable[Claim]) -> list[Group]:
    """Return the participants by attendance, never mixed: chairs first, then the other roles, then by name."""
    by_status: dict[str, list[Claim]] = defaultdict(list)
    for claim in parts:
        by_status[code_of(claim.participation_status)].append(claim)
    order = [*STATUSES, *(status for status in by_status if status not in STATUSES)]
    return [
        Group(STATUSES.get(status, status), reader.all(by_status[status], key=_by_role))
        for status in order
        if by_status[status]
    ]


def _by_role(claim: Claim) -> tuple[int, str, str]:
    role = code_of(claim.role)
    return (_ROLES.index(role) if role in _ROLES else len(_ROLES)), claim.subject.label.casefold(), claim.iri


def topics(reader: Reader, about: Iterable[Claim]) -> list[tuple[str, list[tuple[Statement, ...]]]]:
    """Return what the sources tell of the event in short, by heading: each value once, with all that say so."""
    by_heading: dict[str, dict[str, list[Claim]]] = {heading: defaultdict(list) for heading in _HEADINGS}
    for claim in about:
        attribute = code_of(claim.attribute)
        if attribute in by_heading:
            by_heading[attribute][claim.object.iri if claim.object else claim.value or ""].append(claim)
    return [
        (_HEADINGS[name], [reader.all(claims) for claims in values.values()])
        for name, values in by_heading.items()
        if values
    ]


def agenda(about: Iterable[Claim]) -> list[Ref]:
    """Return the issues on the agenda, each once."""
    listed = [claim for claim in about if code_of(claim.attribute) in ("agenda-issue", "option-discussed")]
    return list({claim.object.iri: claim.object for claim in listed if claim.object}.values())


def stands(
    store: Store, view: ViewState, reader: Reader, issues: Sequence[Ref], parts: Iterable[Claim], on: date | None
) -> Stands | None:
    """Return what each participant, or the state they act for, holds on each issue of the agenda.

    It is what they hold on the day of the event; where no day is known, on the day of the page. Who is not planned to
    come, declined or was absent is no participant. None when there is no agenda or nobody is named.
    """
    coming = [c for c in parts if code_of(c.participation_status) in ("attended", "expected", "invited")]
    present = {claim.subject.iri: claim.subject for claim in coming}
    present |= {claim.on_behalf_of.iri: claim.on_behalf_of for claim in coming if claim.on_behalf_of}
    if not issues or not present:
        return None
    positions, judged = _held_then(store, view, issues, present, on)
    judged.notes = reader.notes
    cells: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in positions:
        for issue in issues:
            if issue in (claim.issue, claim.option, claim.object):
                cells[claim.subject.iri][issue.iri].append(claim)
    ordered = sorted(present.values(), key=lambda ref: ref.label.casefold())
    columns = [issue for issue in issues if any(issue.iri in cells[actor.iri] for actor in ordered)]
    rows = [
        MatrixRow(actor, tuple(holdings(judged, cells[actor.iri].get(issue.iri, ())) for issue in columns))
        for actor in ordered
        if cells[actor.iri]
    ]
    return Stands(
        on or view.scope.valid_at,
        tuple(columns),
        tuple(sorted(rows, key=lambda row: row.dim)),
        tuple(actor for actor in ordered if not cells[actor.iri]),
        tuple(issue for issue in issues if issue not in columns),
    )


def _held_then(
    store: Store, view: ViewState, issues: Sequence[Ref], holders: Iterable[str], on: date | None
) -> tuple[list[Claim], Reader]:
    """Return the positions of these holders on these issues, and the reader that knows which are held on a day."""
    narrowed: Filters = {"entity": [one.iri for one in issues], "subject": sorted(holders), "kind": "Position"}
    selected = select(store, at_any_time(view), **narrowed)
    at_any_day = claims(store, [iri for iri, _ in selected])
    then = view.scope.replace(valid_at=on) if on else view.scope
    positions, judged = mark_for_day(store, replace(view, scope=then), at_any_day, **narrowed)
    return list(positions.values()), judged


def shared_events(store: Store, view: ViewState, iri: str, parts: Iterable[Claim]) -> dict[Ref, tuple[Ref, ...]]:
    """Return the other events that at least two of the same actors had, or are to have, a part in, and these actors."""
    here = {claim.subject.iri for claim in parts if code_of(claim.participation_status) in ("attended", "expected")}
    if len(here) < 2:
        return {}
    shared: dict[Ref, dict[str, Ref]] = defaultdict(dict)
    for part in parts_of(store, sorted(here), view.scope):
        if part.event.iri != iri and part.attendance in ("attended", "expected"):
            shared[part.event][part.actor.iri] = part.actor
    return {event: tuple(actors.values()) for event, actors in shared.items() if len(actors) > 1}


def around_it(one: Occasion, shared: Sequence[Shared]) -> tuple[list[Shared], list[Shared]]:
    """Return the events before and after one.

    Those before are latest first, those after earliest first; where a day is not known, an event counts as before.
    """
    of = {other.occasion.event.iri: other for other in shared}
    ordered = [of[occasion.event.iri] for occasion in by_date([other.occasion for other in shared])]
    later = [other for other in ordered if one.day and other.occasion.day and other.occasion.day > one.day]
    return [other for other in reversed(ordered) if other not in later], later
