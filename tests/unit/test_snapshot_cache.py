"""The cache of what follows from a snapshot: never stale, bounded, made once, and nobody waits for other stores."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from conflict_graph.queries.snapshot_cache import SnapshotCache
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.memory import MemoryStore

PATIENCE = 10.0


def changed(store: Store, name: str = "someone") -> None:
    store.change(Change(updates=[f"INSERT DATA {{ per:{name} foaf:name '{name}' }}"]))


def test_a_value_is_made_once_for_a_snapshot_and_anew_after_a_change() -> None:
    store, cache, made = MemoryStore(), SnapshotCache[int](most=4), []

    def make() -> int:
        made.append(store.snapshot)
        return len(made)

    assert [cache.get(store, "key", make) for _ in range(3)] == [1, 1, 1]
    changed(store)
    assert cache.get(store, "key", make) == 2


def test_stores_do_not_share_values_even_for_one_key() -> None:
    cache = SnapshotCache[str](most=4)
    first, second = MemoryStore(), MemoryStore()
    assert cache.get(first, "key", lambda: "first") == "first"
    assert cache.get(second, "key", lambda: "second") == "second"


def test_one_state_read_as_one_graph_and_as_several_is_two() -> None:
    cache = SnapshotCache[bool](most=4)
    store = MemoryStore(Settings(union_default_graph=False))
    assert cache.get(store, "key", lambda: store.union) is False
    store.union = True
    assert cache.get(store, "key", lambda: store.union) is True


def test_what_was_read_while_the_store_moved_on_is_not_kept_for_the_snapshot_before(tmp_path: Path) -> None:
    with DirectoryStore(tmp_path / "store", create=True) as store:
        cache = SnapshotCache[int](most=4)

        def count() -> int:
            changed(store, f"number-{store.count()}")
            return store.count()

        before = store.view()
        assert cache.get(store, "key", count) == 1
        assert cache.get(before, "key", before.count) == 0
        before = store.view()
        assert cache.get_many(store, ["one"], lambda _: {"one": count()}) == {"one": 2}
        assert cache.get_many(before, ["one"], lambda _: {"one": before.count()}) == {"one": 1}


def test_of_many_only_those_that_are_missing_are_read_and_the_order_is_that_of_the_keys() -> None:
    store, cache, reads = MemoryStore(), SnapshotCache[str](most=9), []

    def read(keys: Sequence[str]) -> dict[str, str]:
        reads.append(list(keys))
        return {key: key.upper() for key in keys if key != "nothing"}

    assert cache.get_many(store, ["b", "a", "b"], read) == {"b": "B", "a": "A"}
    assert list(cache.get_many(store, ["nothing", "c", "a"], read).items()) == [("c", "C"), ("a", "A")]
    assert reads == [["b", "a"], ["nothing", "c"]]


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    store, cache = MemoryStore(), SnapshotCache[int](most=2)
    for key in "aba":
        cache.get(store, key, lambda: 1)
    cache.get(store, "c", lambda: 1)
    assert [cache.get(store, key, lambda: 2) for key in "ac"] == [1, 1]
    assert cache.get(store, "b", lambda: 2) == 2


def test_sizes_bound_what_is_kept_and_what_is_too_large_is_only_answered() -> None:
    store, cache = MemoryStore(), SnapshotCache[bytes](most=10, size=len)
    assert cache.get(store, "large", lambda: b"x" * 11) == b"x" * 11
    assert cache.get(store, "large", lambda: b"again") == b"again"
    cache.get(store, "next", lambda: b"x" * 6)
    assert cache.get(store, "next", lambda: b"") == b"x" * 6
    assert cache.get(store, "large", lambda: b"gone") == b"gone"


def test_a_value_that_could_not_be_made_is_made_by_who_asks_next() -> None:
    store, cache = MemoryStore(), SnapshotCache[int](most=2)
    with pytest.raises(ZeroDivisionError):
        cache.get(store, "key", lambda: 1 // 0)
    assert cache.get(store, "key", lambda: 1) == 1


def test_those_who_ask_at_once_wait_for_one_making() -> None:
    store, cache, made = MemoryStore(), SnapshotCache[int](most=2), []
    started, go_on = threading.Event(), threading.Event()

    def make() -> int:
        made.append(1)
        started.set()
        assert go_on.wait(PATIENCE)
        return len(made)

    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(cache.get, store, "key", make)
        assert started.wait(PATIENCE)
        others = [threads.submit(cache.get, store, "key", make) for _ in range(3)]
        wait(others, timeout=0.2)
        go_on.set()
        assert [one.result(PATIENCE) for one in (first, *others)] == [1, 1, 1, 1]


def test_nobody_waits_for_what_is_made_for_another_store() -> None:
    cache = SnapshotCache[int](most=4)
    slow, quick = MemoryStore(), MemoryStore()
    started, go_on = threading.Event(), threading.Event()

    def make() -> int:
        started.set()
        assert go_on.wait(PATIENCE)
        return 1

    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(cache.get, slow, "names", make)
        assert started.wait(PATIENCE)
        try:
            assert threads.submit(cache.get, quick, "names", lambda: 2).result(PATIENCE / 2) == 2
        finally:
            go_on.set()
        assert waiting.result(PATIENCE) == 1
