"""What a store describes already, as importers want to know it: things, their names, and what references need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.imports.tables.importer import Known
from conflict_graph.namespaces import CG, DCTERMS, PROV, RDF, SKOS, VOCAB
from conflict_graph.store.base import Store
from conflict_graph.store.descriptions import Description, describe
from conflict_graph.vocabulary import NAMED_ACTORS

KINDS: Final = (*NAMED_ACTORS, "Meeting", "Process", "Issue",
                "PolicyOption", "Outcome", "Source", "Place", "Post", "Condition")  # fmt: skip

_TYPE: Final = ox.NamedNode(RDF + "type")
_LABELS: Final = (SKOS + "prefLabel", DCTERMS + "title")
_BATCH: Final = 500


def known(store: Store) -> Iterator[Known]:
    """Yield the things of a store that a record may refer to, some hundred of them in memory at a time."""
    for kind in KINDS:
        subjects = (triple.subject for triple in store.matching(None, _TYPE, ox.NamedNode(CG + kind)))
        for things in batched((subject for subject in subjects if isinstance(subject, ox.NamedNode)), _BATCH):
            held = _held(store, things) if kind in ("Meeting", "Process") else {}
            for name, description in sorted(describe(store, things).items(), key=str):
                yield _known(name.value, kind, description, held)


def _known(iri: str, kind: str, description: Description, held: Mapping[str, str]) -> Known:
    labels = sorted(value for name in _LABELS for value in _values(description, name))
    extra: dict[str, Any] = {}
    if iri in held:
        extra = {"held": True, "start": held[iri]}
    elif kind == "PolicyOption":
        extra = {"issues": sorted(_values(description, CG + "optionOf"))}
    elif kind == "Source":
        extra = {"date": min(_values(description, DCTERMS + "issued"), default="")}
    names = tuple(sorted({*labels, *_values(description, SKOS + "altLabel")}))
    return Known(iri, kind, labels[0] if labels else "", names, extra)


def _held(store: Store, events: Sequence[ox.NamedNode]) -> dict[str, str]:
    """Return which of these events were held, with their first day where it is known."""
    query = f"""SELECT ?event ?start WHERE {{
      VALUES ?event {{ {" ".join(map(str, events))} }}
      ?claim <{CG}inEvent> ?event ; <{CG}eventStatus> <{VOCAB}status-held> ; <{CG}modality> <{VOCAB}modality-actual> ;
        <{CG}claimStatus> ?status
      FILTER(?status != <{VOCAB}claim-retracted>)
      FILTER NOT EXISTS {{ ?claim <{PROV}invalidatedAtTime> ?then }}
      OPTIONAL {{ ?claim <{CG}startDate> ?start }}
    }} ORDER BY DESC(?start)"""
    return {_value(row["event"]): _value(row["start"]) if "start" in row else "" for row in store.select(query)}


def _values(description: Description, name: str) -> set[str]:
    return {_value(value) for value in description.get(ox.NamedNode(name), ())}


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
