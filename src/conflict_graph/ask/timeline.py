"""The timeline of a thing: what is claimed of it in order of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conflict_graph.ask.claims import claims, select
from conflict_graph.ask.labels import ordered, text
from conflict_graph.dates import check_order, parse_day
from conflict_graph.display import Answers, Display
from conflict_graph.model import Claim
from conflict_graph.queries.catalogue import run_bare
from conflict_graph.scope import ALL, Scope
from conflict_graph.store.base import Store


@dataclass(frozen=True, slots=True, repr=False)
class Entry(Display):
    """One claim on its day. Where dated is false, the day is only the one by which it is known."""

    day: date
    dated: bool
    end: date | None
    claim: Claim


def timeline(
    store: Store,
    scope: Scope = ALL,
    *,
    entity: object = None,
    kind: object = (),
    first: str | date | None = None,
    last: str | date | None = None,
) -> list[Entry]:
    """Return what is claimed of a thing, or of everything, in order of days, between two days that both count.

    Mentions are left out; with scope.valid_at, so is what did not hold on that day.

    Raises InvalidDate, ReversedInterval, InvalidParameter.
    """
    start, end = parse_day("from", first), parse_day("until", last)
    check_order("from", start, "until", end)
    between: dict[str, object] = {"from": start, "until": end}
    rows = run_bare(store, "timeline", scope.without("valid_at"), entity=entity, kind=kind, **between)
    rows = ordered(rows, "day", "kind", "claim")
    if scope.valid_at:
        held = dict(select(store, scope, entity=entity, kind=kind))
        rows = [row for row in rows if text(row["claim"]) in held]
    known = {claim.iri: claim for claim in claims(store, (text(row["claim"]) for row in rows))}
    return Answers(
        Entry(
            date.fromisoformat(text(row["day"])),
            text(row["dated"]) == "true",
            date.fromisoformat(text(row["end"])) if "end" in row else None,
            known[text(row["claim"])],
        )
        for row in rows
    )
