"""How the things of a view look: shape by kind, size and colour by what the scene asks for, and the legend of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from conflict_graph.relate.grouping import GROUP
from conflict_graph_api.graph import measures
from conflict_graph_api.graph.records import GraphEdge, GraphNode, Legend, LineMark, NodeMark, Scale, Scene
from conflict_graph_api.http.addresses import served_path
from conflict_graph_api.pages.words import kind_word

if TYPE_CHECKING:
    import networkx as nx

_TITLES: Final = {
    "degree": "Ties",
    "meetings": "Meetings",
    "pagerank": "PageRank",
    "betweenness": "Betweenness",
    "community": "Community",
}
_DEGREE: Final = "Number of things it is joined to, in the whole network."
_MEETINGS: Final = "Number of meetings it attended or is expected at."
_COMMUNITY: Final = (
    "Groups more closely joined to each other than to the rest, by modularity (Louvain): a reading of the network, "
    "not a fact. The number stands on the mark."
)


class Styles:
    """The looks of the things of one view; numbers are those of the whole network of its days and layers."""

    def __init__(self, scene: Scene, net: nx.Graph, graph: nx.MultiGraph) -> None:
        self.scene, self._net = scene, net
        self._grouped = any(kind == GROUP for _, kind in graph.nodes(data="kind"))
        measured = {scene.size, scene.colour} & set(_TITLES)
        self._values: dict[str, dict[str, float]] = {name: self._measure(graph, name) for name in measured}
        if self._grouped:
            self._values["members"] = {node: float(members) for node, members in graph.nodes(data="members")}
        self._size = "members" if self._grouped else str(scene.size)
        self._greatest = max(self._values.get(self._size, {}).values(), default=0.0)
        self._colours, self._steps = self._coloured()

    def node(
        self, node: str, attributes: dict[str, Any], place: tuple[float, float], pinned: bool, around: int
    ) -> GraphNode:
        """Return a thing as it is drawn; around is how many things it is joined to in the view."""
        from conflict_graph.draw.node_styles import kind_colour, radius
        from conflict_graph.draw.palette import look

        kind = str(attributes["kind"])
        degree = around if kind == GROUP else measures.degree(self._net, node)
        first, last = measures.span(self._net, node)
        value = self._values.get(self._size, {}).get(node)
        return GraphNode(
            iri=node,
            label=str(attributes["label"]),
            kind=kind,
            kind_word=kind_word(kind),
            href=served_path(node),
            x=place[0],
            y=place[1],
            pinned=pinned,
            radius=radius(value, self._greatest),
            shape=look(kind).shape,
            colour=self._colours.get(node) or kind_colour(kind),
            degree=degree,
            meetings=measures.meetings_of(self._net, node),
            pagerank=self._values.get("pagerank", {}).get(node),
            betweenness=self._values.get("betweenness", {}).get(node),
            community=int(self._values["community"][node]) if node in self._values.get("community", {}) else None,
            hidden=max(0, degree - around),
            first=first,
            last=last,
            members=int(attributes.get("members", 1)),
        )

    def legend(self, nodes: list[GraphNode], edges: list[GraphEdge]) -> Legend:
        """Return the legend of what is drawn."""
        return Legend(
            nodes=_marks(nodes),
            edges=_lines(edges),
            size=self._size_scale(),
            colour=self._colour_scale() if self.scene.colour != "kind" else None,
        )

    def _measure(self, graph: nx.MultiGraph, name: str) -> dict[str, float]:
        """Return the values of one measure for the things of the view; things without ties have none."""
        if name in ("pagerank", "betweenness"):
            values = measures.measured(self._net, name)
            return {node: values[node] for node in graph if node in values}
        if name == "community":
            groups = measures.communities(self._net)
            return {node: float(groups[node]) for node in graph if node in groups}
        if name == "meetings":
            return {node: float(measures.meetings_of(self._net, node)) for node in graph}
        return {node: float(measures.degree(self._net, node)) for node in graph}

    def _coloured(self) -> tuple[dict[str, str], list[NodeMark]]:
        """Return the colours that are not those of kinds, and their steps for the legend."""
        from conflict_graph.draw.legend import mark_path
        from conflict_graph.draw.node_styles import community_colour, figure, steps

        name = self.scene.colour
        values = self._values.get(name, {})
        dot = {"shape": "dot", "path": mark_path("dot")}
        if name == "kind" or not values:
            return {}, []
        if name == "community":
            counts = Counter(int(value) for value in values.values())
            marks = [
                NodeMark(word=f"community {number}", colour=community_colour(number), count=count, **dot)
                for number, count in sorted(counts.items())
            ]
            return {node: community_colour(int(value)) for node, value in values.items()}, marks
        colours, used = steps(values)
        held = Counter(colours.values())
        marks = [
            NodeMark(
                word=" to ".join(dict.fromkeys((figure(step.least), figure(step.greatest)))),
                colour=step.colour,
                count=held[step.colour],
                **dot,
            )
            for step in used
        ]
        return colours, marks

    def _size_scale(self) -> Scale | None:
        if self._grouped:
            return self._scale(self._size, "Things in a group", "How many things a group stands for.", [])
        if self.scene.size == "same":
            return None
        return self._scale(self.scene.size, _TITLES[self.scene.size], definition(self.scene.size), [])

    def _colour_scale(self) -> Scale:
        return self._scale(self.scene.colour, _TITLES[self.scene.colour], definition(self.scene.colour), self._steps)

    def _scale(self, name: str, title: str, meaning: str, steps: list[NodeMark]) -> Scale:
        values = self._values.get(name, {}).values()
        least, greatest = min(values, default=None), max(values, default=None)
        return Scale(name=name, title=title, definition=meaning, least=least, greatest=greatest, steps=steps)


def definition(name: str) -> str:
    """Return what a measure is, in words."""
    from conflict_graph.relate.measures import DEFINITIONS

    return {"degree": _DEGREE, "meetings": _MEETINGS, "community": _COMMUNITY}.get(name) or DEFINITIONS[name]


def _marks(nodes: list[GraphNode]) -> list[NodeMark]:
    from conflict_graph.draw.legend import mark_path
    from conflict_graph.draw.palette import look

    counts = Counter(look(node.kind) for node in nodes)
    return [
        NodeMark(word=style.word, shape=style.shape, colour=style.colour, path=mark_path(style.shape), count=count)
        for style, count in sorted(counts.items(), key=lambda item: item[0].word)
    ]


def _lines(edges: list[GraphEdge]) -> list[LineMark]:
    from conflict_graph.draw.legend import tone_word

    counts = Counter((edge.tone, edge.planned, " ".join(map(str, edge.dashes))) for edge in edges)
    return [
        LineMark(word=tone_word(tone) + (", planned only" if planned else ""), tone=tone, dashes=dashes, count=count)
        for (tone, planned, dashes), count in sorted(counts.items())
    ]
