"""What a change tells of claims, as far as shortcuts depend on it, in a database so that memory stays flat."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.namespaces import CG, ORG, RDF
from conflict_graph.store.derive import PROPERTIES, Claim, Term

KEYS: Final = (CG + "inEvent", CG + "holder", ORG + "member")
"""The properties that lead from a claim to the event, holder or member whose shortcuts depend on it."""

_NUMBERS: Final = {name: number for number, name in enumerate(PROPERTIES)}
_TYPE: Final = _NUMBERS[RDF + "type"]
_STATUS: Final = _NUMBERS[CG + "claimStatus"]
_BATCH: Final = 20_000
_SCHEMA: Final = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000; PRAGMA temp_store=FILE;
CREATE TABLE said (claim TEXT, property INTEGER, value TEXT, node INTEGER,
                   PRIMARY KEY (claim, property, value)) WITHOUT ROWID;
CREATE TABLE gone (claim TEXT, property INTEGER, value TEXT, PRIMARY KEY (claim, property, value)) WITHOUT ROWID;
CREATE TABLE about (property INTEGER, thing TEXT, claim TEXT, PRIMARY KEY (property, thing, claim)) WITHOUT ROWID;
CREATE TABLE former (property INTEGER, thing TEXT, PRIMARY KEY (property, thing)) WITHOUT ROWID;
"""
_PARTIAL: Final = f"""
SELECT claim FROM (SELECT claim FROM said WHERE property != {_TYPE} UNION SELECT claim FROM gone)
EXCEPT SELECT claim FROM said WHERE property = {_STATUS}
"""
_GONE: Final = "SELECT 1 FROM gone WHERE claim=? AND property=? AND value=?"
_BY_VALUE: Final = "CREATE INDEX IF NOT EXISTS by_value ON said (property, value)"


class Facts:
    """The claims that a change writes, or changes, as they are after it.

    added and removed are the N-Triples files of the change. Claims of which it tells only a part must be completed
    from the store: `partial` yields their names, `complete` takes what the store says of them.
    """

    def __init__(self, path: Path, added: Path, removed: Path) -> None:
        path.unlink(missing_ok=True)  # what a killed run left is of no use: it was never made to outlast one
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.executescript(_SCHEMA)
        self._base.execute("BEGIN")
        self._fill("INSERT OR IGNORE INTO said VALUES (?,?,?,?)", added)
        self._fill("INSERT OR IGNORE INTO gone SELECT ?,?,? WHERE ? IS NOT NULL", removed)

    def close(self) -> None:
        """Let go of the database."""
        self._base.close()

    def partial(self) -> list[str]:
        """Return the claims of which the change tells something, but not all."""
        return [claim for (claim,) in self._base.execute(_PARTIAL)]

    def complete(self, statements: Iterable[ox.Triple]) -> None:
        """Take in what the store says of partial claims, without what the change takes away."""
        for row in filter(None, map(_row, statements)):
            if PROPERTIES[row[1]] in KEYS:
                self._base.execute("INSERT OR IGNORE INTO former VALUES (?,?)", row[1:3])
            if not self._base.execute(_GONE, row[:3]).fetchone():
                self._base.execute("INSERT OR IGNORE INTO said VALUES (?,?,?,?)", row)

    def arrange(self) -> None:
        """Sort the claims by what they are about, once they are complete."""
        numbers = ",".join(str(_NUMBERS[name]) for name in KEYS)
        self._base.execute(
            f"INSERT OR IGNORE INTO about SELECT property, value, claim FROM said WHERE property IN ({numbers})"
        )

    def things(self, property_: str) -> Iterator[str]:
        """Yield the events, holders or members of which the change tells something, each once."""
        number = _NUMBERS[property_]
        query = "SELECT thing FROM about WHERE property=?1 UNION SELECT thing FROM former WHERE property=?1 ORDER BY 1"
        yield from (thing for (thing,) in self._base.execute(query, (number,)))

    def has(self, claim: str) -> bool:
        """Whether the change tells something of a claim."""
        return self._base.execute("SELECT 1 FROM said WHERE claim=?", (claim,)).fetchone() is not None

    def claims(self, property_: str, things: Sequence[str]) -> dict[str, Claim]:
        """Return the claims about some things that the change writes or changes, as they are after it."""
        marks = ",".join("?" * len(things))
        query = f"""SELECT said.claim, said.property, value, node FROM about JOIN said USING (claim)
                    WHERE about.property=? AND thing IN ({marks})"""
        found: dict[str, Claim] = defaultdict(lambda: defaultdict(list))
        for claim, number, value, node in self._base.execute(query, (_NUMBERS[property_], *things)):
            found[claim][PROPERTIES[number]].append(ox.NamedNode(value) if node else ox.Literal(value))
        return found

    def with_value(self, property_: str, value: str) -> Iterator[str]:
        """Yield the things that claims are about which have a value of a property, such as a participant's events."""
        self._base.execute(_BY_VALUE)
        query = "SELECT thing FROM said JOIN about USING (claim) WHERE said.property=? AND value=? AND about.property=?"
        numbers = (_NUMBERS[property_], value, _NUMBERS[KEYS[0]])
        yield from (thing for (thing,) in self._base.execute(query, numbers))

    def _fill(self, command: str, path: Path) -> None:
        statements = ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)
        rows = (row for row in map(_row, statements) if row)
        for batch in batched(rows, _BATCH):
            self._base.executemany(command, batch)


def _row(statement: ox.Triple | ox.Quad) -> tuple[str, int, str, int] | None:
    number = _NUMBERS.get(statement.predicate.value)
    value: Term = statement.object
    if number is None or not isinstance(statement.subject, ox.NamedNode) or isinstance(value, ox.Triple):
        return None
    return statement.subject.value, number, value.value, int(isinstance(value, ox.NamedNode))
