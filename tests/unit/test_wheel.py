"""The wheel works away from the checkout: data, queries and pages are in it, commands and service run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from collections.abc import Mapping
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel in it; what it depends on is borrowed from this one."""
    folder = tmp_path_factory.mktemp("wheel")
    root = Path(__file__).parents[2]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(root)]
    subprocess.run([*pip, *build], check=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    install = ["--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*pip, *install], check=True)
    (site,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python.parent


@pytest.fixture
def elsewhere(tmp_path: Path) -> Mapping[str, str]:
    """An environment without a trace of the checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return {**kept, "CONFLICT_GRAPH_CACHE_DIRECTORY": str(tmp_path / "cache")}


def test_the_installed_command_finds_its_data(installed: Path, elsewhere: Mapping[str, str], tmp_path: Path) -> None:
    where = "import conflict_graph.resources as r; print(r.data_directory())"
    found = subprocess.run(
        [installed / "python", "-c", where], cwd=tmp_path, env=elsewhere, check=True, capture_output=True, text=True
    )
    assert Path(found.stdout.strip()).is_relative_to(installed.parent)
    told = subprocess.run(
        [installed / "conflict-graph", "info"], cwd=tmp_path, env=elsewhere, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert "article layer" in told.stdout


def test_the_installed_service_answers(installed: Path, elsewhere: Mapping[str, str], tmp_path: Path) -> None:
    server = subprocess.Popen(
        [installed / "conflict-graph", "serve", "--port", "0"],
        cwd=tmp_path,
        env=elsewhere,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr
        lines = iter(server.stderr.readline, "")
        address = next(found[0] for line in lines if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
        query = "sparql?query=ASK%20%7B%20per%3Aemmanuel-macron%20a%20cg%3APerson%20%7D"
        with urllib.request.urlopen(address + query, timeout=30) as answer:
            assert b"true" in answer.read()
    finally:
        server.terminate()
        assert server.wait(timeout=30) == 0
        if server.stderr:
            server.stderr.close()
