"""The RDF formats that are read, told apart by media type or file extension."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import UnknownFormat

BY_EXTENSION: Final[dict[str, ox.RdfFormat]] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}

BY_MEDIA_TYPE: Final[dict[str, ox.RdfFormat]] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/json": ox.RdfFormat.JSON_LD,
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
