"""The evidence of claims as plain records."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from conflict_graph.ask.labels import refs, text
from conflict_graph.ask.statements import Values, values_of
from conflict_graph.model import Concept, Evidence
from conflict_graph.namespaces import CG, DCTERMS, OA, SCHEMA
from conflict_graph.queries.catalogue import run
from conflict_graph.queries.snapshot_cache import SnapshotCache
from conflict_graph.store.base import Store

_SOURCE: Final = OA + "hasSource"
_GRADE: Final = CG + "evidenceGrade"
_SELECTOR: Final = OA + "hasSelector"
_PARTS: Final = {"quote": "exact", "start": "start", "end": "end"}
_evidence: Final = SnapshotCache[Evidence](most=5000)


def evidence_of(store: Store, claims: Mapping[str, Sequence[str]]) -> dict[str, list[Evidence]]:
    """Return the evidence of claims, given the IRIs of each, by source and place in its text."""
    evidence_iris = [iri for iris in claims.values() for iri in iris]
    known = _evidence.get_many(store, evidence_iris, lambda iris: _read(store, iris))
    return {
        claim: sorted((known[iri] for iri in dict.fromkeys(iris) if iri in known), key=_place)
        for claim, iris in claims.items()
    }


def _place(item: Evidence) -> tuple[str, int, str]:
    return item.source.iri, -1 if item.start is None else item.start, item.iri


def _read(store: Store, iris: Sequence[str]) -> dict[str, Evidence]:
    """Return the evidence there is among these things; what has no source or no grade is none."""
    values = {iri: own for iri, own in values_of(store, iris).items() if own.get(_SOURCE) and own.get(_GRADE)}
    selectors = _selectors(store, values)
    sources = values_of(store, _all(values, _SOURCE))
    names = refs(store, [*_all(values, _SOURCE), *_all(values, _GRADE)])
    records: dict[str, Evidence] = {}
    for iri, own in values.items():
        spans = selectors[iri]
        source = sources[own[_SOURCE][0]]
        start, end = _first(spans, OA + "start"), _first(spans, OA + "end")
        records[iri] = Evidence(
            iri=iri,
            source=names[own[_SOURCE][0]],
            grade=Concept.of(names[own[_GRADE][0]]),
            quote=_first(spans, OA + "exact"),
            start=int(start) if start else None,
            end=int(end) if end else None,
            publisher=_first([source], DCTERMS + "publisher"),
            address=_first([source], SCHEMA + "url", DCTERMS + "identifier"),
            issued=_first([source], DCTERMS + "issued", CG + "issuedEdtf"),
            sha256=_first([source], CG + "sha256"),
        )
    return records


def _selectors(store: Store, values: Mapping[str, Values]) -> dict[str, list[Values]]:
    """Return what selects the quoted span of each evidence; blank nodes that the store cannot name are asked for."""
    read = values_of(store, _all(values, _SELECTOR))
    selectors = {iri: [read[one] for one in own.get(_SELECTOR, ()) if read[one]] for iri, own in values.items()}
    unnamed = [iri for iri, own in values.items() if len(selectors[iri]) < len(own.get(_SELECTOR, ()))]
    for row in run(store, "evidence", evidence=unnamed) if unnamed else ():
        parts = {OA + part: [text(row[name])] for name, part in _PARTS.items() if name in row}
        selectors[text(row["evidence"])].append(parts)
    return selectors


def _all(values: Mapping[str, Values], item: str) -> list[str]:
    return [value for one in values.values() for value in one.get(item, ())]


def _first(things: Collection[Values], *properties: str) -> str | None:
    return next((value for item in properties for one in things for value in one.get(item, ())), None)
