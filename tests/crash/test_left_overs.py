"""What dead processes leave behind goes, what living ones use stays, and a store does not grow by being changed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest

from conflict_graph.opening import open_store
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change
from conflict_graph.store.directory import DirectoryStore

LONG_AGO = 1_000_000_000
OPEN_AND_WAIT = """
import sys
from conflict_graph.opening import open_store
store = open_store(None, shipped_data=False)
print(store.location, flush=True)
sys.stdin.read()
"""


def test_temporary_stores_of_dead_processes_go_and_those_of_living_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    processes = []
    for _ in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", OPEN_AND_WAIT],
            env={**os.environ, "TMPDIR": str(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        processes.append((process, Path(process.stdout.readline().strip()).parent))
    (dead, left), (living, used) = processes
    try:
        dead.kill()
        dead.communicate()
        for folder in (left, used):
            os.utime(folder, (LONG_AGO, LONG_AGO))
        with open_store(None, shipped_data=False) as own:
            assert not left.exists()
            assert used.exists()
            assert own.count() == 0
    finally:
        living.communicate()


def test_a_half_built_cache_of_a_dead_process_goes(tmp_path: Path) -> None:
    left = tmp_path / "shipped-0123456789abcdef.01234567"
    left.mkdir()
    os.utime(left, (LONG_AGO, LONG_AGO))
    with open_store(None, Settings(cache_directory=tmp_path)):
        assert [path.name.count(".") for path in tmp_path.iterdir()] == [0]


def test_many_changes_keep_few_snapshots_and_little_disk(tmp_path: Path) -> None:
    with DirectoryStore(tmp_path / "store", create=True) as store:
        sizes = []
        for number in range(24):
            value = ox.Quad(ox.NamedNode(f"urn:{number % 5}"), ox.NamedNode("urn:p"), ox.Literal(f"{number}" * 200))
            store.change(Change(remove=list(store.quads()), add=[value]))
            sizes.append(sum(path.stat().st_size for path in (tmp_path / "store").rglob("*") if path.is_file()))
        assert len(list((tmp_path / "store" / "snapshots").iterdir())) == 2
        assert not (tmp_path / "store" / "drafts").exists()
        assert max(sizes[12:]) < 2 * max(sizes[:12])
