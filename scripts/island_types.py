"""Write the TypeScript types of the JSON routes that the islands ask, from the service's own OpenAPI document.

    make docs

The result, api/islands/src/shared/api.ts, lies in git: islands are built where the service is not installed yet. A test
generates it anew and compares.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

BUILDER: Final = Path(__file__).resolve().parent.parent / "api" / "islands" / "build.py"
ROUTES: Final = (
    "/api/search",
    "/api/paths",
    "/api/scenes",
    "/api/graph",
    "/api/graph/counts",
    "/api/graph/expand",
)
"""The routes whose JSON an island reads or writes."""


def document() -> dict[str, Any]:
    """Return the OpenAPI document with nothing but the schemas of these routes, and of the errors of all."""
    from conflict_graph_api.app import create_app

    whole = create_app().openapi()
    schemas = whole["components"]["schemas"]
    names = {"Problem"}
    waiting: list[Any] = [whole["paths"][route] for route in ROUTES]
    while waiting:
        named = set(_references(waiting.pop())) - names
        names |= named
        waiting += [schemas[name] for name in named]
    used = {name: _untitled(schemas[name]) for name in sorted(names)}
    return {"openapi": whole["openapi"], "info": whole["info"], "paths": {}, "components": {"schemas": used}}


def builder() -> ModuleType:
    """Return the module that builds the islands."""
    spec = importlib.util.spec_from_file_location("conflict_graph_islands", BUILDER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write(output: Path | None = None) -> None:
    """Write the types, by default in the place where the islands read them."""
    islands = builder()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "openapi.json")
        path.write_text(json.dumps(document()), encoding="utf-8")
        islands.write_types(path, output or islands.TYPES)


def _references(part: object) -> Iterator[str]:
    """Yield the names of the schemas that a part of the document refers to."""
    yield from re.findall(r'"#/components/schemas/(\w+)"', json.dumps(part))


def _untitled(part: Any) -> Any:
    """Return a schema without titles of members, which only say their name again."""
    if isinstance(part, list):
        return [_untitled(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {name: _untitled(value) for name, value in part.items() if name != "title" or not isinstance(value, str)}


if __name__ == "__main__":
    sys.exit(write())
