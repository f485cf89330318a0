"""Measure what a person waits for, beside a named peer in the same run: ratios travel between machines, seconds do not.

    make bench

Every figure is the best of several runs, each in a process or on a graph of its own; the peer is rdflib, in memory.
"""

from __future__ import annotations

import argparse
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from os import environ

from conflict_graph.resources import graph_files

AS_OF = """
PREFIX cg: <https://w3id.org/conflict-graph/ontology#>
PREFIX v: <https://w3id.org/conflict-graph/vocab/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?holder ?issue ?stance WHERE {
  ?claim a cg:Position ; cg:holder ?holder ; cg:onIssue ?issue ; cg:stance ?stance ; cg:statedOn ?stated .
  ?claim cg:claimStatus v:claim-accepted .
  OPTIONAL { ?claim cg:validFrom ?from }
  OPTIONAL { ?claim cg:validUntil ?until }
  FILTER(COALESCE(?from, ?stated) <= "2026-02-24"^^xsd:date)
  FILTER(!BOUND(?until) || ?until > "2026-02-24"^^xsd:date)
}
"""
PEER_LOAD = "import rdflib, sys; g = rdflib.Graph(); [g.parse(f) for f in sys.argv[2:]]; list(g.query(sys.argv[1]))"


@dataclass(frozen=True)
class Line:
    """One measurement: ours and the peer's seconds."""

    what: str
    ours: float
    peer: float
    peer_name: str

    def __str__(self) -> str:
        times = self.peer / self.ours
        return f"{self.what:<44}{self.ours:>9.3f} s{self.peer:>9.3f} s{times:>8.1f} x   {self.peer_name}"


def best(measure: Callable[[], float], rounds: int) -> float:
    return min(measure() for _ in range(rounds))


def process_seconds(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def import_line(rounds: int) -> Line:
    empty = best(lambda: process_seconds("-c", "pass"), rounds)
    ours = best(lambda: process_seconds("-c", "import conflict_graph"), rounds) - empty
    peer = best(lambda: process_seconds("-c", "import rdflib"), rounds) - empty
    return Line("import of the package", ours, peer, "import rdflib")


def first_answer_seconds(cache: str) -> float:
    """Seconds from the start of ``serve`` to the end of its first SPARQL answer."""
    port = free_port()
    command = [sys.executable, "-m", "conflict_graph", "serve", "--port", str(port)]
    started = time.perf_counter()
    server = subprocess.Popen(
        command,
        env={**environ, "CONFLICT_GRAPH_CACHE_DIRECTORY": cache},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ask(server, f"http://127.0.0.1:{port}/sparql?{urllib.parse.urlencode({'query': AS_OF})}")
        return time.perf_counter() - started
    finally:
        server.terminate()
        server.wait(timeout=20)


def ask(server: subprocess.Popen[bytes], address: str) -> bytes:
    """Fetch an address, trying again until the server listens."""
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return bytes(answer.read())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.01)
    raise SystemExit(f"serve ended with status {server.returncode}; run 'conflict-graph serve' to see why")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cold_start_lines(rounds: int) -> list[Line]:
    files = [str(path) for path in graph_files()]
    peer = best(lambda: process_seconds("-c", PEER_LOAD, AS_OF, *files), rounds)
    with tempfile.TemporaryDirectory() as cache:
        first = first_answer_seconds(cache)
        later = best(lambda: first_answer_seconds(cache), rounds)
    name = "rdflib: parse the same files, ask once, no server"
    return [
        Line("serve to first answer, first time ever", first, peer, name),
        Line("serve to first answer, later", later, peer, name),
    ]


def query_lines(rounds: int) -> list[Line]:
    import rdflib

    import conflict_graph as cg

    peer_graph = rdflib.Graph()
    for path in graph_files():
        peer_graph.parse(path)
    with cg.open() as graph:
        rows = {len(graph.store.select(AS_OF)), len(list(peer_graph.query(AS_OF)))}
        assert len(rows) == 1, f"the two disagree: {rows} rows"
        ours = median_seconds(lambda: graph.store.select(AS_OF), rounds * 5)
        peer = median_seconds(lambda: list(peer_graph.query(AS_OF)), rounds)
        claims = median_seconds(lambda: graph.claims(kind="Position", valid_at="2026-02-24"), rounds * 5)
    return [
        Line("positions as of a day, SPARQL", ours, peer, "the same query in rdflib"),
        Line("positions as of a day, claims with evidence", claims, peer, "the query above in rdflib"),
    ]


def median_seconds(call: Callable[[], object], rounds: int) -> float:
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="runs of each measurement (default 3)")
    rounds = parser.parse_args().rounds
    print(f"{'':<44}{'ours':>11}{'peer':>11}{'ratio':>10}   peer")
    for line in [import_line(rounds), *cold_start_lines(rounds), *query_lines(rounds)]:
        print(line)


if __name__ == "__main__":
    main()
