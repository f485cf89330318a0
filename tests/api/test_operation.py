"""Health, readiness, metrics and request ids."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from conflict_graph.opening import open_store
from conflict_graph.settings import Settings
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

Serve = Callable[[FastAPI], httpx.Client]


def samples(client: httpx.Client) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    found = {}
    for family in text_string_to_metric_families(client.get("/metrics").text):
        for sample in family.samples:
            found[(sample.name, *sample.labels.values())] = sample.value
    return found


def test_the_service_says_that_it_is_alive_and_which_snapshot_it_serves(serve: Serve) -> None:
    store = MemoryStore()
    client = serve(create_app(store))
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready", "snapshot": store.snapshot}
    assert client.get("/readyz").headers["cache-control"] == "no-store"


def test_requests_and_queries_are_counted_by_route_and_outcome(serve: Serve) -> None:
    client = serve(create_app(MemoryStore()))
    client.get("/sparql?query=ASK%7B%7D")
    client.get("/sparql?query=nonsense")
    client.get("/problems/internal")
    client.get("/nowhere/1")
    counted = samples(client)
    assert counted["conflict_graph_requests_total", "GET", "/sparql", "200"] == 1
    assert counted["conflict_graph_requests_total", "GET", "/sparql", "400"] == 1
    assert counted["conflict_graph_requests_total", "GET", "/problems/{code}", "200"] == 1
    assert counted["conflict_graph_requests_total", "GET", "other", "404"] == 1
    assert counted["conflict_graph_queries_total", "answered"] == 1
    assert counted["conflict_graph_queries_total", "query-syntax"] == 1
    assert counted["conflict_graph_request_seconds_count", "/sparql"] == 2
    assert counted[("conflict_graph_requests_open",)] == 1


def test_a_request_keeps_the_id_it_came_with_when_that_is_harmless(client: httpx.Client) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": "abc-12345"}).headers["x-request-id"] == "abc-12345"
    for strange in ("short", "a" * 65, "abc 12345", "abc=12345;"):
        given = client.get("/healthz", headers={"X-Request-Id": strange}).headers["x-request-id"]
        assert given != strange and len(given) == 36


def test_an_unexpected_error_is_logged_with_its_request_id(
    serve: Serve, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MemoryStore()
    client = serve(create_app(store))

    def fail(query: str, **options: object) -> bool:
        raise RuntimeError("out of order")

    monkeypatch.setattr(store, "ask", fail)
    with caplog.at_level(logging.ERROR, "conflict_graph_api"):
        answer = client.get("/readyz", headers={"X-Request-Id": "abc-12345"})
    assert (answer.status_code, answer.json()["request_id"]) == (500, "abc-12345")
    assert "out of order" in caplog.text
    assert [record.__dict__["fields"]["request_id"] for record in caplog.records] == ["abc-12345"]


def test_the_application_opens_and_closes_the_store_of_its_settings(serve: Serve, tmp_path: Path) -> None:
    directory = tmp_path / "store"
    open_store(directory, create=True).close()
    client = serve(create_app(settings=Settings(store=str(directory), worker_count=1)))
    assert client.get("/readyz").json()["status"] == "ready"
    assert client.get("/sparql?query=ASK%7B%7D").json()["boolean"] is True
