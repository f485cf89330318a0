"""Every named query: its head, that it runs anywhere as it stands, and that how data are kept changes no answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from conflict_graph.ask.claims import select
from conflict_graph.namespaces import CG, QUERY, VOCAB
from conflict_graph.queries.as_rdf import executables
from conflict_graph.queries.catalogue import NamedQuery, catalogue, run
from conflict_graph.resources import data_file
from conflict_graph.scope import Scope
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Row
from conflict_graph.store.memory import MemoryStore

NAMES = list(catalogue())
ARTICLE_FILES = sorted((Path(__file__).parents[1] / "fixtures" / "articles").glob("*.ttl"))
SAMPLES: dict[str, object] = {
    "valid_at": "2026-03-12",
    "known_at": "2026-04-01",
    "recorded_at": "2999-01-01",
    "modality": ["actual", "scheduled"],
    "layer": ["article", "reference"],
    "holds": "possible",
}
"""Parameters many queries share, with values that touch the fixture articles."""


@cache
def fixture_quads(articles: int = 2) -> tuple[ox.Quad, ...]:
    """The first fixture articles, and of the ontology what queries read: the scores of stances."""
    terms = ox.parse(path=str(data_file("ontology.ttl")))
    scores = [quad for quad in terms if quad.predicate == ox.NamedNode(CG + "score")]
    return (*scores, *(quad for file in ARTICLE_FILES[:articles] for quad in ox.parse(path=str(file))))


@cache
def one_graph() -> MemoryStore:
    store = MemoryStore()
    store.change(Change(add=fixture_quads()))
    return store


@cache
def split_graphs() -> MemoryStore:
    """The same triples dealt over three named graphs, every tenth in all of them."""
    graphs = [ox.NamedNode(f"http://example.org/graph/{number}") for number in range(3)]
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        for place, quad in enumerate(fixture_quads())
        for graph in (graphs if place % 10 == 0 else [graphs[place % 3]])
    ]
    store = MemoryStore(Settings(union_default_graph=True))
    store.change(Change(add=quads))
    return store


@cache
def one_article() -> tuple[rdflib.Graph, MemoryStore]:
    """The first article alone, in rdflib and in memory."""
    store = MemoryStore()
    store.change(Change(add=fixture_quads(1)))
    triples = ox.serialize((quad.triple for quad in fixture_quads(1)), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples, format="nt"), store


def texts(name: str, bare: bool = False) -> list[str]:
    query = catalogue()[name]
    bind = query.bind_bare if bare else query.bind
    shared = {item.name: SAMPLES[item.name] for item in query.parameters if item.name in SAMPLES}
    return [bind(), bind(**shared)]


def table(query: NamedQuery, rows: Iterable[Row]) -> list[list[tuple[str, str]]]:
    """The rows as texts in a fixed order; values that an engine may pick at will (SAMPLE) are left out."""
    free = set(re.findall(r"SAMPLE\([^)]*\) AS \?(\w+)", query.text))
    return sorted(sorted((name, _text(term)) for name, term in row.items() if name not in free) for row in rows)


def _text(term: object) -> str:
    """Engines write one moment or number in different ways."""
    text = str(term) if isinstance(term, rdflib.term.Identifier) else str(getattr(term, "value", term))
    return re.sub(r"(?<=\d)\.0$", "", re.sub(r"\+00:00$", "Z", text))


@pytest.mark.parametrize("name", NAMES)
def test_a_query_says_what_it_answers(name: str) -> None:
    query = catalogue()[name]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert query.title[0].isupper()
    assert not query.title.endswith(".")
    assert query.description.endswith(".")
    assert query.question.endswith("?")
    assert all(parameter.description for parameter in query.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_as_it_stands_answers_like_the_query_without_parameters(name: str) -> None:
    query = catalogue()[name]
    assert table(query, one_graph().select(query.text)) == table(query, one_graph().select(query.bind()))


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_equal_in_one_graph_and_split_over_named_graphs(name: str) -> None:
    query = catalogue()[name]
    for text in texts(name):
        assert table(query, split_graphs().select(text)) == table(query, one_graph().select(text))


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_plain_sparql_and_answers_alike_in_rdflib(name: str) -> None:
    query = catalogue()[name]
    graph, store = one_article()
    text = texts(name)[1]
    rows = [{str(key): value for key, value in row.asdict().items()} for row in graph.query(text)]  # type: ignore[union-attr]
    assert table(query, rows) == table(query, store.select(text))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_bare_rows_are_the_rows_of_the_query_without_its_labels(name: str) -> None:
    query = catalogue()[name]
    for text, bare in zip(texts(name), texts(name, bare=True), strict=True):
        whole, short = one_graph().select(text), one_graph().select(bare)
        columns = {column for row in short for column in row}
        assert all(column.endswith("Label") for row in whole for column in row if column not in columns)
        narrowed = [{column: row[column] for column in row if column in columns} for row in whole]
        assert {tuple(row) for row in table(query, short)} == {tuple(row) for row in table(query, narrowed)}


@pytest.mark.parametrize("name", [name for name in NAMES if "# labels" in catalogue()[name].text])
def test_a_query_with_marked_labels_gives_none_when_it_is_bare(name: str) -> None:
    assert "Label" in catalogue()[name].text.split("# labels")[1].split("# end")[0]
    assert not any(
        column.endswith("Label") for row in one_graph().select(catalogue()[name].bind_bare()) for column in row
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_row_comes_once(name: str) -> None:
    rows = one_graph().select(catalogue()[name].bind())
    assert len({frozenset(row.items()) for row in rows}) == len(rows)


DAYS = ("2026-02-01", "2026-03-08", "2026-03-12", "2026-04-02", "2026-04-15", "2027-01-01")


@pytest.mark.parametrize("kind", ["Position", "Membership", "Undertaking", "AttributeClaim"])
@pytest.mark.parametrize("known_at", [None, "2026-03-12", "2026-04-15"])
@pytest.mark.parametrize("day", DAYS)
def test_the_time_rules_are_the_same_in_every_query(kind: str, known_at: str | None, day: str) -> None:
    names = {
        "Position": "positions",
        "Membership": "memberships",
        "Undertaking": "undertakings",
        "AttributeClaim": "attributes",
    }
    rows = run(one_graph(), names[kind], valid_at=day, known_at=known_at, holds="possible")
    found = {(row["claim"].value, row["holds"].value) for row in rows}  # type: ignore[union-attr]
    assert found == set(select(one_graph(), Scope.of(valid_at=day, known_at=known_at, holds="possible"), kind=kind))


def test_every_claim_a_query_names_is_a_claim() -> None:
    claims = {row["claim"].value for row in one_graph().select("SELECT ?claim { ?claim cg:claimStatus ?status }")}  # type: ignore[union-attr]
    for name in NAMES:
        named = {row["claim"].value for row in one_graph().select(catalogue()[name].bind()) if "claim" in row}  # type: ignore[union-attr]
        assert named <= claims, name


def test_the_queries_are_published_as_executables_that_run() -> None:
    quads = executables()
    store = MemoryStore()
    store.change(Change(add=[*fixture_quads(), *quads]))
    found = {
        row["query"]: row["text"]
        for row in store.select(
            "SELECT ?query ?text WHERE { ?query a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ; sh:select ?text }"
        )
    }
    assert {node.value.removeprefix(QUERY) for node in found} == set(NAMES)  # type: ignore[union-attr]
    for text in found.values():
        store.select(text.value)  # type: ignore[union-attr]
    prefixes = store.select(
        f"SELECT ?prefix WHERE {{ ?node sh:prefix ?prefix ; sh:namespace ?uri . FILTER(STR(?uri) = '{CG}') }}"
    )
    assert [row["prefix"].value for row in prefixes] == ["cg"]  # type: ignore[union-attr]


def test_the_guide_lists_every_query_once() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
    section = guide.split("## Which query answers what")[1].split("\n## ")[0]
    assert sorted(re.findall(r"`([a-z-]+)`", section)) == sorted(NAMES)


def test_disagreements_weigh_stances_as_the_ontology_does() -> None:
    quads = ox.parse(data_file("ontology.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    scores = {q.subject.value: float(q.object.value) for q in quads if q.predicate.value == CG + "score"}
    tables = re.findall(r"VALUES \(\?[ab]Stance \?[ab]Score\) \{(.*?)\}\n", catalogue()["disagreements"].text)
    assert len(tables) == 2
    for table in tables:
        weights = {VOCAB + name: float(score) for name, score in re.findall(r'\(v:(\S+) "?([-.\d]+)', table)}
        assert weights == {stance: score for stance, score in scores.items() if score != 0}


def test_disagreements_are_found_where_the_ontology_is_not_loaded() -> None:
    bare = MemoryStore()
    bare.change(Change(add=list(ox.parse(data_file("events.ttl").read_bytes(), ox.RdfFormat.TURTLE))))
    assert {row["kind"].value for row in run(bare, "disagreements")} == {"incompatible-options"}


def test_what_a_data_set_defines_is_no_term() -> None:
    store = MemoryStore()
    own = "<http://x/o> a owl:Ontology . cg:Meeting rdfs:isDefinedBy <http://x/o> ."
    store.change(Change(updates=[f"INSERT DATA {{ {own} per:a rdfs:isDefinedBy run:tables }}"]))
    assert {row["term"].value for row in run(store, "terms")} == {"http://x/o", CG + "Meeting"}  # type: ignore[union-attr]
