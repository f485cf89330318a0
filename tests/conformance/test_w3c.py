"""The W3C suites for SPARQL against the running service, where they are at hand.

They are looked for where CONFLICT_GRAPH_W3C_TESTS says, else beside the checkout. Everything that HTTP decides must
pass. What the engine under it does differently is listed in `known_failures.txt`, by test and reason; a listed test
that passes must leave the list.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from serving import running

from conflict_graph.settings import Settings
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

HERE = Path(__file__).parent
SUITES = Path(os.environ.get("CONFLICT_GRAPH_W3C_TESTS") or HERE.parents[2] / "shared" / "w3c-tests")
TOKEN = "a-token-for-the-suites"
HTTP_SUITES = (
    "sparql11/protocol",
    "sparql11/graph-store-protocol",
    "sparql11/service-description",
    "sparql11/json-res",
    "extra-*",
)


def known_failures() -> dict[str, str]:
    lines = (HERE / "known_failures.txt").read_text("utf-8").splitlines()
    entries = (tuple(line.split(None, 1)) for line in lines if line and not line.startswith("#"))
    return dict(entries)


@cache
def report() -> list[dict[str, Any]]:
    """Run all suites once against a service that starts empty; the outcome of each test."""
    out = Path(os.environ["CONFLICT_GRAPH_CACHE_DIRECTORY"]) / "w3c.json"
    app = create_app(MemoryStore(), Settings(write_token=SecretStr(TOKEN)))
    with running(app) as address:
        urls = [f"--query={address}/sparql", f"--update={address}/update", f"--gsp={address}/store"]
        options = [f"--token={TOKEN}", f"--data={SUITES}", "--spec=10,11,12", f"--json={out}", "--quiet"]
        runner = [sys.executable, str(SUITES / "runner" / "run_conformance.py")]
        subprocess.run([*runner, *urls, *options], check=True, capture_output=True, timeout=300)
    tests: list[dict[str, Any]] = json.loads(out.read_text("utf-8"))["tests"]
    return tests


@pytest.fixture(scope="module")
def outcomes(left_out: Callable[[str], None]) -> list[dict[str, Any]]:
    if not (SUITES / "runner" / "run_conformance.py").is_file():
        left_out(f"the W3C suites are not at {SUITES}; set CONFLICT_GRAPH_W3C_TESTS to their directory to run them")
        return []
    return report()


def test_everything_that_http_decides_passes(outcomes: list[dict[str, Any]]) -> None:
    failed = {
        test["id"]: test["why"]
        for test in outcomes
        if any(fnmatch(test["suite"], suite) for suite in HTTP_SUITES) and test["status"] != "pass"
    }
    assert failed == {}


def test_only_the_failures_that_are_known_and_explained_remain(outcomes: list[dict[str, Any]]) -> None:
    known = known_failures()
    failed = {test["id"]: test["why"] for test in outcomes if test["status"] != "pass"}
    assert {test: why for test, why in failed.items() if test not in known} == {}
    passed = {test["id"] for test in outcomes if test["status"] == "pass"}
    assert passed & set(known) == set(), "these pass now: take them off the list"


def test_every_known_failure_has_a_reason() -> None:
    for test, reason in known_failures().items():
        assert len(reason.split()) >= 4, test
