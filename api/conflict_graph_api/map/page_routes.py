"""``/map``: which state stands where, who is a member, and where meetings are, drawn on a map and listed."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import HeldStoreDep, ViewDep
from conflict_graph_api.http.formats import HTML
from conflict_graph_api.http.negotiation import choose
from conflict_graph_api.http.parameters import query_pairs
from conflict_graph_api.map.page import map_page, map_question
from conflict_graph_api.pages.answer import answer, headers_of
from conflict_graph_api.pages.openapi_of_pages import described

router = APIRouter(tags=["Pages"])

PARAMETERS: Final = (
    openapi.query_parameter("show", "stances, membership or meetings.", example="stances"),
    openapi.query_parameter("on", "Of stances: the issue, or one of its options; name, alias or IRI."),
    openapi.query_parameter("coalition", "Of membership: the coalition."),
    openapi.query_parameter("participant", "Of meetings: who takes part."),
    openapi.query_parameter("from", "Of meetings: first day."),
    openapi.query_parameter("until", "Of meetings: last day, included."),
    openapi.query_parameter("view", "europe or world.", example="europe"),
)


@router.get("/map", summary="Map", **described(*PARAMETERS))
def get_map_page(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """States by what is said of them, or places by their meetings; with the same as a list, and all it cannot draw."""
    pairs = query_pairs(request)
    question = map_question(store, pairs)
    headers = headers_of(request, store, choose(request, (HTML,)))
    return answer(request, store, headers, view, "map/page.html", lambda: map_page(store, pairs, view, question))
