"""Tables compiled to an RDF file: what an import would add to a store, as Turtle that is the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import InvalidData
from conflict_graph.imports.importer import Importer
from conflict_graph.imports.run import run_import
from conflict_graph.namespaces import PREFIXES
from conflict_graph.store.base import Change, Store
from conflict_graph.store.memory import MemoryStore
from conflict_graph.write.commit import commit
from conflict_graph.write.shortcuts import SHORTCUTS

_EVIDENCE: Final = """CONSTRUCT { ?evidence ?p ?o } WHERE {
  ?claim prov:wasGeneratedBy <RUN> ; cg:hasEvidence ?evidence . ?evidence ?p ?o
}"""


def compiled(importer: Importer, beside: Store, *, recorded_on: date, run: str = "") -> bytes:
    """Return as Turtle what importing into a copy of a store adds to it, without shortcuts.

    The evidence of its claims stands in it also where the store has the very same.
    The importer must have been made with what is known of that store. The same bytes give the same Turtle,
    in the order of its statements' text. run is the slug of the run's name.

    Raises InvalidData with the report when something cannot be used.
    """
    with MemoryStore() as copy:
        have = set(beside.quads())
        commit(copy, Change(add=list(have)), rules=None)
        report = run_import(copy, importer, recorded_on=recorded_on, run=run)
        if not report.conforms:
            raise InvalidData(report.summary(), report=report.to_dict())
        new = {quad.triple for quad in copy.quads() if quad not in have and quad.predicate not in SHORTCUTS}
        new.update(copy.construct(_EVIDENCE.replace("RUN", str(report.run))))
    return turtle(new)


def turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Return statements as Turtle in the order of their text, with the project's prefixes that they use."""
    ordered = sorted(triples, key=str)
    iris = {iri for triple in ordered for iri in _iris(triple)}
    used = {name: namespace for name, namespace in PREFIXES.items() if any(iri.startswith(namespace) for iri in iris)}
    lines = (ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=used) or b"").splitlines(keepends=True)
    head = sum(line.startswith(b"@prefix ") for line in lines)  # the engine writes them in an order of its own
    return b"".join([*sorted(lines[:head]), *lines[head:]])


def _iris(triple: ox.Triple) -> Iterator[str]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, ox.NamedNode):
            yield term.value
        elif isinstance(term, ox.Literal):
            yield term.datatype.value
