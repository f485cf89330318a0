"""One writer at a time, across processes and threads: a lock the kernel lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from conflict_graph.errors import StoreLocked

_PAUSE: Final = 0.02


@contextmanager
def writer_lock(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock file while the block runs, waiting for another writer so long at most.

    The file stays when the lock is let go; it tells the process id of who held it last.
    Raises StoreLocked naming the process that holds it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(descriptor, path, time.monotonic() + seconds)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
                raise StoreLocked(
                    f"Another process (pid {holder}) is writing to the store in {path.parent}.",
                    hint="Wait until it is done and try again; nothing was changed.",
                    pid=holder,
                ) from None
        time.sleep(_PAUSE)
