"""What was read or made before: within one snapshot of a store nothing changes, so it is read and made once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from cachetools import LRUCache

from conflict_graph.store.base import Store

_V = TypeVar("_V")
_State = tuple[str, str, bool]
_Place = tuple[_State, Hashable]


class SnapshotCache(Generic[_V]):
    """Values by key, kept for the snapshot of the store they follow from; safe to use from several threads.

    `most` bounds how many are kept for all stores together, or with `size` the sum of their sizes; those not asked for
    the longest go first. A key names everything a value follows from beside the snapshot. Nobody may change a value.

    >>> from conflict_graph.store.memory import MemoryStore
    >>> store, cache = MemoryStore(), SnapshotCache(most=1)
    >>> cache.get(store, "a", lambda: 1), cache.get(store, "a", lambda: 2)
    (1, 1)
    >>> cache.get(store, "b", lambda: 3), cache.get(store, "a", lambda: 4)
    (3, 4)
    """

    def __init__(self, most: int, size: Callable[[_V], int] | None = None) -> None:
        self._values: LRUCache[_Place, _V] = LRUCache(most, size)
        self._lock = threading.Lock()
        self._making: WeakValueDictionary[_Place, threading.Lock] = WeakValueDictionary()

    def get(self, store: Store, key: Hashable, make: Callable[[], _V]) -> _V:
        """Return the value of a key, made when it is not there.

        Who asks for a value that is being made waits for it; nobody waits for the values of other keys.
        """
        place = (_state(store), key)
        with self._lock:
            if place in self._values:
                return self._values[place]
            making = self._making.setdefault(place, threading.Lock())
        with making:
            with self._lock:
                if place in self._values:
                    return self._values[place]
            value = make()
            self._keep(store, place[0], {key: value})
        return value

    def get_many(
        self, store: Store, keys: Iterable[str], read: Callable[[Sequence[str]], Mapping[str, _V]]
    ) -> dict[str, _V]:
        """Return the values of many keys, reading those that are not there; `read` leaves out what does not exist."""
        state = _state(store)
        distinct = dict.fromkeys(keys)
        with self._lock:
            values = {key: self._values[state, key] for key in distinct if (state, key) in self._values}
        if missing := [key for key in distinct if key not in values]:
            new = read(missing)
            self._keep(store, state, new)
            values |= new
        return {key: values[key] for key in distinct if key in values}

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()

    def _keep(self, store: Store, state: _State, new: Mapping[Hashable, _V] | Mapping[str, _V]) -> None:
        if _state(store) != state:  # the store has moved on meanwhile: nobody knows which snapshot was read
            return
        with self._lock:
            for key, value in new.items():
                if self._values.getsizeof(value) <= self._values.maxsize:
                    self._values[state, key] = value


def _state(store: Store) -> _State:
    return store.location, store.snapshot, store.union
