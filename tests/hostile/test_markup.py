"""Names, quotes and addresses made to do harm: text they are, and text they stay, on every page and in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from lxml import etree
from serving import running

from conflict_graph.rdf.documents import read_rdf
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

VALID = Path(__file__).parents[1] / "valid" / "every-kind.ttl"
EVIL = "=1+1</title></textarea><script>alert('x')</script><img src=x onerror=alert(1)>\"' \u202egnp.exe"
FORMULA = '=HYPERLINK("http://evil")'
NAMES = ("prefLabel", "title", "wording", "note", "exact", "value", "text", "label", "altLabel")
BROWSER = {"Accept": "text/html"}


def poisoned() -> list[ox.Quad]:
    """A graph of every kind of claim in which every name, quote and note is made to do harm."""
    quads = []
    for quad in read_rdf(VALID).quads:
        local = re.split(r"[#/]", quad.predicate.value)[-1]
        if isinstance(quad.object, ox.Literal) and local in NAMES:
            evil = ox.Literal(EVIL + quad.object.value, language=quad.object.language or None)
            quad = ox.Quad(quad.subject, quad.predicate, evil)
        quads.append(quad)
    return quads


HARM = """INSERT DATA {
  per:harm a cg:Person ; skos:prefLabel "=HYPERLINK('http://evil')"@en ; foaf:homepage <javascript:alert(1)> ;
    <https://schema.org/sameAs> <javascript:alert(2)> , <data:text/html,evil> ,
      <https://evil.example/?a=%22%3E%3Cscript%3E> ;
    skos:altLabel "+1" , "-1" , "@SUM(A1)" , "\\t=1" .
}"""


class Page(HTMLParser):
    """What a page consists of: its elements, their attributes, and the addresses it leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))


@pytest.fixture(scope="module")
def client(own_surroundings: None) -> Iterator[httpx.Client]:
    store = MemoryStore()
    store.change(Change(add=poisoned(), updates=[HARM]))
    with running(create_app(store, Settings())) as address, httpx.Client(base_url=address, trust_env=False) as client:
        yield client


def addresses(client: httpx.Client) -> list[str]:
    """Every page of the poisoned graph: its things, the lists, and searches for what does harm."""
    rows = client.get("/sparql", params={"query": "SELECT DISTINCT ?s { ?s a ?kind }"}).json()["results"]["bindings"]
    base = "https://w3id.org/conflict-graph"
    things = [row["s"]["value"].removeprefix(base) for row in rows if row["s"]["value"].startswith(f"{base}/id/")]
    lists = ["/", "/actors", "/meetings", "/issues", "/sources", "/about", "/ontology", "/sparql", "/api/docs"]
    return [*lists, *things, "/search?q=" + httpx.QueryParams({"q": EVIL})["q"].replace("#", "")]


def test_no_page_holds_an_element_or_address_of_the_data(client: httpx.Client) -> None:
    seen = 0
    for path in addresses(client):
        answer = client.get(path, headers=BROWSER, follow_redirects=True)
        assert answer.status_code == 200, (path, answer.status_code)
        seen += "alert(" in answer.text
        check(path, answer)
    assert seen > 15


def check(path: str, answer: httpx.Response) -> None:
    for name, attributes in Page(answer.text).elements:
        assert name not in ("script", "iframe", "object", "embed", "base") or attributes.get("src", "").startswith(
            "/static/"
        ), path
        assert not any(attribute.startswith("on") for attribute in attributes), (path, attributes)
        for attribute in ("href", "src", "action", "formaction"):
            assert not re.match(r"\s*(javascript|data|vbscript):", attributes.get(attribute, ""), re.IGNORECASE), path
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        f"SELECT ('{EVIL.replace(chr(39), chr(92) + chr(39))}' AS ?evil) {{}}",
        f"SELECT ?x {{ ?x ?y '{EVIL.replace(chr(39), chr(92) + chr(39))}' }} # {EVIL}",
        f"SELECT {EVIL}",
    ],
)
def test_the_query_page_shows_hostile_queries_and_answers_as_text(client: httpx.Client, query: str) -> None:
    answer = client.post("/sparql", data={"query": query}, headers=BROWSER)
    assert answer.status_code in (200, 400)
    check("/sparql", answer)


def test_errors_repeat_hostile_words_as_text(client: httpx.Client) -> None:
    for path in (
        f"/nowhere/{EVIL}",
        f"/sparql?query=ASK{{}}&format={EVIL}",
        f"/id/person/{EVIL}",
        f"/search?kind={EVIL}",
    ):
        answer = client.get(path, headers=BROWSER)
        check(path, answer)


def test_every_format_of_results_and_graphs_carries_hostile_text_whole(client: httpx.Client) -> None:
    select = "SELECT ?name { ?s skos:prefLabel ?name FILTER(CONTAINS(?name, 'alert')) } ORDER BY ?name LIMIT 3"

    def get(format: str) -> str:
        return client.get("/sparql", params={"query": select, "format": format}).text

    names = [row["name"]["value"] for row in json.loads(get("json"))["results"]["bindings"]]
    assert len(names) == 3 and all(name.startswith(EVIL) for name in names)
    space = {"r": "http://www.w3.org/2005/sparql-results#"}
    assert etree.fromstring(get("xml").encode()).xpath("//r:literal/text()", namespaces=space) == names
    assert [row[0] for row in csv.reader(io.StringIO(get("csv"), newline=""))][1:] == names
    construct = "CONSTRUCT { ?s skos:prefLabel ?n } WHERE { ?s skos:prefLabel ?n }"
    triples = None
    for format, kind in (
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("rdfxml", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ):
        body = client.get("/sparql", params={"query": construct, "format": format}).content
        read = {quad.triple for quad in ox.parse(body, format=kind)}
        triples = triples or read
        assert read == triples and len(read) > 5


def test_csv_of_results_is_left_alone_and_csv_of_networks_made_safe_for_spreadsheets(client: httpx.Client) -> None:
    query = "SELECT ?v { VALUES ?v { '=1+1' '+1' '-1' '@SUM(A1)' } }"
    rows = client.get("/sparql", params={"query": query, "format": "csv"})
    assert rows.text == "v\r\n=1+1\r\n+1\r\n-1\r\n@SUM(A1)\r\n"
    assert rows.headers["x-content-type-options"] == "nosniff"


def test_every_network_and_picture_shows_hostile_names_as_text(client: httpx.Client) -> None:
    relationships = next(row["enum"] for row in parameters(client) if "enum" in row)
    told = 0
    for relationship in relationships:
        for format in ("csv", "graphml", "gexf", "json"):
            answer = client.get(f"/api/network/{relationship}", params={"format": format})
            assert answer.status_code == 200
            told += "alert(" in answer.text
            if format == "csv":
                cells = [cell for row in csv.reader(io.StringIO(answer.text, newline="")) for cell in row]
                assert not [
                    cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?[\d.]+", cell)
                ]
            elif format != "json":
                etree.fromstring(answer.content)
        picture = client.get(f"/visualisations/{relationship}")
        assert picture.status_code == 200
        assert "<img src=x" not in picture.text and "<script>alert" not in picture.text
    assert told > 4


def parameters(client: httpx.Client) -> list[dict[str, list[str]]]:
    document = client.get("/api/openapi.json").json()
    described = document["paths"]["/api/network/{relationship}"]["get"]["parameters"]
    return [one["schema"] for one in described if one["name"] == "relationship"]
