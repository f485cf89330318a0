"""Every row of the error table, provoked by what a client or the world does, with status and code."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from pydantic import SecretStr
from serving import running

from conflict_graph.rdf.documents import read_rdf
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Check, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.lock import writer_lock
from conflict_graph.store.memory import MemoryStore
from conflict_graph.store.remote import RemoteStore
from conflict_graph_api.app import create_app
from conflict_graph_api.http.problem_kinds import problem_kinds

VALID = Path(__file__).parents[1] / "valid" / "every-kind.ttl"
TOKEN = "a-token-for-the-table"
TURTLE = {"Content-Type": "text/turtle"}
TWINS = "INSERT DATA { per:a a cg:Person ; skos:prefLabel 'Twin'@en . per:b a cg:Person ; skos:prefLabel 'Twin'@en }"
NUMBERS = " ".join(map(str, range(200)))
PRODUCT = " ".join(f"{{ SELECT (?x AS ?x{n}) {{ VALUES ?x {{ {NUMBERS} }} }} }}" for n in range(5))
LARGE = f"SELECT ('{'x' * 900}' AS ?a) (CONCAT({','.join(['?a'] * 9)}) AS ?b) {{}}"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"


@contextmanager
def serving(store: Store, **settings: Any) -> Iterator[httpx.Client]:
    made = Settings(write_token=SecretStr(TOKEN), **settings)
    with running(create_app(store, made)) as address:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=address, trust_env=False, headers=headers, timeout=30) as client:
            yield client


@pytest.fixture(scope="module")
def client(own_surroundings: None) -> Iterator[httpx.Client]:
    """A service with small limits, of claims of every kind and of two people with one name."""
    store = MemoryStore()
    store.change(Change(add=read_rdf(VALID).quads, updates=[TWINS]))
    with serving(
        store, query_rows=3, query_bytes=5_000, body_bytes=10_000, url_bytes=2_000, scene_bytes=1_000
    ) as client:
        yield client


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    DirectoryStore(tmp_path / "store", create=True).close()
    return tmp_path / "store"


def sparql(client: httpx.Client, query: str, **parameters: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **parameters})


def update(client: httpx.Client, text: str) -> httpx.Response:
    return client.post("/update", data={"update": text})


BY_REQUEST: dict[str, Callable[[httpx.Client], httpx.Response]] = {
    "ambiguous-name": lambda client: client.get("/api/claims?entity=Twin"),
    "data-syntax": lambda client: client.put("/store?default", content="<urn:a> <urn:b>", headers=TURTLE),
    "invalid-date": lambda client: client.get("/api/meetings?valid_at=2026-02-30"),
    "invalid-parameter": lambda client: client.get("/store?graph=relative"),
    "invalid-request": lambda client: sparql(client, "ASK {}", update="x"),
    "outward-request": lambda client: sparql(client, "ASK { SERVICE <http://127.0.0.1:9/> {} }"),
    "query-syntax": lambda client: sparql(client, "ASK {"),
    "unsupported-scope": lambda client: client.get("/api/positions/shifts?valid_at=2026-02-24&holds=possible"),
    "reversed-interval": lambda client: client.get("/api/timeline?from=2026-03-01&until=2026-02-01"),
    "unknown-format": lambda client: sparql(client, "ASK {}", format="papyrus"),
    "unknown-relationship": lambda client: client.get("/api/network/friendship"),
    "unauthorised": lambda client: client.delete("/store?default", headers={"Authorization": "Bearer wrong"}),
    "not-found": lambda client: client.get("/id/person/nobody"),
    "method-not-allowed": lambda client: client.delete("/sparql"),
    "not-acceptable": lambda client: client.get("/sparql", headers={"Accept": "image/png"}),
    "body-too-large": lambda client: client.post("/update", content=b"#" * 10_001),
    "url-too-long": lambda client: sparql(client, "#" * 3000),
    "unsupported-media-type": lambda client: client.post("/sparql", content="ASK {}", headers=TURTLE),
    "invalid-data": lambda client: update(client, "INSERT DATA { <urn:c> a cg:Position }"),
    "invalid-body": lambda client: client.post("/api/graph", json={"mode": "circles"}),
    "scene-too-large": lambda client: client.post("/api/scenes", content=b" " * 2_001),
    "unsupported-query": lambda client: sparql(client, "SELECT (<urn:f>(1) AS ?x) {}"),
    "result-too-large": lambda client: sparql(client, LARGE),
}  # fmt: skip


@pytest.mark.parametrize("code", BY_REQUEST)
def test_what_a_request_does_wrong_is_told(client: httpx.Client, code: str) -> None:
    expect(BY_REQUEST[code](client), code)


def expect(answer: httpx.Response, code: str) -> None:
    status = problem_kinds()[code].status
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem = answer.json()
    assert (problem["code"], problem["status"]) == (code, status)
    assert problem["type"].endswith(f"/problems/{code}") and problem["title"] and problem["detail"]


def test_result_truncated(client: httpx.Client) -> None:
    answer = sparql(client, "SELECT ?n { VALUES ?n { 1 2 3 4 } }")
    assert (answer.status_code, answer.headers["x-truncated"]) == (200, "rows=3")
    assert answer.json()["head"]["link"] == [problem_kinds()["result-truncated"].type]


def test_read_only(client: httpx.Client) -> None:
    with serving(MemoryStore(writable=False)) as fixed:
        expect(update(fixed, "INSERT DATA {}"), "read-only")


def test_internal() -> None:
    class Broken(MemoryStore):
        def ask(self, query: str, **options: Any) -> bool:
            raise RuntimeError("out of order")

    with serving(Broken()) as client:
        expect(client.get("/readyz"), "internal")


def test_endpoint_error() -> None:
    with RemoteStore("http://127.0.0.1:9/query") as remote, serving(remote) as client:
        expect(sparql(client, "ASK {}"), "endpoint-error")


def test_store_changed() -> None:
    class Overtaken(MemoryStore):
        def change(self, change: Change, *, check: Check | None = None) -> str:
            return super().change(replace(change, based_on="000000-gone"), check=check)

    with serving(Overtaken()) as client:
        expect(update(client, "INSERT DATA {}"), "store-changed")


def test_store_error_before_the_store_is_open() -> None:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(settings=Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            assert (await client.get("/healthz")).status_code == 200
            return await client.get("/readyz")

    expect(anyio.run(ask), "store-error")


def test_store_locked(directory: Path) -> None:
    with DirectoryStore(directory, lock_seconds=0.1) as store, serving(store) as client:
        with writer_lock(directory / "writer.lock", 1):
            expect(update(client, "INSERT DATA { <urn:a> <urn:b> 1 }"), "store-locked")
        assert update(client, "INSERT DATA { <urn:a> <urn:b> 1 }").status_code == 204


def test_store_unreadable(directory: Path) -> None:
    with DirectoryStore(directory) as store, serving(store) as client:
        (directory / "CURRENT").write_text("nothing")
        expect(client.get("/readyz"), "store-unreadable")


def test_store_full(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with DirectoryStore(directory) as store, serving(store) as client:
        monkeypatch.setattr("conflict_graph.store.layout.sync_tree", refuse)
        expect(update(client, "INSERT DATA { <urn:a> <urn:b> 1 }"), "store-full")


def test_timeouts_of_queries_and_updates(directory: Path) -> None:
    settings = Settings(query_seconds=0.5, update_seconds=0.5)
    with DirectoryStore(directory, settings) as store, serving(store, query_seconds=0.5) as client:
        expect(sparql(client, ENDLESS), "query-timeout")
        expect(update(client, f"INSERT {{ <urn:n> <urn:is> ?n }} WHERE {{ {ENDLESS} }}"), "update-timeout")


def test_store_busy_and_query_cancelled(directory: Path) -> None:
    settings = Settings(worker_count=1, queue_length=0, query_seconds=20)
    with ExitStack() as stack:
        store = stack.enter_context(DirectoryStore(directory, settings))
        client = stack.enter_context(serving(store, query_seconds=20))
        answers: list[httpx.Response] = []
        first = threading.Thread(target=lambda: answers.append(sparql(client, ENDLESS)))
        first.start()
        until_running(store)
        expect(sparql(client, "ASK {}"), "store-busy")
        store.close()
        first.join()
        expect(answers[0], "query-cancelled")


def until_running(store: Store) -> None:
    deadline = time.monotonic() + 10
    while (workers := store.workers()) is None or workers.running == 0:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_too_many_requests() -> None:
    with serving(MemoryStore(), client_seconds=0.001, client_window=1000) as client:
        sparql(client, f"ASK {{ VALUES ?x {{ {NUMBERS * 20} }} FILTER(STR(?x) = 'x') }}")
        expect(sparql(client, "ASK {}"), "too-many-requests")


def test_no_row_of_the_table_is_left_out() -> None:
    text = Path(__file__).read_text("utf-8")
    missing = [code for code in problem_kinds() if f'"{code}"' not in text.split("def test_no_row")[0]]
    assert missing == []
