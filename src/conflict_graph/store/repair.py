"""Repair: a store whose pointer was lost or names what is not there gets its newest readable snapshot back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import StoreUnreadable
from conflict_graph.store.layout import Layout, Pointer
from conflict_graph.store.lock import writer_lock

_LOCK_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair came to: the current snapshot, its statements, and the newer ones that cannot be read.

    changed tells whether the store had to be repaired at all.
    """

    snapshot: str
    statements: int
    unreadable: tuple[str, ...]
    changed: bool


def repair(directory: str | Path) -> Repair:
    """Make the newest snapshot of a store directory that can be read from end to end its current one.

    Nothing is removed: the snapshots stay, and a damaged CURRENT stays under another name. A store whose current
    snapshot can be read is left alone.

    Raises StoreUnreadable when there is no snapshot that can be read, StoreLocked when somebody writes to the store.

    >>> import tempfile
    >>> from conflict_graph.store.directory import DirectoryStore
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     DirectoryStore(folder, create=True).close()
    ...     (Path(folder) / "CURRENT").unlink()
    ...     repair(folder).changed
    True
    """
    layout = Layout(Path(directory))
    present = layout.present()
    if not present:
        layout.current()
    with writer_lock(layout.lock_file, _LOCK_SECONDS):
        current = _current(layout)
        if current is not None and (statements := _statements(layout.path_of(current))) is not None:
            return Repair(current, statements, (), changed=False)
        unreadable: list[str] = []
        for name in reversed(present):
            if (statements := _statements(layout.path_of(name))) is not None:
                layout.point(Pointer(name))
                return Repair(name, statements, tuple(unreadable), changed=True)
            unreadable.append(name)
    raise StoreUnreadable(
        f"None of the snapshots in {layout.snapshots} can be read: {', '.join(unreadable)}.",
        hint="Restore a backup into a new directory. Nothing was changed here.",
    )


def _current(layout: Layout) -> str | None:
    """Return what CURRENT names, None where it names nothing; raises StoreUnreadable for a store of another version."""
    try:
        return layout.current().snapshot
    except StoreUnreadable as error:
        if "format" in error.extra:
            raise
        return None


def _statements(snapshot: Path) -> int | None:
    """Return how many statements a snapshot holds, every one of them read; None when it cannot be read to the end."""
    try:
        return sum(1 for _ in ox.Store.read_only(str(snapshot)))
    except (OSError, RuntimeError):  # the engine calls a corrupt database a RuntimeError
        return None
