"""What a graph covers: things by class, claims by layer, kind and modality, sources, and where claims contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from conflict_graph.ask.claims import select
from conflict_graph.ask.contradictions import contradictions
from conflict_graph.ask.labels import text
from conflict_graph.ask.overview import ClaimCount, Overview, overview
from conflict_graph.model import Concept, Ref
from conflict_graph.queries.catalogue import run, run_bare
from conflict_graph.scope import ALL, Scope
from conflict_graph.store.base import Store
from conflict_graph.vocabulary import codes


@dataclass(frozen=True, slots=True)
class Coverage:
    """The numbers of a graph; contradictions are pairs of claim IRIs, each pair once."""

    overview: Overview
    classes: dict[str, int]
    modalities: dict[str, int]
    firmness: dict[str, int]
    statuses: dict[str, int]
    contradictions: tuple[tuple[str, str], ...]

    def layers(self) -> dict[str, list[ClaimCount]]:
        """Return the counts of claims by layer."""
        by_layer: dict[str, list[ClaimCount]] = defaultdict(list)
        for count in self.overview.by_kind:
            by_layer[count.layer].append(count)
        return dict(by_layer)


def coverage(store: Store) -> Coverage:
    """Return what a store covers, in numbers."""
    counts: dict[str, dict[str, int]] = {name: defaultdict(int) for name in ("modality", "firmness", "status")}
    for row in run(store, "modality-counts"):
        for name, numbers in counts.items():
            numbers[Concept(text(row[name])).code] += int(text(row["claims"]))
    pairs = {tuple(sorted((one, other))) for one, others in contradictions(store).items() for other in others}
    return Coverage(
        overview(store),
        {Ref(text(row["class"])).name: int(text(row["things"])) for row in run(store, "class-counts")},
        dict(counts["modality"]),
        dict(counts["firmness"]),
        dict(counts["status"]),
        tuple(sorted((one, other) for one, other in pairs)),
    )


def claims_by_source(
    store: Store, scope: Scope = ALL, sources: Sequence[str] | None = None
) -> dict[str, dict[str, int]]:
    """Return for each source the number of claims of a scope that rest on it, by layer."""
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    if scope == ALL:
        for row in run(store, "source-counts", source=sources):
            numbers[text(row["source"])][Concept(text(row["layer"])).code] = int(text(row["claims"]))
        return dict(numbers)
    resting: dict[str, set[str]] = defaultdict(set)
    for row in run_bare(store, "evidence", source=sources):
        resting[text(row["source"])].add(text(row["claim"]))
    for layer in scope.layers or codes("layer"):
        fitting = {iri for iri, _ in select(store, scope.replace(layer=layer))}
        for source, claims in resting.items():
            if number := len(claims & fitting):
                numbers[source][layer] = number
    return dict(numbers)
