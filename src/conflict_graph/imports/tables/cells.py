"""Single cells: what each kind of cell may hold, and days with their precision as bounds."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Final

from conflict_graph.imports.tables.columns import Column
from conflict_graph.suggest import nearest

_DAY: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_OTHER_ORDER: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
SLUG: Final = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+|--[a-z0-9]+)*")
_WIKIDATA: Final = re.compile(r"Q[1-9]\d*")
_EXPECTED_DAY: Final = "a day as YYYY-MM-DD, such as 2026-02-24, or a month as YYYY-MM"
_FORMULA: Final = re.compile(r"'*[=+\-@]")
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a month as a cell gives it: the first and the last day it can mean."""

    first: date
    last: date

    @property
    def is_month(self) -> bool:
        """Whether the cell gives a month without a day."""
        return self.first != self.last

    @property
    def text(self) -> str:
        """The ISO text of the day or month."""
        return self.first.isoformat()[:7] if self.is_month else self.first.isoformat()


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a cell cannot be used."""

    message: str
    expected: str
    nearest: tuple[str, ...] = ()


def day_of(text: str) -> Day | Wrong:
    """Return what a cell with a day means.

    >>> day_of("2025-08").last
    datetime.date(2025, 8, 31)
    >>> day_of("31.02.2025").message
    'There is no such day: February 2025 has 28 days.'
    """
    match = _DAY.fullmatch(text)
    if match:
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
        return _calendar(year, month, day, text)
    other = _OTHER_ORDER.fullmatch(text)
    if other:
        meant = _calendar(int(other[3]), int(other[2]), int(other[1]), text)
        if isinstance(meant, Day):
            return Wrong("The day is not written in the order year, month, day.", _EXPECTED_DAY, (meant.text,))
        return meant
    return Wrong("This is not a day.", _EXPECTED_DAY)


def _calendar(year: int, month: int, day: int, text: str) -> Day | Wrong:
    if not year >= 1 or not 1 <= month <= 12:
        return Wrong(f"There is no month {month:02d}.", _EXPECTED_DAY)
    length = monthrange(year, month)[1]
    if day > length or (not day and text.count("-") == 2):
        named = f"{date(year, month, 1):%B} {year}"
        return Wrong(f"There is no such day: {named} has {length} days.", _EXPECTED_DAY)
    return Day(date(year, month, day or 1), date(year, month, day or length))


def check_cell(column: Column, text: str) -> Wrong | None:
    """Return why a filled cell cannot be what its column holds, or None; references are checked elsewhere."""
    for part in parts(text) if column.many else (text,):
        wrong = _check(column, part)
        if wrong:
            return wrong
    return None


def _check(column: Column, text: str) -> Wrong | None:
    if column.codes:
        return _check_code(text, column.codes)
    if column.kind == "day":
        day = day_of(text)
        return day if isinstance(day, Wrong) else None
    if column.kind == "flag":
        return _check_code(text, ("yes", "no"))
    pattern, expected = _PATTERNS.get(column.kind, (None, ""))
    if pattern and not pattern.fullmatch(text):
        return Wrong("The cell cannot be used.", expected)
    if column.kind == "file" and not _is_plain_path(text):
        return Wrong("The cell names no file beside the tables.", "a path such as sources/herald-1.txt")
    return None


_PATTERNS: Final[dict[str, tuple[re.Pattern[str], str]]] = {
    "id": (SLUG, "an id of lower-case letters, digits and hyphens, such as paris-2026-01-06"),
    "wikidata": (_WIKIDATA, "an identifier such as Q142"),
}


def _check_code(text: str, codes: tuple[str, ...]) -> Wrong | None:
    if text.casefold() in codes:
        return None
    return Wrong("The word is not one of those known here.", ", ".join(codes), tuple(nearest(text, codes)))


def _is_plain_path(text: str) -> bool:
    path = PurePosixPath(text)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in text


def parts(text: str) -> list[str]:
    """Return the values of a cell that holds several, joined by semicolons.

    >>> parts("fra; gbr;")
    ['fra', 'gbr']
    """
    return [part.strip() for part in text.split(";") if part.strip()]


def guarded(text: str) -> str:
    """Return the text of a cell so that no spreadsheet program takes it for a formula: with an apostrophe before it.

    >>> guarded("=1+1"), guarded("plain"), unguarded(guarded("'-5"))
    ("'=1+1", 'plain', "'-5")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text of a cell without the apostrophe that keeps it from being taken for a formula."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def day_before(day: date) -> date:
    """Return the day before a day."""
    return day - _ONE_DAY


def day_after(day: date) -> date:
    """Return the day after a day."""
    return day + _ONE_DAY
