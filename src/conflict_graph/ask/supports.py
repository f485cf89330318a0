"""Which claims rest on one evidence, come from one run, or were inferred from another claim."""

from __future__ import annotations

from conflict_graph.ask.claims import select
from conflict_graph.ask.labels import text
from conflict_graph.queries.catalogue import run
from conflict_graph.scope import ALL, Scope
from conflict_graph.store.base import Store


def resting(
    store: Store,
    scope: Scope = ALL,
    *,
    evidence: str | None = None,
    extraction: str | None = None,
    claim: str | None = None,
) -> list[str]:
    """Return the IRIs of the claims of a scope that rest on an evidence, a run or another claim, as they were stated.

    Without a scope retracted ones are among them.
    """
    rows = run(store, "resting", evidence=evidence, run=extraction, claim=claim)
    resting_claims = list(dict.fromkeys(text(row["claim"]) for row in rows))
    if scope == ALL:
        return resting_claims
    fitting = dict(select(store, scope))
    return [iri for iri in resting_claims if iri in fitting]
