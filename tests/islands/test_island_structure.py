"""The shape of the islands: their imports form no circle, and the types of the JSON routes are the service's own."""

from __future__ import annotations

import importlib.util
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "api" / "islands" / "src"
_SPECIFIER = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)["']""")


def imports() -> dict[str, set[str]]:
    """The files that each file of the islands imports, also for their types alone and when they are needed."""
    graph = {}
    for path in sorted(SOURCES.rglob("*.ts")):
        specifiers = _SPECIFIER.findall(path.read_text(encoding="utf-8"))
        scripts = (text for text in specifiers if not text.endswith(".css"))
        targets = [(path.parent / text).resolve().with_suffix(".ts") for text in scripts]
        assert [target for target in targets if not target.is_file()] == [], path
        graph[named(path)] = {named(target) for target in targets}
    return graph


def named(path: Path) -> str:
    """A file by its path below the sources."""
    return path.relative_to(SOURCES.resolve()).as_posix()


def test_the_imports_of_the_islands_form_no_circle() -> None:
    graph = imports()
    assert sum(len(targets) for targets in graph.values()) > 100, "the imports are read at all"
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        pytest.fail(
            f"No island may import in a circle, not even for a type: {circle}. Name what is needed in parts.ts."
        )


def test_what_acts_on_the_graph_page_takes_its_parts_and_never_the_app() -> None:
    users = [name for name, targets in imports().items() if "graph/app.ts" in targets]
    assert users == ["graph/main.ts"], "Only main.ts makes the app; the others take Parts of parts.ts."


def test_an_island_imports_itself_and_what_is_shared_and_no_other_island() -> None:
    wrong = [
        (name, target)
        for name, targets in imports().items()
        for target in targets
        if target.split("/")[0] not in {name.split("/")[0], "shared"}
    ]
    assert wrong == []


def generator() -> ModuleType:
    """The script that writes the types."""
    spec = importlib.util.spec_from_file_location("island_types", ROOT / "scripts" / "island_types.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_types_of_the_json_routes_are_those_of_the_openapi_document(tmp_path: Path) -> None:
    generator().write(tmp_path / "api.ts")
    current = (tmp_path / "api.ts").read_text(encoding="utf-8")
    assert (SOURCES / "shared" / "api.ts").read_text(encoding="utf-8") == current, "api.ts is stale: run make docs"
