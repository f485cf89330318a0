"""The process as operators see it: how it starts, what it logs, how it ends, and what is left when it is killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hostile.asking import HEAVY, ask, running_workers, until
from prometheus_client.parser import text_string_to_metric_families
from service_process import ServiceProcess, gone_within, served

from conflict_graph.opening import open_store

TOKEN = "a-token-for-hostile-tests"
ROUNDS = " ".join(f"<http://x/round{n}>" for n in range(6))
SLOW = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?r {{ {ROUNDS} }} ?a <http://x/of> ?r . ?b <http://x/of> ?r }}"
"""A million pairs to count: it takes about a second, and ends."""


def test_a_killed_service_leaves_no_worker_behind(big_store: Path, figure: Callable[..., None]) -> None:
    with served("--store", str(big_store), query_seconds=60, write_token=TOKEN, update_seconds=60) as service:
        parts = urlsplit(service.address)
        with (
            service.client() as client,
            socket.create_connection((parts.hostname or "", parts.port or 0)) as connection,
        ):
            client.post("/update", data={"update": "INSERT DATA {}"}, headers={"Authorization": f"Bearer {TOKEN}"})
            connection.sendall(
                f"GET /sparql?query={quote(HEAVY['cartesian count'])} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            )
            until(lambda: running_workers(client) == 1, 5)
            workers = service.workers()
            assert len(workers) == 4  # three for queries, one for updates
            service.process.send_signal(signal.SIGKILL)
            started = time.monotonic()
            assert gone_within(workers, 5)
    figure("after kill -9 of the service", workers_gone_after=time.monotonic() - started)


def test_a_service_told_to_end_finishes_what_is_under_way(big_store: Path) -> None:
    with served("--store", str(big_store), query_seconds=30) as service, service.client() as client:
        answers: list[httpx.Response] = []
        asked = threading.Thread(target=lambda: answers.append(ask(client, SLOW)))
        asked.start()
        until(lambda: running_workers(client) == 1, 5)
        workers = service.workers()
        service.process.send_signal(signal.SIGTERM)
        asked.join()
        assert [answer.status_code for answer in answers] == [200]
        assert answers[0].json()["results"]["bindings"]
        assert service.process.wait(10) == 0
        assert gone_within(workers, 2)
        with pytest.raises(httpx.ConnectError):
            client.get("/healthz")


def lines_of(service: ServiceProcess, request_id: str) -> list[str]:
    """The lines of the log about a request; they come a moment after the answer."""
    until(lambda: request_id in service.logged(), 5)
    return [line for line in service.logged().splitlines() if request_id in line]


@pytest.mark.parametrize(("form", "gate"), [("json", "on"), ("text", "off")])
def test_the_log_names_requests_and_holds_neither_token_nor_query(big_store: Path, form: str, gate: str) -> None:
    settings = {"log_format": form, "log_level": "debug", "write_token": TOKEN, "write_gate": gate}
    with served("--store", str(big_store), **settings) as service, service.client() as client:
        for given in (TOKEN, "wrong-" + TOKEN[::-1]):
            headers = {"Authorization": f"Bearer {given}"}
            client.post("/update", data={"update": "INSERT DATA {} # private"}, headers=headers)
        client.get("/sparql", params={"query": "ASK {} # private", "token": TOKEN})
        client.get("/id/person/new%0Aline")
        client.get("/problems/internal", headers={"X-Request-Id": "my-own-id-2"})
        (line,) = lines_of(service, "my-own-id-2")
        log = service.logged()
    assert TOKEN not in log and TOKEN[::-1] not in log and "private" not in log
    assert "/id/person/new%0Aline" in log
    assert ("the gate is on" if gate == "on" else "the gate is OFF") in log
    if form == "text":
        assert "127.0.0.1 GET /problems/internal 200 route=/problems/{code} seconds=" in line
        return
    entry = json.loads(line)
    told = {name: entry[name] for name in ("level", "client", "method", "path", "route", "status")}
    assert tuple(told.values()) == ("info", "127.0.0.1", "GET", "/problems/internal", "/problems/{code}", 200)
    assert entry["bytes"] > 100 and 0 < entry["seconds"] < 5 and entry["time"].endswith("+00:00")


def command(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    named = {f"CONFLICT_GRAPH_{name.upper()}": value for name, value in settings.items()}
    call = [sys.executable, "-m", "conflict_graph", "serve", "--port", "0", *arguments]
    return subprocess.run(call, env={**os.environ, **named}, capture_output=True, text=True, timeout=60)


def test_beyond_this_machine_a_short_token_is_refused_and_not_shown() -> None:
    ended = command("--host", "0.0.0.0", write_token="short-secret")
    assert ended.returncode == 2
    assert "CONFLICT_GRAPH_WRITE_TOKEN" in ended.stderr and "16 characters" in ended.stderr
    assert "short-secret" not in ended.stderr + ended.stdout


def test_beyond_this_machine_nobody_can_write_without_a_token(tmp_path: Path) -> None:
    with served("--store", str(tmp_path / "store"), "--no-data", "--host", "0.0.0.0") as service:
        assert "Read-only: set CONFLICT_GRAPH_WRITE_TOKEN" in service.logged()
        with service.client() as client:
            for token in ("", "Bearer", "Bearer x"):
                answer = client.post("/update", data={"update": "INSERT DATA {}"}, headers={"Authorization": token})
                assert (answer.status_code, answer.json()["code"]) == (403, "read-only")


def test_readiness_follows_the_store(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    open_store(folder, create=True).close()
    with served("--store", str(folder), write_token=TOKEN) as service, service.client() as client:
        first = client.get("/readyz").json()["snapshot"]
        client.post(
            "/update",
            data={"update": "INSERT DATA { <urn:a> <urn:b> 1 }"},
            headers={"Authorization": f"Bearer {TOKEN}"},
        )
        assert client.get("/readyz").json()["snapshot"] != first
        current = (folder / "CURRENT").read_bytes()
        (folder / "CURRENT").write_bytes(b"{}")
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["code"]) == (503, "store-unreadable")
        assert client.get("/healthz").status_code == 200
        (folder / "CURRENT").write_bytes(current)
        assert client.get("/readyz").status_code == 200


def test_metrics_tell_the_queue_the_workers_and_the_age_of_the_snapshot(service: ServiceProcess) -> None:
    with service.client() as client:
        assert ask(client, HEAVY["cartesian count"]).status_code == 504
        families = {family.name: family for family in text_string_to_metric_families(client.get("/metrics").text)}
    values = {name: [sample.value for sample in family.samples] for name, family in families.items()}
    assert values["conflict_graph_queue_length"] == [0]
    assert sum(values["conflict_graph_workers"]) == 3
    assert values["conflict_graph_workers_killed"][0] >= 1
    assert 0 < values["conflict_graph_snapshot_age_seconds"][0] < 3600
    assert "/sparql" in {sample.labels["route"] for sample in families["conflict_graph_request_seconds"].samples}
