"""How firm a claim is, in words: the hedge a sentence must carry so that it never says more than its source."""

from __future__ import annotations

import re
from typing import Final

from conflict_graph.model import Claim, Ref
from conflict_graph.words.english import finite, forms, negated

_ORDER: Final = ("stated", "scheduled", "expected", "conditional", "proposed", "possible")
_AUXILIARIES: Final = {
    "scheduled": "scheduled to",
    "expected": "expected to",
    "proposed": "proposed to",
}
_HAS_VERB: Final = re.compile(r"\b(is|are|was|were|has|have|will|holds?|agrees?|ends?|begins?|comes?|takes?)\b")
_ARTICLE: Final = re.compile(r"^(A|An|The|Any|All|Both|Some|No|There) ")


def firmness_word(claim: Claim) -> str:
    """Return the word for how firm a claim is: stated, scheduled, expected, ..., with "disputed" where it is.

    It is the strength of the source's own words; what the words make of the claim is in its sentence.
    """
    word = claim.firmness.code
    status = claim.claim_status.code
    return word if status == "accepted" else f"{word}, {status}"


def layer_word(claim: Claim) -> str:
    """Return the word for the layer a claim belongs to: article, reference, chronicle, machine-coded."""
    return claim.layer.code


def hedge(claim: Claim, *floors: str) -> str:
    """Return the weakest of what modality, firmness and the given floors allow a sentence to say."""
    modality, firmness = claim.modality.code, claim.firmness.code
    words = [modality, firmness, *floors]
    weakest = max((word for word in words if word in _ORDER), key=_ORDER.index, default="stated")
    return "conditional" if modality == "contingent" and weakest == "stated" else weakest


def predicate(
    claim: Claim,
    verb: str,
    rest: str,
    *,
    tense: str,
    plural: bool,
    floors: tuple[str, ...] = (),
    denied: bool | None = None,
) -> str:
    """Return the predicate of a sentence with its hedge, its denial and its conditions.

    verb is an infinitive without "to"; tense (present, past, perfect) is used where nothing weakens the claim.
    denied is for words that already say no ("declined", "absent"); None: as the modality says.
    """
    weakest = hedge(claim, *floors)
    denied = claim.modality.code == "negated" if denied is None else denied
    word = "not " if denied else ""
    if weakest == "stated":
        words = negated(verb, tense, plural=plural) if denied else finite(verb, tense, plural=plural)
    elif weakest == "possible":
        words = f"may {word}{verb}" if tense == "present" else f"may {word}have {forms(verb)[2]}"
    elif weakest == "conditional":
        words = f"would {word}{verb}"
    else:
        words = f"{'are' if plural else 'is'} {word}{_AUXILIARIES[weakest]} {verb}"
    return f"{words} {rest}".strip() + conditions(claim, weakest)


def conditions(claim: Claim, weakest: str) -> str:
    """Return what must come about first: ", if a peace deal is reached"."""
    if claim.contingent_on:
        return ", " + " and ".join(_condition(ref) for ref in claim.contingent_on)
    contingent = weakest == "conditional" or claim.modality.code == "contingent"
    return ", on conditions" if contingent else ""


def _condition(ref: Ref) -> str:
    label = ref.label or ref.name
    if not _HAS_VERB.search(label):
        return f"on the condition “{label}”"
    return f"if {label[0].lower()}{label[1:]}" if _ARTICLE.match(label) else f"if {label}"


def remarks(claim: Claim) -> list[str]:
    """Return what else qualifies a claim: whose reading it is, and whether it is disputed, retracted, unverified."""
    words = {"reading": "the source’s own reading", "derived": "derived, not said by a source"}
    qualifiers = [words.get(claim.firmness.code, "")]
    status = claim.claim_status.code
    qualifiers.append({"unverified": "not verified", "accepted": ""}.get(status, status))
    qualifiers.append("not certain for the day asked about" if claim.holds == "possible" else "")
    return [remark for remark in qualifiers if remark]
