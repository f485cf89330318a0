"""Eight clients at once with mixed light requests: no error, and no memory that grows.

Five seconds long in the tests; CONFLICT_GRAPH_LOAD_SECONDS=30 makes it longer by hand.
"""

from __future__ import annotations

import itertools
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from service_process import ServiceProcess, served

pytestmark = pytest.mark.alone

SECONDS = float(os.environ.get("CONFLICT_GRAPH_LOAD_SECONDS", "5"))
CLIENTS = 8


@pytest.fixture(scope="module")
def shipped_service(own_surroundings: None) -> Iterator[ServiceProcess]:
    """The service of the shipped data as it comes, with every limit at its default."""
    with served() as service:
        yield service


def requests(number: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Light requests, each a little different from the others."""
    for n in itertools.count(number * 100_000):
        yield "/sparql", {"query": f"SELECT ?m ?l {{ ?m a cg:Meeting ; skos:prefLabel ?l }} LIMIT {n % 50 + 1} # {n}"}
        yield (
            "/sparql",
            {"query": f"ASK {{ ?c cg:statedOn ?d FILTER(?d > '2025-01-{n % 28 + 1:02}'^^xsd:date) }} # {n}"},
        )
        yield "/api/search", {"q": f"mac{n % 7}"}
        yield "/api/meetings", {"valid_at": f"2026-02-{n % 28 + 1:02}", "limit": "5"}
        yield "/id/person/emmanuel-macron", {}
        yield "/sparql", {"query": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s a cg:Person ; ?p ?o }} LIMIT {n % 90 + 1}"}


def ask(client: httpx.Client, number: int, over: threading.Event, times: list[float], errors: list[str]) -> None:
    for path, parameters in requests(number):
        if over.is_set():
            return
        started = time.perf_counter()
        answer = client.get(path, params=parameters)
        times.append(time.perf_counter() - started)
        if answer.status_code != 200 or len(answer.content) != int(answer.headers["content-length"]):
            errors.append(f"{answer.status_code} {path} {parameters}")


def load(service: ServiceProcess, seconds: float) -> tuple[list[float], list[str]]:
    times: list[float] = []
    errors: list[str] = []
    over = threading.Event()
    clients = [service.client(timeout=30, headers={"Accept-Encoding": "identity"}) for _ in range(CLIENTS)]
    arguments = [(client, number, over, times, errors) for number, client in enumerate(clients)]
    threads = [threading.Thread(target=ask, args=one) for one in arguments]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    over.set()
    for thread in threads:
        thread.join()
    for client in clients:
        client.close()
    return times, errors


def memory(service: ServiceProcess) -> int:
    return sum(one.memory_info().rss for one in [service.process, *service.workers()])


def test_eight_clients_meet_no_error_and_memory_stays(
    shipped_service: ServiceProcess, figure: Callable[..., None]
) -> None:
    load(shipped_service, min(2.0, SECONDS))
    before, files = memory(shipped_service), shipped_service.process.num_fds()
    times, errors = load(shipped_service, SECONDS)
    after = memory(shipped_service)
    figure(
        f"{CLIENTS} clients for {SECONDS:g} s",
        requests_each_second=len(times) / SECONDS,
        median=statistics.median(times),
        p95=statistics.quantiles(times, n=20)[-1],
        slowest=max(times),
        megabytes_before=before / 1e6,
        megabytes_after=after / 1e6,
    )
    assert errors == []
    assert len(times) > 20 * SECONDS
    assert after - before < 60_000_000
    assert shipped_service.process.num_fds() <= files + CLIENTS
