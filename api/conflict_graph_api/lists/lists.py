"""Lists of things: actors with their offices, meetings with their people, issues with their positions, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from conflict_graph.ask.claims import Filters, claims, select
from conflict_graph.ask.coverage import claims_by_source
from conflict_graph.ask.meetings import STANDINGS, Stand, stands
from conflict_graph.ask.meetings import with_claims as meetings_with_claims
from conflict_graph.ask.positions import Disagreement, Pair, differing, stances
from conflict_graph.ask.positions import with_claims as compared
from conflict_graph.ask.rosters import Roster, rosters
from conflict_graph.ask.search import listed
from conflict_graph.ask.sources import source_text
from conflict_graph.model import Claim, Ref, SourceText
from conflict_graph.store.base import Store
from conflict_graph.vocabulary import actor_kinds, codes
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.words import STATUSES
from conflict_graph_api.things.occasions import Occasion, of_meeting
from conflict_graph_api.things.offices import current

PAGE: Final = 50
SHOWN_PAIRS: Final = 4

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Slice(Generic[_T]):
    """The part of a list that a page shows."""

    items: Sequence[_T]
    total: int
    start: int

    @property
    def words(self) -> str:
        """Which of how many, in words."""
        if not self.items:
            return "None"
        last = self.start + len(self.items)
        return f"{self.start + 1}–{last} of {self.total:,}" if len(self.items) < self.total else f"{self.total:,}"

    @property
    def next(self) -> int | None:
        """Where the next page starts."""
        following = self.start + PAGE
        return following if following < self.total else None

    @property
    def previous(self) -> int | None:
        """Where the page before starts."""
        return max(self.start - PAGE, 0) if self.start else None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor with the offices held on the day of the page, and the coalitions named members of."""

    actor: Ref
    offices: tuple[Ref, ...]
    groups: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with its leading people, the number of actors by attendance, and its agenda."""

    occasion: Occasion
    leading: tuple[tuple[Ref, str], ...]
    counts: tuple[tuple[str, int], ...]
    agenda: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue with the number of actors by stance, some pairs that differ on it, and how many such pairs there are."""

    issue: Ref
    stances: tuple[tuple[str, int], ...]
    differences: tuple[Disagreement, ...]
    differing: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with the number of claims that rest on it, by layer."""

    source: SourceText
    counts: dict[str, int]


def actors(store: Store, view: ViewState, kinds: Sequence[str], start: int) -> Slice[ActorRow]:
    """Return one page of the actors of these kinds, by name."""
    refs, total = listed(store, kinds or actor_kinds(), PAGE, start)
    if not refs:
        return Slice([], total, start)
    chosen: Filters = {"subject": [ref.iri for ref in refs], "kind": ("Tenure", "Membership")}
    claims_of: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims(store, [iri for iri, _ in select(store, view.scope.without("valid_at"), **chosen)]):
        claims_of[claim.subject.iri, claim.kind].append(claim)
    certain = {iri for iri, _ in select(store, view.scope, **chosen)} if view.scope.valid_at else set()

    def held(actor: Ref, kind: str) -> tuple[Ref, ...]:
        return current(claims_of[actor.iri, kind], lambda claim: claim.iri in certain, view.scope.valid_at)

    return Slice([ActorRow(ref, held(ref, "Tenure"), held(ref, "Membership")) for ref in refs], total, start)


def meeting_list(store: Store, view: ViewState, standing: Sequence[str], start: int) -> Slice[MeetingRow]:
    """Return one page of the meetings, by date, undated ones last; standing keeps some of STANDINGS."""
    known = [one for one in standing if one in STANDINGS]
    meetings = stands(store, view.scope, standing=known)
    return Slice(meeting_rows(store, view, meetings[start : start + PAGE]), len(meetings), start)


def meeting_rows(store: Store, view: ViewState, shown: Sequence[Stand]) -> list[MeetingRow]:
    """Return meetings with their people and agendas, whatever the day: what is planned is part of a meeting."""
    known = rosters(store, [one.thing.iri for one in shown], view.scope)
    return [
        _meeting_row(of_meeting(one, view.scope), known[one.thing.iri]) for one in meetings_with_claims(store, shown)
    ]


def _meeting_row(one: Occasion, roster: Roster) -> MeetingRow:
    shown = [status for status in STATUSES if status != "attended" or not one.ahead]
    counts = roster.counts
    counted = tuple((STATUSES[status], counts[status]) for status in shown if status in counts)
    return MeetingRow(one, roster.leading, counted, roster.agenda)


def issues(store: Store, view: ViewState, start: int) -> Slice[IssueRow]:
    """Return one page of the issues, by name, with who stands where in numbers."""
    refs, total = listed(store, ("Issue",), PAGE, start)
    return Slice(issue_rows(store, view, refs), total, start)


def issue_rows(
    store: Store, view: ViewState, refs: Sequence[Ref], *, most: int | None = None, pairs: int | None = SHOWN_PAIRS
) -> list[IssueRow]:
    """Return issues with the number of holders by stance and the pairs whose positions differ.

    With most, only as many of them are given, those with most differing pairs first, then most holders; issues on
    which nobody is known to stand are then left out. Each comes with its first pairs, or all of them for None.
    """
    if not refs:
        return []
    iris = [ref.iri for ref in refs]
    scope = view.scope.replace(holds="possible")
    holders = stances(store, iris, scope)
    differ: dict[str, dict[tuple[str, str], Pair]] = defaultdict(dict)
    for pair in differing(store, scope, issue=iris):
        differ[pair.issue][pair.a, pair.b] = pair

    def order(ref: Ref) -> tuple[int, int, str]:
        return -len(differ[ref.iri]), -sum(map(len, holders[ref.iri].values())), ref.label

    if most is not None:
        refs = sorted((ref for ref in refs if holders[ref.iri]), key=order)[:most]
    return [_issue_row(store, ref, holders[ref.iri], list(differ[ref.iri].values()), pairs) for ref in refs]


def _issue_row(
    store: Store, issue: Ref, holders: Mapping[str, set[str]], pairs: Sequence[Pair], shown: int | None
) -> IssueRow:
    counted = tuple((stance, len(holders[stance])) for stance in codes("stance") if holders.get(stance))
    return IssueRow(issue, counted, tuple(compared(store, pairs[:shown])), len(pairs))


def sources(store: Store, view: ViewState, start: int) -> Slice[SourceRow]:
    """Return one page of the sources, by title, with the number of claims that rest on each."""
    refs, total = listed(store, ("Source",), PAGE, start)
    counts = claims_by_source(store, view.scope, [ref.iri for ref in refs]) if refs else {}
    rows = [SourceRow(source_text(store, ref.iri), counts.get(ref.iri, {})) for ref in refs]
    return Slice(rows, total, start)


def template_data(page: Slice[Any], **more: Any) -> dict[str, Any]:
    """Return what the template of a list needs."""
    return {"slice": page, **more}
