"""Tests in several processes at once: who runs what, and which have the machine to themselves.

Processes take whole files, so that what a file sets up is set up once. Files whose tests are marked ``alone`` come
first. The browser tests come last: while Playwright is started, no other event loop can run in its thread. Their files
are the longest and share nothing but browser and server, so they are dealt in parts, and no process is without work
until the end.

What is measured by the clock, such as how soon a heavy query is stopped, means nothing beside a browser test in the
next process. So each test takes a lock for its time: most share it, one marked ``alone`` takes it whole, and keeps it
if the next one is marked as well. Both wait in one line, so nobody waits for ever. The locks lie on files of the tests,
which no test writes; the kernel lets go of them when their holder dies.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import pytest
from xdist.scheduler import LoadFileScheduling

LINE: Final = Path(__file__)
ROOM: Final = Path(__file__).with_name("conftest.py")
PARTS: Final = 8
"""How many parts a file of browser tests is dealt in."""


def marked_alone(item: pytest.Item | None) -> bool:
    """Tell whether a test is to have the machine to itself."""
    return item is not None and item.get_closest_marker("alone") is not None


def in_a_browser(nodeid: str) -> bool:
    """Tell whether a test is one of the browser tests."""
    return nodeid.removeprefix("tests/").startswith("browser/")


def put_in_order(items: list[pytest.Item]) -> None:
    """Put files that have the machine to themselves first and the browser tests last, of these the longest first."""
    first = {item.path for item in items if marked_alone(item)}
    cases = Counter(item.path for item in items if in_a_browser(item.nodeid))
    items.sort(key=lambda item: (in_a_browser(item.nodeid), -cases[item.path], item.path not in first))


class FilesAndParts(LoadFileScheduling):
    """Deals whole files, and of a file of browser tests a part at a time; all tests of one case are in one part."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        if not in_a_browser(nodeid):
            return file
        case = nodeid.partition("[")[2] or nodeid
        return f"{file} {zlib.crc32(case.encode()) % PARTS}"


class Turns:
    """The turns of one process."""

    def __init__(self) -> None:
        self._room: BinaryIO | None = None

    @contextmanager
    def turn(self, *, alone: bool, again: bool) -> Iterator[None]:
        """Hold the machine while the block runs: with others, or alone; again tells that the next turn is alone too."""
        room = self._room or _enter(alone)
        self._room = room if alone and again else None
        try:
            yield
        finally:
            if self._room is None:
                room.close()


def folder_of_the_run(own: Path) -> Path:
    """Return the folder that all processes of a run share, given the base of one's own temporary folders."""
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def copy_of(made: Path, make: Callable[[Path], object], own: Path) -> Path:
    """Return a copy, of one's own, of a folder that the first process to need it makes; the others wait for it."""
    with made.with_suffix(".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            draft = made.with_suffix(".draft")
            make(draft)
            draft.rename(made)
    return Path(shutil.copytree(made, own))


def _enter(alone: bool) -> BinaryIO:
    room = ROOM.open("rb")
    with LINE.open("rb") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
    return room
