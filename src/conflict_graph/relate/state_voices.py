"""Who speaks for which state: the state itself, whoever the source says speaks for it, and who holds an office of it.

A person's view is not a state's. It counts for a state only where a claim says so, or an office does, and then it is
told which of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from conflict_graph.display import Display
from conflict_graph.model import Claim, Ref

How = Literal["itself", "on-behalf", "office"]


@dataclass(frozen=True, slots=True, repr=False)
class Voice(Display):
    """One position as that of a state: the claim, how it comes to be the state's, and by which office, if by one."""

    claim: Claim
    how: How
    office: Ref | None = None
    tenure: Claim | None = None


def voices(
    positions: Iterable[Claim], tenures: Sequence[Claim], states: Mapping[str, Ref], on: date | None = None
) -> tuple[dict[str, list[Voice]], list[Claim]]:
    """Return the voices of each state, by its IRI, and the positions that are no state's.

    tenures are claims of offices held; states names the state of each office, by the IRI of the office. An office
    counts when it is held on the day of the position, and on the day asked for.
    """
    held: dict[str, list[Claim]] = defaultdict(list)
    for tenure in tenures:
        if tenure.object and tenure.object.iri in states and _stands(tenure):
            held[tenure.subject.iri].append(tenure)
    by_state: dict[str, list[Voice]] = defaultdict(list)
    rest = []
    for claim in positions:
        spoken = list(_spoken(claim, held[claim.subject.iri], states, on))
        for state, voice in spoken:
            by_state[state.iri].append(voice)
        if not spoken:
            rest.append(claim)
    return dict(by_state), rest


def _spoken(
    claim: Claim, tenures: Sequence[Claim], states: Mapping[str, Ref], on: date | None
) -> Iterable[tuple[Ref, Voice]]:
    """Yield the states that a position speaks for: what the claim says goes before what an office suggests."""
    if claim.subject.kind == "State":
        yield claim.subject, Voice(claim, "itself")
    elif claim.on_behalf_of:
        if claim.on_behalf_of.kind == "State":
            yield claim.on_behalf_of, Voice(claim, "on-behalf")
    else:
        day = claim.valid_from or claim.stated_on
        seen: set[str] = set()
        for tenure in tenures:
            office = tenure.object
            if (
                office
                and in_office(tenure, day)
                and in_office(tenure, on or day)
                and states[office.iri].iri not in seen
            ):
                seen.add(states[office.iri].iri)
                yield states[office.iri], Voice(claim, "office", office, tenure)


def in_office(tenure: Claim, day: date) -> bool:
    """Tell whether an office may have been held on a day: not before its first day, not from its last on."""
    end = tenure.valid_until or tenure.valid_until_latest
    return (tenure.valid_from is None or tenure.valid_from <= day) and (end is None or day < end)


def _stands(tenure: Claim) -> bool:
    return tenure.claim_status.code == "accepted" and tenure.modality.code == "actual"
