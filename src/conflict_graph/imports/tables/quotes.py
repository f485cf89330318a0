"""Quotes in the texts of sources: where they stand, and the evidence they make."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rapidfuzz import fuzz

from conflict_graph.imports.importer import Item, Origin
from conflict_graph.imports.nodes import concept, integer, node, some, thing
from conflict_graph.imports.tables.name_index import Entry
from conflict_graph.imports.tables.rows import Row

_NEAR = 60


class Texts:
    """The texts of sources, beside the tables; a few of them are kept in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read = lru_cache(maxsize=8)(self._read)

    def _read(self, name: str) -> str | None:
        """Return a text exactly as it lies in its file, or None when it is not there or not UTF-8."""
        try:
            return (self.folder / name).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None


@dataclass(frozen=True, slots=True)
class Span:
    """A quote with its place in the text of a source, in code points, end exclusive."""

    source: str
    quote: str
    start: int
    language: str

    @property
    def evidence(self) -> ox.NamedNode:
        """The name of the evidence: its source with start and end."""
        return thing("evidence", f"{self.source}-{self.start}-{self.start + len(self.quote)}")

    def items(self, origin: Origin) -> list[Item]:
        """Return the evidence with its two selectors."""
        quote, place = (ox.NamedNode(f"{self.evidence.value}-{part}") for part in ("q", "p"))
        exact = ox.Literal(self.quote, language=self.language)
        return [
            Item(
                self.evidence,
                (
                    *some("rdf:type", node("cg:Evidence"), node("oa:SpecificResource")),
                    *some("oa:hasSource", thing("source", self.source)),
                    *some("cg:evidenceGrade", concept("evidence-quoted")),
                    *some("oa:hasSelector", quote, place),
                ),
                origin,
            ),
            Item(quote, (*some("rdf:type", node("oa:TextQuoteSelector")), *some("oa:exact", exact)), origin),
            Item(
                place,
                (
                    *some("rdf:type", node("oa:TextPositionSelector")),
                    *some("oa:start", integer(self.start)),
                    *some("oa:end", integer(self.start + len(self.quote))),
                ),
                origin,
            ),
        ]


def quoted(row: Row, quote: str, sources: Sequence[Entry], texts: Texts) -> Span | None:
    """Return where the quote of a row stands in the text of one of its sources, or complain."""
    with_text = [(source, texts.read(source.extra["text"])) for source in sources if source.extra.get("text")]
    read = [(source, text) for source, text in with_text if text is not None]
    if not read:
        expected = "a source of the row with its text, in the column text of the sources"
        row.complain("quote", "No source of this row has a text to quote from.", expected=expected)
        return None
    hits = [(source, text.find(quote), text) for source, text in read]
    places = [(source, at, text) for source, at, text in hits if at >= 0]
    if not places:
        near = tuple(_nearest(quote, text) for _, text in read)
        expected = "the sentence word for word"
        row.complain("quote", "The quote does not stand in the text of its source.", expected=expected, nearest=near)
        return None
    source, at, text = places[0]
    if text.find(quote, at + 1) >= 0:
        row.complain("quote", "The quote stands there more than once.", expected="more of the sentence around it")
        return None
    return Span(source.id, quote, at, source.extra.get("language") or "en")


def text_statements(text: str, language: str) -> list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """Return what is said of a source whose text is kept: the text, its language, length and hash."""
    return [
        *some("cg:text", ox.Literal(text)),
        *some("dcterms:language", ox.Literal(language)),
        *some("cg:charCount", integer(len(text))),
        *some("cg:sha256", ox.Literal(hashlib.sha256(text.encode()).hexdigest())),
    ]


def _nearest(quote: str, text: str) -> str:
    if len(quote) > len(text):
        return ""
    near = fuzz.partial_ratio_alignment(quote, text, score_cutoff=_NEAR)
    if near is None or not near.score:
        return ""
    start = len(text[: near.dest_start].rpartition(" ")[0])
    rest, space, _ = text[near.dest_end :].partition(" ")
    return f"“{(text[start : near.dest_end] + (rest if space or rest else '')).strip()}”"
