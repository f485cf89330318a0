"""A view as SVG: the same marks and lines as in its JSON and its tables."""

from __future__ import annotations

from collections.abc import Callable

from conflict_graph_api.graph.records import GraphEdge, GraphNode, GraphView, NodeMark


def picture(
    view: GraphView,
    *,
    node_href: Callable[[GraphNode], str],
    edge_href: Callable[[GraphEdge], str],
    standalone: bool = False,
) -> str:
    """Return a view as SVG; standalone: as a file with its own legend and ground, else as part of a page."""
    from conflict_graph.draw.svg import LegendEntry, Line, Mark, svg

    marks = [
        Mark(
            id=node.iri,
            label=node.label,
            about=about(node),
            x=node.x,
            y=node.y,
            radius=node.radius,
            shape=node.shape,
            colour=node.colour,
            text=_on_mark(node),
            href=node_href(node),
        )
        for node in view.nodes
    ]
    lines = [
        Line(
            id=edge.id,
            source=edge.source,
            target=edge.target,
            about=edge.label,
            tone=edge.tone,
            width=edge.width,
            dashes=edge.dashes,
            sign=edge.sign,
            arrow=edge.directed and edge.relation != "attendance",
            href=edge_href(edge),
        )
        for edge in view.edges
    ]
    legend = view.legend
    entries = [LegendEntry(word=mark.word, shape=mark.shape, colour=mark.colour) for mark in legend.nodes]
    entries += [LegendEntry(word=step.word, shape="dot", colour=step.colour) for step in _steps(view)]
    entries += [LegendEntry(word=line.word, tone=line.tone, dashes=line.dashes) for line in legend.edges]
    return svg(
        marks,
        lines,
        title=view.title,
        description=view.description,
        legend=entries if standalone else (),
        id="graph-picture",
        standalone=standalone,
    )


def about(node: GraphNode) -> str:
    """Return what is said of a thing beside its mark: name, kind and numbers."""
    if node.members > 1:
        return f"{node.label}: {node.members:,} things"
    parts = [f"{node.degree:,} tie{'' if node.degree == 1 else 's'}"]
    parts += [f"{node.meetings:,} meeting{'' if node.meetings == 1 else 's'}"] if node.meetings else []
    parts += [f"PageRank {node.pagerank:.3g}"] if node.pagerank is not None else []
    parts += [f"betweenness {node.betweenness:.3g}"] if node.betweenness is not None else []
    parts += [f"community {node.community}"] if node.community is not None else []
    parts += [f"{node.hidden:,} not shown"] if node.hidden else []
    return f"{node.label}, {node.kind_word.lower()}: {', '.join(parts)}"


def _on_mark(node: GraphNode) -> str:
    if node.members > 1:
        return f"{node.members:,}"
    return str(node.community) if node.community is not None else ""


def _steps(view: GraphView) -> list[NodeMark]:
    return view.legend.colour.steps if view.legend.colour else []
