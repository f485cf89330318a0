"""ETag, 304, snapshot and HEAD: an answer is what its snapshot, query, dataset and format make it."""

from __future__ import annotations

import httpx
import pytest

QUERY = {"query": "SELECT ?s { ?s a cg:Person } ORDER BY ?s"}


def test_a_client_that_holds_the_answer_is_told_so(client: httpx.Client) -> None:
    first = client.get("/sparql", params=QUERY)
    again = client.get("/sparql", params=QUERY, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["x-snapshot"] == again.headers["x-snapshot"]
    assert first.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize(
    "other",
    [
        {"query": "SELECT ?s { ?s a cg:Person } ORDER BY ?s LIMIT 1"},
        {**QUERY, "format": "csv"},
        {**QUERY, "default-graph-uri": "https://example.org/g"},
    ],
)
def test_another_query_format_or_dataset_has_another_tag(client: httpx.Client, other: dict[str, str]) -> None:
    tag = client.get("/sparql", params=QUERY).headers["etag"]
    answer = client.get("/sparql", params=other, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != tag


def test_a_change_of_the_graph_changes_the_tag(writable: httpx.Client) -> None:
    before = writable.get("/sparql", params=QUERY)
    writable.post("/update", data={"update": "INSERT DATA { per:cy a cg:Person }"}).raise_for_status()
    after = writable.get("/sparql", params=QUERY, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.headers["x-snapshot"] != before.headers["x-snapshot"]
    assert len(after.json()["results"]["bindings"]) == 1


@pytest.mark.parametrize("query", ["SELECT (NOW() AS ?t) {}", "SELECT (RAND() AS ?n) {}", "SELECT (uuid() AS ?u) {}"])
def test_an_answer_that_is_new_each_time_is_not_kept(client: httpx.Client, query: str) -> None:
    answer = client.get("/sparql", params={"query": query})
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/sparql", "/sparql?query=ASK%7B%7D", "/store?default", "/healthz", "/api/docs"])
def test_head_has_the_headers_of_get_and_no_body(client: httpx.Client, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "etag", "x-snapshot"):
        assert head.headers.get(name) == get.headers.get(name)


def test_the_service_description_and_a_graph_can_be_held_too(client: httpx.Client) -> None:
    for path in ("/sparql", "/store?default"):
        tag = client.get(path).headers["etag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        assert client.get(path, headers={"If-None-Match": tag, "Accept": "application/ld+json"}).status_code == 200


def test_pages_are_compressed_for_those_who_ask_and_data_are_not(client: httpx.Client) -> None:
    plain = client.get("/about", headers={"Accept-Encoding": "identity", "Accept": "text/html"})
    packed = client.get("/about", headers={"Accept-Encoding": "gzip", "Accept": "text/html"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert packed.text == plain.text
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    assert "accept-encoding" in packed.headers["vary"].lower()
    again = {"Accept-Encoding": "gzip", "Accept": "text/html", "If-None-Match": packed.headers["etag"]}
    assert client.get("/about", headers=again).status_code == 304
    head = client.head("/about", headers={"Accept-Encoding": "gzip", "Accept": "text/html"})
    assert head.headers["content-length"] == packed.headers["content-length"]
    data = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in data.headers
