"""The shape of the code: rooms in the order in which data flow, imports that point one way, few doors to the store."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "src" / "conflict_graph"
SERVICE = ROOT / "api" / "conflict_graph_api"
GUIDE = ROOT / "docs" / "architecture.md"

# Every room with the rooms it may import. A room stands below all that it imports, so there is no circle.
ROOMS: dict[str, tuple[str, ...]] = {
    "ground": (),
    "rdf": (),
    "sparql": ("rdf",),
    "validate": ("rdf",),
    "store": ("sparql",),
    "write": ("rdf", "sparql", "validate", "store"),
    "imports": ("rdf", "validate", "store", "write"),
    "queries": ("sparql", "store"),
    "relate": (),
    "ask": ("sparql", "store", "queries", "relate"),
    "words": ("relate",),
    "draw": ("rdf", "relate", "words"),
    "opening": ("rdf", "store", "write"),
    "graph": ("rdf", "validate", "store", "write", "imports", "queries", "relate", "ask", "words", "draw", "opening"),
    "cli": ("validate", "store", "write", "imports", "queries", "relate", "words", "draw", "opening", "graph"),
}
GROUND = {
    "namespaces", "errors", "settings", "dates", "folding", "model", "resources", "vocabulary", "scope", "intervals",
    "suggest", "batching", "display",
}  # fmt: skip
DOORS = {"answers", "entity"}
UPWARD = {("conflict_graph.model", "conflict_graph.words.sentences")}
"""The one import that runs up: `Claim.sentence` loads the words when it is read, so that a claim can say itself."""
PURE = ("relate", "words", "draw")
"""Rooms that turn records into something else: no store, no query."""

# The same for the service: what all routes share, what all pages share, then one folder for each feature.
FEATURES: dict[str, tuple[str, ...]] = {
    "http": (),
    "pages": ("http",),
    "claims": ("http",),
    "networks": ("http",),
    "things": ("http", "pages", "claims", "networks"),
    "graph": ("http", "pages", "networks"),
    "map": ("http", "pages", "claims"),
    "timeline": ("http", "pages"),
    "sparql": ("http", "pages"),
    "vocabulary": ("http", "pages"),
    "about": ("http", "pages"),
    "lists": ("http", "pages", "things"),
    "compare": ("http", "pages", "networks", "things"),
    "app": ("http", "pages", "claims", "networks", "things", "graph", "map", "timeline", "sparql", "vocabulary",
            "about", "lists", "compare"),
}  # fmt: skip
HEAVY = ("rdflib", "pyshacl", "networkx", "igraph", "scipy", "pandas", "polars", "pyvis", "fastapi", "uvicorn", "typer")
READING = {"select", "construct", "ask", "statements", "matching", "quads"}
"""Methods by which a store is read."""


def module_of(path: Path) -> str:
    """The dotted name of a file of the library or the service."""
    base = LIBRARY.parent if path.is_relative_to(LIBRARY) else SERVICE.parent
    return ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, Path]:
    """Every module of the library and the service by its dotted name."""
    return {module_of(path): path for base in (LIBRARY, SERVICE) for path in sorted(base.rglob("*.py"))}


def room_of(module: str) -> str:
    """The room of a module: the folder it lies in, or for single files of the library what they are."""
    package, _, rest = module.partition(".")
    name = rest.partition(".")[0]
    if package == SERVICE.name:
        return name or "ground"
    if name in DOORS:
        return "graph"
    return "ground" if name in GROUND or name.startswith("__") or not name else name


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """The modules of the project that a file imports, also those inside functions and under TYPE_CHECKING."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in modules() else str(node.module) for name in inner]
        else:
            continue
        own = (name for name in names if name.partition(".")[0] in (LIBRARY.name, SERVICE.name))
        yield from (name for name in own if (module_of(path), name) not in UPWARD)


def library() -> list[str]:
    """Every module of the library but the two that stand for the whole package."""
    return [name for name, path in modules().items() if name.startswith("conflict_graph.") and path.stem != "__main__"]


def service() -> list[str]:
    return [name for name in modules() if name.startswith("conflict_graph_api.")]


def test_every_module_lies_in_a_room() -> None:
    homeless = {name for name in library() if room_of(name) not in ROOMS}
    homeless |= {name for name in service() if room_of(name) not in FEATURES}
    assert not homeless, f"these lie in no room of docs/architecture.md: {sorted(homeless)}"


@pytest.mark.parametrize("module", library())
def test_imports_of_the_library_point_one_way(module: str) -> None:
    room = room_of(module)
    wrong = [
        name
        for name in imports_of(modules()[module])
        if name.startswith("conflict_graph.") and room_of(name) not in {*ROOMS[room], room, "ground"}
    ]
    assert not wrong, f"the room {room} must not import {wrong}"


@pytest.mark.parametrize("module", service())
def test_imports_of_the_service_point_one_way(module: str) -> None:
    room = room_of(module)
    wrong = [
        name
        for name in imports_of(modules()[module])
        if name.startswith("conflict_graph_api.") and room_of(name) not in {*FEATURES[room], room}
    ]
    assert not wrong, f"the feature {room} must not import {wrong}"


@pytest.mark.parametrize("order", [ROOMS, FEATURES], ids=["library", "service"])
def test_the_order_of_rooms_has_no_circle(order: dict[str, tuple[str, ...]]) -> None:
    names = list(order)
    assert all(names.index(below) < names.index(room) for room, rooms in order.items() for below in rooms)


def test_no_two_modules_import_each_other() -> None:
    seen: dict[str, set[str]] = {name: set(imports_of(path)) & modules().keys() for name, path in modules().items()}

    def reached(start: str) -> set[str]:
        found, queue = set[str](), [start]
        while queue:
            for name in seen[queue.pop()] - found:
                found.add(name)
                queue.append(name)
        return found

    circles = sorted(name for name in seen if name in reached(name) and not name.startswith("conflict_graph.store."))
    assert not circles, f"these import each other in a circle: {circles}"  # the store and its workers are one idea


def test_no_two_modules_of_the_library_share_a_name() -> None:
    parallel = re.compile(r"conflict_graph\.(imports|cli)\.")
    names = Counter(name.rpartition(".")[2] for name in library() if not parallel.match(name) and "." in name[15:])
    assert {name: number for name, number in names.items() if number > 1} == {}


def test_the_pure_rooms_know_no_store() -> None:
    users = [name for name in library() if room_of(name) in PURE for used in imports_of(modules()[name])
             if room_of(used) in ("store", "queries", "ask")]  # fmt: skip
    assert not users


def test_only_serve_imports_the_web_package() -> None:
    users = {name for name in library() if any(used.startswith(SERVICE.name) for used in imports_of(modules()[name]))}
    assert users == {"conflict_graph.cli.serve"}


def test_only_the_commit_changes_a_store() -> None:
    """A write behind `commit` would not be judged, and would leave shortcuts that no claim bears out."""
    allowed = {"conflict_graph.write.commit"}
    callers = {
        name for name, path in modules().items() if "change" in _methods_called(path) and room_of(name) != "store"
    }
    assert callers <= allowed, f"these change a store behind write/commit.py: {sorted(callers - allowed)}"


def test_features_read_the_store_through_ask() -> None:
    """Only the endpoint and its health hand texts to a store; all else is made of the records that `ask` gives."""
    readers = {
        name
        for name in service()
        if room_of(name) not in ("sparql", "http")
        and not name.endswith(".health_routes")
        and _calls_on_a_store(modules()[name]) & READING
    }
    assert readers <= {"conflict_graph_api.about.health_routes"}, f"these read the store behind ask: {sorted(readers)}"


def _methods_called(path: Path) -> set[str]:
    calls = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return {call.attr for call in calls if isinstance(call, ast.Attribute)}


def _calls_on_a_store(path: Path) -> set[str]:
    calls = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return {
        call.attr
        for call in calls
        if isinstance(call, ast.Attribute) and ast.unparse(call.value).rpartition(".")[2] in ("store", "view", "held()")
    }


def test_the_guide_draws_the_rooms_as_they_are() -> None:
    """The tables of docs/architecture.md name every room and feature, and exactly what each of them imports."""
    rows = re.findall(r"^\| `((?:api/)?[a-z_]+)(?:\.py|/)`[^|]*\|[^|]*\| ([^|]*) \|$", GUIDE.read_text("utf-8"), re.M)
    drawn = {room: set(re.findall(r"`([a-z_]+)`", uses)) for room, uses in rows}
    assert drawn == {room: set(uses) for room, uses in imports_between_rooms().items()}


def imports_between_rooms() -> dict[str, list[str]]:
    """Each room of the library, and each feature of the service as ``api/name``, with the rooms it imports."""
    between: dict[str, set[str]] = {name: set() for name in [*ROOMS, *(f"api/{name}" for name in FEATURES)]}
    for module, path in modules().items():
        room = room_of(module)
        within = SERVICE.name if module.startswith(SERVICE.name) else LIBRARY.name
        used = {room_of(name) for name in imports_of(path) if name.partition(".")[0] == within}
        if (key := f"api/{room}" if within == SERVICE.name else room) in between:
            between[key] |= used - {room, "ground"}
    order = [*ROOMS, *FEATURES]
    del between["ground"]
    return {room: sorted(uses, key=order.index) for room, uses in between.items()}


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
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Commands:" in outcome.stdout
    assert not (set(HEAVY) - {"typer"}) & set(outcome.stderr.split())


def test_no_module_is_longer_than_one_idea() -> None:
    long = {name: len(modules()[name].read_text().splitlines()) for name in library()}
    assert {name: lines for name, lines in long.items() if lines > 450} == {}
