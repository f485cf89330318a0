"""Programs of others read what is served: SPARQL clients, RDF readers, JSON-LD, and network files."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper

from conflict_graph.namespaces import CG, ID, SKOS

CHAIRS = """
SELECT DISTINCT ?name WHERE {
  ?claim cg:inEvent mtg:cow-2026-02-24 ; cg:role v:role-co-chair ; cg:participant ?who ;
    prov:wasGeneratedBy/cg:layer v:layer-article .
  ?who skos:prefLabel ?name FILTER(LANG(?name) = "en")
} ORDER BY ?name"""
THINGS = (
    "/id/person/emmanuel-macron",
    "/id/meeting/cow-2026-02-24",
    "/id/issue/force-placement",
    "/id/claim/seed-france-european-inclusion",
    "/id/source/seed-000",
    "/ontology",
)


@pytest.fixture(scope="module")
def api(live_server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=live_server, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def wrapper(live_server: str) -> SPARQLWrapper:
    return SPARQLWrapper(f"{live_server}/sparql")


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_rows(wrapper: SPARQLWrapper, method: str) -> None:
    wrapper.setQuery(CHAIRS)
    wrapper.setMethod(method)
    wrapper.setReturnFormat(JSON)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == ["Emmanuel Macron", "Keir Starmer"]


def test_sparqlwrapper_reads_truth_tables_and_graphs(wrapper: SPARQLWrapper) -> None:
    wrapper.setQuery("ASK { per:emmanuel-macron a cg:Person }")
    wrapper.setReturnFormat(JSON)
    assert wrapper.queryAndConvert()["boolean"] is True
    wrapper.setQuery(CHAIRS)
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert().decode().split() == ["name", "Emmanuel", "Macron", "Keir", "Starmer"]
    wrapper.setQuery("CONSTRUCT WHERE { per:emmanuel-macron skos:prefLabel ?name }")
    wrapper.setReturnFormat(TURTLE)
    graph = rdflib.Graph().parse(data=wrapper.queryAndConvert(), format="turtle")
    assert rdflib.Literal("Emmanuel Macron", "en") in set(graph.objects())


def test_sparqlwrapper_is_told_what_is_wrong(wrapper: SPARQLWrapper) -> None:
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    wrapper.setQuery("SELECT ?x WHERE { ?x }")
    with pytest.raises(QueryBadFormed, match="Line 1, column"):
        wrapper.query()


def test_rdflib_asks_the_endpoint_as_a_graph(live_server: str) -> None:
    store = SPARQLStore(f"{live_server}/sparql")
    graph = rdflib.Graph(store)
    assert [str(row[0]) for row in graph.query(CHAIRS)] == ["Emmanuel Macron", "Keir Starmer"]  # type: ignore[index]
    macron = rdflib.URIRef(f"{ID}person/emmanuel-macron")
    assert (macron, rdflib.RDF.type, rdflib.URIRef(f"{CG}Person")) in graph
    assert rdflib.Literal("Emmanuel Macron", "en") in set(graph.objects(macron, rdflib.URIRef(f"{SKOS}prefLabel")))


def turtle(api: httpx.Client, path: str) -> bytes:
    answer = api.get(path, headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    return answer.content


@pytest.mark.parametrize("path", THINGS)
def test_readers_of_rdf_find_the_same_in_every_format(api: httpx.Client, path: str) -> None:
    body = turtle(api, path)
    quads = set(ox.parse(body, ox.RdfFormat.TURTLE))
    assert len(quads) > 5
    for media_type, format in (
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
    ):
        other = api.get(path, headers={"Accept": media_type})
        assert set(ox.parse(other.content, format)) == quads, media_type
    ours = rdflib.Graph().parse(data=body, format="turtle")
    expanded = jsonld.expand(api.get(path, headers={"Accept": "application/ld+json"}).json())
    assert expanded
    told = rdflib.Graph().parse(data=jsonld.to_rdf(expanded, {"format": "application/n-quads"}), format="nt")
    assert isomorphic(ours, told)


@pytest.fixture(scope="module")
def rapper() -> str | None:
    """The path of Raptor's command, fetched from Debian where that is possible; None, said aloud, where it is not."""
    if shutil.which("rapper") is None and shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "-y", "--no-install-recommends", "raptor2-utils"]):
            subprocess.run(["apt-get", "-qq", *step], env=environment, capture_output=True, timeout=300, check=False)
    found = shutil.which("rapper")
    if found is None:
        print("NOT RUN: rapper is missing and could not be installed; Turtle was not read by Raptor.")
    return found


@pytest.mark.parametrize("path", THINGS)
def test_raptor_reads_the_turtle(api: httpx.Client, rapper: str | None, tmp_path: Path, path: str) -> None:
    body = turtle(api, path)
    quads = {str(quad.triple) for quad in ox.parse(body, ox.RdfFormat.TURTLE)}
    assert quads
    if rapper is None:
        return
    file = tmp_path / "thing.ttl"
    file.write_bytes(body)
    command = [rapper, "--quiet", "--input", "turtle", "--output", "ntriples", str(file), "http://example.org/"]
    read = subprocess.run(command, capture_output=True, timeout=60, check=True)
    assert read.stderr == b""
    found = ox.parse(read.stdout, ox.RdfFormat.N_TRIPLES)
    assert {str(quad.triple) for quad in found} == quads


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
@pytest.mark.parametrize("relationship", ["co-attendance", "agreement", "interaction", "all"])
def test_networkx_reads_networks_back(api: httpx.Client, relationship: str, format: str, read: object) -> None:
    asked = {"layer": "article", "format": format}
    answer = api.get(f"/api/network/{relationship}", params=asked)
    assert answer.headers["content-disposition"] == f'inline; filename="{relationship}.{format}"'
    graph = read(io.BytesIO(answer.content))  # type: ignore[operator]
    network = api.get(f"/api/network/{relationship}", params={"layer": "article"}).json()
    assert set(graph) == {node["id"] for node in network["nodes"]}
    assert graph.number_of_edges() == len(network["edges"])
    assert graph.is_directed() == network["directed"]
    labels = {node["id"]: node["label"] for node in network["nodes"]}
    assert {node: graph.nodes[node]["label"] for node in graph} == labels


def test_networkx_takes_the_json_as_it_comes(api: httpx.Client) -> None:
    network = api.get("/api/network/membership?layer=article").json()
    graph = nx.node_link_graph(network, edges="edges")
    assert graph.degree(f"{ID}coalition/nb8") == 8
    assert graph.graph["snapshot"] == network["snapshot"]
