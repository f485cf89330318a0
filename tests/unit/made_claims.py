"""Claims made for tests: short calls for each kind, accepted, stated and of the article layer unless said otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

import networkx as nx

from conflict_graph.model import Claim, Concept, Evidence, Ref
from conflict_graph.namespaces import ID, VOCAB
from conflict_graph.relate.project import project

_numbers = count(1)


def concept(code: str) -> Concept:
    return Concept(VOCAB + code, code.partition("-")[2])


def thing(label: str, kind: str) -> Ref:
    return Ref(f"{ID}{kind.lower()}/{label.lower().replace(' ', '-')}", label, kind)


def person(label: str) -> Ref:
    return thing(label, "Person")


def state(label: str) -> Ref:
    return thing(label, "State")


def meeting(label: str) -> Ref:
    return thing(label, "Meeting")


def claim(kind: str, subject: Ref, object: Ref | None = None, **given: Any) -> Claim:
    """Return a claim; coded values are given by their bare codes."""
    values: dict[str, Any] = {
        "modality": "actual",
        "firmness": "stated",
        "claim_status": "accepted",
        "layer": "article",
        "stated_on": date(2026, 2, 23),
        "iri": f"{ID}claim/c{next(_numbers):04}",
    } | given
    for name, scheme in _SCHEMES.items():
        if isinstance(values.get(name), str):
            values[name] = concept(f"{scheme}-{values[name]}")
    return Claim(kind=kind, subject=subject, object=object, **values)


def attends(who: Ref, where: Ref, status: str = "attended", role: str = "participant", **given: Any) -> Claim:
    modality = {"expected": "scheduled", "not-planned": "negated"}.get(status, "actual")
    given = {"modality": modality, "firmness": "scheduled" if modality == "scheduled" else "stated"} | given
    return claim("Participation", who, where, participation_status=status, role=role, **given)


def fate(event: Ref, status: str, **given: Any) -> Claim:
    modality = "scheduled" if status == "scheduled" else "actual"
    return claim("EventClaim", event, event_status=status, **{"modality": modality} | given)


def position(who: Ref, issue: Ref, option: Ref | None, stance: str, **given: Any) -> Claim:
    return claim("Position", who, option or issue, issue=issue, option=option, stance=stance, **given)


def quoted(text: str, title: str = "A source") -> tuple[Evidence, ...]:
    return (
        Evidence(
            iri=f"{ID}evidence/e", source=Ref(f"{ID}source/s", title), grade=concept("evidence-quoted"), quote=text
        ),
    )


_SCHEMES = {
    "modality": "modality",
    "firmness": "firmness",
    "claim_status": "claim",
    "layer": "layer",
    "participation_status": "part",
    "role": "role",
    "event_status": "status",
    "stance": "stance",
    "date_basis": "date",
    "attribute": "attr",
    "mention_form": "mention",
}


def seated(claims: Iterable[Claim], **options: Any) -> nx.Graph:
    """The participant-meeting graph of claims."""
    return project(claims, "co-attendance", meetings="nodes", **options)
