"""Answers as tables of plain cells, for pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

import pyoxigraph as ox

from conflict_graph.namespaces import RDF, XSD, shorten
from conflict_graph.store.base import Kind, Stream

_SHORT: Final = 16
_PAGE_LANGUAGE: Final = "en"
_KIND_BY_FORM: Final = {
    RDF + "langString",
    RDF + "dirLangString",
    *(XSD + name for name in ("string", "date", "dateTime", "integer", "decimal", "boolean", "anyURI")),
}
"""Datatypes that a reader sees from the text itself."""
_NUMBERS: Final = {
    XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One RDF term: its text, and for literals the language, a note on what the text does not show, the datatype."""

    kind: Literal["iri", "literal", "other"]
    value: str
    language: str = ""
    note: str = ""
    datatype: str = ""

    @property
    def is_short(self) -> bool:
        """Whether the text is one short word, such as a date, that looks broken on two lines."""
        return len(self.value) <= _SHORT and " " not in self.value

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.datatype in _NUMBERS


@dataclass(frozen=True, slots=True)
class Table:
    """An answer to show: columns and rows of cells (None where nothing is bound), or the truth of an ASK."""

    kind: Kind
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    truncated: bool = False
    boolean: bool | None = None

    def column(self, name: str) -> list[Cell]:
        """Return what is bound in a column."""
        place = self.columns.index(name)
        return [cell for row in self.rows if (cell := row[place])]

    def ordered(self, column: str, descending: bool, labels: Mapping[str, str]) -> Table:
        """Return the table sorted by a column: numbers by size, things by their names, unbound cells last."""
        place = self.columns.index(column)
        bound = [row for row in self.rows if row[place]]
        bound.sort(key=lambda row: _rank(row[place], labels), reverse=descending)
        return replace(self, rows=(*bound, *(row for row in self.rows if not row[place])))


def _rank(cell: Cell | None, labels: Mapping[str, str]) -> tuple[int, float, str]:
    assert cell
    if cell.is_number:
        try:
            return 0, float(cell.value), ""
        except ValueError:
            return 1, 0.0, cell.value
    return 1, 0.0, labels.get(cell.value, cell.value).casefold()


def read_table(stream: Stream, most: int) -> Table:
    """Return an answer in JSON results or N-Triples as a table of at most so many rows, and close the stream."""
    try:
        return _read(stream, most)
    finally:
        stream.close()


def _read(stream: Stream, most: int) -> Table:
    body = b"".join(stream.chunks)
    if stream.kind == "graph":
        triples = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
        rows = tuple(_triple_cells(quad) for quad in islice(triples, most + 1))
        return Table("graph", ("subject", "predicate", "object"), rows[:most], len(rows) > most)
    results = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QueryBoolean):
        return Table("boolean", boolean=bool(results))
    assert isinstance(results, ox.QuerySolutions)
    names = tuple(variable.value for variable in results.variables)
    return Table("bindings", names, tuple(tuple(_cells(row)) for row in results), stream.truncated)


def cell(term: object) -> Cell:
    """Return an RDF term as a cell.

    >>> cell(ox.Literal("Friede", language="de")).note
    'de'
    """
    if isinstance(term, ox.NamedNode):
        return Cell("iri", term.value)
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        language = term.language or ""
        note = language if language != _PAGE_LANGUAGE else ""
        return Cell("literal", term.value, language, note if datatype in _KIND_BY_FORM else shorten(datatype), datatype)
    return Cell("other", str(term))


def iris(rows: Sequence[Sequence[Cell | None]]) -> list[str]:
    """Return the IRIs in some rows, each once."""
    return list(dict.fromkeys(cell.value for row in rows for cell in row if cell and cell.kind == "iri"))


def _cells(row: ox.QuerySolution) -> Iterator[Cell | None]:
    for term in row:
        yield None if term is None else cell(term)


def _triple_cells(quad: ox.Quad) -> tuple[Cell, ...]:
    return (cell(quad.subject), cell(quad.predicate), cell(quad.object))
