"""``/store``: the SPARQL 1.1 Graph Store HTTP Protocol, with both ways to name a graph."""

from __future__ import annotations

import uuid
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from conflict_graph.errors import InvalidRequest, NotFound
from conflict_graph.store.base import Change, Store
from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import SettingsDep, StoreDep
from conflict_graph_api.http.formats import GRAPH_FORMATS
from conflict_graph_api.http.iris import absolute_iri
from conflict_graph_api.http.negotiation import alternate_links, choose
from conflict_graph_api.http.parameters import query_pairs, several, single
from conflict_graph_api.http.responses import data_headers, etag, is_current, not_modified
from conflict_graph_api.http.security import require_write_token
from conflict_graph_api.http.streaming import response_of, settled
from conflict_graph_api.sparql.commit import commit
from conflict_graph_api.sparql.graph_body import graph_stream, read_graph
from conflict_graph_api.sparql.update_routes import WRITE_ERRORS

router = APIRouter(tags=["Graph store"])

DEFAULT: Final = "default"
_NAMES: Final = {
    "parameters": [
        openapi.query_parameter("default", "The default graph: `?default`.", flag=True),
        openapi.query_parameter("graph", "IRI of a named graph.", example="https://example.org/graph"),
    ]
}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": openapi.content(*(entry.media_type for entry in GRAPH_FORMATS[:4]), "multipart/form-data"),
    },
    "security": [{"writeToken": []}],
}
_FORMAT: Final = openapi.query_parameter("format", "Format of the answer, instead of Accept.", example="turtle")
_READ: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The statements of the graph.",
        "content": openapi.content(*(entry.media_type for entry in GRAPH_FORMATS)),
    },
    **openapi.NOT_MODIFIED,
    404: openapi.problem("There is no such graph."),
    406: openapi.problem("No accepted media type can be written here."),
}


def graph_named_by(request: Request) -> str:
    """Return the graph a request names: ``?graph=IRI``, ``?default``, or the address itself below /store/.

    Raises InvalidRequest when it names none, or both, and InvalidParameter for a relative IRI.
    """
    pairs = query_pairs(request)
    graph, default = single(pairs, "graph"), several(pairs, DEFAULT)
    if graph is not None and default:
        raise InvalidRequest("Both default and graph are given: expected one of them.", hint="Leave one out.")
    if graph is not None:
        return absolute_iri("graph", graph)
    if default:
        return DEFAULT
    if request.path_params.get("path"):
        return str(request.url.replace(query="", fragment=""))
    raise InvalidRequest(
        "No graph is named: expected ?default or ?graph=IRI.", hint="Add ?default for the default graph."
    )


@router.get(
    "/store",
    summary="Read a graph",
    responses=_READ,
    response_class=Response,
    openapi_extra={"parameters": [*_NAMES["parameters"], _FORMAT]},
)
@router.get("/store/{path:path}", include_in_schema=False, response_class=Response)
async def get_graph(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """All statements of one graph, as RDF."""
    graph = graph_named_by(request)
    choice = choose(request, GRAPH_FORMATS)
    view = store.view()
    tag = etag(view.snapshot, "graph", graph, choice.media_type)
    headers = data_headers(view.snapshot, tag) | {"Link": alternate_links(request, GRAPH_FORMATS)}
    if not await run_in_threadpool(lambda: _exists(view, graph)):
        raise NotFound("graph", graph, hint="SELECT DISTINCT ?g { GRAPH ?g {} } lists the named graphs.")
    if is_current(request, tag):
        return not_modified(headers)
    stream = await run_in_threadpool(
        lambda: settled(graph_stream(view, graph, choice.format.media_type, settings.query_bytes))
    )
    return response_of(stream, headers | {"Content-Type": choice.content_type})


@router.put(
    "/store",
    summary="Replace a graph",
    status_code=204,
    responses={201: {"description": "The graph is new."}, 204: {"description": "Replaced."}, **WRITE_ERRORS},
    response_class=Response,
    openapi_extra=_NAMES | _BODY,
)
@router.put("/store/{path:path}", include_in_schema=False, response_class=Response)
async def put_graph(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """Put the statements of the body in the place of the graph's own."""
    require_write_token(request, settings)
    graph = graph_named_by(request)
    quads = await read_graph(request, graph)
    return await commit(request, store, lambda: (_made(store, graph), Change(clear=[graph], add=quads)))


@router.post(
    "/store",
    summary="Add to a graph, or make a new one",
    status_code=204,
    responses={
        201: {"description": "The graph is new; Location names it when the request did not."},
        204: {"description": "Added."},
        **WRITE_ERRORS,
    },
    response_class=Response,
    openapi_extra=_NAMES | _BODY,
)
@router.post("/store/{path:path}", include_in_schema=False, response_class=Response)
async def post_graph(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """Add the statements of the body to the graph. Without a named graph they go into a new one."""
    require_write_token(request, settings)
    if not request.path_params.get("path") and not query_pairs(request):
        return await _post_new(request, store)
    graph = graph_named_by(request)
    quads = await read_graph(request, graph)
    return await commit(request, store, lambda: (_made(store, graph), Change(add=quads)))


async def _post_new(request: Request, store: Store) -> Response:
    location = f"{str(request.url.replace(query='', fragment='')).rstrip('/')}/{uuid.uuid4()}"
    quads = await read_graph(request, location)
    response = await commit(request, store, lambda: (201, Change(add=quads)))
    response.headers["Location"] = location
    return response


@router.delete(
    "/store",
    summary="Delete a graph",
    status_code=204,
    responses={204: {"description": "Deleted."}, 404: openapi.problem("There is no such graph."), **WRITE_ERRORS},
    response_class=Response,
    openapi_extra=_NAMES | {"security": [{"writeToken": []}]},
)
@router.delete("/store/{path:path}", include_in_schema=False, response_class=Response)
async def delete_graph(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """Remove the graph with all its statements."""
    require_write_token(request, settings)
    graph = graph_named_by(request)

    def prepare() -> tuple[int, Change]:
        if not _exists(store, graph):
            raise NotFound("graph", graph)
        return 204, Change(clear=[graph])

    return await commit(request, store, prepare)


def _exists(store: Store, graph: str) -> bool:
    """Tell whether a graph is there; the default graph always is, a named one when it holds something."""
    return graph == DEFAULT or store.ask(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")


def _made(store: Store, graph: str) -> int:
    return 204 if _exists(store, graph) else 201
