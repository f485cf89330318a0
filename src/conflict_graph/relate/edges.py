"""From ties to edges: many single observations between two things become one edge that names its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import networkx as nx

from conflict_graph.model import Claim, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One observation that joins two things: a shared meeting, a membership, two positions on one issue, ...

    via is what they share (the meeting, the issue, the event); key keeps ties of one pair apart in a multigraph;
    more holds further edge attributes that are equal for all ties of one key.
    """

    relationship: str
    subject: Ref
    object: Ref
    claims: tuple[Claim, ...]
    weight: float = 1.0
    planned: bool = False
    via: Ref | None = None
    span: tuple[date | None, date | None] = (None, None)
    key: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


class _Edge:
    """The running sum of the ties between one pair."""

    __slots__ = ("ends", "held", "more", "planned", "ties")

    def __init__(self, tie: Tie) -> None:
        self.ends = (tie.subject, tie.object)
        self.ties: list[Tie] = []
        self.held = self.planned = 0.0
        self.more = tie.more

    def add(self, tie: Tie) -> None:
        self.ties.append(tie)
        if tie.planned:
            self.planned += tie.weight
        else:
            self.held += tie.weight

    def attributes(self) -> dict[str, Any]:
        claims = {claim.iri: claim for tie in self.ties for claim in tie.claims}
        only_planned = all(tie.planned for tie in self.ties)
        via = {tie.via.iri: tie.via.label for tie in self.ties if tie.via}
        days = sorted(day.isoformat() for tie in self.ties for day in tie.span if day)
        return {
            "relationship": self.ties[0].relationship,
            "weight": self.held + self.planned,
            "held_weight": self.held,
            "planned_weight": self.planned,
            "planned": only_planned,
            "modality": "scheduled" if only_planned else "actual",
            "holds": "certain" if any(_certain(tie) for tie in self.ties) else "possible",
            "claims": sorted(claims),
            "via": sorted(via),
            "via_labels": [via[iri] for iri in sorted(via)],
            "layers": sorted({claim.layer.code for claim in claims.values()}),
            "first": days[0] if days else "",
            "last": days[-1] if days else "",
            "dates": self._dates(),
            **self.more,
        }

    def _dates(self) -> list[list[Any]]:
        """Return each occasion once: the IRI of what is shared, its first and last day, whether it is only planned."""
        found = {(_iri(tie.via), _text(tie.span[0]), _text(tie.span[1]), tie.planned) for tie in self.ties}
        return [list(occasion) for occasion in sorted(found, key=lambda one: (one[1] or "9", one))]


def _iri(ref: Ref | None) -> str:
    return ref.iri if ref else ""


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _certain(tie: Tie) -> bool:
    return all(claim.holds == "certain" for claim in tie.claims)


def assemble(graph: nx.Graph, ties: Iterable[Tie]) -> nx.Graph:
    """Add nodes and edges for ties to an empty graph, in sorted order, and return it.

    In an undirected graph the two ends of a pair are one edge whichever comes first; ``subject`` and ``object``
    of the edge keep the direction where the relationship has one.
    """
    edges: dict[tuple[str, str, str], _Edge] = {}
    for tie in ties:
        ends = (tie.subject.iri, tie.object.iri)
        first, second = ends if graph.is_directed() else sorted(ends)
        edges.setdefault((first, second, tie.key), _Edge(tie)).add(tie)
    things = {ref.iri: ref for edge in edges.values() for ref in edge.ends}
    for iri in sorted(things):
        graph.add_node(iri, label=things[iri].label or things[iri].name, kind=things[iri].kind)
    for (first, second, key), edge in sorted(edges.items(), key=lambda item: item[0]):
        if graph.is_multigraph():
            graph.add_edge(first, second, key=key, **edge.attributes())
        else:
            graph.add_edge(first, second, **edge.attributes())
    return graph
