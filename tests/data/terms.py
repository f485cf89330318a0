"""Which terms of ours a file uses, and which of ours the ontology declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import CG, OWL, PREFIXES, RDF, RDFS, SH, SKOS, VOCAB

DATA: Final = Path(__file__).resolve().parents[2] / "data"
DOCS: Final = Path(__file__).resolve().parents[2] / "docs"

_TYPE: Final = ox.NamedNode(RDF + "type")
_KINDS: Final = {
    *(OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
    RDFS + "Datatype",
    SKOS + "Concept",
    SKOS + "ConceptScheme",
}
_QUERY_TEXTS: Final = {SH + name for name in ("select", "ask", "construct", "update")}
_NAME: Final = re.compile(
    rf"(?<![\w?$:-])(?P<prefix>cg|v):(?P<local>[A-Za-z][\w-]*)|<(?P<iri>(?:{re.escape(CG)}|{re.escape(VOCAB)})[^>\s]+)>"
)


def quads_of(path: Path) -> list[ox.Quad]:
    """The statements of a Turtle file."""
    return list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def declared(quads: Iterable[ox.Quad]) -> set[str]:
    """The IRIs of our terms, concepts and schemes that the statements declare."""
    return {
        quad.subject.value
        for quad in quads
        if quad.predicate == _TYPE and quad.object.value in _KINDS and _is_ours(quad.subject)
    }


def used(quads: Iterable[ox.Quad]) -> set[str]:
    """The IRIs of our terms in the statements, also in the text of queries they hold and as datatypes."""
    return {iri for quad in quads for iri in _used_in(quad)}


def named_in(text: str) -> set[str]:
    """The IRIs of our terms that a SPARQL or Turtle text names, prefixed or in full."""
    return {match["iri"] or PREFIXES[match["prefix"]] + match["local"] for match in _NAME.finditer(text)}


def undeclared_names(text: str, terms: set[str]) -> set[str]:
    """The names in a text that are no declared term; one that ends in a dash may be the beginning of several."""
    return {
        iri for iri in named_in(text) - terms if not (iri.endswith("-") and any(term.startswith(iri) for term in terms))
    }


def _used_in(quad: ox.Quad) -> Iterator[str]:
    for term in (quad.subject, quad.predicate, quad.object):
        if isinstance(term, ox.Literal) and _is_ours(term.datatype):
            yield term.datatype.value
        elif _is_ours(term):
            yield term.value
    if isinstance(quad.object, ox.Literal) and quad.predicate.value in _QUERY_TEXTS:
        yield from named_in(quad.object.value)


def _is_ours(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith((CG, VOCAB)) and term.value not in (CG, VOCAB)
