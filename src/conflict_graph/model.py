"""The plain data every surface shows: claims, their evidence, and the things they are about.

These records are what Python returns, what the JSON routes serialise, and what pages, pictures and notebooks
are drawn from, so one question has one answer. Coded values (stance, modality, status, ...) are concepts of the
vocabulary: `claim.modality.code` is the bare code, such as ``actual``; `conflict_graph.vocabulary` lists them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from conflict_graph.display import WIDTH, Display, clip
from conflict_graph.namespaces import VOCAB, shorten
from conflict_graph.vocabulary import Holds as Holds

Verdict = Literal["stated", "planned", "proposed", "contingent", "not-planned", "denied", "not-said"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing by its IRI, its label, and its kind (the last class name, such as Person or Meeting)."""

    iri: str
    label: str = ""
    kind: str = ""

    @property
    def name(self) -> str:
        """The last part of the IRI: ``v:stance-support`` gives ``stance-support``."""
        return self.iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


@dataclass(frozen=True, slots=True)
class Concept(Ref):
    """A coded value: a concept of the vocabulary, such as a stance, a modality or a role."""

    @classmethod
    def of(cls, ref: Ref) -> Concept:
        """Return a thing, which a claim has as a coded value, as the concept it is."""
        return ref if isinstance(ref, cls) else cls(ref.iri, ref.label, ref.kind)

    @property
    def code(self) -> str:
        """Its bare code: ``v:role-co-chair`` gives ``co-chair``; of a foreign concept, the last part of its IRI.

        >>> Concept("https://w3id.org/conflict-graph/vocab/role-co-chair").code
        'co-chair'
        """
        return _code(self.iri)


@lru_cache(maxsize=1024)  # few concepts, asked for a few times in every claim
def _code(iri: str) -> str:
    return iri.removeprefix(VOCAB).partition("-")[2] if iri.startswith(VOCAB) else Ref(iri).name


def code_of(concept: Concept | None) -> str:
    """Return the bare code of a concept, or an empty text where there is none.

    >>> code_of(Concept("https://w3id.org/conflict-graph/vocab/stance-oppose")), code_of(None)
    ('oppose', '')
    """
    return concept.code if concept else ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Evidence(Display):
    """A quoted span, or the record, of one source.

    start and end are offsets in Unicode code points, end exclusive, into the text whose SHA-256 the source
    names; quote is text[start:end]. A source-only evidence has neither quote nor offsets.
    """

    iri: str
    source: Ref
    grade: Concept
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    publisher: str | None = None
    address: str | None = None
    issued: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Claim(Display):
    """One statement at least one source supports, with everything that qualifies it.

    subject is whom or what it is about (holder, participant, member, event, ...); object is what it is related
    to (issue or option, event, group, post, action, ...). The interval [valid_from, valid_until) is half-open.
    start_date and end_date (inclusive) are those of an event.
    """

    iri: str
    kind: str
    subject: Ref
    object: Ref | None
    modality: Concept
    firmness: Concept
    claim_status: Concept
    layer: Concept
    stated_on: date
    valid_from: date | None = None
    valid_until: date | None = None
    valid_from_earliest: date | None = None
    valid_until_latest: date | None = None
    edtf: str | None = None
    date_basis: Concept | None = None
    start_date: date | None = None
    end_date: date | None = None
    issue: Ref | None = None
    option: Ref | None = None
    stance: Concept | None = None
    strength: float | None = None
    role: Concept | None = None
    participation_status: Concept | None = None
    on_behalf_of: Ref | None = None
    event_status: Concept | None = None
    place: Ref | None = None
    attribute: Concept | None = None
    value: str | None = None
    mention_form: Concept | None = None
    wording: str | None = None
    note: str | None = None
    contingent_on: tuple[Ref, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    inferred_from: tuple[str, ...] = ()
    confidence: float | None = None
    certainty: Concept | None = None
    evidence: tuple[Evidence, ...] = ()
    extraction: Ref | None = None
    recorded_at: datetime | None = None
    holds: Holds = "certain"

    @property
    def sentence(self) -> str:
        """The claim as one plain English sentence, no stronger than its source: `conflict_graph.words.sentences`."""
        from conflict_graph.words.sentences import sentence  # words stand above records: loaded when they are asked for

        return sentence(self)

    def __repr__(self) -> str:
        """One line for prompts and notebooks: what it is about, how firm, from which layer, and its name.

        Every field stays readable as an attribute; `dataclasses.asdict` gives them all.
        """
        about = " – ".join(ref.label or shorten(ref.iri) for ref in (self.subject, self.object) if ref)
        words = ", ".join(ref.label for ref in (self.modality, self.firmness, self.layer) if ref.label)
        return clip(f"<{self.kind} {shorten(self.iri)}: {about} ({words})>", WIDTH)

    def in_words(self) -> dict[str, str]:
        """What a table of claims shows of it: its sentence, when it was said, in which layer, and its name."""
        layer, day = self.layer.label or self.layer.code, self.stated_on.isoformat()
        return {"sentence": self.sentence, "stated_on": day, "layer": layer, "iri": shorten(self.iri)}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Thing(Display):
    """An entity card: names, types, identifiers, and how many claims of each kind speak of it."""

    iri: str
    label: str
    kind: str
    types: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    definition: str | None = None
    identifiers: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    replaced_by: str | None = None
    claim_counts: dict[str, int] = field(default_factory=dict)

    def ref(self) -> Ref:
        """The short form of this card."""
        return Ref(self.iri, self.label, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SourceText(Display):
    """A source with its text, when the text is kept, and the spans claims rest on."""

    iri: str
    title: str
    language: str | None = None
    publisher: str | None = None
    address: str | None = None
    issued: str | None = None
    sha256: str | None = None
    text: str | None = None
