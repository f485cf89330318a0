"""Who did what to whom: events with an initiator and a recipient, signed by cooperation or conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Final

from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.relate.edges import Tie
from conflict_graph.relate.rules import Events, Rules, is_planned

PLOVER_SIGNS: Final[Mapping[str, int]] = {
    "verbal-cooperation": 1,
    "material-cooperation": 1,
    "verbal-conflict": -1,
    "material-conflict": -1,
}
"""The four PLOVER classes and their signs."""

_AWAY: Final = frozenset({"declined", "absent", "not-planned", "invited"})


def interaction(claims: Iterable[Claim], rules: Rules, event_classes: Mapping[str, str]) -> Iterator[Tie]:
    """Yield a tie from each initiator to each recipient of an event.

    event_classes maps the IRI of an event to its PLOVER class; the weight is the sign of that class, and 0 for an
    event of unknown class ("unclassified"), which counts as having happened but as neither friendly nor hostile.
    """
    claims = list(claims)
    events = Events.of(claims, rules)
    sides: dict[str, dict[str, list[Claim]]] = {}
    for claim in claims:
        role = code_of(claim.role)
        if role in ("initiator", "recipient") and _took_part(claim, rules) and claim.object:
            sides.setdefault(claim.object.iri, {}).setdefault(role, []).append(claim)
    for event in sorted(sides):
        if event not in events.fallen:
            for one, other in product(sides[event].get("initiator", ()), sides[event].get("recipient", ())):
                yield _tie(one, other, event_classes.get(event, "unclassified"), events)


def _took_part(claim: Claim, rules: Rules) -> bool:
    return (
        claim.kind == "Participation"
        and rules.stands(claim)
        and rules.names(claim.subject)
        and code_of(claim.participation_status) not in _AWAY
    )


def _tie(one: Claim, other: Claim, event_class: str, events: Events) -> Tie:
    event = one.object or Ref("")
    return Tie(
        relationship="interaction",
        subject=one.subject,
        object=other.subject,
        claims=(one, other),
        weight=float(PLOVER_SIGNS.get(event_class, 0)),
        planned=is_planned(one) or is_planned(other),
        via=event,
        span=events.span(event, one) or (None, None),
        key=event_class,
        more={"subject": one.subject.iri, "object": other.subject.iri, "event_class": event_class},
    )
