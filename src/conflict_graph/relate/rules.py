"""What a claim may become: one place that tells what happened from what is planned, and both from the rest.

Negated, contingent and merely proposed claims never become edges. Being invited, declining, being absent or not
being planned is not attendance. A meeting that was cancelled, postponed or denied brings nobody together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.vocabulary import ASSERTED

UNNAMED: Final = "UnnamedActor"
_NO_MEETING: Final = frozenset({"Event", "Process"})
_DYADIC_ROLES: Final = frozenset({"initiator", "recipient"})
_FALLEN_THROUGH: Final = frozenset({"cancelled", "postponed"})


@dataclass(frozen=True, slots=True)
class Rules:
    """Which of the selected claims may become edges.

    statuses: claim statuses that count; the standard is accepted claims only.
    unnamed: whether actors that the source does not name ("some European leaders") become nodes. They stay out
    by default, because two unnamed groups of two sources can neither be told apart nor merged.
    """

    statuses: Collection[str] = ("accepted",)
    unnamed: bool = False

    def stands(self, claim: Claim) -> bool:
        """Tell whether a claim says that something is so, or is going to be: accepted, actual or scheduled."""
        return claim.claim_status.code in self.statuses and claim.modality.code in ASSERTED

    def names(self, ref: Ref | None) -> bool:
        """Tell whether a thing may be a node."""
        return ref is not None and (self.unnamed or ref.kind != UNNAMED)


def is_planned(claim: Claim) -> bool:
    """Tell whether a claim that stands speaks of something still ahead when it was said."""
    return claim.modality.code == "scheduled" or code_of(claim.participation_status) == "expected"


def meeting_of(claim: Claim) -> Ref | None:
    """Return the meeting a participation puts its actor into, in fact or by plan; None for any other claim."""
    attends = (
        claim.kind == "Participation"
        and code_of(claim.role) not in _DYADIC_ROLES
        and code_of(claim.participation_status) in ("attended", "expected")
    )
    return claim.object if attends and claim.object and claim.object.kind not in _NO_MEETING else None


@dataclass(frozen=True, slots=True)
class Events:
    """What the event claims among the given claims say: which events fell through, and when the others are."""

    fallen: frozenset[str] = frozenset()
    days: dict[str, tuple[date, date]] = field(default_factory=dict)

    @classmethod
    def of(cls, claims: Iterable[Claim], rules: Rules) -> Events:
        """Read the event claims; one that another given claim supersedes has no say, the latest stated prevails."""
        event_claims = [c for c in claims if c.kind == "EventClaim" and c.claim_status.code in rules.statuses]
        replaced = {iri for claim in event_claims for iri in claim.supersedes}
        current: dict[str, list[Claim]] = {}
        for claim in sorted(event_claims, key=lambda claim: (claim.stated_on, claim.iri)):
            if claim.iri not in replaced:
                current.setdefault(claim.subject.iri, []).append(claim)
        fallen = frozenset(event for event, group in current.items() if _fell_through(group))
        dated = [claim for group in current.values() for claim in group if claim.start_date]
        return cls(fallen, {c.subject.iri: (c.start_date, c.end_date or c.start_date) for c in dated if c.start_date})

    def span(self, event: Ref, claim: Claim) -> tuple[date, date] | None:
        """Return first and last day of an event: from its event claim, else from the claim itself, else None."""
        if event.iri in self.days:
            return self.days[event.iri]
        return (claim.start_date, claim.end_date or claim.start_date) if claim.start_date else None


def _fell_through(group: list[Claim]) -> bool:
    """Tell whether the latest statements call an event off, or all statements leave it a mere proposal."""
    latest = [claim for claim in group if claim.stated_on == group[-1].stated_on]
    return any(_calls_off(claim) for claim in latest) or all(_only_proposes(claim) for claim in group)


def _calls_off(claim: Claim) -> bool:
    modality, off = claim.modality.code, code_of(claim.event_status) in _FALLEN_THROUGH
    return off if modality in ASSERTED else modality == "negated" and not off


def _only_proposes(claim: Claim) -> bool:
    return claim.modality.code in ("proposed", "contingent") or code_of(claim.event_status) == "proposed"
