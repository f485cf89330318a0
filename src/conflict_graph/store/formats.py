"""Media types of query results and RDF, and the choice among those a client accepts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import UnknownFormat

RESULT_FORMATS: Final[dict[str, ox.QueryResultsFormat]] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Formats of SELECT and ASK answers; the first is the default."""

GRAPH_FORMATS: Final[dict[str, ox.RdfFormat]] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "text/n3": ox.RdfFormat.N3,
}
"""Formats of CONSTRUCT and DESCRIBE answers; the first is the default."""

_ALIASES: Final[dict[str, str]] = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/plain": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "srj": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "srx": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
_GRAPH_ALIASES: Final[dict[str, str]] = {
    "application/x-turtle": "text/turtle",
    "text/plain": "application/n-triples",
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "n-triples": "application/n-triples",
    "xml": "application/rdf+xml",
    "rdf": "application/rdf+xml",
    "rdfxml": "application/rdf+xml",
    "json": "application/ld+json",
    "jsonld": "application/ld+json",
    "json-ld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "n-quads": "application/n-quads",
    "n3": "text/n3",
}


def choose(accept: Sequence[str], *, graph: bool) -> str:
    """Return the first media type of accept that can be written for this kind of answer.

    accept holds media types (parameters are ignored), ranges such as ``text/*``, or short names such as ``csv``,
    most wanted first; nothing accepted means the default.

    Raises UnknownFormat when accept is not empty and nothing in it fits.

    >>> choose(["text/html", "text/csv;q=0.5"], graph=False)
    'text/csv'
    >>> choose([], graph=True)
    'text/turtle'
    """
    known: Sequence[str] = tuple(GRAPH_FORMATS if graph else RESULT_FORMATS)
    aliases = _GRAPH_ALIASES if graph else _ALIASES
    for wanted in accept:
        name = wanted.partition(";")[0].strip().lower()
        name = aliases.get(name, name)
        if name in known:
            return name
        if name.endswith("/*"):
            family = "" if name == "*/*" else name[:-1]
            for media_type in known:
                if media_type.startswith(family):
                    return media_type
    if accept:
        raise UnknownFormat(", ".join(accept), known)
    return known[0]
