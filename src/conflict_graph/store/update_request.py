"""A change as the text of one SPARQL update request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from conflict_graph.errors import InvalidParameter
from conflict_graph.sparql.text import SparqlText
from conflict_graph.sparql.tokens import tokens
from conflict_graph.store.base import Change
from conflict_graph.store.engine import first_line, iri


def request_text(change: Change, updates: Sequence[SparqlText]) -> str:
    """Return the request that makes a change, with its updates as parsed; empty when there is nothing to do.

    Raises InvalidParameter for what has no place in one request: a blank node to remove, BASE in one of several steps.
    """
    steps = list(_data_updates(change))
    if len(updates) == 1 and not steps:
        return prologue(updates[0]) + updates[0].text
    return " ;\n".join([*steps, *map(_plain, updates)])


def prologue(text: SparqlText) -> str:
    """Return PREFIX declarations for the project's prefixes that a text uses undeclared."""
    return "".join(f"PREFIX {prefix}: <{name}>\n" for prefix, name in text.undeclared_prefixes().items())


def _plain(text: SparqlText) -> str:
    """Return an update that can stand behind others: not every server takes a prologue in the middle."""
    if text.tokens and text.tokens[0].is_word("BASE", "VERSION"):
        raise InvalidParameter(
            "updates", first_line(text.text), "an update without BASE, when it is one step of several"
        )
    full = text.with_full_iris()
    end = next((token.end for token in reversed(list(tokens(full))) if token.text != ";"), 0)
    return full[:end]


def _data_updates(change: Change) -> Iterator[str]:
    for graph in change.clear:
        yield "CLEAR SILENT DEFAULT" if graph == "default" else f"CLEAR SILENT GRAPH {iri(graph, 'graph')}"
    if any(isinstance(term, ox.BlankNode) for quad in change.remove for term in (quad.subject, quad.object)):
        raise InvalidParameter(
            "remove", "a blank node", "IRIs and literals only: blank nodes of a remote endpoint have no name here"
        )
    if change.remove:
        yield f"DELETE DATA {{ {_block(change.remove)} }}"
    for path in change.without:
        yield f"DELETE DATA {{ {path.read_text(encoding='utf-8')} }}"
    if change.add:
        yield f"INSERT DATA {{ {_block(change.add)} }}"
    for path in change.files:
        yield f"INSERT DATA {{ {path.read_text(encoding='utf-8')} }}"


def _block(quads: Sequence[ox.Quad]) -> str:
    return "\n".join(
        f"{quad.triple} ."
        if isinstance(quad.graph_name, ox.DefaultGraph)
        else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )
