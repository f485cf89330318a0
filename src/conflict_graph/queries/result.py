"""The answer to a query as Python holds it: plain values, JSON, and tables of pandas or polars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Final

import orjson
import pyoxigraph as ox

from conflict_graph.errors import InvalidParameter
from conflict_graph.namespaces import XSD, shorten
from conflict_graph.sparql.result_formats import GRAPH_FORMATS, RESULT_FORMATS
from conflict_graph.store.base import Answer, Kind

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Value = str | int | float | bool | Decimal | date | datetime | None

_JSON: Final = "application/sparql-results+json"
_SHOWN: Final = 50
_INTEGERS: Final = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")


class Result:
    """The answer to one query, with the snapshot it holds for.

    kind says whether it is a table of bindings, a truth or a graph. truncated says that rows were cut at the
    row limit.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    @property
    def kind(self) -> Kind:
        """ "bindings" for SELECT, "boolean" for ASK, "graph" for CONSTRUCT and DESCRIBE."""
        return self.answer.kind

    @property
    def snapshot(self) -> str:
        """The id of the state this answer holds for."""
        return self.answer.snapshot

    @property
    def truncated(self) -> bool:
        """Whether rows were cut at the row limit."""
        return self.answer.truncated

    @cached_property
    def _document(self) -> dict[str, Any]:
        body = self.answer.body
        if self.answer.media_type != _JSON:
            parsed = ox.parse_query_results(body, RESULT_FORMATS[self.answer.media_type])
            body = parsed.serialize(format=ox.QueryResultsFormat.JSON) or b""
        document: dict[str, Any] = orjson.loads(body)
        return document

    def _need(self, kind: Kind) -> None:
        if self.kind != kind:
            ways = {"bindings": "SELECT", "boolean": "ASK", "graph": "CONSTRUCT or DESCRIBE"}
            raise InvalidParameter("query", f"a query answered by a {self.kind}", f"a {ways[kind]} query")

    @property
    def boolean(self) -> bool:
        """The truth of an ASK query; raises InvalidParameter for another kind of query."""
        self._need("boolean")
        return bool(self._document["boolean"])

    @property
    def columns(self) -> list[str]:
        """The names of the variables, in order; raises InvalidParameter unless the query is a SELECT."""
        self._need("bindings")
        return list(self._document["head"]["vars"])

    @property
    def bindings(self) -> list[dict[str, dict[str, Any]]]:
        """The rows as in SPARQL JSON results: each value with its type, datatype and language."""
        self._need("bindings")
        rows: list[dict[str, dict[str, Any]]] = self._document["results"]["bindings"]
        return rows

    @property
    def rows(self) -> list[dict[str, Value]]:
        """The rows as Python values: numbers, dates, truths and texts; None where a variable is unbound."""
        return [{name: _value(row.get(name)) for name in self.columns} for row in self.bindings]

    def short(self) -> list[dict[str, str]]:
        """Return the rows as texts to read: IRIs as prefixed names, "" where a variable is unbound."""
        return [{name: _short(row.get(name)) for name in self.columns} for row in self.bindings]

    @property
    def triples(self) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query; raises InvalidParameter for another kind of query."""
        self._need("graph")
        return [quad.triple for quad in ox.parse(self.answer.body, GRAPH_FORMATS[self.answer.media_type])]

    def json(self) -> Any:
        """Return the answer as JSON data: SPARQL JSON results, or JSON-LD for a graph."""
        if self.kind != "graph":
            return self._document
        return orjson.loads(ox.serialize(self.triples, format=ox.RdfFormat.JSON_LD) or b"[]")

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas DataFrame of Python values; needs pandas."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=self.columns)

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars DataFrame; a column of values of several types is given as text. Needs polars."""
        import polars as pl

        rows = self.rows
        columns = {name: [row[name] for row in rows] for name in self.columns}
        return pl.DataFrame({name: _uniform(values) for name, values in columns.items()})

    def __len__(self) -> int:
        """The number of rows, or of triples; a truth counts as one."""
        return 1 if self.kind == "boolean" else len(self.triples if self.kind == "graph" else self.bindings)

    def __bool__(self) -> bool:
        """The truth of an ASK query; otherwise whether anything was found."""
        return self.boolean if self.kind == "boolean" else len(self) > 0

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __repr__(self) -> str:
        size = self.boolean if self.kind == "boolean" else len(self)
        return f"<Result {self.kind} {size} snapshot {self.snapshot}>"

    def _repr_html_(self) -> str:
        if self.kind != "bindings":
            return f"<pre>{escape(self.answer.body.decode() if self.kind == 'graph' else str(self.boolean))}</pre>"
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        rows = [[escape(row[name]) for name in self.columns] for row in self.short()]
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[:_SHOWN])
        more = f"<p>{len(rows) - _SHOWN} more rows</p>" if len(rows) > _SHOWN else ""
        cut = "<p>The answer was cut at the row limit.</p>" if self.truncated else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}{cut}"


def _value(term: dict[str, Any] | None) -> Value:
    if term is None:
        return None
    value = term["value"]
    if not isinstance(value, str):
        return str(value)
    if term["type"] != "literal" or not term.get("datatype", "").startswith(XSD):
        return value
    try:
        return _typed(value, term["datatype"].removeprefix(XSD))
    except (ArithmeticError, ValueError):  # an ill-typed literal is still a value of the data
        return value


def _typed(value: str, datatype: str) -> Value:
    match datatype:
        case "boolean":
            return value in ("true", "1")
        case "decimal":
            return Decimal(value)
        case "double" | "float":
            return float(value)
        case "date":
            return date.fromisoformat(value)
        case "dateTime":
            return datetime.fromisoformat(value.replace("Z", "+00:00"))
        case _ if datatype in _INTEGERS:
            return int(value)
    return value


def _short(term: dict[str, Any] | None) -> str:
    if term is None:
        return ""
    value = str(term["value"])
    return shorten(value) if term["type"] == "uri" else value


def _uniform(values: list[Value]) -> list[Value]:
    kinds = {type(value) for value in values if value is not None}
    return values if len(kinds) <= 1 else [None if value is None else str(value) for value in values]
