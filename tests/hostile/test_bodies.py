"""Requests that are too long, too deep, packed, or no text at all: refused, and serving goes on."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from service_process import ServiceProcess, served

TOKEN = "a-token-for-hostile-tests"
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
TURTLE = {"Content-Type": "text/turtle"}
DEEP = 10_000
LONG = 1_000_000


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory, own_surroundings: None) -> Iterator[ServiceProcess]:
    """An empty service that takes writes, with small limits of time."""
    store = tmp_path_factory.mktemp("writing") / "store"
    limits = {"query_seconds": 5, "update_seconds": 3, "write_token": TOKEN, "worker_count": 2}
    with served("--store", str(store), "--no-data", **limits) as service:
        yield service


@pytest.fixture
def client(writing: ServiceProcess) -> Iterator[httpx.Client]:
    """A client with the token; after the test the service still answers, and nothing has been written."""
    with writing.client(headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as client:
        yield client
        assert client.get("/readyz").status_code == 200
        assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is False
    assert writing.process.is_running()


def refused(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def test_a_hundred_megabytes_are_refused_before_they_are_read(client: httpx.Client, writing: ServiceProcess) -> None:
    memory = writing.process.memory_info().rss
    address = urlsplit(writing.address)
    for path in ("/sparql", "/update", "/store?default"):
        with socket.create_connection((address.hostname or "", address.port or 0), timeout=20) as connection:
            head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
            connection.sendall(f"{head}Content-Type: text/turtle\r\nContent-Length: 100000000\r\n\r\n".encode())
            assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")
    assert writing.process.memory_info().rss - memory < 20_000_000


def test_a_hundred_megabytes_of_unsaid_length_are_cut_off(client: httpx.Client, writing: ServiceProcess) -> None:
    memory = writing.process.memory_info().rss
    try:
        answer = client.post("/store?default", content=(b" " * 1_000_000 for _ in range(100)), headers=TURTLE)
        assert refused(answer) == (413, "body-too-large")
    except (httpx.WriteError, httpx.ReadError):
        pass  # the connection was broken off while we still wrote
    assert writing.process.memory_info().rss - memory < 100_000_000


@pytest.mark.parametrize("path", ["/sparql", "/update", "/store?default"])
def test_a_gzip_bomb_stays_packed(client: httpx.Client, path: str) -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    for encoding in ("gzip", "deflate", "br", "gzip, gzip"):
        answer = client.post(path, content=bomb, headers={**TURTLE, "Content-Encoding": encoding})
        assert refused(answer) == (415, "unsupported-media-type")


def chains(repeated: int) -> dict[str, str]:
    """Patterns that chain or nest one construct so many times."""
    return {
        "braces": "{" * repeated + "}" * repeated,
        "brackets": "?s ?p " + "[ ?p " * repeated + "1" + "]" * repeated,
        "lists": "?s ?p " + "( " * repeated + ")" * repeated,
        "parentheses": f"FILTER({'(' * repeated}true{')' * repeated})",
        "not": f"FILTER({'!' * repeated}true)",
        "sums": f"FILTER(1{' + 1' * repeated} > 0)",
        "alternatives": f"FILTER(true{' || false' * repeated})",
        "path": "?s <urn:p>" + "/<urn:p>" * repeated + " ?o",
        "unions": "{}" + " UNION {}" * repeated,
        "optionals": "?s ?p ?o" + " OPTIONAL {}" * repeated,
        "patterns": "?s ?p ?o . " * repeated,
    }


ANSWERS = {
    (200, None), (204, None), (400, "query-syntax"), (503, "result-too-large"), (504, "query-timeout"),
    (504, "update-timeout"),
}  # fmt: skip


@pytest.mark.parametrize("chain", chains(1))
def test_a_query_that_nests_or_chains_without_end_ends_in_an_answer(client: httpx.Client, chain: str) -> None:
    pattern = chains(DEEP)[chain]
    answer = client.post("/sparql", content=f"ASK {{ {pattern} }}", headers=QUERY)
    code = None if answer.status_code == 200 else refused(answer)[1]
    assert (answer.status_code, code) in ANSWERS
    if chain in ("braces", "brackets", "lists", "parentheses"):
        assert (answer.status_code, code) == (400, "query-syntax")


@pytest.mark.parametrize("chain", chains(1))
def test_an_update_that_nests_or_chains_without_end_ends_in_an_answer(client: httpx.Client, chain: str) -> None:
    pattern = chains(DEEP)[chain]
    answer = client.post("/update", content=f"DELETE {{ <urn:a> <urn:b> 1 }} WHERE {{ {pattern} }}", headers=UPDATE)
    assert (answer.status_code, None if answer.status_code == 204 else refused(answer)[1]) in ANSWERS


def test_an_update_that_never_ends_is_stopped_and_leaves_nothing(client: httpx.Client) -> None:
    numbers = "VALUES ?x { " + " ".join(map(str, range(300))) + " }"
    product = " ".join(f"{{ SELECT (?x AS ?x{n}) {{ {numbers} }} }}" for n in range(6))
    insert = f"INSERT {{ <urn:n> <urn:is> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {product} }} }}"
    update = f"INSERT DATA {{ <urn:a> <urn:b> 1 }} ; {insert}"
    answer = client.post("/update", content=update, headers=UPDATE)
    assert refused(answer) == (504, "update-timeout")


def test_a_query_of_a_megabyte_is_read_or_refused(client: httpx.Client) -> None:
    long = f"ASK {{ BIND('{'x' * LONG}' AS ?x) }}"
    assert client.post("/sparql", content=long, headers=QUERY).json()["boolean"] is True
    values = f"ASK {{ VALUES ?x {{ {' '.join(map(str, range(100_000)))} }} }}"
    assert client.post("/sparql", content=values, headers=QUERY).json()["boolean"] is True
    wrong = client.post("/sparql", content="ASK { " + "x" * LONG, headers=QUERY)
    assert refused(wrong) == (400, "query-syntax")
    assert len(wrong.content) < 10_000
    page = client.post("/sparql", content=long, headers={**QUERY, "Accept": "text/html"})
    assert page.status_code == 200


@pytest.mark.parametrize("length", [20_000, LONG])
def test_an_address_of_a_megabyte_is_refused(client: httpx.Client, writing: ServiceProcess, length: int) -> None:
    address = urlsplit(writing.address)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=20) as connection:
        connection.sendall(b"GET /sparql?query=ASK%7B%7D%23" + b"x" * length + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(1000).split(b" ")[1] in (b"414", b"400")


BROKEN = b"INSERT DATA { <urn:a> <urn:b> '\xff\xfe' }"


@pytest.mark.parametrize(
    ("path", "content", "content_type", "code"),
    [
        ("/sparql", b"ASK { ?s ?p '\xff' }", "application/sparql-query", "invalid-request"),
        ("/sparql", b"query=%FF", "application/x-www-form-urlencoded", "invalid-request"),
        ("/sparql", b"query=\xff", "application/x-www-form-urlencoded", "invalid-request"),
        ("/sparql?query=%FF", b"query=ASK{}", "application/x-www-form-urlencoded", "invalid-request"),
        ("/update", BROKEN, "application/sparql-update", "invalid-request"),
        ("/update", b"update=%C3%28", "application/x-www-form-urlencoded", "invalid-request"),
        ("/store?default", b"<urn:a> <urn:b> '\xff' .", "text/turtle", "data-syntax"),
        ("/store?graph=urn:%FF", b"<urn:a> <urn:b> 1 .", "text/turtle", "invalid-request"),
        ("/store?default", b'{"@id": "urn:a", "urn:b": "\xff"}', "application/ld+json", "data-syntax"),
    ],
)
def test_what_is_no_utf8_is_refused(
    client: httpx.Client, path: str, content: bytes, content_type: str, code: str
) -> None:
    assert refused(client.post(path, content=content, headers={"Content-Type": content_type})) == (400, code)


def test_addresses_that_are_no_utf8_are_answered(client: httpx.Client) -> None:
    for path in ("/%FF", "/id/person/%FF%FE", "/problems/%C3%28", "/api/entities/person/%FF", "/static/%FF", "/%00"):
        assert refused(client.get(path))[0] in (400, 404)


RDF_XML = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="urn:x#">'
NESTED = {
    "text/turtle": "<urn:a> <urn:b> " + "[ <urn:b> " * DEEP + "1" + " ]" * DEEP + " .",
    "application/ld+json": '{"@id":"urn:a","urn:b":' + "[" * DEEP + "1" + "]" * DEEP + "}",
    "application/rdf+xml": RDF_XML + "<r:Description><x:p>" * DEEP + "</x:p></r:Description>" * DEEP + "</r:RDF>",
}


@pytest.mark.parametrize("media_type", NESTED)
def test_data_that_nest_without_end_end_in_an_answer(client: httpx.Client, media_type: str) -> None:
    answer = client.put("/store?graph=urn:g", content=NESTED[media_type], headers={"Content-Type": media_type})
    if answer.status_code == 201:
        assert client.delete("/store?graph=urn:g").status_code == 204
    else:
        assert refused(answer)[0] in (400, 404)


def test_entities_that_swell_are_refused(client: httpx.Client) -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    data = '<r:Description r:about="urn:a"><x:p>&e12;</x:p></r:Description>'
    bomb = f"<!DOCTYPE r [<!ENTITY e0 'lol'>{entities}]>{RDF_XML}{data}</r:RDF>"
    answer = client.post("/store?default", content=bomb, headers={"Content-Type": "application/rdf+xml"})
    assert refused(answer) == (400, "data-syntax")


def test_a_form_of_too_many_parts_is_refused(client: httpx.Client) -> None:
    files = [("data", (f"{n}.ttl", b"<urn:a> <urn:b> 1 .", "text/turtle")) for n in range(500)]
    assert refused(client.post("/store?default", files=files))[0] == 400
