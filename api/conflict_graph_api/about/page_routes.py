"""``/about`` and ``/.well-known/void``: what the data cover, for people and for programs."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from conflict_graph.ask.coverage import coverage
from conflict_graph.namespaces import PREFIXES
from conflict_graph.store.base import Store
from conflict_graph_api.about.page import about_page
from conflict_graph_api.about.void import VOID, describe
from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import HeldStoreDep, ViewDep
from conflict_graph_api.http.formats import HTML
from conflict_graph_api.http.negotiation import alternate_links, choose
from conflict_graph_api.http.responses import is_current, not_modified
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.answer import alternates, answer, headers_of
from conflict_graph_api.pages.rdf import RDF_FORMATS, serialize

router = APIRouter(tags=["Description"])

OFFERS: Final = (*RDF_FORMATS, HTML)
_FORMAT: Final = openapi.query_parameter("format", "turtle, jsonld, ntriples, rdfxml or html, instead of Accept.")


@router.get(
    "/about",
    summary="About the data",
    responses={
        200: {"description": "The page.", "content": openapi.content(HTML.media_type)},
        **openapi.NOT_MODIFIED,
    },
    response_class=Response,
    openapi_extra={
        "parameters": [
            openapi.query_parameter("format", "html, instead of Accept."),
            openapi.query_parameter("valid_at", "Day as of which meetings are counted.", example="2026-02-24"),
            openapi.query_parameter("known_at", "Last day on which a source may have said something."),
            openapi.query_parameter("layer", "Layers of meetings; may be repeated.", several=True),
        ]
    },
)
def get_about(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """What the data cover, by class, layer, modality and source; where sources contradict; how to cite."""
    choose(request, (HTML,))
    return _about(request, store, view)


@router.get(
    "/.well-known/void",
    summary="The VoID description of the data",
    responses={
        200: {
            "description": "The description, as RDF or as the page about the data.",
            "content": openapi.content(*(offer.media_type for offer in OFFERS)),
        },
        **openapi.NOT_MODIFIED,
        406: openapi.problem("No accepted media type can be written here."),
    },
    response_class=Response,
    openapi_extra={"parameters": [_FORMAT]},
)
def get_void(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """How much there is, of which classes, under which licence, where to ask, and what to start from."""
    choice = choose(request, OFFERS)
    if choice.format is HTML:
        return _about(request, store, view)
    headers = headers_of(request, store, choice, alternate_links(request, OFFERS))
    if is_current(request, headers["ETag"]):
        return not_modified(headers)
    base = str(request.base_url).rstrip("/")
    body = serialize(describe(base, store, coverage(store)), choice, {**PREFIXES, "void": VOID})
    return Response(body, headers=headers | {"Content-Type": choice.content_type})


def _about(request: Request, store: Store, view: ViewState) -> Response:
    choice = choose(request, (HTML,))
    headers = headers_of(request, store, choice, alternate_links(request, OFFERS))

    def build() -> dict[str, Any]:
        return {
            "alternates": alternates(request, RDF_FORMATS),
            "address": str(request.base_url),
            **about_page(store, coverage(store), view),
        }

    return answer(request, store, headers, view, "about/page.html", build)
