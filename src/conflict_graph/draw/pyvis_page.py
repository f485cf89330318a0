"""A network as one self-contained page by pyvis, hardened: it draws offline, and no label can become code.

pyvis holds the nodes, edges and options and carries the drawing library; the page around them is our own template,
because pyvis's asks two content delivery networks and writes headings, ids and options unescaped. Texts travel as
JSON in a block that no browser executes, reach the page as text only, and a content security policy inside the
page allows exactly two scripts by their hashes, and no request to anywhere.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any, Final

import networkx as nx

from conflict_graph.draw.legend import basis_line, edge_legend, foot_line, node_legend
from conflict_graph.draw.network_records import Record, lines, nodes, numbered_records, plain
from conflict_graph.draw.node_layout import Positions, positions
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Claim

THEMES: Final = ("auto", "light", "dark")
MOST_NODES: Final = 2000
MOST_EDGES: Final = 3000
"""Things and lines drawn at most; of a larger network the strongest lines are, and the page says so."""

_LISTED: Final = 500
_OPTIONS: Final = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 150, "keyboard": {"enabled": True, "bindToWindow": False}},
    "nodes": {"borderWidth": 1},
    "edges": {"smooth": False, "arrows": {"to": {"scaleFactor": 0.6}}},
}


def page(
    graph: nx.Graph,
    *,
    title: str,
    heading: str = "",
    claims: Iterable[Claim] = (),
    places: Positions | None = None,
    theme: str = "auto",
) -> str:
    """Return a whole HTML page that draws a network without any request.

    Parameters
    ----------
    graph: any network of `project`.
    title, heading: plain texts; heading stands on the page and is the title when left out.
    claims: the claims that the edges name; their sentences and quotes stand beside the picture and in the list
        below it. Edges whose claims are not given are drawn without sentences.
    places: node positions of `positions`, kept from before; None: computed here.
    theme: "auto" (as the reader's system), "light" or "dark".

    Returns
    -------
    The page. The same input gives the same text. Above 3,000 edges or 2,000 nodes the strongest edges are drawn
    and the page says how many of how many. An empty network gives a page that says so.

    Raises
    ------
    InvalidParameter for an unknown theme.

    Example
    -------
    >>> "<h1>Empty</h1>" in page(nx.Graph(), title="Empty")
    True
    """
    if theme not in THEMES:
        raise InvalidParameter.one_of("theme", theme, THEMES)
    drawn = strongest(graph)
    places = places if places is not None else positions(drawn)
    numbers, records = numbered_records(claims)
    boxes = nodes(drawn, places)
    ids = {node: box["id"] for node, box in zip(drawn, boxes, strict=True)}
    strokes = lines(drawn, ids, numbers, records)
    texts = {
        "title": plain(title),
        "theme": theme,
        "basis": basis_line(graph),
        "partial": _partial(graph, drawn),
        "summary": f"A network of {drawn.number_of_nodes()} things and {drawn.number_of_edges()} lines.",
        "node_legend": node_legend(drawn),
        "edge_legend": edge_legend(drawn),
        "ties": _listed(strokes, records),
        "listed": _list_head(strokes),
        "foot": foot_line(graph),
    }
    return _render(boxes, strokes, plain(heading), {**texts, "claims": records})


def page_policy() -> str:
    """Return the Content-Security-Policy header under which a page of this module works, and nothing else does.

    It is the same for every page: two scripts and one style by hash, no request, no form, framed by the same
    origin only, and a sandbox without the origin's cookies and storage.

    >>> page_policy().startswith("default-src 'none'; script-src 'sha256-")
    True
    """
    return f"{_policy()}; frame-ancestors 'self'; sandbox allow-scripts"


def strongest(graph: nx.Graph) -> nx.Graph:
    """Return the part of a network that a page draws: the graph itself, or its strongest lines where it is larger.

    Lines are taken by weight, heaviest first, as long as there are at most 3,000 between at most 2,000 things.

    >>> len(strongest(nx.star_graph(5000)))
    2000
    """
    if graph.number_of_edges() <= MOST_EDGES and graph.number_of_nodes() <= MOST_NODES:
        return graph
    keys = list(graph.edges(keys=True)) if graph.is_multigraph() else list(graph.edges)
    keys.sort(key=lambda key: -abs(float(graph.edges[key].get("weight", 1.0))))
    ends: set[str] = set()
    edge_keys: list[tuple[Any, ...]] = []
    for key in keys:
        more = {key[0], key[1]} - ends
        if len(edge_keys) < MOST_EDGES and len(ends) + len(more) <= MOST_NODES:
            ends |= more
            edge_keys.append(key)
    return graph.edge_subgraph(edge_keys).copy()


def _partial(graph: nx.Graph, drawn: nx.Graph) -> str:
    if drawn is graph:
        return ""
    lines = f"The {drawn.number_of_edges():,} strongest of {graph.number_of_edges():,} lines are drawn."
    return f"{lines} They join {len(drawn):,} of {len(graph):,} things." if len(drawn) < len(graph) else lines


def _list_head(strokes: list[Record]) -> str:
    total = len(strokes)
    if total == 1:
        return "The line in words"
    return f"All {total:,} lines in words" if total <= _LISTED else f"The first {_LISTED} of {total:,} lines in words"


def _listed(strokes: list[Record], records: list[Record]) -> list[Record]:
    return [
        {"name": stroke["name"], "lines": [stroke["words"], *(_evidence(records[claim]) for claim in stroke["claims"])]}
        for stroke in strokes[:_LISTED]
    ]


def _evidence(record: Record) -> str:
    quotes = "; ".join(f"“{quote['text']}” ({quote['source']})" for quote in record["quotes"])
    return f"{record['sentence']} {quotes}".strip()


def _render(boxes: list[Record], strokes: list[Record], heading: str, texts: Mapping[str, Any]) -> str:
    from jinja2 import Environment, PackageLoader
    from markupsafe import Markup
    from pyvis.network import Network

    network = Network(heading=heading, cdn_resources="in_line")
    # in bulk: add_node and add_edge look through all nodes and edges for each one
    network.nodes, network.edges = boxes, strokes
    network.options = _OPTIONS
    network.path = "network.html"
    network.templateEnv = Environment(
        loader=PackageLoader("conflict_graph.draw"), autoescape=True, trim_blocks=True, keep_trailing_newline=True
    )
    data = {"nodes": boxes, "edges": strokes, "claims": texts["claims"], "options": _OPTIONS, "box": _box(boxes)}
    network.templateEnv.globals.update(
        {
            **texts,
            "data": data,
            "policy": _policy(),
            "style": Markup(_own("network.css")),
            "library": Markup(_library()),
            "script": Markup(_own("network.js")),
        }
    )
    return str(network.generate_html())


def _box(boxes: list[Record]) -> dict[str, float]:
    """Return how wide and high the places are."""
    xs, ys = [[box[axis] for box in boxes] or [0.0] for axis in ("x", "y")]
    return {"width": round(max(xs) - min(xs), 1), "height": round(max(ys) - min(ys), 1)}


@cache
def _policy() -> str:
    scripts = " ".join(_hash(text) for text in (_library(), _own("network.js")))
    style = _hash(_own("network.css"))
    return f"default-src 'none'; script-src {scripts}; style-src {style}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _own(name: str) -> str:
    return resources.files("conflict_graph.draw").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _library() -> str:
    """Return the drawing library that pyvis carries, in its newest version."""
    folders = resources.files("pyvis").joinpath("templates", "lib").iterdir()
    newest = max((folder for folder in folders if folder.name.startswith("vis-")), key=lambda folder: folder.name)
    # a closing tag in the library would end the script early; a line break at its ends would change the hash
    text = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8").replace("\r\n", "\n").strip()
    return text.replace("</script", "<\\/script")
