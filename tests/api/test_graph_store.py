"""The Graph Store HTTP Protocol: reading, replacing, adding to and deleting one graph."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pyoxigraph as ox
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Check
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

TURTLE = {"Content-Type": "text/turtle"}
ONE = b"@prefix : <http://x.example/> . :a :p 'one' ; :q [ :r 1 ] ."
TWO = b"@prefix : <http://x.example/> . :b :p 'two' ."
GRAPH = "/store?graph=http%3A%2F%2Fx.example%2Fg"


def size(client: httpx.Client, path: str) -> int:
    answer = client.get(path, headers={"Accept": "application/n-triples"}).raise_for_status()
    return len(list(ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)))


def test_put_makes_a_graph_and_then_replaces_it(writable: httpx.Client) -> None:
    assert writable.put(GRAPH, content=ONE, headers=TURTLE).status_code == 201
    assert size(writable, GRAPH) == 3
    assert writable.put(GRAPH, content=TWO, headers=TURTLE).status_code == 204
    assert size(writable, GRAPH) == 1
    assert size(writable, "/store?default") == 0


def test_post_adds_and_keeps_blank_nodes_apart(writable: httpx.Client) -> None:
    assert writable.post(GRAPH, content=ONE, headers=TURTLE).status_code == 201
    assert writable.post(GRAPH, content=ONE, headers=TURTLE).status_code == 204
    assert size(writable, GRAPH) == 5


def test_delete_removes_a_graph_and_then_finds_none(writable: httpx.Client) -> None:
    writable.put(GRAPH, content=ONE, headers=TURTLE)
    assert writable.delete(GRAPH).status_code == 204
    assert writable.get(GRAPH).json()["code"] == "not-found"
    assert writable.delete(GRAPH).status_code == 404


def test_post_without_a_graph_makes_one_and_says_where(writable: httpx.Client) -> None:
    answer = writable.post("/store", content=TWO, headers=TURTLE)
    assert answer.status_code == 201
    location = answer.headers["location"]
    assert size(writable, location) == 1
    assert size(writable, f"/store?graph={location}") == 1


def test_the_address_below_the_store_is_the_name_of_a_graph(writable: httpx.Client) -> None:
    path = "/store/person/1.ttl"
    assert writable.put(path, content=b"<> <http://x.example/p> <../x> .", headers=TURTLE).status_code == 201
    base = str(writable.base_url).rstrip("/")
    assert writable.get(path, headers={"Accept": "application/n-triples"}).text == (
        f"<{base}{path}> <http://x.example/p> <{base}/store/x> .\n"
    )


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/n-triples", b'<http://x.example/a> <http://x.example/p> "\xc3\xa9" .\n'),
        ("application/ld+json", b'{"@id": "http://x.example/a", "http://x.example/p": "\xc3\xa9"}'),
        (
            "application/rdf+xml",
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x.example/">'
            b'<rdf:Description rdf:about="http://x.example/a"><x:p>\xc3\xa9</x:p></rdf:Description></rdf:RDF>',
        ),
    ],
)
def test_graphs_come_and_go_in_every_format(writable: httpx.Client, media_type: str, body: bytes) -> None:
    assert writable.put(GRAPH, content=body, headers={"Content-Type": media_type}).status_code == 201
    answer = writable.get(GRAPH, headers={"Accept": media_type})
    assert answer.headers["content-type"] == media_type
    parsed = list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(media_type)))
    assert [quad.object.value for quad in parsed] == ["é"]


def test_several_files_may_come_in_one_form(writable: httpx.Client) -> None:
    files = {"one": ("one.ttl", ONE, "text/turtle"), "two": ("two.ttl", TWO, "text/turtle; charset=utf-8")}
    assert writable.post(GRAPH, files=files).status_code == 201
    assert size(writable, GRAPH) == 4
    assert writable.post(GRAPH, data={"one": "text"}, files={"x": ("x.ttl", ONE, "text/turtle")}).status_code == 400
    assert writable.post(GRAPH, files={"x": ("x.bin", b"1", "application/x-thing")}).status_code == 415
    assert size(writable, GRAPH) == 4


@pytest.mark.parametrize(
    ("method", "path", "content", "content_type", "status", "code"),
    [
        ("GET", "/store", b"", "text/turtle", 400, "invalid-request"),
        ("GET", "/store?default&graph=urn%3Ax", b"", "text/turtle", 400, "invalid-request"),
        ("GET", "/store?graph=urn%3Ax&graph=urn%3Ay", b"", "text/turtle", 400, "invalid-parameter"),
        ("GET", "/store?graph=here", b"", "text/turtle", 400, "invalid-parameter"),
        ("GET", "/store?graph=http://x.example/a%20b", b"", "text/turtle", 400, "invalid-parameter"),
        ("GET", "/store?graph=urn%3Anone", b"", "text/turtle", 404, "not-found"),
        ("PUT", "/store?graph=not%20an%20iri", TWO, "text/turtle", 400, "invalid-parameter"),
        ("PUT", GRAPH, b"<urn:a> <urn:b> 'unfinished", "text/turtle", 400, "data-syntax"),
        ("PUT", GRAPH, b"<urn:a> <urn:b> '\xff' .", "text/turtle", 400, "data-syntax"),
        ("PUT", GRAPH, b"x", "application/x-nothing", 415, "unsupported-media-type"),
        ("PUT", GRAPH, b"x", "application/trig", 415, "unsupported-media-type"),
        ("PUT", GRAPH, b"x", "", 415, "unsupported-media-type"),
        (
            "PUT",
            GRAPH,
            b'{"@graph": {"@id": "x:a", "x:p": 1}, "@id": "x:g"}',
            "application/ld+json",
            400,
            "data-syntax",
        ),
        ("PATCH", GRAPH, b"", "text/turtle", 405, "method-not-allowed"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    writable: httpx.Client, method: str, path: str, content: bytes, content_type: str, status: int, code: str
) -> None:
    writable.put(GRAPH, content=TWO, headers=TURTLE).raise_for_status()
    headers = {"Content-Type": content_type} if content_type else {}
    answer = writable.request(method, path, content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert size(writable, GRAPH) == 1


def test_a_syntax_error_in_a_body_names_its_line(writable: httpx.Client) -> None:
    answer = writable.put(GRAPH, content=b"<urn:a> <urn:b> 1 .\n<urn:a> nonsense .", headers=TURTLE)
    assert (answer.json()["line"], answer.json()["file"]) == (2, "the request body")


class Slow(MemoryStore):
    """A store whose writes take a moment."""

    def change(self, change: Change, *, check: Check | None = None) -> str:
        time.sleep(0.02)
        return super().change(change, check=check)


def test_of_many_who_make_one_graph_at_once_one_is_told_that_it_is_new(
    serve: Callable[[FastAPI], httpx.Client],
) -> None:
    client = serve(create_app(Slow(), Settings(write_token=SecretStr("t"))))
    headers = {**TURTLE, "Authorization": "Bearer t"}
    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(lambda _: client.put(GRAPH, content=ONE, headers=headers).status_code, range(6)))
    assert sorted(statuses) == [201] + [204] * 5
