"""What every store answers alike."""

from __future__ import annotations

import csv
import gc
import io
import json
import threading

import pyoxigraph as ox
import pytest

from conflict_graph.errors import (
    InvalidParameter,
    OutwardRequestRefused,
    QuerySyntaxError,
    ResultTooLarge,
    UnknownFormat,
)
from conflict_graph.store.base import Change, Dataset, Limits, Store

X = "PREFIX x: <http://example.com/> "
NAMES = X + "SELECT ?who ?name ?age { ?who x:name ?name OPTIONAL { ?who x:age ?age } } ORDER BY ?who ?name"
RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}


def rows_of(body: bytes, media_type: str) -> list[list[str | None]]:
    """The rows of an answer as plain values."""
    if media_type == "text/csv":
        return [[cell or None for cell in row] for row in list(csv.reader(io.StringIO(body.decode())))[1:]]
    solutions = ox.parse_query_results(body, RESULTS[media_type])
    assert isinstance(solutions, ox.QuerySolutions)
    return [[None if value is None else value.value for value in row] for row in solutions]


def test_a_trusted_select_returns_rows_without_the_unbound(example: Store) -> None:
    rows = example.select(NAMES)
    assert [row["name"].value for row in rows] == ["Ada", 'Ada, "the" first\nof two', "Bob <result> },{ \\ tail"]
    assert rows[0]["age"] == ox.Literal(36)
    assert "age" not in rows[2]


def test_statements_are_what_is_said_of_things_each_once(example: Store) -> None:
    ada, bob = "http://example.com/ada", "http://example.com/bob"
    of_ada = {(ox.NamedNode(property_), value) for _, property_, value in example.statements([ada])}
    assert of_ada == {(row["p"], row["o"]) for row in example.select(f"SELECT ?p ?o {{ <{ada}> ?p ?o }}")}
    both = list(example.statements([bob, ada, bob]))
    assert {subject for subject, _, _ in both} == {ada, bob}
    assert len(both) == len(list(example.statements([ada]))) + len(list(example.statements([bob])))
    name = "http://example.com/name"
    assert name not in {property_ for _, property_, _ in example.statements([ada, bob], without=[name])}
    assert list(example.statements(["http://example.com/nobody"])) == []


def test_a_trusted_ask_and_construct_return_truth_and_triples(example: Store) -> None:
    assert example.ask(X + "ASK { x:bob x:knows x:ada }") is True
    assert example.ask(X + "ASK { x:ada x:knows x:bob }") is False
    bob, knows, ada = (ox.NamedNode(f"http://example.com/{name}") for name in ("bob", "knows", "ada"))
    assert example.construct(X + "CONSTRUCT WHERE { ?a x:knows ?b }") == [ox.Triple(bob, knows, ada)]


@pytest.mark.parametrize(("method", "text"), [("select", "ASK {}"), ("ask", "SELECT * {}"), ("construct", "ASK {}")])
def test_a_query_of_another_kind_is_refused(store: Store, method: str, text: str) -> None:
    with pytest.raises(InvalidParameter, match=r"expected an? "):
        getattr(store, method)(text)


@pytest.mark.parametrize("media_type", [*RESULTS, "text/csv"])
def test_a_select_answer_says_the_same_in_every_format(example: Store, media_type: str) -> None:
    answer = example.query(NAMES, accept=[media_type])
    assert (answer.kind, answer.media_type, answer.truncated) == ("bindings", media_type, False)
    assert answer.snapshot == example.snapshot
    assert rows_of(answer.body, media_type) == [
        ["http://example.com/ada", "Ada", "36"],
        ["http://example.com/ada", 'Ada, "the" first\nof two', "36"],
        ["http://example.com/bob", "Bob <result> },{ \\ tail", None],
    ]


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_an_ask_answer_is_a_boolean(example: Store, media_type: str) -> None:
    answer = example.query("ASK { ?s ?p ?o }", accept=[media_type])
    assert answer.kind == "boolean"
    assert bool(ox.parse_query_results(answer.body, RESULTS[media_type]))


@pytest.mark.parametrize("media_type", GRAPHS)
def test_a_graph_answer_says_the_same_in_every_format(example: Store, media_type: str) -> None:
    answer = example.query("CONSTRUCT WHERE { ?s ?p ?o }", accept=[media_type])
    assert (answer.kind, answer.media_type) == ("graph", media_type)
    parsed = {str(quad.triple) for quad in ox.parse(answer.body, GRAPHS[media_type])}
    assert parsed == {str(quad.triple) for quad in example.quads("default")}


def test_the_first_accepted_format_that_fits_the_kind_is_taken(example: Store) -> None:
    accept = ["text/html", "text/turtle;q=0.9", "text/csv;q=0.8", "*/*"]
    assert example.query("SELECT * { ?s ?p ?o }", accept=accept).media_type == "text/csv"
    assert example.query("CONSTRUCT WHERE { ?s ?p ?o }", accept=accept).media_type == "text/turtle"
    assert example.query("ASK {}").media_type == "application/sparql-results+json"
    assert example.query("ASK {}", accept=["text/*"]).media_type == "text/csv"


def test_a_format_that_does_not_fit_is_an_error_that_lists_those_that_do(store: Store) -> None:
    with pytest.raises(UnknownFormat, match="text/csv"):
        store.query("SELECT * { ?s ?p ?o }", accept=["text/turtle"])
    with pytest.raises(UnknownFormat, match="text/turtle"):
        store.query("CONSTRUCT WHERE { ?s ?p ?o }", accept=["text/csv"])


def test_a_request_may_name_its_dataset(example: Store) -> None:
    one, two = "http://example.com/one", "http://example.com/two"
    likes = X + "SELECT DISTINCT ?who { ?who x:likes ?what } ORDER BY ?who"
    assert example.select(likes) == []
    assert len(example.select(likes, dataset=Dataset(default=(one, two)))) == 2
    named = X + "SELECT ?g { GRAPH ?g { ?who x:likes ?what } }"
    assert [row["g"].value for row in example.select(named, dataset=Dataset(named=(one,)))] == [one]
    assert example.select(named, dataset=Dataset(default=(one,))) == []
    answer = example.query(likes, accept=["csv"], dataset=Dataset(default=(two,)))
    assert answer.body == b"who\r\nhttp://example.com/ada\r\nhttp://example.com/bob\r\n"


def test_the_dataset_of_a_request_goes_before_the_one_in_the_query(example: Store) -> None:
    query = X + "ASK FROM x:one { x:bob x:likes x:milk }"
    assert not example.ask(query)
    assert example.ask(query, dataset=Dataset(default=("http://example.com/two",)))


def test_a_graph_name_that_is_no_iri_is_refused(store: Store) -> None:
    with pytest.raises(InvalidParameter, match="absolute IRI"):
        list(store.quads("not an iri"))


def test_the_union_of_all_graphs_can_be_the_default(open_empty) -> None:  # type: ignore[no-untyped-def]
    store = open_empty(union_default_graph=True)
    store.change(Change(updates=[X + "INSERT DATA { GRAPH x:one { x:a x:b x:c } GRAPH x:two { x:d x:b x:e } }"]))
    everything = "SELECT DISTINCT ?s { ?s ?p ?o }"
    assert len(store.select(everything)) == 2
    assert store.query(everything, accept=["csv"]).body.count(b"\n") == 3
    assert len(store.select(X + "SELECT ?s FROM x:one { ?s ?p ?o }")) == 1
    assert len(store.select(everything, dataset=Dataset(default=("http://example.com/two",)))) == 1


def test_the_usual_prefixes_need_not_be_declared_and_may_be(store: Store) -> None:
    store.change(Change(updates=["INSERT DATA { per:a foaf:name 'A' }"]))
    assert store.ask("ASK { per:a <http://xmlns.com/foaf/0.1/name> 'A' }")
    assert store.query("PREFIX foaf: <http://example.com/> SELECT * { ?s foaf:name ?o }", accept=["csv"]).body == (
        b"o,s\r\n"
    )


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("SELECT ?s\nWHERE {\n  ?s ?p ?o .\n  FILTR(?o)\n}", 4, 3, "'FILTR' cannot stand here"),
        ("SELECT * { ?s foo:bar ?o }", 1, 15, "the prefix 'foo:' is not declared"),
        ("SELECT * { ?s ?p ?o", 1, 10, "never closed"),
        ("ASK { ?s ?p 'abc }", 1, 13, "does not end"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?o", 1, 35, "unbound"),
        ("", 1, 1, "empty"),
    ],
)
def test_a_syntax_error_says_line_and_column(store: Store, text: str, line: int, column: int, words: str) -> None:
    for ask in (store.query, store.select):
        with pytest.raises(QuerySyntaxError, match=words) as caught:
            ask(text)
        assert (caught.value.extra["line"], caught.value.extra["column"]) == (line, column)


def test_an_update_where_a_query_belongs_is_told_apart(store: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="this is an update"):
        store.query("INSERT DATA { <http://a> <http://b> 1 }")
    with pytest.raises(QuerySyntaxError, match="expected an update"):
        store.change(Change(updates=["SELECT * { ?s ?p ?o }"]))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { SERVICE # comment\n <http://127.0.0.1:1/> { } }",
        "PREFIX e: <http://127.0.0.1:1/> SELECT * { SERVICEe:x { } }",
        "SELECT * { FILTER(1<2)#>'''\n SERVICE <http://127.0.0.1:1/> { } #'''\n }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE <http://127.0.0.1:1/> { } } } } }",
    ],
)
def test_no_query_reaches_another_host(store: Store, text: str) -> None:
    with pytest.raises((OutwardRequestRefused, QuerySyntaxError)) as caught:
        store.query(text)
    assert caught.value.extra["line"] >= 1


def test_the_words_service_and_load_are_harmless_in_data(store: Store) -> None:
    store.change(
        Change(
            updates=[
                "PREFIX service: <http://example.com/service/> INSERT DATA "
                "{ service:LOAD <http://example.com/SERVICE#x> 'SERVICE <http://x/> { }' } # SERVICE"
            ]
        )
    )
    assert (
        store.query("SELECT ?LOAD { ?s <http://example.com/SERVICE#x> ?LOAD }", accept=["csv"]).body.count(b"\n") == 2
    )


ROWS = "VALUES ?n { 1 2 3 4 5 6 7 8 9 }"


@pytest.mark.parametrize("media_type", [*RESULTS, "text/csv"])
def test_an_answer_past_the_row_limit_is_cut_there_and_says_so(example: Store, media_type: str) -> None:
    whole = rows_of(example.query(NAMES, accept=[media_type]).body, media_type)
    for rows in (1, 2):
        answer = example.query(NAMES, accept=[media_type], limits=Limits(rows=rows))
        assert answer.truncated
        assert rows_of(answer.body, media_type) == whole[:rows]
    for rows in (3, 4):
        answer = example.query(NAMES, accept=[media_type], limits=Limits(rows=rows))
        assert not answer.truncated
        assert rows_of(answer.body, media_type) == whole


@pytest.mark.parametrize(
    ("text", "values", "truncated"),
    [
        (f"SELECT ?n {{ {ROWS} }} ORDER BY DESC(?n)", [9, 8, 7, 6], True),
        (f"SELECT ?n {{ {ROWS} }} ORDER BY ?n LIMIT 4", [1, 2, 3, 4], False),
        (f"SELECT ?n {{ {ROWS} }} ORDER BY ?n LIMIT 3 # LIMIT 99", [1, 2, 3], False),
        (f"SELECT ?n {{ {ROWS} }} ORDER BY ?n LIMIT 5", [1, 2, 3, 4], True),
        (f"SELECT ?n {{ {ROWS} }} ORDER BY ?n OFFSET 5", [6, 7, 8, 9], False),
        (f"SELECT ?n {{ {ROWS} }} ORDER BY ?n OFFSET 4", [5, 6, 7, 8], True),
        (f"SELECT ?n {{ {ROWS} }} ORDER BY ?n limit 9 offset 3", [4, 5, 6, 7], True),
        (f"SELECT ?n {{ {ROWS} }} ORDER BY ?n LIMIT 0", [], False),
        (f"SELECT ?n {{ {{ SELECT ?n {{ {ROWS} }} ORDER BY ?n LIMIT 2 }} }} ORDER BY ?n", [1, 2], False),
        (f"SELECT ?n {{ {{ SELECT ?n {{ {ROWS} }} LIMIT 9 }} }} ORDER BY ?n # end", [1, 2, 3, 4], True),
        (f"SELECT ?n {{ {ROWS} }} ORDER BY ?n VALUES ?n {{ 2 3 4 5 6 }}", [2, 3, 4, 5], True),
        (f"SELECT ?n {{ {ROWS} }} ORDER BY ?n LIMIT 8 VALUES ?n {{ 2 3 4 5 6 }}", [2, 3, 4, 5], True),
        (f"SELECT DISTINCT ?n WHERE {{ {ROWS} }} GROUP BY ?n HAVING (?n > 3) ORDER BY (?n)", [4, 5, 6, 7], True),
        (f"SELECT (?n AS ?limit) {{ {ROWS} FILTER(STR(?n) != 'LIMIT 2') }} ORDER BY ?limit", [1, 2, 3, 4], True),
    ],
)
def test_the_row_limit_fits_every_form_of_select(store: Store, text: str, values: list[int], truncated: bool) -> None:
    answer = store.query(text, accept=["csv"], limits=Limits(rows=4))
    assert [int(line) for line in answer.body.split()[1:]] == values
    assert answer.truncated is truncated


def test_rows_without_any_value_are_counted_too(store: Store) -> None:
    answer = store.query(f"SELECT ?none {{ {ROWS} }}", limits=Limits(rows=4))
    assert len(json.loads(answer.body)["results"]["bindings"]) == 4
    assert answer.truncated


def test_an_answer_past_the_byte_limit_is_refused(store: Store) -> None:
    text = "SELECT * { VALUES ?n { " + " ".join(map(str, range(2000))) + " } }"
    with pytest.raises(ResultTooLarge, match="larger than 1,000 bytes"):
        store.query(text, limits=Limits(bytes=1000))
    assert len(store.query(text, accept=["csv"], limits=Limits(bytes=1_000_000)).body) > 1000


def test_a_large_answer_is_handed_over_in_pieces(store: Store) -> None:
    numbers = " ".join(map(str, range(150)))
    text = f"SELECT ('{'x' * 100}' AS ?long) {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    stream = store.stream(text, accept=["csv"], limits=Limits(rows=20_000, seconds=30))
    pieces = list(stream.chunks)
    stream.close()
    assert len(pieces) > 1
    assert sum(map(len, pieces)) == stream.size > 2_000_000
    assert stream.truncated
    assert b"".join(pieces).count(b"\n") == 20_001


def test_brackets_that_nest_too_deep_are_refused_before_they_do_harm(store: Store) -> None:
    for opening, closing in ("{}", "()", "[]"):
        with pytest.raises(QuerySyntaxError, match="nest deeper than 128"):
            store.query("SELECT * { ?s ?p " + opening * 10_000 + closing * 10_000 + " }")
    assert store.query("ASK {}").kind == "boolean"


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_an_error_may_be_dropped_in_another_thread_than_the_one_that_asked(example: Store, query: str) -> None:
    told: list[Exception] = []

    def ask() -> None:
        for call in (lambda: example.query(query, limits=Limits(bytes=20)), lambda: example.ask(query)):
            try:
                call()
            except Exception as error:
                told.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert [type(error) for error in told] == [ResultTooLarge, InvalidParameter]
    told.clear()  # pytest reports what the engine says when its results are let go of here
    gc.collect()
