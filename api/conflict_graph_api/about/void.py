"""The VoID description of what is served: how much, under which terms, where to ask and what to start from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from conflict_graph.ask.coverage import Coverage
from conflict_graph.ask.search import listed
from conflict_graph.namespaces import CG, DCTERMS, FOAF, ID, OA, ONTOLOGY, ORG, PROV, RDF, SKOS, XSD
from conflict_graph.store.base import Store

VOID: Final = "http://rdfs.org/ns/void#"
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
TITLE: Final = "conflict-graph"
DESCRIPTION: Final = (
    "Diplomatic actors, meetings and positions as claims, each with its source, the sentence where its text is at "
    "hand, how firm it is, when it held and when it was said."
)
_VOCABULARIES: Final = (ONTOLOGY, SKOS, PROV, ORG, OA, DCTERMS)
_EXAMPLES: Final = ("Meeting", "Person", "Issue")


def describe(base: str, store: Store, coverage: Coverage) -> list[ox.Triple]:
    """Return the description of the data that a service at base serves; base ends without a slash."""
    dataset = ox.NamedNode(f"{base}/.well-known/void#dataset")
    return [*_basics(dataset, base, store, coverage), *_partitions(dataset, coverage)]


def _basics(dataset: ox.NamedNode, base: str, store: Store, coverage: Coverage) -> Iterator[ox.Triple]:
    document = ox.NamedNode(f"{base}/.well-known/void")
    yield _link(document, RDF + "type", VOID + "DatasetDescription")
    yield ox.Triple(document, ox.NamedNode(FOAF + "primaryTopic"), dataset)
    yield _link(dataset, RDF + "type", VOID + "Dataset")
    yield ox.Triple(dataset, ox.NamedNode(DCTERMS + "title"), ox.Literal(TITLE, language="en"))
    yield ox.Triple(dataset, ox.NamedNode(DCTERMS + "description"), ox.Literal(DESCRIPTION, language="en"))
    yield _link(dataset, DCTERMS + "license", LICENSE)
    yield ox.Triple(dataset, ox.NamedNode(DCTERMS + "identifier"), ox.Literal(store.snapshot))
    yield _link(dataset, VOID + "sparqlEndpoint", f"{base}/sparql")
    yield ox.Triple(dataset, ox.NamedNode(VOID + "uriSpace"), ox.Literal(ID))
    yield _number(dataset, VOID + "triples", coverage.overview.statements)
    yield _number(dataset, VOID + "entities", sum(coverage.classes.values()))
    for vocabulary in _VOCABULARIES:
        yield _link(dataset, VOID + "vocabulary", vocabulary)
    for kind in _EXAMPLES:
        for example in listed(store, (kind,), 1)[0]:
            yield _link(dataset, VOID + "exampleResource", example.iri)
    for feature in ("Turtle", "JSON-LD", "N-Triples", "RDF_XML"):
        yield _link(dataset, VOID + "feature", f"http://www.w3.org/ns/formats/{feature}")


def _partitions(dataset: ox.NamedNode, coverage: Coverage) -> Iterator[ox.Triple]:
    """Yield the number of things of each class."""
    for name, count in sorted(coverage.classes.items()):
        part = ox.NamedNode(f"{dataset.value}-{name}")
        yield ox.Triple(dataset, ox.NamedNode(VOID + "classPartition"), part)
        yield _link(part, VOID + "class", CG + name)
        yield _number(part, VOID + "entities", count)


def _link(subject: ox.NamedNode, item: str, value: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(item), ox.NamedNode(value))


def _number(subject: ox.NamedNode, item: str, value: int) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(item), ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer")))
