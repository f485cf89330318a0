"""The formats of files and answers: media types, endings and short names, said once; and which RDF formats are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import UnknownFormat


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write something down.

    name is what ``?format=`` and ``--format`` take; they take the file ending, the media type and the other spellings
    in also as well. aliases are media types that older programs use instead of media_type; registered is the name in
    the W3C list of formats.
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
        """Every short name of this format, its file ending and its media type."""
        return (self.name, self.extension, self.media_type, *self.also)

    @property
    def iri(self) -> str:
        """The IRI of the format in the W3C list of formats."""
        return f"http://www.w3.org/ns/formats/{self.registered}"


TURTLE: Final = Format("turtle", "text/turtle", "Turtle", "ttl", "Turtle", ("application/x-turtle",))
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
RDF_FORMATS: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
"""The RDF formats that are read and written, best first."""


def engine_format(media_type: str) -> ox.RdfFormat:
    """Return the engine's name of an RDF format; raises UnknownFormat when it is none.

    >>> engine_format("text/turtle").name
    'Turtle'
    """
    rdf_format = ox.RdfFormat.from_media_type(media_type)
    if rdf_format is None:
        raise UnknownFormat(media_type, tuple(known.media_type for known in RDF_FORMATS))
    return rdf_format


def by_name(formats: Iterable[Format], more: Mapping[str, Format]) -> dict[str, str]:
    """Return the media types of formats by everything they may be called: an own name goes before aliases and more."""
    listed = list(formats)
    aliases = {alias: known for known in listed for alias in known.aliases}
    names = {name: known for known in listed for name in known.names}
    return {name: known.media_type for name, known in {**more, **aliases, **names}.items()}


BY_EXTENSION: Final[dict[str, ox.RdfFormat]] = {
    **{f".{known.extension}": engine_format(known.media_type) for known in RDF_FORMATS},
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".json": ox.RdfFormat.JSON_LD,
}
"""What a file holds by its ending; the last three are shared with other kinds of files."""

BY_MEDIA_TYPE: Final[dict[str, ox.RdfFormat]] = {
    name: engine_format(known.media_type) for known in RDF_FORMATS for name in (known.media_type, *known.aliases)
}

LINE_BASED: Final = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
"""Formats in which a subject stands in the text as its IRI or prefixed name, so that its line can be told."""


def format_of(name: str | None, media_type: str | None) -> ox.RdfFormat:
    """Return the format a media type names, else the one of the file name's extension; Turtle when neither is given.

    Raises UnknownFormat, listing what is read.

    >>> format_of("events.ttl", None).name
    'Turtle'
    >>> format_of("upload", "application/ld+json; charset=utf-8").name
    'JSON-LD'
    """
    if media_type:
        bare = media_type.partition(";")[0].strip().lower()
        if bare not in BY_MEDIA_TYPE:
            raise UnknownFormat(bare, tuple(BY_MEDIA_TYPE))
        return BY_MEDIA_TYPE[bare]
    if name is None:
        return ox.RdfFormat.TURTLE
    extension = PurePath(name).suffix.lower()
    if extension not in BY_EXTENSION:
        raise UnknownFormat(extension or name, tuple(BY_EXTENSION))
    return BY_EXTENSION[extension]
