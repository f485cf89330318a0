"""Bodies that carry a graph: of requests, one RDF document or several in a form; of answers, one document."""

from __future__ import annotations

import time
from typing import Final

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request

from conflict_graph.errors import DataSyntaxError, InvalidRequest
from conflict_graph.namespaces import PREFIXES
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.sparql.result_formats import GRAPH_FORMATS as FORMATS
from conflict_graph.store.base import Store, Stream
from conflict_graph.store.spool import Output
from conflict_graph_api.http.errors import UnsupportedMediaType
from conflict_graph_api.http.formats import GRAPH_FORMATS, JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from conflict_graph_api.sparql.protocol import media_type_of

READ: Final = {entry.media_type for entry in (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)}
MULTIPART: Final = "multipart/form-data"
_MOST_PARTS: Final = 100


async def read_graph(request: Request, graph: str) -> list[ox.Quad]:
    """Return the statements of a request body as quads of a graph ("default" for the default graph).

    Relative IRIs are resolved against the IRI of the graph, or the address for the default graph. Raises
    UnsupportedMediaType (415), and DataSyntaxError with line and column.
    """
    base = graph if graph != "default" else str(request.url.replace(query="", fragment=""))
    target = ox.DefaultGraph() if graph == "default" else ox.NamedNode(graph)
    media_type = media_type_of(request)
    if media_type == MULTIPART:
        documents = await _parts(request)
    else:
        documents = [("the request body", media_type, await request.body())]
    return await run_in_threadpool(
        lambda: [quad for name, kind, body in documents for quad in _quads(name, kind, body, base, target)]
    )


async def _parts(request: Request) -> list[tuple[str, str, bytes]]:
    async with request.form(max_files=_MOST_PARTS, max_fields=_MOST_PARTS) as form:
        parts = [part for _, part in form.multi_items()]
        uploads = [part for part in parts if isinstance(part, UploadFile)]
        if not uploads or len(uploads) < len(parts):
            raise InvalidRequest(
                "A part of the form is no file: expected parts with a file name and a Content-Type.",
                hint="Send each RDF document as a file, for example with curl -F data=@graph.ttl.",
            )
        return [
            (f"the part {part.filename!r}", (part.content_type or "").partition(";")[0].lower(), await part.read())
            for part in uploads
        ]


def _quads(name: str, media_type: str, body: bytes, base: str, target: ox.NamedNode | ox.DefaultGraph) -> list[ox.Quad]:
    if media_type not in READ:
        raise UnsupportedMediaType(
            media_type, [entry.media_type for entry in GRAPH_FORMATS if entry.media_type in READ]
        )
    document = read_rdf(body, name=name, media_type=media_type, base=base)
    for quad in document.quads:
        if quad.graph_name != ox.DefaultGraph():
            raise DataSyntaxError(name, f"it holds the named graph {quad.graph_name}: expected one graph.")
    return [ox.Quad(quad.subject, quad.predicate, quad.object, target) for quad in document.quads]


def graph_stream(store: Store, graph: str, media_type: str, limit: int) -> Stream:
    """Return all statements of a graph, written before the first byte is sent; raises ResultTooLarge."""
    output = Output(limit)
    triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in store.quads(graph))
    started = time.monotonic()
    try:
        ox.serialize(triples, output, FORMATS[media_type], prefixes=PREFIXES)  # type: ignore[arg-type]
    except BaseException:
        output.close()
        raise
    seconds = time.monotonic() - started
    return Stream("graph", media_type, store.snapshot, False, seconds, output.size, output.pieces(), output.close)
