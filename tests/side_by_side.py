"""Tests in several processes at once, of which those marked ``alone`` have the machine to themselves.

What is measured by the clock, such as how soon a heavy query is stopped, means nothing beside a browser test in the
next process. So each test takes a lock for its time: most share it, one marked ``alone`` takes it whole. Both wait in
one line, so nobody waits for ever. The locks lie on files of the tests, which no test writes; the kernel lets go of
them when their holder dies.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LINE = Path(__file__)
ROOM = Path(__file__).with_name("conftest.py")


@contextmanager
def turn(*, alone: bool) -> Iterator[None]:
    """Hold the machine while the block runs: with others, or alone."""
    with ROOM.open("rb") as room:
        with LINE.open("rb") as line:
            fcntl.flock(line, fcntl.LOCK_EX)
            fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
