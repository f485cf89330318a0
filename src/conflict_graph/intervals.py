"""When a claim stands on a line of time: the days it is known to hold, and soft ends where they are not known.

A known day is a point. A day that is only bounded ("in August 2025", "by 5 January 2026") is a bar whose ends are
soft. What has begun and has no known end goes on, with a soft end. What has no bound at all has no place: `span`
returns None, and the claim is listed apart.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from conflict_graph.model import Claim, code_of

_DAY: Final = timedelta(days=1)
_PLAIN: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")
_MOMENTS: Final = ("EventClaim", "Position")
"""Claims of these classes happen or are made on a day; the others last."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of something; None is an end that nobody gives.

    An end is soft where the day is only a bound, about right, or not given.
    """

    first: date | None
    last: date | None
    soft_start: bool = False
    soft_end: bool = False

    @property
    def is_point(self) -> bool:
        """Whether it is one known day."""
        return self.first == self.last and not self.soft_start and not self.soft_end

    @property
    def anchor(self) -> date:
        """The day by which it is sorted and where its sign stands."""
        return self.first or self.last or date.min

    def within(self, first: date | None, last: date | None) -> bool:
        """Tell whether some of it lies between two days, both included.

        What has no known end goes on; what has no known beginning counts from the day by which it was so.
        """
        begins, ends = self.anchor, self.last or date.max
        return (last is None or begins <= last) and (first is None or ends >= first)


def span(claim: Claim) -> Span | None:
    """Return when a claim stands, or None when the sources give neither a day nor a bound.

    >>> from conflict_graph.model import Concept, Ref
    >>> v = "https://w3id.org/conflict-graph/vocab/"
    >>> def position(**days: object) -> Claim:
    ...     return Claim(iri="c", kind="Position", subject=Ref("p"), object=None, modality=Concept(""),
    ...         firmness=Concept(""), claim_status=Concept(""), layer=Concept(""), stated_on=date(2026, 2, 23), **days)
    >>> span(position(valid_from=date(2026, 2, 20), date_basis=Concept(v + "date-stated")))
    Span(first=datetime.date(2026, 2, 20), last=None, soft_start=False, soft_end=True)
    >>> span(position(edtf="2025-08", date_basis=Concept(v + "date-bracketed"))).last
    datetime.date(2025, 8, 31)
    >>> span(position(edtf="../..", date_basis=Concept(v + "date-unknown"))) is None
    True
    """
    basis = code_of(claim.date_basis)
    start = claim.start_date or claim.valid_from
    if start and basis not in ("bracketed", "unknown"):
        return _known(claim, start)
    earliest, latest = _bounds(claim)
    return _bounded(claim, earliest, latest) if earliest or latest else None


def _known(claim: Claim, start: date) -> Span:
    """Return the span of a claim whose first day is known."""
    about = bool(claim.edtf and claim.edtf.endswith("~"))
    if claim.kind == "EventClaim":
        lasts = claim.subject.kind == "Process" and claim.end_date is None
        return Span(start, None if lasts else claim.end_date or start, about, lasts or about)
    end = claim.valid_until - _DAY if claim.valid_until else claim.valid_until_latest
    soft = claim.valid_until is None
    return Span(start, max(end, start) if end else None, about, soft)


def _bounded(claim: Claim, earliest: date | None, latest: date | None) -> Span:
    """Return the span of a claim whose days are only bounded: it stands somewhere between the two."""
    goes_on = claim.kind not in _MOMENTS and not claim.valid_until and not claim.valid_until_latest
    if goes_on:
        return Span(earliest or latest, None, True, True)
    return Span(earliest, max(latest, earliest) if earliest and latest else latest, True, True)


def _bounds(claim: Claim) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day that a claim gives: those of its EDTF text, else its own bounds."""
    lower, upper = edtf_bounds(claim.edtf) if claim.edtf else (None, None)
    begun_by = claim.valid_from if claim.valid_from_earliest else None
    return lower or claim.valid_from_earliest, upper or claim.valid_until_latest or begun_by


@lru_cache(maxsize=4096)
def edtf_bounds(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that an EDTF text allows; None for an end it leaves open or cannot tell.

    >>> edtf_bounds("../2026-02-23")
    (None, datetime.date(2026, 2, 23))
    >>> edtf_bounds("2025-10/2025-11")
    (datetime.date(2025, 10, 1), datetime.date(2025, 11, 30))
    >>> edtf_bounds("some time ago")
    (None, None)
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _days(text)
    return _days(start)[0], _days(end)[1]


def _days(text: str) -> tuple[date | None, date | None]:
    """Return the first and last day of an EDTF date that is no interval."""
    plain = _PLAIN.fullmatch(text)
    if not plain:
        return _parsed(text) if text.strip(".") else (None, None)
    year, month, day = (int(part) if part else None for part in plain.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:  # 2026-21 is a spring
        return _parsed(text)
    if day:
        return first, first
    return first, date(first.year, month or 12, monthrange(first.year, month or 12)[1])


def _parsed(text: str) -> tuple[date | None, date | None]:
    """Return the first and last day of any other form: seasons, unknown digits, sets."""
    from edtf import parse_edtf  # slow to import, and such forms are rare
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text.rstrip("~?%"))
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, AttributeError, TypeError, ValueError, OverflowError):
        return None, None
