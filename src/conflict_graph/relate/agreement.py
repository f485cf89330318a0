"""Who agrees and who differs with whom, issue by issue; derived by comparing positions, never stated by a source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.relate.edges import Tie
from conflict_graph.relate.rules import Rules

STANCE_SCORES: Final[Mapping[str, float]] = {
    "support": 1.0,
    "conditional": 0.5,
    "neutral": 0.0,
    "reserved": -0.5,
    "oppose": -1.0,
}
"""How far a stance goes for (+) or against (-); an unclear stance has no score and is compared with nothing."""


@dataclass(frozen=True, slots=True)
class View:
    """What a holder thinks of one answer to an issue, with every claim that says so.

    Two sources that report the same view are two witnesses of it, not two views.
    """

    holder: Ref
    issue: Ref
    answer: str
    score: float
    claims: tuple[Claim, ...]


def agreement(
    claims: Iterable[Claim],
    rules: Rules,
    incompatible: Collection[tuple[str, str]] = (),
    scores: Mapping[str, float] = STANCE_SCORES,
) -> Iterator[Tie]:
    """Yield a signed tie for each two views of different holders on one issue that can be compared.

    Same answer, same sign: they agree. Same answer, opposite signs, or both in favour of answers that exclude each
    other: they differ. The weight is the weaker of the two stances, with the sign. A coalition's position is its
    own and not that of its members. incompatible: pairs of option IRIs, in either order.
    """
    excluded = {frozenset(pair) for pair in incompatible}
    by_issue: dict[str, list[View]] = {}
    for view in views(claims, rules, scores):
        by_issue.setdefault(view.issue.iri, []).append(view)
    for issue in sorted(by_issue):
        for one, other in combinations(by_issue[issue], 2):
            weight = compare(one, other, excluded)
            if weight and one.holder.iri != other.holder.iri:
                yield _tie(one, other, weight)


def views(claims: Iterable[Claim], rules: Rules, scores: Mapping[str, float] = STANCE_SCORES) -> list[View]:
    """Return the distinct views that accepted positions give, in a stable order."""
    groups: dict[tuple[str, str, str, float], list[Claim]] = {}
    for claim in claims:
        issue = claim.issue or claim.object
        if issue and _comparable(claim, rules, scores):
            answer = (claim.option or issue).iri
            score = scores[code_of(claim.stance)]
            groups.setdefault((issue.iri, answer, claim.subject.iri, score), []).append(claim)
    return [
        View(group[0].subject, group[0].issue or group[0].object or Ref(issue), answer, score, tuple(group))
        for (issue, answer, _, score), group in sorted(groups.items(), key=lambda item: item[0])
    ]


def compare(one: View, other: View, excluded: Collection[frozenset[str]]) -> float:
    """Return how far two views agree (> 0) or differ (< 0); 0 when they cannot be compared."""
    strength = min(abs(one.score), abs(other.score))
    if one.answer == other.answer:
        return strength if one.score * other.score > 0 else -strength
    if frozenset((one.answer, other.answer)) in excluded and one.score > 0 and other.score > 0:
        return -strength
    return 0.0


def _comparable(claim: Claim, rules: Rules, scores: Mapping[str, float]) -> bool:
    return (
        claim.kind == "Position"
        and rules.stands(claim)
        and claim.modality.code == "actual"
        and rules.names(claim.subject)
        and code_of(claim.stance) in scores
    )


def _tie(one: View, other: View, weight: float) -> Tie:
    claims = one.claims + other.claims
    return Tie(
        relationship="agreement",
        subject=one.holder,
        object=other.holder,
        claims=claims,
        weight=weight,
        via=one.issue,
        # both views are known to hold from the day on which the later of the two does
        span=(_both_from(one, other), None),
        key=one.issue.iri,
        more={"issue": one.issue.iri, "issue_label": one.issue.label, "derived": True},
    )


def _both_from(one: View, other: View) -> date | None:
    starts = [
        min((claim.valid_from for claim in view.claims if claim.valid_from), default=None) for view in (one, other)
    ]
    return max((start for start in starts if start), default=None)
