"""Where claims contradict each other: read from both ends, since either claim may be the one that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from conflict_graph.ask.labels import BATCH, text
from conflict_graph.batching import batched
from conflict_graph.queries.catalogue import run_bare
from conflict_graph.store.base import Store


def contradictions(store: Store, claims: Collection[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Return the IRIs of the claims that contradict each of these claims; without claims, for every claim.

    A claim that nothing contradicts is not among the keys.
    """
    batches: Iterable[list[str] | None] = [None] if claims is None else batched(claims, BATCH)
    others_by_claim: dict[str, list[str]] = defaultdict(list)
    for batch in batches:
        for row in run_bare(store, "contradictions", claim=batch):
            others_by_claim[text(row["claim"])].append(text(row["other"]))
    return {claim: tuple(sorted(others)) for claim, others in sorted(others_by_claim.items())}
