"""``/api/timeline``: what is claimed of a thing in order of days; ``/api/timeline/lanes``: marks in lanes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from conflict_graph.ask.things import ACTORS
from conflict_graph.ask.timeline import Entry, timeline
from conflict_graph.ask.timeline_lanes import chart
from conflict_graph.ask.timeline_marks import KINDS, Question, mark_kinds
from conflict_graph.dates import check_order, parse_day
from conflict_graph.vocabulary import claim_kinds
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.listing import listed
from conflict_graph_api.http.question import QuestionDep
from conflict_graph_api.http.records import Claim, Listed, Record
from conflict_graph_api.http.selection import From, PageDep, ScopeDep, Until, codes_query, text_query
from conflict_graph_api.timeline.records import TimelineChart, timeline_chart

router = json_router("Timeline")

_KINDS = tuple(kind for kind in claim_kinds() if kind != "Mention")


def _named(description: str) -> Any:
    return Query(description=f"{description}: IRI, name or alias. May be repeated.")


class Moment(Record):
    """One claim on its day."""

    day: date = Field(description="The day it began or took place; else the day by which it is known.")
    dated: bool = Field(description="False: the day is only the one by which it is known.")
    end: date | None
    claim: Claim


@router.get("/timeline", summary="Timeline", response_model=Listed[Moment], responses=UNKNOWN_NAME)
def get_timeline(
    question: QuestionDep,
    scope: ScopeDep,
    page: PageDep,
    entity: Annotated[str | None, text_query("Thing asked about: IRI, name or alias.", "Emmanuel Macron")] = None,
    kind: Annotated[list[str], codes_query("Class of claim.", _KINDS)] = [],  # noqa: B006
    first: From = None,
    until: Until = None,
) -> Response:
    """What is claimed of a thing, or of everything, in order of days; mentions are left out.

    A claim without a day of its own stands at the day by which it is known, and says so. With valid_at, what did not
    hold on that day, or had not happened by then, is left out.
    """
    about = question.iri(entity)

    def build() -> Listed[Moment]:
        entries = timeline(question.store, scope, entity=about, kind=kind, first=first, last=until)
        return listed(question, page, entries, _key, Moment.all_of, scope)

    return question.answer(build)


@router.get("/timeline/lanes", summary="Timeline in lanes", response_model=TimelineChart, responses=UNKNOWN_NAME)
def get_timeline_lanes(
    question: QuestionDep,
    scope: ScopeDep,
    by: Annotated[Literal["issue", "actor", "coalition"], Query(description="What lanes are made of.")] = "issue",
    actor: Annotated[list[str], _named("Actor the marks must name")] = [],  # noqa: B006
    issue: Annotated[list[str], _named("Issue the marks must be about")] = [],  # noqa: B006
    coalition: Annotated[list[str], _named("Coalition the marks must name")] = [],  # noqa: B006
    kind: Annotated[list[str], codes_query("What is marked.", tuple(KINDS))] = [],  # noqa: B006
    first: From = None,
    until: Until = None,
) -> Response:
    """Meetings, positions, offices and memberships along time, in the lanes that the page of the timeline draws.

    Days are known, or bounded with soft ends; what has neither is listed as undated. What begins or was said after
    valid_at or known_at comes too, and says so. Without a first day the few marks long before all others are left
    out, and counted as earlier.
    """
    start, end = parse_day("from", first), parse_day("until", until)
    check_order("from", start, "until", end)
    lanes = Question(
        by=by,
        actors=tuple(question.iris(actor, ACTORS)),
        issues=tuple(question.iris(issue, ("Issue",))),
        coalitions=tuple(question.iris(coalition, ("Coalition",))),
        kinds=mark_kinds(kind),
        first=start,
        last=end,
        scope=scope,
    )
    return question.answer(lambda: timeline_chart(question.snapshot, chart(question.store, lanes), scope))


def _key(entry: Entry) -> str:
    return f"{entry.day} {entry.end} {entry.claim.iri}"
