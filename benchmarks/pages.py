"""Measure the pages: server time when first asked for and when asked again, and bytes, plain and packed.

    python benchmarks/pages.py [--full]

The data are the shipped ones and, with --full, so many copies of them side by side that they make a million
statements. Nothing that was read before is kept when a page is first asked for. The peer is pyoxigraph alone, which
writes everything the same database says of the same thing and of the claims that name it as Turtle, in the same minute.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pyoxigraph as ox
from starlette.types import Message

from conflict_graph.ask import claims, evidence, labels, overview
from conflict_graph.namespaces import BASE, CG, ID, PREFIXES
from conflict_graph.opening import open_store
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph_api.app import create_app
from conflict_graph_api.pages import answer

FULL = 1_000_000
EACH = 15
LISTS = ("/", "/meetings", "/actors", "/issues", "/sources")
KINDS = ("Meeting", "Person", "State", "Coalition", "Issue", "Position", "Participation", "Source")
DESCRIPTION = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ BIND(<{0}> AS ?s) }} UNION {{ ?s ?any <{0}> }} ?s ?p ?o }}"
_NAMED = re.compile(rf"<({re.escape(ID)}[^>]+)>")
MOST_SECONDS = 1_000_000


@dataclass(frozen=True)
class Page:
    """One page as it came: seconds when first asked for and when asked again, and bytes, plain and packed."""

    first: float
    again: float
    plain: int
    packed: int


class Service:
    """The application asked in this process, without a network between."""

    def __init__(self, store: Store) -> None:
        self._app = create_app(store, Settings(client_seconds=MOST_SECONDS))

    def page(self, path: str) -> Page:
        """Ask for a page when nothing is known of it, and once more."""
        _forget()
        first, plain = self._ask(path, "identity")
        again, _ = self._ask(path, "identity")
        return Page(first, again, plain, self._ask(path, "gzip")[1])

    def _ask(self, path: str, encoding: str) -> tuple[float, int]:
        started = time.perf_counter()
        size = asyncio.run(self._answered(path, encoding))
        return time.perf_counter() - started, size

    async def _answered(self, path: str, encoding: str) -> int:
        headers = [(b"host", b"localhost"), (b"accept", b"text/html"), (b"accept-encoding", encoding.encode())]
        address, _, query = path.partition("?")
        scope = {
            "type": "http", "http_version": "1.1", "method": "GET", "path": address, "raw_path": address.encode(),
            "query_string": query.encode(), "headers": headers, "scheme": "http", "root_path": "",
            "client": ("127.0.0.1", 1), "server": ("localhost", 80), "state": {},
        }  # fmt: skip
        asked, sizes, status = False, [0], [0]
        over = asyncio.Event()

        async def receive() -> Message:
            nonlocal asked
            if asked:
                await over.wait()
                return {"type": "http.disconnect"}
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sizes.append(len(message.get("body", b"")))
            status.append(message.get("status", 0))

        await self._app(scope, receive, send)
        over.set()
        assert sum(status) == 200, (path, status)
        return sum(sizes)


def _forget() -> None:
    for cache in (claims._claims, evidence._evidence, labels._refs, overview._counts, answer._pages):
        cache.clear()


def copies(quads: list[ox.Quad], statements: int) -> Iterator[str]:
    """Yield lines of N-Triples: the data, and copies of all their things under other names until there are so many."""
    lines = [f"{quad.triple} .\n" for quad in quads]
    own = [line for line in lines if line.startswith(f"<{ID}")]
    yield from lines
    for number in range((statements - len(lines)) // len(own)):
        yield from (_NAMED.sub(rf"<\1-{number}>", line) for line in own)


def larger(shipped: Store, folder: Path, statements: int) -> Store:
    """Return a store of so many statements, made of copies of the shipped ones."""
    file = folder / "copies.nt"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(copies(list(shipped.quads()), statements))
    store = DirectoryStore(folder / "store", create=True)
    store.change(Change(files=[file]))
    return store


def peer(database: ox.Store, iri: str) -> float:
    """Seconds that the engine alone takes to describe a thing."""
    started = time.perf_counter()
    found = database.query(DESCRIPTION.format(iri))
    assert isinstance(found, ox.QueryTriples)
    ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    return time.perf_counter() - started


def things(store: Store, kind: str) -> list[str]:
    rows = store.select(f"SELECT DISTINCT ?thing {{ ?thing a <{CG}{kind}> FILTER(STRSTARTS(STR(?thing), '{ID}')) }}")
    found = sorted(row["thing"].value for row in rows)  # type: ignore[union-attr]
    return Random(1).sample(found, min(EACH, len(found)))


def line(what: str, pages: list[Page], peers: list[float]) -> str:
    def middle(values: list[float]) -> float:
        return statistics.median(values)

    first, again = middle([one.first for one in pages]), middle([one.again for one in pages])
    sizes = (
        f"{middle([one.plain for one in pages]) / 1000:>7.0f} kB{middle([one.packed for one in pages]) / 1000:>6.0f} kB"
    )
    beside = f"{middle(peers) * 1000:>8.1f} ms{first / middle(peers):>7.1f} x" if peers else ""
    return f"{what:<16}{first * 1000:>8.1f} ms{again * 1000:>8.2f} ms{sizes}{beside}"


def measure(store: DirectoryStore, name: str) -> None:
    service, database = Service(store), store.view().database
    print(f"\n{name}: {store.count():,} statements, the median of {EACH} pages of each kind")
    print(f"{'page':<16}{'first':>11}{'again':>11}{'plain':>10}{'packed':>9}{'pyoxigraph':>11}{'ratio':>9}")
    service.page("/search?q=macron")  # the index of names is made once for a snapshot
    for kind in KINDS:
        chosen = things(store, kind)
        pages = [service.page("/" + iri.removeprefix(BASE)) for iri in chosen]
        print(line(kind, pages, [peer(database, iri) for iri in chosen]), flush=True)
    for path in LISTS:
        print(line(path, [service.page(path) for _ in range(3)], []), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="also measure at a million statements")
    full = parser.parse_args().full
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(cache_directory=Path(folder) / "cache")
        with open_store(None, settings) as shipped:
            assert isinstance(shipped, DirectoryStore)
            measure(shipped, "shipped data")
            if full:
                with larger(shipped, Path(folder), FULL) as store:
                    assert isinstance(store, DirectoryStore)
                    measure(store, "copies")


if __name__ == "__main__":
    main()
