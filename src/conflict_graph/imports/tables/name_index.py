"""What the tables and the store define, by id and by name, in a file of its own so that memory stays flat."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from conflict_graph.folding import fold

_RECENT: Final = 4_000
_SCHEMA: Final = """
CREATE TABLE thing (space TEXT, id TEXT, iri TEXT, kind TEXT, label TEXT, file TEXT, row INTEGER, extra TEXT,
                    PRIMARY KEY (space, id)) WITHOUT ROWID;
CREATE TABLE name (space TEXT, folded TEXT, id TEXT, PRIMARY KEY (space, folded, id)) WITHOUT ROWID;
CREATE TABLE link (kind TEXT, target TEXT, source TEXT, PRIMARY KEY (kind, target, source)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be referred to: its IRI, class, label, where it is defined, and what is worth knowing of it.

    file is empty for what only the store knows.
    """

    id: str
    iri: str
    kind: str
    label: str
    file: str = ""
    row: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The id with the label, for messages."""
        return f"{self.id} ({self.label})" if self.label and self.label != self.id else self.id


class Index:
    """A temporary database of entries by space ("actor", "meeting", ...), id and folded name."""

    def __init__(self, replaced: Mapping[str, str] | None = None) -> None:
        self._replaced = replaced or {}
        self._folder = tempfile.TemporaryDirectory(prefix="conflict-graph-index-")
        self._base = sqlite3.connect(Path(self._folder.name) / "index.sqlite", isolation_level=None)
        self._base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000;" + _SCHEMA)
        self._base.execute("BEGIN")
        self._recent: dict[tuple[str, str], Entry | None] = {}

    def close(self) -> None:
        """Remove the database."""
        self._base.close()
        self._folder.cleanup()

    def put(self, space: str, entry: Entry, names: Iterable[str] = ()) -> None:
        """Enter something; what has the same id in the space is replaced."""
        row = (space, entry.id, entry.iri, entry.kind, entry.label, entry.file, entry.row, json.dumps(entry.extra))
        self._base.execute("INSERT OR REPLACE INTO thing VALUES (?,?,?,?,?,?,?,?)", row)
        self._recent.pop((space, entry.id), None)
        folded = {fold(name) for name in (entry.label, *names)} - {""}
        self._base.executemany(
            "INSERT OR IGNORE INTO name VALUES (?,?,?)", [(space, name, entry.id) for name in folded]
        )

    def get(self, space: str, id_: str) -> Entry | None:
        """Return what has this id in the space."""
        key = space, id_
        if key not in self._recent:
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            row = self._base.execute("SELECT * FROM thing WHERE space=? AND id=?", key).fetchone()
            self._recent[key] = _entry(row) if row else None
        return self._recent[key]

    def same(self, iri: str) -> str:
        """Return what a thing counts as: itself, or what took its place when it was merged."""
        return self._replaced.get(iri, iri)

    def named(self, space: str, name: str) -> list[Entry]:
        """Return everything in the space that has this name, however it is accented, by id."""
        query = "SELECT t.* FROM name n JOIN thing t USING (space, id) WHERE n.space=? AND n.folded=? ORDER BY t.id"
        return [_entry(row) for row in self._base.execute(query, (space, fold(name)))]

    def shared(self, space: str, other: str) -> list[Entry]:
        """Return what has an id in one space that something in another space has too."""
        query = "SELECT a.* FROM thing a JOIN thing b USING (id) WHERE a.space=? AND b.space=? ORDER BY a.id"
        return [_entry(row) for row in self._base.execute(query, (space, other))]

    def linked(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield all links of a kind, as target and source."""
        yield from self._base.execute("SELECT target, source FROM link WHERE kind=? ORDER BY 1, 2", (kind,)).fetchall()

    def names(self, space: str) -> list[tuple[str, str]]:
        """Return every folded name in a space with the id it belongs to."""
        return self._base.execute("SELECT folded, id FROM name WHERE space=?", (space,)).fetchall()

    def link(self, kind: str, target: str, source: str) -> None:
        """Note that one row points to another."""
        self._base.execute("INSERT OR IGNORE INTO link VALUES (?,?,?)", (kind, target, source))

    def linking(self, kind: str, target: str) -> list[str]:
        """Return the rows that point to one, in order."""
        query = "SELECT source FROM link WHERE kind=? AND target=? ORDER BY source"
        return [source for (source,) in self._base.execute(query, (kind, target))]


def _entry(row: tuple[Any, ...]) -> Entry:
    _, id_, iri, kind, label, file, number, extra = row
    return Entry(id_, iri, kind, label, file, number, json.loads(extra))
