"""``/sparql``: SPARQL 1.1 Protocol queries; without a query the service description, or the editor for browsers."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from conflict_graph.settings import Settings
from conflict_graph.store.base import Limits, Store, Stream
from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import SettingsDep, StoreDep
from conflict_graph_api.http.formats import HTML, QUERY_FORMATS, with_charset
from conflict_graph_api.http.negotiation import Choice, choices
from conflict_graph_api.http.repeatable import is_repeatable
from conflict_graph_api.http.responses import (
    SNAPSHOT_HEADER,
    TRUNCATED_HEADER,
    data_headers,
    etag,
    is_current,
    not_modified,
)
from conflict_graph_api.http.streaming import response_of
from conflict_graph_api.http.truncation import marked
from conflict_graph_api.sparql.describe_service import describe_service
from conflict_graph_api.sparql.execution import limits_of, run_query
from conflict_graph_api.sparql.protocol import FORM, QUERY_TYPE, Operation, read_query_get, read_query_post
from conflict_graph_api.sparql.query_page import result_page

router = APIRouter(tags=["SPARQL"])

EXAMPLE: Final = "SELECT ?meeting ?label WHERE { ?meeting a cg:Meeting ; skos:prefLabel ?label } LIMIT 10"
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The answer, in the first acceptable format that fits its kind.",
        "content": openapi.content(*(entry.media_type for entry in QUERY_FORMATS), HTML.media_type),
        "headers": {
            SNAPSHOT_HEADER: {"description": "Snapshot the answer was drawn from.", "schema": {"type": "string"}},
            TRUNCATED_HEADER: {"description": "Present when rows were cut.", "schema": {"type": "string"}},
            "ETag": {"description": "Changes when the answer may.", "schema": {"type": "string"}},
        },
    },
    **openapi.NOT_MODIFIED,
    400: openapi.problem("The query does not parse (line and column), or a parameter cannot be used."),
    406: openapi.problem("No accepted media type fits the kind of answer."),
    503: openapi.problem("Every worker is taken, or the answer is too large."),
    504: openapi.problem("The query ran past the time limit and was stopped."),
}
_DATASET: Final = [
    openapi.query_parameter(
        "default-graph-uri", "Graph to ask as (part of) the default graph; may be repeated.", several=True
    ),
    openapi.query_parameter("named-graph-uri", "Graph that GRAPH may name; may be repeated.", several=True),
    openapi.query_parameter(
        "format", "Format of the answer, instead of Accept: json, xml, csv, tsv, turtle, ntriples, rdfxml, jsonld, "
        "trig or nquads.", example="csv"
    ),
]  # fmt: skip
_FORM_SCHEMA: Final = {
    "type": "object",
    "required": ["query"],
    "properties": {
        "query": {"type": "string", "example": EXAMPLE},
        "default-graph-uri": {"type": "array", "items": {"type": "string"}},
        "named-graph-uri": {"type": "array", "items": {"type": "string"}},
        "format": {"type": "string"},
    },
}


@router.get(
    "/sparql",
    summary="Ask a SPARQL query",
    responses=_ANSWERS | {414: openapi.problem("The address is too long; send the query by POST.")},
    response_class=Response,
    openapi_extra={
        "parameters": [
            openapi.query_parameter(
                "query",
                "The query (SPARQL 1.1). Without it the answer is the service description, or the editor page.",
                example=EXAMPLE,
            ),
            *_DATASET,
        ]
    },
)
async def get_sparql(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """SPARQL 1.1 Protocol query by GET. Prefixes of the service need no declaration; SERVICE is refused."""
    operation = read_query_get(request)
    if operation is None:
        return await describe_service(request, store, settings)
    return await _answer(request, store, settings, operation)


@router.post(
    "/sparql",
    summary="Ask a SPARQL query in the body",
    responses=_ANSWERS
    | {
        413: openapi.problem("The body is longer than the limit."),
        415: openapi.problem("The body is neither a form nor application/sparql-query in UTF-8."),
    },
    response_class=Response,
    openapi_extra={
        "parameters": _DATASET,
        "requestBody": {
            "required": True,
            "content": {
                QUERY_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE},
                FORM: {"schema": _FORM_SCHEMA},
            },
        },
    },
)
async def post_sparql(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """SPARQL 1.1 Protocol query by POST, as a form or as the body itself; for queries too long for an address."""
    return await _answer(request, store, settings, await read_query_post(request))


async def _answer(request: Request, store: Store, settings: Settings, operation: Operation) -> Response:
    accepted = choices(request, (*QUERY_FORMATS, HTML), operation.format_names)
    limits = limits_of(settings)
    if accepted[0].format is HTML:
        return await result_page(request, store, settings, operation)
    data = [choice for choice in accepted if choice.format is not HTML]
    headers = _headers(store.snapshot, operation, data, limits)
    if "ETag" in headers and request.method == "GET" and is_current(request, headers["ETag"]):
        return not_modified(headers)
    stream = await run_query(request, store, operation, data, limits)
    headers = _headers(stream.snapshot, operation, data, limits) | {"Content-Type": _content_type(stream, data)}
    if stream.truncated:
        headers[TRUNCATED_HEADER] = f"rows={limits.rows}"
    return response_of(marked(stream), headers)


def _headers(snapshot: str, operation: Operation, accepted: list[Choice], limits: Limits) -> dict[str, str]:
    """Return the headers of an answer; one that NOW() or RAND() makes new each time gets no tag."""
    if not is_repeatable(operation.text):
        return data_headers(snapshot)
    formats = [choice.media_type for choice in accepted]
    return data_headers(snapshot, etag(snapshot, operation.text, operation.dataset, formats, limits))


def _content_type(stream: Stream, accepted: list[Choice]) -> str:
    """Return the media type under which the client asked for the format that was written."""
    named = [choice.media_type for choice in accepted if choice.format.media_type == stream.media_type]
    return with_charset(named[0] if named else stream.media_type)
