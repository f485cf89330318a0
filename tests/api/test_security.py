"""Headers on every answer, and who may write."""

from __future__ import annotations

import hmac
from collections.abc import Callable

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from conflict_graph.settings import Settings
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

Serve = Callable[[FastAPI], httpx.Client]
WRITES = [
    ("POST", "/update", b"INSERT DATA { <urn:a> <urn:b> 1 }", "application/sparql-update"),
    ("PUT", "/store?default", b"<urn:a> <urn:b> 1 .", "text/turtle"),
    ("POST", "/store?default", b"<urn:a> <urn:b> 1 .", "text/turtle"),
    ("POST", "/store", b"<urn:a> <urn:b> 1 .", "text/turtle"),
    ("DELETE", "/store?default", b"", "text/turtle"),
]


@pytest.mark.parametrize("path", ["/sparql", "/sparql?query=ASK%7B%7D", "/healthz", "/nowhere", "/static/favicon.svg"])
def test_every_answer_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'"} <= set(policy)
    assert not any("unsafe" in directive or "http" in directive for directive in policy)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] and headers["permissions-policy"] and headers["cross-origin-opener-policy"]


@pytest.mark.parametrize(("method", "path", "content", "content_type"), WRITES)
def test_without_a_configured_token_the_service_is_read_only(
    client: httpx.Client, method: str, path: str, content: bytes, content_type: str
) -> None:
    before = client.get("/readyz").json()
    headers = {"Content-Type": content_type, "Authorization": "Bearer anything"}
    answer = client.request(method, path, content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "read-only")
    assert client.get("/readyz").json() == before


@pytest.mark.parametrize(("method", "path", "content", "content_type"), WRITES)
@pytest.mark.parametrize("authorization", ["", "Bearer wrong", "Bearer", "Basic a-token-for-tests", "Bearer tök"])
def test_a_write_without_the_right_token_changes_nothing(
    writable: httpx.Client, method: str, path: str, content: bytes, content_type: str, authorization: str
) -> None:
    before = writable.get("/readyz").json()
    headers = {"Content-Type": content_type, "Authorization": authorization.encode()}
    answer = writable.request(method, path, content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert writable.get("/readyz").json() == before


def test_an_empty_token_lets_nobody_write(serve: Serve) -> None:
    client = serve(create_app(MemoryStore(), Settings(write_token=SecretStr(""))))
    for authorization in ("", "Bearer", "Bearer x"):
        answer = client.post("/update", data={"update": "CLEAR ALL"}, headers={"Authorization": authorization})
        assert (answer.status_code, answer.json()["code"]) == (403, "read-only")


def test_a_store_that_takes_no_writes_says_so_even_with_the_token(serve: Serve) -> None:
    client = serve(create_app(MemoryStore(writable=False), Settings(write_token=SecretStr("t"))))
    answer = client.post("/update", data={"update": "CLEAR ALL"}, headers={"Authorization": "Bearer t"})
    assert (answer.status_code, answer.json()["code"]) == (403, "read-only")


def test_tokens_are_compared_in_the_time_that_equal_ones_take(
    writable: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_token = writable.headers["Authorization"].removeprefix("Bearer ")
    compared: list[tuple[bytes, bytes]] = []

    def compare(given: bytes, expected: bytes) -> bool:
        compared.append((given, expected))
        return constant(given, expected)

    constant = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", compare)
    given_tokens = ["x", expected_token[:-1], expected_token]
    for token in given_tokens:
        writable.post("/update", data={"update": "INSERT DATA {}"}, headers={"Authorization": f"Bearer {token}"})
    assert compared == [(token.encode(), expected_token.encode()) for token in given_tokens]
