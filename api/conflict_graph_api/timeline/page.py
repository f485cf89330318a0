"""The timeline: what is asked for in the address, the choices of the page, and the ways to narrower views."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from conflict_graph.ask.search import listed
from conflict_graph.ask.things import ACTORS, resolve, thing
from conflict_graph.ask.timeline_lanes import Chart, chart
from conflict_graph.ask.timeline_marks import Kind, Question, lane_kind, mark_kinds
from conflict_graph.dates import check_order, parse_day
from conflict_graph.draw.time_axis import month_starts
from conflict_graph.store.base import Store
from conflict_graph.vocabulary import codes
from conflict_graph.words.days import short_month
from conflict_graph_api.http.parameters import Pairs, several, single
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.timeline.drawing import ROW, WIDTH, draw, row

MOST_CHOICES: Final = 200
MOST_UNDATED: Final = 60
_SORTS: Final[dict[str, tuple[str, ...]]] = {"actor": ACTORS, "issue": ("Issue",), "coalition": ("Coalition",)}
BY_WORDS: Final = {"issue": "Issues", "actor": "Actors", "coalition": "Coalitions"}
KIND_WORDS: Final[dict[Kind, str]] = {
    "meeting": "meetings, other events",
    "position": "positions",
    "office": "offices held",
    "membership": "memberships",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another view of the same timeline: its words, address, number of marks if known, and if it is here."""

    label: str
    address: str
    count: int | None = None
    current: bool = False


def question(store: Store, pairs: Pairs, view: ViewState) -> Question:
    """Return what an address asks the timeline for.

    Raises NotFound and AmbiguousName for things, InvalidDate, ReversedInterval and InvalidParameter.
    """
    first, last = parse_day("from", single(pairs, "from")), parse_day("until", single(pairs, "until"))
    check_order("from", first, "until", last)
    named = {
        name: tuple(resolve(store, value, kinds).iri for value in several(pairs, name) if value)
        for name, kinds in _SORTS.items()
    }
    return Question(
        by=lane_kind(single(pairs, "by") or "issue"),
        actors=named["actor"],
        issues=named["issue"],
        coalitions=named["coalition"],
        kinds=mark_kinds(several(pairs, "kind")),
        first=first,
        last=last,
        scope=view.scope,
    )


def timeline_page(store: Store, pairs: Pairs, view: ViewState, question: Question) -> dict[str, Any]:
    """Return what the page of the timeline shows."""
    timeline = chart(store, question)
    ways = Ways(pairs)
    about = [thing(store, iri).ref() for things in question.sorts for iri in things]
    return {
        "timeline": timeline,
        "question": question,
        "about": about,
        "drawing": draw(timeline, question),
        "undated": [(lane, row(mark, question)) for lane, mark in timeline.undated[:MOST_UNDATED]],
        "zooms": list(_zooms(timeline, question, ways)),
        "by_ways": [Way(words, ways.to(by=by), current=by == question.by) for by, words in BY_WORDS.items()],
        "further": [(ref, count, ways.to(**{question.by: ref.iri})) for ref, count in timeline.further[:12]],
        "whole": ways.to(**{"from": timeline.beginning.isoformat()}) if timeline.beginning else "",
        "choices": {name: listed(store, kinds, MOST_CHOICES, 0)[0] for name, kinds in _CHOSEN.items()},
        "names": {"actor": ", ".join(value for value in several(pairs, "actor") if value)},
        "kinds": KIND_WORDS,
        "modalities": codes("modality"),
        "width": WIDTH,
        "row_height": ROW,
        "json_address": ways.to("/api/timeline/lanes"),
    }


_CHOSEN: Final = {"issue": ("Issue",), "coalition": ("Coalition",)}


class Ways:
    """Addresses of other views of the page: the parameters of this one with some of them changed."""

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = [(name, value) for name, value in pairs if value and name != "format"]

    def to(self, path: str = "/timeline", **changed: str) -> str:
        """Return the address with these parameters in place of those of the same names; an empty one goes."""
        unchanged = [(name, value) for name, value in self._pairs if name not in changed]
        pairs = [*unchanged, *((name, value) for name, value in changed.items() if value)]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def between(self, first: date, last: date) -> str:
        """Return the address of the same view between two days."""
        return self.to(**{"from": first.isoformat(), "until": last.isoformat()})


def _zooms(timeline: Chart, question: Question, ways: Ways) -> Iterator[tuple[str, list[Way]]]:
    """Yield groups of links: all days, years, and the quarters and months of what is shown when they are few."""
    start, end = timeline.start, timeline.end
    if start is None or end is None:
        return
    here = (question.first, question.last)
    yield "All", [Way("all days", ways.to(**{"from": "", "until": ""}), current=here == (None, None))]
    years = [(year, count) for year, count in timeline.years.items() if count]
    yield "Year", [_way(str(year), date(year, 1, 1), 12, here, ways, count) for year, count in years[-8:]]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    for name, step, most in (("Quarter", 3, 24), ("Month", 1, 12)):
        if months <= most:
            firsts = month_starts(start, end, step)
            yield name, [_way(_period(day, step), day, step, here, ways) for day in firsts]


def _period(first: date, months: int) -> str:
    return f"{short_month(first)} {first.year}" if months == 1 else f"Q{first.month // 3 + 1} {first.year}"


def _way(
    label: str, first: date, months: int, here: tuple[date | None, date | None], ways: Ways, count: int | None = None
) -> Way:
    month = first.month + months - 1
    last = date(first.year, month, monthrange(first.year, month)[1])
    return Way(label, ways.between(first, last), count, here == (first, last))
