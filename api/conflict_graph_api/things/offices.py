"""Which offices somebody holds on the day of a page, when sources speak of them with and without dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from conflict_graph.ask.offices import deciding, is_open
from conflict_graph.model import Claim, Ref


def current(tenures: Iterable[Claim], certain: Callable[[Claim], bool], valid_at: date | None) -> tuple[Ref, ...]:
    """Return what a person holds, or an actor is a member of, on a day; without a day, what has no known end.

    told are tenures or memberships as far as they are known; certain tells which of them hold on the day for sure.
    Where one source gives the days of an office, another's mention without a day does not keep it open.
    """
    by_object: dict[str, list[Claim]] = defaultdict(list)
    objects: dict[str, Ref] = {}
    for claim in tenures:
        if claim.object and _stands(claim):
            by_object[claim.object.iri].append(claim)
            objects[claim.object.iri] = claim.object
    return tuple(objects[iri] for iri, claims in by_object.items() if _held(claims, certain, valid_at))


def _held(claims: list[Claim], certain: Callable[[Claim], bool], valid_at: date | None) -> bool:
    if valid_at:
        return any(certain(claim) for claim in deciding(claims))
    return is_open(claims)


def _stands(claim: Claim) -> bool:
    return claim.claim_status.code == "accepted" and claim.modality.code == "actual"
