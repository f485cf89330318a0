"""``/timeline``: meetings, positions, offices and memberships along time, drawn in lanes and listed."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import HeldStoreDep, ViewDep
from conflict_graph_api.http.formats import HTML
from conflict_graph_api.http.negotiation import choose
from conflict_graph_api.http.parameters import query_pairs
from conflict_graph_api.pages.answer import answer, headers_of
from conflict_graph_api.pages.openapi_of_pages import described
from conflict_graph_api.timeline.page import question, timeline_page

router = APIRouter(tags=["Pages"])

PARAMETERS: Final = (
    openapi.query_parameter("by", "What lanes are made of: issue, actor or coalition.", example="issue"),
    openapi.query_parameter("actor", "Actor the marks must name: name, alias or IRI; may be repeated.", several=True),
    openapi.query_parameter("issue", "Issue the marks must be about; may be repeated.", several=True),
    openapi.query_parameter("coalition", "Coalition the marks must name; may be repeated.", several=True),
    openapi.query_parameter("kind", "meeting, position, office or membership; may be repeated.", several=True),
    openapi.query_parameter("modality", "actual, scheduled, proposed, contingent or negated.", several=True),
    openapi.query_parameter("from", "First day.", example="2026-01-01"),
    openapi.query_parameter("until", "Last day, included.", example="2026-03-31"),
)


@router.get("/timeline", summary="Timeline", **described(*PARAMETERS))
def get_timeline_page(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """What stands when: known days as points, uncertain ones as bars with soft ends; what has no date is listed."""
    pairs = query_pairs(request)
    lanes = question(store, pairs, view)
    headers = headers_of(request, store, choose(request, (HTML,)))
    return answer(request, store, headers, view, "timeline/page.html", lambda: timeline_page(store, pairs, view, lanes))
