"""The evidence of claims as plain records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from conflict_graph.ask.labels import batches, refs, text
from conflict_graph.ask.named import run_unsorted
from conflict_graph.model import Evidence, Ref
from conflict_graph.store.base import Row, Store


def evidence_of(store: Store, claims: Collection[str]) -> dict[str, list[Evidence]]:
    """Return the evidence of each of these claims, by source and place in its text."""
    rows = {(text(row["claim"]), text(row["evidence"])): row for row in _rows(store, claims)}
    names = refs(store, (text(row[part]) for row in rows.values() for part in ("source", "grade")))
    found: dict[str, list[Evidence]] = defaultdict(list)
    for (claim, _), row in rows.items():
        found[claim].append(_evidence(row, names))
    return found


def _rows(store: Store, claims: Collection[str]) -> list[Row]:
    rows = [row for batch in batches(claims) for row in run_unsorted(store, "evidence", claim=batch)]
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[str, str, int, str]:
    """Order evidence by claim, source and place in its text; what is cited as a whole goes first."""
    start = int(text(row["start"])) if "start" in row else -1
    return text(row["claim"]), text(row["source"]), start, text(row["evidence"])


def _evidence(row: Row, names: dict[str, Ref]) -> Evidence:
    def value(name: str) -> str | None:
        term = row.get(name)
        return None if term is None else text(term)

    start, end = value("start"), value("end")
    return Evidence(
        iri=text(row["evidence"]),
        source=names[text(row["source"])],
        grade=names[text(row["grade"])],
        quote=value("quote"),
        start=int(start) if start else None,
        end=int(end) if end else None,
        publisher=value("publisher"),
        address=value("address"),
        issued=value("issued"),
        sha256=value("sha256"),
    )
