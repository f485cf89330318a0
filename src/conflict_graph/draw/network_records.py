"""What a picture of a network consists of: plain records of nodes, lines and sentences, with opaque ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import log2, sqrt
from typing import Any, Final

import networkx as nx

from conflict_graph.draw.node_layout import Positions, broken
from conflict_graph.draw.palette import Tone, look
from conflict_graph.model import Claim
from conflict_graph.words.firmness import firmness_word, layer_word
from conflict_graph.words.sentences import sentence

_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_IN_TITLE: Final = 3
_LABELS: Final = 150
_BELONGING: Final = frozenset({"membership", "representation"})

Record = dict[str, Any]


def plain(text: object) -> str:
    """Return a text without control characters and without marks that turn the direction of writing."""
    return _UNSAFE.sub("", str(text))


def numbered_records(claims: Iterable[Claim]) -> tuple[dict[str, int], list[Record]]:
    """Return claims as records to read (sentence, quotes, words), and the number of each IRI among them."""
    numbers: dict[str, int] = {}
    records: list[Record] = []
    for claim in claims:
        if claim.iri not in numbers:
            numbers[claim.iri] = len(records)
            records.append(
                {
                    "sentence": plain(sentence(claim)),
                    "words": f"{firmness_word(claim)} · {layer_word(claim)}",
                    "quotes": [
                        {"text": plain(evidence.quote), "source": plain(evidence.source.label or evidence.source.iri)}
                        for evidence in claim.evidence
                        if evidence.quote
                    ],
                }
            )
    return numbers, records


def nodes(graph: nx.Graph, places: Positions) -> list[Record]:
    """Return the nodes to draw; in a large network only the best-connected ones wear their names all the time."""
    degrees = {node: len(set(nx.all_neighbors(graph, node))) for node in graph}
    named = set(sorted(graph, key=lambda node: (-degrees[node], str(node)))[:_LABELS])
    return [
        _node(number, node, attributes, degrees[node], places[node], node in named)
        for number, (node, attributes) in enumerate(graph.nodes(data=True))
    ]


def _node(
    number: int, node: str, attributes: Mapping[str, Any], degree: int, place: tuple[float, float], named: bool
) -> Record:
    style = look(str(attributes.get("kind", "")))
    label = plain(attributes.get("label") or node)
    words = f"{style.word}, {degree} {'tie' if degree == 1 else 'ties'}"
    return {
        "id": f"n{number}",
        "label": broken(label) if named else " ",
        "name": label,
        "words": words,
        "title": f"{label}\n{words}",
        "shape": style.shape,
        "color": style.colour,
        "size": round(7 + 3 * sqrt(degree), 1),
        "x": place[0],
        "y": place[1],
    }


def lines(graph: nx.Graph, ids: Mapping[str, str], numbers: Mapping[str, int], records: list[Record]) -> list[Record]:
    """Return the edges to draw, each with the sentences it rests on as text."""
    seen: dict[frozenset[str], int] = {}
    drawn = []
    for number, (u, v, edge) in enumerate(graph.edges(data=True)):
        pair = frozenset((u, v))
        seen[pair] = seen.get(pair, -1) + 1
        drawn.append(
            {"id": f"e{number}", "from": ids[u], "to": ids[v]}
            | _line(graph, u, v, edge, numbers, records)
            | _bend(seen[pair], graph.is_directed())
        )
    return drawn


def _line(
    graph: nx.Graph, u: str, v: str, edge: Mapping[str, Any], numbers: Mapping[str, int], records: list[Record]
) -> Record:
    claims = [numbers[iri] for iri in edge.get("claims", ()) if iri in numbers]
    name = " – ".join(plain(graph.nodes[node].get("label") or node) for node in _ends(u, v, edge))
    words, sentences = _words(edge), [_quoted_sentence(records[claim]) for claim in claims[:_IN_TITLE]]
    more = [f"… and {len(claims) - _IN_TITLE} more."] if len(claims) > _IN_TITLE else []
    return {
        "name": name,
        "words": words,
        "title": "\n".join([name, words, *sentences, *more]),
        "claims": claims,
        "tone": tone(edge),
        "width": round(min(8.0, 1.5 + log2(1 + abs(float(edge.get("weight", 1.0))))), 2),
        "dashes": dashes(edge),
    }


def _ends(u: str, v: str, edge: Mapping[str, Any]) -> tuple[str, str]:
    """Return the ends of an edge in the order in which its relationship names them: who, then what or whom."""
    return (v, u) if edge.get("subject") == v else (u, v)


def tone(edge: Mapping[str, Any]) -> Tone:
    """Return the name of an edge's colour: signed edges agree or differ, groups bind, the rest are ties."""
    if edge.get("relationship") in ("agreement", "interaction"):
        weight = float(edge.get("weight", 0.0))
        return "agree" if weight > 0 else "differ" if weight < 0 else "tie"
    return "belong" if edge.get("relationship") in _BELONGING else "tie"


def dashes(edge: Mapping[str, Any]) -> list[int] | bool:
    """Return the line pattern: plans dashed, differences dotted, the rest drawn through."""
    if edge.get("planned"):
        return [10, 7]
    return [2, 6] if tone(edge) == "differ" else False


def _words(edge: Mapping[str, Any]) -> str:
    relationship = str(edge.get("relationship", "tie"))
    parts = [relationship, "planned" if edge.get("planned") else ""]
    parts.append({"agree": "agree", "differ": "differ"}.get(tone(edge), ""))
    parts.append(", ".join(plain(label) for label in edge.get("via_labels", ())[:5]))
    days = sorted({str(edge[name]) for name in ("first", "last") if edge.get(name)})
    return "; ".join([part for part in parts if part] + ([" to ".join(days)] if days else []))


def _quoted_sentence(record: Record) -> str:
    quotes = "".join(f" “{quote['text']}”" for quote in record["quotes"][:1])
    return f"{record['sentence']}{quotes}"


def _bend(parallel: int, directed: bool) -> Record:
    arrows = {"arrows": "to"} if directed else {}
    if parallel == 0 and not directed:
        return arrows
    return arrows | {"smooth": {"enabled": True, "type": "curvedCW", "roundness": round(0.15 + 0.12 * parallel, 2)}}
