"""A line of time: where days stand on it, and the beginnings of months, quarters and years that are named on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from conflict_graph.words.days import short_month

_FEW_MONTHS, _FEW_QUARTERS, _FEW_YEARS = 8, 39, 15
_WIDE_STEPS: Final = (3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100)))


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days from first to last, both included, on `width` units; a part `room` of their length is free at either end."""

    first: date
    last: date
    width: float
    room: float = 0.0

    def at(self, day: date) -> float:
        """Return where a day begins.

        >>> TimeAxis(date(2026, 1, 1), date(2026, 1, 10), 100).at(date(2026, 1, 6))
        50.0
        """
        length = (self.last - self.first).days + 1
        return self.width * ((day - self.first).days + length * self.room) / (length * (1 + 2 * self.room))

    def holds(self, day: date) -> bool:
        """Tell whether a day is on the line."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Tick:
    """A line at the beginning of a month, quarter or year, with its name; a year's is strong."""

    x: float
    label: str
    strong: bool


def ticks(axis: TimeAxis) -> list[Tick]:
    """Return the lines of an axis: months where there are few, else quarters, else years, never too many.

    >>> [tick.label for tick in ticks(TimeAxis(date(2025, 12, 20), date(2026, 3, 5), 100))]
    ['2026', 'Feb', 'Mar']
    """
    months = _number(axis.last) - _number(axis.first) + 1
    step = 1 if months <= _FEW_MONTHS else 3 if months <= _FEW_QUARTERS else 12
    if step == 12:
        step *= max(1, -(-(axis.last.year - axis.first.year) // _FEW_YEARS))
    starts = (start for start in month_starts(axis.first, axis.last, step) if axis.holds(start))
    return [
        Tick(round(axis.at(start), 1), str(start.year) if start.month == 1 else short_month(start), start.month == 1)
        for start in starts
    ]


def wide_ticks(axis: TimeAxis, most: int) -> list[Tick]:
    """Return at most about so many lines that each name their year, for axes too narrow to tell it from the others.

    >>> [tick.label for tick in wide_ticks(TimeAxis(date(2025, 2, 1), date(2026, 3, 5), 100), 8)]
    ['Apr 2025', 'Jul 2025', 'Oct 2025', 'Jan 2026']
    """
    months = _number(axis.last) - _number(axis.first)
    step = next((step for step in _WIDE_STEPS if months / step <= most), _WIDE_STEPS[-1])
    starts = (start for start in month_starts(axis.first, axis.last, step) if axis.first < start)
    return [
        Tick(
            round(axis.at(start), 2),
            str(start.year) if step % 12 == 0 else f"{short_month(start)} {start.year}",
            start.month == 1,
        )
        for start in starts
    ]


def month_starts(first: date, last: date, step: int = 1) -> list[date]:
    """Return the first days of the months, quarters (step 3) or years (step 12) that lie between two days.

    The one that the first day lies in counts, so it may begin before that day.

    >>> [start.isoformat() for start in month_starts(date(2025, 12, 20), date(2026, 8, 1), 3)]
    ['2025-10-01', '2026-01-01', '2026-04-01', '2026-07-01']
    """
    start, end = _number(first), _number(last)
    return [
        date(number // 12, number % 12 + 1, 1) for number in range(start - start % step, end + 1, step) if number >= 12
    ]


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1
