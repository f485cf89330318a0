"""One published snapshot of a directory store, as a store that never changes."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import ReadOnly, StoreUnreadable
from conflict_graph.store import engine
from conflict_graph.store.base import Cancellation, Change, Check, Dataset, Limits, Row, Statement, Store, Stream
from conflict_graph.store.layout import way_back
from conflict_graph.store.workers.messages import Frame
from conflict_graph.store.workers.pool import Pool, Task

_PIECE: Final = 1 << 18


class Snapshot(Store):
    """A snapshot, opened read-only: what is asked of it stays true for good.

    Trusted queries run in this process, free-form ones in the pool's workers. It goes on answering trusted queries
    when its directory has been removed.
    """

    def __init__(self, path: Path, name: str, location: str, union: bool, pool: Pool) -> None:
        self.location = location
        self.writable = False
        self._path = path
        self._name = name
        self.union = union
        self._pool = pool
        try:
            self._store = ox.Store.read_only(str(path))
        except (OSError, RuntimeError) as error:  # the engine calls a corrupt database a RuntimeError
            raise StoreUnreadable(
                f"The snapshot {path} cannot be opened: {error}",
                hint=way_back(Path(location))
                or "Restore the directory from a backup, or load the data into a new one.",
            ) from None

    @property
    def snapshot(self) -> str:
        """The id of this snapshot."""
        return self._name

    @property
    def database(self) -> ox.Store:
        """The engine's database, open for reading."""
        return self._store

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
        """Answer a free-form query in a worker process, within limits."""
        limits = limits or Limits()
        task = Task(
            query,
            str(self._path.resolve()),
            tuple(accept),
            dataset or Dataset(),
            limits.rows,
            limits.bytes,
            self.union,
            limits.seconds,
        )
        return _stream(self._pool.run(task, cancellation), self._name)

    def change(self, change: Change, *, check: Check | None = None) -> str:
        """Refuse: a snapshot never changes."""
        raise ReadOnly(f"The snapshot {self._name} never changes.", hint="Change the store it belongs to.")

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
        """Do nothing: the store that it belongs to is what is closed."""


def _stream(frame: Frame, snapshot: str) -> Stream:
    head = frame.head
    chunks: Iterator[bytes] = iter((frame.body,))
    close = _nothing
    if frame.file is not None:
        file = os.fdopen(frame.file, "rb")
        chunks, close = iter(lambda: file.read(_PIECE), b""), file.close
    return Stream(
        head["kind"], head["media_type"], snapshot, head["truncated"], head["seconds"], head["size"], chunks, close
    )


def _nothing() -> None:
    """Close what is in memory."""
