"""One question has one answer wherever the data are kept: in memory, on disk, at an endpoint, in one graph or many."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest
from equality import surfaces
from equality.conftest import KINDS
from equality.questions import ACTORS, ISSUES, MOMENTS, STATEMENTS, THINGS, Moment

import conflict_graph as cg
from conflict_graph.queries.catalogue import catalogue
from conflict_graph.relate.names import RELATIONSHIPS

Kept = Callable[[str], cg.Graph]
OTHERS = [kind for kind in KINDS if kind != "directory"]
SOME = MOMENTS[0], MOMENTS[3]
BOUND = {
    "valid_at": "2026-03-10",
    "known_at": "2026-03-12",
    "layer": "article",
    "a": "per:emmanuel-macron",
    "b": "per:alexander-stubb",
    "thing": "per:emmanuel-macron",
}
"""Parameters that named queries share; they keep the answers of a test small."""


def answers(graph: cg.Graph, moment: Moment) -> dict[str, Any]:
    """The answers to many questions, as plain data."""
    given: dict[str, Any] = moment.given()
    known: dict[str, Any] = moment.given("valid_at")
    networks = {name: surfaces.edges_of(graph.network(name, **given)) for name in RELATIONSHIPS}
    return {
        "claims": graph.claims(holds="possible", **given),
        "of things": [graph.claims(entity=thing, limit=3, **given) for thing in THINGS],
        "positions": [graph.positions(on=issue, **given) for issue in ISSUES],
        "differ": graph.disagreements(**given),
        "shifts": graph.shifts(**known),
        "meetings": graph.meetings(**given),
        "timeline": [graph.timeline(actor, **known) for actor in ACTORS],
        "verdicts": [graph.verdict(**statement, **given) for statement in STATEMENTS],
        "networks": networks,
        "central": [asdict(value) for value in graph.measures("all", "pagerank", **given).values],
        "paths": [path.claims for path in graph.paths("per:emmanuel-macron", "per:tomas-reth", **given).paths],
        "found": [hit.thing for text in ("macron", "Stubb", "toll", "corra leage") for hit in graph.search(text)],
        "cards": [graph.thing(thing).thing for thing in THINGS],
        "texts": graph.source("src:lake-corra"),
    }


@cache
def expected(graph: cg.Graph, moment: Moment) -> dict[str, Any]:
    """The answers of the directory, asked once."""
    return answers(graph, moment)


@pytest.mark.parametrize("moment", SOME, ids=str)
@pytest.mark.parametrize("kind", OTHERS)
def test_answers_are_equal_however_the_data_are_kept(kept: Kept, kind: str, moment: Moment) -> None:
    found = answers(kept(kind), moment)
    for question, answer in expected(kept("directory"), moment).items():
        assert found[question] == answer, question


@pytest.mark.parametrize("kind", OTHERS)
def test_every_named_query_has_the_same_rows(kept: Kept, kind: str) -> None:
    for name in catalogue():
        assert rows(kept(kind), name) == expected_rows(kept("directory"), name), name


@cache
def expected_rows(graph: cg.Graph, name: str) -> list[list[tuple[str, str]]]:
    """The rows that the directory gives, asked once."""
    return rows(graph, name)


def rows(graph: cg.Graph, name: str) -> list[list[tuple[str, str]]]:
    """The rows of a named query in a fixed order, without the values an engine may pick at will (SAMPLE)."""
    query = catalogue()[name]
    free = set(re.findall(r"SAMPLE\([^)]*\) AS \?(\w+)", query.text))
    given = {item.name: BOUND[item.name] for item in query.parameters if item.name in BOUND}
    found = graph.named(name, **given).short()
    return sorted(sorted((key, value) for key, value in row.items() if key not in free) for row in found)
