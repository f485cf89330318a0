"""``/ontology`` and ``/vocab/{term}``: the terms as readable pages and as RDF."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from conflict_graph.ask.ontology import term_triples, vocabulary_triples
from conflict_graph.namespaces import ONTOLOGY, VOCAB
from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import HeldStoreDep, ViewDep
from conflict_graph_api.http.formats import HTML
from conflict_graph_api.http.negotiation import choose
from conflict_graph_api.http.responses import is_current, not_modified
from conflict_graph_api.pages.answer import alternates, answer, headers_of
from conflict_graph_api.pages.rdf import RDF_FORMATS, link_header, rdf_response
from conflict_graph_api.vocabulary.page import ontology_page, term_of, term_page

router = APIRouter(tags=["Vocabulary"])

TermPath = Annotated[
    str, Path(description="The last part of the term's IRI.", json_schema_extra={"example": "stance-support"})
]

OFFERS: Final = (HTML, *RDF_FORMATS)
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The terms, as a page or as RDF.",
        "content": openapi.content(*(offer.media_type for offer in OFFERS)),
    },
    **openapi.NOT_MODIFIED,
    406: openapi.problem("No accepted media type can be written here."),
}
_FORMAT: Final = openapi.query_parameter("format", "html, turtle, jsonld, ntriples or rdfxml, instead of Accept.")
_VIEW: Final = [
    openapi.query_parameter("valid_at", "Day on which the claims shown as examples must hold.", example="2026-02-24"),
    openapi.query_parameter("known_at", "Last day on which a source may have said them."),
    openapi.query_parameter("layer", "Layers to show; may be repeated.", several=True),
]


@router.get(
    "/ontology",
    summary="The ontology and its vocabularies",
    responses=_ANSWERS,
    response_class=Response,
    openapi_extra={"parameters": [_FORMAT, *_VIEW]},
)
def get_ontology(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """Every class, property and concept scheme with definition and example; as RDF all of them with their concepts."""
    choice = choose(request, OFFERS)
    headers = headers_of(request, store, choice, link_header(request, ONTOLOGY, OFFERS))
    if is_current(request, headers["ETag"]):
        return not_modified(headers)
    if choice.format is not HTML:
        return rdf_response(vocabulary_triples(store), choice, headers)
    return answer(
        request,
        store,
        headers,
        view,
        "vocabulary/ontology.html",
        lambda: {"alternates": alternates(request, RDF_FORMATS), **ontology_page(store, view)},
    )


@router.get(
    "/vocab/{term}",
    summary="A term of the vocabulary",
    responses=_ANSWERS | {404: openapi.problem("There is no such term; near names are offered.")},
    response_class=Response,
    openapi_extra={"parameters": [_FORMAT, *_VIEW]},
)
def get_term(term: TermPath, request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """A concept or a scheme: definition, example, and how often claims use it."""
    choice = choose(request, OFFERS)
    entry = term_of(store, term)
    headers = headers_of(request, store, choice, link_header(request, VOCAB + entry.name, OFFERS))
    if is_current(request, headers["ETag"]):
        return not_modified(headers)
    if choice.format is not HTML:
        return rdf_response(term_triples(entry), choice, headers)
    return answer(
        request,
        store,
        headers,
        view,
        "vocabulary/term.html",
        lambda: {"alternates": alternates(request, RDF_FORMATS), **term_page(store, entry, view)},
    )
