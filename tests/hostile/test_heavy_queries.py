"""Queries that would run for hours: stopped in time, whatever they do, and nobody else notices."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import httpx
import psutil
import pytest
from hostile.asking import HEAVY, LIGHT, SECONDS, ask
from service_process import ServiceProcess

pytestmark = pytest.mark.alone

Figure = Callable[..., None]


def light_seconds(client: httpx.Client, count: int) -> list[float]:
    found = []
    for n in range(count):
        started = time.perf_counter()
        answer = ask(client, LIGHT.format(n))
        found.append(time.perf_counter() - started)
        assert len(answer.json()["results"]["bindings"]) == 1
    return found


def processor_seconds(service: ServiceProcess) -> float:
    found = 0.0
    for worker in service.workers():
        with suppress(psutil.NoSuchProcess):
            found += sum(worker.cpu_times()[:2])
    return found


@contextmanager
def heavy_queries_under_way(service: ServiceProcess, count: int) -> Iterator[None]:
    over = threading.Event()

    def go_on() -> None:
        with service.client() as client:
            while not over.is_set():
                assert ask(client, HEAVY["cartesian count"]).status_code in (429, 503, 504)

    threads = [threading.Thread(target=go_on) for _ in range(count)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_query_is_stopped_in_time_and_burns_on_nowhere(
    service: ServiceProcess, figure: Figure, name: str
) -> None:
    with service.client() as client:
        started = time.monotonic()
        answer = ask(client, HEAVY[name], Accept="text/csv")
        took = time.monotonic() - started
        assert (answer.status_code, answer.headers["content-type"]) == (504, "application/problem+json")
        assert (answer.json()["code"], answer.json()["limit_seconds"]) == ("query-timeout", SECONDS)
        assert took <= SECONDS + 1.5
        back = light_seconds(client, 1)[0]
        assert back <= 1.5
        time.sleep(1)
        before = processor_seconds(service)
        time.sleep(0.3)
        burnt = processor_seconds(service) - before
        assert burnt < 0.1
    figure(name, limit=SECONDS, answered_after=took, next_query=back, cpu_one_second_later=burnt)


def test_light_queries_go_on_while_heavy_ones_run(service: ServiceProcess, figure: Figure) -> None:
    with service.client() as client:
        light_seconds(client, 30)
        idle = light_seconds(client, 100)
        with heavy_queries_under_way(service, 2):
            busy = light_seconds(client, 100)
    medians = statistics.median(idle), statistics.median(busy)
    figure("light queries beside two heavy ones", idle=medians[0], beside=medians[1], ratio=medians[1] / medians[0])
    assert max(busy) < SECONDS + 1.5
    assert medians[1] < max(8 * medians[0], 0.05)


def test_the_workers_are_all_back_after_a_storm(service: ServiceProcess, figure: Figure) -> None:
    with service.client() as client, heavy_queries_under_way(service, 6):
        pass
    started = time.monotonic()
    with service.client() as client:
        while len(service.workers()) < 3 or "conflict_graph_queue_length 0.0" not in client.get("/metrics").text:
            assert time.monotonic() - started < 5
            time.sleep(0.05)
        assert max(light_seconds(client, 20)) < 1.5
    figure("after a storm of six heavy clients", workers_back_after=time.monotonic() - started)
