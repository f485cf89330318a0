"""A store in a directory: any number of readers, one writer at a time, and snapshots between them.

Readers only ever see published snapshots, which nobody changes. A change is made on a draft: a copy of the current
snapshot (hard links, so it takes milliseconds), opened, changed, flushed, put among the snapshots and then named in
CURRENT by one atomic replacement. So a change is there whole or not at all, whatever fails and whenever the process
dies, and no database is ever open for writing that a reader has open. Any process may write; they take turns.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import ReadOnly, StoreError, StoreFull, StoreUnreadable
from conflict_graph.settings import Settings
from conflict_graph.store import changed_subjects
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
    Workers,
    check_base,
)
from conflict_graph.store.layout import Layout, Pointer, Stamp
from conflict_graph.store.lock import writer_lock
from conflict_graph.store.snapshot import Snapshot
from conflict_graph.store.workers.pool import Pool
from conflict_graph.store.workers.update_process import Writer

LOCK_SECONDS: Final = 10.0
MOST_FILES: Final = 16
"""Most files of a snapshot that an import may leave: every look-up asks each of them, so that more are made one."""
_FULL: Final = tuple(os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
"""How the system says that there is no room; the engine passes on no number, only these words."""

_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class _Made:
    """What opening a store made: its first pointer, and its directory unless that was there."""

    pointer: Pointer
    directory: bool


class DirectoryStore(Store):
    """A store on disk. Opening it for reading writes nothing and waits for nobody.

    path is the directory; with create, one that is missing or empty becomes an empty store. Another process may
    change the store at any time: the next query sees it, the running ones keep what they began with.

    Raises StoreUnreadable when the directory holds no store or cannot be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, DirectoryStore(folder, create=True) as store:
    ...     _ = store.change(Change(updates=["INSERT DATA { per:a foaf:name 'A' }"]))
    ...     store.count()
    1
    """

    def __init__(
        self,
        path: str | Path,
        settings: Settings | None = None,
        *,
        writable: bool = True,
        create: bool = False,
        lock_seconds: float = LOCK_SECONDS,
    ) -> None:
        settings = settings or Settings()
        self._layout = Layout(Path(path))
        self.location = str(path)
        self.writable = writable
        self.union = settings.union_default_graph
        self._lock_seconds = lock_seconds
        self._opening = threading.Lock()
        self._turn_of: int | None = None
        self._known: tuple[Stamp, Snapshot] | None = None
        self._made: _Made | None = None
        if create:
            self._create()
        self._pool = Pool(settings.worker_count, settings.worker_bytes, settings.queue_length)
        self._writer = Writer(settings.worker_bytes, settings.update_seconds)
        self.view()

    @property
    def snapshot(self) -> str:
        """The id of the snapshot that is current now."""
        return self.view().snapshot

    def view(self) -> Snapshot:
        """Return the current snapshot, which stays as it is while the store goes on."""
        stamp = self._layout.stamp()
        known = self._known
        if known is not None and known[0] == stamp:
            return known[1]
        with self._opening:
            return self._open_current()

    def start(self) -> None:
        """Start the workers for free-form queries now; returns at once."""
        self._pool.start()

    @property
    def published(self) -> float:
        """When the current snapshot was published."""
        return self._layout.stamp().modified / 1e9

    def workers(self) -> Workers:
        """Return what the workers do now; the process that carries out updates counts where it was killed."""
        now = self._pool.state()
        return replace(now, killed=now.killed + self._writer.killed)

    def worker_pids(self) -> list[int]:
        """Return the process ids of the workers there are."""
        return [*self._pool.pids(), *self._writer.pids()]

    def select(self, query: str, *, dataset: Dataset | None = None) -> list[Row]:
        """Return the rows of a trusted SELECT query."""
        return self.view().select(query, dataset=dataset)

    def ask(self, query: str, *, dataset: Dataset | None = None) -> bool:
        """Return the truth of a trusted ASK query."""
        return self.view().ask(query, dataset=dataset)

    def construct(self, query: str, *, dataset: Dataset | None = None) -> list[ox.Triple]:
        """Return the triples of a trusted CONSTRUCT or DESCRIBE query."""
        return self.view().construct(query, dataset=dataset)

    def statements(
        self, subjects: Iterable[str], without: Collection[str] = (), *, graph: str | None = None
    ) -> Iterator[Statement]:
        """Yield what the default graph, or a named one, says of these things, each statement once, in no order."""
        return self.view().statements(subjects, without, graph=graph)

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
        for attempt in range(_TRIES):
            try:
                return self.view().stream(
                    query, accept=accept, dataset=dataset, limits=limits, cancellation=cancellation
                )
            except StoreError as error:  # two writers may publish between our look and the worker's
                if not error.extra.get("gone") or attempt == _TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def change(self, change: Change, *, check: Check | None = None) -> str:
        """Make a draft of the current snapshot, change it, publish it; when this returns it is on the disk."""
        if not self.writable:
            raise ReadOnly(
                f"The store in {self.location} is read-only.",
                hint="Name a directory of your own, for example: --store my-graph",
            )
        with self._writing():
            current = self._layout.current()
            check_base(change, current.snapshot)
            draft = self._layout.new_draft()
            try:
                self._draw_up(draft, current.snapshot, change, check)
                published = self._layout.publish(draft, self._layout.next_id(current.snapshot), current)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
            self._layout.tidy(published)
        return published.snapshot

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold every other writer off while the block runs; this thread may make changes in it."""
        if self._turn_of == threading.get_ident():
            yield
            return
        with ExitStack() as held:
            with _in_plain_words(f"write to the store in {self.location}"):
                held.enter_context(writer_lock(self._layout.lock_file, self._lock_seconds))
            self._turn_of = threading.get_ident()
            try:
                yield
            finally:
                self._turn_of = None

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Stream every quad of the current snapshot, or those of one graph."""
        return self.view().quads(graph)

    def matching(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.Literal | None = None,
    ) -> Iterator[ox.Triple]:
        """Stream the statements of the default graph that have these terms."""
        return self.view().matching(subject, predicate, object)

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs that hold something, sorted."""
        return self.view().graphs()

    def count(self) -> int:
        """Return the number of quads."""
        return self.view().count()

    def abandon(self) -> None:
        """Remove the store again if it was made when this was opened and holds its first, empty snapshot still."""
        made, self._made = self._made, None
        if made is None:
            return
        with self.exclusive():
            if self._layout.current() != made.pointer:
                return
            self._layout.current_file.unlink()
            shutil.rmtree(self._layout.path_of(made.pointer.snapshot))
            for name in ("writer.next", "writer.lock"):
                (self._layout.root / name).unlink(missing_ok=True)
        for path in (self._layout.snapshots, self._layout.drafts):
            _remove_if_empty(path)
        if made.directory:
            _remove_if_empty(self._layout.root)

    def close(self) -> None:
        """End the workers; safe to call twice."""
        self._pool.close()
        self._writer.close()

    def _open_current(self) -> Snapshot:
        """Return the current snapshot, opened unless another thread just did; called with the lock held."""
        for attempt in range(_TRIES):
            stamp = self._layout.stamp()
            if self._known is not None and self._known[0] == stamp:
                return self._known[1]
            try:
                name = self._layout.current().snapshot
                opened = Snapshot(self._layout.path_of(name), name, self.location, self.union, self._pool)
                break
            except StoreUnreadable:  # gone again, if two writers were quick; broken, if CURRENT has not changed
                if attempt == _TRIES - 1 or self._layout.stamp() == stamp:
                    raise
        self._known = (stamp, opened)
        return opened

    def _create(self) -> None:
        """Make an empty store where there is nothing yet; a store that is there stays as it is."""
        if self._layout.current_file.exists():
            return
        root = self._layout.root
        with _in_plain_words(f"make a store in {root}"):
            if root.is_file():
                self._layout.stamp()
            new = not root.exists()
            root.mkdir(parents=True, exist_ok=True)
            _require_vacant(root)
            with writer_lock(self._layout.lock_file, self._lock_seconds):
                if self._layout.current_file.exists():
                    return
                if unfinished := _unfinished_start(self._layout):
                    return self._layout.point(Pointer(unfinished))
                if _holds_something(self._layout.snapshots):
                    self._layout.stamp()  # tells that CURRENT is missing, and the way back
                draft = self._layout.new_draft()
                ox.Store(str(draft)).flush()
                pointer = self._layout.publish(draft, self._layout.next_id(None), None)
                self._layout.tidy(pointer)
                self._made = _Made(pointer, directory=new)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._layout.stamp()
        with self.exclusive(), _in_plain_words(f"write to the store in {self.location}"):
            yield

    def _draw_up(self, draft: Path, current: str, change: Change, check: Check | None) -> None:
        """Make a draft of the current snapshot with a change in it; raise what refuses the change."""
        view = self.view()
        before = view.database if view.snapshot == current else ox.Store.read_only(str(self._layout.path_of(current)))
        before.backup(str(draft))
        changed = set() if change.is_updates_only else _state(draft, change, watch=check is not None and change.watched)
        if change.updates:
            changed |= self._writer.update(draft, change.updates, watch=check is not None)
        if check is not None:
            more = check(Staged(before, ox.Store.read_only(str(draft)), frozenset(changed)))
            if more is not None:
                _state(draft, more, watch=False, settle=next(iter(before), None) is None)


def _state(draft: Path, change: Change, *, watch: bool, settle: bool = False) -> set[str]:
    """Carry out all of a change but its updates on a draft; return the subjects it touches when watched.

    settle: the files of the draft are made few. What fills a store is written in two steps, claims and what follows
    from them; left in two layers it would be read a seventh slower ever after.
    """
    store = ox.Store(str(draft))
    changed = changed_subjects.apply_statements(store, change, watch=watch)
    store.flush()
    if settle or (change.files and sum(1 for _ in draft.glob("*.sst")) > MOST_FILES):
        store.optimize()
    return changed


def _require_vacant(root: Path) -> None:
    """Raise StoreUnreadable unless a directory holds nothing but what a start that was cut short leaves."""
    names = {path.name for path in root.iterdir() if not re.fullmatch(r"CURRENT\.[0-9a-f]{8}", path.name)}
    if names - {"drafts", "snapshots", "writer.lock", "writer.next"}:
        raise StoreUnreadable(
            f"{root} is not empty: it holds {', '.join(sorted(names)[:5])}.", hint="Name a new or empty directory."
        )


def _unfinished_start(layout: Layout) -> str | None:
    """Return the empty snapshot that a start left when it was cut short before naming it; None where there is none."""
    names = layout.present()
    only = names[0] if len(names) == 1 else None
    return only if only is not None and _is_empty(layout.path_of(only)) else None


def _remove_if_empty(directory: Path) -> None:
    with suppress(OSError):  # it is not there, or somebody has put something into it
        directory.rmdir()


def _holds_something(directory: Path) -> bool:
    return directory.exists() and any(directory.iterdir())


def _is_empty(snapshot: Path) -> bool:
    try:
        return len(ox.Store.read_only(str(snapshot))) == 0
    except (OSError, RuntimeError):  # not to be read, so nobody knows what it holds
        return False


@contextmanager
def _in_plain_words(what: str) -> Iterator[None]:
    """Turn errors of the file system into errors that say what could not be done; nothing has been changed then."""
    try:
        yield
    except PermissionError as error:
        raise ReadOnly(
            f"There is no permission to {what}: {error}.", hint="Run as its owner, or name another directory."
        ) from None
    except (OSError, RuntimeError) as error:
        if any(reason in str(error) for reason in _FULL):
            raise StoreFull(
                f"Could not {what}: {error}.", hint="Nothing was changed. Free some room and try again."
            ) from None
        raise StoreError(f"Could not {what}: {error}.", hint="Nothing was changed.") from None
