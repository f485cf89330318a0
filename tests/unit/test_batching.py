"""Batches: every item once, in order, in lists that are never longer than asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_graph.batching import batched


@given(items=st.lists(st.integers()), size=st.integers(1, 10))
def test_batches_hold_every_item_once_and_only_the_last_is_shorter(items: list[int], size: int) -> None:
    batches = list(batched(items, size))
    assert [item for batch in batches for item in batch] == items
    assert all(len(batch) == size for batch in batches[:-1])
    assert all(0 < len(batch) <= size for batch in batches)


def test_no_more_is_taken_from_a_stream_than_the_batches_that_were_asked_for() -> None:
    taken = []

    def stream() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    assert next(batched(stream(), 3)) == [0, 1, 2]
    assert taken == [0, 1, 2]


@pytest.mark.parametrize("size", [0, -1])
def test_a_batch_of_nothing_is_refused_rather_than_answered_with_no_items(size: int) -> None:
    with pytest.raises(ValueError, match="at least one item"):
        list(batched("abc", size))
