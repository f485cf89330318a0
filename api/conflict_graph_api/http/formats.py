"""The formats the service answers in: those of the library, pages, and what clients ask for under other names."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from conflict_graph.rdf import formats as rdf
from conflict_graph.rdf.formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, Format
from conflict_graph.sparql.result_formats import CSV, JSON, ROW_FORMATS, TSV, XML

__all__ = [
    "CSV", "GRAPH_FORMATS", "HTML", "JSON", "JSON_LD", "N_QUADS", "N_TRIPLES", "QUERY_FORMATS", "RDF_XML",
    "RESULT_FORMATS", "TRIG", "TSV", "TURTLE", "XML", "Format", "with_charset",
]  # fmt: skip

HTML: Final = Format("html", "text/html", "Web page", "html", aliases=("application/xhtml+xml",))
TURTLE: Final = replace(rdf.TURTLE, aliases=(*rdf.TURTLE.aliases, "text/n3", "text/rdf+n3"), also=("n3",))
"""Turtle, which is N3 as well."""

RESULT_FORMATS: Final = ROW_FORMATS
"""Formats of SELECT and ASK answers, best first."""
GRAPH_FORMATS: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
"""Formats of CONSTRUCT and DESCRIBE answers, of graphs and of descriptions of things, best first."""
QUERY_FORMATS: Final = RESULT_FORMATS + GRAPH_FORMATS


def with_charset(media_type: str) -> str:
    """Return the Content-Type of a media type: textual types name their character set.

    >>> with_charset("text/csv"), with_charset("application/ld+json")
    ('text/csv; charset=utf-8', 'application/ld+json')
    """
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
