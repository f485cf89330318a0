"""What the sources say of events in short: how they stand, their days and places, and whether sources differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from conflict_graph.ask.claims import find
from conflict_graph.ask.meetings import Meeting, meetings
from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.scope import Scope
from conflict_graph.store.base import Store
from conflict_graph.words.days import day
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.words import basis_word, when

UNSAID: Final = "the source does not say"
_WORDS: Final = {"under-way": "under way", "due": "due, not said to have taken place"}
_NOT_OVER: Final = ("ahead", "undated")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One event with what is known of it on the days of a page.

    claims are those that nothing took the place of, the deciding one first. standing is where a meeting stands
    (`conflict_graph.ask.meetings.STANDINGS`); it is empty for other events.
    """

    event: Ref
    claims: tuple[Claim, ...] = ()
    standing: str = ""
    on: date | None = None

    @property
    def reported(self) -> str:
        """The status the deciding claim gives it: held, scheduled, proposed, ..."""
        return code_of(self.claims[0].event_status) if self.claims else ""

    @property
    def status(self) -> str:
        """How the event stands on the day of the page, in words: held, scheduled, ahead, due, ..., or not said."""
        if not self.claims:
            return UNSAID
        if self.standing and self.standing not in _NOT_OVER:
            return _WORDS.get(self.standing, self.standing)
        if self.ahead and self.reported == "held":
            return "ahead"
        lasts = self.reported == "held" and self.event.kind == "Process" and not self.claims[0].end_date
        return "under way" if lasts else self.reported

    @property
    def ahead(self) -> bool:
        """Whether it lies after the day of the page."""
        later = self.standing == "ahead" or (
            not self.standing and self.day is not None and self.day > (self.on or self.day)
        )
        return bool(self.on and self.claims) and later

    @property
    def remark(self) -> str:
        """What the day of the page does to it: still ahead, or not to be placed before or after."""
        if self.on and self.ahead:
            return f"after {day(self.on)}" + ("; reported as held since" if self.reported == "held" else "")
        if self.on and self.standing == "undated":
            return f"before or after {day(self.on)}, the sources do not say"
        return ""

    @property
    def dating(self) -> Claim | None:
        """The claim the days are read from: the first that gives one, else the first that bounds it."""
        dated = next((claim for claim in self.claims if claim.start_date), None)
        return dated or next((claim for claim in self.claims if claim.edtf), None)

    @property
    def day(self) -> date | None:
        """The first day, where one is known."""
        return self.dating.start_date if self.dating else None

    @property
    def when(self) -> str:
        """The days in words."""
        return when(self.dating) if self.dating else "no date given"

    @property
    def basis(self) -> str:
        """How the days are known; an empty text where a source simply gives them."""
        inferred = self.dating is not None and code_of(self.dating.date_basis) == "inferred"
        return basis_word(self.dating) if inferred and self.dating else ""

    @property
    def places(self) -> tuple[Ref, ...]:
        """The places that are given, each once."""
        return tuple(dict.fromkeys(claim.place for claim in self.claims if claim.place))

    @property
    def differ(self) -> int:
        """How many different days are given."""
        return len(
            {(claim.start_date, claim.end_date or claim.start_date) for claim in self.claims if claim.start_date}
        )


def occasions(store: Store, view: ViewState, events: Iterable[Ref]) -> dict[str, Occasion]:
    """Return what is known of these events on the days of the view, by IRI; events nothing is said of are there too."""
    by_iri = {event.iri: event for event in events}
    gatherings = [iri for iri, event in by_iri.items() if event.kind == "Meeting"]
    known = {iri: Occasion(event, on=view.scope.valid_at) for iri, event in by_iri.items()}
    if gatherings:
        stands = meetings(store, view.scope, meeting=gatherings)
        known |= {one.thing.iri: of_meeting(one, view.scope) for one in stands}
    return known | _others(store, view, [event for event in by_iri.values() if event.kind != "Meeting"])


def of_meeting(one: Meeting, scope: Scope) -> Occasion:
    """Return a meeting as an occasion."""
    return Occasion(one.thing, one.claims, one.standing, scope.valid_at)


def _others(store: Store, view: ViewState, events: Sequence[Ref]) -> dict[str, Occasion]:
    """Return events that are no meetings, as the claims stated last tell them."""
    if not events:
        return {}
    claims = find(store, view.scope.without("valid_at"), subject=[one.iri for one in events], kind="EventClaim")
    replaced = {iri for claim in claims for iri in claim.supersedes}
    current = sorted((claim for claim in claims if claim.iri not in replaced), key=_weight, reverse=True)
    return {
        event.iri: Occasion(event, tuple(c for c in current if c.subject.iri == event.iri), on=view.scope.valid_at)
        for event in events
    }


def _weight(claim: Claim) -> tuple[bool, date, str]:
    return claim.claim_status.code == "accepted", claim.stated_on, claim.iri


def by_date(events: Collection[Occasion]) -> list[Occasion]:
    """Return events by their first day, undated ones last."""
    return sorted(events, key=lambda one: (one.day or date.max, one.event.label))
