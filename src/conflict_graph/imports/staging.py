"""Where an import is put together: a file of statements and a small database of how far it has come.

The two survive a crash. Whoever starts the same import again goes on after the last batch that was finished; what was
written beyond it is cut off. Nothing of it is visible in the store until the whole is published.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.imports.importer import Origin
from conflict_graph.store.lock import writer_lock

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS progress (id INTEGER PRIMARY KEY CHECK (id = 0), done TEXT);
CREATE TABLE IF NOT EXISTS item (name TEXT PRIMARY KEY, base TEXT, file TEXT, row INTEGER, source TEXT, pattern TEXT)
                                 WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_base ON item (base) WHERE base IS NOT NULL;
CREATE INDEX IF NOT EXISTS by_pattern ON item (pattern) WHERE pattern IS NOT NULL;
CREATE TABLE IF NOT EXISTS link (claim TEXT, property TEXT, target TEXT, stored TEXT,
                                 PRIMARY KEY (claim, property, target)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removal (line TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_WAIT: Final = 2.0
_MANY: Final = 5_000


@dataclass(slots=True)
class Done:
    """How far an import has come: items decided, links followed, bytes written, and what came of them."""

    items: int = 0
    links: int = 0
    size: int = 0
    written: int = 0
    unchanged: int = 0
    revised: int = 0
    withdrawn: int = 0
    described: int = 0
    added: int = 0
    removed: int = 0


class Staging:
    """The statements of an import in the making, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "statements.nt"
        self.removed = folder / "removed.nt"
        self._base = sqlite3.connect(folder / "progress.sqlite", isolation_level=None)
        self._base.executescript(_SCHEMA)
        row = self._base.execute("SELECT done FROM progress").fetchone()
        self.done = Done(**json.loads(row[0])) if row else Done()
        with self.file.open("ab") as file:
            file.truncate(self.done.size)

    def close(self) -> None:
        """Let go of the database."""
        self._base.close()

    @contextmanager
    def batch(self, items: int = 0, links: int = 0) -> Iterator[Batch]:
        """Collect what a batch of items or links adds and removes, and keep it when the block ends without an error."""
        batch = Batch()
        yield batch
        with self.file.open("ab") as file:
            ox.serialize(batch.add, file, ox.RdfFormat.N_TRIPLES)
            file.flush()
            os.fsync(file.fileno())
            self.done.size = file.tell()
        self.done.items += items
        self.done.links += links
        self.done.added += len(batch.add)
        self._base.execute("BEGIN")
        self._base.executemany("INSERT OR IGNORE INTO item VALUES (?,?,?,?,?,?)", map(astuple, batch.items))
        self._base.executemany("INSERT OR REPLACE INTO link VALUES (?,?,?,?)", batch.links)
        self._base.executemany("INSERT OR IGNORE INTO removal VALUES (?)", [(_line(one),) for one in batch.remove])
        self._base.execute("INSERT OR REPLACE INTO progress VALUES (0, ?)", (json.dumps(asdict(self.done)),))
        self._base.execute("COMMIT")

    def current(self, base: str) -> str:
        """Return the name of the present version of a row's claim."""
        row = self._base.execute("SELECT name FROM item WHERE base=?", (base,)).fetchone()
        return str(row[0]) if row else base

    def has(self, name: str) -> bool:
        """Whether an item has told of a thing or claim by its present name."""
        return self._base.execute("SELECT 1 FROM item WHERE name=?", (name,)).fetchone() is not None

    def links(self) -> Iterator[list[Link]]:
        """Yield the links between claims that have not been followed yet, some at a time."""
        query = "SELECT * FROM link ORDER BY 1, 2, 3 LIMIT ? OFFSET ?"
        while rows := self._base.execute(query, (_MANY, self.done.links)).fetchall():
            yield [(claim, name, target, json.loads(stored)) for claim, name, target, stored in rows]

    def write_removals(self) -> int:
        """Write the statements to remove to a file of their own; return how many there are."""
        count = 0
        with self.removed.open("w", encoding="utf-8") as file:
            for (line,) in self._base.execute("SELECT line FROM removal ORDER BY line"):
                file.write(line)
                count += 1
        return count

    def examples(self) -> Iterator[str]:
        """Yield one name for each pattern of statements that was written."""
        query = "SELECT MIN(name) FROM item WHERE pattern IS NOT NULL GROUP BY pattern"
        yield from (name for (name,) in self._base.execute(query))

    def origin(self, name: str) -> Origin | None:
        """Return the row that told of a thing or claim."""
        row = self._base.execute("SELECT file, row, source FROM item WHERE name=?", (name,)).fetchone()
        return Origin(*row) if row else None

    def alike(self, name: str) -> Iterator[tuple[str, Origin]]:
        """Yield everything that was written with the same pattern of statements, and the rows that told of it."""
        query = """SELECT b.name, b.file, b.row, b.source FROM item a JOIN item b USING (pattern)
                   WHERE a.name=? ORDER BY b.file, b.row"""
        for other, file, row, source in self._base.execute(query, (name,)):
            yield other, Origin(file, row, source)


Link = tuple[str, str, str, list[str]]
"""A link between claims: claim, property, the row that is meant, and what the store has."""


@dataclass(frozen=True, slots=True)
class StagedItem:
    """A thing or claim that an item told of, by its present name.

    base is the name its row has by itself, where that is another; pattern is what kind of statements were written,
    or None where nothing was.
    """

    name: str
    base: str | None
    file: str
    row: int
    table: str
    pattern: str | None = None


@dataclass(slots=True)
class Batch:
    """What a batch of items comes to."""

    add: list[ox.Triple] = field(default_factory=list)
    remove: list[ox.Triple] = field(default_factory=list)
    items: list[StagedItem] = field(default_factory=list)
    links: list[tuple[str, str, str, str]] = field(default_factory=list)


def _line(triple: ox.Triple) -> str:
    text = ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES)
    return (text or b"").decode()


@contextmanager
def staging(home: Path | None, key: str) -> Iterator[Staging]:
    """Open the staging of an import, going on where the same import was broken off.

    home is the directory of the store, or None for stores without one, whose imports begin anew. key tells imports
    apart: the same bytes, on the same day, for the same snapshot. It is removed when the block ends without an error,
    and what other imports left is removed as well, unless somebody is at work there.

    Raises StoreLocked when the same import is under way in another process.
    """
    if home is None:
        with (
            tempfile.TemporaryDirectory(prefix="conflict-graph-import-", ignore_cleanup_errors=True) as name,
            _open(Path(name)) as opened,
        ):
            yield opened
        return
    folder = home / "imports" / key
    folder.mkdir(parents=True, exist_ok=True)
    with writer_lock(folder / "lock", _WAIT):
        _tidy(folder.parent, besides=folder)
        with _open(folder) as opened:
            yield opened
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # another import is at work beside this one
            folder.parent.rmdir()


@contextmanager
def _open(folder: Path) -> Iterator[Staging]:
    opened = Staging(folder)
    try:
        yield opened
    finally:
        opened.close()


def _tidy(imports: Path, besides: Path) -> None:
    from conflict_graph.errors import StoreLocked

    for folder in imports.iterdir():
        if folder != besides:
            with suppress(StoreLocked, OSError), writer_lock(folder / "lock", 0):
                shutil.rmtree(folder, ignore_errors=True)


def triples(subject: ox.NamedNode, statements: Iterable[tuple[ox.NamedNode, object]]) -> list[ox.Triple]:
    """Return the statements about a subject as triples."""
    return [ox.Triple(subject, name, value) for name, value in statements]  # type: ignore[arg-type]
