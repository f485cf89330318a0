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
    cut_end tell that it goes on beyond the line. The name begins at label_x, or ends there where flipped.
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
    label_x: float = 0.0
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


def lay_out(
    spans: Sequence[Span],
    labels: Sequence[str],
    scale: Scale,
    *,
    lasting: Sequence[bool] = (),
    most_rows: int = 22,
) -> tuple[Placed, ...]:
    """Return where things stand, each in the first row that has room for it; without names where rows get too many.

    lasting tells which things go on to the end of the line where nobody gives their end; the others only fade.
    """
    lasts = lasting or [False] * len(spans)
    all_of_it = list(zip(spans, labels, lasts, strict=True))
    named = [_place(span, label, scale, last) for span, label, last in all_of_it]
    rows = _rows(named)
    if max(rows, default=0) >= most_rows:
        named = [_place(span, "", scale, last) for span, _, last in all_of_it]
        rows = _rows(named)
    return tuple(replace(one, row=row) for one, row in zip(named, rows, strict=True))


def _place(span: Span, label: str, scale: Scale, lasting: bool) -> Placed:
    """Return where one thing stands, as yet in the first row."""
    begins = scale.at(span.first) if span.first else None
    ends = scale.at(span.last + timedelta(days=1)) if span.last and span.last < date.max else None
    start = begins if begins is not None else ends if ends is not None else 0.0
    end = ends if ends is not None else start
    x = start if begins is not None else end
    if span.first == span.last:
        start = end = x = (start + end) / 2
    elif span.soft_start and span.soft_end and begins is not None and ends is not None:
        x = (start + end) / 2
    fade_start = start - FADE if span.soft_start else start
    fade_end = end + FADE if span.soft_end else end
    if lasting and span.last is None:
        fade_end = scale.width + 2 * FADE
    inside = [round(max(0.0, min(value, scale.width)), 1) for value in (start, end, fade_start, fade_end)]
    sign = round(max(SIGN / 2, min(x, scale.width - SIGN / 2)), 1)
    label_x, flipped = _name_at(sign, inside[2], inside[3], len(label) * _LETTER, scale.width)
    return Placed(
        sign,
        inside[0],
        inside[1],
        inside[2],
        inside[3],
        cut_start=min(fade_start, start) < -FADE,
        cut_end=fade_end > scale.width + FADE,
        row=0,
        label=label,
        label_x=label_x,
        flipped=flipped,
    )


def _name_at(sign: float, start: float, end: float, room: float, width: float) -> tuple[float, bool]:
    """Return where a name goes: behind its thing, before it where there is no room, behind the sign where both lack."""
    behind, before = max(sign + SIGN / 2, end) + 3, min(sign - SIGN / 2, start) - 3
    if behind + room <= width:
        return round(behind, 1), False
    if before - room >= 0:
        return round(before, 1), True
    return round(sign + SIGN / 2 + 3, 1), False


def _rows(placed: Sequence[Placed]) -> list[int]:
    """Return the row of each thing: from left to right, each in the first row where nothing is in its way."""
    free: list[float] = []
    rows = [0] * len(placed)
    for number, (left, right) in sorted(enumerate(map(_extent, placed)), key=lambda item: item[1]):
        row = next((n for n, edge in enumerate(free) if edge + _GAP <= left), len(free))
        if row == len(free):
            free.append(0.0)
        free[row] = right
        rows[number] = row
    return rows


def _extent(one: Placed) -> tuple[float, float]:
    """Return the room that a thing takes with its sign and name."""
    room = len(one.label) * _LETTER
    left = min(one.fade_start, one.x - SIGN / 2, one.label_x - room if one.flipped else one.x)
    right = max(one.fade_end, one.x + SIGN / 2, one.x if one.flipped or not room else one.label_x + room)
    return left, right
