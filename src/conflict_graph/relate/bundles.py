"""One line for each pair, relation and sign: the form in which a network of all relationships is read and drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

import networkx as nx

from conflict_graph.relate.occasions import Occasion, in_order, occasions_of
from conflict_graph.relate.results import claims_of

SIGNED: Final = frozenset({"agreement", "interaction"})
_SUMMED: Final = ("weight", "held_weight", "planned_weight")


def sign(edge: dict[str, Any]) -> str:
    """Return "agree" or "differ" for an edge of a signed relationship, an empty text for any other.

    >>> sign({"relationship": "agreement", "weight": -0.5}), sign({"relationship": "membership", "weight": 1.0})
    ('differ', '')
    """
    if edge.get("relationship") not in SIGNED:
        return ""
    weight = float(edge.get("weight", 0.0))
    return "agree" if weight > 0 else "differ" if weight < 0 else ""


def bundled(
    graph: nx.Graph,
    nodes: Collection[str],
    *,
    relations: Collection[str] = (),
    first: date | None = None,
    last: date | None = None,
) -> nx.MultiGraph:
    """Return the edges between some nodes of a network, those of one pair, relation and sign joined to one.

    Definition. The nodes are those given, in their order; one that the network lacks stands alone. An edge joins the
    ties of one relationship and sign between two things, acts by one and by the other apart. It has the attributes
    of `project`, weights added up, claims, via, layers and dates joined, and besides ``sign``, ``count`` (its
    occasions, 1 when none is named), ``planned_count`` (those that are only planned), ``directed``, and ``modalities``.

    Parameters
    ----------
    graph: a network of `project` of all relationships, or of one.
    relations: only these relationships; none: all.
    first, last: bounds of days, both included. An edge stays when one of its occasions overlaps them; an edge
        without a known day is left out as soon as a bound is set. ``graph.graph`` of the answer counts both:
        ``undated`` and ``outside``.

    >>> g = nx.MultiGraph()
    >>> tie = {"relationship": "agreement", "weight": 1.0, "claims": ["c1"]}
    >>> _ = g.add_edge("a", "b", key="i1", **tie), g.add_edge("a", "b", key="i2", **tie | {"claims": ["c2"]})
    >>> [(edge["count"], edge["claims"]) for _, _, edge in bundled(g, ["a", "b"]).edges(data=True)]
    [(1, ['c1', 'c2'])]
    """
    bundles = nx.MultiGraph(**graph.graph)
    for node in nodes:
        bundles.add_node(node, **(graph.nodes[node] if node in graph else {}))
    left_out = {"undated": 0, "outside": 0}
    for (source, target, key), edges in sorted(_groups(graph, bundles, relations).items()):
        bundle = _bundle(edges)
        reason = _left_out(occasions_of(bundle), first, last)
        if reason:
            left_out[reason] += 1
        else:
            bundles.add_edge(source, target, key=key, id=edge_id(source, target, key), **bundle)
    bundles.graph.update(left_out)
    return bundles


def edge_id(source: str, target: str, key: str) -> str:
    """Return a short name of an edge that is the same in every view.

    >>> edge_id("a", "b", "membership") == edge_id("a", "b", "membership") != edge_id("a", "b", "agreement")
    True
    """
    return "e" + hashlib.sha256("\n".join((source, target, key)).encode()).hexdigest()[:16]


def _groups(
    graph: nx.Graph, among: Collection[str], relations: Collection[str]
) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """Return the edges among some nodes by the ends they lead from and to, and by relation and sign."""
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for u, v, edge in graph.edges([node for node in among if node in graph], data=True):
        relation = str(edge.get("relationship", ""))
        if v in among and u in among and (not relations or relation in relations):
            source, target = _ends(graph, u, v, edge)
            groups.setdefault((source, target, f"{relation} {sign(edge)}".strip()), []).append(edge)
    return groups


def _ends(graph: nx.Graph, u: str, v: str, edge: dict[str, Any]) -> tuple[str, str]:
    """Return who, then what or whom; where a relationship has no direction, the ends in order."""
    if edge.get("subject") in (u, v):
        return (u, v) if edge["subject"] == u else (v, u)
    return (u, v) if graph.is_directed() or u <= v else (v, u)


def _bundle(edges: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the attributes of several edges as those of one."""
    if len(edges) == 1 and "dates" in edges[0]:
        return _single(edges[0])
    via = {iri: label for edge in edges for iri, label in _via(edge)}
    days = sorted(day for edge in edges for day in (edge.get("first"), edge.get("last")) if day)
    planned = all(edge.get("planned", False) for edge in edges)
    occasions = occasions_of(*edges)
    firm = {occasion.via for occasion in occasions if not occasion.planned}
    first = edges[0]
    return {
        "relationship": first.get("relationship", ""),
        "sign": sign(first),
        "directed": "subject" in first,
        **{name: sum(float(edge.get(name, 0.0)) for edge in edges) for name in _SUMMED},
        "planned": planned,
        "modality": "scheduled" if planned else "actual",
        "modalities": sorted({occasion.modality for occasion in occasions}),
        "holds": "certain" if any(edge.get("holds", "certain") == "certain" for edge in edges) else "possible",
        "claims": list(claims_of(edges)),
        "via": sorted(via),
        "via_labels": [via[iri] for iri in sorted(via)],
        "layers": sorted({layer for edge in edges for layer in edge.get("layers", ())}),
        "first": days[0] if days else "",
        "last": days[-1] if days else "",
        "dates": in_order(occasions),
        "count": max(1, len(via)),
        "planned_count": len(via.keys() - firm) if via else int(planned),
        **{name: first[name] for name in ("subject", "object", "role") if name in first},
    }


def _single(edge: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes of one edge that stands alone: what most of them do."""
    occasions = occasions_of(edge)
    firm = {occasion.via for occasion in occasions if not occasion.planned}
    return {
        **edge,
        "sign": sign(edge),
        "directed": "subject" in edge,
        "modalities": sorted({occasion.modality for occasion in occasions}),
        "count": max(1, len(edge["via"])),
        "planned_count": sum(iri not in firm for iri in edge["via"]) if edge["via"] else int(edge["planned"]),
    }


def _via(edge: dict[str, Any]) -> Iterable[tuple[str, str]]:
    return zip(edge.get("via", ()), edge.get("via_labels", ()), strict=True)


def _left_out(occasions: Collection[Occasion], first: date | None, last: date | None) -> str:
    """Return why an edge is left out: it has no known day, or none within the bounds; an empty text if it stays."""
    if first is None and last is None:
        return ""
    dated = [occasion for occasion in occasions if occasion.is_dated]
    if not dated:
        return "undated"
    return "" if any(occasion.overlaps(first, last) for occasion in dated) else "outside"
