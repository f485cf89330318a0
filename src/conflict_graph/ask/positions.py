"""Positions: who holds what as of a day, who changed, and who differs with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from conflict_graph.ask.claims import claims, find
from conflict_graph.ask.labels import ordered, text
from conflict_graph.dates import check_order, parse_day
from conflict_graph.display import Answers, Display
from conflict_graph.model import Claim, Concept, Holds, Ref
from conflict_graph.queries.catalogue import run_bare
from conflict_graph.scope import ALL, Scope
from conflict_graph.store.base import Row, Store

Difference = Literal["opposed-stances", "incompatible-options"]
_PAIR = ("a", "b", "issue", "kind", "holds", "claim", "other")


@dataclass(frozen=True, slots=True, repr=False)
class Disagreement(Display):
    """Two holders whose positions differ; derived by the graph, for no source need say that they disagree."""

    a: Ref
    b: Ref
    issue: Ref
    kind: Difference
    holds: Holds
    claims: tuple[Claim, Claim]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two holders whose positions differ, the issue, and the two claims, all by their IRIs."""

    a: str
    b: str
    issue: str
    kind: Difference
    holds: Holds
    claim: str
    other: str


@dataclass(frozen=True, slots=True, repr=False)
class Shift(Display):
    """A holder who gave up one position for another on a day."""

    holder: Ref
    issue: Ref
    on: date
    before: Claim
    after: Claim


def positions(store: Store, scope: Scope = ALL, *, holder: object = None, on: object = None) -> list[Claim]:
    """Return the positions of a holder, on an issue or option; an issue includes its options.

    Raises InvalidParameter.
    """
    return find(store, scope, kind="Position", subject=holder, object=on)


def stances(store: Store, issues: Sequence[str], scope: Scope = ALL) -> dict[str, dict[str, set[str]]]:
    """Return for each issue the IRIs of the holders by stance, a bare code; for lists that only count."""
    holders: dict[str, dict[str, set[str]]] = {iri: defaultdict(set) for iri in issues}
    for row in run_bare(store, "positions", scope, issue=issues):
        stance = Concept(text(row["stance"])).code
        holders[text(row["issue"])][stance].add(text(row["holder"]))
    return holders


def differing(store: Store, scope: Scope = ALL, *, holder: object = None, issue: object = None) -> list[Pair]:
    """Return the pairs of `disagreements` by name, for callers that show only some of them."""
    rows = run_bare(store, "disagreements", scope, holder=holder, issue=issue)
    in_order = ordered(rows, "issue", "a", "b", "kind", "claim", "other")
    return [Pair(*(text(row[column]) for column in _PAIR)) for row in in_order]  # type: ignore[arg-type]


def disagreements(
    store: Store, scope: Scope = ALL, *, holder: object = None, issue: object = None
) -> list[Disagreement]:
    """Return the pairs whose positions differ: opposed stances, or support for incompatible options."""
    return with_claims(store, differing(store, scope, holder=holder, issue=issue))


def with_claims(store: Store, pairs: Sequence[Pair]) -> list[Disagreement]:
    """Return pairs with the two claims that differ."""
    known = {claim.iri: claim for claim in claims(store, (iri for one in pairs for iri in (one.claim, one.other)))}
    return Answers(
        Disagreement(
            (claim := known[one.claim]).subject,
            (other := known[one.other]).subject,
            claim.issue or Ref(one.issue),
            one.kind,
            one.holds,
            (claim, other),
        )
        for one in pairs
    )


def shifts(
    store: Store,
    scope: Scope = ALL,
    *,
    holder: object = None,
    issue: object = None,
    first: str | date | None = None,
    last: str | date | None = None,
) -> list[Shift]:
    """Return where a holder gave up one stance or option for another, between two days; both ends count.

    With the day scope.valid_at, those that had happened by then. Raises InvalidDate, ReversedInterval,
    InvalidParameter, and UnsupportedScope for what possibly holds: a shift stands on the day its claim gives it.
    """
    start, end = parse_day("from", first), parse_day("until", last)
    check_order("from", start, "until", end)
    between: dict[str, object] = {"from": start, "until": end}
    rows = run_bare(store, "position-shifts", scope, holder=holder, issue=issue, **between)
    rows = ordered(rows, "on", "holder", "claim")
    known = _claims(store, rows, "claim", "earlier")
    return Answers(
        Shift(
            (after := known[text(row["claim"])]).subject,
            after.issue or Ref(text(row["issue"])),
            date.fromisoformat(text(row["on"])),
            known[text(row["earlier"])],
            after,
        )
        for row in rows
    )


def _claims(store: Store, rows: list[Row], *columns: str) -> dict[str, Claim]:
    return {claim.iri: claim for claim in claims(store, (text(row[column]) for row in rows for column in columns))}
