"""Spans of time as bars that lie under each other: what held from when until when, as far as the claims know it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from conflict_graph.draw.time_axis import Tick, TimeAxis, wide_ticks
from conflict_graph.model import Claim, Ref
from conflict_graph_api.pages.statements import Reader, Statement

Shape = Literal["span", "open", "point"]
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
    ticks: tuple[Tick, ...]
    marker: float | None


def bands(
    reader: Reader, claims: Iterable[Claim], of: Callable[[Claim], Ref | None], on: date | None = None
) -> Bands | None:
    """Return claims that hold for a while as bars, one row for each thing; None when fewer than two days are known.

    The axis ends with the last day that any of the claims knows of: an open end says that no source gives one.
    """
    rows: dict[str, list[Claim]] = defaultdict(list)
    things: dict[str, Ref] = {}
    for claim in claims:
        thing = of(claim)
        if thing and claim.claim_status.code != "retracted":
            things[thing.iri] = thing
            rows[thing.iri].append(claim)
    days = sorted({day for group in rows.values() for claim in group for day in _days(claim)})
    if len(days) < 2:
        return None
    axis = TimeAxis(days[0], days[-1], 100.0, _ROOM)
    ordered = sorted(things, key=lambda iri: min(day for claim in rows[iri] for day in _days(claim)))
    drawn = tuple(Band(things[iri], tuple(_bar(reader.one(claim), axis) for claim in rows[iri])) for iri in ordered)
    return Bands(drawn, tuple(wide_ticks(axis, _MOST_TICKS)), _at(axis, on) if on and axis.holds(on) else None)


def _days(claim: Claim) -> list[date]:
    known = [day for day in (claim.valid_from, claim.valid_until) if day]
    return known if claim.valid_from and claim.valid_until else [*known, claim.stated_on]


def _bar(one: Statement, axis: TimeAxis) -> Bar:
    start, end = one.claim.valid_from, one.claim.valid_until
    if start is None and end is None:
        return Bar("point", _at(axis, one.claim.stated_on), 0.0, one)
    left = _at(axis, start) if start else 0.0
    right = _at(axis, end) if end else 100.0
    return Bar("span" if start and end else "open", left, round(max(right - left, 0.4), 2), one)


def _at(axis: TimeAxis, day: date) -> float:
    return round(axis.at(day), 2)
