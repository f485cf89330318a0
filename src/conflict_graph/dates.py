"""Days, intervals and the three questions of time: when it holds, when it was said, when we recorded it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from conflict_graph.errors import InvalidDate, ReversedInterval

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(name: str, value: str | date | None) -> date | None:
    """Return the calendar day of a parameter; None and the empty string mean "not given".

    Raises InvalidDate, naming the parameter, for anything but an ISO 8601 calendar date.

    >>> parse_day("valid_at", "2026-02-24")
    datetime.date(2026, 2, 24)
    """
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if not _DAY.fullmatch(value):
        raise InvalidDate(name, value)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InvalidDate(name, value) from None


def check_order(start_name: str, start: date | None, end_name: str, end: date | None) -> None:
    """Raise ReversedInterval when both ends are given and the second lies before the first."""
    if start and end and end < start:
        raise ReversedInterval(start_name, start, end_name, end)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The days a question is asked for; None leaves that question open.

    valid_at: the day on which a claim must hold (or by which an event must have happened).
    known_at: the last day on which a source may have said it.
    recorded_at: the last day on which it may have entered this graph.

    >>> AsOf.of(valid_at="2026-02-24").valid_at
    datetime.date(2026, 2, 24)
    """

    valid_at: date | None = None
    known_at: date | None = None
    recorded_at: date | None = None

    @classmethod
    def of(
        cls,
        valid_at: str | date | None = None,
        known_at: str | date | None = None,
        recorded_at: str | date | None = None,
    ) -> AsOf:
        """Return an AsOf from dates or their ISO texts; raises InvalidDate naming the parameter."""
        return cls(
            parse_day("valid_at", valid_at), parse_day("known_at", known_at), parse_day("recorded_at", recorded_at)
        )
