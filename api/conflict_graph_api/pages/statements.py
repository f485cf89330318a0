"""Claims as a page shows them: a sentence with links, its firmness, its evidence, and whether it holds that day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from conflict_graph.model import Claim, code_of
from conflict_graph.scope import Scope
from conflict_graph.words.days import day
from conflict_graph.words.sentences import firmness_word, layer_word, sentence
from conflict_graph_api.pages.evidence_notes import Note, Notes
from conflict_graph_api.pages.linked_sentence import Part, linked
from conflict_graph_api.pages.words import when

State = Literal["holds", "possible", "later", "over", "unsaid", "unrecorded"]
"""How a claim stands to the days of the page: it holds, may hold, lies ahead, is over, or was not said or recorded."""

_LAST: Final = date.max
_OUGHT_TO_HAVE_DAYS: Final = ("EventClaim", "Membership", "Tenure", "Position")


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim on a page."""

    claim: Claim
    parts: tuple[Part, ...]
    state: State
    remark: str
    notes: tuple[Note, ...]
    against: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole sentence."""
        return "".join(part.text for part in self.parts)

    @property
    def firmness(self) -> str:
        """How firm the source's words are, in one word."""
        return firmness_word(self.claim)

    @property
    def layer(self) -> str:
        """The layer the claim belongs to."""
        return layer_word(self.claim)

    @property
    def when(self) -> str:
        """When it holds, in words."""
        return when(self.claim)

    @property
    def dated(self) -> bool:
        """Whether its days are worth a word: they are known, or a claim of its kind ought to have some."""
        return self.claim.kind in _OUGHT_TO_HAVE_DAYS or self.when != "no date given"

    @property
    def stance(self) -> str:
        """The bare stance of a position: support, oppose, ..."""
        return code_of(self.claim.stance)

    @property
    def dim(self) -> bool:
        """Whether it does not hold on the day of the page."""
        return self.state in ("later", "over", "unsaid", "unrecorded")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The claims of one kind that a page shows, and how many there are."""

    claims: tuple[Claim, ...]
    total: int

    @property
    def cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.total > len(self.claims)


class Reader:
    """Turns the claims of one page into statements, with one numbering of the evidence."""

    def __init__(
        self,
        states: Mapping[str, State],
        scope: Scope,
        against: Mapping[str, Sequence[str]],
    ) -> None:
        self.notes = Notes()
        self._states = states
        self._scope = scope
        self._against = against

    def adopt(self, other: Reader) -> None:
        """Take over what another reader knows of claims that this page shows too."""
        self._states = {**other._states, **self._states}
        self._against = {**other._against, **self._against}

    def state(self, claim: Claim) -> State:
        """Return how a claim stands to the day of the page."""
        return self._states.get(claim.iri, "holds")

    def one(self, claim: Claim) -> Statement:
        """Return one claim as a statement."""
        state = self.state(claim)
        return Statement(
            claim,
            linked(sentence(claim), claim),
            state,
            self._remark(claim, state),
            self.notes.of([claim]),
            tuple(self._against.get(claim.iri, ())),
        )

    def all(self, claims: Iterable[Claim], key: Callable[[Claim], object] | None = None) -> tuple[Statement, ...]:
        """Return claims as statements: by their own days unless another order is asked for."""
        ordered = sorted(claims, key=key or by_day)  # type: ignore[arg-type]
        return tuple(self.one(claim) for claim in ordered)

    def holding(self, claims: Iterable[Claim]) -> list[Claim]:
        """Return the claims that hold on the day of the page, for certain or possibly."""
        return [claim for claim in claims if self.state(claim) in ("holds", "possible")]

    def _remark(self, claim: Claim, state: State) -> str:
        """Return why a claim is dimmed, or that it only may hold."""
        if state == "unsaid" and self._scope.known_at:
            return f"said on {day(claim.stated_on)}, after {day(self._scope.known_at)}"
        if state == "unrecorded" and claim.recorded_at and self._scope.recorded_at:
            return f"recorded on {day(claim.recorded_at.date())}, after {day(self._scope.recorded_at)}"
        if state == "possible":
            return "not certain for this day"
        valid_at = self._scope.valid_at
        if state == "later" and valid_at:
            return f"after {day(valid_at)}"
        if state == "over" and valid_at:
            return f"over by {day(valid_at)}"
        return ""


def by_day(claim: Claim) -> tuple[date, date, str]:
    """Order claims by the day they hold from or happen on, then by the day they were said; undated ones last."""
    return claim.start_date or claim.valid_from or _LAST, claim.stated_on, claim.iri


def state_of(claim: Claim, scope: Scope) -> State:
    """Return why a claim that does not hold on a day does not: not recorded or not said yet, over, or ahead."""
    if scope.recorded_at and claim.recorded_at and claim.recorded_at.date() > scope.recorded_at:
        return "unrecorded"
    if scope.known_at and claim.stated_on > scope.known_at:
        return "unsaid"
    ends = [end for end in (claim.valid_until, claim.valid_until_latest) if end]
    if scope.valid_at and ends and min(ends) <= scope.valid_at:
        return "over"
    return "later"
