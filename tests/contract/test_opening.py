"""One door to all stores, and the shipped data behind it."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conflict_graph.errors import ReadOnly, StoreUnreadable
from conflict_graph.opening import open_store
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Limits
from conflict_graph.store.directory import DirectoryStore


def in_cache(folder: Path) -> Settings:
    return Settings.model_validate({"cache_directory": folder})


def test_without_a_location_the_shipped_data_are_opened_read_only(tmp_path: Path) -> None:
    with open_store(None, in_cache(tmp_path)) as store:
        assert store.ask("ASK { per:emmanuel-macron a cg:Person ; cg:attends ?meeting }")
        assert store.ask("ASK { ?source a cg:Source ; cg:text ?text }")
        with pytest.raises(ReadOnly, match="directory of your own"):
            store.change(Change(updates=["CLEAR ALL"]))
        first = store.snapshot
    with open_store(None, in_cache(tmp_path)) as store:
        assert store.snapshot == first
    assert len(list(tmp_path.iterdir())) == 1


def test_extra_quads_get_shipped_data_of_their_own(tmp_path: Path) -> None:
    extra = read_rdf(b"<http://example.com/a> <http://example.com/b> 1 .").quads
    with open_store(None, in_cache(tmp_path)) as plain, open_store(None, in_cache(tmp_path), extra=extra) as more:
        assert more.count() == plain.count() + 1


def test_several_that_build_the_shipped_data_at_once_all_get_them(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from conflict_graph.settings import Settings\n"
        "from conflict_graph.opening import open_store\n"
        "store = open_store(None, Settings.model_validate({'cache_directory': Path(sys.argv[1])}))\n"
        "print(store.snapshot, store.count() > 1000)"
    )

    def other(_: int) -> str:
        return subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
        ).stdout

    with ThreadPoolExecutor() as pool:
        told = set(pool.map(other, range(3)))
    assert len(told) == 1
    assert told.pop().endswith("True\n")
    assert len(list(tmp_path.iterdir())) == 1


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with open_store(None, in_cache(tmp_path / "file")) as store:
        assert isinstance(store, DirectoryStore)
        folder = Path(store.location)
        assert store.ask("ASK { per:emmanuel-macron a cg:Person }")
        with pytest.raises(ReadOnly):
            store.change(Change(updates=["CLEAR ALL"]))
    assert not folder.exists()


def test_serving_makes_a_new_directory_with_or_without_the_shipped_data(tmp_path: Path) -> None:
    with open_store(tmp_path / "full", in_cache(tmp_path), shipped_data=True) as store:
        count = store.count()
        assert count > 1000
        store.change(Change(updates=["INSERT DATA { per:a foaf:name 'A' }"]))
    with open_store(tmp_path / "full", in_cache(tmp_path), shipped_data=True) as store:
        assert store.count() == count + 1
    with open_store(tmp_path / "bare", in_cache(tmp_path), shipped_data=False) as store:
        assert store.count() == 0
    with open_store(None, in_cache(tmp_path), shipped_data=False) as store:
        assert store.count() == 0
        assert store.query("ASK {}", limits=Limits(seconds=10)).kind == "boolean"


def test_asking_a_directory_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreadable, match="There is no store at"):
        open_store(tmp_path / "typo", in_cache(tmp_path))
    assert not (tmp_path / "typo").exists()
    with open_store(tmp_path / "new", in_cache(tmp_path), create=True) as store:
        assert store.count() == 0


def test_memory_is_an_empty_store(tmp_path: Path) -> None:
    with open_store("memory", in_cache(tmp_path)) as store:
        assert (store.location, store.count(), store.writable) == ("memory", 0, True)
