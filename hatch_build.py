"""The build hook: wheels, sdists and editable installs carry the built islands (see docs/islands.md)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILDER = Path(__file__).resolve().parent / "api" / "islands" / "build.py"


def builder() -> ModuleType:
    """Return the module that builds the islands."""
    spec = importlib.util.spec_from_file_location("conflict_graph_islands", BUILDER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class IslandsHook(BuildHookInterface[Any]):
    """Builds the islands before anything is packed; asks for Node.js only when it must build and finds none."""

    def dependencies(self) -> list[str]:
        """Return the package that carries Node.js, if it is needed."""
        islands = builder()
        if islands.is_skipped() or islands.is_fresh() or islands.find_node():
            return []
        return [islands.NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the islands; a failure ends the build with its cause and the way out."""
        islands = builder()
        try:
            islands.build()
        except islands.IslandsError as error:
            raise SystemExit(f"error: {error}") from None
