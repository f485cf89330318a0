"""Fixtures of the service tests: real servers on free loopback ports, asked by a plain HTTP client.

`client` asks a small graph of two people and one named graph, read-only; `writable` an empty one that takes writes with
`TOKEN`, emptied after each test; `live_server` is the address of a server of the shipped data, which `browser` asks for
pages; `views` asks such a server for the graph view, with a file of scenes of its own. `serve` starts a server for any
application and stops it after the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from serving import running

import conflict_graph as cg
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

TOKEN = "a-token-for-tests"
PEOPLE = """
INSERT DATA {
  per:ada a cg:Person ; skos:prefLabel "Ada"@en ; foaf:age 36 .
  per:bo a cg:Person ; skos:prefLabel "Bo <b>&</b> Söhne"@de ; foaf:homepage <javascript:alert(1)> .
  GRAPH <https://example.org/g> { per:ada foaf:knows per:bo }
}"""


@pytest.fixture
def serve() -> Iterator[Callable[[FastAPI], httpx.Client]]:
    """Start a server for an application; the client that asks it."""
    with ExitStack() as stack:

        def start(app: FastAPI) -> httpx.Client:
            address = stack.enter_context(running(app))
            return stack.enter_context(httpx.Client(base_url=address, trust_env=False))

        yield start


@pytest.fixture(scope="session")
def people() -> MemoryStore:
    store = MemoryStore()
    store.change(Change(updates=[PEOPLE]))
    return store


@pytest.fixture(scope="session")
def client(own_surroundings: None, people: MemoryStore) -> Iterator[httpx.Client]:
    """A read-only service of a small graph, with small limits on bodies and addresses."""
    settings = Settings(body_bytes=10_000, url_bytes=4_096)
    with running(create_app(people, settings)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        yield client


@contextmanager
def writing(settings: Settings) -> Iterator[httpx.Client]:
    with running(create_app(MemoryStore(), settings)) as address:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=address, headers=headers, trust_env=False) as client:
            yield client


@pytest.fixture(scope="session")
def writable_service(own_surroundings: None) -> Iterator[httpx.Client]:
    with writing(Settings(write_token=SecretStr(TOKEN))) as client:
        yield client


@pytest.fixture
def ungated(own_surroundings: None) -> Iterator[httpx.Client]:
    """A service that starts empty and takes claims that break the shapes, for tests that need no sound ones."""
    with writing(Settings(write_token=SecretStr(TOKEN), write_gate=False)) as client:
        yield client


@pytest.fixture
def writable(writable_service: httpx.Client) -> Iterator[httpx.Client]:
    """A service that starts empty and takes writes with the token, which the client sends."""
    yield writable_service
    writable_service.post("/update", data={"update": "DROP ALL"}).raise_for_status()


@pytest.fixture(scope="session")
def live_server(shipped: cg.Graph) -> Iterator[str]:
    """The address of a service of the shipped data."""
    with running(create_app(shipped.store)) as address:
        yield address


@pytest.fixture(scope="session")
def browser(live_server: str) -> Iterator[httpx.Client]:
    """A client that asks the service of the shipped data for pages, as browsers do."""
    headers = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
    with httpx.Client(base_url=live_server, headers=headers, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def views(shipped: cg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a service of the shipped data, whose scenes lie in a file of its own."""
    scenes = tmp_path_factory.mktemp("scenes") / "scenes.sqlite"
    settings = Settings(scene_file=scenes, client_seconds=10_000, embed_ancestors="https://news.example *.blog.example")
    app = create_app(shipped.store, settings)
    with running(app) as address, httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
        yield client
