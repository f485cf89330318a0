"""Laying out dated things in lanes: from days to places on a line, signs and names side by side without overlap.

Pure: days and words in, numbers out. What the numbers become (SVG, a picture, a test) is the caller's matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from conflict_graph.draw.time_axis import TimeAxis
from conflict_graph.intervals import Span

SIGN: Final = 12.0
"""Room of a sign."""
FADE: Final = 14.0
"""Length of an end that nobody gives."""
_LETTER: Final = 6.3
_GAP: Final = 7.0


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


def lay_out(
    spans: Sequence[Span],
    labels: Sequence[str],
    axis: TimeAxis,
    *,
    lasting: Sequence[bool] = (),
    most_rows: int = 22,
) -> tuple[Placed, ...]:
    """Return where things stand, each in the first row that has room for it; without names where rows get too many.

    lasting tells which things go on to the end of the line where nobody gives their end; the others only fade.
    """
    lasts = lasting or [False] * len(spans)
    all_of_it = list(zip(spans, labels, lasts, strict=True))
    named = [_place(span, label, axis, last) for span, label, last in all_of_it]
    rows = _rows(named)
    if max(rows, default=0) >= most_rows:
        named = [_place(span, "", axis, last) for span, _, last in all_of_it]
        rows = _rows(named)
    return tuple(replace(one, row=row) for one, row in zip(named, rows, strict=True))


def _place(span: Span, label: str, axis: TimeAxis, lasting: bool) -> Placed:
    """Return where one thing stands, as yet in the first row."""
    begins = axis.at(span.first) if span.first else None
    ends = axis.at(span.last + timedelta(days=1)) if span.last and span.last < date.max else None
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
        fade_end = axis.width + 2 * FADE
    inside = [round(max(0.0, min(value, axis.width)), 1) for value in (start, end, fade_start, fade_end)]
    sign = round(max(SIGN / 2, min(x, axis.width - SIGN / 2)), 1)
    label_x, flipped = _name_at(sign, inside[2], inside[3], len(label) * _LETTER, axis.width)
    return Placed(
        sign,
        inside[0],
        inside[1],
        inside[2],
        inside[3],
        cut_start=min(fade_start, start) < -FADE,
        cut_end=fade_end > axis.width + FADE,
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
