"""The Python door as Python people look at it: signatures, what a prompt and a notebook show."""

from __future__ import annotations

import inspect
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator

import pytest

import conflict_graph as cg
from conflict_graph.words.sentences import sentence


def public_callables() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every function and class that the package exports, and every public method, by the name it is called by.

    A `conflict_graph.Result` names the frames of libraries that need not be installed.
    """
    for name in cg.__all__:
        item = getattr(cg, name)
        if inspect.isfunction(item):
            yield name, item
        elif inspect.isclass(item):
            yield name, item
            for attribute, value in inspect.getmembers(item):
                function = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
                own = inspect.isfunction(function) and function.__module__.startswith("conflict_graph")
                if own and not attribute.startswith("_") and name != "Result":
                    yield f"{name}.{attribute}", function


CALLABLES = dict(public_callables())


def test_the_questions_are_among_what_is_public() -> None:
    assert {"open", "Graph.positions", "Graph.network", "Graph.snapshot", "Entity.neighbours"} <= CALLABLES.keys()


@pytest.mark.parametrize("name", CALLABLES)
def test_every_public_signature_resolves(name: str) -> None:
    item = CALLABLES[name]
    hints = typing.get_type_hints(item)
    if inspect.isfunction(item):
        parameters = [each for each in inspect.signature(item).parameters if each not in ("self", "cls")]
        assert hints.keys() == {*parameters, "return"}


def test_signatures_resolve_in_a_process_that_has_asked_nothing() -> None:
    code = (
        "import typing, conflict_graph as cg\n"
        "for method in (cg.Graph.network, cg.Graph.paths): print(typing.get_type_hints(method)['return'].__name__)"
    )
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert outcome.stdout.split() == ["Graph", "Paths"]


@pytest.mark.parametrize("module", ["conflict_graph.graph", "conflict_graph.entity"])
def test_the_door_is_open_before_networkx_is_loaded(module: str) -> None:
    code = f"import sys, {module}; print('networkx' in sys.modules)"
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert outcome.stdout == "False\n"


@pytest.mark.parametrize(
    ("method", "parameter", "code"),
    [
        (cg.Graph.claims, "kind", "Position"),
        (cg.Graph.claims, "status", "disputed"),
        (cg.Graph.verdict, "role", "co-chair"),
        (cg.Graph.network, "relationship", "co-attendance"),
        (cg.Graph.measures, "measure", "pagerank"),
        (cg.Graph.map, "show", "stances"),
        (cg.Entity.meetings, "standing", "under-way"),
    ],
)
def test_signatures_list_codes(method: Callable[..., object], parameter: str, code: str) -> None:
    assert code in codes_of(typing.get_type_hints(method)[parameter])


@pytest.mark.parametrize(("part", "code"), [("layer", "article"), ("modality", "scheduled"), ("holds", "possible")])
def test_the_parts_of_a_scope_list_codes(part: str, code: str) -> None:
    arguments = typing.get_args(typing.get_type_hints(cg.Graph.positions)["scope"])[0]
    assert code in codes_of(typing.get_type_hints(arguments)[part])


def codes_of(hint: object) -> set[object]:
    """The texts that a type lists, at any depth."""
    inner = typing.get_args(hint)
    return (
        set(inner) if typing.get_origin(hint) is typing.Literal else {code for each in inner for code in codes_of(each)}
    )


def test_a_claim_says_itself(shipped: cg.Graph) -> None:
    """Its sentence is the one that pages and the command line show."""
    claims = shipped.actor("Starmer").participations(layer="article")
    assert "Keir Starmer" in claims[0].sentence
    assert [claim.sentence for claim in claims] == [sentence(claim) for claim in claims]
