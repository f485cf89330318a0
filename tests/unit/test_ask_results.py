"""The answer to a query as plain values, JSON and tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from unit.asking import written

import conflict_graph as cg
from conflict_graph.queries.result import Result
from conflict_graph.store.base import Limits

VALUES = """
SELECT ?iri ?text ?number ?share ?day ?moment ?truth ?odd ?nothing {
  VALUES (?iri ?text ?number ?share ?day ?moment ?truth ?odd ?nothing) {
    (per:a "a & <b>"@en 35 0.5 "2026-02-24"^^xsd:date "2026-02-24T08:00:00Z"^^xsd:dateTime true "x"^^xsd:integer UNDEF)
  }
}
"""


def asked(text: str, **options: object) -> Result:
    return Result(written("").query(text, **options))  # type: ignore[arg-type]


def test_values_are_plain_python() -> None:
    assert asked(VALUES).rows == [
        {
            "iri": "https://w3id.org/conflict-graph/id/person/a",
            "text": "a & <b>",
            "number": 35,
            "share": Decimal("0.5"),
            "day": date(2026, 2, 24),
            "moment": datetime(2026, 2, 24, 8, tzinfo=UTC),
            "truth": True,
            "odd": "x",
            "nothing": None,
        }
    ]


def test_bindings_keep_what_sparql_json_says() -> None:
    result = asked(VALUES)
    assert result.columns[:2] == ["iri", "text"]
    assert result.bindings[0]["text"] == {"type": "literal", "value": "a & <b>", "xml:lang": "en"}
    assert result.json()["head"]["vars"] == result.columns
    assert result.short()[0]["iri"] == "per:a"


@pytest.mark.parametrize("accept", ["json", "xml", "tsv"])
def test_every_result_format_is_read_alike(accept: str) -> None:
    text = "SELECT ?a ?b { VALUES (?a ?b) { (per:a 1) (per:b UNDEF) } }"
    assert asked(text, accept=(accept,)).rows == asked(text).rows


def test_tables_of_pandas_and_polars_hold_the_rows() -> None:
    text = "SELECT ?name ?size { VALUES (?name ?size) { ('x' 1) ('y' 2) ('z' UNDEF) } }"
    assert asked(text).to_pandas()["name"].tolist() == ["x", "y", "z"]
    assert asked(text).to_polars()["size"].to_list() == [1, 2, None]
    mixed = asked("SELECT ?v { VALUES ?v { 1 'x' } }").to_polars()
    assert mixed["v"].to_list() == ["1", "x"]
    assert asked("SELECT ?v { FILTER(false) }").to_pandas().columns.tolist() == ["v"]


def test_a_truth_and_a_graph_say_what_they_are() -> None:
    yes = asked("ASK {}")
    assert (yes.kind, yes.boolean, len(yes)) == ("boolean", True, 1)
    assert not asked("ASK { FILTER(false) }")
    graph = asked("CONSTRUCT { per:a a cg:Person } WHERE {}")
    assert (graph.kind, len(graph)) == ("graph", 1)
    assert graph.json()[0]["@id"].endswith("/person/a")
    with pytest.raises(cg.InvalidParameter, match="SELECT"):
        _ = graph.rows
    with pytest.raises(cg.InvalidParameter, match="ASK"):
        _ = asked(VALUES).boolean


def test_a_notebook_shows_text_as_text_and_says_what_is_missing() -> None:
    assert "a &amp; &lt;b&gt;" in asked(VALUES)._repr_html_()
    many = f"SELECT ?v {{ VALUES ?v {{ {' '.join(map(str, range(60)))} }} }}"
    assert "10 more rows" in asked(many)._repr_html_()
    cut = asked(many, limits=Limits(rows=5))
    assert (len(cut), cut.truncated) == (5, True)
    assert "cut at the row limit" in cut._repr_html_()


def test_an_answer_names_its_snapshot() -> None:
    store = written("")
    assert Result(store.query("ASK {}")).snapshot == store.snapshot
