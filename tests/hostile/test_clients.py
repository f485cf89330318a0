"""Clients that hang up, that want too much, or that pretend to be somebody else."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import anyio
import anyio.lowlevel
import httpx
import pytest
from hostile.asking import HEAVY, LIGHT, SECONDS, ask, metric, running_workers, until
from service_process import ServiceProcess, served
from serving import running
from starlette.requests import Request

from conflict_graph.settings import Settings
from conflict_graph.store.base import Stream
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app
from conflict_graph_api.http.budgets import Budget, Clients
from conflict_graph_api.http.errors import TooManyRequests

COUNT = HEAVY["cartesian count"]
PAIRS = "SELECT (COUNT(*) AS ?n) {{ ?a <http://x/of> <http://x/round{0}> . ?b <http://x/of> <http://x/round{0}> }}"
"""170,000 pairs to count: some tenths of a second."""


def send(address: str, query: str) -> socket.socket:
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10)
    connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode())
    return connection


@pytest.fixture(scope="module")
def patient(big_store: Path) -> Iterator[ServiceProcess]:
    """The service with a time limit that no test waits for."""
    with served("--store", str(big_store), query_seconds=60, query_rows=10**6, trusted_proxies="127.0.0.1") as service:
        yield service


@pytest.mark.alone
def test_a_client_that_hangs_up_frees_its_worker(patient: ServiceProcess, figure: Callable[..., None]) -> None:
    with patient.client() as client:
        connection = send(patient.address, COUNT)
        until(lambda: running_workers(client) == 1, 5)
        connection.close()
        took = until(lambda: running_workers(client) == 0, 2)
    figure("worker free after its client hung up", seconds=took)
    assert took < 1


@pytest.mark.alone
def test_a_client_that_hangs_up_in_the_middle_of_an_answer_holds_nothing(
    patient: ServiceProcess, figure: Callable[..., None]
) -> None:
    with patient.client() as client:
        assert ask(client, LIGHT.format(1)).status_code == 200
        files = patient.process.num_fds()
        connection = send(patient.address, "SELECT * { ?s ?p ?o }")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
        assert running_workers(client) == 0
        connection.close()
        took = until(lambda: patient.process.num_fds() <= files, 2)
        assert ask(client, LIGHT.format(1)).status_code == 200
    figure("answer let go of after its client hung up", seconds=took)
    assert took < 1


@pytest.mark.alone
def test_a_greedy_client_waits_and_a_polite_one_does_not(patient: ServiceProcess, figure: Callable[..., None]) -> None:
    connections = [send(patient.address, COUNT) for _ in range(12)]
    try:
        with patient.client(headers={"X-Forwarded-For": "192.0.2.7"}) as polite:
            until(lambda: running_workers(polite) >= 2, 5)
            started = time.monotonic()
            for n in range(10):
                assert ask(polite, LIGHT.format(n)).status_code == 200
            took = (time.monotonic() - started) / 10
            assert metric(polite, "conflict_graph_queue_length")[""] <= 4
    finally:
        for connection in connections:
            connection.close()
    figure("a polite client beside one with twelve heavy queries", mean=took)
    assert took < 1.5


@contextmanager
def serving(store: Path, **settings: object) -> Iterator[str]:
    """Serve a store within this process; the address it is at."""
    made = Settings.model_validate(settings)
    with DirectoryStore(store, made) as opened, running(create_app(opened, made)) as address:
        yield address


@pytest.mark.alone
def test_who_uses_up_the_processing_time_is_told_when_to_come_back(big_store: Path) -> None:
    limits = {"query_seconds": 10, "client_seconds": 1, "client_window": 3, "trusted_proxies": "127.0.0.1"}
    with serving(big_store, **limits) as address, httpx.Client(base_url=address, trust_env=False) as greedy:
        fields = ask(greedy, LIGHT.format(1)).headers
        assert fields["ratelimit-policy"] == '"processing-seconds";q=1;w=3'
        assert fields["ratelimit"] in ('"processing-seconds";r=0;t=1', '"processing-seconds";r=1;t=1')
        with ThreadPoolExecutor(4) as pool:
            rounds = (
                list(pool.map(lambda n: ask(greedy, PAIRS.format(n)), range(at, at + 40))) for at in range(0, 2000, 40)
            )
            refused = next(answer for answers in rounds for answer in answers if answer.status_code == 429)
        problem = refused.json()
        assert (problem["code"], problem["violated-policies"]) == ("too-many-requests", ["processing-seconds"])
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["retry-after"] == str(problem["retry_after"])
        assert refused.headers["ratelimit"].startswith('"processing-seconds";r=0;t=')
        with httpx.Client(base_url=address, trust_env=False, headers={"X-Forwarded-For": "192.0.2.7"}) as polite:
            assert ask(polite, LIGHT.format(1)).status_code == 200
        assert greedy.get("/api/queries").status_code == 200
        time.sleep(problem["retry_after"])
        until(lambda: ask(greedy, LIGHT.format(1)).status_code == 200, 5)


METERED = (
    "/api/queries/positions",
    "/api/network/co-attendance",
    "/api/network/all/measures?measure=degree",
    "/api/paths?from=Alexander+Stubb&to=Keir+Starmer",
    "/visualisations/membership",
    "/path?a=Alexander+Stubb&b=Keir+Starmer",
    "/graph",
    "/api/graph",
)


@pytest.mark.parametrize("path", METERED)
def test_whatever_a_client_can_make_long_uses_up_its_processing_time(path: str) -> None:
    app = create_app(MemoryStore(), Settings(client_seconds=0.001, client_window=3600))
    with running(app) as address, httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("/api/search", params={"q": "x"}).status_code == 200
        answers = [client.get(path) for _ in range(20)]
    assert answers[0].headers["ratelimit-policy"].startswith('"processing-seconds"')
    assert answers[-1].status_code == 429
    assert answers[-1].json()["code"] == "too-many-requests"
    assert int(answers[-1].headers["retry-after"]) > 0


@pytest.mark.alone
def test_one_query_after_the_other_never_uses_up_the_processing_time(big_store: Path) -> None:
    limits = {"query_seconds": 0.3, "client_seconds": 1, "client_window": 1}
    with serving(big_store, **limits) as address, httpx.Client(base_url=address, trust_env=False) as client:
        statuses = {ask(client, COUNT).status_code for _ in range(6)}
    assert statuses == {504}


class Slow(MemoryStore):
    """A store whose queries end when they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go, self.asked = threading.Event(), 0

    def stream(self, query: str, **options: Any) -> Stream:
        self.asked += 1
        assert self.go.wait(10)
        return super().stream(query, **options)


def test_of_one_client_only_so_many_queries_run_and_wait() -> None:
    store = Slow()
    settings = Settings(client_queries=2, client_queue=1, query_seconds=5)
    with running(create_app(store, settings)) as address, ThreadPoolExecutor(4) as pool:

        def get(n: int) -> httpx.Response:
            return httpx.get(f"{address}/sparql", params={"query": f"ASK {{}} #{n}"}, trust_env=False, timeout=20)

        asked = [pool.submit(get, n) for n in range(4)]
        done, waiting = wait(asked, timeout=10, return_when=FIRST_COMPLETED)
        (refused,) = (answer.result() for answer in done)
        assert (refused.status_code, refused.json()["code"]) == (429, "too-many-requests")
        assert refused.headers["retry-after"] == "1"
        until(lambda: store.asked == 2, 5)
        store.go.set()
        assert [answer.result().status_code for answer in waiting] == [200, 200, 200]


def test_those_who_come_at_the_same_moment_have_all_the_places_there_are() -> None:
    clients = Clients(Budget(seconds=60, window=60, running=2, waiting=1))
    request = Request({"type": "http", "client": ("192.0.2.1", 1), "headers": []})
    refused: list[TooManyRequests] = []

    async def ask(go: anyio.Event) -> None:
        try:
            async with clients.turn(request, 5):
                await go.wait()
        except TooManyRequests as error:
            refused.append(error)

    async def all_at_once() -> None:
        go = anyio.Event()
        async with anyio.create_task_group() as tasks:
            for _ in range(4):
                tasks.start_soon(ask, go)
            for _ in range(10):
                await anyio.lowlevel.checkpoint()
            go.set()

    anyio.run(all_at_once)
    assert len(refused) == 1


def test_who_waits_too_long_for_its_turn_is_refused() -> None:
    store = Slow()
    app = create_app(store, Settings(client_queries=1, query_seconds=0.3))
    with running(app) as address, ThreadPoolExecutor(2) as pool:
        first = pool.submit(httpx.get, f"{address}/sparql?query=ASK%7B%7D", trust_env=False)
        until(lambda: store.asked == 1, 5)
        answer = httpx.get(f"{address}/sparql?query=ASK%7B%7D", trust_env=False)
        store.go.set()
        assert first.result().status_code == 200
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-requests")


@pytest.mark.parametrize(("trusted", "counted"), [("", 1), ("192.0.2.0/24", 1), ("127.0.0.0/8, 192.0.2.9", 3)])
def test_only_a_trusted_proxy_says_who_a_client_is(trusted: str, counted: int) -> None:
    app = create_app(MemoryStore(), Settings(trusted_proxies=trusted))
    with running(app) as address:
        for name in ("198.51.100.1", "198.51.100.2, 192.0.2.9", "2001:db8::1", "2001:db8::2"):
            headers = {"X-Forwarded-For": name}
            httpx.get(f"{address}/sparql?query=ASK%7B%7D", headers=headers, trust_env=False).raise_for_status()
    assert len(app.state.services.clients) == counted


def test_the_table_of_clients_stays_small_and_forgets_the_longest_unseen() -> None:
    clients = Clients(Budget(seconds=10, window=10, running=1, waiting=1), most=100)
    for n in range(1000):
        clients.account(f"192.0.{n // 250}.{n % 250}").left = 1
    assert len(clients) == 100
    assert clients.account("192.0.3.249").left < 2
    assert clients.account("192.0.0.0").left == 10


def test_used_up_time_comes_back_evenly_and_never_beyond_the_whole() -> None:
    now = 0.0
    clients = Clients(Budget(seconds=60, window=120, running=1, waiting=1), clock=lambda: now)
    account = clients.account("192.0.2.1")
    account.left -= 65
    assert (account.limit, account.wait) == ('"processing-seconds";r=0;t=12', 12)
    now = 11.9
    assert clients.account("192.0.2.1").left < 1
    now = 12.0
    assert clients.account("192.0.2.1").left == pytest.approx(1)
    now = 1000.0
    assert clients.account("192.0.2.1").left == 60


@pytest.mark.alone
def test_waiting_for_the_turn_is_not_charged(service: ServiceProcess) -> None:
    with service.client() as client:
        before = int(ask(client, LIGHT.format(1)).headers["ratelimit"].split("r=")[1].split(";")[0])
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: ask(client, COUNT), range(8)))
        after = int(ask(client, LIGHT.format(1)).headers["ratelimit"].split("r=")[1].split(";")[0])
    assert before - after <= 8 * SECONDS + 2
