"""Positions: who holds what as of a day, who changed, and who differs with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from conflict_graph.ask.claims import claims, find
from conflict_graph.ask.labels import ordered, text
from conflict_graph.ask.named import run_bare
from conflict_graph.dates import AsOf, check_order, parse_day
from conflict_graph.model import Claim, Concept, Holds, Ref
from conflict_graph.store.base import Row, Store

Difference = Literal["opposed-stances", "incompatible-options"]
_NOW = AsOf()
_PAIR = ("a", "b", "issue", "kind", "holds", "claim", "other")


@dataclass(frozen=True, slots=True)
class Disagreement:
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


@dataclass(frozen=True, slots=True)
class Shift:
    """A holder who gave up one position for another on a day."""

    holder: Ref
    issue: Ref
    on: date
    before: Claim
    after: Claim


def positions(
    store: Store,
    *,
    holder: object = None,
    on: object = None,
    layer: object = (),
    source: object = (),
    modality: object = (),
    as_of: AsOf = _NOW,
    holds: Holds = "certain",
) -> list[Claim]:
    """Return the positions of a holder, on an issue or option, as of a day; an issue includes its options.

    With holds="possible" the positions that may have been held on the day come too. Raises InvalidParameter.
    """
    return find(
        store,
        kind="Position",
        subject=holder,
        object=on,
        layer=layer,
        source=source,
        modality=modality,
        as_of=as_of,
        holds=holds,
    )


def stances(
    store: Store, issues: Sequence[str], *, layer: object = (), as_of: AsOf = _NOW, holds: Holds = "certain"
) -> dict[str, dict[str, set[str]]]:
    """Return for each issue the IRIs of the holders by stance, a bare code, as of a day; for lists that only count."""
    days = {"valid_at": as_of.valid_at, "known_at": as_of.known_at, "recorded_at": as_of.recorded_at}
    found: dict[str, dict[str, set[str]]] = {iri: defaultdict(set) for iri in issues}
    for row in run_bare(store, "positions", issue=issues, layer=layer, holds=holds, **days):
        stance = Concept(text(row["stance"])).code
        found[text(row["issue"])][stance].add(text(row["holder"]))
    return found


def differing(
    store: Store,
    *,
    holder: object = None,
    issue: object = None,
    layer: object = (),
    as_of: AsOf = _NOW,
    holds: Holds = "certain",
) -> list[Pair]:
    """Return the pairs of `disagreements` by name, for callers that show only some of them."""
    rows = run_bare(
        store,
        "disagreements",
        holder=holder,
        issue=issue,
        layer=layer,
        valid_at=as_of.valid_at,
        known_at=as_of.known_at,
        holds=holds,
    )
    in_order = ordered(rows, "issue", "a", "b", "kind", "claim", "other")
    return [Pair(*(text(row[column]) for column in _PAIR)) for row in in_order]  # type: ignore[arg-type]


def disagreements(
    store: Store,
    *,
    holder: object = None,
    issue: object = None,
    layer: object = (),
    as_of: AsOf = _NOW,
    holds: Holds = "certain",
) -> list[Disagreement]:
    """Return the pairs whose positions differ as of a day: opposed stances, or support for incompatible options."""
    return told(store, differing(store, holder=holder, issue=issue, layer=layer, as_of=as_of, holds=holds))


def told(store: Store, pairs: Sequence[Pair]) -> list[Disagreement]:
    """Return pairs with the two claims that differ."""
    known = {claim.iri: claim for claim in claims(store, (iri for one in pairs for iri in (one.claim, one.other)))}
    return [
        Disagreement(
            (claim := known[one.claim]).subject,
            (other := known[one.other]).subject,
            claim.issue or Ref(one.issue),
            one.kind,
            one.holds,
            (claim, other),
        )
        for one in pairs
    ]


def shifts(
    store: Store,
    *,
    holder: object = None,
    issue: object = None,
    layer: object = (),
    first: str | date | None = None,
    last: str | date | None = None,
    as_of: AsOf = _NOW,
) -> list[Shift]:
    """Return where a holder gave up one stance or option for another, between two days; both ends count.

    Raises InvalidDate, ReversedInterval, InvalidParameter.
    """
    start, end = parse_day("from", first), parse_day("until", last)
    check_order("from", start, "until", end)
    days: dict[str, object] = {"from": start, "until": end, "known_at": as_of.known_at}
    rows = run_bare(store, "position-shifts", holder=holder, issue=issue, layer=layer, **days)
    rows = ordered(rows, "on", "holder", "claim")
    known = _claims(store, rows, "claim", "earlier")
    return [
        Shift(
            (after := known[text(row["claim"])]).subject,
            after.issue or Ref(text(row["issue"])),
            date.fromisoformat(text(row["on"])),
            known[text(row["earlier"])],
            after,
        )
        for row in rows
    ]


def _claims(store: Store, rows: list[Row], *columns: str) -> dict[str, Claim]:
    return {claim.iri: claim for claim in claims(store, (text(row[column]) for row in rows for column in columns))}
