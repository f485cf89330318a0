"""Writers of several processes take turns: whoever waits is let in before the one that writes all the time."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox

from conflict_graph.store.base import Change
from conflict_graph.store.directory import DirectoryStore

TURNS = 5
WRITES_ALL_THE_TIME = """
import sys
import pyoxigraph as ox
from conflict_graph.store.base import Change
from conflict_graph.store.directory import DirectoryStore
store, number = DirectoryStore(sys.argv[1]), 0
while True:
    store.change(Change(add=[ox.Quad(ox.NamedNode("urn:other"), ox.NamedNode("urn:n"), ox.Literal(number))]))
    number += 1
"""


def test_a_writer_that_waits_goes_before_one_that_writes_all_the_time(tmp_path: Path) -> None:
    with DirectoryStore(tmp_path / "store", create=True) as store:
        other = subprocess.Popen([sys.executable, "-c", WRITES_ALL_THE_TIME, str(tmp_path / "store")])
        try:
            while not store.count():
                assert other.poll() is None
                time.sleep(0.01)
            overtaken = []
            for number in range(TURNS):
                before = store.count()
                store.change(Change(add=[ox.Quad(ox.NamedNode("urn:own"), ox.NamedNode("urn:n"), ox.Literal(number))]))
                overtaken.append(store.count() - before - 1)
        finally:
            other.kill()
            other.wait()
        print(f"changes of the other that came first: {overtaken}")
        assert max(overtaken) <= 4
        assert sum(overtaken) <= 2 * TURNS
