"""Laying out dated things in lanes: from days to places on a line, signs and names side by side without overlap.

Pure: days and words in, numbers out. What the numbers become (SVG, a picture, a test) is the caller's matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from conflict_graph.show.spans import Span

SIGN: Final = 12.0
"""Room of a sign."""
FADE: Final = 14.0
"""Length of an end that nobody gives."""
_LETTER: Final = 6.3
_GAP: Final = 7.0
_FEW_MONTHS, _FEW_QUARTERS, _FEW_YEARS = 8, 26, 15
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Scale:
    """A line of time: days from first to last, both included, on `width` units."""

    first: date
    last: date
    width: float

    def at(self, day: date) -> float:
        """Return where a day begins.

        >>> Scale(date(2026, 1, 1), date(2026, 1, 10), 100).at(date(2026, 1, 6))
        50.0
        """
        return self.width * (day - self.first).days / ((self.last - self.first).days + 1)

    def holds(self, day: date) -> bool:
        """Tell whether a day is on the line."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Tick:
    """A line at the beginning of a month, quarter or year, with its name; a year's is strong."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one thing stands: its sign at x, its bar from start to end, its name, and the row it is in.

    start and end are where the bar is solid; a soft end goes on from there to fade_start or fade_end. cut_start and
    cut_end tell that it goes on beyond the line. A name is drawn after the sign, or before it where flipped.
    """

    x: float
    start: float
    end: float
    fade_start: float
    fade_end: float
    cut_start: bool
    cut_end: bool
    row: int
    label: str = ""
    flipped: bool = False


def ticks(scale: Scale) -> list[Tick]:
    """Return the lines of a scale: months where there are few, else quarters, else years, never too many.

    >>> [tick.label for tick in ticks(Scale(date(2025, 12, 20), date(2026, 3, 5), 100))]
    ['2026', 'Feb', 'Mar']
    """
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month + 1
    step = 1 if months <= _FEW_MONTHS else 3 if months <= _FEW_QUARTERS * 3 // 2 else 12
    if step == 12:
        years = scale.last.year - scale.first.year
        step *= max(1, -(-years // _FEW_YEARS))
    return [_tick(scale, day) for day in _firsts(scale, step) if scale.holds(day)]


def _firsts(scale: Scale, step: int) -> list[date]:
    start, end = scale.first.year * 12 + scale.first.month - 1, scale.last.year * 12 + scale.last.month - 1
    return [
        date(number // 12, number % 12 + 1, 1) for number in range(start - start % step, end + 1, step) if number >= 12
    ]


def _tick(scale: Scale, day: date) -> Tick:
    label = str(day.year) if day.month == 1 else _MONTHS[day.month - 1]
    return Tick(round(scale.at(day), 1), label, day.month == 1)


def lay_out(spans: Sequence[Span], labels: Sequence[str], scale: Scale, most_rows: int = 14) -> tuple[Placed, ...]:
    """Return where things stand, each in the first row that has room for it; without names where rows get too many."""
    named = _packed([_place(span, label, scale) for span, label in zip(spans, labels, strict=True)])
    if max((one.row for one in named), default=0) < most_rows:
        return named
    return _packed([_place(span, "", scale) for span in spans])


def _place(span: Span, label: str, scale: Scale) -> Placed:
    """Return where one thing stands, as yet in the first row."""
    lowest, highest = 0.0, scale.width
    begins = scale.at(span.first) if span.first else None
    ends = scale.at(span.last + timedelta(days=1)) if span.last and span.last < date.max else None
    x = begins if begins is not None else (ends if ends is not None else lowest)
    start, end = (begins if begins is not None else x), (ends if ends is not None else x)
    if span.is_point or (span.first == span.last and span.first):
        middle = (start + end) / 2
        start = end = x = middle
    elif span.first is None or (span.soft_start and span.soft_end and span.last):
        x = (start + end) / 2 if begins is not None and ends is not None else x
    fade_start = start - FADE if span.soft_start else start
    fade_end = end + FADE if span.soft_end else end
    cut_start, cut_end = fade_start < lowest - FADE, fade_end > highest + FADE
    inner = max(lowest + SIGN / 2, min(x, highest - SIGN / 2))
    flipped = inner + SIGN + len(label) * _LETTER > highest
    start, end, fade_start, fade_end = (
        round(max(lowest, min(value, highest)), 1) for value in (start, end, fade_start, fade_end)
    )
    return Placed(
        round(inner, 1), start, end, fade_start, fade_end, cut_start, cut_end, row=0, label=label, flipped=flipped
    )


def _packed(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return things in rows: from left to right, each in the first row where what stands there ends before it."""
    free: list[float] = []
    rows: dict[int, int] = {}
    for number, (left, right) in sorted(enumerate(map(_extent, placed)), key=lambda item: item[1]):
        row = next((n for n, edge in enumerate(free) if edge + _GAP <= left), len(free))
        if row == len(free):
            free.append(0.0)
        free[row] = right
        rows[number] = row
    return tuple(replace(one, row=rows[number]) for number, one in enumerate(placed))


def _extent(one: Placed) -> tuple[float, float]:
    """Return the room that a thing takes with its sign and name."""
    name = len(one.label) * _LETTER + (SIGN / 2 if one.label else 0)
    left = min(one.fade_start, one.x - SIGN / 2 - (name if one.flipped else 0))
    right = max(one.fade_end, one.x + SIGN / 2 + (0 if one.flipped else name))
    return left, right
