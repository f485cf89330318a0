"""What a store describes already, as importers want to know it: things, their names, and what references need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import pyoxigraph as ox

from conflict_graph.namespaces import CG, DCTERMS, PROV, SKOS, VOCAB
from conflict_graph.read.importers.tables import Known
from conflict_graph.store.base import Row, Store

KINDS: Final = ("Person", "State", "InternationalOrganization", "Coalition", "Meeting", "Process", "Issue",
                "PolicyOption", "Outcome", "Source", "Place", "Post", "Condition")  # fmt: skip


def known(store: Store) -> Iterator[Known]:
    """Yield the things of a store that a record may refer to."""
    for kind in KINDS:
        yield from _of_kind(store, kind)


def _of_kind(store: Store, kind: str) -> Iterator[Known]:
    query = f"""SELECT ?thing ?label ?name ?issue ?issued WHERE {{
      ?thing a <{CG}{kind}>
      OPTIONAL {{ ?thing <{SKOS}prefLabel>|<{DCTERMS}title> ?label }}
      OPTIONAL {{ ?thing <{SKOS}altLabel> ?name }}
      OPTIONAL {{ ?thing <{CG}optionOf> ?issue }}
      OPTIONAL {{ ?thing <{DCTERMS}issued> ?issued }}
    }}"""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in store.select(query):
        if isinstance(row["thing"], ox.NamedNode):
            rows[row["thing"].value].append(row)
    held = _held(store) if kind in ("Meeting", "Process") else {}
    for iri, found in sorted(rows.items()):
        labels = sorted(_values(found, "label"))
        extra: dict[str, Any] = {}
        if iri in held:
            extra = {"held": True, "start": held[iri]}
        elif kind == "PolicyOption":
            extra = {"issues": sorted(_values(found, "issue"))}
        elif kind == "Source":
            extra = {"date": min(_values(found, "issued"), default="")}
        yield Known(iri, kind, labels[0] if labels else "", tuple(sorted({*labels, *_values(found, "name")})), extra)


def _held(store: Store) -> dict[str, str]:
    """Return the events that were held, with their first day where it is known."""
    query = f"""SELECT ?event ?start WHERE {{
      ?claim <{CG}inEvent> ?event ; <{CG}eventStatus> <{VOCAB}status-held> ; <{CG}modality> <{VOCAB}modality-actual> ;
        <{CG}claimStatus> ?status
      FILTER(?status != <{VOCAB}claim-retracted>)
      FILTER NOT EXISTS {{ ?claim <{PROV}invalidatedAtTime> ?then }}
      OPTIONAL {{ ?claim <{CG}startDate> ?start }}
    }} ORDER BY DESC(?start)"""
    return {_value(row["event"]): _value(row["start"]) if "start" in row else "" for row in store.select(query)}


def _values(rows: list[Row], name: str) -> set[str]:
    return {_value(row[name]) for row in rows if name in row}


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
