"""Who agrees and who differs with whom, issue by issue; derived by comparing positions, never stated by a source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

from conflict_graph.model import Claim, Ref
from conflict_graph.relate.edges import Tie
from conflict_graph.relate.rules import Rules, code

STANCE_SCORES: Final[Mapping[str, float]] = {
    "support": 1.0,
    "conditional": 0.5,
    "neutral": 0.0,
    "reserved": -0.5,
    "oppose": -1.0,
}
"""How far a stance goes for (+) or against (-); an unclear stance has no score and is compared with nothing."""


def agreement(
    claims: Iterable[Claim],
    rules: Rules,
    incompatible: Collection[tuple[str, str]] = (),
    scores: Mapping[str, float] = STANCE_SCORES,
) -> Iterator[Tie]:
    """Yield a signed tie for each two positions of different holders on one issue that can be compared.

    Same option, same sign: they agree. Same option, opposite signs, or both in favour of options that exclude each
    other: they differ. The weight is the weaker of the two stances, with the sign. A coalition's position is its
    own and not that of its members. incompatible: pairs of option IRIs, in either order.
    """
    excluded = {frozenset(pair) for pair in incompatible}
    by_issue: dict[str, list[Claim]] = {}
    for claim in claims:
        if _comparable(claim, rules, scores):
            by_issue.setdefault(_issue(claim).iri, []).append(claim)
    for issue in sorted(by_issue):
        for one, other in combinations(by_issue[issue], 2):
            weight = compare(one, other, excluded, scores)
            if weight and one.subject.iri != other.subject.iri:
                yield _tie(one, other, weight)


def compare(
    one: Claim, other: Claim, excluded: Collection[frozenset[str]], scores: Mapping[str, float] = STANCE_SCORES
) -> float:
    """Return how far two positions agree (> 0) or differ (< 0); 0 when they cannot be compared."""
    a, b = (scores.get(code(claim.stance, "stance"), 0.0) for claim in (one, other))
    strength = min(abs(a), abs(b))
    if _answer(one) == _answer(other):
        return strength if a * b > 0 else -strength
    if frozenset((_answer(one), _answer(other))) in excluded and a > 0 and b > 0:
        return -strength
    return 0.0


def _comparable(claim: Claim, rules: Rules, scores: Mapping[str, float]) -> bool:
    return (
        claim.kind == "Position"
        and rules.stands(claim)
        and code(claim.modality, "modality") == "actual"
        and rules.names(claim.subject)
        and code(claim.stance, "stance") in scores
    )


def _issue(claim: Claim) -> Ref:
    return claim.issue or claim.object or Ref("")


def _answer(claim: Claim) -> str:
    return (claim.option or claim.object or _issue(claim)).iri


def _tie(one: Claim, other: Claim, weight: float) -> Tie:
    issue = _issue(one)
    return Tie(
        relationship="agreement",
        subject=one.subject,
        object=other.subject,
        claims=(one, other),
        weight=weight,
        via=issue,
        span=(max(filter(None, (one.valid_from, other.valid_from)), default=None), None),
        key=issue.iri,
        more={"issue": issue.iri, "issue_label": issue.label, "derived": True},
    )
