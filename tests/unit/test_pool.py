"""Free-form queries in killable workers: limits kept, light work served meanwhile, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conflict_graph.errors import ConflictGraphError, QueryCancelled, QueryTimeout, ResultTooLarge, StoreBusy
from conflict_graph.settings import Settings
from conflict_graph.store.base import Cancellation, Change, Limits
from conflict_graph.store.directory import DirectoryStore

SOURCE = str(Path(__file__).parents[2] / "src")
DATA = (
    "INSERT DATA { "
    + " ".join(f"<u:c{n}> <u:holder> <u:a{n % 3}> ; <u:label> 'claim number {n}' ." for n in range(1500))
    + " }"
)
HEAVY = {
    "cartesian count": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "order by": "SELECT * { ?a <u:holder> ?h . ?b <u:holder> ?h . ?c <u:holder> ?h } ORDER BY ?a DESC(?b) LIMIT 1",
    "group by": "SELECT ?l (COUNT(*) AS ?n) { ?a <u:holder> ?h . ?b <u:holder> ?h . ?c <u:label> ?l } GROUP BY ?l",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (<u:holder>|^<u:holder>)* ?b . ?b (<u:holder>|^<u:holder>)* ?c }",
    "regex": "SELECT (COUNT(*) AS ?n) { ?a <u:label> ?l . ?b <u:label> ?m . ?c <u:label> ?k "
    "FILTER(REGEX(CONCAT(?l, ?m, ?k), '(9.*8)+z')) }",
    "streamed product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}
COUNT = HEAVY["cartesian count"]
LIGHT = "SELECT ?h { <u:c7> <u:holder> ?h }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store large enough for queries that never end."""
    path = tmp_path_factory.mktemp("pool") / "store"
    with DirectoryStore(path, create=True) as store:
        store.change(Change(updates=[DATA]))
    return path


Opener = Callable[..., DirectoryStore]


@pytest.fixture
def opened(folder: Path) -> Iterator[Opener]:
    """A function that opens the store with given settings."""
    stores: list[DirectoryStore] = []

    def opener(**settings: object) -> DirectoryStore:
        stores.append(DirectoryStore(folder, Settings.model_validate(settings)))
        return stores[-1]

    yield opener
    for store in stores:
        store.close()


def in_thread(
    store: DirectoryStore, text: str, seconds: float, told: list[object], **options: object
) -> threading.Thread:
    """Ask in a thread of its own; the answer or error ends up in told."""

    def ask() -> None:
        try:
            told.append(store.query(text, limits=Limits(seconds=seconds), **options))  # type: ignore[arg-type]
        except ConflictGraphError as error:
            told.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    return thread


def gone(pids: list[int], within: float = 3.0) -> bool:
    """Tell whether all these processes end within so many seconds."""
    deadline = time.monotonic() + within
    while any(Path(f"/proc/{pid}").exists() or _runs(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.alone
@pytest.mark.parametrize("kind", HEAVY)
def test_a_heavy_query_is_stopped_at_its_limit_with_light_ones_served_meanwhile(opened: Opener, kind: str) -> None:
    store = opened(worker_count=2)
    store.query(LIGHT)
    told: list[object] = []
    started = time.monotonic()
    thread = in_thread(store, HEAVY[kind], 1.0, told)
    time.sleep(0.1)
    pids = store.worker_pids()
    light = 0
    while thread.is_alive():
        assert store.query(LIGHT, accept=["csv"], limits=Limits(seconds=5)).body == b"h\r\nu:a1\r\n"
        light += 1
    assert time.monotonic() - started < 2.5
    assert isinstance(told[0], QueryTimeout)
    assert light > 3
    assert len([pid for pid in pids if not gone([pid], 0.5)]) < len(pids), "the worker that was stopped lives on"
    assert store.query(LIGHT, limits=Limits(seconds=5)).kind == "bindings"


@pytest.mark.alone
def test_heavy_queries_never_take_the_last_worker(opened: Opener) -> None:
    store = opened(worker_count=2)
    store.query(LIGHT)
    told: list[object] = []
    threads = [in_thread(store, COUNT, 3.0, told) for _ in range(3)]
    time.sleep(2.2)
    times = []
    while threads[0].is_alive() and len(times) < 10:
        started = time.monotonic()
        store.query(LIGHT, limits=Limits(seconds=5))
        times.append(time.monotonic() - started)
    for thread in threads:
        thread.join()
    assert all(isinstance(error, QueryTimeout | StoreBusy) for error in told)
    assert len(told) == 3
    assert len(times) == 10
    assert sorted(times)[5] < 0.5


@pytest.mark.alone
def test_a_full_queue_turns_queries_away_at_once(opened: Opener) -> None:
    store = opened(worker_count=1, queue_length=1)
    told: list[object] = []
    threads = [in_thread(store, COUNT, 2.0, told) for _ in range(2)]
    time.sleep(0.5)
    started = time.monotonic()
    with pytest.raises(StoreBusy, match="the queue is full") as caught:
        store.query(LIGHT, limits=Limits(seconds=2))
    assert time.monotonic() - started < 0.5
    assert caught.value.extra["retry_after"] >= 1
    for thread in threads:
        thread.join()


@pytest.mark.alone
def test_a_client_that_hangs_up_frees_its_worker(opened: Opener) -> None:
    store = opened(worker_count=1)
    store.query(LIGHT)
    pids = store.worker_pids()
    cancellation = Cancellation()
    told: list[object] = []
    thread = in_thread(store, COUNT, 30, told, cancellation=cancellation)
    time.sleep(0.3)
    waiting = Cancellation()
    waiter = in_thread(store, LIGHT, 30, told, cancellation=waiting)
    time.sleep(0.1)
    waiting.cancel()
    waiter.join(1)
    assert isinstance(told[0], QueryCancelled)
    cancellation.cancel()
    thread.join(1)
    assert isinstance(told[1], QueryCancelled)
    assert gone(pids)
    assert store.query(LIGHT, limits=Limits(seconds=5)).kind == "bindings"


def test_a_query_given_up_before_it_began_never_runs(opened: Opener) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(QueryCancelled):
        opened().query(COUNT, cancellation=cancellation)


def test_a_query_that_takes_too_much_memory_ends_alone(opened: Opener) -> None:
    store = opened(worker_count=1, worker_bytes=100_000_000)
    with pytest.raises(ResultTooLarge, match="more memory than a worker may take") as caught:
        store.query("SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f LIMIT 3", limits=Limits(seconds=30))
    assert caught.value.extra["limit_memory"] == 100_000_000
    assert store.query(LIGHT, limits=Limits(seconds=5)).kind == "bindings"


def test_a_query_that_the_engine_dies_of_ends_alone(opened: Opener) -> None:
    store = opened(worker_count=1)
    store.query(LIGHT)
    told: list[object] = []
    thread = in_thread(store, COUNT, 20, told)
    time.sleep(0.3)
    os.kill(store.worker_pids()[0], signal.SIGSEGV)  # what the kernel sends when the engine overruns its stack
    thread.join(5)
    assert isinstance(told[0], ResultTooLarge)
    assert "nests or chains too much" in str(told[0])
    assert store.query(LIGHT, limits=Limits(seconds=5)).kind == "bindings"


def test_a_worker_killed_from_outside_is_replaced(opened: Opener) -> None:
    store = opened(worker_count=1)
    store.query(LIGHT)
    (pid,) = store.worker_pids()
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    assert store.query(LIGHT, limits=Limits(seconds=5)).kind == "bindings"
    told: list[object] = []
    thread = in_thread(store, COUNT, 20, told)
    time.sleep(0.3)
    os.kill(store.worker_pids()[0], signal.SIGKILL)
    thread.join(5)
    assert isinstance(told[0], ResultTooLarge)
    assert "killed from outside" in str(told[0])


def test_closing_the_store_ends_its_workers_and_what_they_run(opened: Opener) -> None:
    store = opened(worker_count=2)
    told: list[object] = []
    thread = in_thread(store, COUNT, 30, told)
    time.sleep(0.4)
    pids = store.worker_pids()
    store.close()
    store.close()
    thread.join(5)
    assert isinstance(told[0], QueryCancelled)
    assert pids
    assert gone(pids)


def test_workers_end_with_their_parent_however_it_dies(folder: Path) -> None:
    code = """
        import sys, threading, time
        from conflict_graph.store.base import Limits
        from conflict_graph.store.directory import DirectoryStore
        store = DirectoryStore(sys.argv[1])
        store.query(sys.argv[3])
        threading.Thread(target=store.query, args=(sys.argv[2],), daemon=True).start()
        time.sleep(0.5)
        print(*store.worker_pids(), flush=True)
        time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(folder), COUNT, LIGHT],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": SOURCE},
    ) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert pids
    assert gone(pids)


def test_workers_know_no_secrets_and_can_open_no_connection(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_GRAPH_WRITE_TOKEN", "very-secret")
    store = opened(worker_count=1)
    store.query(LIGHT)
    (pid,) = store.worker_pids()
    if sys.platform == "linux":
        assert b"very-secret" not in Path(f"/proc/{pid}/environ").read_bytes()
        status = Path(f"/proc/{pid}/status").read_text()
        assert "Seccomp:\t2" in status
        sockets = [link for link in Path(f"/proc/{pid}/fd").iterdir() if "socket" in str(link.readlink())]
        assert len(sockets) == 1


def test_a_worker_is_light(opened: Opener) -> None:
    code = "import sys, conflict_graph.store.workers.worker; print(*sorted(m for m in sys.modules if '.' not in m))"
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": SOURCE},
    ).stdout.split()
    assert not {"pydantic", "httpx", "networkx", "rdflib", "scipy"} & set(told)


def test_answers_of_many_threads_do_not_mix(opened: Opener) -> None:
    store = opened(worker_count=2)
    wrong: list[object] = []

    def ask(start: int) -> None:
        for number in range(start, 300, 8):
            answer = store.query(
                f"SELECT ?l {{ <u:c{number}> <u:label> ?l }}", accept=["csv"], limits=Limits(seconds=20)
            )
            if answer.body != f"l\r\nclaim number {number}\r\n".encode():
                wrong.append(answer)

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
