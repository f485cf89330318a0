"""Clauses for what a source says of one thing: its stated size, its agenda, its purpose, and anything else."""

from __future__ import annotations

from typing import Final

from conflict_graph.model import Claim, code_of
from conflict_graph.words.english import is_plural, name
from conflict_graph.words.firmness import conditions, hedge, predicate

_PATTERNS: Final = {
    "stated-size": ("have", "a stated size of {}"),
    "participant-count": ("have", "a stated number of {} participants"),
    "part-of": ("be", "part of {}"),
    "location": ("be", "in {}"),
    "agenda-issue": ("have", "{} on the agenda"),
    "option-discussed": ("have", "{} under discussion"),
    "subject-matter": ("be", "about {}"),
    "outcome": ("have", "{} as an outcome"),
    "convened-by": ("be", "convened by {}"),
    "chaired-by": ("be", "chaired by {}"),
    "hosted-by": ("be", "hosted by {}"),
    "occasion": ("have", "{} as its occasion"),
    "prompted-by": ("be", "prompted by {}"),
    "cause": ("have", "{} as a cause"),
    "purpose": ("have", "{} as a purpose"),
    "open-challenge": ("have", "{} as an open challenge"),
    "counterpart": ("have", "{} as a counterpart"),
}
_PROSE: Final = frozenset({"", "description", "assessment", "significance", "trend"})
_SPOKEN: Final = {
    "stated": "the source says of {}: {}",
    "scheduled": "the source says as scheduled of {}: {}",
    "expected": "the source says as expected of {}: {}",
    "conditional": "the source says conditionally of {}: {}",
    "proposed": "the source says as a proposal of {}: {}",
    "possible": "the source says as a possibility of {}: {}",
}


def attribute_clause(claim: Claim) -> str:
    """Return the clause of an attribute claim; a text that is no name is quoted as the source has it."""
    attribute = code_of(claim.attribute)
    value = name(claim.object) if claim.object else _value(claim.value or "")
    if attribute not in _PATTERNS:
        return _spoken(claim, attribute, value)
    verb, pattern = _PATTERNS[attribute]
    # of a meeting that may still be ahead, "may have had" would say that it is over
    tense = "past" if claim.subject.kind == "Meeting" and hedge(claim) == "stated" else "present"
    words = predicate(claim, verb, pattern.format(value), tense=tense, plural=is_plural(claim.subject))
    return f"{name(claim.subject)} {words}"


def _spoken(claim: Claim, attribute: str, value: str) -> str:
    weakest = hedge(claim)
    about = "" if attribute in _PROSE else f" ({attribute.replace('-', ' ')})"
    words = f"not {value}" if claim.modality.code == "negated" else value
    return _SPOKEN[weakest].format(name(claim.subject) + about, words) + conditions(claim, weakest)


def _value(text: str) -> str:
    return text if text.replace(".", "", 1).replace(",", "").lstrip("-").isdigit() else f"“{text}”"
