"""Names and kinds of things, in few queries: what turns an IRI into a `Ref`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.model import Concept, Ref
from conflict_graph.namespaces import CG, SKOS, VOCAB
from conflict_graph.queries.catalogue import run_bare
from conflict_graph.queries.snapshot_cache import SnapshotCache
from conflict_graph.store.base import Row, Store

BATCH: Final = 1000
"""Most IRIs of one VALUES list: long enough to be quick, short enough for any endpoint's limit on a POST body."""

_refs: Final = SnapshotCache[Ref](most=20_000)
_BROAD: Final = frozenset({"Actor", "Event", "Claim"})


def refs(store: Store, iris: Iterable[str]) -> dict[str, Ref]:
    """Return a Ref with label and kind for each IRI; one without a name is called by the last part of its IRI."""
    return _refs.get_many(store, iris, lambda missing: _read(store, missing))


def _read(store: Store, iris: Sequence[str]) -> dict[str, Ref]:
    labels: dict[str, list[ox.Literal]] = defaultdict(list)
    classes: dict[str, list[str]] = defaultdict(list)
    for batch in batched(iris, BATCH):
        for row in run_bare(store, "labels", thing=batch):
            thing = text(row["thing"])
            if isinstance(label := row.get("label"), ox.Literal):
                labels[thing].append(label)
            elif "class" in row:
                classes[thing].append(text(row["class"]))
    return {iri: _ref(iri, best_label(labels[iri]), kind(classes[iri])) for iri in iris}


def _ref(iri: str, label: str, kind: str) -> Ref:
    made = Concept if kind == "Concept" or iri.startswith(VOCAB) else Ref
    return made(iri, label or Ref(iri).name, kind)


def text(term: object) -> str:
    """Return the value of a term without its syntax."""
    return str(getattr(term, "value", term))


def ordered(rows: Iterable[Row], *columns: str) -> list[Row]:
    """Return rows in the order of the texts of some columns, the first one first; every row must have them."""
    return sorted(rows, key=lambda row: tuple(text(row[column]) for column in columns))


def best_label(labels: Sequence[ox.Literal]) -> str:
    """Return the English label, else one without a language, else the first by its text; "" when there is none."""
    ranks = {"en": 0, None: 1}
    return min(labels, key=lambda label: (ranks.get(label.language, 2), label.value)).value if labels else ""


def kind(classes: Iterable[str]) -> str:
    """Return the narrowest class name of a thing: our own classes before others, narrow ones before broad ones.

    >>> kind([CG + "Actor", CG + "Person", "http://xmlns.com/foaf/0.1/Person"])
    'Person'
    """
    own = sorted(iri.removeprefix(CG) for iri in classes if iri.startswith(CG))
    narrow = [name for name in own if name not in _BROAD] or own
    if narrow:
        return narrow[0]
    return "Concept" if SKOS + "Concept" in classes else ""
