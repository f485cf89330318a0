"""What every answer about a network has in common: what it was computed from, and plain data to print or send."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import networkx as nx

from conflict_graph.display import Display
from conflict_graph.errors import NotFound
from conflict_graph.model import Ref
from conflict_graph.suggest import nearest


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Basis(Display):
    """The network an answer was computed from: its snapshot, days, layers and rules. Empty texts: not given."""

    relationship: str = ""
    snapshot: str = ""
    valid_at: str = ""
    known_at: str = ""
    recorded_at: str = ""
    layers: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    weighting: str = ""
    note: str = ""
    nodes: int = 0
    edges: int = 0

    @classmethod
    def of(cls, graph: nx.Graph) -> Basis:
        """Read the basis off a graph made by `project`.

        >>> Basis.of(nx.Graph(relationship="membership")).relationship
        'membership'
        """
        about = graph.graph
        return cls(
            **{name: str(about.get(name, "")) for name in _TEXTS},
            layers=tuple(about.get("layers", ())),
            modality=tuple(about.get("modality", ())),
            nodes=graph.number_of_nodes(),
            edges=graph.number_of_edges(),
        )


_TEXTS = ("relationship", "snapshot", "valid_at", "known_at", "recorded_at", "weighting", "note")


class Plain(Display):
    """A frozen record that becomes plain data."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as dictionaries, lists, texts and numbers, ready for JSON."""
        return _plain(asdict(self))  # type: ignore[call-overload, no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def ref(graph: nx.Graph, node: str) -> Ref:
    """Return a node as a Ref: its IRI, label and kind."""
    attributes = graph.nodes[node]
    return Ref(node, str(attributes.get("label", "")), str(attributes.get("kind", "")))


def edges_between(graph: nx.Graph, a: str, b: str) -> list[dict[str, Any]]:
    """Return the attributes of every edge between two nodes, in both directions and of every key."""
    pairs = [(a, b), (b, a)] if graph.is_directed() and a != b else [(a, b)]
    edges: list[dict[str, Any]] = []
    for u, v in pairs:
        if graph.has_edge(u, v):
            edges += graph[u][v].values() if graph.is_multigraph() else [graph[u][v]]
    return edges


def claims_at(graph: nx.Graph, node: str) -> tuple[str, ...]:
    """Return the claims of all edges at a node, sorted."""
    around = set(nx.all_neighbors(graph, node))
    return claims_of(edge for other in around for edge in edges_between(graph, node, other))


def claims_of(edges: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Return the claims of edges, sorted, each once."""
    return tuple(sorted({claim for edge in edges for claim in edge.get("claims", ())}))


def require(graph: nx.Graph, node: str) -> None:
    """Raise NotFound, with near names of this network, unless the node is in it."""
    if node in graph:
        return
    labels = {key: str(data.get("label", "")) for key, data in graph.nodes(data=True)}
    near = nearest(node, [*filter(None, labels.values()), *labels], 3)
    kind = graph.graph.get("relationship") or "this"
    raise NotFound(
        f"thing in the {kind} network",
        node,
        near,
        hint="Nodes are named by their IRI. What has no tie on these days and layers is not in the network.",
    )
