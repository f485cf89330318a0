"""``/api/timeline``: what is claimed of a thing in order of days; ``/api/timeline/lanes``: marks in lanes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from conflict_graph.ask.things import ACTORS
from conflict_graph.ask.timeline import Entry, timeline
from conflict_graph.dates import AsOf, check_order, parse_day
from conflict_graph.show.chart import chart
from conflict_graph.show.marks import KINDS, Wanted, mark_kinds
from conflict_graph.vocabulary import check_all, claim_kinds
from conflict_graph_api.asked import AskedDep
from conflict_graph_api.json_routes import UNKNOWN_NAME, json_router
from conflict_graph_api.listing import listed
from conflict_graph_api.models import Claim, Listed, Record
from conflict_graph_api.models_timeline import TimelineChart
from conflict_graph_api.selection import (
    From,
    KnownAt,
    Layers,
    Modalities,
    PageDep,
    RecordedAt,
    Until,
    ValidAt,
    codes_query,
    text_query,
)

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

    @classmethod
    def of(cls, entry: Entry) -> Moment:
        """Return a record of the library as JSON has it."""
        return cls(day=entry.day, dated=entry.dated, end=entry.end, claim=Claim.of(entry.claim))


@router.get("/timeline", summary="Timeline", response_model=Listed[Moment], responses=UNKNOWN_NAME)
def get_timeline(
    asked: AskedDep,
    page: PageDep,
    entity: Annotated[str | None, text_query("Thing asked about: IRI, name or alias.", "Emmanuel Macron")] = None,
    kind: Annotated[list[str], codes_query("Class of claim.", _KINDS)] = [],  # noqa: B006
    first: From = None,
    until: Until = None,
    valid_at: ValidAt = None,
    known_at: KnownAt = None,
    recorded_at: RecordedAt = None,
    layer: Layers = [],  # noqa: B006
    modality: Modalities = [],  # noqa: B006
) -> Response:
    """What is claimed of a thing, or of everything, in order of days; mentions are left out.

    A claim without a day of its own stands at the day by which it is known, and says so. With valid_at, what did not
    hold on that day, or had not happened by then, is left out.
    """
    as_of, about = AsOf.of(valid_at, known_at, recorded_at), asked.iri(entity)
    of, modes = check_all("layer", layer), check_all("modality", modality)

    def build() -> Listed[Moment]:
        found = timeline(asked.store, about, kind=kind, first=first, last=until, layer=of, modality=modes, as_of=as_of)
        return listed(asked, page, found, _key, lambda shown: [Moment.of(one) for one in shown], as_of)

    return asked.answer(build)


@router.get("/timeline/lanes", summary="Timeline in lanes", response_model=TimelineChart, responses=UNKNOWN_NAME)
def get_timeline_lanes(
    asked: AskedDep,
    by: Annotated[Literal["issue", "actor", "coalition"], Query(description="What lanes are made of.")] = "issue",
    actor: Annotated[list[str], _named("Actor the marks must name")] = [],  # noqa: B006
    issue: Annotated[list[str], _named("Issue the marks must be about")] = [],  # noqa: B006
    coalition: Annotated[list[str], _named("Coalition the marks must name")] = [],  # noqa: B006
    kind: Annotated[list[str], codes_query("What is marked.", tuple(KINDS))] = [],  # noqa: B006
    modality: Modalities = [],  # noqa: B006
    first: From = None,
    until: Until = None,
    valid_at: ValidAt = None,
    known_at: KnownAt = None,
    recorded_at: RecordedAt = None,
    layer: Layers = [],  # noqa: B006
) -> Response:
    """Meetings, positions, offices and memberships along time, in the lanes that the page of the timeline draws.

    Days are known, or bounded with soft ends; what has neither is listed as undated. What begins or was said after
    valid_at or known_at comes too, and says so. Without a first day the few marks long before all others are left
    out, and counted as earlier.
    """
    as_of = AsOf.of(valid_at, known_at, recorded_at)
    start, end = parse_day("from", first), parse_day("until", until)
    check_order("from", start, "until", end)
    wanted = Wanted(
        by=by,
        actors=tuple(asked.iris(actor, ACTORS)),
        issues=tuple(asked.iris(issue, ("Issue",))),
        coalitions=tuple(asked.iris(coalition, ("Coalition",))),
        kinds=mark_kinds(kind),
        layer=check_all("layer", layer),
        modality=check_all("modality", modality),
        first=start,
        last=end,
        as_of=as_of,
    )
    return asked.answer(lambda: TimelineChart.of(asked.snapshot, chart(asked.store, wanted), as_of))


def _key(entry: Entry) -> str:
    return f"{entry.day} {entry.end} {entry.claim.iri}"
