"""Search by name: exact, by the beginning of words, by a part, and with typing errors, best first.

The index is an SQLite FTS5 database in memory, built from the names of one snapshot when it is first needed and
kept for the snapshots in use. Two full-text tables serve it, words with prefixes and trigrams for parts of words;
rapidfuzz ranks the candidates they give, and finds the words that a misspelt word can stand for.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from rapidfuzz import fuzz, process

from conflict_graph.ask.labels import kind as narrowest
from conflict_graph.ask.labels import text as value_of
from conflict_graph.display import Answers, Display
from conflict_graph.folding import fold
from conflict_graph.model import Ref
from conflict_graph.queries.catalogue import run_bare
from conflict_graph.queries.snapshot_cache import SnapshotCache
from conflict_graph.store.base import Row, Store
from conflict_graph.vocabulary import ActorKind, check_classes, narrower

ACTORS: Final = (*get_args(ActorKind), "Actor")
"""The kinds of things that act."""

_CANDIDATES: Final = 200
_ALIKE: Final = 8
_LIKENESS: Final = 70.0
_NEAR: Final = 10.0
_SCHEMA: Final = """
CREATE TABLE names (id INTEGER PRIMARY KEY, iri TEXT, label TEXT, kind TEXT, name TEXT, folded TEXT, preferred INTEGER);
CREATE INDEX by_folded ON names (folded);
CREATE INDEX by_kind ON names (kind, folded);
CREATE VIRTUAL TABLE words USING fts5(
  folded, content='names', content_rowid='id', tokenize='unicode61', prefix='1 2 3');
CREATE VIRTUAL TABLE grams USING fts5(folded, content='names', content_rowid='id', tokenize='trigram');
"""
_FILL: Final = """
INSERT INTO words (words) VALUES ('rebuild');
INSERT INTO grams (grams) VALUES ('rebuild');
"""
_COLUMNS: Final = "names.iri, names.label, names.kind, names.name, names.folded, names.preferred"


@dataclass(frozen=True, slots=True, repr=False)
class Hit(Display):
    """One thing that was found: the name it was found by, whether that is its preferred one, and how well it fits.

    score is 100 for the name itself, and falls through names that begin with the text, contain words that do,
    contain it anywhere, and merely look like it.
    """

    thing: Ref
    name: str
    preferred: bool
    score: float


def search(store: Store, text: str, kinds: Sequence[str] = (), limit: int = 10) -> list[Hit]:
    """Return what is called like text, best first, each thing once.

    kinds restricts the answer to classes (Person, Meeting, ...; Actor and Event stand for all of theirs). An
    empty text finds nothing. Raises InvalidParameter for a class that there is not.
    """
    return Answers(index(store).search(text, check_classes(kinds), limit))


def listed(store: Store, kinds: Sequence[str], limit: int, offset: int = 0) -> tuple[list[Ref], int]:
    """Return the things of these classes in the order of their names, from offset on, and how many there are.

    Actor and Event stand for all of theirs. Merged things are left out.
    """
    return index(store).listed(kinds, limit, offset)


def near_names(store: Store, text: str, kinds: Sequence[str] = (), limit: int = 3) -> tuple[str, ...]:
    """Return the labels of what is called most like text, to be offered in an error."""
    hits = search(store, text, kinds, limit)
    return tuple(dict.fromkeys(hit.thing.label for hit in hits if hit.score > hits[0].score - _NEAR))


class Index:
    """The names of one snapshot; safe to use from several threads."""

    def __init__(self, names: Iterable[tuple[str, str, str, str, bool]]) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.executescript(_SCHEMA)
        self._database.executemany(
            "INSERT INTO names (iri, label, kind, name, folded, preferred) VALUES (?, ?, ?, ?, ?, ?)",
            ((iri, label, kind, name, fold(name), preferred) for iri, label, kind, name, preferred in names),
        )
        self._database.executescript(_FILL)
        words = self._database.execute("SELECT DISTINCT folded FROM names").fetchall()
        self._vocabulary = sorted({word for (name,) in words for word in name.split()})

    def exact(self, text: str, kinds: Sequence[str] = ()) -> list[Hit]:
        """Return the things with exactly this name, whatever its case and accents."""
        return _best(self._rows("FROM names WHERE folded = ?", fold(text), kinds), fold(text))

    def listed(self, kinds: Sequence[str], limit: int, offset: int) -> tuple[list[Ref], int]:
        """Return the things of these classes by name, and how many there are."""
        narrow_kinds = list(dict.fromkeys(narrow for kind in kinds for narrow in (*narrower(kind), kind)))
        source = f"FROM names WHERE name = label AND kind IN ({', '.join('?' * len(narrow_kinds))})"
        page = f"SELECT iri, label, kind {source} GROUP BY iri ORDER BY folded, iri LIMIT ? OFFSET ?"
        with self._lock:
            rows = self._database.execute(page, (*narrow_kinds, limit, offset)).fetchall()
            (total,) = self._database.execute(f"SELECT COUNT(DISTINCT iri) {source}", narrow_kinds).fetchone()
        return [Ref(*row) for row in rows], total

    def search(self, text: str, kinds: Sequence[str], limit: int) -> list[Hit]:
        """Return the best hits; misspellings are thought of only when the text as it is finds nothing."""
        folded = fold(text)
        if not folded:
            return []
        rows = self._rows("FROM names WHERE folded >= ? AND folded < ? || char(1114111)", folded, kinds, folded)
        rows += self._match("words", " AND ".join(f'"{word}"*' for word in folded.split()), kinds)
        if len(folded) >= 3:
            rows += self._match("grams", f'"{folded}"', kinds)
        return (_best(rows, folded) or _best(self._misspelt(folded, kinds), folded))[:limit]

    def _misspelt(self, folded: str, kinds: Sequence[str]) -> list[tuple[str, ...]]:
        """Return names with, for each word of the text, a word that begins with it or looks like it."""
        alternatives = []
        for word in folded.split():
            alike = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=_ALIKE)
            alternatives.append(" OR ".join([f'"{word}"*', *(f'"{other}"' for other, _, _ in alike)]))
        return self._match("words", " AND ".join(f"({words})" for words in alternatives), kinds)

    def _match(self, table: str, pattern: str, kinds: Sequence[str]) -> list[tuple[str, ...]]:
        source = f"FROM {table} JOIN names ON names.id = {table}.rowid WHERE {table} MATCH ?"
        return self._rows(source, pattern, kinds)

    def _rows(self, source: str, value: str, kinds: Sequence[str], *more: str) -> list[tuple[str, ...]]:
        narrow_kinds = [narrow for kind in kinds for narrow in (*narrower(kind), kind)]
        only = f" AND names.kind IN ({', '.join('?' * len(narrow_kinds))})" if narrow_kinds else ""
        query = f"SELECT {_COLUMNS} {source}{only} LIMIT {_CANDIDATES}"
        with self._lock:
            return self._database.execute(query, (value, *more, *narrow_kinds)).fetchall()


def _best(rows: Iterable[tuple[str, ...]], folded: str) -> list[Hit]:
    """Return one hit for each thing, by its best name, in order of score, then by label and IRI."""
    best: dict[str, Hit] = {}
    for iri, label, kind, name, other, preferred in rows:
        score = _score(folded, other) - (0 if preferred else 0.5)
        if score > _LIKENESS / 2 and (iri not in best or score > best[iri].score):
            best[iri] = Hit(Ref(iri, label, kind), name, bool(preferred), round(score, 2))
    return sorted(best.values(), key=lambda hit: (-hit.score, len(hit.thing.label), hit.thing.label, hit.thing.iri))


def _score(query: str, name: str) -> float:
    """Return how well a folded name fits: bands for exact, beginning, words and part; likeness below them."""
    if name == query:
        return 100.0
    likeness = fuzz.ratio(query, name) / 10
    if name.startswith(query):
        return 85 + likeness
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in query.split()):
        return 75 + likeness
    if query in name:
        return 65 + likeness
    alike = max(fuzz.ratio(query, name), fuzz.token_sort_ratio(query, name), _by_words(query, words))
    return alike / 2 + likeness if alike >= _LIKENESS else 0.0


def _by_words(query: str, words: Sequence[str]) -> float:
    """Return how alike each wanted word is to the word of the name closest to it, on average."""
    parts = query.split()
    return sum(max((fuzz.ratio(part, word) for word in words), default=0.0) for part in parts) / len(parts)


_indexes: Final = SnapshotCache[Index](most=3)


def index(store: Store) -> Index:
    """Return the index of the store's current snapshot, built when it is first asked for."""
    return _indexes.get(store, "names", lambda: Index(_names(store)))


def _names(store: Store) -> Iterable[tuple[str, str, str, str, bool]]:
    """Yield each name with the thing it leads to: a merged thing's names lead to what took its place."""
    rows = sorted(run_bare(store, "names"), key=_by_name)
    kinds: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    names: dict[tuple[str, str], bool] = {}
    for row in rows:
        thing, name = value_of(row["thing"]), value_of(row["name"])
        target = value_of(row.get("replacement") or row["thing"])
        preferred = value_of(row["preferred"]) == "true" and target == thing
        kinds.setdefault(thing, set()).add(value_of(row["class"]))
        names[target, name] = names.get((target, name), False) or preferred
        if preferred and (thing not in labels or getattr(row["name"], "language", None) == "en"):
            labels[thing] = name
    for (thing, name), preferred in names.items():
        yield thing, labels.get(thing, name), narrowest(kinds.get(thing, ())), name, preferred


def _by_name(row: Row) -> tuple[str, bool, str]:
    """Order names by thing, preferred ones first, so that the same data give the same labels."""
    return value_of(row["thing"]), value_of(row["preferred"]) != "true", value_of(row["name"])
