"""Shortcuts derived from claims: who is a member of what, who attends what, who met whom, and how things stand.

Shortcuts are for browsing and for queries by hand; nothing the product answers depends on them. They stand on claims
that are accepted, recorded as true (not withdrawn), and not superseded; never on negated or contingent ones. Whether
something is current does not depend on today's date, so the shortcuts of a snapshot never change: a claim is open
when it has no validUntil. The whole is linear in the number of claims, and of pairs who met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Final

import pyoxigraph as ox

from conflict_graph import namespaces
from conflict_graph.namespaces import CG, ORG, PROV, RDF, VOCAB

SHORTCUTS: Final = tuple(map(ox.NamedNode, namespaces.SHORTCUTS))
"""The properties this module writes; statements with them that do not follow from claims are removed."""

MEMBER_OF, ATTENDS, MET_WITH, CURRENT_STATUS, CURRENT_POSITION = SHORTCUTS
IN_EVENT, PARTICIPANT, HOLDER, SUPERSEDES = (CG + name for name in ("inEvent", "participant", "holder", "supersedes"))
MEMBER: Final = ORG + "member"
PROPERTIES: Final = (
    RDF + "type",
    *(
        CG + name
        for name in ("claimStatus", "modality", "validUntil", "statedOn", "participationStatus", "eventStatus")
    ),
    *(IN_EVENT, PARTICIPANT, HOLDER, SUPERSEDES, MEMBER),
    ORG + "organization",
    PROV + "invalidatedAtTime",
)
"""The properties of claims that shortcuts are derived from."""

_PROPERTIES: Final = frozenset(PROPERTIES)
_ASSERTED: Final = frozenset({VOCAB + "modality-actual", VOCAB + "modality-scheduled"})
_ANNOUNCED: Final = _ASSERTED | {VOCAB + "modality-proposed"}
_COMING: Final = frozenset({VOCAB + "part-attended", VOCAB + "part-expected"})

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Claim = dict[str, list[Term]]


def claims_query() -> str:
    """Return the CONSTRUCT query for all statements that shortcuts are derived from, in whatever graph they are."""
    properties = " ".join(f"<{name}>" for name in PROPERTIES)
    return f"""CONSTRUCT {{ ?claim ?property ?value }} WHERE {{
      VALUES ?property {{ {properties} }}
      {{ ?claim <{CG}claimStatus> ?status }} UNION {{ GRAPH ?one {{ ?claim <{CG}claimStatus> ?status }} }}
      {{ ?claim ?property ?value }} UNION {{ GRAPH ?other {{ ?claim ?property ?value }} }}
    }}"""


def shortcuts_query() -> str:
    """Return the CONSTRUCT query for the shortcuts that are there."""
    properties = " ".join(str(node) for node in SHORTCUTS)
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?p {{ {properties} }} ?s ?p ?o }}"


def derive(statements: Iterable[ox.Triple | ox.Quad]) -> set[ox.Quad]:
    """Return the shortcuts that follow from these statements about claims, as quads of the default graph."""
    claims = standing(gathered(statements))
    return {*memberships(claims), *attendances(claims), *encounters(claims), *statuses(claims), *positions(claims)}


def gathered(statements: Iterable[ox.Triple | ox.Quad]) -> dict[str, Claim]:
    """Return claims by IRI, each as the values of the properties in `PROPERTIES`."""
    claims: dict[str, Claim] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        subject, predicate = statement.subject, statement.predicate.value
        if isinstance(subject, ox.NamedNode) and predicate in _PROPERTIES:
            claims[subject.value][predicate].append(statement.object)
    return claims


def standing(claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """Return the claims that count: accepted, not withdrawn, and not superseded by another that counts."""
    accepted = {
        iri: claim
        for iri, claim in claims.items()
        if _has(claim, CG + "claimStatus", "claim-accepted") and not claim.get(PROV + "invalidatedAtTime")
    }
    superseded = {old.value for claim in accepted.values() for old in nodes(claim, SUPERSEDES)}
    return {iri: claim for iri, claim in accepted.items() if iri not in superseded}


def memberships(claims: Mapping[str, Claim]) -> Iterator[ox.Quad]:
    """Yield who is a member of what, by claims that stand."""
    for claim in _of_kind(claims, "Membership", {VOCAB + "modality-actual"}):
        if not claim.get(CG + "validUntil"):
            for group in nodes(claim, ORG + "organization"):
                yield from (ox.Quad(member, MEMBER_OF, group) for member in nodes(claim, MEMBER))


def attendances(claims: Mapping[str, Claim]) -> Iterator[ox.Quad]:
    """Yield who attends what, by claims that stand."""
    for claim in _of_kind(claims, "Participation", _ASSERTED):
        if any(status.value in _COMING for status in nodes(claim, CG + "participationStatus")):
            for event in nodes(claim, IN_EVENT):
                yield from (ox.Quad(actor, ATTENDS, event) for actor in nodes(claim, PARTICIPANT))


def encounters(claims: Mapping[str, Claim]) -> Iterator[ox.Quad]:
    """Yield who met whom at events that were held, by claims that stand; several times when several events say so."""
    held = _events_with(claims, "status-held")
    present: dict[str, set[ox.NamedNode]] = defaultdict(set)
    for claim in _of_kind(claims, "Participation", {VOCAB + "modality-actual"}):
        if _has(claim, CG + "participationStatus", "part-attended"):
            for event in nodes(claim, IN_EVENT):
                if event.value in held:
                    present[event.value].update(nodes(claim, PARTICIPANT))
    for actors in present.values():
        yield from (ox.Quad(one, MET_WITH, other) for one, other in permutations(actors, 2))


def statuses(claims: Mapping[str, Claim]) -> Iterator[ox.Quad]:
    """Yield how events stand, by the claims that stand and were stated last."""
    for event, claim in _last_status(claims).items():
        for status in nodes(claim, CG + "eventStatus"):
            yield ox.Quad(ox.NamedNode(event), CURRENT_STATUS, status)


def positions(claims: Mapping[str, Claim]) -> Iterator[ox.Quad]:
    """Yield which positions holders take, by claims that stand."""
    for iri, claim in claims.items():
        if _is(claim, "Position", _ASSERTED) and not claim.get(CG + "validUntil"):
            for holder in nodes(claim, HOLDER):
                yield ox.Quad(holder, CURRENT_POSITION, ox.NamedNode(iri))


def nodes(claim: Claim, predicate: str) -> Sequence[ox.NamedNode]:
    """Return the values of a claim's property that have an IRI."""
    return [term for term in claim.get(predicate, ()) if isinstance(term, ox.NamedNode)]


def _last_status(claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """Return the claim on each event's status that was stated last."""
    last: dict[str, tuple[tuple[str, str], Claim]] = {}
    for iri, claim in claims.items():
        if not _is(claim, "EventClaim", _ANNOUNCED) or not claim.get(CG + "eventStatus"):
            continue
        order = max((_value(day) for day in claim.get(CG + "statedOn", ())), default=""), iri
        for event in nodes(claim, IN_EVENT):
            if event.value not in last or order > last[event.value][0]:
                last[event.value] = order, claim
    return {event: claim for event, (_, claim) in last.items()}


def _events_with(claims: Mapping[str, Claim], status: str) -> set[str]:
    return {event for event, claim in _last_status(claims).items() if _has(claim, CG + "eventStatus", status)}


def _of_kind(claims: Mapping[str, Claim], kind: str, modalities: Iterable[str]) -> Iterator[Claim]:
    return (claim for claim in claims.values() if _is(claim, kind, modalities))


def _is(claim: Claim, kind: str, modalities: Iterable[str]) -> bool:
    of_kind = any(node.value == CG + kind for node in nodes(claim, RDF + "type"))
    return of_kind and any(node.value in modalities for node in nodes(claim, CG + "modality"))


def _has(claim: Claim, predicate: str, code: str) -> bool:
    return any(node.value == VOCAB + code for node in nodes(claim, predicate))


def _value(term: Term) -> str:
    return getattr(term, "value", "")
