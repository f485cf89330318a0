"""What a set of records does not tell any more: its claims are withdrawn from the record and kept in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.imports.reconcile import Stamp, later
from conflict_graph.imports.staging import StagedItem, Staging
from conflict_graph.namespaces import CG, PROV
from conflict_graph.store.base import Store
from conflict_graph.store.descriptions import describe

_BATCH: Final = 500
_DATASET: Final = ox.NamedNode(CG + "dataset")
_GENERATED_BY: Final = ox.NamedNode(PROV + "wasGeneratedBy")
_WITHDRAWN: Final = ox.NamedNode(PROV + "invalidatedAtTime")


def withdraw_missing(store: Store, dataset: str, stamp: Stamp, staged: Staging) -> None:
    """Stage the withdrawal of every claim of a set of records that stands in the record and that no item told of."""
    missing = (claim for claim in claims_of(store, dataset) if not staged.has(claim.value))
    for claims in batched(missing, _BATCH):
        described = describe(store, claims)
        standing = {name: description for name, description in described.items() if _WITHDRAWN not in description}
        with staged.batch() as batch:
            for name, description in standing.items():
                batch.add.append(ox.Triple(name, _WITHDRAWN, later(stamp.moment, description)))
                batch.items.append(StagedItem(name.value, None, "", 0, ""))
            staged.done.withdrawn += len(standing)


def runs_of(store: Store, dataset: str) -> list[ox.NamedNode]:
    """Return the runs that imported a set of records."""
    runs = (triple.subject for triple in store.matching(None, _DATASET, ox.Literal(dataset)))
    return sorted((run for run in runs if isinstance(run, ox.NamedNode)), key=str)


def claims_of(store: Store, dataset: str) -> Iterator[ox.NamedNode]:
    """Yield the claims that runs of a set of records made, withdrawn ones too."""
    for run in runs_of(store, dataset):
        for triple in store.matching(None, _GENERATED_BY, run):
            if isinstance(triple.subject, ox.NamedNode):
                yield triple.subject
