"""Spans of time as bars that lie under each other: what held from when until when, as far as the claims know it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from conflict_graph.model import Claim, Ref
from conflict_graph_api.pages.statements import Reader, Statement

Shape = Literal["span", "open", "point"]
_STEPS: Final = (3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100)))
"""Months between two ticks."""
_MOST_TICKS: Final = 8
_ROOM: Final = 0.02


@dataclass(frozen=True, slots=True)
class Bar:
    """One claim on the axis, in percent of its width: a span with both ends known, an open end, or only a day."""

    shape: Shape
    x: float
    width: float
    statement: Statement


@dataclass(frozen=True, slots=True)
class Band:
    """One thing with its bars."""

    thing: Ref
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """All bands over one axis: years with their places, and the day of the page where it lies on the axis."""

    rows: tuple[Band, ...]
    ticks: tuple[tuple[float, str], ...]
    marker: float | None


def bands(
    reader: Reader, told: Iterable[Claim], of: Callable[[Claim], Ref | None], on: date | None = None
) -> Bands | None:
    """Return claims that hold for a while as bars, one row for each thing; None when fewer than two days are known.

    The axis ends with the last day that any of the claims knows of: an open end says that no source gives one.
    """
    rows: dict[str, list[Claim]] = defaultdict(list)
    things: dict[str, Ref] = {}
    for claim in told:
        thing = of(claim)
        if thing and claim.claim_status.code != "retracted":
            things[thing.iri] = thing
            rows[thing.iri].append(claim)
    days = sorted({day for group in rows.values() for claim in group for day in _days(claim)})
    if len(days) < 2:
        return None
    scale = _Scale(days[0], days[-1])
    ordered = sorted(things, key=lambda iri: min(day for claim in rows[iri] for day in _days(claim)))
    found = tuple(Band(things[iri], tuple(_bar(reader.one(claim), scale) for claim in rows[iri])) for iri in ordered)
    return Bands(found, scale.ticks, scale.at(on) if on and scale.first <= on <= scale.last else None)


def _days(claim: Claim) -> list[date]:
    known = [day for day in (claim.valid_from, claim.valid_until) if day]
    return known if claim.valid_from and claim.valid_until else [*known, claim.stated_on]


def _bar(one: Statement, scale: _Scale) -> Bar:
    start, end = one.claim.valid_from, one.claim.valid_until
    if start is None and end is None:
        return Bar("point", scale.at(one.claim.stated_on), 0.0, one)
    left = scale.at(start) if start else 0.0
    right = scale.at(end) if end else 100.0
    return Bar("span" if start and end else "open", left, round(max(right - left, 0.4), 2), one)


class _Scale:
    """Days to percent of the width, with a little room at either end."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        days = max((last - first).days, 1)
        self._start = first.toordinal() - days * _ROOM
        self._days = days * (1 + 2 * _ROOM)

    def at(self, day: date) -> float:
        return round(100 * (day.toordinal() - self._start) / self._days, 2)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """The years or quarters that are named, not closer than they can be read."""
        months = range(self.first.year * 12 + self.first.month, self.last.year * 12 + self.last.month)
        step = next((step for step in _STEPS if len(months) / step <= _MOST_TICKS), _STEPS[-1])
        found = (date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0)
        return tuple((self.at(day), str(day.year) if step % 12 == 0 else f"{day:%b} {day.year}") for day in found)
