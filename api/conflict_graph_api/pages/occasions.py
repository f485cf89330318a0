"""What the sources say of events in short: status, days, place, and whether they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from conflict_graph.ask.claims import claims, select
from conflict_graph.dates import AsOf
from conflict_graph.model import Claim, Ref
from conflict_graph.relate.rules import code
from conflict_graph.store.base import Store
from conflict_graph_api.pages.words import basis_word, when
from conflict_graph_api.view_state import ViewState

_NONE: Final = "the source does not say"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One event with what is known of it on the day of the page.

    telling is the claim that prevails: of those that nothing took the place of, accepted before disputed, the one
    stated last. days is the claim the date is read from. differ counts the different days that are given.
    """

    event: Ref
    telling: Claim | None = None
    days: Claim | None = None
    places: tuple[Ref, ...] = ()
    differ: int = 0
    ahead: bool = False

    @property
    def status(self) -> str:
        """The status in one word: held, scheduled, cancelled, ..., or that the source does not say."""
        return code(self.telling.event_status, "status") if self.telling else _NONE

    @property
    def day(self) -> date | None:
        """The first day, where one is known."""
        return self.days.start_date if self.days else None

    @property
    def when(self) -> str:
        """The days in words."""
        return when(self.days) if self.days else "no date given"

    @property
    def basis(self) -> str:
        """How the days are known; an empty text where a source simply gives them."""
        words = basis_word(self.days) if self.days else ""
        return "" if words in ("the source gives the date", "no date given") else words


def occasions(store: Store, view: ViewState, events: Iterable[Ref]) -> dict[str, Occasion]:
    """Return what is known of these events on the days of the view, by IRI; events nothing is said of are there too."""
    wanted = {event.iri: event for event in events}
    told: dict[str, list[Claim]] = {iri: [] for iri in wanted}
    if wanted:
        known = AsOf(known_at=view.as_of.known_at, recorded_at=view.as_of.recorded_at)
        found = select(store, {"subject": list(wanted), "kind": "EventClaim", "layer": view.layers}, known)
        for claim in claims(store, [iri for iri, _ in found]):
            told.setdefault(claim.subject.iri, []).append(claim)
    return {iri: occasion(event, told[iri], view.as_of) for iri, event in wanted.items()}


def occasion(event: Ref, told: Sequence[Claim], as_of: AsOf) -> Occasion:
    """Return one event as the given event claims tell it."""
    replaced = {iri for claim in told for iri in claim.supersedes}
    current = [claim for claim in told if claim.iri not in replaced]
    ranked = sorted(current, key=_weight, reverse=True)
    dated = [claim for claim in ranked if claim.start_date]
    days = next(iter(dated), next((claim for claim in ranked if claim.edtf), None))
    places = dict.fromkeys(claim.place for claim in ranked if claim.place)
    return Occasion(
        event,
        next(iter(ranked), None),
        days,
        tuple(places),
        len({(claim.start_date, claim.end_date or claim.start_date) for claim in dated}),
        _ahead(days, as_of.valid_at),
    )


def _weight(claim: Claim) -> tuple[bool, date, str]:
    return code(claim.claim_status, "claim") == "accepted", claim.stated_on, claim.iri


def _ahead(days: Claim | None, valid_at: date | None) -> bool:
    return bool(valid_at and days and days.start_date and days.start_date > valid_at)


def by_date(found: Collection[Occasion]) -> list[Occasion]:
    """Return events by their first day, undated ones last."""
    return sorted(found, key=lambda one: (one.day or date.max, one.event.label))
