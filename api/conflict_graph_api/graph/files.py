"""A view as a file: SVG with its legend, GEXF, GraphML and CSV for other programs, Turtle with the claims."""

from __future__ import annotations

from typing import Final

from conflict_graph.ask.describe import Description, describe_claims
from conflict_graph.draw.network_files import CSV, GEXF, GRAPHML, write
from conflict_graph.namespaces import PREFIXES
from conflict_graph_api.graph.picture import picture
from conflict_graph_api.graph.records import GraphEdge
from conflict_graph_api.graph.view import Seen
from conflict_graph_api.http.formats import TURTLE, Format
from conflict_graph_api.http.negotiation import Choice
from conflict_graph_api.http.question import Question
from conflict_graph_api.pages.rdf import serialize

MOST_CLAIMS: Final = 5000
"""Most claims of one Turtle file; more are left out, and the answer says so."""

SVG: Final = Format("svg", "image/svg+xml", "SVG", "svg")
FILES: Final = (SVG, GEXF, GRAPHML, CSV, TURTLE)


def file_of(question: Question, seen: Seen, choice: Choice) -> tuple[bytes, str]:
    """Return a view in a format, and the value of X-Truncated, or an empty text when nothing is left out."""
    if choice.format is SVG:
        return drawing(seen).encode(), ""
    if choice.format is TURTLE:
        claims = {iri for _, _, edge in seen.graph.edges(data=True) for iri in edge["claims"]}
        described: Description = describe_claims(question.store, claims, limit=MOST_CLAIMS)
        cut = described.shown < described.claims
        note = f"claims={described.shown} of={described.claims}" if cut else ""
        return serialize(described.triples, choice, PREFIXES), note
    return write(seen.graph, choice.format.name), ""


def drawing(seen: Seen) -> str:
    """Return a view as an SVG file; its marks and lines lead to the names of things and claims."""

    def first_claim(edge: GraphEdge) -> str:
        return edge.claims[0] if edge.claims else ""

    return picture(
        seen.view,
        node_href=lambda node: node.iri if node.href else "",
        edge_href=first_claim,
        standalone=True,
    )
