"""Networks as files other programs read: GraphML, GEXF, CSV, JSON. What is written reads back the same."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from conflict_graph.draw.palette import rgb
from conflict_graph.errors import UnknownFormat
from conflict_graph.rdf.formats import Format

if TYPE_CHECKING:
    import networkx as nx

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS: Final = ("relationship", "weight", "held_weight", "planned_weight", "planned", "modality", "first", "last")


# For networkx, igraph, yEd and Cytoscape; for Gephi, with colours by kind of thing; for spreadsheets and data frames,
# one line for each edge; for D3 and programs, the node-link form of networkx.
GRAPHML: Final = Format("graphml", "application/graphml+xml", "GraphML", "graphml")
GEXF: Final = Format("gexf", "application/gexf+xml", "GEXF", "gexf")
CSV: Final = Format("csv", "text/csv", "CSV", "csv")
JSON: Final = Format("json", "application/json", "JSON", "json")
FORMATS: Final = (GRAPHML, GEXF, CSV, JSON)


def write(graph: nx.Graph, format: str) -> bytes:
    """Return a network as a file.

    Definition. GraphML and GEXF as networkx writes them; in these two, lists (claims, via, layers) stand as JSON
    texts, missing values are left out, and characters that XML cannot hold are replaced by U+FFFD. CSV has one line
    for each edge, lists as JSON texts, and an apostrophe before texts a spreadsheet would take for a formula. JSON
    is the node-link form of networkx with ``edges`` and keeps lists as lists.

    Parameters
    ----------
    graph: any network of `project`.
    format: the name of one of FORMATS.

    Raises
    ------
    UnknownFormat, naming the known ones.

    Example
    -------
    >>> import networkx as nx
    >>> write(nx.Graph([("a", "b")]), "csv").decode().splitlines()[1].startswith("a,")
    True
    """
    if format not in _WRITERS:
        raise UnknownFormat(format, tuple(_WRITERS))
    return _WRITERS[format](graph)


def _graphml(graph: nx.Graph) -> bytes:
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml(_flat(graph), buffer, encoding="utf-8")
    return buffer.getvalue()


def _gexf(graph: nx.Graph) -> bytes:
    import networkx as nx

    flat = _flat(graph)
    for _, attributes in flat.nodes(data=True):
        attributes["viz"] = _viz(attributes)
    buffer = io.BytesIO()
    nx.write_gexf(flat, buffer, encoding="utf-8")
    return buffer.getvalue()


def _viz(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return how Gephi draws a node: its colour, and place and size where the network has them; y points up there."""
    colour = str(attributes.get("colour", ""))
    red, green, blue = bytes.fromhex(colour[1:]) if colour else rgb(str(attributes.get("kind", "")))
    viz: dict[str, Any] = {"color": {"r": red, "g": green, "b": blue}}
    if "x" in attributes and "y" in attributes:
        viz["position"] = {"x": attributes["x"], "y": -attributes["y"], "z": 0.0}
    if "radius" in attributes:
        viz["size"] = attributes["radius"]
    return viz


def _json(graph: nx.Graph) -> bytes:
    import networkx as nx

    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, separators=(",", ":")).encode()


def _csv(graph: nx.Graph) -> bytes:
    text = io.StringIO()
    lists = ("via", "via_labels", "claims", "layers")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["source", "source_label", "target", "target_label", "key", *_COLUMNS, *lists])
    for u, v, key, edge in _edges(graph):
        labels = [graph.nodes[node].get("label", "") for node in (u, v)]
        ends = [u, labels[0], v, labels[1], key]
        cells = [*ends, *(edge.get(name, "") for name in _COLUMNS), *(edge.get(name, []) for name in lists)]
        rows.writerow([_cell(value) for value in cells])
    return text.getvalue().encode()


def _edges(graph: nx.Graph) -> list[tuple[str, str, str, Mapping[str, Any]]]:
    if graph.is_multigraph():
        return [(u, v, str(key), edge) for u, v, key, edge in graph.edges(keys=True, data=True)]
    return [(u, v, "", edge) for u, v, edge in graph.edges(data=True)]


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"{value:g}"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _flat(graph: nx.Graph) -> nx.Graph:
    """Return a copy with scalars only, as XML formats need."""
    flat = graph.__class__(**_scalars(graph.graph))
    flat.add_nodes_from((_clean(node), _scalars(attributes)) for node, attributes in graph.nodes(data=True))
    if graph.is_multigraph():
        flat.add_edges_from((_clean(u), _clean(v), _clean(key), _scalars(edge)) for u, v, key, edge in _edges(graph))
    else:
        flat.add_edges_from((_clean(u), _clean(v), _scalars(edge)) for u, v, _, edge in _edges(graph))
    return flat


def _scalars(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _scalar(value) for name, value in attributes.items() if value is not None}


def _scalar(value: Any) -> bool | int | float | str:
    if isinstance(value, (bool, int, float)):
        return value
    return _clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _clean(text: Any) -> str:
    return _NO_XML.sub("\ufffd", str(text))


_WRITERS: Final[Mapping[str, Callable[[nx.Graph], bytes]]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
    "json": _json,
}
