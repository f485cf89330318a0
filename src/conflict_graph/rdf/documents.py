"""RDF files and request bodies as lists of quads that still know their file and lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from conflict_graph.errors import DataSyntaxError, MissingFile
from conflict_graph.rdf.formats import LINE_BASED, format_of
from conflict_graph.rdf.literals import canonical
from conflict_graph.rdf.positions_in_text import subject_lines
from conflict_graph.rdf.xml_entities import refuse_swelling_entities

_POSITION = re.compile(r"^Parser error (?:at|between) .*?: (?=\S)")
_TRAILING_LINE = re.compile(r" \(line \d+\)$")
_NO_CALLBACK = "LoadDocumentCallback"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class RdfDocument:
    """The statements of one file or request body, with the name and checksum it is reported by.

    text is the document as written where lines can be told (Turtle, TriG, N-Triples, N-Quads), else empty; base the
    IRI its relative ones were resolved against.
    """

    name: str
    quads: list[ox.Quad]
    sha256: str
    prefixes: Mapping[str, str] = field(default_factory=dict)
    text: str = field(default="", repr=False)
    base: str = ""

    @cached_property
    def _lines(self) -> dict[str, int]:
        return subject_lines(self.text, self.base)

    def line_of(self, iri: str) -> int | None:
        """Return the line (from 1) on which an IRI is first described, or named; None where no line can be told.

        >>> read_rdf(b"<http://x/a> a <http://x/B> .").line_of("http://x/a")
        1
        """
        return self._lines.get(iri)


def read_rdf(
    source: Path | bytes, *, name: str | None = None, media_type: str | None = None, base: str | None = None
) -> RdfDocument:
    """Read RDF from a file or from bytes.

    The format is told by media_type, else by the extension of the file or of name; bytes with neither are Turtle.
    Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD are read. A file must hold at least one statement;
    a request body may be empty. base is the IRI against which relative ones are resolved; without it they are
    errors. Numbers are spelled as the store spells them. Nothing is fetched: a JSON-LD context must stand in the
    document itself.

    Raises MissingFile, UnknownFormat, and DataSyntaxError with file, line and column.

    >>> document = read_rdf(b"@prefix x: <http://x/> . x:a x:b x:c .")
    >>> len(document.quads), dict(document.prefixes)
    (1, {'x': 'http://x/'})
    """
    shown = name or (str(source) if isinstance(source, Path) else "data")
    rdf_format = format_of(name or (source.name if isinstance(source, Path) else None), media_type)
    data = _bytes_of(source) if isinstance(source, Path) else source
    text = _decoded(data.removeprefix(_BOM), shown)
    quads, prefixes = _parsed(text, rdf_format, shown, base)
    if isinstance(source, Path) and not quads:
        raise DataSyntaxError(shown, "the file holds no statement; expected at least one triple.")
    return RdfDocument(
        name=shown,
        quads=quads,
        sha256=hashlib.sha256(data).hexdigest(),
        prefixes=prefixes,
        text=text if rdf_format in LINE_BASED else "",
        base=base or "",
    )


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise MissingFile(f"{path} is a directory.", hint="Name the files in it, for example with *.ttl.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingFile(f"There is no file {path}.", hint="Check the path and the current directory.") from None
    except OSError as error:
        raise MissingFile(f"{path} cannot be read: {error.strerror}.", hint="Check its permissions.") from None


def _decoded(data: bytes, name: str) -> str:
    """Return the text of UTF-8 bytes; the first byte that is none is reported with its line and column."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        what = f"byte 0x{data[error.start]:02X} is not UTF-8; save the file with UTF-8 encoding."
        raise DataSyntaxError(name, what, line, column) from None


def _parsed(text: str, rdf_format: ox.RdfFormat, name: str, base: str | None) -> tuple[list[ox.Quad], dict[str, str]]:
    """Return quads and prefixes. Blank nodes are renamed, since a label means something in its own file only."""
    if rdf_format == ox.RdfFormat.RDF_XML:
        refuse_swelling_entities(text, name)
    try:
        parser = ox.parse(text, format=rdf_format, base_iri=base, rename_blank_nodes=True)
        quads = list(parser)
    except (SyntaxError, ValueError) as error:
        line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
        raise DataSyntaxError(name, _plain(str(error), rdf_format), line, column) from None
    return canonical(quads), dict(parser.prefixes)


def _plain(message: str, rdf_format: ox.RdfFormat) -> str:
    """Return the parser's message without the position, which is told apart."""
    if _NO_CALLBACK in message:
        return "the JSON-LD context is an address, and nothing is fetched; put the context into the document."
    return f"not {rdf_format.name}: {_TRAILING_LINE.sub('', _POSITION.sub('', message))}."
