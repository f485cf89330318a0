"""The shapes of JSON answers about timelines: marks in lanes as a page draws them."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from conflict_graph.ask.timeline_lanes import Chart, Lane
from conflict_graph.ask.timeline_marks import Mark
from conflict_graph.scope import Scope
from conflict_graph.words.sentences import sentence
from conflict_graph_api.http.addresses import served_path
from conflict_graph_api.http.records import Answer, Days, Record, Said, Thing


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
    def of(cls, mark: Mark, scope: Scope) -> TimelineMark:
        """Return a mark of the library as JSON has it."""
        one = mark.span
        return cls(
            kind=mark.kind,
            claim=mark.claim.iri,
            path=served_path(mark.claim.iri),
            sentence=sentence(mark.claim),
            about=Thing.of(mark.thing),
            subject=Thing.of(mark.claim.subject),
            first=one.first if one else None,
            last=one.last if one else None,
            soft_start=one.soft_start if one else True,
            soft_end=one.soft_end if one else True,
            firm=mark.firm,
            stance=mark.stance or None,
            standing=mark.standing or None,
            attendance=mark.status or None,
            differ=mark.differ,
            withdrawn=mark.withdrawn,
            after=mark.after(scope),
        )


class TimelineLane(Record):
    """One lane: what it is for, and its marks in order of days."""

    thing: Thing | None = Field(description="The issue, actor or coalition; null for what names no issue.")
    label: str
    marks: list[TimelineMark]

    @classmethod
    def of(cls, lane: Lane, scope: Scope) -> TimelineLane:
        """Return a lane of the library as JSON has it."""
        thing = Thing.of(lane.thing) if lane.thing.iri else None
        return cls(thing=thing, label=lane.thing.label, marks=[TimelineMark.of(mark, scope) for mark in lane.marks])


class FurtherLane(Record):
    """A lane that is left out, with the number of its marks."""

    thing: Thing
    marks: int


class TimelineChart(Answer):
    """A timeline in lanes, as the page draws it, and in numbers what it does not show."""

    answer: Said = Field(description="not-said: no source says so here. That is not a no.")
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

    @classmethod
    def of(cls, snapshot: str, found: Chart, scope: Scope) -> TimelineChart:
        """Return a timeline of the library as JSON has it."""
        return cls(
            snapshot=snapshot,
            as_of=Days.of(scope),
            answer="said" if found.total or found.undated else "not-said",
            first=found.start,
            last=found.end,
            total=found.total,
            shown=found.shown,
            earlier=found.earlier,
            later=found.later,
            no_lane=found.no_lane,
            lanes=[TimelineLane.of(lane, scope) for lane in found.lanes],
            further=[FurtherLane(thing=Thing.of(ref), marks=count) for ref, count in found.further],
            undated=[TimelineMark.of(mark, scope) for _, mark in found.undated],
        )
