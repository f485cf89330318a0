"""The shapes of JSON answers about timelines: marks in lanes as a page draws them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from pydantic import Field

from conflict_graph.ask.timeline_lanes import Chart
from conflict_graph.ask.timeline_marks import Mark
from conflict_graph.scope import Scope
from conflict_graph.words.sentences import sentence
from conflict_graph_api.http.addresses import served_path
from conflict_graph_api.http.records import Answer, Attestation, Days, Record, Thing

_UNDATED: Final = {"first": None, "last": None, "soft_start": True, "soft_end": True}


class TimelineMark(Record):
    """One mark of a timeline: a claim, or an event as its deciding claim tells it."""

    kind: str = Field(description="meeting, position, office or membership.")
    claim: str = Field(description="The IRI of the claim it stands for.")
    path: str | None = Field(description="Where this service shows the claim.")
    sentence: str = Field(description="The claim in one plain English sentence.")
    about: Thing = Field(description="What it is about: the event, the issue or option, the office, the group.")
    subject: Thing = Field(description="Whom it is about: participant, holder, member; of an event the event.")
    first: date | None = Field(description="First day; null where nobody gives one.")
    last: date | None = Field(description="Last day, included; null where nobody gives one, or it goes on.")
    soft_start: bool = Field(description="Its beginning is only bounded, about right, or not given.")
    soft_end: bool = Field(description="Its end is only bounded, about right, or not given.")
    firm: str = Field(description="What may be drawn of it: actual, scheduled, proposed, contingent or negated.")
    stance: str | None = Field(description="Of a position.")
    standing: str | None = Field(description="Where a meeting stands on the day.")
    attendance: str | None = Field(description="Of somebody's part in an event.")
    differ: int = Field(description="How many different days sources give the event.")
    withdrawn: bool
    after: bool = Field(description="It begins, or was said, after the days asked for.")

    @classmethod
    def computed(cls, mark: Mark) -> dict[str, Any]:
        """Return what JSON has otherwise than the library; a mark without a day has soft ends."""
        return {
            **{name: getattr(mark.span, name) if mark.span else absent for name, absent in _UNDATED.items()},
            "claim": mark.claim.iri,
            "path": served_path(mark.claim.iri),
            "sentence": sentence(mark.claim),
            "about": mark.thing,
            "subject": mark.claim.subject,
            "stance": mark.stance or None,
            "standing": mark.standing or None,
            "attendance": mark.status or None,
        }


class TimelineLane(Record):
    """One lane: what it is for, and its marks in order of days."""

    thing: Thing | None = Field(description="The issue, actor or coalition; null for what names no issue.")
    label: str
    marks: list[TimelineMark]


class FurtherLane(Record):
    """A lane that is left out, with the number of its marks."""

    thing: Thing
    marks: int


class TimelineChart(Answer):
    """A timeline in lanes, as the page draws it, and in numbers what it does not show."""

    answer: Attestation = Field(description="not-said: no source says so here. That is not a no.")
    first: date | None = Field(description="First day shown.")
    last: date | None = Field(description="Last day shown.")
    total: int = Field(description="Marks between these days.")
    shown: int = Field(description="Those of them that are in the lanes; of more than 300 the latest.")
    earlier: int = Field(description="Marks before the first day shown.")
    later: int = Field(description="Marks after the last day shown.")
    no_lane: int = Field(description="Marks that name nothing a lane is made of.")
    lanes: list[TimelineLane]
    further: list[FurtherLane] = Field(description="Lanes that are left out.")
    undated: list[TimelineMark] = Field(description="What no source dates or bounds: it has no place on the line.")


def timeline_chart(snapshot: str, chart: Chart, scope: Scope) -> TimelineChart:
    """Return a timeline of the library as JSON has it."""

    def marks(drawn: Iterable[Mark]) -> list[TimelineMark]:
        return [TimelineMark.of(mark, after=mark.after(scope)) for mark in drawn]

    return TimelineChart.of(
        chart,
        snapshot=snapshot,
        as_of=Days.of(scope),
        answer="said" if chart.total or chart.undated else "not-said",
        first=chart.start,
        last=chart.end,
        lanes=[
            TimelineLane(
                thing=Thing.of(lane.thing) if lane.thing.iri else None, label=lane.thing.label, marks=marks(lane.marks)
            )
            for lane in chart.lanes
        ],
        further=[FurtherLane(thing=Thing.of(ref), marks=count) for ref, count in chart.further],
        undated=marks(mark for _, mark in chart.undated),
    )
