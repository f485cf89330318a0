"""A timeline in lanes: which marks stand in which lane, what has no date, and what is left out and why.

Nothing is placed that no source dates or bounds, and nothing is left out without a number that says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from conflict_graph.ask.claims import claims, select
from conflict_graph.ask.labels import text
from conflict_graph.ask.timeline_marks import Mark, Question, marks, part_in, past
from conflict_graph.dates import check_order
from conflict_graph.display import Display
from conflict_graph.intervals import Span
from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.queries.catalogue import run_bare
from conflict_graph.store.base import Store

MOST_MARKS: Final = 300
MOST_LANES: Final = 24
_FEW: Final = 0.05
_LONG_BEFORE: Final = 400
OTHER: Final = Ref("", "No issue given")
"""The lane of events without an issue on their agenda."""
OFFICES: Final = Ref("", "Offices and memberships")
"""The lane of offices and memberships, where lanes are made of issues."""


@dataclass(frozen=True, slots=True, repr=False)
class Lane(Display):
    """One lane: the issue, actor or coalition it is for, and its marks in order of days."""

    thing: Ref
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Chart(Display):
    """A timeline: its lanes, what has no date, and the numbers of what fits the question without being shown.

    start and end are the days it shows: those asked for, else those of its marks; of what lies long before nearly all
    the rest the beginning is cut, and counted as earlier. total counts the marks between these days, shown those of
    them in the lanes. further are the lanes that are left out, with the number of their marks; no_lane counts the
    marks that name nothing a lane is made of. earlier and later count those outside of the days, beginning is the
    first day of all; years counts all that have a place, by the year they begin in.
    """

    lanes: tuple[Lane, ...]
    undated: tuple[tuple[Ref, Mark], ...]
    total: int
    shown: int
    further: tuple[tuple[Ref, int], ...]
    no_lane: int
    start: date | None
    end: date | None
    beginning: date | None
    earlier: int
    later: int
    years: dict[int, int]


def chart(store: Store, question: Question, *, most: int = MOST_MARKS, most_lanes: int = MOST_LANES) -> Chart:
    """Return a timeline. Of more lanes than `most_lanes` those with most marks are shown, of more marks the latest.

    Raises ReversedInterval.
    """
    check_order("from", question.first, "until", question.last)
    held = store.view()
    selected = marks(held, question)
    rows = _rows(held, question, selected)
    dated = {mark.claim.iri: mark for _, mark in rows if mark.span}
    placed = dated.values()
    window = _Window.of(question, placed)
    named, nameless = _lanes([(thing, mark) for thing, mark in rows if window.shows(mark)])
    lanes = _latest([*named[:most_lanes], *nameless], most)
    return Chart(
        lanes,
        undated=tuple({mark.claim.iri: (thing, mark) for thing, mark in rows if mark.claim.iri not in dated}.values()),
        total=sum(map(window.shows, placed)),
        shown=len({mark.claim.iri for lane in lanes for mark in lane.marks}),
        further=tuple((lane.thing, len(lane.marks)) for lane in named[most_lanes:]),
        no_lane=len({mark.thing.iri for mark in selected} - {mark.thing.iri for _, mark in rows}),
        start=window.start,
        end=window.end,
        beginning=min(map(_day, placed), default=None),
        earlier=sum(map(window.is_after, placed)),
        later=sum(map(window.is_before, placed)),
        years=dict(sorted(Counter(_day(mark).year for mark in placed).items())),
    )


@dataclass(frozen=True, slots=True)
class _Window:
    """The days that a timeline shows; None where no day bounds them."""

    start: date | None
    end: date | None

    @classmethod
    def of(cls, question: Question, placed: Collection[Mark]) -> _Window:
        """Return the days asked for, else those of the marks without the few that lie long before."""
        days = [day for mark in placed if mark.span for day in (mark.span.first, mark.span.last) if day]
        start = question.first or _usual_start(placed)
        end = question.last or max(days, default=None)
        if start and end and start > end:  # what was asked for lies beyond all marks: the window is empty there
            return cls(start, question.last or start) if question.first else cls(end, end)
        return cls(start, end)

    def shows(self, mark: Mark) -> bool:
        """Tell whether a mark is shown: a position that nobody ends counts on its own day alone."""
        span = mark.span
        if span is not None and mark.kind == "position" and span.last is None and span.first:
            span = Span(span.first, span.first)
        return span is not None and span.within(self.start, self.end)

    def is_after(self, mark: Mark) -> bool:
        """Tell whether a mark is left out because it begins before these days."""
        return self.start is not None and _day(mark) < self.start and not self.shows(mark)

    def is_before(self, mark: Mark) -> bool:
        """Tell whether a mark is left out because it begins after these days."""
        return self.end is not None and _day(mark) > self.end and not self.shows(mark)


def _usual_start(placed: Collection[Mark]) -> date | None:
    """Return the day the marks begin, or the month nearly all of them have not begun before, when a few are far off."""
    begun = sorted(map(_day, placed))
    if not begun:
        return None
    usual = begun[int(len(begun) * _FEW)]
    return usual.replace(day=1) if (usual - begun[0]).days > _LONG_BEFORE else begun[0]


def _day(mark: Mark) -> date:
    return mark.span.anchor if mark.span else date.min


def _when(mark: Mark) -> tuple[date, str]:
    return _day(mark), mark.claim.iri


def _lanes(rows: Sequence[tuple[Ref, Mark]]) -> tuple[list[Lane], list[Lane]]:
    """Return the lanes of things, those with most marks first, and the nameless lanes."""
    things: dict[str, Ref] = {}
    of_lane: dict[str, dict[str, Mark]] = defaultdict(dict)
    for thing, mark in rows:
        things[thing.iri or thing.label] = thing
        of_lane[thing.iri or thing.label][mark.claim.iri] = mark
    lanes = [Lane(things[key], tuple(sorted(lane_marks.values(), key=_when))) for key, lane_marks in of_lane.items()]
    lanes.sort(key=lambda lane: (-len(lane.marks), lane.thing.label.casefold()))
    return [lane for lane in lanes if lane.thing.iri], [lane for lane in lanes if not lane.thing.iri]


def _latest(lanes: Sequence[Lane], most: int) -> tuple[Lane, ...]:
    """Return the lanes with no more than the latest marks of all of them; a lane that keeps none is left out."""
    marks_of_all = {mark.claim.iri: mark for lane in lanes for mark in lane.marks}
    latest = set(sorted(marks_of_all, key=lambda iri: _when(marks_of_all[iri]), reverse=True)[:most])
    cut = (Lane(lane.thing, tuple(mark for mark in lane.marks if mark.claim.iri in latest)) for lane in lanes)
    return tuple(lane for lane in cut if lane.marks)


def _rows(store: Store, question: Question, selected: Sequence[Mark]) -> list[tuple[Ref, Mark]]:
    """Return each mark with every lane it stands in."""
    events = {mark.thing.iri for mark in selected if mark.kind == "meeting"}
    parts = _parts(store, question, events) if events else {}
    actors = (*question.actors, *question.coalitions)
    only = set({"issue": question.issues, "actor": actors, "coalition": question.coalitions}[question.by])
    rows = [row for mark in selected for row in _places(mark, question, parts)]
    return [(thing, mark) for thing, mark in rows if not only or thing.iri in only or not thing.iri]


def _places(
    mark: Mark, question: Question, parts: Mapping[str, Sequence[tuple[Ref, Claim]]]
) -> Iterator[tuple[Ref, Mark]]:
    """Yield the lanes of one mark; an event stands in an actor's lane by the claim that the actor takes part."""
    claim = mark.claim
    if mark.kind == "meeting":
        ties = parts.get(mark.thing.iri, ())
        for thing, part in _one_for_each(ties):
            yield thing, part_in(mark, part) if part.kind == "Participation" else mark
        if not ties and question.by == "issue":
            yield OTHER, mark
    elif question.by == "issue":
        yield (claim.issue or OTHER) if mark.kind == "position" else OFFICES, mark
    else:
        ends = [claim.subject, *([claim.object] if mark.kind == "membership" and claim.object else [])]
        yield from ((thing, mark) for thing in ends if question.by == "actor" or thing.kind == "Coalition")


def _one_for_each(ties: Sequence[tuple[Ref, Claim]]) -> Iterator[tuple[Ref, Claim]]:
    """Yield each thing once: of several claims of one part the one that says it was taken, else the latest stated."""
    best: dict[str, tuple[Ref, Claim]] = {}
    for thing, claim in sorted(ties, key=lambda row: (_attended(row[1]), row[1].stated_on, row[1].iri)):
        best[thing.iri] = (thing, claim)
    yield from best.values()


def _attended(claim: Claim) -> bool:
    return code_of(claim.participation_status) == "attended"


def _parts(store: Store, question: Question, events: set[str]) -> dict[str, list[tuple[Ref, Claim]]]:
    """Return for each event the things whose lanes it stands in, each with the claim that puts it there."""
    ties: dict[str, list[tuple[Ref, Claim]]] = defaultdict(list)
    for claim in claims(store, _ties_of(store, question)):
        for event, thing in _ties(claim, question):
            if event.iri in events:
                ties[event.iri].append((thing, claim))
    return ties


def _ties_of(store: Store, question: Question) -> list[str]:
    """Return the claims that may put an event into a lane."""
    if question.by == "issue":
        rows = run_bare(store, "attributes", past(question), attribute="agenda-issue")
        return sorted({text(row["claim"]) for row in rows})
    kinds = ["Participation"] if question.by == "actor" else ["Participation", "AttributeClaim"]
    named = [*question.actors, *question.coalitions] if question.by == "actor" else ()
    return [iri for iri, _ in select(store, past(question), kind=kinds, entity=named)]


def _ties(claim: Claim, question: Question) -> Iterator[tuple[Ref, Ref]]:
    """Yield event and thing for a claim that puts an event into the lane of a thing."""
    thing = claim.object
    if thing is None:
        return
    if claim.kind == "Participation":
        if question.by == "actor" or claim.subject.kind == "Coalition":
            yield thing, claim.subject
        return
    on_agenda = question.by == "issue" and code_of(claim.attribute) == "agenda-issue"
    if on_agenda or (question.by == "coalition" and thing.kind == "Coalition"):
        yield claim.subject, thing
