"""Collecting what one page shows: every claim about its thing, and which of them hold on the day of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Unpack

from conflict_graph.ask.claims import FORMS, Filters, claims, select
from conflict_graph.ask.contradictions import contradictions
from conflict_graph.model import Claim, Holds
from conflict_graph.scope import Scope
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.statements import Reader, Shelf, State, state_of

MOST: Final = 400
"""Most claims of one thing that its page shows; above that, the latest of each kind."""
MOST_OF_A_KIND: Final = 60


@dataclass(frozen=True, slots=True)
class Gathered:
    """The claims of a page by kind, and the reader that turns them into statements."""

    shelves: dict[str, Shelf]
    reader: Reader
    total: int

    def of(self, kind: str) -> tuple[Claim, ...]:
        """Return the shown claims of one kind."""
        return self.shelves[kind].claims if kind in self.shelves else ()

    @property
    def claims(self) -> list[Claim]:
        """Return every shown claim."""
        return [claim for shelf in self.shelves.values() for claim in shelf.claims]

    @property
    def dimmed(self) -> int:
        """The number of shown claims that do not hold on the day of the page."""
        return len(self.claims) - len(self.reader.holding(self.claims))

    @property
    def cut(self) -> dict[str, Shelf]:
        """The kinds of which not all claims are shown."""
        return {kind: shelf for kind, shelf in self.shelves.items() if shelf.cut}


def at_any_time(view: ViewState) -> Scope:
    """Return the scope of a page without the days that only dim what does not hold or was not said then."""
    return view.scope.without("valid_at", "known_at")


def gather(store: Store, view: ViewState, **filters: Unpack[Filters]) -> Gathered:
    """Return the claims that fit the filters, whatever their day, and how each stands to the day of the page.

    The days on which claims hold and were said do not narrow the selection, so that what lies ahead can be shown as
    such; every other part of the scope does.
    """
    selected = select(store, at_any_time(view), **filters)
    if len(selected) <= MOST:
        shelves = _by_kind(claims(store, [iri for iri, _ in selected]))
    else:
        shelves = _latest_of_each(store, view, filters)
    shown = [claim for shelf in shelves.values() for claim in shelf.claims]
    marked, reader = mark_for_day(store, view, shown, **filters)
    for kind, shelf in shelves.items():
        shelves[kind] = replace(shelf, claims=tuple(marked[claim.iri] for claim in shelf.claims))
    return Gathered(shelves, reader, len(selected))


def mark_for_day(
    store: Store, view: ViewState, shown: Iterable[Claim], **filters: Unpack[Filters]
) -> tuple[dict[str, Claim], Reader]:
    """Return claims marked with how surely they hold on the day of the view, and the reader for them.

    The filters narrow the question of what holds to the claims that may be among those shown; without filters it is
    asked of everything that is claimed of their subjects.
    """
    shown = list(shown)
    scope = view.scope
    if not filters and not scope.sources:
        filters = {"entity": sorted({claim.subject.iri for claim in shown})}
    live: dict[str, Holds] = {}
    dated = any((scope.valid_at, scope.known_at, scope.recorded_at))
    if dated and shown:
        live = dict(select(store, scope.replace(holds="possible"), **filters))
    states: dict[str, State] = {}
    marked: dict[str, Claim] = {}
    for claim in shown:
        holds = live.get(claim.iri, "certain")
        marked[claim.iri] = replace(claim, holds=holds) if holds != claim.holds else claim
        if claim.iri in live:
            states[claim.iri] = "possible" if holds == "possible" else "holds"
        else:
            states[claim.iri] = state_of(claim, scope) if dated else "holds"
    against = contradictions(store, marked) if marked else {}
    return marked, Reader(states, scope, against)


def _by_kind(claims: Iterable[Claim]) -> dict[str, Shelf]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.kind, []).append(claim)
    return {kind: Shelf(tuple(group), len(group)) for kind, group in groups.items()}


def _latest_of_each(store: Store, view: ViewState, filters: Filters) -> dict[str, Shelf]:
    """Return, for a thing with very many claims, the latest of each kind and how many there are."""
    totals: dict[str, int] = {}
    shown: list[str] = []
    for kind in FORMS:
        selected = select(store, at_any_time(view), **{**filters, "kind": kind})
        if selected:
            totals[kind] = len(selected)
            shown += [iri for iri, _ in selected[-MOST_OF_A_KIND:]]
    shelves = _by_kind(claims(store, shown))
    return {kind: replace(shelf, total=totals.get(kind, shelf.total)) for kind, shelf in shelves.items()}
