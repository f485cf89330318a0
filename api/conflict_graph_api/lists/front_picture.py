"""The small picture on the front page: who sat at the latest meetings together, drawn by the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from conflict_graph.ask.claims import find
from conflict_graph.ask.meetings import Stand
from conflict_graph.namespaces import shorten
from conflict_graph.store.base import Store
from conflict_graph_api.http.addresses import served_path
from conflict_graph_api.http.view_state import ViewState

if TYPE_CHECKING:
    import networkx as nx

MEETINGS: Final = 30
"""Meetings the picture is made of, the latest ones, however many there are."""
ACTORS: Final = 10
_TIES: Final = 3


@dataclass(frozen=True, slots=True)
class Sketch:
    """The picture as SVG, the number of meetings it is made of, and the address of the graph view of its actors."""

    svg: str
    meetings: int
    graph: str


def sketch(store: Store, view: ViewState, past: Sequence[Stand]) -> Sketch | None:
    """Return who was at most of the latest meetings, and with whom; None when fewer than three are known.

    past are meetings that took place, latest first. Each mark leads to its thing, each line to the two side by side.
    """
    from conflict_graph.relate.project import project

    rooms = [one.thing.iri for one in past[:MEETINGS]]
    if not rooms:
        return None
    claims = find(store, view.scope, entity=rooms, kind=("Participation", "EventClaim"))
    net = _strongest(project(claims, "co-attendance", scope=view.scope, snapshot=store.snapshot))
    if len(net) < 3:
        return None
    shown = [*view.pairs, *(("node", str(shorten(node))) for node in net)]
    return Sketch(_drawn(net, view.link), len(rooms), f"/graph?{urlencode(shown)}")


def _strongest(net: nx.Graph) -> nx.Graph:
    """Return the best-joined actors, each with its strongest ties among them."""
    best = sorted(net, key=lambda node: (-net.degree(node, weight="weight"), str(node)))[:ACTORS]
    small: nx.Graph = net.__class__(**net.graph)
    small.add_nodes_from((node, net.nodes[node]) for node in best)  # in this order, so that a page is always the same
    small.add_edges_from((one, other, net[one][other]) for one, other in combinations(best, 2) if other in net[one])
    strong: set[frozenset[Any]] = set()
    for node in small:
        ties = sorted(small[node], key=lambda other: (-small[node][other]["weight"], str(other)))
        strong |= {frozenset((node, other)) for other in ties[:_TIES]}
    small.remove_edges_from([pair for pair in small.edges if frozenset(pair) not in strong])
    return small


def _drawn(net: nx.Graph, link: Callable[..., str]) -> str:
    from conflict_graph.draw.node_layout import positions
    from conflict_graph.draw.node_styles import radius
    from conflict_graph.draw.palette import look
    from conflict_graph.draw.svg import Line, Mark, svg

    places, sizes = positions(net), dict(net.degree(weight="weight"))
    most = max(sizes.values())
    marks = [
        Mark(
            id=str(node),
            label=str(attributes["label"]),
            about=f"{attributes['label']}, {look(attributes['kind']).word}",
            x=places[node][0],
            y=places[node][1],
            radius=radius(sizes[node], most),
            shape=look(attributes["kind"]).shape,
            colour=look(attributes["kind"]).colour,
            href=link(served_path(str(node)) or ""),
        )
        for node, attributes in net.nodes(data=True)
    ]
    lines = [
        Line(
            id=f"{u} {v}",
            source=str(u),
            target=str(v),
            about=_about(net, u, v, tie),
            tone="tie",
            width=min(6.0, 0.8 + float(tie["weight"]) * 0.6),
            dashes=(6, 5) if tie["planned"] else (),
            href=link("/compare", a=shorten(str(u)), b=shorten(str(v))),
        )
        for u, v, tie in net.edges(data=True)
    ]
    description = f"{len(marks)} actors; lines join those who sat at the same meetings, thicker for more."
    return svg(
        marks, lines, title="Who met at the latest meetings", description=description, id="sketch", standalone=False
    )


def _about(net: nx.Graph, u: Any, v: Any, tie: dict[str, Any]) -> str:
    count = int(tie["weight"])
    planned = ", only planned" if tie["planned"] else ""
    return f"{net.nodes[u]['label']} and {net.nodes[v]['label']}: {count} meeting{'' if count == 1 else 's'}{planned}"
