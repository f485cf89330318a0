"""Commands beside a running server that takes updates all the time: load, backup, restore."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from crash_stream import TOKEN, Writing, counts, writing
from service_process import ServiceProcess, served

from conflict_graph.errors import StoreUnreadable
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.write.backup import canonical_hash, read_backup

TERMS = """
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    <urn:scheme> a skos:ConceptScheme ; skos:prefLabel "A scheme"@en .
    <urn:loaded> a skos:Concept ; skos:prefLabel "Loaded beside the server"@en ; skos:inScheme <urn:scheme> .
"""
KILLS = 3


def command(*arguments: object) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "conflict_graph", *map(str, arguments)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(*arguments: object) -> tuple[int, str, str]:
    with command(*arguments) as process:
        told, problems = process.communicate(timeout=60)
        return process.returncode, told, problems


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory, own_surroundings: None) -> Iterator[tuple[ServiceProcess, Path]]:
    """A service on a store of its own, and the folder of the store."""
    folder = tmp_path_factory.mktemp("busy") / "store"
    with served("--store", str(folder), "--no-data", write_token=TOKEN) as service:
        yield service, folder


@pytest.fixture
def stream(busy: tuple[ServiceProcess, Path]) -> Iterator[Writing]:
    """Two clients that write to the service all the time."""
    service, folder = busy
    with DirectoryStore(folder, writable=False) as store:
        start = {"a": 0, "b": 0} | counts(store)
    with writing(service.address, start) as running:
        while running.acknowledged == start:
            time.sleep(0.005)
        yield running


def test_a_load_beside_a_busy_server_is_done_and_seen_without_a_restart(
    busy: tuple[ServiceProcess, Path], stream: Writing, tmp_path: Path
) -> None:
    service, folder = busy
    file = tmp_path / "terms.ttl"
    file.write_text(TERMS, "utf-8")
    code, told, problems = run("load", file, "--store", folder)
    assert code == 0, problems
    with service.client(timeout=30) as client:
        asked = client.get("/sparql", params={"query": "ASK { <urn:loaded> skos:inScheme ?scheme }", "format": "json"})
    assert asked.json()["boolean"] is True, told
    stream.stop()
    assert not stream.refused
    with DirectoryStore(folder, writable=False) as store:
        assert counts(store) == stream.acknowledged


def test_a_backup_of_a_busy_store_is_one_snapshot_and_comes_back_identical(
    busy: tuple[ServiceProcess, Path], stream: Writing, tmp_path: Path
) -> None:
    _, folder = busy
    before = dict(stream.acknowledged)
    code, _, problems = run("backup", tmp_path / "backup", "--store", folder)
    after = dict(stream.sent)
    assert code == 0, problems
    assert run("restore", tmp_path / "backup", "--store", tmp_path / "restored")[0] == 0
    manifest, _ = read_backup(tmp_path / "backup")
    with DirectoryStore(tmp_path / "restored") as restored:
        assert canonical_hash(restored.quads()) == manifest.rdfc10_sha256
        assert all(before[writer] <= found <= after[writer] for writer, found in counts(restored).items())
        kept = restored.snapshot
        code, _, problems = run("restore", tmp_path / "backup", "--store", tmp_path / "restored")
        assert code == 2
        assert "--replace" in problems
        assert restored.snapshot == kept
    assert run("restore", tmp_path / "backup", "--store", tmp_path / "restored", "--replace")[0] == 0


def test_an_interrupted_restore_leaves_nothing_half(busy: tuple[ServiceProcess, Path], tmp_path: Path) -> None:
    _, folder = busy
    assert run("backup", tmp_path / "backup", "--store", folder)[0] == 0
    manifest, _ = read_backup(tmp_path / "backup")
    started = time.monotonic()
    assert run("restore", tmp_path / "backup", "--store", tmp_path / "whole")[0] == 0
    longest = time.monotonic() - started
    chance = random.Random(7)
    for round_ in range(KILLS):
        target = tmp_path / f"killed-{round_}"
        with command("restore", tmp_path / "backup", "--store", target) as process:
            time.sleep(longest * chance.uniform(0.5, 1.0))
            os.kill(process.pid, signal.SIGKILL)
        try:
            with DirectoryStore(target, writable=False) as store:
                assert store.count() in (0, manifest.statements)
        except StoreUnreadable:
            assert not (target / "CURRENT").exists()
        assert run("restore", tmp_path / "backup", "--store", target, "--replace")[0] == 0
        with DirectoryStore(target, writable=False) as store:
            assert canonical_hash(store.quads()) == manifest.rdfc10_sha256
