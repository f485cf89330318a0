"""What took long to make, such as networks and layouts: the last few are kept, by what they follow from."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_T = TypeVar("_T")


class Kept:
    """What was asked for last, not to be changed by who gets it; safe to use from several threads.

    A key names everything that a value follows from, the snapshot included, so that nothing kept is ever stale.

    >>> kept = Kept(most=1)
    >>> kept.get("a", lambda: 1), kept.get("a", lambda: 2), kept.get("b", lambda: 3), kept.get("a", lambda: 4)
    (1, 1, 3, 4)
    """

    def __init__(self, most: int = 4) -> None:
        self._most = most
        self._values: dict[Hashable, Any] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return what is kept under a key, or make and keep it; two who ask at once may both make it."""
        with self._lock:
            if key in self._values:
                found: _T = self._values.pop(key)
                self._values[key] = found
                return found
        made = make()
        with self._lock:
            self._values[key] = made
            while len(self._values) > self._most:
                del self._values[next(iter(self._values))]
        return made
