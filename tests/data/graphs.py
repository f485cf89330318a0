"""Small helpers to look at the Turtle files of the product and of the fixtures, each as a graph of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import PREFIXES, shorten

ROOT: Final = Path(__file__).resolve().parents[2]
ARTICLES: Final = ROOT / "tests" / "fixtures" / "articles"
EVENTS: Final = ROOT / "data" / "events.ttl"
REFERENCE: Final = ROOT / "data" / "reference.ttl"


@cache
def graph(*paths: Path) -> ox.Store:
    store = ox.Store()
    for path in paths:
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def rows(store: ox.Store, pattern: str, *names: str) -> set[tuple[str, ...]]:
    """Return what a pattern binds, as prefixed names and plain texts; a variable left open gives an empty text."""
    head = " ".join(f"?{name}" for name in names)
    answer = store.query(f"SELECT {head} WHERE {{ {pattern} }}", prefixes=PREFIXES)
    assert isinstance(answer, ox.QuerySolutions)
    return {tuple(_text(row[name]) for name in names) for row in answer}


def values(store: ox.Store, pattern: str, name: str) -> set[str]:
    return {value for (value,) in rows(store, pattern, name)}


def _text(term: object) -> str:
    match term:
        case ox.NamedNode():
            return shorten(term.value)
        case ox.Literal():
            return term.value
        case _:
            return ""


@dataclass(frozen=True)
class Quote:
    evidence: str
    source: str
    exact: str
    start: int
    end: int


def quotes(path: Path) -> Iterator[Quote]:
    """Yield the quoted evidence of a file."""
    pattern = """?e cg:evidenceGrade v:evidence-quoted ; oa:hasSource ?s ; oa:hasSelector ?q, ?p .
                 ?q a oa:TextQuoteSelector ; oa:exact ?x . ?p a oa:TextPositionSelector ; oa:start ?a ; oa:end ?b ."""
    for evidence, source, exact, start, end in rows(graph(path), pattern, "e", "s", "x", "a", "b"):
        yield Quote(evidence, source, exact, int(start), int(end))


def text_of(path: Path, source: str) -> str:
    """Return the text of a source (``src:slug``) that lies beside a file."""
    return (path.parent / "sources" / f"{source.partition(':')[2]}.txt").read_bytes().decode("utf-8")
