"""What a graph covers: things by class, claims by layer, kind and modality, sources, and where claims contradict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from conflict_graph.ask.contradictions import contradictions
from conflict_graph.ask.labels import text
from conflict_graph.ask.named import run
from conflict_graph.ask.overview import ClaimCount, Overview, overview
from conflict_graph.model import Concept, Ref
from conflict_graph.store.base import Store


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
        found: dict[str, list[ClaimCount]] = defaultdict(list)
        for count in self.overview.by_kind:
            found[count.layer].append(count)
        return dict(found)


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


def claims_by_source(store: Store, sources: object = None) -> dict[str, dict[str, int]]:
    """Return for each source the number of claims that rest on it, by layer."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in run(store, "source-counts", source=sources):
        found[text(row["source"])][Concept(text(row["layer"])).code] = int(text(row["claims"]))
    return dict(found)
