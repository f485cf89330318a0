"""What ``/sparql`` answers when nothing is asked: the service description, or the editor for browsers."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from conflict_graph.namespaces import PREFIXES
from conflict_graph.settings import Settings
from conflict_graph.sparql.result_formats import GRAPH_FORMATS as ENGINE_FORMATS
from conflict_graph.store.base import Store
from conflict_graph_api.http.formats import GRAPH_FORMATS, HTML
from conflict_graph_api.http.negotiation import Choice, alternate_links, choose
from conflict_graph_api.http.responses import data_headers, etag, is_current, not_modified
from conflict_graph_api.sparql.query_page import editor_page
from conflict_graph_api.sparql.service_description import SD, describe


async def describe_service(request: Request, store: Store, settings: Settings) -> Response:
    """Return the description of the endpoint in the wanted RDF format, or the editor page."""
    choice = choose(request, (*GRAPH_FORMATS, HTML))
    if choice.format is HTML:
        return await editor_page(request, store, settings)
    view = store.view()
    headers = _headers(request, view, settings, choice)
    if is_current(request, headers["ETag"]):
        return not_modified(headers)
    endpoint = str(request.url.replace(query="", fragment=""))
    triples = await run_in_threadpool(lambda: describe(endpoint, view, settings))
    prefixes = {**PREFIXES, "sd": SD}
    body = ox.serialize(triples, format=ENGINE_FORMATS[choice.format.media_type], prefixes=prefixes)
    return Response(body, headers=headers | {"Content-Type": choice.content_type})


def _headers(request: Request, store: Store, settings: Settings, choice: Choice) -> dict[str, str]:
    shown = settings.model_dump(exclude={"write_token"}) | {"writable": bool(settings.write_token)}
    tag = etag(store.snapshot, "description", str(request.base_url), sorted(shown.items()), choice.media_type)
    return data_headers(store.snapshot, tag) | {"Link": alternate_links(request, (*GRAPH_FORMATS, HTML))}
