"""How a store lies in its directory, and which snapshot is the current one.

STORE/
  CURRENT          a line of JSON that names the current snapshot; replaced whole, never written into
  snapshots/
    000001-3f2a9c41/   a complete Oxigraph database, never changed again
    000002-b07711de/
  drafts/          databases in the making; whatever is found here is left over from a crash
  writer.lock      held by the process that makes a change
  writer.next      held by the one that is next
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from conflict_graph.errors import StoreUnreadable

FORMAT: Final = 1
KEPT: Final = 2
"""Snapshots kept: the current one and the one before, which a reader may be about to open."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of the CURRENT file from the next without reading it."""

    inode: int
    modified: int
    size: int


class Layout:
    """The paths of a store directory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.current_file = root / "CURRENT"
        self.snapshots = root / "snapshots"
        self.drafts = root / "drafts"
        self.lock_file = root / "writer.lock"

    def stamp(self) -> Stamp:
        """Return the stamp of the CURRENT file; raises StoreUnreadable with what was found instead of a store."""
        try:
            status = self.current_file.stat()
        except OSError as error:
            self._refuse(error)
        return Stamp(status.st_ino, status.st_mtime_ns, status.st_size)

    def current(self) -> str:
        """Return the id of the current snapshot; raises StoreUnreadable when there is none to be had."""
        try:
            text = self.current_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self._refuse(error)
        snapshot = self._named_in(text)
        if not self.path_of(snapshot).is_dir():
            raise StoreUnreadable(
                f"{self.current_file} names the snapshot {snapshot}, which is not in {self.snapshots}.",
                hint="Restore the directory from a backup, or load the data into a new one.",
            )
        return snapshot

    def path_of(self, snapshot: str) -> Path:
        """Return the directory of a snapshot."""
        return self.snapshots / snapshot

    def new_draft(self) -> Path:
        """Return the path of a draft that does not exist yet."""
        self.drafts.mkdir(exist_ok=True)
        return self.drafts / uuid.uuid4().hex

    def next_id(self, current: str | None) -> str:
        """Return the id of the snapshot that follows: a number that counts up, and what no other store has.

        >>> Layout(Path("store")).next_id("000012-3f2a9c41")[:7]
        '000013-'
        """
        return f"{0 if current is None else _number(current) + 1:06d}-{uuid.uuid4().hex[:8]}"

    def publish(self, draft: Path, snapshot: str) -> None:
        """Make a draft the current snapshot, for good: when this returns it survives a power cut."""
        sync_tree(draft)
        self.snapshots.mkdir(exist_ok=True)
        draft.rename(self.path_of(snapshot))
        sync(self.snapshots)
        fresh = self.root / f"CURRENT.{uuid.uuid4().hex[:8]}"
        try:
            with fresh.open("w", encoding="utf-8") as file:
                file.write(json.dumps({"format": FORMAT, "snapshot": snapshot}) + "\n")
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.current_file)
        except BaseException:
            fresh.unlink(missing_ok=True)
            shutil.rmtree(self.path_of(snapshot), ignore_errors=True)
            raise
        sync(self.root)

    def tidy(self, current: str) -> None:
        """Remove snapshots that are no longer needed, and what crashes left; readers keep what they have open."""
        names = sorted((path.name for path in self.snapshots.iterdir()), key=_number)
        before = [name for name in names if _number(name) < _number(current)]
        keep = {current, *before[-(KEPT - 1) :]}
        for name in names:
            if name not in keep:
                shutil.rmtree(self.path_of(name), ignore_errors=True)
        shutil.rmtree(self.drafts, ignore_errors=True)
        for left in self.root.glob("CURRENT.*"):
            with suppress(OSError):
                left.unlink()

    def _named_in(self, text: str) -> str:
        try:
            told = json.loads(text)
            version, snapshot = told["format"], told["snapshot"]
        except (ValueError, TypeError, KeyError) as error:
            self._refuse(error, text)
        if version != FORMAT:
            raise StoreUnreadable(
                f"{self.root} has the store format {version!r}; this version reads format {FORMAT}.",
                hint="Open it with the version of conflict-graph that wrote it, export it, and load that.",
            )
        return str(snapshot)

    def _refuse(self, error: Exception, text: str = "") -> NoReturn:
        what, hint = _diagnosis(self.root, error, text)
        raise StoreUnreadable(what, hint=hint, path=str(self.root)) from None


def _number(snapshot: str) -> int:
    return int(snapshot.partition("-")[0])


def _diagnosis(root: Path, error: Exception, text: str) -> tuple[str, str]:
    """Return what is wrong with a directory that is no readable store, and what to do about it."""
    new = f"Make a store with: conflict-graph load FILE --store {root}"
    if isinstance(error, PermissionError):
        return f"There is no permission to read the store in {root}.", "Run as its owner, or change its permissions."
    if isinstance(error, NotADirectoryError) or root.is_file():
        return f"{root} is a file; a store is a directory.", "Load the file into a store, or name a directory."
    if not root.exists():
        return f"There is no store at {root}.", new
    if text.startswith("MANIFEST-"):
        return (
            f"{root} is a bare Oxigraph database; a store holds snapshots of one.",
            f"Export it with: oxigraph dump --location {root} --file data.nq  and load that into a new directory.",
        )
    if text or not isinstance(error, FileNotFoundError):
        return f"The file CURRENT in {root} cannot be read: {error}", "Restore the directory from a backup."
    names = sorted(path.name for path in root.iterdir())
    if not names:
        return f"{root} is empty; expected a store.", new
    shown = ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
    return f"{root} is not a store: it has no file CURRENT, but {shown}.", "Name another directory."


def sync(path: Path) -> None:
    """Make what has been written to a file or directory survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(directory: Path) -> None:
    """Make a flat directory with all its files survive a power cut."""
    for path in directory.iterdir():
        sync(path)
    sync(directory)
