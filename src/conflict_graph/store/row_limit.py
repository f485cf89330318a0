"""Cut a SELECT answer at a row limit: ask the engine for one row more than allowed, then cut that row off the bytes.

The engine serialises answers itself, so rows are never seen one by one. Asking for ``limit + 1`` rows makes the
engine stop early; whether that last row came, and where it starts, is then read from the bytes. That is exact for
every format, whatever strings the rows hold, and keeps the order and the text of the rows before it.
"""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from conflict_graph.sparql.text import SparqlText
from conflict_graph.store.spool import Output


@dataclass(frozen=True, slots=True)
class Limited:
    """A query whose answer is at most one row longer than rows; cuts says that such a row is to be cut off."""

    text: str
    rows: int
    cuts: bool


@dataclass(frozen=True, slots=True)
class _Shape:
    """How rows lie in a format: what stands before the first, what one row is, what ends the answer.

    The group of row is the row without what divides it from the next. mark stands in each row, or between two.
    """

    before: re.Pattern[bytes]
    row: re.Pattern[bytes]
    mark: bytes
    tail: bytes


# A row of JSON ends at the first brace outside of strings that another row or the end of the document follows. No
# possessive quantifier stands on a group: before Python 3.11.5 such groups lose their alternatives.
_SHAPES: Final[dict[str, _Shape]] = {
    "application/sparql-results+json": _Shape(
        re.compile(rb'\{"head":.*?"bindings":\[', re.DOTALL),
        re.compile(rb'((?:[^"}]++|"(?:[^"\\]++|\\.)*"|\}(?!,\{|\]\}\}))*\}(?=,\{|\]\}\})),?', re.DOTALL),
        b"},{",
        b"]}}",
    ),
    "application/sparql-results+xml": _Shape(
        re.compile(rb".*?<results>", re.DOTALL),
        re.compile(rb"(<result>.*?</result>)", re.DOTALL),
        b"<result>",
        b"</results></sparql>",
    ),
    "text/csv": _Shape(
        re.compile(rb"[^\n]*+\n"),
        re.compile(rb'((?:[^"\n]++|"[^"]*+")*\n)'),
        b"\n",
        b"",
    ),
    "text/tab-separated-values": _Shape(
        re.compile(rb"[^\n]*+\n"),
        re.compile(rb"([^\n]*+\n)"),
        b"\n",
        b"",
    ),
}


def with_limit(query: SparqlText, rows: int) -> Limited:
    """Return the query with a LIMIT of at most rows + 1 on its outermost SELECT.

    A LIMIT of the query's own that is not above rows stays as it is: its answer is never cut.

    >>> from conflict_graph.sparql.text import parse
    >>> with_limit(parse("SELECT * { ?s ?p ?o } LIMIT 99"), 10).text
    'SELECT * { ?s ?p ?o } LIMIT 11'
    >>> with_limit(parse("SELECT * { ?s ?p ?o } VALUES ?s { 1 }"), 10).text
    'SELECT * { ?s ?p ?o } \\nLIMIT 11\\nVALUES ?s { 1 }'
    """
    text = query.text
    if query.kind != "select":
        return Limited(text, rows, False)
    own = query.limit
    if own is not None:
        if int(own.text) <= rows:
            return Limited(text, rows, False)
        return Limited(f"{text[: own.start]}{rows + 1}{text[own.end :]}", rows, True)
    place = query.limit_place
    return Limited(f"{text[:place]}\nLIMIT {rows + 1}\n{text[place:]}", rows, True)


def cut_rows(output: Output, media_type: str, rows: int) -> bool:
    """Cut what comes after the given number of rows off a serialised SELECT answer; tell whether anything was."""
    shape = _SHAPES[media_type]
    buffer = output.buffer()
    head = shape.before.match(buffer)
    if head is None or not _occurs(buffer, shape.mark, rows):
        return False
    ends = [head.end(), *(match.end(1) for match in islice(shape.row.finditer(buffer, head.end()), rows + 1))]
    if len(ends) <= rows + 1:
        return False
    output.cut(ends[rows], shape.tail)
    return True


def _occurs(buffer: bytes | mmap.mmap, mark: bytes, times: int) -> bool:
    """Tell quickly whether mark is there so many times; most answers are far below their limit."""
    place = -1
    for _ in range(times):
        place = buffer.find(mark, place + 1)
        if place < 0:
            return False
    return True
