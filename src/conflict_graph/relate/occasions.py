"""The occasions behind an edge: what two things share, when it was, and whether it is only planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple


class Occasion(NamedTuple):
    """One occasion that ties two things: the IRI of what they share, its first and last ISO day, whether it is planned.

    A text is empty where nothing is known. Edges hold occasions as lists, in ``dates``, so that every file format
    gives back what it was given.
    """

    via: str
    first: str
    last: str
    planned: bool

    @property
    def modality(self) -> str:
        """What kind of occasion it is, as a bare code: actual or scheduled."""
        return "scheduled" if self.planned else "actual"

    @property
    def is_dated(self) -> bool:
        """Whether one of its days is known."""
        return bool(self.first or self.last)

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Tell whether an occasion, open where a day is empty, overlaps bounds of days.

        >>> day = Occasion("m", "2026-02-24", "", False)
        >>> day.overlaps(None, date(2026, 2, 23)), day.overlaps(date(2026, 3, 1), None)
        (False, True)
        """
        begins_in_time = last is None or not self.first or self.first <= last.isoformat()
        return begins_in_time and (first is None or not self.last or self.last >= first.isoformat())


def occasions_of(*edges: Mapping[str, Any]) -> set[Occasion]:
    """Return the occasions of edges, each once.

    >>> occasions_of({"dates": [["m", "2026-02-24", "", False]]})
    {Occasion(via='m', first='2026-02-24', last='', planned=False)}
    """
    return {Occasion(*occasion) for edge in edges for occasion in edge.get("dates", ())}


def in_order(occasions: Iterable[Occasion]) -> list[list[Any]]:
    """Return occasions as an edge holds them: in order of their first days, those without one last.

    >>> in_order([Occasion("n", "", "", True), Occasion("m", "2026-02-24", "", False)])
    [['m', '2026-02-24', '', False], ['n', '', '', True]]
    """
    return [list(one) for one in sorted(occasions, key=lambda one: (not one.first, one))]
