"""The edges of a view: all ties of one relation and sign between two things, in words, with look and evidence."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from conflict_graph.namespaces import ID, KIND_PREFIXES, shorten
from conflict_graph.relate.occasions import Occasion
from conflict_graph.words.days import days
from conflict_graph_api.graph.records import MOST_CLAIMS, EdgeDate, GraphEdge, Scene

if TYPE_CHECKING:
    import networkx as nx

MOST_IN_AN_ADDRESS: Final = 50
_GROUP: Final = "urn:group:"


def graph_edges(
    graph: nx.MultiGraph, scene: Scene, most: int | None = None, at: Collection[str] | None = None
) -> list[GraphEdge]:
    """Return the edges of a bundled graph as a view has them, strongest first; at most so many, or those at nodes."""
    ranked = sorted(graph.edges(at, data=True), key=_rank)
    tail = urlencode([*([("mode", scene.mode)] if scene.mode != "actors" else []), *day_pairs(scene)])
    return [_graph_edge(graph, u, v, edge, tail) for u, v, edge in ranked[:most]]


def _rank(tie: tuple[str, str, dict[str, Any]]) -> tuple[int, int, str]:
    _, _, edge = tie
    return -edge["count"], -len(edge["claims"]), edge["id"]


def _graph_edge(graph: nx.MultiGraph, u: str, v: str, edge: dict[str, Any], tail: str) -> GraphEdge:
    from conflict_graph.draw.network_records import dashes, tone
    from conflict_graph.words.relations import relation_word

    source, target = ends(u, v, edge)
    pattern = dashes(edge)
    word = relation_word(edge["relationship"], edge["sign"], planned=edge["planned"])
    labels = dict(zip(edge["via"], edge["via_labels"], strict=True))
    return GraphEdge(
        id=edge["id"],
        source=source,
        target=target,
        relation=edge["relationship"],
        relation_label=word,
        label=_label(graph, source, target, edge, word),
        directed=edge["directed"],
        sign=edge["sign"],
        planned=edge["planned"],
        count=edge["count"],
        planned_count=edge["planned_count"],
        weight=edge["weight"],
        width=width(edge["count"]),
        tone=tone(edge),
        dashes=pattern if isinstance(pattern, list) else [],
        claims=edge["claims"][:MOST_CLAIMS],
        claim_count=len(edge["claims"]),
        href=_evidence(source, target, edge, tail),
        dates=[_date(Occasion(*one), labels) for one in edge["dates"]],
        first=edge["first"],
        last=edge["last"],
        modality=edge["modalities"] or [edge["modality"]],
        layer=edge["layers"],
    )


def ends(u: str, v: str, edge: dict[str, Any]) -> tuple[str, str]:
    """Return the ends of an edge, who before what or whom."""
    return (v, u) if edge.get("subject") == v else (u, v)


def width(count: int) -> float:
    """Return the width of a line: thin for one occasion, growing slowly."""
    from math import log2

    return round(min(4.0, 1.2 + 0.55 * log2(count)), 2)


def _label(graph: nx.MultiGraph, source: str, target: str, edge: dict[str, Any], word: str) -> str:
    from conflict_graph.words.relations import occasions

    names = [str(graph.nodes[node]["label"]) for node in (source, target)]
    often = occasions(edge["relationship"], edge["count"]) if edge["via"] else ""
    if often and edge["planned_count"] and not edge["planned"]:
        often += f", {edge['planned_count']:,} of them only planned"
    shared = ", ".join(edge["via_labels"][:3]) + (", …" if len(edge["via_labels"]) > 3 else "")
    when = days(edge["first"], edge["last"])
    more = [often, shared, when if edge["dates"] else ""]
    return "; ".join([f"{names[0]} – {word} – {names[1]}", *(part for part in more if part)])


def _date(one: Occasion, labels: dict[str, str]) -> EdgeDate:
    label = labels.get(one.via, "")
    return EdgeDate(from_=one.first or None, until=one.last or None, via=one.via, label=label, planned=one.planned)


def _evidence(source: str, target: str, edge: dict[str, Any], tail: str) -> str:
    """Return the address of the evidence of an edge; that of groups names its first claims."""
    if _GROUP in source or _GROUP in target:
        pairs = urlencode([("claim", shorten(iri)) for iri in edge["claims"][:MOST_IN_AN_ADDRESS]], safe="/:")
    else:
        sign = f"&sign={edge['sign']}" if edge["sign"] else ""
        ends = f"between={_quoted(source)}&between={_quoted(target)}"
        pairs = f"{ends}&relation={edge['relationship']}{sign}"
    return f"/graph/evidence?{pairs}&{tail}" if tail else f"/graph/evidence?{pairs}"


@lru_cache(maxsize=4096)  # the same few things in thousands of edges
def _quoted(iri: str) -> str:
    return quote(short(iri), safe="/:")


def short(iri: str) -> str:
    """Return a thing by kind and slug where that names it, else its IRI.

    >>> short("https://w3id.org/conflict-graph/id/state/france"), short("urn:x")
    ('state/france', 'urn:x')
    """
    tail = iri.removeprefix(ID)
    return tail if tail != iri and tail.partition("/")[0] in KIND_PREFIXES else iri


def day_pairs(scene: Scene) -> list[tuple[str, str]]:
    """Return days, layers and modality of a scene as parameters."""
    return scene.scope.pairs()
