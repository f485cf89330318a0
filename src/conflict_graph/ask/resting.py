"""Which claims rest on one evidence, come from one run, or were inferred from another claim."""

from __future__ import annotations

from conflict_graph.ask.labels import text
from conflict_graph.ask.named import run
from conflict_graph.store.base import Store


def resting(
    store: Store, *, evidence: str | None = None, extraction: str | None = None, claim: str | None = None
) -> list[str]:
    """Return the IRIs of the claims that rest on an evidence, a run or another claim, by the day they were stated."""
    rows = run(store, "resting", evidence=evidence, run=extraction, claim=claim)
    return list(dict.fromkeys(text(row["claim"]) for row in rows))
