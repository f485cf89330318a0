"""Days and intervals: read from what a caller gives, with an error that names the parameter."""

from __future__ import annotations

import re
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
