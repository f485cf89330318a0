"""Claims that were read before: within one snapshot a claim never changes, so it need not be assembled twice."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final
from weakref import WeakKeyDictionary

from conflict_graph.model import Claim
from conflict_graph.store.base import Store

MOST: Final = 5000
"""Most claims that are kept for one store; the ones longest not asked for go first."""


class _Kept:
    """The claims read from one store at one snapshot."""

    def __init__(self, snapshot: str) -> None:
        self.snapshot = snapshot
        self.claims: OrderedDict[str, Claim] = OrderedDict()


_stores: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()
_lock = threading.Lock()


def known(store: Store, iris: Iterable[str]) -> dict[str, Claim]:
    """Return those of the claims that were read from this store at its present snapshot."""
    snapshot = store.snapshot
    with _lock:
        kept = _stores.get(store)
        if kept is None or kept.snapshot != snapshot:
            return {}
        found = {iri: kept.claims[iri] for iri in iris if iri in kept.claims}
        for iri in found:
            kept.claims.move_to_end(iri)
        return found


def keep(store: Store, snapshot: str, claims: Iterable[Claim]) -> None:
    """Keep claims that were read while the store was at this snapshot; nothing is kept when it has moved on."""
    if store.snapshot != snapshot:
        return
    with _lock:
        kept = _stores.get(store)
        if kept is None or kept.snapshot != snapshot:
            kept = _stores[store] = _Kept(snapshot)
        for claim in claims:
            kept.claims[claim.iri] = claim
        while len(kept.claims) > MOST:
            kept.claims.popitem(last=False)
