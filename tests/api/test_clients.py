"""Clients of others read the endpoint as they read any other."""

from __future__ import annotations

import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, RDFXML, TURTLE, XML, SPARQLWrapper

SELECT = """
PREFIX cg: <https://w3id.org/conflict-graph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?meeting ?label WHERE { ?meeting a cg:Meeting ; skos:prefLabel ?label } ORDER BY ?meeting ?label"""
CONSTRUCT = SELECT.replace("SELECT ?meeting ?label", "CONSTRUCT { ?meeting skos:prefLabel ?label }").partition("ORDER")[
    0
]


def wrapped(server: str, query: str, wanted: str, *, post: bool = False) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery(query)
    wrapper.setReturnFormat(wanted)
    if post:
        wrapper.setMethod(POST)
    return wrapper


def test_sparqlwrapper_reads_rows_in_every_format(live_server: str) -> None:
    rows = wrapped(live_server, SELECT, JSON).queryAndConvert()["results"]["bindings"]
    assert len(rows) >= 5
    document = wrapped(live_server, SELECT, XML, post=True).queryAndConvert()
    assert len(document.getElementsByTagName("result")) == len(rows)
    table = wrapped(live_server, SELECT, CSV).queryAndConvert().decode()
    assert table.splitlines()[0] == "meeting,label"
    assert rows[0]["meeting"]["value"] in table


def test_sparqlwrapper_reads_graphs(live_server: str) -> None:
    xml = wrapped(live_server, CONSTRUCT, RDFXML).query().response.read()
    turtle = wrapped(live_server, CONSTRUCT, TURTLE).query().response.read()
    graph = rdflib.Graph().parse(data=xml, format="xml")
    assert len(graph) >= 5
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == len(graph)


def test_the_sparql_store_of_rdflib_reads_the_endpoint(live_server: str) -> None:
    graph = rdflib.Graph(store=SPARQLStore(f"{live_server}/sparql"))
    rows = list(graph.query(SELECT))
    assert len(rows) >= 5
    meeting = rows[0][0]
    label = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert rows[0][1] in set(graph.objects(meeting, label))
