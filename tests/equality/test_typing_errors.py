"""A typing error in a filter is refused alike on every surface: never "not said", "no tie" or an empty table.

The routes and their filters come from the OpenAPI document, the methods from their signatures, the named queries from
their catalogue, so that a new one is asked too.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx
import networkx as nx
import pyoxigraph as ox
import pytest
from serving import running

import conflict_graph as cg
from conflict_graph import vocabulary
from conflict_graph.ask.meetings import STANDINGS
from conflict_graph.cli import main
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import code_of
from conflict_graph.namespaces import CG, expand
from conflict_graph.queries.catalogue import catalogue
from conflict_graph.queries.parameters import Parameter
from conflict_graph.resources import data_file
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

SCHEMES: Final = {
    "layer": "layer",
    "modality": "modality",
    "status": "claim-status",
    "firmness": "firmness",
    "stance": "stance",
    "role": "role",
    "attribute": "attribute",
}
"""Filters by codes, with their schemes."""
KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    **{name: vocabulary.codes(scheme) for name, scheme in SCHEMES.items()},
    "kind": vocabulary.claim_kinds(),
    "subject_kind": vocabulary.thing_classes(),
    "holds": ("certain", "possible"),
    "weighting": ("count", "newman"),
    "meetings": ("ties", "nodes"),
    "standing": STANDINGS,
}
"""What every filter of a name takes, where nothing else is said."""


def mistyped(word: str) -> str:
    """The word without its third letter."""
    return word[:2] + word[3:]


def refusal(name: str, value: str, known: tuple[str, ...]) -> dict[str, Any]:
    """The problem that a mistyped value makes, whoever is asked."""
    return {
        "type": "https://w3id.org/conflict-graph/problems/invalid-parameter",
        "title": "A parameter cannot be used",
        "status": 400,
        "detail": f"The value {value!r} of {name} cannot be used: expected one of {', '.join(known)}.",
        "code": "invalid-parameter",
        "hint": f"Did you mean {known[0]}?",
        "parameter": name,
        "value": value,
        "expected": f"one of {', '.join(known)}",
        "known": list(known),
    }


@pytest.fixture(scope="module")
def client(shipped: cg.Graph) -> Iterator[httpx.Client]:
    """A client of a service of the shipped data."""
    app = create_app(shipped.store)
    with running(app) as address, httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
        yield client


# --- the routes --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filter:
    """A filter of a route: the address with what it needs besides, and what the filter takes."""

    path: str
    name: str
    known: tuple[str, ...]
    needed: Mapping[str, Any]


_OWN_KNOWN: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("/actors", "kind"): vocabulary.actor_kinds(),
    ("/search", "kind"): vocabulary.thing_classes(),
    ("/api/timeline", "kind"): vocabulary.claim_kinds(),
    ("/timeline", "kind"): ("meeting", "position", "office", "membership"),
    ("/timeline", "by"): ("issue", "actor", "coalition"),
    ("/map", "show"): ("stances", "membership", "meetings"),
}
_EXAMPLES: Final = {"slug": "cow-2026-02-24"}
_NEEDED: Final[Mapping[str, Mapping[str, Any]]] = {
    "/api/verdict": {"subject": "United States"},
    "/graph/evidence": {"between": ["per:keir-starmer", "per:emmanuel-macron"]},
}
"""What an answer needs besides what the document says."""


def _filters() -> Iterator[Filter]:
    """Every filter of every route that can be asked for one of a few words."""
    document = create_app(MemoryStore()).openapi()
    for path, operations in document["paths"].items():
        given = operations.get("get", {}).get("parameters", [])
        examples = {
            one["name"]: one.get("example", one["schema"].get("example")) for one in given if one.get("required")
        }
        places = {**_EXAMPLES, **{name: value for name, value in examples.items() if value}}
        inside = {one["name"] for one in given if one["in"] == "path"}
        needed = {name: str(value) for name, value in examples.items() if name not in inside} | _NEEDED.get(path, {})
        for one in given:
            schema = one["schema"].get("items", one["schema"])
            words = _OWN_KNOWN.get((path, one["name"])) or tuple(schema.get("enum", ())) or _words(one["name"])
            words = KNOWN["modality"] if one["name"] == "modality" else words
            if one["in"] == "query" and words and one["name"] not in ("format", "relationship", "measure", "method"):
                yield Filter(path.format(**places), one["name"], words, needed)


def _words(name: str) -> tuple[str, ...]:
    """What a filter takes that the document does not list; a page's own kinds are in _OWN_KNOWN."""
    return () if name in ("kind", "meetings") else KNOWN.get(name, ())


FILTERS: Final = tuple(_filters())


@pytest.mark.parametrize("one", FILTERS, ids=lambda one: f"{one.path} {one.name}")
def test_a_typing_error_in_a_filter_is_refused_alike_by_every_route(client: httpx.Client, one: Filter) -> None:
    wrong = mistyped(one.known[0])
    parameters = {**one.needed, one.name: wrong}
    answer = client.get(one.path, params=parameters, headers={"Accept": "application/problem+json, */*;q=0.5"})
    assert answer.json() == refusal(one.name, wrong, one.known)


@pytest.mark.parametrize(
    "one", [one for one in FILTERS if one.name in SCHEMES], ids=lambda one: f"{one.path} {one.name}"
)
def test_every_route_takes_a_code_bare_prefixed_and_as_an_iri(client: httpx.Client, one: Filter) -> None:
    scheme = vocabulary.schemes()[SCHEMES[one.name]]
    code = one.known[0]
    for written in (code, f"v:{scheme.stem}{code}", scheme.iri(code)):
        answer = client.get(one.path, params={**one.needed, one.name: written}, headers={"Accept": "*/*"})
        assert answer.status_code in (200, 303), (written, answer.text[:300])


def test_a_page_shows_the_refusal_in_words(client: httpx.Client) -> None:
    page = client.get("/issues", params={"layer": "artcle"}, headers={"Accept": "text/html"})
    assert page.status_code == 400
    assert "Did you mean article?" in page.text


@pytest.mark.parametrize("field", ["layer", "modality", "relation"])
def test_a_scene_that_is_sent_is_refused_with_the_nearest_word(client: httpx.Client, field: str) -> None:
    word = {"layer": "article", "modality": "actual", "relation": "membership"}[field]
    told = client.post("/api/graph", json={field: [mistyped(word)]}).json()
    assert told["place"] == f"/{field}/0"
    assert f"Did you mean {word}?" in told["hint"]


# --- named queries -----------------------------------------------------------------------------------------------

CODED: Final = [
    (name, one) for name, query in catalogue().items() for one in query.parameters if one.codes or one.choices
]


def _id(value: object) -> str:
    return value.name if isinstance(value, Parameter) else str(value)


@pytest.mark.parametrize(("name", "parameter"), CODED, ids=_id)
def test_a_typing_error_is_refused_alike_wherever_a_named_query_is_asked(
    shipped: cg.Graph, client: httpx.Client, capfd: pytest.CaptureFixture[str], name: str, parameter: Parameter
) -> None:
    known = parameter.codes or parameter.choices
    wrong = mistyped(known[0])
    expected = refusal(parameter.name, wrong, known)
    with pytest.raises(InvalidParameter) as caught:
        shipped.named(name, **{parameter.name: wrong})
    assert caught.value.problem() == expected
    assert client.get(f"/api/queries/{name}", params={parameter.name: wrong}).json() == expected
    page = client.get("/sparql", params={"example": name, f"${parameter.name}": wrong}, headers={"Accept": "text/html"})
    assert expected["hint"] in page.text
    assert main(["query", "--name", name, "--param", f"{parameter.name}={wrong}"]) == 2
    told = capfd.readouterr()
    assert expected["detail"] in told.err and expected["hint"] in told.err and not told.out


@pytest.mark.parametrize(("name", "parameter"), [one for one in CODED if one[1].codes], ids=_id)
def test_a_named_query_takes_a_code_bare_prefixed_and_as_an_iri(name: str, parameter: Parameter) -> None:
    code = parameter.codes[0]
    bound = {catalogue()[name].bind(**{parameter.name: written}) for written in (code, expand(parameter.prefix) + code)}
    bound.add(catalogue()[name].bind(**{parameter.name: parameter.prefix + code}))
    assert len(bound) == 1


# --- Python ------------------------------------------------------------------------------------------------------

ENDS: Final = {"a": "Starmer", "b": "Iceland"}
ASKED: Final[Mapping[str, Mapping[str, Any]]] = {
    "claims": {},
    "positions": {},
    "disagreements": {},
    "shifts": {},
    "meetings": {},
    "meeting": {"name": "mtg:cow-2026-02-24"},
    "timeline": {},
    "verdict": {"subject": "United States"},
    "network": {"relationship": "co-attendance"},
    "paths": ENDS,
    "compare": {"a": "Macron", "b": "Zelenskyy"},
    "measures": {"relationship": "co-attendance", "measure": "degree"},
    "communities": {"relationship": "co-attendance"},
    "lanes": {},
    "map": {},
}
"""The questions of a graph, each with what it needs."""
_HANDED_ON: Final = ("paths", "measures", "communities")
"""The questions that hand the filters of a network on."""
_SEVERAL: Final = {"layer", "modality", "standing"}


def _questions() -> Iterator[tuple[str, str]]:
    """Every question of a graph with every filter that it takes."""
    for method in ASKED:
        taken = list(inspect.signature(getattr(cg.Graph, method)).parameters)
        if method in _HANDED_ON:
            taken += list(inspect.signature(cg.Graph.network).parameters)
        yield from ((method, name) for name in dict.fromkeys(taken) if name in KNOWN)


QUESTIONS: Final = tuple(_questions())


def test_every_question_of_a_graph_is_asked_here() -> None:
    found = {
        name
        for name, method in inspect.getmembers(cg.Graph, callable)
        if not name.startswith("_")
        and {"layer", "modality", "kind", "kinds"} & set(inspect.signature(method).parameters)
    }
    assert found <= {*ASKED, "search", "thing"}


@pytest.mark.parametrize(("method", "name"), QUESTIONS)
def test_a_typing_error_in_a_filter_is_refused_alike_by_every_method(shipped: cg.Graph, method: str, name: str) -> None:
    wrong = mistyped(KNOWN[name][0])
    value = [wrong] if name in _SEVERAL else wrong
    with pytest.raises(InvalidParameter) as caught:
        getattr(shipped, method)(**ASKED[method], **{name: value})
    assert caught.value.problem() == refusal(name, wrong, KNOWN[name])


def _plain(answer: Any) -> Any:
    return (answer.graph, list(answer.edges(data=True))) if isinstance(answer, nx.Graph) else answer


@pytest.mark.parametrize(("method", "name"), [one for one in QUESTIONS if one[1] in SCHEMES])
def test_every_method_takes_a_code_bare_prefixed_and_as_an_iri(shipped: cg.Graph, method: str, name: str) -> None:
    scheme = vocabulary.schemes()[SCHEMES[name]]
    ask: Callable[..., Any] = getattr(shipped, method)
    answers = [
        _plain(ask(**ASKED[method], **{name: [written]}))
        for code in (scheme.codes[0],)
        for written in (code, f"v:{scheme.stem}{code}", scheme.iri(code))
    ]
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("ask", ["search", "thing"])
def test_a_mistyped_class_of_things_is_refused(shipped: cg.Graph, ask: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        getattr(shipped, ask)("Macron", kinds=["Prson"])
    known = vocabulary.thing_classes()
    assert caught.value.problem() == refusal("kind", "Prson", known)
    answers = [getattr(shipped, ask)("Macron", kinds=[kind]) for kind in ("person", "cg:Person", CG + "Person")]
    assert answers[0] == answers[1] == answers[2]


def test_a_class_of_another_vocabulary_names_nothing_and_is_refused_by_the_search(shipped: cg.Graph) -> None:
    with pytest.raises(InvalidParameter, match="expected one of Person"):
        shipped.search("Macron", kinds=["http://xmlns.com/foaf/0.1/Person"])


@pytest.mark.parametrize("value", ["actual", ["actual"]])
def test_one_modality_is_taken_as_well_as_several(shipped: cg.Graph, value: str | list[str]) -> None:
    assert shipped.lanes("issue", modality=value).total > 0
    assert set(shipped.network("co-attendance", modality=value).graph["modality"]) == {"actual"}


def test_a_concept_that_a_store_brings_along_is_asked_for_by_its_iri() -> None:
    envoy = "http://example.org/roles/envoy"
    seat = "SELECT ?c ?r { ?c a cg:Participation ; cg:role ?r } ORDER BY ?c LIMIT 1"
    swap = f"DELETE {{ ?c cg:role ?r }} INSERT {{ ?c cg:role <{envoy}> }} WHERE {{ {{ {seat} }} }}"
    with MemoryStore() as store:
        store.change(Change(add=list(ox.parse(path=data_file("events.ttl"))), updates=[swap]))
        claims = cg.Graph(store).verdict(role=envoy, kind="Participation").claims
        assert [code_of(claim.role) for claim in claims] == ["envoy"]


# --- commands ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["network", "co-attendance", "--layer"], "layer"),
        (["network", "co-attendance", "--modality"], "modality"),
        (["network", "co-attendance", "--weighting"], "weighting"),
        (["paths", "Starmer", "Iceland", "--layer"], "layer"),
        (["paths", "Starmer", "Iceland", "--modality"], "modality"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_typing_error_in_an_option_is_refused_alike_by_every_command(
    shipped: cg.Graph, capfd: pytest.CaptureFixture[str], words: list[str], name: str
) -> None:
    wrong = mistyped(KNOWN[name][0])
    expected = refusal(name, wrong, KNOWN[name])
    assert main([*words, wrong]) == 2
    told = capfd.readouterr()
    assert not told.out
    assert expected["detail"] in told.err and expected["hint"] in told.err


def test_a_mistyped_class_is_refused_by_the_search_command(
    shipped: cg.Graph, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "Macron", "--kind", "Prson"]) == 2
    assert refusal("kind", "Prson", vocabulary.thing_classes())["detail"] in capfd.readouterr().err
