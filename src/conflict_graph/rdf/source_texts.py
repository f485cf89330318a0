"""Texts of sources: kept as ``sources/{slug}.txt`` beside an RDF file, carried in the graph as ``cg:text``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import DataSyntaxError, MissingFile
from conflict_graph.namespaces import CG, ID, RDF
from conflict_graph.rdf.documents import RdfDocument, read_rdf

_SOURCES: Final = ID + "source/"
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_TYPE = ox.NamedNode(RDF + "type")
_SOURCE = ox.NamedNode(CG + "Source")
_TEXT = ox.NamedNode(CG + "text")


def slug_of(source: str) -> str | None:
    """Return the slug of a source's IRI: letters, digits, hyphens, underscores and single inner dots; else None.

    A slug names a file, so nothing that could lead out of the folder is one.

    >>> slug_of("https://w3id.org/conflict-graph/id/source/seed-000")
    'seed-000'
    >>> slug_of("https://w3id.org/conflict-graph/id/source/../../etc/passwd") is None
    True
    """
    slug = source.removeprefix(_SOURCES) if source.startswith(_SOURCES) else ""
    return slug if _SLUG.fullmatch(slug) else None


def attach_texts(document: RdfDocument, directory: Path) -> RdfDocument:
    """Return the document with ``cg:text`` for each of its sources whose text is kept beside it.

    directory is the folder of the RDF file; the texts are ``sources/{slug}.txt`` in it. A source that carries its
    text already keeps it; one without a file stays as it is. Whether a text is the right one (hash, length, quotes)
    is for `validate` to say.

    Raises DataSyntaxError when a text is not UTF-8 and MissingFile when it cannot be read.
    """
    have = {quad.subject for quad in document.quads if quad.predicate == _TEXT}
    sources = [q for q in document.quads if q.predicate == _TYPE and q.object == _SOURCE and q.subject not in have]
    added = []
    for quad in sources:
        slug = slug_of(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else None
        path = directory / "sources" / f"{slug}.txt"
        if slug and path.is_file():
            added.append(ox.Quad(quad.subject, _TEXT, ox.Literal(_text(path)), quad.graph_name))
    return replace(document, quads=[*document.quads, *added])


def _text(path: Path) -> str:
    """Return a text exactly as it lies in the file: offsets count its code points, so line ends stay as they are."""
    try:
        data = path.read_bytes()
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataSyntaxError(str(path), f"byte 0x{data[error.start]:02X} is not UTF-8.", line) from None
    except OSError as error:
        raise MissingFile(f"{path} cannot be read: {error.strerror}.", hint="Check its permissions.") from None


def read_with_texts(files: Iterable[str | Path]) -> list[RdfDocument]:
    """Read RDF files, each with the texts of its sources that lie beside it; raises DataSyntaxError, MissingFile."""
    return [attach_texts(read_rdf(path), path.parent) for path in map(Path, files)]
