"""The formats answers are written in: media types, short names for ``?format=``, and their registered IRIs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FORMATS_NAMESPACE: Final = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer.

    name is what ``?format=`` takes; it takes the file ending, the media type and the other spellings in also as
    well. aliases are media types that older clients ask for instead of media_type.
    """

    name: str
    media_type: str
    title: str
    extension: str
    registered: str = ""
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything ``?format=`` may call this format."""
        return (self.name, self.extension, self.media_type, *self.also)

    @property
    def iri(self) -> str:
        """The IRI of the format in the W3C list of formats."""
        return FORMATS_NAMESPACE + self.registered

    @property
    def content_type(self) -> str:
        """The Content-Type header: textual types name their character set."""
        return with_charset(self.media_type)


HTML: Final = Format("html", "text/html", "Web page", "html", aliases=("application/xhtml+xml",))

JSON: Final = Format(
    "json", "application/sparql-results+json", "JSON", "srj", "SPARQL_Results_JSON", ("application/json",)
)
XML: Final = Format(
    "xml", "application/sparql-results+xml", "XML", "srx", "SPARQL_Results_XML", ("application/xml", "text/xml")
)
CSV: Final = Format("csv", "text/csv", "CSV", "csv", "SPARQL_Results_CSV")
TSV: Final = Format("tsv", "text/tab-separated-values", "TSV", "tsv", "SPARQL_Results_TSV")

TURTLE: Final = Format(
    "turtle", "text/turtle", "Turtle", "ttl", "Turtle", ("application/x-turtle", "text/n3", "text/rdf+n3"), ("n3",)
)
N_TRIPLES: Final = Format(
    "ntriples", "application/n-triples", "N-Triples", "nt", "N-Triples", ("text/plain",), ("n-triples",)
)
RDF_XML: Final = Format(
    "rdfxml", "application/rdf+xml", "RDF/XML", "rdf", "RDF_XML", ("application/xml", "text/xml"), ("rdf+xml",)
)
JSON_LD: Final = Format(
    "jsonld", "application/ld+json", "JSON-LD", "jsonld", "JSON-LD", ("application/json",), ("json-ld",)
)
TRIG: Final = Format("trig", "application/trig", "TriG", "trig", "TriG", ("application/x-trig",))
N_QUADS: Final = Format("nquads", "application/n-quads", "N-Quads", "nq", "N-Quads", also=("n-quads",))

RESULT_FORMATS: Final = (JSON, XML, CSV, TSV)
"""Formats of SELECT and ASK answers, best first."""
GRAPH_FORMATS: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
"""Formats of CONSTRUCT and DESCRIBE answers, of graphs and of descriptions of things, best first."""
QUERY_FORMATS: Final = RESULT_FORMATS + GRAPH_FORMATS


def with_charset(media_type: str) -> str:
    """Return the Content-Type of a media type.

    >>> with_charset("text/csv"), with_charset("application/ld+json")
    ('text/csv; charset=utf-8', 'application/ld+json')
    """
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
