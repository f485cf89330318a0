"""Named queries as data: each file as a ``sh:SPARQLExecutable`` that any client can find in the graph and run."""

from __future__ import annotations

from collections.abc import Iterator
from re import findall
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import DCTERMS, ONTOLOGY, QUERY, RDF, RDFS, SH, SKOS, XSD
from conflict_graph.queries.catalogue import NamedQuery, catalogue
from conflict_graph.queries.parameters import Parameter

_ONTOLOGY: Final = ox.NamedNode(ONTOLOGY)
_TYPE: Final = ox.NamedNode(RDF + "type")


def executables() -> list[ox.Quad]:
    """Return the named queries as data, each called ``q:{name}``: comment, question, text, prefixes, parameters.

    >>> any("verdict" in quad.subject.value for quad in executables())
    True
    """
    return list(dict.fromkeys(quad for query in catalogue().values() for quad in _query(query)))


def _query(query: NamedQuery) -> Iterator[ox.Quad]:
    node = ox.NamedNode(QUERY + query.name)
    yield ox.Quad(node, _TYPE, ox.NamedNode(SH + "SPARQLExecutable"))
    yield ox.Quad(node, _TYPE, ox.NamedNode(SH + "SPARQLSelectExecutable"))
    yield ox.Quad(node, ox.NamedNode(RDFS + "label"), _english(query.title))
    yield ox.Quad(node, ox.NamedNode(RDFS + "comment"), _english(query.description))
    yield ox.Quad(node, ox.NamedNode(SKOS + "example"), _english(query.question))
    yield ox.Quad(node, ox.NamedNode(SH + "select"), ox.Literal(query.text))
    yield ox.Quad(node, ox.NamedNode(SH + "prefixes"), _ONTOLOGY)
    yield from _prefixes(query.text)
    for parameter in query.parameters:
        described = ox.NamedNode(f"{QUERY}{query.name}/{parameter.name}")
        yield ox.Quad(node, ox.NamedNode(SH + "parameter"), described)
        yield from _parameter(described, parameter)


def _prefixes(text: str) -> Iterator[ox.Quad]:
    for prefix, namespace in findall(r"PREFIX (\w+): <([^>]+)>", text):
        node = ox.NamedNode(f"{QUERY}prefix/{prefix}")
        yield ox.Quad(_ONTOLOGY, ox.NamedNode(SH + "declare"), node)
        yield ox.Quad(node, ox.NamedNode(SH + "prefix"), ox.Literal(prefix))
        uri = ox.Literal(namespace, datatype=ox.NamedNode(XSD + "anyURI"))
        yield ox.Quad(node, ox.NamedNode(SH + "namespace"), uri)


def _parameter(node: ox.NamedNode, parameter: Parameter) -> Iterator[ox.Quad]:
    yield ox.Quad(node, _TYPE, ox.NamedNode(SH + "Parameter"))
    yield ox.Quad(node, ox.NamedNode(DCTERMS + "identifier"), ox.Literal(parameter.name))
    yield ox.Quad(node, ox.NamedNode(SH + "name"), _english(parameter.name))
    yield ox.Quad(node, ox.NamedNode(SH + "description"), _english(parameter.description))
    yield ox.Quad(node, ox.NamedNode(SH + "optional"), ox.Literal(True))
    if parameter.type == "iri":
        yield ox.Quad(node, ox.NamedNode(SH + "nodeKind"), ox.NamedNode(SH + "IRI"))
    else:
        yield ox.Quad(node, ox.NamedNode(SH + "datatype"), ox.NamedNode(XSD + parameter.type))
    for choice in parameter.choices:
        yield ox.Quad(node, ox.NamedNode(SKOS + "notation"), ox.Literal(choice))


def _english(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")
