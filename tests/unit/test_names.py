"""The names in the library: a thing that has a noun is called by it, not by the verb that brought it about."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LIBRARY = Path(__file__).parents[2] / "src" / "conflict_graph"

RULE = "Name it by what it holds: claims, statement, hits, rows, matches, query, description, answer, cache, question."
VERBS = frozenset({"told", "said", "asked", "kept", "found", "wanted"})

# Words of the public door, which JSON and its callers know: the thing that a merge keeps, and whether paths were found.
PUBLIC = {
    ("cli/merge.py", "kept"),
    ("relate/paths.py", "found"),
    ("write/merge.py", "kept"),
}
# The modules that make up `Graph`, to be checked when they are one.
GRAPH = frozenset({"asking.py", "charting.py", "graph.py", "handle.py", "networks.py"})


def _names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each name that a module gives to something, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield node.lineno, name


def _verbs(source: str) -> list[tuple[int, str]]:
    return [(line, name) for line, name in _names(ast.parse(source)) if name.strip("_").lower() in VERBS]


@cache
def _of_library() -> dict[str, list[tuple[int, str]]]:
    files = {path.relative_to(LIBRARY).as_posix(): path for path in LIBRARY.rglob("*.py")}
    return {
        place: _verbs(path.read_text(encoding="utf-8")) for place, path in sorted(files.items()) if place not in GRAPH
    }


def test_the_library_calls_things_by_their_nouns() -> None:
    places = _of_library()
    assert len(places) > 150
    verbs = [
        f"{place}:{line}: {name}"
        for place, names in places.items()
        for line, name in names
        if (place, name) not in PUBLIC
    ]
    assert not verbs, "\n".join([RULE, *verbs])


def test_every_exception_is_still_in_use() -> None:
    assert {(place, name) for place, names in _of_library().items() for _, name in names} == PUBLIC


def test_a_verb_is_seen_wherever_a_name_is_given() -> None:
    source = """
import json as asked
class Wanted:
    kept: str
    def __init__(self, said):
        self._told = said
def found(*, _found, **kept): ...
for wanted in []: ...
with open("a") as told: ...
[said for said in []]
if (asked := 1): ...
match 1:
    case [*kept]: ...
    case {**found}: ...
    case told: ...
try: ...
except Exception as wanted: ...
"""
    lines = {line for line, _ in _verbs(source)}
    assert lines == {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 17}
    assert not _verbs("claims = claim.found\nfounder, foundation = sentence(kept=1), told_claims")
