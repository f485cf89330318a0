"""The page of one claim: everything that qualifies it, its sentences in context, and the claims around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from conflict_graph.ask.claims import claims as read_claims
from conflict_graph.ask.ontology import terms
from conflict_graph.ask.sources import context, source_text
from conflict_graph.ask.supports import resting
from conflict_graph.model import Claim, Ref, SourceText, Thing
from conflict_graph.store.base import Store
from conflict_graph.words.days import day, edtf_words
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.evidence_notes import Note
from conflict_graph_api.pages.gather import at_any_time, mark_for_day
from conflict_graph_api.pages.words import basis_word

Value = str | Ref
Qualifiers = list[tuple[str, Sequence[Value]]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a source with the spans a claim rests on; without a kept text, the quote or nothing.

    pieces are the paragraph cut up, each with whether it is part of a span.
    """

    source: SourceText
    notes: tuple[Note, ...]
    pieces: tuple[tuple[str, bool], ...] = ()


def claim_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of a claim shows."""
    (claim,) = read_claims(store, [thing.iri])
    _, first = mark_for_day(store, view, [claim])
    against = first.one(claim).against
    derived = resting(store, at_any_time(view), claim=thing.iri)
    linked = [*against, *claim.supersedes, *claim.superseded_by, *claim.inferred_from, *derived]
    around, reader = mark_for_day(store, view, [claim, *read_claims(store, linked)])
    statement = reader.one(around[claim.iri])

    def listed(iris: Sequence[str]) -> tuple[Any, ...]:
        return reader.all([around[iri] for iri in iris if iri in around])

    return {
        "claim": claim,
        "reader": reader,
        "statement": statement,
        "contexts": passages(store, statement.notes),
        "qualifiers": qualifiers(claim),
        "meanings": meanings(store, claim),
        "neighbours": [
            ("differs", "What contradicts it", listed(against)),
            ("superseded-by", "What took its place", listed(claim.superseded_by)),
            ("supersedes", "What it took the place of", listed(claim.supersedes)),
            ("inferred-from", "What it was inferred from", listed(claim.inferred_from)),
            ("derived", "What rests on it", listed(derived)),
        ],
    }


def passages(store: Store, notes: Sequence[Note]) -> list[Passage]:
    """Return the paragraphs that hold this evidence, each once with all its spans marked; each source is read once."""
    texts = {iri: source_text(store, iri) for iri in dict.fromkeys(note.evidence.source.iri for note in notes)}
    together: dict[tuple[str, int, int], list[Note]] = {}
    apart: list[Passage] = []
    for note in notes:
        source = texts[note.evidence.source.iri]
        if paragraph := _paragraph(source, note):
            together.setdefault((source.iri, *paragraph), []).append(note)
        else:
            quote = note.evidence.quote
            apart.append(Passage(source, (note,), ((quote, True),) if quote is not None else ()))
    placed = [Passage(texts[key[0]], tuple(own), _pieces(texts[key[0]], key[1:], own)) for key, own in together.items()]
    return [*placed, *apart]


def _paragraph(source: SourceText, note: Note) -> tuple[int, int] | None:
    """Return where the paragraph of an evidence begins and ends; None where there is no text, or it does not fit."""
    start, end = note.evidence.start, note.evidence.end
    if source.text is None or start is None or end is None or not start <= end <= len(source.text):
        return None
    around = context(source.text, start, end)
    return around.start, around.start + len(around.before + around.quote + around.after)


def _pieces(source: SourceText, bounds: tuple[int, int], notes: Sequence[Note]) -> tuple[tuple[str, bool], ...]:
    text = source.text or ""
    spans = [(note.evidence.start or 0, note.evidence.end or 0) for note in notes]
    edges = sorted({*bounds, *(edge for span in spans for edge in span)})
    return tuple(
        (text[left:right], any(start <= left and right <= end for start, end in spans))
        for left, right in pairwise(edges)
    )


def qualifiers(claim: Claim) -> Qualifiers:
    """Return every qualifier of a claim in plain words; those it does not have are left out."""
    rows: Qualifiers = [
        ("About", [claim.subject]),
        ("Related to", _some(claim.object)),
        ("On the issue", _some(claim.issue if claim.issue != claim.object else None)),
        ("Stance", _some(claim.stance)),
        ("Strength of the position", _number(claim.strength)),
        ("Role", _some(claim.role)),
        ("Attendance", _some(claim.participation_status)),
        ("On behalf of", _some(claim.on_behalf_of)),
        ("Status of the event", _some(claim.event_status)),
        ("Place", _some(claim.place)),
        ("Attribute", _some(claim.attribute)),
        ("Value", _text(claim.value)),
        ("Mentioned by", _some(claim.mention_form)),
        ("The source’s words", [f"“{claim.wording}”"] if claim.wording else []),
        ("Only if", list(claim.contingent_on)),
        *_days(claim),
        ("Modality", [claim.modality]),
        ("Firmness of the words", [claim.firmness]),
        ("Status of the claim", [claim.claim_status]),
        ("Layer", [claim.layer]),
        ("Certainty of the fact", _some(claim.certainty)),
        ("Confidence of the extraction", _number(claim.confidence)),
        ("Note", _text(claim.note)),
        ("Recorded by", _some(claim.extraction)),
    ]
    return [(name, values) for name, values in rows if values]


def meanings(store: Store, claim: Claim) -> dict[str, str]:
    """Return what the coded values of a claim mean, by their IRI: the definitions of their concepts."""
    known = terms(store)
    named = (value for _, values in qualifiers(claim) for value in values if isinstance(value, Ref))
    return {ref.iri: known[ref.iri].definition for ref in named if ref.iri in known and known[ref.iri].definition}


def _days(claim: Claim) -> Qualifiers:
    named = (
        ("Begins", claim.start_date),
        ("Ends", claim.end_date),
        ("Holds from", claim.valid_from),
        ("Holds until (not included)", claim.valid_until),
        ("Not before", claim.valid_from_earliest),
        ("Over by", claim.valid_until_latest),
        ("Said by", claim.stated_on),
    )
    rows: Qualifiers = [(name, [day(value)]) for name, value in named if value]
    rows.append(("Date as worded", [edtf_words(claim.edtf)] if claim.edtf else []))
    rows.append(("How the date is known", _text(basis_word(claim))))
    if claim.recorded_at:
        rows.append(("In this graph since", [day(claim.recorded_at.date())]))
    return rows


def _some(ref: Ref | None) -> list[Value]:
    return [ref] if ref and ref.iri else []


def _text(value: str | None) -> list[Value]:
    return [value] if value else []


def _number(value: float | None) -> list[Value]:
    return [f"{value:g} of 1"] if value is not None else []
