"""A disk that is full when a change is to be published: nothing changes, the error says why, and serving goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from crash_stream import TOKEN, authorised, counts, update
from service_process import ServiceProcess, served

from conflict_graph.store.directory import DirectoryStore

BIG = "INSERT DATA { " + " ".join(f"<urn:big:{n}> <urn:text> '{n:060x}' ." for n in range(60_000)) + " }"
Fill = Callable[[ServiceProcess], None]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, Fill]]:
    """A folder without room for BIG: a small file system where one may be mounted, else files that may not grow."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield folder, (_leave_alone if mounted else _let_no_file_grow)
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def _leave_alone(service: ServiceProcess) -> None:
    """The file system is small enough by itself."""


def _let_no_file_grow(service: ServiceProcess) -> None:
    for process in (service.process, *service.workers()):
        process.rlimit(psutil.RLIMIT_FSIZE, (2_000_000, 2_000_000))


@pytest.mark.usefixtures("own_surroundings")
def test_a_full_disk_refuses_the_write_and_nothing_else(small_disk: tuple[Path, Fill]) -> None:
    folder, fill = small_disk
    with served("--store", str(folder / "store"), "--no-data", write_token=TOKEN) as service:
        fill(service)
        with service.client(timeout=60, headers=authorised()) as client:

            def change(text: str) -> int:
                return client.post("/update", data={"update": text}).status_code

            assert change(update("a", 1)) == 204
            before = client.get("/readyz").json()["snapshot"]
            refused = client.post("/update", data={"update": BIG})
            assert (refused.status_code, refused.json()["code"]) == (507, "store-full")
            assert "Nothing was changed" in refused.json()["hint"]
            assert client.get("/readyz").json()["snapshot"] == before
            asked = client.get("/sparql", params={"query": "ASK { <urn:a> <urn:count> 1 }", "format": "json"})
            assert asked.json()["boolean"] is True
            assert change(update("a", 2)) == 204
        assert not (folder / "store" / "drafts").exists()
    with DirectoryStore(folder / "store") as store:
        assert counts(store) == {"a": 2}
