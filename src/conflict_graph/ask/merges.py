"""Which records count as one thing, by whose decision, and which were taken apart again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conflict_graph.ask.labels import refs, text
from conflict_graph.model import Ref
from conflict_graph.queries.catalogue import run
from conflict_graph.store.base import Row, Store


@dataclass(frozen=True, slots=True)
class Decision:
    """The day of a decision, its reason, and who made it, where that is told."""

    day: date
    reason: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    """Another record of a thing: what it was called, why it counts as the thing, and why it no longer does, if so."""

    record: Ref
    decided: Decision
    undone: Decision | None


def merged_into(store: Store, iri: str) -> tuple[Merged, ...]:
    """Return the records that were merged into a thing, in the order of the decisions; see the query ``merges``.

    iri is the full IRI of the thing. Those that were taken out again are told, too.
    """
    rows = run(store, "merges", thing=iri)
    records = refs(store, [text(row["merged"]) for row in rows])
    return tuple(
        Merged(
            records[text(row["merged"])],
            _decision(row, "decided", "reason", "by"),
            _decision(row, "undone", "undoneReason", "undoneBy") if "undone" in row else None,
        )
        for row in rows
    )


def _decision(row: Row, day: str, reason: str, by: str) -> Decision:
    return Decision(date.fromisoformat(text(row[day])[:10]), text(row[reason]), text(row[by]) if by in row else None)
