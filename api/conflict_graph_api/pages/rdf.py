"""Things as RDF: formats, file names, and how a cut description says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from conflict_graph.namespaces import PREFIXES
from conflict_graph.sparql.result_formats import GRAPH_FORMATS as ENGINE_FORMATS
from conflict_graph_api.http.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format
from conflict_graph_api.http.negotiation import Choice, alternate_links

RDF_FORMATS: Final[tuple[Format, ...]] = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
"""The formats every thing can be had in, beside its page."""


def serialize(triples: Iterable[ox.Triple], choice: Choice, prefixes: dict[str, str] | None = None) -> bytes:
    """Return triples in a format, with the usual prefixes where the format has them."""
    written = ox.serialize(triples, format=ENGINE_FORMATS[choice.format.media_type], prefixes=prefixes or PREFIXES)
    assert written is not None
    return written


def rdf_response(triples: Iterable[ox.Triple], choice: Choice, headers: dict[str, str]) -> Response:
    """Return triples as a response."""
    return Response(serialize(triples, choice), headers=headers | {"Content-Type": choice.content_type})


def link_header(request: Request, canonical: str, offers: tuple[Format, ...]) -> str:
    """Return the Link header of a thing: its other representations, and its own IRI as the canonical name."""
    return f'<{canonical}>; rel="canonical", {alternate_links(request, offers)}'
