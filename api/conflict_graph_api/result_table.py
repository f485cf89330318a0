"""Answers as tables of plain cells, for pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

import pyoxigraph as ox

from conflict_graph.namespaces import RDF, XSD, shorten
from conflict_graph.store.base import Answer, Kind

_UNREMARKABLE: Final = (XSD + "string", RDF + "langString", RDF + "dirLangString")


@dataclass(frozen=True, slots=True)
class Cell:
    """One RDF term: its text, and for literals the language and a note on the datatype."""

    kind: Literal["iri", "literal", "other"]
    value: str
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """An answer to show: columns and rows of cells (None where nothing is bound), or the truth of an ASK."""

    kind: Kind
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    truncated: bool = False
    boolean: bool | None = None


def read_table(answer: Answer, most: int) -> Table:
    """Return an answer in JSON results or N-Triples as a table of at most so many rows."""
    if answer.kind == "graph":
        triples = ox.parse(answer.body, format=ox.RdfFormat.N_TRIPLES)
        rows = tuple(_triple_cells(quad) for quad in islice(triples, most + 1))
        return Table("graph", ("subject", "predicate", "object"), rows[:most], len(rows) > most)
    results = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QueryBoolean):
        return Table("boolean", boolean=bool(results))
    assert isinstance(results, ox.QuerySolutions)
    names = tuple(variable.value for variable in results.variables)
    return Table("bindings", names, tuple(tuple(_cells(row)) for row in results), answer.truncated)


def cell(term: object) -> Cell:
    """Return an RDF term as a cell.

    >>> cell(ox.Literal("Friede", language="de"))
    Cell(kind='literal', value='Friede', language='de', note='de')
    """
    if isinstance(term, ox.NamedNode):
        return Cell("iri", term.value)
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        note = term.language or ("" if datatype in _UNREMARKABLE else shorten(datatype))
        return Cell("literal", term.value, term.language or "", note)
    return Cell("other", str(term))


def _cells(row: ox.QuerySolution) -> Iterator[Cell | None]:
    for term in row:
        yield None if term is None else cell(term)


def _triple_cells(quad: ox.Quad) -> tuple[Cell, ...]:
    return (cell(quad.subject), cell(quad.predicate), cell(quad.object))
