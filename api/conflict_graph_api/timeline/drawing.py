"""The marks of a timeline as a page draws and lists them: where each stands, which sign it has, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from conflict_graph.ask.timeline_lanes import Chart, Lane
from conflict_graph.ask.timeline_marks import Mark, Question
from conflict_graph.draw.lane_layout import Placed, lay_out
from conflict_graph.draw.time_axis import Tick, TimeAxis, ticks
from conflict_graph.model import Ref, code_of
from conflict_graph.scope import Scope
from conflict_graph.words.days import day
from conflict_graph.words.firmness import firmness_word, layer_word
from conflict_graph.words.sentences import sentence
from conflict_graph_api.pages.words import STATUSES, when

WIDTH: Final = 900
ROW: Final = 19
_LONGEST: Final = 36
_FEW_LANES: Final = 3
_LASTING: Final = ("office", "membership")
_STANDING: Final = {"under-way": "under way", "due": "due, not said to have taken place", "undated": "not placed"}
_STANCES: Final = {
    "support": "supports",
    "conditional": "supports on conditions",
    "neutral": "neutral",
    "reserved": "reserved",
    "oppose": "opposes",
    "unclear": "unclear",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One mark in words: what is drawn of it, and what it says, for the list beside the drawing."""

    mark: Mark
    label: str
    when: str
    how: str
    sentence: str
    firmness: str
    layer: str
    remark: str

    @property
    def classes(self) -> str:
        """The classes of its drawing: its kind, how firm it is, its stance, whether it lies after the day."""
        mark = self.mark
        stance = f"stance-{mark.stance}" if mark.stance else ""
        more = ("withdrawn" if mark.withdrawn else "", "later" if self.remark else "")
        return " ".join(filter(None, (f"is-{mark.kind}", f"is-{mark.firm}", stance, *more)))

    @property
    def of_event(self) -> bool:
        """Whether it stands for an event as such, and so leads to it; any other leads to its claim."""
        return self.mark.kind == "meeting" and not self.mark.status

    @property
    def title(self) -> str:
        """What a pointer reads: name, days, and how it stands."""
        return ". ".join(filter(None, (self.label, self.when, self.how, self.remark)))


@dataclass(frozen=True, slots=True)
class Drawn:
    """One lane as it is drawn: its rows with their places, and its height."""

    thing: Ref
    anchor: str
    rows: tuple[tuple[Row, Placed], ...]
    height: int
    named: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole timeline as it is drawn: the lanes on one axis, with its lines and the day of the page."""

    lanes: tuple[Drawn, ...]
    ticks: tuple[Tick, ...]
    today: float | None


def draw(chart: Chart, question: Question) -> Drawing:
    """Return a timeline drawn: each lane on the axis that all of them share."""
    axis = _axis(chart)
    if axis is None:
        return Drawing((), (), None)
    most_rows = 60 if len(chart.lanes) <= _FEW_LANES else 22
    marks = {id(mark): mark for lane in chart.lanes for mark in lane.marks}
    rows = {key: row(mark, question) for key, mark in marks.items()}
    lanes = tuple(_lane(lane, number, rows, axis, most_rows) for number, lane in enumerate(chart.lanes))
    return Drawing(lanes, tuple(ticks(axis)), _end_of(question.scope.valid_at, axis))


def _end_of(on: date | None, axis: TimeAxis) -> float | None:
    """Return where a day ends on the line, or None when it is not on it."""
    if on is None or not axis.holds(on):
        return None
    return round(min(axis.at(on) + axis.at(axis.first + timedelta(1)), axis.width), 1)


def row(mark: Mark, question: Question) -> Row:
    """Return one mark in words."""
    return Row(
        mark,
        label_of(mark, question),
        _when(mark),
        _how(mark),
        sentence(mark.claim),
        firmness_word(mark.claim),
        layer_word(mark.claim),
        _remark(mark, question.scope),
    )


def label_of(mark: Mark, question: Question) -> str:
    """Return the name of a mark: of an event its own, else who it is about, or what, where it is clear who."""
    claim, by = mark.claim, question.by
    if mark.kind == "meeting":
        return _without_day(mark)
    if by == "issue" and mark.kind == "position":
        return mark.thing.label if len(question.actors) == 1 else claim.subject.label
    if by == "coalition" and mark.kind == "membership":
        return claim.subject.label
    if by == "issue":
        return f"{claim.subject.label}: {mark.thing.label}"
    return mark.thing.label


def _without_day(mark: Mark) -> str:
    """Return the name of an event without the day at its end, which the place on the line says already."""
    label, when_it_is = mark.thing.label, mark.span
    if when_it_is and when_it_is.first:
        label = label.removesuffix(day(when_it_is.first)).rstrip(" ,")
    return label or mark.thing.name


def _when(mark: Mark) -> str:
    """Return the days of a mark in words; of a part in an event, the days of the event."""
    if mark.claim.kind != "Participation":
        return when(mark.claim)
    one = mark.span
    if one is None:
        return "no date given"
    first, last = (day(end) if end else "" for end in (one.first, one.last))
    if first and last and first != last:
        return f"{first} to {last}"
    about = "about " if one.soft_start and first else ""
    return f"{about}{first}" if first else f"by {last}"


def _how(mark: Mark) -> str:
    """Return how a mark stands, in words: the stance of a position, the standing of an event, attendance."""
    words = [_STANCES.get(mark.stance, mark.stance)]
    if mark.kind == "meeting":
        status = code_of(mark.claim.event_status)
        if status == "held" and mark.thing.kind == "Process" and not mark.claim.end_date:
            status = "under way"
        words.append(STATUSES.get(mark.status, mark.status))
        if not mark.status or mark.standing not in ("held", ""):
            words.append(_STANDING.get(mark.standing, mark.standing) or status)
        if mark.differ > 1:
            words.append(f"sources differ ({mark.differ})")
    elif mark.firm != "actual":
        words.append({"negated": "denied", "contingent": "if a condition is met"}.get(mark.firm, mark.firm))
    return ", ".join(filter(None, [*words, "withdrawn" if mark.withdrawn else ""]))


def _remark(mark: Mark, scope: Scope) -> str:
    """Return why a mark is dimmed; an empty text when it is not."""
    if not mark.after(scope):
        return ""
    if scope.known_at and mark.claim.stated_on > scope.known_at:
        return f"said on {day(mark.claim.stated_on)}, after {day(scope.known_at)}"
    return f"after {day(scope.valid_at)}" if scope.valid_at else ""


def _axis(chart: Chart) -> TimeAxis | None:
    if chart.start is None or chart.end is None:
        return None
    return TimeAxis(chart.start, max(chart.end, chart.start + timedelta(6)), WIDTH)


def _lane(lane: Lane, number: int, known: Mapping[int, Row], axis: TimeAxis, most_rows: int) -> Drawn:
    rows = [known[id(mark)] for mark in lane.marks]
    placed = lay_out(
        [mark.span for mark in lane.marks if mark.span],
        [_short(one.label) for one in rows],
        axis,
        lasting=[mark.kind in _LASTING for mark in lane.marks],
        most_rows=most_rows,
    )
    height = (max(one.row for one in placed) + 1) * ROW + 8
    named = any(one.label for one in placed)
    return Drawn(lane.thing, f"lane-{number + 1}", tuple(zip(rows, placed, strict=True)), height, named)


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
