"""The W3C suites for SPARQL against the running service, where they are at hand.

They are looked for where CONFLICT_GRAPH_W3C_TESTS says, else beside the checkout. Everything that HTTP decides must
pass. What the engine under it does differently is listed in `known_failures.txt`, by test and reason; a listed test
that passes must leave the list.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import SecretStr
from serving import running

from conflict_graph.settings import Settings
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

ROOT = Path(__file__).parents[2]
SUITES = Path(os.environ.get("CONFLICT_GRAPH_W3C_TESTS") or ROOT.parent / "shared" / "w3c-tests")
HTTP_SUITES = (
    "sparql11/protocol",
    "sparql11/graph-store-protocol",
    "sparql11/service-description",
    "sparql11/json-res",
    "extra-*",
)


def script() -> ModuleType:
    """What runs the suites and writes docs/conformance.md."""
    spec = importlib.util.spec_from_file_location("conformance", ROOT / "scripts" / "conformance.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CONFORMANCE = script()


@cache
def report() -> list[dict[str, Any]]:
    """Run all suites once against a service that starts empty; the outcome of each test."""
    with running(create_app(MemoryStore(), Settings(write_token=SecretStr(CONFORMANCE.TOKEN)))) as address:
        tests: list[dict[str, Any]] = CONFORMANCE.run(SUITES, address)
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
    known = CONFORMANCE.known_failures()
    failed = {test["id"]: test["why"] for test in outcomes if test["status"] != "pass"}
    assert {test: why for test, why in failed.items() if test not in known} == {}
    passed = {test["id"] for test in outcomes if test["status"] == "pass"}
    assert passed & set(known) == set(), "these pass now: take them off the list"


def test_every_known_failure_has_a_reason() -> None:
    for test, reason in CONFORMANCE.known_failures().items():
        assert len(reason.split()) >= 4, test


def test_the_page_tells_what_came_of_the_run(outcomes: list[dict[str, Any]]) -> None:
    written = CONFORMANCE.PAGE.read_text("utf-8")
    assert all(reason in written for reason in CONFORMANCE.known_failures().values())
    if outcomes:
        assert written == CONFORMANCE.page(outcomes), "stale: run scripts/conformance.py"
