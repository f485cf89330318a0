"""A scene as it is drawn: its things with places and numbers, its edges with claims, and what is said beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from conflict_graph.ask.cards import cards
from conflict_graph.model import Ref
from conflict_graph_api.graph import messages
from conflict_graph_api.graph.edges import graph_edges
from conflict_graph_api.graph.records import MOST_NODES, Choice, GraphEdge, GraphNode, GraphView, Scene, SceneNode
from conflict_graph_api.graph.scenes import full, network_of
from conflict_graph_api.graph.styles import Styles
from conflict_graph_api.http.dependencies import services_of
from conflict_graph_api.http.question import Question
from conflict_graph_api.http.records import Days, attestation
from conflict_graph_api.networks.selection import network
from conflict_graph_api.pages.words import kind_word, kinds_word

if TYPE_CHECKING:
    import networkx as nx

STARTING: Final = 8
"""Things of the small graph that is shown before anything is chosen."""
_SWAPPED: Final = {"actors": {"attendance": "co-attendance"}, "meetings": {"co-attendance": "attendance"}}


@dataclass(frozen=True, slots=True)
class Seen:
    """A scene with its names looked up, and what is drawn for it; graph is the view as a networkx graph with places."""

    scene: Scene
    view: GraphView
    graph: nx.MultiGraph
    network: nx.Graph
    chosen: bool


def see(question: Question, scene: Scene, most: int | None = None) -> Seen:
    """Return what is drawn for a scene; without nodes, a small graph of the things with most claims.

    most bounds the lines: the strongest are drawn, and the view says of how many.

    Raises NotFound, with near names, for a thing that the graph does not hold, and AmbiguousName.
    """
    net = network(question, "all", network_of(scene))
    chosen = bool(scene.nodes)
    scene, refs = known(question, scene if chosen else _starting(net, scene), net)
    shown = _shown(net, scene, refs)
    graph, cut = _drawn(net, scene, shown, refs)
    _fold(graph, scene)
    places = _places(question, graph, scene)
    styles = Styles(scene, net, graph)
    pinned = {node.iri for node in scene.nodes if node.pinned}
    nodes = [styles.node(node, graph.nodes[node], places[node], node in pinned, len(graph[node])) for node in graph]
    edges = graph_edges(graph, scene, most)
    for node in nodes:
        graph.nodes[node.iri].update(x=node.x, y=node.y, radius=node.radius, colour=node.colour)
    view = _view(question, scene, net, graph, nodes, edges, styles, cut, refs, chosen)
    return Seen(scene, view, graph, net, chosen)


def see_added(question: Question, scene: Scene, added: Collection[str]) -> tuple[list[GraphNode], list[GraphEdge]]:
    """Return some things of a scene as they are drawn in it, and the edges at them; the rest is not looked at."""
    net = network(question, "all", network_of(scene))
    scene, refs = known(question, scene, net)
    graph, _ = _drawn(net, scene, _shown(net, scene, refs), refs)
    places, styles = _places(question, graph, scene), Styles(scene, net, graph)
    there = [node for node in added if node in graph]
    nodes = [styles.node(node, graph.nodes[node], places[node], False, len(graph[node])) for node in there]
    return nodes, graph_edges(graph, scene, at=there)


def known(question: Question, scene: Scene, net: nx.Graph) -> tuple[Scene, dict[str, Ref]]:
    """Return the scene with every name as an IRI, merged things followed, and the names of all its things.

    Raises NotFound, with near names, and AmbiguousName.
    """
    scene = _in_full(scene)
    names = [node.iri for node in scene.nodes]
    names += [name for name in (scene.focus, *scene.collapsed) if name]
    refs = {iri: Ref(iri, net.nodes[iri]["label"], net.nodes[iri]["kind"]) for iri in names if iri in net}
    missing = [name for name in dict.fromkeys(names) if name not in refs]
    by_name = cards(question.store, [name for name in missing if "://" in name])
    iris = {name: by_name[name].iri if name in by_name else question.iri(name) or "" for name in missing}
    looked_up = cards(question.store, iris.values())
    refs |= {iri: looked_up[iri] for iri in iris.values()}
    to = {name: iris.get(name, name) for name in names}
    nodes = {to[node.iri]: node.model_copy(update={"iri": to[node.iri]}) for node in reversed(scene.nodes)}
    changed = {
        "nodes": list(reversed(nodes.values())),
        "focus": to[scene.focus] if scene.focus else None,
        "collapsed": list(dict.fromkeys(to[name] for name in scene.collapsed)),
    }
    return scene.model_copy(update=changed), refs


def _in_full(scene: Scene) -> Scene:
    """Return a scene whose things given by kind and slug have their IRIs."""
    nodes = [node.model_copy(update={"iri": full(node.iri)}) for node in scene.nodes]
    focus = full(scene.focus) if scene.focus else None
    return scene.model_copy(
        update={"nodes": nodes, "focus": focus, "collapsed": [full(name) for name in scene.collapsed]}
    )


def relations_of(scene: Scene) -> list[str]:
    """Return the relations a scene is narrowed to, in its own mode: the same meetings are attendance there."""
    return list(dict.fromkeys(_SWAPPED[scene.mode].get(name, name) for name in scene.relation))


def _starting(net: nx.Graph, scene: Scene) -> Scene:
    from conflict_graph.relate.expand import starting_points

    if scene.mode == "meetings":
        starts = starting_points(net, 2 * STARTING, apart="Meeting")
    else:
        starts = starting_points(net, STARTING)
    return scene.model_copy(update={"nodes": [SceneNode(iri=iri) for iri in starts]})


def _shown(net: nx.Graph, scene: Scene, refs: dict[str, Ref]) -> list[str]:
    hidden = set(scene.hidden_kinds)
    return [node.iri for node in scene.nodes if refs[node.iri].kind not in hidden]


def _drawn(net: nx.Graph, scene: Scene, shown: list[str], refs: dict[str, Ref]) -> tuple[nx.MultiGraph, bool]:
    """Return the nodes and edges to draw; too many nodes are grouped."""
    from conflict_graph.relate.bundles import bundled
    from conflict_graph.relate.grouping import grouped

    cut = len(shown) > MOST_NODES
    whole = grouped(net, shown, {kind: kinds_word(kind) for kind in {refs[iri].kind for iri in shown}}) if cut else net
    bounds: dict[str, Any] = {"relations": relations_of(scene), "first": scene.from_, "last": scene.until}
    graph = bundled(whole, list(whole) if cut else shown, **bounds)
    for node, attributes in graph.nodes(data=True):
        if not attributes:
            attributes.update(label=refs[node].label or refs[node].name, kind=refs[node].kind)
    return graph, cut


def _fold(graph: nx.MultiGraph, scene: Scene) -> None:
    """Take out what hangs on collapsed things alone."""
    folded = set(scene.collapsed)
    anchors = folded | {scene.focus}
    hanging = [node for node in graph if node not in anchors and (around := set(graph[node])) and around <= folded]
    graph.remove_nodes_from(hanging)
    graph.graph["folded"] = len(hanging)


def _places(question: Question, graph: nx.MultiGraph, scene: Scene) -> dict[str, tuple[float, float]]:
    """Return the places of a scene; a picture that is laid out whole is kept, for the page and its data show one."""
    from conflict_graph.draw.place_new import place

    given = {node.iri: (node.x, node.y) for node in scene.nodes if node.x is not None and node.y is not None}
    near = {node.iri: node.near for node in scene.nodes if node.near}
    if given:
        return place(graph, given, near)
    layouts = services_of(question.request).layouts
    return layouts.get(question.store, (tuple(graph), tuple(graph.edges())), lambda: place(graph, {}))


def _view(
    question: Question,
    scene: Scene,
    net: nx.Graph,
    graph: nx.MultiGraph,
    nodes: list[GraphNode],
    edges: list[GraphEdge],
    styles: Styles,
    cut: bool,
    refs: dict[str, Ref],
    chosen: bool,
) -> GraphView:
    from conflict_graph.relate.bundles import bundled

    whole = graph if _unbounded(scene) else bundled(net, [node.iri for node in scene.nodes])
    days = sorted(day for _, _, edge in whole.edges(data=True) for day in (edge["first"], edge["last"]) if day)
    words = messages.ViewDescription(question, scene, net, graph, cut, chosen)
    return GraphView(
        snapshot=question.snapshot,
        as_of=Days.of(scene.scope),
        answer=attestation(edges),
        mode=scene.mode,
        title=words.title(nodes),
        description=words.description(nodes, edges),
        messages=words.messages(nodes, edges),
        nodes=nodes,
        edges=edges,
        lines=graph.number_of_edges(),
        shown=len(nodes),
        total=len(scene.nodes),
        network=len(net),
        cut=cut,
        undated=graph.graph["undated"],
        outside=graph.graph["outside"],
        first=days[0] if days else "",
        last=days[-1] if days else "",
        kinds=_kinds(refs[node.iri].kind for node in scene.nodes),
        relations=_relations(whole),
        legend=styles.legend(nodes, edges),
    )


def _unbounded(scene: Scene) -> bool:
    return not (scene.from_ or scene.until or scene.relation or scene.hidden_kinds or scene.collapsed)


def _kinds(kinds: Iterable[str]) -> list[Choice]:
    counts = Counter(kinds)
    return [Choice(value=kind, word=kind_word(kind), count=counts[kind]) for kind in sorted(counts)]


def _relations(graph: nx.MultiGraph) -> list[Choice]:
    from conflict_graph.words.relations import relation_name

    counts = Counter(edge["relationship"] for _, _, edge in graph.edges(data=True))
    return [Choice(value=name, word=relation_name(name), count=counts[name]) for name in sorted(counts)]
