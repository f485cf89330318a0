"""Fixtures every test may use.

Strategy: tests come in by the public door. The shipped data are opened once for a run (`shipped`, read only), in a
cache directory of the run's own; a test that writes opens a store of its own in memory or in `tmp_path`. No test reads
the settings or the cache of whoever runs it. Servers listen on free ports of 127.0.0.1 and end with their test. What
needs material that is not part of the project says so at the end of the run (`left_out`). Files of tests may run in
several processes at once; tests marked `alone` have the machine to themselves (see `side_by_side`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from side_by_side import FilesAndParts, Turns, folder_of_the_run, marked_alone, put_in_order

import conflict_graph as cg

ROOT = Path(__file__).parents[1]
LEFT_OUT = pytest.StashKey[list[str]]()
TURNS = Turns()


@pytest.fixture(scope="session", autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings at their defaults, and a cache directory that goes with the run and is shared by its processes."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("CONFLICT_GRAPH_")]:
            patch.delenv(name)
        patch.setenv("CONFLICT_GRAPH_CACHE_DIRECTORY", str(folder_of_the_run(tmp_path_factory.getbasetemp()) / "cache"))
        yield


@pytest.fixture(scope="session")
def shipped(own_surroundings: None) -> Iterator[cg.Graph]:
    """The shipped data."""
    with cg.open() as graph:
        yield graph


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def left_out(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tells at the end of the run what was left out, and why."""
    return request.config.stash.setdefault(LEFT_OUT, []).append


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what measures by the clock begin and the browser tests end the run."""
    put_in_order(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are processors, four at most: a third of the time a test waits for others."""
    return min((os.cpu_count() or 1) + 1, 4)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesAndParts | None:
    """Deal the files of tests to the processes, where they are to take whole files."""
    return FilesAndParts(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, Any, Any]:
    """Let a test that is marked so have the machine to itself."""
    with TURNS.turn(alone=marked_alone(item), again=marked_alone(nextitem)):
        return (yield)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand on what was left out, when this is one of several processes."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what one of several processes left out."""
    node.config.stash.setdefault(LEFT_OUT, []).extend(getattr(node, "workeroutput", {}).get("left_out", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what was left out."""
    for line in dict.fromkeys(config.stash.get(LEFT_OUT, [])):
        terminalreporter.write_line(f"left out: {line}")
