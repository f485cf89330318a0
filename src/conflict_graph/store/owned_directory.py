"""Directories that belong to a process for as long as it lives.

Such a directory is locked by its process, and the kernel lets go of the lock when the process ends, however that comes
about. So the next process to make one can tell which are left over, and removes them.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_YOUNG: Final = 60.0
"""Seconds for which a directory is let alone, since it may not have been locked yet."""


class ClaimedDirectory:
    """A new directory that belongs to this process.

    path is where it is made; siblings is the pattern of names, in the same folder, among which left-over ones are
    looked for and removed first. A private one is for its owner's eyes only. Raises OSError when it cannot be made.
    """

    def __init__(self, path: Path, siblings: str, *, private: bool = False) -> None:
        self.path = path
        for left in path.parent.glob(siblings):
            _remove_if_left(left)
        path.mkdir(mode=0o700 if private else 0o777)
        self._lock = os.open(path, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def remove(self) -> None:
        """Remove it with all that is in it, if it is still at its place; safe to call twice."""
        if self._lock >= 0:
            shutil.rmtree(self.path, ignore_errors=True)
            os.close(self._lock)
            self._lock = -1


def _remove_if_left(path: Path) -> None:
    with suppress(OSError):  # somebody else removes it too, owns it, or it is no directory
        if time.time() - path.stat().st_mtime < _YOUNG:
            return
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(lock)
