"""The shape of the code: imports point one way, and the package is quick to import."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "src" / "conflict_graph"

# Each part with the parts it may import, besides itself and the ground.
GROUND = {"namespaces", "errors", "settings", "dates", "folding", "model", "resources"}
ALLOWED = {
    "ground": set(),
    "read": set(),
    "store": {"read"},
    "write": {"read", "store"},
    "ask": {"read", "store", "write"},
    "relate": {"read", "store", "write", "ask"},
    "show": {"read", "store", "write", "ask", "relate"},
    "graph": {"read", "store", "write", "ask", "relate", "show"},
    "cli": {"read", "store", "write", "ask", "relate", "show", "graph"},
}
WRITING = {
    "backup",
    "compiled",
    "exporting",
    "importing",
    "load",
    "merging",
    "moving",
    "opening",
    "reconciling",
    "tables",
}
WRITING |= {"judging", "known", "withdrawing"}
"""Modules that lie in the folder store and belong to the part write, or stand on it."""
DOOR = {"graph", "asking", "networks", "charting", "handle"}
HEAVY = ("rdflib", "pyshacl", "networkx", "igraph", "scipy", "pandas", "polars", "pyvis", "fastapi", "uvicorn", "typer")


def part_of(module: str) -> str:
    """The part of the library that a module of conflict_graph belongs to."""
    name, within = [*module.split("."), "", ""][1:3]
    if name == "store" and within in WRITING:
        return "write"
    if name in GROUND or name.startswith("__") or not name:
        return "ground"
    return "graph" if name in DOOR else name


def imports_of(path: Path) -> Iterator[str]:
    """The modules that a file imports, also those inside functions and under TYPE_CHECKING."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "conflict_graph")


def library_files() -> list[Path]:
    """Every module of the library but the two that stand for the whole package."""
    return sorted(path for path in LIBRARY.rglob("*.py") if path.parent != LIBRARY or not path.name.startswith("__"))


def module_of(path: Path) -> str:
    """The dotted name of a library file."""
    return ".".join(("conflict_graph", *path.relative_to(LIBRARY).with_suffix("").parts)).removesuffix(".__init__")


@pytest.mark.parametrize("path", library_files(), ids=module_of)
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(module_of(path))
    wrong = [
        name
        for name in imports_of(path)
        if name.startswith("conflict_graph.") and part_of(name) not in {*ALLOWED[part], part, "ground"}
    ]
    assert not wrong, f"{part} must not import {wrong}"


def test_nothing_writes_behind_commit() -> None:
    """`Store.change` is called in write/commit.py only: elsewhere nothing would be judged, and no shortcut follow."""
    files = [*library_files(), *sorted((ROOT / "api").rglob("*.py"))]
    behind = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "change" and path != LIBRARY / "write" / "commit.py"
    ]
    assert behind == [], f"a write behind commit: {behind}"


def test_only_serve_imports_the_web_package() -> None:
    users = [module_of(path) for path in library_files() if any("conflict_graph_api" in i for i in imports_of(path))]
    assert users == ["conflict_graph.cli.serve"]


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, conflict_graph; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not set(HEAVY) & set(loaded)
    assert "pydantic" not in loaded and "pyoxigraph" not in loaded


def test_asking_for_help_loads_no_heavy_module() -> None:
    code = (
        "import sys; from conflict_graph.cli import main; main(['--help']);"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Commands:" in told.stdout
    assert not (set(HEAVY) - {"typer"}) & set(told.stderr.split())


def test_no_module_is_longer_than_one_idea() -> None:
    long = {module_of(path): len(path.read_text().splitlines()) for path in library_files()}
    assert {name: lines for name, lines in long.items() if lines > 450} == {}
