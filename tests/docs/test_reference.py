"""The reference pages are those that the program's own records make, and leave nothing out."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def generator() -> ModuleType:
    """The script that makes the pages."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "scripts" / "reference.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = generator()


@pytest.mark.parametrize("name", sorted(REFERENCE.GENERATED))
def test_a_page_is_current(name: str) -> None:
    written = (REFERENCE.PAGES / name).read_text(encoding="utf-8")
    assert written == REFERENCE.GENERATED[name](), f"docs/reference/{name} is stale: run make docs"


def test_every_setting_is_documented() -> None:
    from conflict_graph import Settings

    page = (REFERENCE.PAGES / "settings.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`CONFLICT_GRAPH_{name.upper()}`" not in page] == []


def test_every_query_file_is_documented() -> None:
    page = (REFERENCE.PAGES / "queries.md").read_text(encoding="utf-8")
    files = sorted((ROOT / "data" / "queries").glob("*.rq"))
    assert files
    assert [path.stem for path in files if f"\n## {path.stem}\n" not in page] == []


def test_every_error_code_is_documented() -> None:
    import conflict_graph as cg

    page = (REFERENCE.PAGES / "errors.md").read_text(encoding="utf-8")
    errors = [value for value in map(cg.__dict__.get, cg.__all__) if isinstance(value, type)]
    codes = {error.code for error in errors if issubclass(error, cg.ConflictGraphError)}
    assert len(codes) > 15
    assert [code for code in sorted(codes) if f"| `{code}` |" not in page] == []


def test_every_command_is_documented_with_an_example() -> None:
    from typer.main import get_command

    from conflict_graph.cli.app import app

    page = (REFERENCE.PAGES / "commands.md").read_text(encoding="utf-8")
    names = list(get_command(app).commands)  # type: ignore[attr-defined]
    assert len(names) >= 11
    assert [name for name in names if f"\n## conflict-graph {name}\n" not in page] == []
    assert page.count("Example") >= len(names)


def test_every_route_is_documented() -> None:
    from fastapi.routing import APIRoute

    from conflict_graph_api.app import create_app

    page = (REFERENCE.PAGES / "routes.md").read_text(encoding="utf-8")
    routes = [route for route in create_app().routes if isinstance(route, APIRoute) and route.include_in_schema]
    assert [route.path for route in routes if f" {route.path}`" not in page] == []


def test_every_public_name_of_python_is_documented() -> None:
    import conflict_graph as cg

    page = (REFERENCE.PAGES / "python.md").read_text(encoding="utf-8")
    names = [name for name in cg.__all__ if not name.startswith("_")]
    assert [name for name in names if f"\n## {name}\n" not in page and f"\n| `{name}` |" not in page] == []
    methods = [f"{owner.__name__}.{name}" for owner in (cg.Graph, cg.Entity) for name in vars(owner) if name[0] != "_"]
    assert len(methods) > 40
    assert [name for name in methods if f"\n### {name}\n" not in page] == []
    assert not any(each in page for each in ("<factory>", " at 0x", str(ROOT)))


def test_every_reference_page_is_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = [path.name for path in REFERENCE.PAGES.glob("*.md")]
    assert [name for name in sorted(pages) if f"docs/reference/{name}" not in readme] == []
