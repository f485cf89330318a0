"""The formats of query results, beside those of RDF, and the choice among those a client accepts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import UnknownFormat
from conflict_graph.rdf.formats import JSON_LD, RDF_FORMATS, RDF_XML, Format, by_name, engine_format

JSON: Final = Format(
    "json", "application/sparql-results+json", "JSON", "srj", "SPARQL_Results_JSON", ("application/json",)
)
XML: Final = Format(
    "xml", "application/sparql-results+xml", "XML", "srx", "SPARQL_Results_XML", ("application/xml", "text/xml")
)
CSV: Final = Format("csv", "text/csv", "CSV", "csv", "SPARQL_Results_CSV")
TSV: Final = Format("tsv", "text/tab-separated-values", "TSV", "tsv", "SPARQL_Results_TSV")
ROW_FORMATS: Final = (JSON, XML, CSV, TSV)
"""Formats of SELECT and ASK answers, best first."""

_N3: Final = Format("n3", "text/n3", "N3", "n3")
_WRITTEN: Final = (*RDF_FORMATS, _N3)

RESULT_FORMATS: Final[dict[str, ox.QueryResultsFormat]] = {
    JSON.media_type: ox.QueryResultsFormat.JSON,
    XML.media_type: ox.QueryResultsFormat.XML,
    CSV.media_type: ox.QueryResultsFormat.CSV,
    TSV.media_type: ox.QueryResultsFormat.TSV,
}
"""What the engine calls the formats of SELECT and ASK answers; the first is the default."""

GRAPH_FORMATS: Final[dict[str, ox.RdfFormat]] = {
    known.media_type: engine_format(known.media_type) for known in _WRITTEN
}
"""What the engine calls the formats of CONSTRUCT and DESCRIBE answers; the first is the default."""

_RESULT_NAMES: Final = by_name(ROW_FORMATS, {"text/plain": TSV})
_GRAPH_NAMES: Final = by_name(_WRITTEN, {"json": JSON_LD, "xml": RDF_XML})


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
    names = _GRAPH_NAMES if graph else _RESULT_NAMES
    for media_range in accept:
        name = media_range.partition(";")[0].strip().lower()
        if name in names:
            return names[name]
        if name.endswith("/*"):
            family = "" if name == "*/*" else name[:-1]
            for media_type in known:
                if media_type.startswith(family):
                    return media_type
    if accept:
        raise UnknownFormat(", ".join(accept), known)
    return known[0]
