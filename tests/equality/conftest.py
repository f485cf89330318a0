"""One set of data, kept in every way and asked in every way.

`data` is the seed article with its reference facts and two invented articles. `kept` opens it in memory, in a
directory, behind a remote endpoint, and dealt over named graphs, some statements in several of them. `served` is the
directory, with a service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from serving import oxigraph_server, running

import conflict_graph as cg
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.rdf.source_texts import attach_texts
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.memory import MemoryStore
from conflict_graph.store.remote import RemoteStore
from conflict_graph.write.load import load
from conflict_graph_api.app import create_app

KINDS = ("memory", "directory", "remote", "split in memory", "split behind an endpoint")


@dataclass(frozen=True)
class Served:
    """A graph, the directory it is in, and a client of its service."""

    graph: cg.Graph
    directory: Path
    client: httpx.Client


@pytest.fixture(scope="session")
def data(root: Path) -> list[ox.Quad]:
    """The seed article, its reference facts and both invented articles, with their texts and shortcuts."""
    files = [root / "data" / name for name in ("ontology.ttl", "events.ttl", "reference.ttl")]
    files += sorted((root / "tests" / "fixtures" / "articles").glob("*.ttl"))
    documents = [attach_texts(read_rdf(file), file.parent) for file in files]
    with MemoryStore() as store:
        load(store, documents, check=False)
        return list(store.quads())


@pytest.fixture(scope="session")
def split(data: list[ox.Quad]) -> list[ox.Quad]:
    """The same triples over three named graphs, every tenth in all of them."""
    graphs = [ox.NamedNode(f"http://example.org/part/{number}") for number in range(3)]
    return [
        ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        for place, quad in enumerate(data)
        for graph in (graphs if place % 10 == 0 else [graphs[place % 3]])
    ]


@pytest.fixture(scope="session")
def served(data: list[ox.Quad], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The data in a directory, with a service."""
    directory = tmp_path_factory.mktemp("equal") / "store"
    with ExitStack() as stack:
        store = stack.enter_context(DirectoryStore(directory, create=True))
        store.change(Change(add=data))
        address = stack.enter_context(running(create_app(store)))
        client = stack.enter_context(httpx.Client(base_url=address, trust_env=False, timeout=30))
        yield Served(cg.Graph(store), directory, client)


@pytest.fixture(scope="session")
def kept(
    data: list[ox.Quad], split: list[ox.Quad], served: Served, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], cg.Graph]]:
    """Open the data kept in one of KINDS, once for all tests."""
    opened: dict[str, cg.Graph] = {"directory": served.graph}
    union = Settings(union_default_graph=True)
    with ExitStack() as stack:

        def endpoint(settings: Settings) -> Store:
            address = stack.enter_context(oxigraph_server(tmp_path_factory.mktemp("endpoint")))
            return RemoteStore(f"{address}/query", f"{address}/update", settings)

        def made(kind: str) -> cg.Graph:
            settings = union if kind.startswith("split") else Settings()
            remote = kind in ("remote", "split behind an endpoint")
            store = endpoint(settings) if remote else MemoryStore(settings)
            store.change(Change(add=split if kind.startswith("split") else data))
            return cg.Graph(store, settings)

        def find(kind: str) -> cg.Graph:
            if kind not in opened:
                opened[kind] = made(kind)
                stack.callback(opened[kind].close)
            return opened[kind]

        yield find
