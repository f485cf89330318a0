"""Named queries: typed binding, and clear refusals of what cannot be bound."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from unit.asking import articles, written

import conflict_graph as cg
from conflict_graph.ask.statements import rank
from conflict_graph.queries.catalogue import catalogue, named, parse, run
from conflict_graph.queries.parameters import Parameter

HEAD = "# title: T\n# description: D.\n# question: Q?\n"


def query(tmp_path: Path, *parameters: str, body: str) -> object:
    file = tmp_path / "a-query.rq"
    file.write_text(HEAD + "".join(f"# param: {line}\n" for line in parameters) + body, encoding="utf-8")
    return parse(file)


def rows(store: object, tmp_path: Path, value: object, kind: str = "string") -> list[object]:
    asked = query(tmp_path, f'x {kind} ?x "X"', body="SELECT ?x WHERE {\n  VALUES ?x { UNDEF }\n}")
    return [row["x"] for row in store.select(asked.bind(x=value))]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text", ['" } SELECT * { ?s ?p ?o } #', "a\nb\r\t", "\\1 \\g<0> \\", "}", "?x { UNDEF }", "🕊 “”"]
)
def test_no_text_of_a_caller_becomes_part_of_the_query(tmp_path: Path, text: str) -> None:
    assert rows(written(""), tmp_path, text) == [ox.Literal(text)]


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("date", date(2026, 2, 24), '"2026-02-24"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", "2026-02-24", '"2026-02-24"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("integer", "35", '"35"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("integer", 0, '"0"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "0.5", '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("boolean", False, '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("iri", "per:emmanuel-macron", "<https://w3id.org/conflict-graph/id/person/emmanuel-macron>"),
        ("iri", cg.Ref("http://example.org/x"), "<http://example.org/x>"),
    ],
)
def test_values_become_terms_of_their_type(kind: str, value: object, term: str) -> None:
    assert Parameter("x", kind, ("x",), "X").terms(value) == [term]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", "24 February 2026"),
        ("date", "2026-02-30"),
        ("date", 20260224),
        ("integer", "1.5"),
        ("integer", "NaN"),
        ("decimal", "much"),
        ("boolean", "maybe"),
        ("iri", "no iri"),
        ("iri", "http://example.org/> } #"),
        ("iri", 7),
        ("string", 7),
        ("string", "\ud800"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_by_name(kind: str, value: object) -> None:
    with pytest.raises(cg.InvalidParameter) as refusal:
        Parameter("some_name", kind, ("x",), "X").terms(value)
    assert refusal.value.problem()["parameter"] == "some_name"
    assert refusal.value.code == ("invalid-date" if kind == "date" else "invalid-parameter")


def test_bare_codes_are_completed_where_the_vocabulary_is_known() -> None:
    parameter = named("claims").parameter("modality")
    full = ["<https://w3id.org/conflict-graph/vocab/modality-scheduled>"]
    assert (
        parameter.terms("scheduled")
        == parameter.terms("modality-scheduled")
        == parameter.terms("v:modality-scheduled")
        == full
    )


def test_a_choice_outside_the_list_is_refused() -> None:
    with pytest.raises(cg.InvalidParameter, match="certain, possible"):
        named("claims").bind(holds="surely")


def test_several_values_ask_for_any_of_them() -> None:
    both = run(articles(), "claims", kind=["Position", "Tenure"])
    alone = [run(articles(), "claims", kind=kind) for kind in ("Position", "Tenure")]
    assert len(both) == sum(map(len, alone)) > max(map(len, alone))


@pytest.mark.parametrize("nothing", [None, "", [], ()])
def test_nothing_given_asks_for_everything(nothing: object) -> None:
    assert run(articles(), "claims", kind=nothing) == run(articles(), "claims")


def test_an_unknown_parameter_is_refused_with_the_known_ones() -> None:
    with pytest.raises(cg.InvalidParameter, match="valid_at") as refusal:
        named("positions").bind(validat="2026-02-24")
    assert "Did you mean valid_at?" in refusal.value.hint
    with pytest.raises(cg.InvalidParameter, match="takes none"):
        named("overview").bind(x=1)


def test_an_unknown_query_is_not_found_with_near_names() -> None:
    with pytest.raises(cg.NotFound, match="positions"):
        named("postions")


@pytest.mark.parametrize(
    ("parameter", "body"),
    [
        ('x string ?x "X"', "SELECT * { ?s ?p ?o }"),
        ('x text ?x "X"', "SELECT * {\n  VALUES ?x { UNDEF }\n}"),
        ("x string ?x", "SELECT * {\n  VALUES ?x { UNDEF }\n}"),
    ],
)
def test_a_file_with_a_wrong_head_is_refused(tmp_path: Path, parameter: str, body: str) -> None:
    with pytest.raises(ValueError, match=r"a-query\.rq"):
        query(tmp_path, parameter, body=body)


def test_lines_for_a_parameter_are_left_out_only_without_it(tmp_path: Path) -> None:
    body = "SELECT ?s WHERE {\n  # with s\n  VALUES ?s { UNDEF }\n  ?s a cg:Source .\n  # end\n  ?s ?p ?o\n}"
    asked = query(tmp_path, 's iri ?s "S"', body=body)
    assert "cg:Source" not in asked.bind()  # type: ignore[attr-defined]
    assert "<https://w3id.org/conflict-graph/id/source/s> }\n  ?s a cg:Source" in asked.bind(s="src:s")  # type: ignore[attr-defined]


def test_lines_of_a_parameter_can_depend_on_whether_another_is_given(tmp_path: Path) -> None:
    alone = "  # with s and none of t\n  VALUES ?s { UNDEF }\n  ?s a ?alone .\n  # end\n"
    beside = "  # with s and any of t\n  VALUES ?s { UNDEF }\n  FILTER EXISTS { ?s a ?beside }\n  # end\n"
    body = f"SELECT ?s WHERE {{\n{alone}{beside}  VALUES ?t {{ UNDEF }}\n  ?s ?p ?t\n}}"
    asked = query(tmp_path, 's iri ?s "S"', 't iri ?t "T"', body=body)

    def lines(**parameters: object) -> set[str]:
        return {word for word in ("?alone", "?beside") if word in asked.bind(**parameters)}  # type: ignore[attr-defined]

    assert lines() == lines(t="src:t") == set()
    assert lines(s="src:s") == {"?alone"}
    assert lines(s="src:s", t="src:t") == {"?beside"}


def test_the_catalogue_is_in_alphabetical_order() -> None:
    assert list(catalogue()) == sorted(catalogue())


LABELLED = "SELECT ?s ?sLabel WHERE {\n  ?s ?p ?o\n  # labels\n  OPTIONAL { ?s skos:prefLabel ?sLabel }\n  # end\n}\n"


def test_labels_and_order_are_left_out_of_a_bare_query_and_of_no_other(tmp_path: Path) -> None:
    asked = query(tmp_path, body=LABELLED + "# order\nORDER BY ?s\n# end")
    assert "prefLabel" in asked.bind() and "ORDER BY ?s" in asked.bind()  # type: ignore[attr-defined]
    bare = asked.bind_bare()  # type: ignore[attr-defined]
    assert "?s ?p ?o" in bare and not {"prefLabel", "ORDER", "#"} & set(
        bare.removeprefix(HEAD).replace(":", " ").split()
    )


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        ("SELECT * {\n# labels\n# order\n# end\n?s ?p ?o }", 6, "begins inside that of line 5"),
        ("SELECT * {\n# labels\n?s ?p ?o }", 5, "without an end"),
        ("SELECT * {\n# end\n?s ?p ?o }", 5, "an end without a block"),
    ],
)
def test_a_file_whose_blocks_do_not_fit_is_refused_with_the_line(
    tmp_path: Path, body: str, line: int, problem: str
) -> None:
    with pytest.raises(ValueError, match=rf"a-query\.rq:{line}: .*{problem}"):
        query(tmp_path, body=body)


def test_terms_are_ranked_as_the_engine_orders_them() -> None:
    terms = ['""', '"2"^^xsd:integer', '"10"^^xsd:integer', '"b"', '"a"@en', "per:b", "per:a"]
    store = written("")
    ordered = store.select(f"SELECT ?x {{ VALUES ?x {{ {' '.join(terms)} }} }} ORDER BY ?x")
    numbers = [row["x"] for row in ordered if getattr(row["x"], "value", "").isdigit()]
    names = [row["x"] for row in ordered if isinstance(row["x"], ox.NamedNode)]
    assert sorted(numbers, key=rank) == numbers
    assert sorted(names, key=rank) == names
    assert rank(None) < rank(ox.BlankNode()) < rank(names[0]) < rank(ox.Literal(""))
