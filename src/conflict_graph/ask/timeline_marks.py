"""What a timeline marks: events, positions, offices held and memberships, each by the claim that says so.

Which meetings count, and how they stand on a day, is asked of `conflict_graph.ask.meetings`; everything else is the
claims themselves. Withdrawn claims come too, and are marked as such.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from conflict_graph.ask.claims import claims, select
from conflict_graph.ask.meetings import Meeting, meetings
from conflict_graph.display import Display
from conflict_graph.errors import InvalidParameter
from conflict_graph.intervals import Span, span
from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.scope import ALL, DAYS, OneOrSeveral, Scope
from conflict_graph.store.base import Store

By = Literal["issue", "actor", "coalition"]
Kind = Literal["meeting", "position", "office", "membership"]
LanesOf = By | str
"""What lanes are made of; any text too, which is checked."""
MarkKinds = Kind | Sequence[Kind] | OneOrSeveral
"""Kinds of marks, one or several; any text too, which is checked."""

LANES: Final[tuple[By, ...]] = ("issue", "actor", "coalition")
"""What lanes can be made of."""
KINDS: Final[dict[Kind, str]] = {
    "meeting": "EventClaim",
    "position": "Position",
    "office": "Tenure",
    "membership": "Membership",
}
"""What can be marked, with the class of its claims."""
_KIND_OF: Final[dict[str, Kind]] = {"Participation": "meeting", **{name: kind for kind, name in KINDS.items()}}
_HAPPENED: Final = ("held", "under-way")
_FELL: Final = ("cancelled", "denied", "postponed")
_AWAY: Final = ("declined", "absent", "not-planned")


def lane_kind(value: str) -> By:
    """Return what lanes are to be made of; raises InvalidParameter.

    >>> lane_kind("actor")
    'actor'
    """
    for by in LANES:
        if by == value:
            return by
    raise InvalidParameter.one_of("by", value, LANES)


def mark_kinds(values: Iterable[str]) -> tuple[Kind, ...]:
    """Return the kinds of marks that have these names; raises InvalidParameter.

    >>> mark_kinds(["position"])
    ('position',)
    """
    return tuple(_kind(value) for value in values if value)


def _kind(value: str) -> Kind:
    for kind in KINDS:
        if kind == value:
            return kind
    raise InvalidParameter.one_of("kind", value, KINDS)


HONOURED: Final = (*DAYS, "layer", "modality", "source")
"""The parts of a scope that a timeline in lanes honours."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a timeline is asked for: what lanes are made of, which things and claims count, and between which days.

    Things are IRIs. Where several sorts of things are asked for a claim must name one of each. Empty means all.
    """

    by: By = "issue"
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    coalitions: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    first: date | None = None
    last: date | None = None
    scope: Scope = ALL

    @property
    def shown_kinds(self) -> tuple[Kind, ...]:
        """The kinds asked for; without any, meetings and positions, and the rest where actors are looked at."""
        if self.kinds:
            return self.kinds
        people = self.by != "issue" or self.actors or self.coalitions
        return tuple(KINDS) if people else ("meeting", "position")

    @property
    def sorts(self) -> tuple[tuple[str, ...], ...]:
        """The things asked for, by sort."""
        return tuple(things for things in (self.actors, self.issues, self.coalitions) if things)


@dataclass(frozen=True, slots=True, repr=False)
class Mark(Display):
    """One mark: the claim it stands for, what it is about, when it stands, and how firm it is.

    thing is what it is about: the event, the issue or option, the office, the group. firm is what may be drawn of it:
    actual, scheduled, proposed, contingent or negated. standing is where a meeting stands on the day
    (`conflict_graph.ask.meetings.STANDINGS`); differ counts the different days that sources give an event.
    """

    kind: Kind
    claim: Claim
    thing: Ref
    firm: str
    span: Span | None
    standing: str = ""
    differ: int = 1
    withdrawn: bool = False

    @property
    def stance(self) -> str:
        """The bare stance of a position: support, oppose, ..."""
        return code_of(self.claim.stance)

    @property
    def status(self) -> str:
        """Attendance, where the mark stands for somebody's part in an event."""
        return code_of(self.claim.participation_status)

    def after(self, scope: Scope) -> bool:
        """Tell whether it lies after the days asked for: it begins later, or was said later."""
        begins = self.span.first if self.span else None
        later = bool(scope.valid_at and begins and begins > scope.valid_at)
        return later or bool(scope.known_at and self.claim.stated_on > scope.known_at)


def marks(store: Store, question: Question) -> list[Mark]:
    """Return the marks that fit, whatever their days; those of events without regard to lanes.

    Raises UnsupportedScope for what possibly holds: a mark shows itself how its days are bounded.
    """
    question.scope.require(HONOURED, "A timeline in lanes")
    kinds = question.shown_kinds
    collected = list(_lasting(store, question, [KINDS[kind] for kind in kinds if kind != "meeting"]))
    if "meeting" in kinds:
        collected += _events(store, question)
    return [mark for mark in collected if not question.scope.modalities or mark.firm in question.scope.modalities]


def part_in(mark: Mark, part: Claim) -> Mark:
    """Return the mark of an event as that of somebody's part in it: who stayed away is marked as negated."""
    away = code_of(part.participation_status) in _AWAY or part.modality.code == "negated"
    return replace(mark, claim=part, firm="negated" if away else mark.firm)


def named_by(store: Store, question: Question, kinds: Collection[str]) -> set[str] | None:
    """Return the claims of some classes that name one thing of each sort asked for; None when nothing is asked for."""
    of_each = [
        {iri for iri, _ in select(store, past(question), entity=things, kind=list(kinds))} for things in question.sorts
    ]
    return set.intersection(*of_each) if of_each else None


def past(question: Question) -> Scope:
    """Return the scope of a question without the days that only dim, for what lies after them is shown too.

    Nor does it have the modalities: how firmly an event may be drawn is seen when all that is said of it is read.
    """
    return question.scope.without("valid_at", "known_at", "modality")


def _lasting(store: Store, question: Question, kinds: list[str]) -> Iterator[Mark]:
    """Yield the marks of positions, offices and memberships."""
    if not kinds:
        return
    iris = [iri for iri, _ in select(store, past(question), kind=kinds)]
    withdrawn = {iri for iri, _ in select(store, past(question), kind=kinds, status="retracted")}
    named = named_by(store, question, kinds)
    if named is not None:
        iris = [iri for iri in iris if iri in named]
        withdrawn &= named
    for claim in claims(store, [*iris, *sorted(withdrawn)]):
        thing = claim.option or claim.issue or claim.object or claim.subject
        firm = claim.modality.code
        yield Mark(_KIND_OF[claim.kind], claim, thing, firm, span(claim), withdrawn=claim.iri in withdrawn)


def _events(store: Store, question: Question) -> Iterator[Mark]:
    """Yield the marks of events: of each, one for every day that sources give it."""
    events = _events_named(store, question)
    if events is not None and not events:
        return
    named = sorted(events) if events is not None else ()
    scope = question.scope.without("modality")
    by_event = {one.thing.iri: one for one in meetings(store, scope, meeting=named)}
    if scope.known_at:
        ahead = meetings(store, scope.without("known_at"), meeting=named)
        by_event = {one.thing.iri: one for one in ahead} | by_event
    for one in by_event.values():
        yield from _of_meeting(one)
    yield from _other_events(store, question, events)


def _events_named(store: Store, question: Question) -> set[str] | None:
    """Return the events that every sort of things asked for has a part in, or None when nothing is asked for."""
    of_each = []
    for things in question.sorts:
        kinds = ["Participation", "AttributeClaim"]
        part_claims = claims(store, [iri for iri, _ in select(store, past(question), entity=things, kind=kinds)])
        of_each.append({event.iri for claim in part_claims for event in _event_of(claim)})
    return set.intersection(*of_each) if of_each else None


def _event_of(claim: Claim) -> Iterator[Ref]:
    event = claim.object if claim.kind == "Participation" else claim.subject
    if event and event.kind in ("Meeting", "Process", "Event"):
        yield event


def _of_meeting(one: Meeting) -> Iterator[Mark]:
    """Yield a mark for each span that the sources give a meeting; one that none dates is marked once, without."""
    spans: dict[Span | None, Claim] = {}
    for claim in one.claims:
        spans.setdefault(span(claim), claim)
    dated = {when: claim for when, claim in spans.items() if when is not None}
    for when, claim in (dated or spans).items():
        firm = _firm_of(one.standing, claim)
        yield Mark("meeting", claim, one.thing, firm, when, one.standing, max(len(dated), 1))


def _firm_of(standing: str, claim: Claim) -> str:
    """Return how firmly an event may be drawn: as held only when a source says so, as fallen through likewise."""
    if standing in _FELL:
        return "negated"
    modality = claim.modality.code
    if standing in _HAPPENED or modality != "actual":
        return modality
    return "actual" if code_of(claim.event_status) == "held" else "scheduled"


def _other_events(store: Store, question: Question, events: set[str] | None) -> Iterator[Mark]:
    """Yield the marks of events that are no meetings: wars, negotiations, as the claims not replaced tell them."""
    event_claims = claims(store, [iri for iri, _ in select(store, past(question), kind="EventClaim")])
    for claim in event_claims:
        mine = claim.subject.kind != "Meeting" and (events is None or claim.subject.iri in events)
        if mine and not _replaced(claim, event_claims):
            yield Mark("meeting", claim, claim.subject, claim.modality.code, span(claim))


def _replaced(claim: Claim, event_claims: Iterable[Claim]) -> bool:
    return any(claim.iri in other.supersedes for other in event_claims)
