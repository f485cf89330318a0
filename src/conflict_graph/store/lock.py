"""One writer at a time, across processes and threads: locks the kernel lets go of when their holder dies.

A second lock beside the first is the head of the line: whoever waits for the writer in front holds it, and whoever
comes later waits for that. So a writer that makes one change after the other lets the one that waits go first.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from conflict_graph.errors import StoreLocked

_PAUSE: Final = 0.005


@contextmanager
def writer_lock(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock file while the block runs, waiting for other writers so long at most.

    The file stays when the lock is let go; it tells the process id of who held it last. Beside it lies the file of
    the head of the line, with the suffix ``.next``.
    Raises StoreLocked naming the process that holds it.
    """
    deadline = time.monotonic() + seconds
    while True:
        with _opened(path) as lock:
            with _opened(path.with_suffix(".next")) as head_of_line:
                _acquire(head_of_line, lock, path, deadline)
                _acquire(lock, lock, path, deadline)
            if not _lies_at(lock, path):  # removed with an abandoned store while we waited: it keeps nobody off
                continue
            os.ftruncate(lock, 0)
            os.pwrite(lock, str(os.getpid()).encode(), 0)
            yield
            return


def _lies_at(descriptor: int, path: Path) -> bool:
    """Whether an open file is the one that has this name now."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """Open a lock file; a lock taken on it is let go at the end."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, lock: int, path: Path, deadline: float) -> None:
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(lock, 20, 0).decode(errors="replace").strip() or "unknown"
                raise StoreLocked(
                    f"Another process (pid {holder}) is writing to the store in {path.parent}.",
                    hint="Wait until it is done and try again; nothing was changed.",
                    pid=holder,
                ) from None
        time.sleep(_PAUSE)
