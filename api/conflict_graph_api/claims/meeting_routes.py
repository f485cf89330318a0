"""``/api/meetings``: where each meeting stands as of a day, and all that is claimed of one."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Path
from pydantic import Field
from starlette.responses import Response

from conflict_graph.ask import meetings as ask
from conflict_graph.scope import Scope
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.listing import listed
from conflict_graph_api.http.question import QuestionDep
from conflict_graph_api.http.records import Answer, Claim, Code, Days, Listed, Record, Thing
from conflict_graph_api.http.selection import From, PageDep, ScopeDep, Until, codes_query, text_query

router = json_router("Meetings")


class Meeting(Record):
    """One meeting as of a day: how it stands, its days and what they rest on, and the claims that say so."""

    meeting: Thing
    standing: ask.Standing = Field(
        description="held and under-way by a source's word; due when its day has come and nobody says that it took "
        "place; undated when it cannot be placed before or after the day."
    )
    status: Code | None
    start_date: date | None
    end_date: date | None
    date_basis: Code | None
    place: Thing | None
    claims: list[Claim]

    @classmethod
    def computed(cls, meeting: ask.Meeting) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        return {"meeting": meeting.thing}


class MeetingRecord(Answer):
    """A meeting with all that is claimed of it, each part as the claims that say so."""

    meeting: Meeting
    participants: list[Claim] = Field(description="Who attended, is expected, or is not going to come, and as what.")
    agenda: list[Claim]
    part_of: list[Claim]
    parts: list[Claim]
    outcomes: list[Claim]
    other: list[Claim]


@router.get("/meetings", summary="Meetings as of a day", response_model=Listed[Meeting], responses=UNKNOWN_NAME)
def get_meetings(
    question: QuestionDep,
    scope: ScopeDep,
    page: PageDep,
    participant: Annotated[
        str | None, text_query("Someone who attended or is expected: IRI, name or alias.", "Emmanuel Macron")
    ] = None,
    standing: Annotated[list[str], codes_query("Where it stands on the day.", ask.STANDINGS, "held")] = [],  # noqa: B006
    first: From = None,
    until: Until = None,
) -> Response:
    """Every meeting that fits, as it stands at the end of a day, dated ones first.

    Nothing becomes held because its day has passed: a source must say so. With a range of days, undated meetings are
    left out.
    """
    who = question.iri(participant)

    def build() -> Listed[Meeting]:
        meetings = ask.meetings(question.store, scope, participant=who, standing=standing, first=first, last=until)
        return listed(question, page, meetings, _key, Meeting.all_of, scope)

    return question.answer(build)


@router.get("/meetings/{slug}", summary="One meeting", response_model=MeetingRecord, responses=UNKNOWN_NAME)
def get_meeting(
    slug: Annotated[str, Path(description="The last part of its IRI.")],
    question: QuestionDep,
    scope: ScopeDep,
) -> Response:
    """All that is claimed of one meeting: how it stands, who takes part in which role, agenda, parts, outcomes."""
    meeting = question.addressed("meeting", slug)
    return question.answer(lambda: _record(question, meeting.iri, scope))


def _record(question: QuestionDep, iri: str, scope: Scope) -> MeetingRecord:
    return MeetingRecord.of(ask.meeting(question.store, iri, scope), snapshot=question.snapshot, as_of=Days.of(scope))


def _key(meeting: ask.Meeting) -> str:
    return meeting.thing.iri
