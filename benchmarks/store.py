"""Measure the store: loading, queries over HTTP with ever new texts, and small updates, beside native Oxigraph.

    python benchmarks/store.py [--full]

The data are made: positions with their dates, holders and labels, 20,000 statements or, with --full, a million. Peers
run in the same minutes on the same data: the `oxigraph` server and loader, which is the same engine without Python,
and rdflib in memory for the same queries.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path
from random import Random

from run import Line, ask, free_port, process_seconds

from conflict_graph.namespaces import CG, ID, VOCAB, XSD

SMALL, FULL = 20_000, 1_000_000
_EACH = 10
OXIGRAPH = str(Path(sys.executable).with_name("oxigraph"))
LOAD = """
import sys
from pathlib import Path
from conflict_graph.store.base import Change
from conflict_graph.store.directory import DirectoryStore
with DirectoryStore(sys.argv[1], create=True) as store:
    store.change(Change(files=[Path(sys.argv[2])]))
"""
TOKEN = "a-token-for-measuring-only"
PREFIXES = f"PREFIX cg: <{CG}>\nPREFIX xsd: <{XSD}>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"

Ask = Callable[[str], int]
"""Asks a SELECT query and returns the number of rows."""


class Short(Line):
    """A measurement in milliseconds."""

    def __str__(self) -> str:
        times = self.peer / self.ours
        figures = f"{self.ours * 1000:>8.2f} ms{self.peer * 1000:>8.2f} ms{times:>8.2f} x"
        return f"{self.what:<44}{figures}   {self.peer_name}"


def write_data(path: Path, statements: int) -> int:
    """Write so many statements as N-Triples, ten for each claim; the number of claims."""
    claims = statements // _EACH
    with path.open("w", encoding="utf-8") as file:
        for number in range(claims):
            file.write(claim(number, claims))
    return claims


def claim(number: int, claims: int) -> str:
    name, holder = f"<{ID}claim/{number}>", f"<{ID}person/{number % (claims // 10 + 1)}>"
    day = f'"{2000 + number % 25}-{number % 12 + 1:02}-{number % 28 + 1:02}"^^<{XSD}date>'
    until = f'"{2005 + number % 25}-01-01"^^<{XSD}date>'
    pairs = [
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{CG}Position>"),
        (f"<{CG}holder>", holder),
        (f"<{CG}onIssue>", f"<{ID}issue/{number % 50}>"),
        (f"<{CG}stance>", f"<{VOCAB}stance-{number % 3}>"),
        (f"<{CG}claimStatus>", f"<{VOCAB}claim-accepted>"),
        (f"<{CG}statedOn>", day),
        (f"<{CG}validFrom>", day),
        (f"<{CG}validUntil>", until),
        (f"<{CG}wording>", f'"the wording of claim {number}"'),
    ]
    label = f'{holder} <http://www.w3.org/2004/02/skos/core#prefLabel> "Person {number % (claims // 10 + 1)}"@en .\n'
    return "".join(f"{name} {key} {value} .\n" for key, value in pairs) + label


def card(random: Random, claims: int) -> str:
    """Everything about one claim."""
    return f"SELECT ?p ?o {{ <{ID}claim/{random.randrange(claims)}> ?p ?o }}"


def as_of(random: Random, claims: int) -> str:
    """The positions of one person as of a day."""
    day = f'"{2000 + random.randrange(25)}-06-15"^^xsd:date'
    return f"""{PREFIXES}SELECT ?issue ?stance {{
        ?claim cg:holder <{ID}person/{random.randrange(claims // 10)}> ; cg:onIssue ?issue ; cg:stance ?stance ;
            cg:validFrom ?from .
        OPTIONAL {{ ?claim cg:validUntil ?until }}
        FILTER(?from <= {day} && (!BOUND(?until) || ?until > {day})) }}"""


def label(random: Random, claims: int) -> str:
    """Who has a certain label, and what they hold."""
    name = f'"Person {random.randrange(claims // 10)}"@en'
    return f"{PREFIXES}SELECT ?who ?issue {{ ?who skos:prefLabel {name} . ?claim cg:holder ?who ; cg:onIssue ?issue }}"


KINDS = {"one claim": card, "positions as of a day": as_of, "by label": label}


@contextmanager
def service(command: list[str], path: str, ready: str) -> Iterator[http.client.HTTPConnection]:
    """Run a server until the block ends; a connection to it that is kept open."""
    port = free_port()
    environment = {**environ, "CONFLICT_GRAPH_WRITE_TOKEN": TOKEN, "CONFLICT_GRAPH_CLIENT_SECONDS": "1000000"}
    full = [part.format(port=port, path=path) for part in command]
    server = subprocess.Popen(full, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        ask(server, f"http://127.0.0.1:{port}{ready}")
        yield http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    finally:
        server.terminate()
        server.wait(timeout=20)


def post(connection: http.client.HTTPConnection, path: str, form: dict[str, str]) -> bytes:
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/sparql-results+json",
        "Authorization": f"Bearer {TOKEN}",
    }
    connection.request("POST", path, urllib.parse.urlencode(form), headers)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status < 300, body
    return body


def over_http(connection: http.client.HTTPConnection, path: str) -> Ask:
    return lambda query: len(json.loads(post(connection, path, {"query": query}))["results"]["bindings"])


def in_rdflib(file: Path) -> Ask:
    import rdflib

    graph = rdflib.Graph()
    graph.parse(file, format="nt")
    return lambda query: len(list(graph.query(query)))


def measured(asks: dict[str, Ask], kind: str, claims: int, times: int) -> dict[str, float]:
    """Return the median seconds of each; all are asked the same texts, by turns, and must return as many rows."""
    random = Random(kind)
    seconds: dict[str, list[float]] = {name: [] for name in asks}
    for _ in range(times):
        query = KINDS[kind](random, claims)
        rows = set()
        for name, asked in asks.items():
            started = time.perf_counter()
            rows.add(asked(query))
            seconds[name].append(time.perf_counter() - started)
        assert len(rows) == 1, f"they disagree: {rows} rows for {query}"
    return {name: statistics.median(found) for name, found in seconds.items()}


def load_line(folder: Path, file: Path, statements: int) -> Line:
    ours = process_seconds("-c", LOAD, str(folder / "ours"), str(file))
    started = time.perf_counter()
    command = [OXIGRAPH, "load", "--location", str(folder / "native"), "--file", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return Line(f"load {statements:,} statements", ours, time.perf_counter() - started, "oxigraph load")


def update_line(
    ours: http.client.HTTPConnection, native: http.client.HTTPConnection, statements: int, times: int
) -> Line:
    """One statement more, acknowledged when durable; the native server does not force it to the disk."""
    seconds: list[list[float]] = [[], []]
    for number in range(times):
        text = f"INSERT DATA {{ <urn:new:{number}> <urn:p> {number} }}"
        for place, connection in enumerate((ours, native)):
            started = time.perf_counter()
            post(connection, "/update", {"update": text})
            seconds[place].append(time.perf_counter() - started)
    what = f"add one statement to {statements:,}"
    ours_, native_ = map(statistics.median, seconds)
    return Short(what, ours_, native_, "oxigraph serve, without a snapshot or fsync")


def lines(statements: int, times: int, with_rdflib: bool) -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "data.nt"
        claims = write_data(file, statements)
        yield load_line(folder, file, statements)
        python = [sys.executable, "-m", "conflict_graph", "serve", "--port", "{port}", "--store", "{path}"]
        peer = [OXIGRAPH, "serve", "--bind", "127.0.0.1:{port}", "--location", "{path}"]
        with (
            service(python, str(folder / "ours"), "/readyz") as ours,
            service(peer, str(folder / "native"), "/") as native,
        ):
            asks = {"ours": over_http(ours, "/sparql"), "native": over_http(native, "/query")}
            if with_rdflib:
                asks["rdflib"] = in_rdflib(file)
            for kind in KINDS:
                found = measured(asks, kind, claims, times)
                yield Short(f"{kind}, over HTTP", found["ours"], found["native"], "oxigraph serve")
                if with_rdflib:
                    yield Short(f"{kind}, over HTTP", found["ours"], found["rdflib"], "rdflib in memory, without HTTP")
            yield update_line(ours, native, statements, max(3, times // 5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help=f"{FULL:,} statements instead of {SMALL:,}")
    parser.add_argument("--times", type=int, default=50, help="queries of each kind (default 50)")
    given = parser.parse_args()
    print(f"{'':<44}{'ours':>11}{'peer':>11}{'ratio':>10}   peer")
    for line in lines(FULL if given.full else SMALL, given.times, with_rdflib=not given.full):
        print(line, flush=True)


if __name__ == "__main__":
    main()
