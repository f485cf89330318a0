"""Write docs/conformance.md: how the service does in the W3C suites for SPARQL, run over HTTP.

    python scripts/conformance.py DIRECTORY_OF_THE_SUITES

The suites and their runner are not part of the project. Without an argument CONFLICT_GRAPH_W3C_TESTS names them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "conformance.md"
KNOWN = ROOT / "tests" / "conformance" / "known_failures.txt"
TOKEN = "a-token-for-the-suites"
RUNNER = Path("runner") / "run_conformance.py"
MANIFESTS = {
    "sparql10": "http://www.w3.org/2001/sw/DataAccess/tests/data-r2/",
    "sparql11": "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/",
    "sparql12": "https://w3c.github.io/rdf-tests/sparql/sparql12/",
}
GROUPS = {"sparql10": "SPARQL 1.0", "sparql11": "SPARQL 1.1", "sparql12": "SPARQL 1.2", "extra": "Further checks"}

Test = dict[str, Any]


def run(suites: Path, address: str) -> list[Test]:
    """Run all suites against a service that starts empty and takes writes with TOKEN; return what came of each test."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        urls = [f"--query={address}/sparql", f"--update={address}/update", f"--gsp={address}/store"]
        options = [f"--token={TOKEN}", f"--data={suites}", "--spec=10,11,12", f"--json={out}", "--quiet"]
        runner = [sys.executable, str(suites / RUNNER)]
        subprocess.run([*runner, *urls, *options], check=True, capture_output=True, timeout=600)
        tests: list[Test] = json.loads(out.read_text("utf-8"))["tests"]
    return tests


def known_failures() -> dict[str, str]:
    """Return the tests that are known to fail, each with its reason."""
    lines = KNOWN.read_text("utf-8").splitlines()
    pairs = (tuple(line.split(None, 1)) for line in lines if line and not line.startswith("#"))
    return dict(pairs)


def page(tests: Iterable[Test]) -> str:
    """Return the page for what came of each test."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for test in tests:
        counts[test["suite"]][test["status"]] += 1
    return "\n".join([*_head(counts), *_by_suite(counts), *_failures(known_failures())]) + "\n"


def _head(counts: dict[str, Counter[str]]) -> list[str]:
    rows = []
    for prefix, title in GROUPS.items():
        total = sum((found for suite, found in counts.items() if suite.startswith(prefix)), Counter())
        rows.append(f"| {title} | {total['pass']} | {total.total()} | {total['pass'] / max(1, total.total()):.1%} |")
    return [
        "# Conformance",
        "",
        "<!-- Made by scripts/conformance.py from the report of the runner. -->",
        "",
        "How the service does in tests of the W3C for SPARQL, asked over HTTP like by any client, with the gate for",
        "writes on. The tests are a selection of the suites in w3c/rdf-tests (three of every five), with checks of",
        "protocol, formats and graph store added: a measure, and no claim of W3C conformance.",
        "",
        "| suites | passed | tests | |",
        "|---|---|---|---|",
        *rows,
        "",
        "All that HTTP decides passes: protocol, graph store protocol, service description, JSON results, further",
        "checks. What fails is listed below with its reason. The tests run with the project's own whenever the suites",
        "are at hand (`CONFLICT_GRAPH_W3C_TESTS` names their directory): a failure that is not listed is an error, and",
        "so is a listed test that passes.",
        "",
    ]  # fmt: skip


def _by_suite(counts: dict[str, Counter[str]]) -> list[str]:
    rows = [f"| {suite} | {found['pass']} | {found.total()} |" for suite, found in sorted(counts.items())]
    return ["## By suite", "", "| suite | passed | tests |", "|---|---|---|", *rows, ""]


def _failures(known: dict[str, str]) -> list[str]:
    rows = [f"| `{_iri(test)}` | {reason} |" for test, reason in known.items()]
    return ["## Known failures", "", "| test | reason |", "|---|---|", *rows]


def _iri(test: str) -> str:
    """Return the IRI of a test, as its manifest has it."""
    suite, _, name = test.partition("#")
    group, _, rest = suite.partition("/")
    return f"{MANIFESTS[group]}{rest}/manifest#{name}"


def main() -> None:
    """Serve an empty store in memory, run the suites against it, and write the page."""
    import uvicorn
    from pydantic import SecretStr

    from conflict_graph.settings import Settings
    from conflict_graph.store.memory import MemoryStore
    from conflict_graph_api.app import create_app

    suites = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["CONFLICT_GRAPH_W3C_TESTS"])
    app = create_app(MemoryStore(), Settings(write_token=SecretStr(TOKEN)))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    PAGE.write_text(page(run(suites, f"http://127.0.0.1:{port}")), encoding="utf-8")
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    main()
