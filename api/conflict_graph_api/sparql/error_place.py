"""The place of a syntax error in a query, as lines to show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

_WORD: Final = re.compile(r"\s*(?:[?$<@]?[\w:.-]+>?|\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a query that does not parse, cut in three around the place of the error."""

    number: int
    before: str
    wrong: str
    after: str


def wrong_lines(text: str, problem: dict[str, Any], around: int = 2) -> list[Line]:
    """Return the lines about the place of a syntax error; only the line it is on has a wrong part.

    >>> [line.wrong for line in wrong_lines("SELECT ?x\\nWHRE {}", {"line": 2, "column": 1})]
    ['', 'WHRE']
    """
    place, column = problem.get("line"), problem.get("column")
    if not isinstance(place, int) or not isinstance(column, int):
        return []
    listed = enumerate(text.splitlines() or [""], start=1)
    shown = [(number, line) for number, line in listed if abs(number - place) <= around]
    return [_cut(number, line, column if number == place else None) for number, line in shown]


def _cut(number: int, line: str, column: int | None) -> Line:
    if column is None:
        return Line(number, line, "", "")
    start = min(max(column - 1, 0), len(line))
    word = _WORD.match(line, start)
    end = word.end() if word else start
    return Line(number, line[:start], line[start:end] or " ", line[end:])
