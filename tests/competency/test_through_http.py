"""The twenty competency questions over SPARQL and HTTP: once of the shipped data, once with two other articles beside.

The same expectations hold for both: what another article says changes no answer about this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from competency.expectations import ARTICLE, BARREN, QUESTIONS, SENTENCES, Question, Step
from serving import running

import conflict_graph as cg
from conflict_graph.namespaces import expand, shorten
from conflict_graph.queries.catalogue import named
from conflict_graph.store.base import Change
from conflict_graph_api.app import create_app

STEPS = [(question, step) for question in QUESTIONS for step in question.steps]
FIRMNESS = "SELECT DISTINCT ?firmness {{ VALUES ?claim {{ {claims} }} ?claim cg:firmness ?firmness }}"


@pytest.fixture(scope="module", params=["alone", "beside other articles"])
def endpoint(request: pytest.FixtureRequest, shipped: cg.Graph, root: Path) -> Iterator[httpx.Client]:
    """A client of the endpoint of the shipped data, and of the shipped data with the fixture articles loaded."""
    store = shipped.store
    if request.param != "alone":
        graph = cg.open("memory")
        graph.store.change(Change(add=list(shipped.store.quads())))
        report = graph.load(sorted((root / "tests" / "fixtures" / "articles").glob("*.ttl")))
        assert report.added > 500
        store = graph.store
    with running(create_app(store)) as address, httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        yield client


def rows(client: httpx.Client, query: str) -> list[dict[str, str]]:
    """The rows of a query as texts, IRIs as prefixed names, "" where nothing is bound; an error is no empty answer."""
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    names = document["head"]["vars"]
    return [{name: _short(row.get(name)) for name in names} for row in document["results"]["bindings"]]


def _short(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return shorten(term["value"]) if term["type"] == "uri" else term["value"]


@pytest.mark.parametrize(("question", "step"), STEPS, ids=[f"{q.number}-{step.query}" for q, step in STEPS])
def test_each_question_is_answered_with_its_sentences_and_firmness(
    endpoint: httpx.Client, question: Question, step: Step
) -> None:
    found = rows(endpoint, named(step.query).bind(**step.parameters))
    assert {tuple(row[column] for column in step.columns) for row in found} == step.rows, question.text
    if not step.columns:
        assert found == [], f"{question.number}: the source says nothing of it"
        return
    claims = sorted({row[column] for row in found for column in step.claims if row[column]})
    resting = sentences(endpoint, claims)
    if step.sentences:
        assert resting == step.sentences
    assert step.amid <= resting
    assert not resting & set(BARREN)
    if step.firmness:
        told = rows(endpoint, FIRMNESS.format(claims=" ".join(f"<{expand(claim)}>" for claim in claims)))
        assert {row["firmness"].removeprefix("v:firmness-") for row in told} == step.firmness


def sentences(client: httpx.Client, claims: list[str]) -> set[str]:
    """The sentences of the article that the evidence of these claims lies in."""
    spans = rows(client, named("evidence").bind(claim=claims, source=ARTICLE))
    ends = {(int(row["start"]), int(row["end"])) for row in spans}
    return {next(name for name, (first, last) in SENTENCES.items() if first <= a and b <= last) for a, b in ends}


def test_the_other_articles_have_answers_of_their_own(endpoint: httpx.Client) -> None:
    asked = named("meetings-as-of").bind(source="src:lake-corra", valid_at="2026-03-12", standing="cancelled")
    cancelled = rows(endpoint, asked)
    lists = rows(endpoint, "SELECT ?s { ?s a cg:Source ; cg:text ?t }")
    assert bool(cancelled) == (len(lists) > 1)
