"""The Python door as Python people look at it: signatures, what a prompt and a notebook show."""

from __future__ import annotations

import inspect
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import pytest

import conflict_graph as cg
from conflict_graph.answers import ExportReport, Hit, LoadReport, MergeReport, Report
from conflict_graph.display import Answers
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


ANSWERS: dict[str, Callable[[cg.Graph], object]] = {
    "actor": lambda graph: graph.actor("Macron"),
    "at": lambda graph: graph.at("2026-02-24", layer="article"),
    "claim": lambda graph: graph.claim(graph.claims(limit=1)[0]),
    "claims": lambda graph: graph.claims(),
    "communities": lambda graph: graph.communities("co-attendance"),
    "compare": lambda graph: graph.compare("Macron", "Zelenskyy"),
    "disagreements": lambda graph: graph.disagreements(),
    "export_tables": lambda graph: ExportReport(dataset="d", files=("f",) * 90, rows={}, recorded_on="2026-01-01"),
    "held": lambda graph: graph.held(),
    "info": lambda graph: graph.info(),
    "lanes": lambda graph: graph.lanes("actor"),
    "load": lambda graph: LoadReport(1, 2, "s", Report(documents=("a document",) * 90)),
    "lookup": lambda graph: graph.lookup([claim.iri for claim in graph.claims(limit=30)]),
    "map": lambda graph: graph.map("stances", "Territory in a settlement"),
    "measures": lambda graph: graph.measures("co-attendance", "degree"),
    "meeting": lambda graph: graph.meeting("mtg:cow-2026-02-24"),
    "meetings": lambda graph: graph.meetings(),
    "merge": lambda graph: MergeReport("d", "k", "o", 1, "s"),
    "named": lambda graph: graph.named("claims"),
    "network": lambda graph: graph.network("co-attendance"),
    "paths": lambda graph: graph.paths("Starmer", "Iceland"),
    "positions": lambda graph: graph.positions(),
    "query": lambda graph: graph.query("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1000"),
    "search": lambda graph: graph.search("Macron", limit=30),
    "shifts": lambda graph: graph.shifts(),
    "show": lambda graph: graph.show(graph.network("membership", layer="article")),
    "source": lambda graph: graph.source(graph.claims(limit=1)[0].evidence[0].source),
    "thing": lambda graph: graph.thing("Iceland").thing,
    "timeline": lambda graph: graph.timeline("Macron"),
    "unmerge": lambda graph: MergeReport("d", "k", "o", 1, "s"),
    "validate": lambda graph: Report(documents=("a document",) * 90),
    "verdict": lambda graph: graph.verdict(subject="Macron"),
    "Entity.claims": lambda graph: graph.actor("Macron").claims(),
    "Entity.meetings": lambda graph: graph.actor("Macron").meetings(),
    "Entity.memberships": lambda graph: graph.actor("Macron").memberships(),
    "Entity.neighbours": lambda graph: graph.actor("Macron").neighbours(),
    "Entity.offices": lambda graph: graph.actor("Macron").offices(),
    "Entity.participations": lambda graph: graph.actor("Macron").participations(),
    "Entity.positions": lambda graph: graph.actor("Macron").positions(),
    "Entity.undertakings": lambda graph: graph.actor("Macron").undertakings(),
}
"""Every question by its name, with a great answer; reports of writing are given as such."""


def test_every_question_is_among_those_whose_answers_are_looked_at() -> None:
    texts = {"Graph.close", "Graph.export", "Graph.limits", "Graph.snapshot"}
    texts |= {"Entity.iri", "Entity.label", "Entity.ref"}
    questions = {name for name in CALLABLES if name.startswith(("Graph.", "Entity."))} - texts
    assert questions == {name if name.startswith("Entity.") else f"Graph.{name}" for name in ANSWERS}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_prompt_shows_every_answer_in_a_line(shipped: cg.Graph, name: str) -> None:
    answer = ANSWERS[name](shipped)
    parts = list(answer)[:50] if isinstance(answer, list) else []
    for shown in (answer, *parts):
        assert len(repr(shown)) < 300
        assert "\n" not in repr(shown)


@pytest.mark.parametrize("name", sorted(ANSWERS.keys() - {"actor", "at", "held", "network"}))
def test_a_notebook_shows_every_answer_as_markup(shipped: cg.Graph, name: str) -> None:
    answer: Any = ANSWERS[name](shipped)
    html = answer._repr_html_()
    assert "<table>" in html or "<iframe" in html


def test_lists_of_answers_are_lists(shipped: cg.Graph) -> None:
    claims = shipped.positions(holder="Zelenskyy", layer="article")
    assert isinstance(claims, list)
    assert claims == list(claims)
    assert claims[0].sentence.split(" ", 1)[0] in repr(claims)
    assert escape(claims[0].sentence)[:40] in claims._repr_html_()  # type: ignore[attr-defined]


def test_a_notebook_shows_hostile_names_as_text() -> None:
    answer = Answers([Hit(cg.Ref("i", "<script>alert(1)</script>"), "<b>", preferred=True, score=1.0)])
    assert "<script" not in answer._repr_html_() and "<b>" not in answer._repr_html_()
    assert "&lt;script" in answer._repr_html_()
