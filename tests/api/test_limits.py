"""Bounds: what is too long, too large or cut; what breaks off; what is given up when the client has gone."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pyoxigraph as ox
import pytest
from fastapi import FastAPI

from conflict_graph.errors import QueryCancelled
from conflict_graph.namespaces import PREFIXES
from conflict_graph.settings import Settings
from conflict_graph.store.base import Cancellation, Stream
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

Serve = Callable[[FastAPI], httpx.Client]
TEN = "SELECT ?n { VALUES ?n { 1 2 3 4 5 6 7 8 9 10 } }"


@pytest.fixture
def short(serve: Serve) -> httpx.Client:
    """A service that gives three rows at most, and 2,000 bytes."""
    return serve(create_app(MemoryStore(), Settings(query_rows=3, query_bytes=2000)))


def test_a_cut_answer_says_so_in_its_header_and_its_head(short: httpx.Client) -> None:
    answer = short.get("/sparql", params={"query": TEN})
    assert answer.headers["x-truncated"] == "rows=3"
    assert len(answer.json()["results"]["bindings"]) == 3
    assert answer.json()["head"]["link"][0].endswith("problems/result-truncated")
    xml = short.get("/sparql", params={"query": TEN, "format": "xml"})
    assert 'problems/result-truncated"/></head>' in xml.text
    assert xml.text.endswith("</sparql>")
    table = short.get("/sparql", params={"query": TEN, "format": "csv"})
    assert (table.headers["x-truncated"], table.text) == ("rows=3", "n\r\n1\r\n2\r\n3\r\n")


def test_a_cut_page_says_so(short: httpx.Client) -> None:
    page = short.get("/sparql", params={"query": TEN}, headers={"Accept": "text/html"})
    assert page.headers["x-truncated"] == "rows=3"
    assert "The first 3 rows" in page.text and "There are more" in page.text
    whole = short.get("/sparql", params={"query": "SELECT ?n { VALUES ?n { 1 2 } }"}, headers={"Accept": "text/html"})
    assert "x-truncated" not in whole.headers and "There are more" not in whole.text


def test_a_page_that_refuses_says_when_to_come_back(serve: Serve) -> None:
    client = serve(create_app(MemoryStore(), Settings(client_seconds=0.0001, client_window=1000)))
    client.get("/sparql", params={"query": TEN})
    page = client.get("/sparql", params={"query": TEN}, headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (429, "text/html; charset=utf-8")
    assert int(page.headers["retry-after"]) > 1 and page.headers["cache-control"] == "no-store"


def test_the_description_and_the_documentation_name_every_limit(client: httpx.Client, root: Path) -> None:
    query = "SELECT ?name ?value { ?l a schema:PropertyValue ; schema:propertyID ?name ; schema:value ?value }"
    told = client.get("/sparql", headers={"Accept": "application/n-triples"}).content
    described = ox.Store()
    described.bulk_load(told, format=ox.RdfFormat.N_TRIPLES)
    rows = described.query(query, prefixes=PREFIXES)
    limits = {row["name"].value: float(row["value"].value) for row in rows}  # type: ignore[union-attr]
    section = (root / "docs/http.md").read_text("utf-8").split("### Limits")[1].split("###")[0]
    assert set(limits) == {name for name in re.findall(r"`(\w+)`", section) if name in Settings.model_fields}
    settings = Settings(body_bytes=10_000, url_bytes=4_096)
    assert limits == {name: float(getattr(settings, name)) for name in limits}


def test_an_answer_at_the_limit_is_whole_and_says_nothing(short: httpx.Client) -> None:
    answer = short.get("/sparql", params={"query": "SELECT ?n { VALUES ?n { 1 2 3 } }"})
    assert "x-truncated" not in answer.headers
    assert "link" not in answer.json()["head"]


def test_an_answer_past_the_byte_limit_is_refused_whole(short: httpx.Client) -> None:
    answer = short.get("/sparql", params={"query": f"SELECT ('{'x' * 3000}' AS ?long) {{}}"})
    assert (answer.status_code, answer.json()["code"]) == (503, "result-too-large")


def test_a_graph_past_the_byte_limit_is_refused_whole(serve: Serve, people: MemoryStore) -> None:
    answer = serve(create_app(people, Settings(query_bytes=50))).get("/store?default")
    assert (answer.status_code, answer.json()["code"]) == (503, "result-too-large")


def test_an_address_past_the_limit_is_told_to_come_by_post(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": f"ASK {{}} #{'x' * 30000}"})
    assert (answer.status_code, answer.json()["code"]) == (414, "url-too-long")
    assert "POST" in answer.json()["hint"]


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_past_the_limit_is_refused_whether_or_not_it_says_its_length(
    client: httpx.Client, chunked: bool
) -> None:
    content: Any = (b" " * 1000 for _ in range(11)) if chunked else b" " * 11_000
    answer = client.post("/sparql", content=content, headers={"Content-Type": "application/sparql-query"})
    assert (answer.status_code, answer.json()["code"], answer.json()["limit_bytes"]) == (413, "body-too-large", 10_000)


def test_a_body_that_says_it_is_too_long_is_refused_before_it_comes(client: httpx.Client) -> None:
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n"
            b"Content-Type: application/sparql-query\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_packed_body_is_refused(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    answer = client.post("/sparql", content=b"\x1f\x8b", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported-media-type")


class Breaking(MemoryStore):
    """A store whose answers break off after their first bytes."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size, self.closed = size, threading.Event()

    def stream(self, query: str, **options: Any) -> Stream:
        def broken() -> Iterator[bytes]:
            yield b'{"head":{}'
            raise OSError("the disk is gone")

        return replace(super().stream(query, **options), chunks=broken(), size=self.size, close=self.closed.set)


def test_a_large_answer_that_cannot_go_on_breaks_the_transfer(serve: Serve) -> None:
    store = Breaking(size=1_000_000)
    client = serve(create_app(store))
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/sparql", params={"query": "ASK {}"})
    assert store.closed.wait(5)
    assert client.get("/healthz").status_code == 200


def test_a_small_answer_that_cannot_be_read_is_an_error(serve: Serve) -> None:
    store = Breaking(size=100)
    answer = serve(create_app(store)).get("/sparql", params={"query": "ASK {}"})
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert store.closed.is_set()


def test_a_large_answer_arrives_whole(serve: Serve) -> None:
    client = serve(create_app(MemoryStore()))
    values = " ".join(f"'{n:0100d}'" for n in range(5000))
    answer = client.post("/sparql", data={"query": f"SELECT ?n {{ VALUES ?n {{ {values} }} }}"})
    assert len(answer.json()["results"]["bindings"]) == 5000
    assert int(answer.headers["content-length"]) == len(answer.content) > 500_000


class Waiting(MemoryStore):
    """A store whose queries run until they are given up."""

    def __init__(self) -> None:
        super().__init__()
        self.started, self.given_up = threading.Event(), threading.Event()

    def stream(self, query: str, *, cancellation: Cancellation | None = None, **options: Any) -> Stream:
        assert cancellation is not None
        cancellation.stop_by(self.given_up.set)
        self.started.set()
        assert self.given_up.wait(10)
        raise QueryCancelled("Nobody waits.")


@pytest.mark.parametrize(
    "request_lines",
    [
        "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 5\r\n\r\nASK{}",
        "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n",
    ],
)
def test_a_query_is_given_up_when_its_client_hangs_up(serve: Serve, request_lines: str) -> None:
    store = Waiting()
    client = serve(create_app(store))
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.sendall(request_lines.encode())
        assert store.started.wait(5)
        assert not store.given_up.is_set()
    assert store.given_up.wait(5)
    assert client.get("/healthz").status_code == 200
