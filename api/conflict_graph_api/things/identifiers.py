"""What things are called in other registers: told by claims, shown as facts and not as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from conflict_graph.model import Claim, code_of
from conflict_graph_api.pages.statements import Reader, Statement

_IDENTIFYING: Final = frozenset({"identifier", "wikidata", "iso-alpha-2", "iso-alpha-3", "iso-numeric"})


def identifies(claim: Claim) -> bool:
    """Tell whether a claim only says what its subject is called in a register."""
    return code_of(claim.attribute) in _IDENTIFYING and bool(claim.value)


def identifiers(reader: Reader, claims: Iterable[Claim], iri: str) -> list[tuple[str, str, Statement]]:
    """Return the identifiers of a thing: the register, the value, and the claim that says so."""
    named = [claim for claim in claims if claim.subject.iri == iri and identifies(claim)]
    ordered = sorted(named, key=lambda claim: (code_of(claim.attribute), claim.value or ""))
    return [
        (claim.attribute.label if claim.attribute else "", claim.value or "", reader.one(claim)) for claim in ordered
    ]
