"""A store in memory: for tests and notebooks."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

import pyoxigraph as ox

from conflict_graph.errors import ReadOnly
from conflict_graph.settings import Settings
from conflict_graph.store import changed_subjects, engine
from conflict_graph.store.base import (
    Cancellation,
    Change,
    Check,
    Dataset,
    Limits,
    Row,
    Staged,
    Statement,
    Store,
    Stream,
    check_base,
)
from conflict_graph.store.spool import Output


class MemoryStore(Store):
    """An RDF dataset in memory, gone with the process.

    Free-form queries run in this process and thread: they are checked and their answers are cut and bounded like
    everywhere else, but nothing can stop one that takes long, so a time limit is *not* kept here. Serve from a
    directory instead.

    >>> store = MemoryStore()
    >>> _ = store.change(Change(updates=["INSERT DATA { per:a foaf:name 'A' }"]))
    >>> store.count()
    1
    """

    def __init__(self, settings: Settings | None = None, *, writable: bool = True) -> None:
        self.location = "memory"
        self.writable = writable
        self.union = (settings or Settings()).union_default_graph
        self._store = ox.Store()
        self._lock = threading.RLock()
        self._name = uuid.uuid4().hex[:8]
        self._number = 0
        self._published = time.time()

    @property
    def snapshot(self) -> str:
        """The number of changes so far and a name that no other memory store has."""
        return f"{self._number:06d}-{self._name}"

    @property
    def published(self) -> float:
        """When the last change was made."""
        return self._published

    def select(self, query: str, *, dataset: Dataset | None = None) -> list[Row]:
        """Return the rows of a trusted SELECT query."""
        return engine.select(self._store, query, dataset, self.union)

    def ask(self, query: str, *, dataset: Dataset | None = None) -> bool:
        """Return the truth of a trusted ASK query."""
        return engine.ask(self._store, query, dataset, self.union)

    def construct(self, query: str, *, dataset: Dataset | None = None) -> list[ox.Triple]:
        """Return the triples of a trusted CONSTRUCT or DESCRIBE query."""
        return engine.construct(self._store, query, dataset, self.union)

    def statements(
        self, subjects: Iterable[str], without: Collection[str] = (), *, graph: str | None = None
    ) -> Iterator[Statement]:
        """Yield what the default graph, or a named one, says of these things, each statement once, in no order."""
        return engine.statements(self._store, subjects, without, self.union, graph)

    def stream(
        self,
        query: str,
        *,
        accept: Sequence[str] = (),
        dataset: Dataset | None = None,
        limits: Limits | None = None,
        cancellation: Cancellation | None = None,
    ) -> Stream:
        """Answer a free-form query in this thread; of limits the time is not kept, and nothing can give it up."""
        started = time.monotonic()
        snapshot = self.snapshot
        limits = limits or Limits()
        output = Output(limits.bytes)
        head = engine.answer(self._store, query, output, accept, dataset, limits.rows, self.union)
        seconds = time.monotonic() - started
        return Stream(
            head.kind, head.media_type, snapshot, head.truncated, seconds, output.size, output.pieces(), output.close
        )

    def change(self, change: Change, *, check: Check | None = None) -> str:
        """Apply a change: at once when it is one step, which the engine takes whole or not at all, else to a copy.

        A change that is to be checked is applied to a copy always.
        """
        if not self.writable:
            raise ReadOnly("This store in memory was opened read-only.", hint="Open it with writable=True.")
        with self._lock:
            check_base(change, self.snapshot)
            steps = (
                len(change.updates)
                + bool(change.add)
                + 2 * bool(change.remove or change.clear or change.files or change.without)
            )
            if check is not None:
                self._store = self._checked_copy(change, check)
            elif steps <= 1:
                engine.apply(self._store, change)
            else:
                copy = self._copy()
                engine.apply(copy, change)
                self._store = copy
            self._number += 1
            self._published = time.time()
            return self.snapshot

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold every other writer off while the block runs; this thread may make changes in it."""
        with self._lock:
            yield

    def _copy(self) -> ox.Store:
        copy = ox.Store()
        copy.bulk_extend(self._store)
        for graph in self._store.named_graphs():
            copy.add_graph(graph)
        return copy

    def _checked_copy(self, change: Change, check: Check) -> ox.Store:
        copy = self._copy()
        changed = changed_subjects.apply_statements(copy, change, watch=change.watched)
        changed |= changed_subjects.apply_updates(copy, change.updates)
        more = check(Staged(self._store, copy, frozenset(changed)))
        if more is not None:
            engine.apply(copy, more)
        return copy

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Stream every quad, or those of one graph."""
        return engine.quads(self._store, graph)

    def matching(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.Literal | None = None,
    ) -> Iterator[ox.Triple]:
        """Stream the statements of the default graph that have these terms."""
        return engine.matching(self._store, subject, predicate, object)

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs that hold something, sorted."""
        return engine.graphs(self._store)

    def count(self) -> int:
        """Return the number of quads."""
        return len(self._store)

    def close(self) -> None:
        """Do nothing: a store in memory holds no files or processes."""
