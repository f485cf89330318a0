"""The numbered evidence of a page: each quoted span once, in the order in which the page first leans on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from conflict_graph.model import Claim, Evidence
from conflict_graph.words.days import edtf_words


@dataclass(frozen=True, slots=True)
class Note:
    """One evidence of a page with its number."""

    number: int
    evidence: Evidence

    @property
    def issued(self) -> str:
        """When the source appeared, in words."""
        return edtf_words(self.evidence.issued) if self.evidence.issued else "no date"

    @property
    def anchor(self) -> str:
        """The fragment of the note in the list at the foot of the page."""
        return f"ref-{self.number}"


@dataclass(slots=True)
class Notes:
    """Gives out numbers while a page is put together."""

    _by_iri: dict[str, Note] = field(default_factory=dict)

    def of(self, claims: Iterable[Claim]) -> tuple[Note, ...]:
        """Return the notes of these claims, each once, numbering those that are new."""
        notes = {item.iri: self._note(item) for claim in claims for item in claim.evidence}
        return tuple(sorted(notes.values(), key=lambda note: note.number))

    def number(self, evidence: Iterable[Evidence]) -> None:
        """Number evidence in this order, ahead of the claims that lean on it."""
        for item in evidence:
            self._note(item)

    def _note(self, evidence: Evidence) -> Note:
        return self._by_iri.setdefault(evidence.iri, Note(len(self._by_iri) + 1, evidence))

    @property
    def all(self) -> tuple[Note, ...]:
        """Every note given out so far, by number."""
        return tuple(self._by_iri.values())
