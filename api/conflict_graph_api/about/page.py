"""The page about the data: what they cover, layer by layer, where sources contradict, and how to cite them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from conflict_graph.ask.claims import claims, select
from conflict_graph.ask.coverage import Coverage
from conflict_graph.ask.meetings import meetings
from conflict_graph.scope import ALL
from conflict_graph.store.base import Store
from conflict_graph.words.days import MONTHS
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import at_any_time, mark_for_day
from conflict_graph_api.pages.words import LAYERS

MOST_YEARS: Final = 8
MOST: Final = 100
_CLAIMS: Final = frozenset(
    {
        "Claim",
        "Participation",
        "EventClaim",
        "Membership",
        "Tenure",
        "Position",
        "Undertaking",
        "AttributeClaim",
        "Mention",
        "Evidence",
        "Extraction",
    }
)


@dataclass(frozen=True, slots=True)
class Month:
    """The meetings of a month, with the place and height of its bar."""

    words: str
    letter: str
    count: int
    x: float
    height: float


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its twelve months, and its first and last day with a meeting."""

    year: int
    months: tuple[Month, ...]
    first: date
    last: date

    @property
    def total(self) -> int:
        """The meetings of the year."""
        return sum(month.count for month in self.months)

    @property
    def words(self) -> str:
        """The counts of its months as a list."""
        return f"{self.year}: " + ", ".join(month.words for month in self.months if month.count)


def years(days: Sequence[date]) -> list[Year]:
    """Return the latest years with meetings, oldest first, each with the number of meetings by month."""
    counts = Counter((day.year, day.month) for day in days)
    most = max(counts.values(), default=1)
    return [
        _year(year, counts, most, [day for day in days if day.year == year]) for year in sorted({d.year for d in days})
    ][-MOST_YEARS:]


def _year(year: int, counts: Counter[tuple[int, int]], most: int, days: Sequence[date]) -> Year:
    months = []
    for month in range(1, 13):
        count, name = counts[year, month], MONTHS[month - 1]
        months.append(
            Month(f"{name} {count}", name[0], count, round((month - 1) * 8.33, 2), round(28 * count / most, 1))
        )
    return Year(year, tuple(months), min(days), max(days))


def _within(store: Store, view: ViewState, pairs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return the pairs of claims that both belong to the scope of the page, whatever their days."""
    scope = at_any_time(view)
    fitting = dict(select(store, scope)) if scope != ALL and pairs else None
    return [pair for pair in pairs if fitting is None or fitting.keys() >= set(pair)]


def about_page(store: Store, coverage: Coverage, view: ViewState) -> dict[str, Any]:
    """Return what the page about the data shows."""
    pairs = _within(store, view, coverage.contradictions)[:MOST]
    marked, reader = mark_for_day(store, view, claims(store, dict.fromkeys(iri for pair in pairs for iri in pair)))
    layers = coverage.layers()
    kinds = sorted({count.kind for counts in layers.values() for count in counts})
    days = [one.start_date for one in meetings(store, view.scope)]
    return {
        "years": years([day for day in days if day]),
        "undated": days.count(None),
        "coverage": coverage,
        "things": {name: count for name, count in coverage.classes.items() if name not in _CLAIMS},
        "kinds": kinds,
        "layers": {layer: {count.kind: count for count in counts} for layer, counts in layers.items()},
        "meanings": LAYERS,
        "pairs": [(reader.one(marked[one]), reader.one(marked[other])) for one, other in pairs],
        "reader": reader,
    }
