"""Many items in lists of bounded length: what keeps queries short and memory flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")


def batched(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield the items in lists of `size`; the last one may be shorter, and nothing comes of nothing.

    Items are taken one list at a time, so that a stream of any length fits. (Python 3.12 has `itertools.batched`.)
    Raises ValueError when size is below 1.

    >>> list(batched("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    if size < 1:
        raise ValueError(f"a batch holds at least one item, not {size}")
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
