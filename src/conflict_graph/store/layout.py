"""How a store lies in its directory: which snapshot is the current one, and which old ones are removed.

STORE/
  CURRENT          a line of JSON: the current snapshot and those before it; replaced whole, never written into
  CURRENT.1f0c...  the next CURRENT in the making; one that is found here is left over from a crash
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
import re
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import pyoxigraph as ox

from conflict_graph.errors import StoreUnreadable

FORMAT: Final = 1
_ID: Final = re.compile(r"\d{6,}-[0-9a-z]+")
_UNPUBLISHED: Final = re.compile(r"CURRENT\.[0-9a-f]{8}")
"""The name of a pointer that has not become CURRENT yet; nothing else with such a name is ours to remove."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT says: the current snapshot, and those it came after that may still be there, oldest first.

    Only what a pointer names as before it is proved superseded. Any other snapshot of the directory, of another copy of
    the store or of a state that somebody went back from, is nobody's to remove.
    """

    snapshot: str
    before: tuple[str, ...] = ()


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

    def current(self) -> Pointer:
        """Return what CURRENT names; raises StoreUnreadable when it names no snapshot that is there."""
        try:
            text = self.current_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self._refuse(error)
        pointer = self._read(text)
        if not self.path_of(pointer.snapshot).is_dir():
            raise StoreUnreadable(
                f"{self.current_file} names the snapshot {pointer.snapshot}, which is not in {self.snapshots}.",
                hint=way_back(self.root) or "Restore the directory from a backup, or load the data into a new one.",
            )
        return pointer

    def present(self) -> list[str]:
        """Return the ids of all snapshots in the directory, whoever made them, oldest first."""
        try:
            names = [path.name for path in self.snapshots.iterdir() if path.is_dir() and _ID.fullmatch(path.name)]
        except OSError:
            return []
        return sorted(names, key=lambda name: (_number(name), self.path_of(name).stat().st_mtime_ns))

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

    def publish(self, draft: Path, snapshot: str, over: Pointer | None) -> Pointer:
        """Make a draft the current snapshot, for good: when this returns it survives a power cut.

        over is what was current until now. The new pointer is written down before the draft becomes a snapshot, so
        that a snapshot which a crash kept from being published can be told from every other.
        """
        sync_tree(draft)
        self.snapshots.mkdir(exist_ok=True)
        before = () if over is None else (*(name for name in over.before if self.path_of(name).exists()), over.snapshot)
        pointer = Pointer(snapshot, before)
        fresh = self._written(pointer)
        try:
            draft.rename(self.path_of(snapshot))
            sync(self.snapshots)
            fresh.replace(self.current_file)
        except BaseException:
            fresh.unlink(missing_ok=True)
            shutil.rmtree(self.path_of(snapshot), ignore_errors=True)
            raise
        sync(self.root)
        return pointer

    def point(self, pointer: Pointer) -> None:
        """Make CURRENT name a snapshot that is there; a CURRENT that is there already stays under another name."""
        if self.current_file.exists():
            self.current_file.rename(self.root / f"CURRENT.before-{uuid.uuid4().hex[:8]}")
        self._written(pointer).replace(self.current_file)
        sync(self.root)

    def tidy(self, pointer: Pointer) -> None:
        """Remove what a pointer proves superseded, but for the one before it, which a reader may be about to open.

        What crashes left goes too: drafts, and snapshots that never became current. Readers keep what they have open.
        """
        for name in pointer.before[:-1]:
            shutil.rmtree(self.path_of(name), ignore_errors=True)
        for left in (path for path in self.root.iterdir() if _UNPUBLISHED.fullmatch(path.name)):
            self._remove_unpublished(left, pointer)
        shutil.rmtree(self.drafts, ignore_errors=True)

    def _written(self, pointer: Pointer) -> Path:
        """Write a pointer that is not CURRENT yet; return where it lies, on the disk."""
        fresh = self.root / f"CURRENT.{uuid.uuid4().hex[:8]}"
        content = {"format": FORMAT, "snapshot": pointer.snapshot, "before": pointer.before}
        try:
            with fresh.open("w", encoding="utf-8") as file:
                file.write(json.dumps(content) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        return fresh

    def _remove_unpublished(self, left: Path, pointer: Pointer) -> None:
        """Remove a pointer that never became CURRENT, with its snapshot if that was to follow what this one follows."""
        with suppress(OSError, StoreUnreadable):
            unpublished = self._read(left.read_text(encoding="utf-8"))
            follows = set(unpublished.before[-1:]) <= set(pointer.before)
            if follows and unpublished.snapshot not in {pointer.snapshot, *pointer.before}:
                shutil.rmtree(self.path_of(unpublished.snapshot), ignore_errors=True)
        with suppress(OSError):
            left.unlink()

    def _read(self, text: str) -> Pointer:
        try:
            content = json.loads(text)
            version, names = content["format"], [content["snapshot"], *content.get("before", ())]
        except (ValueError, TypeError, KeyError) as error:
            self._refuse(error, text)
        if version != FORMAT:
            raise StoreUnreadable(
                f"{self.root} has the store format {version!r}; this version reads format {FORMAT}.",
                hint="Open it with the version of conflict-graph that wrote it, export it, and load that.",
                format=version,
            )
        for name in names:
            if not isinstance(name, str) or not _ID.fullmatch(name):
                self._refuse(ValueError(f"{name!r} is no id of a snapshot"), text)
        return Pointer(names[0], tuple(names[1:]))

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
        hint = way_back(root) or "Restore the directory from a backup."
        return f"The file CURRENT in {root} cannot be read: {error}", hint
    if Layout(root).present():
        what = f"{root} holds snapshots of a store, and no file CURRENT that names one of them."
        return what, way_back(root) or "None of them opens. Restore the directory from a backup."
    names = sorted(path.name for path in root.iterdir())
    if not names:
        return f"{root} is empty; expected a store.", new
    shown = ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
    return f"{root} is not a store: it has no file CURRENT, but {shown}.", "Name another directory."


def way_back(root: Path) -> str:
    """Return how a store is put back whose current snapshot is not to be had; nothing when no other one opens."""
    layout = Layout(root)
    newest = next((name for name in reversed(layout.present()) if opens(layout.path_of(name))), None)
    if newest is None:
        return ""
    return f"Its newest snapshot that opens is {newest}. Make it current with: conflict-graph repair {root}"


def opens(snapshot: Path) -> bool:
    """Whether the engine opens a snapshot; whether all of it can be read is not known by that."""
    try:
        ox.Store.read_only(str(snapshot))
    except (OSError, RuntimeError):  # the engine calls a corrupt database a RuntimeError
        return False
    return True


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
