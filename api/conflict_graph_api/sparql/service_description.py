"""The SPARQL 1.1 Service Description of the endpoint: languages, formats, graphs, limits and known prefixes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import DCTERMS, PREFIXES, RDF, RDFS, SCHEMA, SH, XSD
from conflict_graph.settings import Settings
from conflict_graph.store.base import Store
from conflict_graph_api.http.formats import GRAPH_FORMATS, QUERY_FORMATS

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_READ: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")

Node = ox.NamedNode | ox.BlankNode


def describe(endpoint: str, store: Store, settings: Settings) -> list[ox.Triple]:
    """Return the description of the service at endpoint as triples."""
    service = ox.NamedNode(endpoint + "#service")
    writable = bool(settings.write_token) and store.writable
    triples = [*_basics(service, endpoint, writable), *_dataset(service, store)]
    if settings.union_default_graph:
        triples.append(_link(service, SD + "feature", SD + "UnionDefaultGraph"))
    return [*triples, *_limits(service, settings), *_prefixes(service)]


def _basics(service: Node, endpoint: str, writable: bool) -> Iterator[ox.Triple]:
    yield _link(service, RDF + "type", SD + "Service")
    yield _link(service, SD + "endpoint", endpoint)
    yield _text(service, DCTERMS + "title", "conflict-graph SPARQL endpoint")
    yield _text(
        service,
        DCTERMS + "description",
        "Claims about diplomatic actors, meetings and positions, each with its source, and its sentence if at hand.",
    )
    languages = ["SPARQL10Query", "SPARQL11Query"] + (["SPARQL11Update"] if writable else [])
    for language in languages:
        yield _link(service, SD + "supportedLanguage", SD + language)
    for written in QUERY_FORMATS:
        yield _link(service, SD + "resultFormat", written.iri)
    for read in (entry for entry in GRAPH_FORMATS if writable and entry.registered in _READ):
        yield _link(service, SD + "inputFormat", read.iri)
    yield _link(service, RDFS + "seeAlso", endpoint.removesuffix("/sparql") + "/.well-known/void")


def _dataset(service: Node, store: Store) -> Iterator[ox.Triple]:
    dataset, default = ox.BlankNode("dataset"), ox.BlankNode("default")
    yield ox.Triple(service, ox.NamedNode(SD + "defaultDataset"), dataset)
    yield _link(dataset, RDF + "type", SD + "Dataset")
    yield ox.Triple(dataset, ox.NamedNode(SD + "defaultGraph"), default)
    yield _link(default, RDF + "type", SD + "Graph")
    for number, name in enumerate(store.graphs()):
        graph = ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, ox.NamedNode(SD + "namedGraph"), graph)
        yield _link(graph, RDF + "type", SD + "NamedGraph")
        yield _link(graph, SD + "name", name)


def _limits(service: Node, settings: Settings) -> Iterator[ox.Triple]:
    """Yield the limits of the service as name, value and unit."""
    limits = (
        ("query_seconds", "time limit of one query", settings.query_seconds, "seconds"),
        ("update_seconds", "time limit of one update", settings.update_seconds, "seconds"),
        ("query_rows", "most rows of one answer", settings.query_rows, "rows"),
        ("query_bytes", "most bytes of one answer", settings.query_bytes, "bytes"),
        ("worker_bytes", "most memory of one query", settings.worker_bytes, "bytes"),
        ("worker_count", "queries that run at once", settings.worker_count, "queries"),
        ("queue_length", "queries that may wait for a worker", settings.queue_length, "queries"),
        ("client_queries", "queries of one client that run at once", settings.client_queries, "queries"),
        ("client_queue", "queries of one client that may wait", settings.client_queue, "queries"),
        ("client_seconds", "processing time that one client may use up at once", settings.client_seconds, "seconds"),
        ("client_window", "time in which a used-up processing time fills again", settings.client_window, "seconds"),
        ("body_bytes", "most bytes of a request body", settings.body_bytes, "bytes"),
        ("url_bytes", "most bytes of a request address", settings.url_bytes, "bytes"),
        ("scene_bytes", "most bytes of one saved scene of the graph view", settings.scene_bytes, "bytes"),
        ("scene_count", "saved scenes that are kept", settings.scene_count, "scenes"),
        ("scene_store_bytes", "most bytes of all saved scenes", settings.scene_store_bytes, "bytes"),
    )
    for identifier, name, value, unit in limits:
        node = ox.BlankNode(identifier)
        yield ox.Triple(service, ox.NamedNode(SCHEMA + "additionalProperty"), node)
        yield _link(node, RDF + "type", SCHEMA + "PropertyValue")
        yield _plain(node, SCHEMA + "propertyID", identifier)
        yield _text(node, SCHEMA + "name", name)
        yield ox.Triple(node, ox.NamedNode(SCHEMA + "value"), ox.Literal(value))
        yield _plain(node, SCHEMA + "unitText", unit)


def _prefixes(service: Node) -> Iterator[ox.Triple]:
    """Yield the prefixes that a query may use without declaring them."""
    for prefix, namespace in PREFIXES.items():
        node = ox.BlankNode(f"prefix-{prefix}")
        yield ox.Triple(service, ox.NamedNode(SH + "declare"), node)
        yield _link(node, RDF + "type", SH + "PrefixDeclaration")
        yield _plain(node, SH + "prefix", prefix)
        address = ox.Literal(namespace, datatype=ox.NamedNode(XSD + "anyURI"))
        yield ox.Triple(node, ox.NamedNode(SH + "namespace"), address)


def _link(subject: Node, predicate: str, value: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(value))


def _text(subject: Node, predicate: str, value: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(value, language="en"))


def _plain(subject: Node, predicate: str, value: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(value))
