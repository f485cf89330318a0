"""What is said beside a picture: its title, the picture in words, and what is empty, cut or left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from conflict_graph.words.days import day
from conflict_graph.words.relations import relation_word
from conflict_graph_api.graph.records import MOST_NODES, GraphEdge, GraphNode, Scene
from conflict_graph_api.http.question import Question
from conflict_graph_api.networks.selection import NetworkSelection, network
from conflict_graph_api.pages.words import kinds_word

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class ViewDescription:
    """One view in words."""

    question: Question
    scene: Scene
    net: nx.Graph
    graph: nx.MultiGraph
    cut: bool
    chosen: bool

    def title(self, nodes: list[GraphNode]) -> str:
        """Return the picture in one line: who is in it, and as of when."""
        labels = {node.iri: node.label for node in nodes}
        first = labels.get(self.scene.focus or "") or next(iter(labels.values()), "")
        rest = len(nodes) - 1
        who = f"{first} and {rest:,} other{'s' if rest != 1 else ''}" if rest > 0 else first or "Nothing"
        if self.cut:
            who = f"{len(self.scene.nodes):,} things in {len(nodes):,} groups"
        elif not self.chosen:
            who = f"The {len(nodes)} with most claims" if nodes else "Nothing"
        return f"{who}, {when(self.scene)}"

    def description(self, nodes: list[GraphNode], edges: list[GraphEdge]) -> str:
        """Return the picture in words: numbers of nodes by kind, of lines by relation, and who has most of them."""
        kinds = Counter(node.kind for node in nodes)
        kinds_of_lines = Counter((edge.relation, edge.sign) for edge in edges)
        ends = Counter(end for edge in edges for end in (edge.source, edge.target))
        labels = {node.iri: node.label for node in nodes}
        most = ", ".join(f"{labels[iri]} ({count})" for iri, count in ends.most_common(3))
        things = ", ".join(f"{count:,} {kinds_word(kind, count).lower()}" for kind, count in kinds.most_common())
        parts = [f"{len(nodes):,} things: {things}." if nodes else "Nothing is drawn."]
        if edges:
            joined = ", ".join(f"{relation_word(*line)} ({count:,})" for line, count in kinds_of_lines.most_common())
            parts.append(f"{len(edges):,} lines: {joined}. Most lines: {most}.")
        return " ".join([*parts, "The tables after the picture list the same."])

    def messages(self, nodes: list[GraphNode], edges: list[GraphEdge]) -> list[str]:
        """Return what is empty, grouped or left out, in plain sentences."""
        about = self.graph.graph
        sentences = [
            self._empty() if not len(self.net) else "",
            self._grouped(len(nodes)) if self.cut else "",
            self._strongest(len(edges)),
            _left("has none of its days", about["outside"], "between these days"),
            _left("has no known day", about["undated"], "while days are bounded"),
            _many(about["folded"], "thing is folded away", "things are folded away", "under what is collapsed"),
            self._hidden(nodes),
            self._alone(nodes),
        ]
        return [message for message in sentences if message]

    def _empty(self) -> str:
        """Say that nothing is tied on these days and layers, and from when on something is."""
        everything = network(self.question, "all", NetworkSelection())
        days = sorted(edge["first"] for _, _, edge in everything.edges(data=True) if edge["first"])
        earliest = f" The earliest known day of a tie is {day(date.fromisoformat(days[0]))}." if days else ""
        return f"The sources do not say that anything is tied, {when(self.scene)}.{earliest}"

    def _grouped(self, groups: int) -> str:
        inside = self.graph.graph.get("inside", 0)
        within = f" {inside:,} ties within a group are not drawn." if inside else ""
        return (
            f"{len(self.scene.nodes):,} things are too many to draw one by one (at most {MOST_NODES:,}): they stand in "
            f"{groups:,} groups, by coalition or kind.{within}"
        )

    def _strongest(self, drawn: int) -> str:
        lines = self.graph.number_of_edges()
        return f"The {drawn:,} strongest of {lines:,} lines are drawn and listed here." if drawn < lines else ""

    def _hidden(self, nodes: list[GraphNode]) -> str:
        number = 0 if self.cut else len(self.scene.nodes) - len(nodes) - self.graph.graph["folded"]
        return _many(number, "thing is left out", "things are left out", "by kind") if self.scene.hidden_kinds else ""

    def _alone(self, nodes: list[GraphNode]) -> str:
        alone = [node.label for node in nodes if not len(self.graph[node.iri])]
        if not alone or not len(self.net) or len(nodes) == 1:
            return ""
        names = ", ".join(alone[:3]) + (f" and {len(alone) - 3:,} more" if len(alone) > 3 else "")
        return f"Without a line to the others here, on these days and layers: {names}."


def when(scene: Scene) -> str:
    """Return the days of a scene in words.

    >>> when(Scene(valid_at=date(2026, 2, 24)))
    'as of 24 February 2026'
    """
    parts = [
        f"as of {day(scene.valid_at)}" if scene.valid_at else "",
        f"as known on {day(scene.known_at)}" if scene.known_at else "",
        f"as recorded on {day(scene.recorded_at)}" if scene.recorded_at else "",
    ]
    return ", ".join(part for part in parts if part) or "at all dates"


def _left(what: str, number: int, why: str) -> str:
    if not number:
        return ""
    lines = "line that" if number == 1 else "lines of which each"
    return f"{number:,} {lines} {what} {'is' if number == 1 else 'are'} left out {why}."


def _many(number: int, one: str, many: str, rest: str) -> str:
    return f"{number:,} {one if number == 1 else many} {rest}." if number > 0 else ""
