"""The project's own files agree with each other, and the bootstrap picks the right Python."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest

import conflict_graph as cg

ROOT = Path(__file__).parents[2]


def toml(name: str) -> dict[str, Any]:
    """A TOML file of the project."""
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def bootstrap() -> ModuleType:
    """The script that makes the environment."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "scripts" / "bootstrap.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def executable(path: Path, text: str) -> Path:
    """A script that can be run."""
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_version_is_the_same_everywhere() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert toml("pyproject.toml")["project"]["version"] == cg.__version__
    assert f"\nversion: {cg.__version__}\n" in citation
    assert f"## [{cg.__version__}]" in changelog


def test_the_lock_was_made_from_these_dependencies() -> None:
    project = toml("pyproject.toml")
    (locked,) = (package for package in toml("uv.lock")["package"] if package["name"] == "conflict-graph")
    declared = {re.split(r"[\[>=<]", text)[0] for text in project["project"]["dependencies"]}
    wanted = {entry["name"] for entry in locked["metadata"]["requires-dist"] if "marker" not in entry}
    assert wanted == declared
    developing = {re.split(r"[\[>=<]", text)[0] for text in project["dependency-groups"]["dev"]}
    assert {entry["name"] for entry in locked["metadata"]["requires-dev"]["dev"]} == developing


def test_the_lock_names_the_public_registry_only() -> None:
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = {urlsplit(address).hostname for address in re.findall(r'"(https?://[^"]+)"', text)}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_make_help_explains_every_command() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    assert {"serve", "test", "bench", "help"} <= set(targets)
    assert [target for target in targets if not re.search(rf"^  {target} +\S", told, re.MULTILINE)] == []


def test_a_python_that_does_not_run_is_passed_over(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(tmp_path / "python3.13", "exit 127")
    good = executable(tmp_path / "python3.12", "echo 3 12")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 0))
    assert bootstrap.find_python() == str(good)


def test_without_a_fitting_python_the_error_says_what_to_install(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(tmp_path / "python3", "echo 3 9")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 0))
    with pytest.raises(bootstrap.BootstrapError, match=r"needs Python 3\.11.*this is Python 3\.9"):
        bootstrap.find_python()


def test_an_environment_is_ready_only_for_its_own_lock(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", str(executable(tmp_path / "python", "")))
    bootstrap.stamp("dev").write_text(bootstrap.fingerprint())
    assert bootstrap.is_ready(["serve", "dev"], bootstrap.fingerprint())
    assert not bootstrap.is_ready(["serve"], bootstrap.fingerprint())
    assert not bootstrap.is_ready(["dev"], "another lock")
