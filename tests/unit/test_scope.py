"""Rule: every question of a graph takes every part of a scope, one value or several, and honours or refuses each."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from datetime import date
from typing import Any, Final, get_args, get_type_hints

import pytest

import conflict_graph as cg
from conflict_graph.model import Claim
from conflict_graph.scope import ALL, PARTS, Scope, ScopeArgs

ARTICLE: Final = "src:seed-000"
QUESTIONS: Final[dict[str, Callable[..., Any]]] = {
    "claims": lambda graph, **scope: graph.claims(entity="Macron", **scope),
    "positions": lambda graph, **scope: graph.positions(**scope),
    "disagreements": lambda graph, **scope: graph.disagreements(**scope),
    "shifts": lambda graph, **scope: graph.shifts(**scope),
    "meetings": lambda graph, **scope: graph.meetings(participant="Macron", **scope),
    "meeting": lambda graph, **scope: graph.meeting("mtg:cow-2026-02-24", **scope),
    "timeline": lambda graph, **scope: graph.timeline("Macron", **scope),
    "verdict": lambda graph, **scope: graph.verdict(subject="Macron", **scope),
    "network": lambda graph, **scope: claims_on(graph.network("all", **scope)),
    "paths": lambda graph, **scope: graph.paths("Macron", "Trump", **scope).paths,
    "compare": lambda graph, **scope: without_scope(graph.compare("Macron", "Trump", **scope)),
    "measures": lambda graph, **scope: graph.measures("all", "degree", **scope).values,
    "communities": lambda graph, **scope: graph.communities("membership", **scope).communities,
    "lanes": lambda graph, **scope: marked(graph.lanes("actor", **scope), **scope),
    "map": lambda graph, **scope: graph.map("meetings", **scope),
}
"""Each question of a graph, and what of its answer may depend on the scope."""
NOTHING: Final[dict[str, str]] = {
    "valid_at": "1800-01-01",
    "known_at": "1800-01-01",
    "recorded_at": "1800-01-01",
    "layer": "machine-coded",
    "modality": "scheduled",
    "source": "src:wlc",
}
"""For each part a value that hardly anything of the shipped data fits."""


def claims_on(net: Any) -> list[str]:
    return sorted({claim for _, _, edge in net.edges(data=True) for claim in edge["claims"]})


def without_scope(found: Any) -> list[Any]:
    names = ("issues", "meetings", "groups", "members", "offices_a", "offices_b")
    return [getattr(found, name) for name in names]


def marked(found: Any, **scope: Any) -> list[Any]:
    marks = [mark for lane in found.lanes for mark in lane.marks]
    return [(mark, mark.after(Scope.of(**scope))) for mark in marks]


def takes_a_scope(method: object) -> bool:
    """Also by keywords that are more than those of a scope, such as those of a network or a period."""
    for parameter in inspect.signature(method).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            keywords = get_args(get_type_hints(method)[parameter.name])
            return bool(keywords) and set(PARTS) <= get_type_hints(keywords[0]).keys()
    return False


def test_every_question_that_takes_a_scope_is_asked_here() -> None:
    methods = {name for name, method in inspect.getmembers(cg.Graph, inspect.isfunction) if takes_a_scope(method)}
    assert methods - {"at"} == set(QUESTIONS)


def test_no_question_takes_a_part_of_a_scope_alone() -> None:
    for name, method in inspect.getmembers(cg.Graph, inspect.isfunction):
        assert not set(inspect.signature(method).parameters) & set(PARTS), f"{name} takes some parts and drops the rest"


@pytest.mark.parametrize("part", NOTHING)
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_honours_every_part_of_a_scope(shipped: cg.Graph, name: str, part: str) -> None:
    question = QUESTIONS[name]
    assert question(shipped, **{part: NOTHING[part]}) != question(shipped), f"{name} drops {part}"


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_possibly_holds_is_taken_or_refused(shipped: cg.Graph, name: str) -> None:
    question, day = QUESTIONS[name], "2025-06-01"
    if name in ("shifts", "meetings", "meeting", "lanes", "map"):
        with pytest.raises(cg.UnsupportedScope, match="Leave out holds"):
            question(shipped, valid_at=day, holds="possible")
    elif name not in ("verdict", "communities"):
        assert question(shipped, valid_at=day, holds="possible") != question(shipped, valid_at=day)


@pytest.mark.parametrize("part", ["layer", "modality", "source"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_one_value_and_several_are_alike(shipped: cg.Graph, name: str, part: str) -> None:
    value = {"layer": "article", "modality": "actual", "source": ARTICLE}[part]
    question = QUESTIONS[name]
    assert question(shipped, **{part: value}) == question(shipped, **{part: [value]})


def test_one_layer_is_not_taken_apart_into_letters(shipped: cg.Graph) -> None:
    assert shipped.lanes("actor", layer="article").total == 13
    assert shipped.lanes("issue", modality="actual").total > 200
    assert shipped.map("membership", "Nordic-Baltic Eight", layer="article").counts == {"member": 8}
    assert shipped.network("membership", modality="actual").number_of_edges() > 0
    assert shipped.lanes("actor", kinds="office").total == shipped.lanes("actor", kinds=["office"]).total > 0
    assert shipped.meetings(standing="held") == shipped.meetings(standing=["held"]) != []


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_graph_at_a_scope_asks_every_question_in_it(shipped: cg.Graph, name: str) -> None:
    parts = {"known_at": "2026-02-23", "layer": "article"}
    question = QUESTIONS[name]
    if name == "lanes":
        assert question(shipped.at(**parts), known_at="2026-02-23") == question(shipped, **parts)
    else:
        assert question(shipped.at(**parts)) == question(shipped, **parts)


def test_a_question_of_a_graph_at_a_scope_may_say_otherwise(shipped: cg.Graph) -> None:
    then = shipped.at("2026-02-24", layer="article")
    assert then.scope == Scope(valid_at=date(2026, 2, 24), layers=("article",))
    assert then.positions(layer=(), valid_at=None) == shipped.positions()
    assert then.at(known_at="2026-02-23").scope.layers == ("article",)
    assert shipped.scope == ALL


def test_a_named_query_is_asked_in_the_scope_of_its_graph(shipped: cg.Graph) -> None:
    rows = shipped.at(layer="article").named("positions").rows
    assert rows == shipped.named("positions", layer="article").rows
    with pytest.raises(cg.UnsupportedScope, match="The query overview cannot be narrowed by layer"):
        shipped.at(layer="article").named("overview")


def test_whatever_names_a_thing_is_taken_everywhere(shipped: cg.Graph) -> None:
    macron, iceland = shipped.actor("Macron"), shipped.thing("Iceland")
    ways = [macron, macron.ref, macron.thing, macron.iri, "per:emmanuel-macron", "Macron"]
    for way in ways:
        assert shipped.claims(subject=way) == shipped.claims(subject=macron.iri) != []
        assert shipped.positions(holder=[way]) == shipped.positions(holder=macron.iri) != []
        assert shipped.paths(way, iceland).start == macron.ref
        assert shipped.compare(way, "Zelenskyy").a == macron.ref
        assert shipped.timeline(way) == shipped.timeline(macron.iri)
        assert shipped.lanes("actor", actors=way).total == shipped.lanes("actor", actors=[macron]).total
        assert shipped.thing(way) == macron
    article = shipped.thing(ARTICLE)
    assert (
        shipped.claims(source=article) == shipped.claims(source=article.label) == shipped.claims(source=ARTICLE) != []
    )


def test_a_name_of_nothing_is_no_empty_answer(shipped: cg.Graph) -> None:
    with pytest.raises(cg.NotFound, match="Macron"):
        shipped.claims(entity="Marcon")
    with pytest.raises(cg.NotFound):
        shipped.positions(source="per:emmanuel-macron")


def test_things_in_hand_are_equal_when_they_are_the_same(shipped: cg.Graph) -> None:
    assert shipped.actor("Macron") == shipped.actor("Emmanuel Macron")
    assert len({shipped.actor("Macron"), shipped.actor("per:emmanuel-macron"), shipped.actor("Trump")}) == 2
    assert shipped.actor("Macron") != "per:emmanuel-macron"


@pytest.mark.parametrize(
    ("parts", "error", "words"),
    [
        ({"layer": "artcle"}, cg.InvalidParameter, "Did you mean article"),
        ({"modality": ["actual", "schedulled"]}, cg.InvalidParameter, "Did you mean scheduled"),
        ({"holds": "posible"}, cg.InvalidParameter, "certain, possible"),
        ({"valid_at": "24.2.2026"}, cg.InvalidDate, "valid_at"),
        ({"source": "the Times"}, cg.InvalidParameter, "source"),
        ({"layer": 5}, cg.InvalidParameter, "layer"),
        ({"layr": "article"}, TypeError, "layr"),
    ],
)
def test_a_part_that_cannot_be_used_is_one_clear_error(parts: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        Scope.of(**parts)


def test_a_scope_is_what_it_says_it_is() -> None:
    scope = Scope.of(valid_at=date(2026, 2, 24), layer=["v:layer-article", "article"], source="src:a", holds="possible")
    assert eval(repr(scope), {"Scope": Scope}) == scope == Scope.of(**scope.to_dict())
    assert Scope.of() == ALL
    assert (repr(ALL), ALL.pairs(), ALL.parts) == ("Scope.of()", [], {})
    assert {scope: 1}[scope.replace()] == 1
    assert [name for name, _ in scope.pairs()] == ["valid_at", "layer", "source", "holds"]
    with pytest.raises(cg.UnsupportedScope, match="source"):
        scope.resting_on("src:other")


def test_the_parts_are_resolvable_types() -> None:
    assert set(typing.get_type_hints(ScopeArgs)) == set(PARTS)
    assert typing.get_type_hints(Scope.replace)["return"] is Scope


def test_a_claim_recorded_later_is_in_no_answer(shipped: cg.Graph) -> None:
    recorded = {claim.recorded_at.date() for claim in shipped.claims(limit=200) if claim.recorded_at}
    first = min(recorded)
    before = date.fromordinal(first.toordinal() - 1)
    claims: list[Claim] = shipped.claims(recorded_at=first, limit=1)
    assert claims != []
    assert shipped.claims(recorded_at=before, limit=1) == []
