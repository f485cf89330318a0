"""The shapes of JSON answers that all routes share: things, codes, evidence, claims, and lists of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from conflict_graph import model
from conflict_graph.ask.verdict import verdict_of
from conflict_graph.words.sentences import sentence
from conflict_graph_api.http.addresses import served_path

_T = TypeVar("_T")

Attestation = Literal["said", "not-said"]


class Record(BaseModel):
    """A record that only has the fields it declares, and takes their values from a thing of the library."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def of(cls, source: object, **fields: Any) -> Self:
        """Return a thing of the library as JSON has it, but for fields that are given here."""
        return cls(**cls._values(source, fields))

    @classmethod
    def all_of(cls, sources: Iterable[object]) -> list[Self]:
        """Return things of the library as JSON has them."""
        return [cls.of(source) for source in sources]

    @classmethod
    def computed(cls, source: Any) -> dict[str, Any]:
        """Return the fields that the thing of the library has not, or not by that name; records override it."""
        return {}

    @classmethod
    def _values(cls, source: object, fields: dict[str, Any]) -> dict[str, Any]:
        values = cls.computed(source) | fields
        return values | {name: getattr(source, name) for name in cls.model_fields if name not in values}

    @model_validator(mode="before")
    @classmethod
    def _from_library(cls, value: object) -> object:
        """Let a field that holds a record take the thing of the library which the record is made of."""
        return cls._values(value, {}) if is_dataclass(value) else value


class Thing(Record):
    """A thing of the graph."""

    iri: str = Field(examples=["https://w3id.org/conflict-graph/id/person/emmanuel-macron"])
    label: str = Field(description="Its name in English.", examples=["Emmanuel Macron"])
    kind: str = Field(description="Its class.", examples=["Person"])
    path: str | None = Field(description="Where this service shows it; null for things of others.")

    @classmethod
    def computed(cls, ref: model.Ref) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        return {"label": ref.label or ref.name, "path": served_path(ref.iri)}


class Code(Record):
    """A concept of the vocabulary."""

    code: str = Field(description="Its short name in its scheme.", examples=["scheduled"])
    label: str = Field(description="Its name in English.", examples=["scheduled"])
    iri: str = Field(examples=["https://w3id.org/conflict-graph/vocab/modality-scheduled"])

    @classmethod
    def computed(cls, concept: model.Concept) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        return {"label": concept.label or concept.code}


class Evidence(Record):
    """A quoted span, or the record, of a source. Offsets count Unicode code points, the end is exclusive."""

    iri: str
    path: str | None
    source: Thing
    grade: Code
    quote: str | None = Field(description="The words themselves: text[start:end] of the source.")
    start: int | None = Field(examples=[179])
    end: int | None = Field(examples=[404])
    publisher: str | None
    address: str | None = Field(description="Where the source was published.")
    issued: str | None
    sha256: str | None = Field(description="Digest of the text that the offsets count in.")

    @classmethod
    def computed(cls, evidence: model.Evidence) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        return {"path": served_path(evidence.iri)}


class Claim(Record):
    """One statement with everything that qualifies it and the sentences it rests on.

    Subject and object depend on the kind: participant and event, member and group, holder and issue or option, ...
    The interval from valid_from to valid_until is half-open; end_date is inclusive.
    """

    iri: str
    path: str | None
    kind: str = Field(description="Its class.", examples=["Participation"])
    sentence: str = Field(description="The claim in one plain English sentence, never stronger than its source.")
    verdict: model.Verdict = Field(
        description="What it makes of its matter: stated, planned, proposed, contingent, not-planned, denied."
    )
    subject: Thing
    object: Thing | None
    modality: Code = Field(description="actual, scheduled, proposed, contingent or negated.")
    firmness: Code = Field(description="The strength of the source's own words.")
    status: Code = Field(description="accepted, disputed, unverified or retracted.")
    layer: Code = Field(description="article, reference, chronicle or machine-coded.")
    holds: model.Holds = Field(description="How surely it holds on the day asked for.")
    stated_on: date
    valid_from: date | None
    valid_until: date | None
    valid_from_earliest: date | None
    valid_until_latest: date | None
    edtf: str | None
    date_basis: Code | None = Field(description="stated, inferred, bracketed or unknown.")
    start_date: date | None
    end_date: date | None
    issue: Thing | None
    option: Thing | None
    stance: Code | None
    strength: float | None
    role: Code | None
    participation_status: Code | None
    on_behalf_of: Thing | None
    event_status: Code | None
    place: Thing | None
    attribute: Code | None
    value: str | None
    mention_form: Code | None
    wording: str | None = Field(description="The source's own words for a role, office or thing.")
    note: str | None
    contingent_on: list[Thing] = Field(description="What must come about first.")
    supersedes: list[str]
    superseded_by: list[str]
    contradicts: list[str]
    inferred_from: list[str]
    confidence: float | None = Field(description="The extractor's own doubt.")
    certainty: Code | None = Field(description="How sure a reference fact is.")
    extraction: Thing | None = Field(description="The run that made the claim.")
    recorded_at: datetime | None
    evidence: list[Evidence]

    @classmethod
    def computed(cls, claim: model.Claim) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        words = {"sentence": sentence(claim), "verdict": verdict_of(claim)}
        return {"path": served_path(claim.iri), "status": claim.claim_status, **words}


class Days(Record):
    """The days an answer is for; null leaves that question open."""

    valid_at: date | None = None
    known_at: date | None = None
    recorded_at: date | None = None


class SnapshotAnswer(Record):
    """What every answer says of itself."""

    snapshot: str = Field(description="The state of the graph that the answer holds for.", examples=["000002-5f0c"])


class Answer(SnapshotAnswer):
    """An answer as of days."""

    as_of: Days


class Paged(SnapshotAnswer, Generic[_T]):
    """A list in pages."""

    total: int = Field(description="Items on all pages.")
    items: list[_T]
    cursor: str | None = Field(description="What to send as cursor for the next page; null on the last.")
    next: str | None = Field(description="The address of the next page; null on the last.")


class Listed(Paged[_T], Generic[_T]):
    """A list of what is said, in pages. An empty one says not-said: nobody says so here, which is not a no."""

    as_of: Days
    answer: Attestation = Field(description="not-said: no source says so here. That is not a no.")


def attestation(items: Iterable[object]) -> Attestation:
    """Return whether anybody says so.

    >>> attestation([])
    'not-said'
    """
    return "said" if any(True for _ in items) else "not-said"
