"""What a network says about itself: its days, layers, rules, and a note in words."""

from __future__ import annotations

from typing import Any

import networkx as nx

from conflict_graph.relate.rules import Rules
from conflict_graph.scope import ALL, Scope


def describe(
    graph: nx.Graph,
    relationship: str,
    note: str,
    *,
    scope: Scope = ALL,
    snapshot: str = "",
    weighting: str = "",
    rules: Rules | None = None,
) -> nx.Graph:
    """Write into ``graph.graph`` what the network was made of and how, and return the graph.

    layers and modality are those the edges really rest on, not those that were asked for.
    """
    edges = [edge for _, _, edge in graph.edges(data=True)]
    planned = sum(1 for edge in edges if edge["planned"])
    plans = f" {planned:,} of {len(edges):,} edges rest on plans alone." if planned else ""
    graph.graph.update(
        snapshot=snapshot,
        relationship=relationship,
        valid_at=_text(scope.valid_at),
        known_at=_text(scope.known_at),
        recorded_at=_text(scope.recorded_at),
        layers=sorted({layer for edge in edges for layer in edge["layers"]}),
        modality=sorted({edge["modality"] for edge in edges}),
        claim_status=sorted((rules or Rules()).statuses),
        weighting=weighting,
        note=note + plans,
    )
    return graph


def _text(value: Any) -> str:
    return value.isoformat() if value else ""
