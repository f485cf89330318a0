"""One suite over every kind of store: memory, a directory, and a real endpoint on loopback.

`store` is an empty, writable store of each kind in turn. The endpoint is the oxigraph server that comes with the
development tools. It and the directory store with its workers are started once, emptied before each test, and ended
with the run; a test that needs settings, or two stores, gets stores of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from serving import oxigraph_server

from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.memory import MemoryStore
from conflict_graph.store.remote import RemoteStore

EXAMPLE = """
PREFIX x: <http://example.com/>
INSERT DATA {
  x:ada a x:Person ; x:name "Ada" , "Ada, \\"the\\" first\\nof two"@en ; x:age 36 .
  x:bob a x:Person ; x:name "Bob <result> },{ \\\\ tail" ; x:knows x:ada .
  GRAPH x:one { x:ada x:likes x:tea }
  GRAPH x:two { x:ada x:likes x:tea . x:bob x:likes x:milk }
}"""

Opener = Callable[..., Store]


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running oxigraph server."""
    with oxigraph_server(tmp_path_factory.mktemp("endpoint")) as address:
        yield address


@pytest.fixture(scope="session")
def kept_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DirectoryStore]:
    """A store on disk that lasts for the run."""
    with DirectoryStore(tmp_path_factory.mktemp("kept") / "store", create=True) as store:
        yield store


@pytest.fixture(params=["memory", "directory", "remote"])
def open_empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """A function that opens an empty store of each kind with given settings."""
    opened: list[Store] = []

    def opener(**settings: object) -> Store:
        made = Settings.model_validate(settings)
        if request.param == "memory":
            store: Store = MemoryStore(made)
        elif request.param == "directory" and not settings and not opened:
            kept: DirectoryStore = request.getfixturevalue("kept_directory")
            kept.change(Change(updates=["CLEAR ALL"]))
            return kept
        elif request.param == "directory":
            store = DirectoryStore(tmp_path / f"store-{len(opened)}", made, create=True)
        else:
            address = request.getfixturevalue("endpoint")
            store = RemoteStore(f"{address}/query", f"{address}/update", made)
            store.change(Change(updates=["CLEAR ALL"]))
        opened.append(store)
        return store

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def store(open_empty: Opener) -> Store:
    """An empty store of each kind."""
    return open_empty()


@pytest.fixture
def example(store: Store) -> Store:
    """A store of each kind with five-odd statements about two people, some in named graphs."""
    store.change(Change(updates=[EXAMPLE]))
    return store
