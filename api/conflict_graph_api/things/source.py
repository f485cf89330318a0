"""The page of a source: its whole text with the span of every claim marked in place, and the claims beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from conflict_graph.ask.claims import claims
from conflict_graph.ask.sources import source_text
from conflict_graph.ask.surroundings import surroundings
from conflict_graph.model import Claim, Evidence, Ref, Thing
from conflict_graph.namespaces import CG, DCTERMS
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import gather, mark_for_day
from conflict_graph_api.pages.statements import Reader, Statement

Dispute = tuple[Statement, tuple[Statement, ...]]
"""A claim of a source, and what contradicts it."""


@dataclass(frozen=True, slots=True)
class Span:
    """One quoted span of a text, with the claims that rest on it and its number in the order of the text."""

    number: int
    start: int
    end: int
    evidence: Evidence
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a paragraph: how many spans cover it, the spans that begin here, and what it mentions."""

    text: str
    depth: int = 0
    begins: tuple[Span, ...] = ()
    mentions: Ref | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text with the spans that begin in it."""

    segments: tuple[Segment, ...]
    spans: tuple[Span, ...]


def source_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of a source shows."""
    gathered = gather(store, replace(view, scope=view.scope.resting_on(thing.iri)))
    around = surroundings(store, thing.iri)
    source = source_text(store, thing.iri)
    statements = [claim for claim in gathered.claims if claim.kind != "Mention"]
    spans = spans_of(gathered.reader, statements, thing.iri)
    placed = {claim.iri for span in spans for claim in (one.claim for one in span.statements)}
    whole = [claim for claim in statements if claim.iri not in placed or source.text is None]
    return {
        "gathered": gathered,
        "source": source,
        "facts": facts(around.literals),
        "paragraphs": paragraphs(source.text, spans, gathered.of("Mention"), thing.iri) if source.text else [],
        "whole": gathered.reader.all(whole),
        "mentioned": mentioned(gathered.of("Mention"), thing.iri),
        "spans": len(spans),
        "numbered": {span.evidence.iri for span in spans},
        "disputes": split(disputes(store, view, gathered.reader, statements)),
        "unnamed": around.comes_from(DCTERMS + "source"),
        "copies": around.comes_from(CG + "derivedFromSource"),
    }


def facts(literals: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return what is known of a source beside its title, in words."""
    names = (
        (DCTERMS + "identifier", "Identifier"),
        (DCTERMS + "language", "Language"),
        (CG + "charCount", "Characters"),
        (CG + "sha256", "SHA-256"),
    )
    return [(name, literals[item][0]) for item, name in names if literals.get(item)]


def spans_of(reader: Reader, claims: Iterable[Claim], source: str) -> list[Span]:
    """Return the spans in a source that claims rest on, in the order of the text."""
    resting: dict[str, list[Claim]] = defaultdict(list)
    placed: dict[str, tuple[int, int, Evidence]] = {}
    for claim in claims:
        for item in claim.evidence:
            if item.source.iri == source and item.start is not None and item.end is not None:
                resting[item.iri].append(claim)
                placed[item.iri] = (item.start, item.end, item)
    ordered = sorted(placed.items(), key=lambda pair: (pair[1][0], -pair[1][1], pair[0]))
    reader.notes.number(item for _, (_, _, item) in ordered)
    return [
        Span(number, start, end, item, reader.all(resting[iri]))
        for number, (iri, (start, end, item)) in enumerate(ordered, start=1)
    ]


def paragraphs(text: str, spans: Sequence[Span], mentions: Iterable[Claim], source: str) -> list[Paragraph]:
    """Return a text line by line, cut where spans and mentions begin or end; empty lines are left out."""
    names = _mention_places(mentions, source)
    shown = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            own = tuple(span for span in spans if start <= span.start < max(end, start + 1))
            shown.append(Paragraph(tuple(_segments(text, start, end, spans, names)), own))
        start = end + 1
    return shown


def _segments(
    text: str, start: int, end: int, spans: Sequence[Span], names: dict[tuple[int, int], Ref]
) -> Iterable[Segment]:
    near = [span for span in spans if span.start < end and span.end > start]
    inside = {place: ref for place, ref in names.items() if place[0] < end and place[1] > start}
    edges = {start, end} | {edge for span in near for edge in (span.start, span.end)}
    edges |= {edge for place in inside for edge in place}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    for left, right in pairwise(cuts):
        begins = tuple(span for span in near if span.start == left)
        depth = sum(span.start <= left and span.end >= right for span in near)
        name = next((ref for place, ref in inside.items() if place[0] <= left and place[1] >= right), None)
        yield Segment(text[left:right], min(depth, 3), begins, name)


def _mention_places(mentions: Iterable[Claim], source: str) -> dict[tuple[int, int], Ref]:
    return {
        (item.start, item.end): claim.subject
        for claim in mentions
        for item in claim.evidence
        if item.source.iri == source and item.start is not None and item.end is not None
    }


def mentioned(mentions: Iterable[Claim], source: str) -> list[tuple[Ref, int]]:
    """Return the things a source mentions, by name, with how often."""
    counts: dict[str, int] = defaultdict(int)
    things: dict[str, Ref] = {}
    for claim in mentions:
        things[claim.subject.iri] = claim.subject
        counts[claim.subject.iri] += sum(item.source.iri == source for item in claim.evidence)
    return [(ref, counts[ref.iri]) for ref in sorted(things.values(), key=lambda ref: ref.label.casefold())]


def disputes(store: Store, view: ViewState, reader: Reader, statements: Iterable[Claim]) -> list[Dispute]:
    """Return the claims of a source that others contradict, each with what contradicts it."""
    doubted = [one for one in reader.all(statements) if one.against]
    others, judged = mark_for_day(store, view, claims(store, [iri for one in doubted for iri in one.against]))
    reader.adopt(judged)
    return [(one, reader.all([others[iri] for iri in one.against if iri in others])) for one in doubted]


def split(disputes: Iterable[Dispute]) -> list[tuple[str, str, list[Dispute]]]:
    """Return disputes in two parts, each with an anchor and a heading: against reference facts, and against others."""
    parts: dict[bool, list[Dispute]] = {True: [], False: []}
    for one, others in disputes:
        parts[any(other.claim.layer.code == "reference" for other in others)].append((one, others))
    named = (
        ("disputes", "What it gets wrong, by the reference facts", True),
        ("others", "What others contradict", False),
    )
    return [(anchor, heading, parts[key]) for anchor, heading, key in named if parts[key]]
