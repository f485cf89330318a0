"""``/id/{kind}/{slug}``: one address for every thing, as a page for people and as RDF for programs."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from conflict_graph.ask.describe import describe
from conflict_graph.ask.merges import merged_into
from conflict_graph.namespaces import ID
from conflict_graph_api.http import openapi
from conflict_graph_api.http.addresses import permanent_redirect, served_path, thing_at
from conflict_graph_api.http.dependencies import HeldStoreDep, ViewDep
from conflict_graph_api.http.formats import HTML
from conflict_graph_api.http.negotiation import choose
from conflict_graph_api.http.responses import TRUNCATED_HEADER, is_current, not_modified
from conflict_graph_api.pages.answer import alternates, answer, headers_of
from conflict_graph_api.pages.openapi_of_pages import SCOPE
from conflict_graph_api.pages.rdf import RDF_FORMATS, link_header, rdf_response
from conflict_graph_api.things.kinds import KINDS
from conflict_graph_api.things.links_onward import ways

router = APIRouter(tags=["Things"])

KindPath = Annotated[str, Path(description="The kind in its IRI.", json_schema_extra={"example": "person"})]
SlugPath = Annotated[str, Path(description="The last part of its IRI.", json_schema_extra={"example": "keir-starmer"})]

OFFERS: Final = (HTML, *RDF_FORMATS)
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The thing, as a page or as RDF.",
        "content": openapi.content(*(offer.media_type for offer in OFFERS)),
    },
    308: {"description": "The thing was merged into another; Location leads there."},
    **openapi.NOT_MODIFIED,
    400: openapi.problem("A day or layer cannot be used."),
    404: openapi.problem("The graph holds nothing of this address; near names are offered."),
    406: openapi.problem("No accepted media type can be written here."),
}


@router.get(
    "/id/{kind}/{slug}",
    summary="A thing",
    responses=_ANSWERS,
    response_class=Response,
    openapi_extra={
        "parameters": [
            openapi.query_parameter("format", "html, turtle, jsonld, ntriples or rdfxml, instead of Accept."),
            *SCOPE,
            openapi.query_parameter("sort", "Order of an issue's matrix: agreement or name.", example="name"),
        ]
    },
)
def get_thing(kind: KindPath, slug: SlugPath, request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """A person, state, coalition, meeting, issue, claim, source, ...: everything the graph says of it, with evidence.

    RDF holds the thing's own statements and the claims about it with their evidence; when there are too many, the
    earliest stated are left out and the header X-Truncated says so.
    """
    choice = choose(request, OFFERS)
    iri = f"{ID}{kind}/{slug}"
    headers = headers_of(request, store, choice, link_header(request, _ascii(iri), OFFERS))
    if is_current(request, headers["ETag"]):
        return not_modified(headers)
    thing = thing_at(store, kind, slug)
    if thing.replaced_by:
        return _redirect(request, thing.replaced_by)
    if choice.format is not HTML:
        described = describe(store, iri, view.scope)
        if described.shown < described.claims:
            headers[TRUNCATED_HEADER] = f"claims={described.shown} of={described.claims}"
        return rdf_response(described.triples, choice, headers)
    template, build = KINDS.get(thing.kind, KINDS[""])
    return answer(
        request,
        store,
        headers,
        view,
        template,
        lambda: {
            "thing": thing,
            "thing_of_page": thing,
            "alternates": alternates(request, RDF_FORMATS),
            "merged": merged_into(store, thing.iri),
            "ways": ways(thing, view),
            **build(store, thing, view),
        },
    )


def _redirect(request: Request, iri: str) -> Response:
    """Return the redirect from a merged thing to the IRI that took its place."""
    path = served_path(iri)
    redirect = permanent_redirect(request, path) if path else RedirectResponse(iri, status_code=308)
    redirect.headers["Link"] = f'<{_ascii(iri)}>; rel="canonical"'
    return redirect


def _ascii(iri: str) -> str:
    """Return an IRI as a URI that fits a header."""
    from urllib.parse import quote

    return quote(iri, safe="%/:#?&=+~,;@!$'()*[]-._")
