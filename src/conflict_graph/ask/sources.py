"""Sources: their text, the spans claims rest on, and a quote in its paragraph."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from conflict_graph.ask.labels import text as value_of
from conflict_graph.ask.search import near_names
from conflict_graph.ask.things import statements_of
from conflict_graph.errors import InvalidParameter, NotFound
from conflict_graph.model import Ref, SourceText
from conflict_graph.namespaces import CG, DCTERMS, RDF, SCHEMA, expand
from conflict_graph.queries.catalogue import run
from conflict_graph.store.base import Store


@dataclass(frozen=True, slots=True)
class Context:
    """A quote in its paragraph: what stands before it, the quote, and what stands after it.

    start is the offset at which before begins, in code points of the text.
    """

    before: str
    quote: str
    after: str
    start: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One span of a source's text, the evidence that quotes it, and the claims that rest on it."""

    start: int
    end: int
    evidence: str
    claims: tuple[str, ...]


def source_text(store: Store, iri: str) -> SourceText:
    """Return a source with its text; text is None where it may not be kept. Raises NotFound when it is no source."""
    full = expand(iri)
    statements = statements_of(store, full)
    if CG + "Source" not in {term.value for term in statements[RDF + "type"]}:
        raise NotFound("source", iri, near_names(store, Ref(full).name, ("Source",)))

    def first(*properties: str) -> str | None:
        return next((term.value for item in properties for term in statements[item]), None)

    texts = run(store, "source-text", source=full)
    return SourceText(
        iri=full,
        title=first(DCTERMS + "title") or Ref(full).name,
        language=first(DCTERMS + "language"),
        publisher=first(DCTERMS + "publisher"),
        address=first(SCHEMA + "url", DCTERMS + "identifier"),
        issued=first(DCTERMS + "issued", CG + "issuedEdtf"),
        sha256=first(CG + "sha256"),
        text=value_of(texts[0]["text"]) if texts else None,
    )


def marks(store: Store, iri: str) -> list[Mark]:
    """Return every span of a source that claims rest on, in order of the text, longer ones first."""
    claims: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for row in run(store, "claims-in-span", source=iri):
        span = int(value_of(row["start"])), int(value_of(row["end"])), value_of(row["evidence"])
        if value_of(row["claim"]) not in claims[span]:
            claims[span].append(value_of(row["claim"]))
    spans = sorted(claims, key=lambda span: (span[0], -span[1], span[2]))
    return [Mark(start, end, evidence, tuple(claims[start, end, evidence])) for start, end, evidence in spans]


def context(text: str, start: int, end: int) -> Context:
    """Return the span text[start:end] in its paragraph; a span over several paragraphs keeps them all.

    Offsets count code points, end exclusive. Raises InvalidParameter when they do not lie in the text.

    >>> context("One.\\nTwo and three.", 9, 12)
    Context(before='Two ', quote='and', after=' three.', start=5)
    """
    if not 0 <= start <= end <= len(text):
        raise InvalidParameter("the span", f"{start}-{end}", f"offsets between 0 and {len(text)}, the start first")
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return Context(text[first:start], text[start:end], text[end : last if last >= 0 else len(text)], first)
