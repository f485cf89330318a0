"""The addresses of one view: the view itself, and what its forms send back."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from conflict_graph_api.graph.edges import day_pairs, short
from conflict_graph_api.graph.records import GraphView, Scene
from conflict_graph_api.http.parameters import Pairs

STANDARD: Final = {"mode": "actors", "size": "same", "colour": "kind"}


def scene_pairs(scene: Scene, view: GraphView | None = None) -> Pairs:
    """Return a scene as parameters of an address; with its view, the places too, so that nothing moves.

    >>> scene_pairs(Scene(mode="meetings", focus="urn:x"))
    [('mode', 'meetings'), ('focus', 'urn:x')]
    """
    pairs = [("node", short(node.iri)) for node in scene.nodes]
    if view and not view.cut:
        pairs += [("at", _places(scene, view))] if pairs else []
    pairs += [(name, str(getattr(scene, name))) for name in STANDARD if getattr(scene, name) != STANDARD[name]]
    pairs += day_pairs(scene)
    pairs += [("relation", relation) for relation in scene.relation]
    bounds = (("from", scene.from_), ("until", scene.until))
    pairs += [(name, bound.isoformat()) for name, bound in bounds if bound]
    pairs += [("hide", kind) for kind in scene.hidden_kinds]
    pairs += [("collapsed", short(iri)) for iri in scene.collapsed]
    return pairs + ([("focus", short(scene.focus))] if scene.focus else [])


def without(pairs: Pairs, *names: str) -> Pairs:
    """Return parameters without some of them, for a form that sends these itself."""
    return [pair for pair in pairs if pair[0] not in names]


def address(path: str, pairs: Pairs) -> str:
    """Return the address of a path with parameters; slashes and commas stay readable.

    >>> address("/graph", [("node", "state/france"), ("at", "0,0")])
    '/graph?node=state/france&at=0,0'
    """
    return f"{path}?{urlencode(pairs, safe='/,:')}" if pairs else path


def _places(scene: Scene, view: GraphView) -> str:
    places = {node.iri: f"{node.x:.0f},{node.y:.0f}".replace("-0,", "0,") for node in view.nodes}
    return "_".join(places.get(node.iri, "") for node in scene.nodes)
