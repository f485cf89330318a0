"""What was read before: within one snapshot a claim, a name or an evidence never changes, so it is read once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from conflict_graph.store.base import Store

_T = TypeVar("_T")
_Reader = Callable[[Sequence[str]], Mapping[str, _T]]


@dataclass(slots=True)
class _Read(Generic[_T]):
    """What was read from one store at one snapshot, by IRI; the longest not asked for first."""

    snapshot: str
    items: OrderedDict[str, _T] = field(default_factory=OrderedDict)


class Kept(Generic[_T]):
    """Records of one kind by IRI, kept for the present snapshot of each store; safe to use from several threads.

    most bounds how many are kept for one store; the ones longest not asked for go first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._stores: WeakKeyDictionary[Store, _Read[_T]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def get(
        self, store: Store, iris: Iterable[str], read: Callable[[Sequence[str]], Mapping[str, _T]]
    ) -> dict[str, _T]:
        """Return the record of each IRI, reading those that are not kept; read may leave out what is not there."""
        snapshot = store.snapshot
        wanted = dict.fromkeys(iris)
        found = self._known(store, snapshot, wanted)
        if missing := [iri for iri in wanted if iri not in found]:
            new = read(missing)
            if store.snapshot == snapshot:  # else the store has moved on while it was read
                self._keep(store, snapshot, new)
            found |= new
        return {iri: found[iri] for iri in wanted if iri in found}

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._stores.clear()

    def _known(self, store: Store, snapshot: str, iris: Iterable[str]) -> dict[str, _T]:
        with self._lock:
            kept = self._stores.get(store)
            if kept is None or kept.snapshot != snapshot:
                return {}
            found = {iri: kept.items[iri] for iri in iris if iri in kept.items}
            for iri in found:
                kept.items.move_to_end(iri)
            return found

    def _keep(self, store: Store, snapshot: str, new: Mapping[str, _T]) -> None:
        with self._lock:
            kept = self._stores.get(store)
            if kept is None or kept.snapshot != snapshot:
                kept = self._stores[store] = _Read(snapshot)
            kept.items.update(new)
            while len(kept.items) > self._most:
                kept.items.popitem(last=False)
