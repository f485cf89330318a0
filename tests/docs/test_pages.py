"""The examples of the README and the docs run, and show what the program really says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from docs.examples import Block, blocks, run_console, run_session
from serving import running

import conflict_graph as cg
from conflict_graph.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCKS = [block for path in PAGES for block in blocks(path)]
SESSIONS = [block for block in BLOCKS if block.language == "python" and ">>>" in block.body]


@pytest.mark.parametrize("path", sorted({block.path for block in SESSIONS}), ids=lambda path: path.name)
def test_the_python_session_of_a_page_runs_as_shown(path: Path) -> None:
    assert run_session(block for block in SESSIONS if block.path == path) == []


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language == "python" and ">>>" not in b.body], ids=str)
def test_a_python_example_runs(block: Block) -> None:
    exec(compile(block.body, str(block), "exec"), {"__name__": "example"})


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language == "console"], ids=str)
def test_a_command_shows_what_the_page_shows(block: Block, run_command: Callable[[list[str]], str]) -> None:
    assert run_console(block, run_command) == []


@pytest.fixture(scope="module")
def service(shipped: cg.Graph) -> Iterator[httpx.Client]:
    """A client of a service of the shipped data."""
    from conflict_graph_api.app import create_app

    with running(create_app(shipped.store)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        yield client


@pytest.fixture
def run_command(
    service: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[[list[str]], str]:
    """Runs ``conflict-graph ...`` in an empty folder, and ``curl ...`` against the service."""
    monkeypatch.chdir(tmp_path)

    def run(words: list[str]) -> str:
        if words[0] == "curl":
            return _curl(service, words[1:])
        assert words[0] == "conflict-graph", f"only conflict-graph and curl are run, not {words[0]}"
        capfdbinary.readouterr()
        main(words[1:])
        told = capfdbinary.readouterr()
        return (told.out + told.err).decode()

    return run


def _curl(client: httpx.Client, words: list[str]) -> str:
    """Do what ``curl`` would, as far as the pages use it: -s, -H, --data-urlencode with -G."""
    headers, parameters, address = {}, {}, ""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "-H":
            name, _, value = following.partition(": ")
            headers[name] = value
        elif word == "--data-urlencode":
            name, _, value = following.partition("=")
            parameters[name] = value
        elif word.startswith("http://"):
            address = word
    answer = client.get(address.removeprefix("http://127.0.0.1:8000"), headers=headers, params=parameters or None)
    return answer.text


def test_every_link_to_a_file_leads_somewhere() -> None:
    links = [
        (path, target)
        for path in PAGES
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    ]
    assert links
    assert [(path.name, target) for path, target in links if not (path.parent / target).exists()] == []
