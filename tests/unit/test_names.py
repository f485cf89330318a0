"""The names in the code: a thing that has a noun is called by it, not by the verb that brought it about."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (ROOT / "src" / "conflict_graph", ROOT / "api" / "conflict_graph_api")

RULE = "Name it by what it holds: claims, statement, hits, rows, matches, query, description, answer, cache, question."
VERBS = frozenset({"told", "said", "asked", "kept", "found", "wanted"})

# Words of the public door, which JSON and its callers know: the thing that a merge keeps, and whether paths were found.
PUBLIC = {
    ("conflict_graph/cli/merge.py", "kept"),
    ("conflict_graph/graph.py", "kept"),
    ("conflict_graph/relate/paths.py", "found"),
    ("conflict_graph/write/merge.py", "kept"),
    ("conflict_graph_api/networks/records.py", "found"),
}


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
def _of_the_code() -> dict[str, list[tuple[int, str]]]:
    files = {f.relative_to(base.parent).as_posix(): f for base in PACKAGES for f in sorted(base.rglob("*.py"))}
    return {place: _verbs(path.read_text(encoding="utf-8")) for place, path in files.items()}


def test_things_are_called_by_their_nouns() -> None:
    places = _of_the_code()
    assert len(places) > 300
    verbs = [
        f"{place}:{line}: {name}"
        for place, names in places.items()
        for line, name in names
        if (place, name) not in PUBLIC
    ]
    assert not verbs, "\n".join([RULE, *verbs])


def test_every_exception_is_still_in_use() -> None:
    assert {(place, name) for place, names in _of_the_code().items() for _, name in names} == PUBLIC


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
