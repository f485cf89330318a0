"""The wheel works away from the checkout: data, queries, pages and islands are in it, commands and service run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import urllib.request
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([*PIP, *build], check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel in it; what it depends on is borrowed from this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    install = ["--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*PIP, *install], check=True)
    (site,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python.parent


@pytest.fixture
def elsewhere(tmp_path: Path) -> Mapping[str, str]:
    """An environment without a trace of the checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return {**kept, "CONFLICT_GRAPH_CACHE_DIRECTORY": str(tmp_path / "cache")}


def islands_of(names: list[str]) -> set[str]:
    """The files of the islands among the names of an archive."""
    return {name.partition("static/islands/")[2] for name in names if "static/islands/" in name}


def test_wheel_and_source_archive_carry_the_islands(wheel: Path, tmp_path: Path) -> None:
    folder = ROOT / "api" / "conflict_graph_api" / "static" / "islands"
    built = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"manifest.json", "stamp.txt"} < built
    with zipfile.ZipFile(wheel) as archive:
        assert islands_of(archive.namelist()) == built
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path], cwd=ROOT, check=True)
    (source,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(source) as packed:
        names = packed.getnames()
    assert islands_of(names) == built
    assert [name for name in names if "node_modules" in name] == []
    endings = {name.partition("/")[2] for name in names}
    assert {"hatch_build.py", "api/islands/build.py", "api/islands/package-lock.json"} < endings


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
