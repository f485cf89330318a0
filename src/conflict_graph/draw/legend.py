"""The words around a picture: what it shows, as of when, from what, and what its marks mean."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import networkx as nx

from conflict_graph.draw.network_records import Record, dashes, plain, tone
from conflict_graph.draw.palette import look
from conflict_graph.words.days import day

_PATHS: Final = {
    "dot": "M10 3A7 7 0 1 1 9.99 3Z",
    "diamond": "M10 1L19 10L10 19L1 10Z",
    "hexagon": "M5 2H15L20 10L15 18H5L0 10Z",
    "triangle": "M10 2L19 18H1Z",
    "triangleDown": "M10 18L19 2H1Z",
    "square": "M3 3H17V17H3Z",
    "star": "M10 1L12.5 7.5L19.5 7.8L14 12L16 19L10 15L4 19L6 12L.5 7.8L7.5 7.5Z",
}
_TONES: Final = {
    "tie": "joined",
    "agree": "agree, or cooperate",
    "differ": "differ, or in conflict",
    "belong": "belongs to, or speaks for",
}


def mark_path(shape: str) -> str:
    """Return a mark as an SVG path in a box of 20 by 20; an unknown shape is drawn as a dot."""
    return _PATHS.get(shape, _PATHS["dot"])


def tone_word(tone: str) -> str:
    """Return what the colour of a line means."""
    return _TONES.get(tone, tone)


def basis_line(graph: nx.Graph) -> str:
    """Return what the picture shows and as of which days."""
    about = graph.graph
    days = [
        f"as of {_day(about['valid_at'])}" if about.get("valid_at") else "",
        f"as known on {_day(about['known_at'])}" if about.get("known_at") else "",
        f"as recorded on {_day(about['recorded_at'])}" if about.get("recorded_at") else "",
    ]
    when = ", ".join(part for part in days if part) or "at all dates"
    return plain(f"{_word(about)}, {when}. {about.get('note', '')}").strip()


def foot_line(graph: nx.Graph) -> str:
    """Return the layers and the snapshot a picture was made from."""
    about = graph.graph
    layers = ", ".join(about.get("layers") or ()) or "none"
    snapshot = f" Snapshot {about['snapshot']}." if about.get("snapshot") else ""
    return plain(f"Layers: {layers}.{snapshot}")


def node_legend(graph: nx.Graph) -> list[Record]:
    """Return the kinds of things that are drawn, with mark and word."""
    looks = {look(str(kind)) for _, kind in graph.nodes(data="kind", default="")}
    return [
        {"word": style.word, "shape": style.shape, "colour": style.colour, "path": _PATHS[style.shape]}
        for style in sorted(looks, key=lambda style: style.word)
    ]


def edge_legend(graph: nx.Graph) -> list[Record]:
    """Return the kinds of lines that are drawn: tones, and dashes for what is only planned."""
    edges = [edge for _, _, edge in graph.edges(data=True)]
    patterns = {(tone(edge), bool(edge.get("planned"))): dashes(edge) for edge in edges}
    return [
        {
            "tone": name,
            "word": _TONES[name] + (", planned only" if planned else ""),
            "dashes": " ".join(str(length) for length in pattern) if isinstance(pattern, list) else "",
        }
        for (name, planned), pattern in sorted(patterns.items(), key=lambda item: item[0])
    ]


def _word(about: dict[str, Any]) -> str:
    word = str(about.get("relationship") or "network")
    return "All relationships" if word == "all" else word.capitalize()


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
