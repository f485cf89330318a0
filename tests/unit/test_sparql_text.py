"""SPARQL texts as tokens: kinds, places, refusal of outward requests, errors in plain words."""

from __future__ import annotations

import re
import time
from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_graph.errors import OutwardRequestRefused, QuerySyntaxError
from conflict_graph.sparql.text import parse
from conflict_graph.sparql.tokens import line_and_column, offset_of, tokens
from conflict_graph.store.engine import check_syntax

NOWHERE = "http://127.0.0.1:1/"


def texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?a<?b", ["?a", "<", "?b"]),
        ("?a <http://x/#y> ?b", ["?a", "<http://x/#y>", "?b"]),
        (r"<http://x/\u0061>", [r"<http://x/\u0061>"]),
        ("'it''s' \"a\\\"b\"", ["'it'", "'s'", '"a\\"b"']),
        ("'''a'b''c\n''' \"\"\"\"x\"\"\"", ["'''a'b''c\n'''", '""""x"""']),
        ("'' \"\"", ["''", '""']),
        ("ex:a.b. ex:a-b:c ex:%41 ex:a\\#b : :x", ["ex:a.b", ".", "ex:a-b:c", "ex:%41", "ex:a\\#b", ":", ":x"]),
        ("_:b1 _:b.c.", ["_:b1", "_:b.c", "."]),
        ("1 1.5 .5 1e6 1.e6 -2 1.", ["1", "1.5", ".5", "1e6", "1.e6", "-", "2", "1", "."]),
        ("'x'@en-GB 'y'@ar--rtl", ["'x'", "@en-GB", "'y'", "@ar--rtl"]),
        ("$été ?日本·x", ["$été", "?日本·x"]),
        ("a#b\nc # d\r\ne", ["a", "c", "e"]),
        ("'open", ["'", "open"]),
    ],
)
def test_terminals_are_told_apart(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@given(st.text(max_size=60))
def test_no_text_breaks_the_tokeniser_and_no_character_is_lost(text: str) -> None:
    found = list(tokens(text))
    assert all(text[token.start : token.end] == token.text for token in found)
    between = re.sub(r"\s", "", "".join(texts(text)))
    assert len(between) <= len(text)
    assert [token.start for token in found] == sorted(token.start for token in found)


@given(st.text(alphabet="ab\n", max_size=40), st.data())
def test_places_and_lines_agree(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert offset_of(text, *line_and_column(text, offset)) == offset


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# ASK\nPREFIX ask: <http://x/> BASE <http://y/> select * {}", "select"),
        ("VERSION '1.2' ASK {}", "ask"),
        ("PREFIX : <http://x/> CONSTRUCT WHERE {}", "construct"),
        ("DESCRIBE <http://x/>", "describe"),
        ("with <http://g/> delete {} where {}", "update"),
        ("DROP ALL", "update"),
        ("hello", "unknown"),
        ("", "unknown"),
        ("{ SELECT * {} }", "unknown"),
    ],
)
def test_the_kind_of_a_text_is_its_first_word_after_the_prologue(text: str, kind: str) -> None:
    assert parse(text, update=kind == "update").kind == kind


OUTWARD = [
    f"SELECT * {{ SERVICE <{NOWHERE}> {{}} }}",
    f"SELECT * {{ SeRvIcE SILENT <{NOWHERE}> {{}} }}",
    f"SELECT * {{SERVICE<{NOWHERE}>{{}}}}",
    f"SELECT * {{ SERVICE#x\n<{NOWHERE}> {{}} }}",
    f"PREFIX e: <{NOWHERE}> SELECT * {{SERVICEe:x{{}}}}",
    f"PREFIX e: <{NOWHERE}> SELECT * {{SERVICESILENTe:x{{}}}}",
    f"SELECT * {{ ?s ?p trueSERVICE<{NOWHERE}>{{}} }}",
    f"SELECT * {{ ?s ?p 1SERVICE<{NOWHERE}>{{}} }}",
    f"SELECT * {{ ?s ?p 'a'SERVICE<{NOWHERE}>{{}} }}",
    f"SELECT * {{ FILTER(<u:a><<u:b#>)SERVICE<{NOWHERE}>{{}}\n}}",
    f"SELECT * {{ FILTER(1<2)#>'''\n SERVICE <{NOWHERE}> {{}} #'''\n }}",
    f"SELECT * {{ FILTER(?a<?b#>\n)SERVICE <{NOWHERE}> {{}} }}",
    f"PREFIX u: <http://x/> SELECT * {{ FILTER(?a<u:b#>'''\n)SERVICE <{NOWHERE}> {{}} #'''\n }}",
    f"SELECT * {{ FILTER(1<'>')SERVICE <{NOWHERE}> {{}} ?s ?p '' }}",
    f"SELECT * {{ FILTER(1<2)SERVICE?x#>\n{{}} }} VALUES ?x {{<{NOWHERE}>}}",
    f"ASK {{ FILTER NOT EXISTS {{ GRAPH ?g {{ SERVICE <{NOWHERE}> {{}} }} }} }}",
    f"CONSTRUCT {{}} WHERE {{ {{ SELECT * {{ SERVICE <{NOWHERE}> {{}} }} }} }}",
]
OUTWARD_UPDATES = [
    f"LOAD <{NOWHERE}>",
    f"LOADSILENT<{NOWHERE}>",
    f"PREFIX e: <{NOWHERE}> LOADe:x",
    f"INSERT DATA {{}};LOAD<{NOWHERE}>",
    f"INSERT DATA {{}} ; LOAD SILENT <{NOWHERE}> INTO GRAPH <u:g>",
    f"PREFIX e: <{NOWHERE}> INSERT DATA {{}};LOADe:x",
    f"INSERT {{ ?s ?p 1 }} WHERE {{ SERVICE <{NOWHERE}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("text", OUTWARD)
def test_a_query_that_would_reach_outward_is_refused_with_its_place(text: str) -> None:
    with pytest.raises((OutwardRequestRefused, QuerySyntaxError)) as caught:
        parse(text).refuse_outward()
    assert caught.value.extra["line"] >= 1


@pytest.mark.parametrize("text", OUTWARD)
def test_the_engine_would_have_gone_outward_with_it(text: str) -> None:
    """Each disguise is a real one: left alone, the engine calls the address (and fails, since nobody is there)."""
    silent = "SILENT" in text
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("u:s"), ox.NamedNode("u:p"), ox.Literal(True)))
    store.add(ox.Quad(ox.NamedNode("u:s"), ox.NamedNode("u:p"), ox.Literal(1)))
    store.add(ox.Quad(ox.NamedNode("u:s"), ox.NamedNode("u:p"), ox.Literal("a")))
    store.add(ox.Quad(ox.NamedNode("u:s"), ox.NamedNode("u:p"), ox.NamedNode("u:o"), ox.NamedNode("u:g")))
    try:
        results = store.query(text)
        if not isinstance(results, ox.QueryBoolean):
            list(results)
    except OSError:
        return
    except (RuntimeError, SyntaxError) as error:
        assert not isinstance(error, SyntaxError), f"not a disguise, for it does not parse: {error}"
        return
    assert silent or "FILTER(" in text or "NOT EXISTS" in text


@pytest.mark.parametrize("text", OUTWARD_UPDATES)
def test_an_update_that_would_reach_outward_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(OutwardRequestRefused) as caught:
        parse(text, update=True).refuse_outward()
    assert caught.value.extra["column"] >= 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service ?load 'SERVICE <http://x/> {}' } # LOAD <x>",
        "PREFIX service: <http://x/> SELECT * { ?s service:load service:SERVICE . GRAPH service:g { ?s ?p ?o } }",
        "PREFIX load: <http://x/> SELECT * FROM service:g { ?s load:x ?o }",
        'SELECT * { <http://x/service#a> <http://x/load> """\nSERVICE ?x {}\n""" }',
        "SELECT * { VALUES (?a ?b) { (<http://x/service#a> <http://x/service#b>) } }",
        "SELECT * { ?s ?p ?o FILTER(?o <3 && ?o> 1) ?s <http://x/service> ?x }",
        "SELECT * { ?s ex:load{1} ?o }",
    ],
)
def test_the_same_words_as_data_or_names_are_left_alone(text: str) -> None:
    parse(text).refuse_outward()


def test_the_place_of_a_refused_word_is_told() -> None:
    with pytest.raises(OutwardRequestRefused, match="Line 3, column 5: SERVICE is refused"):
        parse("SELECT * {\n  ?s ?p 'SERVICE' .\n    SERVICE <http://x/> { }\n}").refuse_outward()


def test_prefixes_are_found_where_they_are_used_and_not_declared() -> None:
    text = parse("PREFIX cg: <http://other/> SELECT * { ?s cg:a per:b ; a 'skos:c' } # org:d")
    assert list(text.undeclared_prefixes()) == ["per"]


def test_names_can_be_written_out_in_full() -> None:
    text = parse("PREFIX x: <http://x/> INSERT DATA { x:a\\,b rdf:type x:C . un:known a 'x:a' }", update=True)
    full = text.with_full_iris()
    assert "<http://x/a,b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/C>" in full
    assert "un:known a 'x:a'" in full
    assert "PREFIX" not in full


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("SELEC * {}", (1, 1), "'SELEC' cannot stand here"),
        ("SELECT * WHERE { ?s ?p }", (1, 24), "'}' cannot stand here"),
        ("SELECT * { ?s ?p ?o . OPTIONAL ?s ?p ?o }", (1, 32), "expected '{'"),
        ("SELECT (COUNT(?x) as n) { ?x ?y ?z }", (1, 22), "'n' cannot stand here"),
        ("SELECT * {?s <rel> ?o}", (1, 14), "valid IRI"),
        ("SELECT * { ?s a foaf:Person ; }}", (1, 32), "this '}' closes nothing"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", (1, 41), "AS binds a variable twice"),
        ("SELECT * {\r\n ?s ?p ?o\r\n FILTER ?o }", (3, 9), "'?o' cannot stand here"),
        ("DELETE { ?s ?p ?o }", (1, 20), "ends too early"),
        ("INSERT DATA { <u:a> <u:b> ?c }", (1, 31), "Variables are not allowed in INSERT DATA"),
    ],
)
def test_errors_name_the_word_that_is_wrong(text: str, place: tuple[int, int], words: str) -> None:
    with pytest.raises(QuerySyntaxError, match=re.escape(words)) as caught:
        check_syntax(parse(text, update=text.startswith(("DELETE", "INSERT"))))
    assert (caught.value.extra["line"], caught.value.extra["column"]) == place


def test_a_long_text_is_read_in_linear_time() -> None:
    long = "SELECT * { VALUES ?x { " + "'a' <http://x/> ex:y.z 1.5 " * 20_000
    assert parse(long + "\n" + "'" * 10_000 + '"""' + "\\" * 9_999).kind == "select"


@pytest.mark.parametrize("text", ["ASK { " + "'\\" * 200_000, "ASK { VALUES ?x { " + "a." * 200_000])
def test_a_text_made_to_be_slow_is_read_in_linear_time(text: str) -> None:
    started = time.process_time()
    with suppress(QuerySyntaxError):
        parse(text)
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 1000 + "}",
        "SELECT * { " + "".join(f"BIND(1 AS ?b{n}) " for n in range(1000)) + "}",
        "ASK { FILTER(" + "!" * 6000 + "?o) }",
        "DESCRIBE " + "<http://x/> " * 2000,
        "INSERT DATA { <u:a> <u:b> 1 } ; INSERT { ?s ?p 1 } WHERE { " + "{ ?s ?p ?o } UNION " * 1000 + "{ ?s ?p 2 } }",
        "SELECT * { VALUES ?x { 1 } " + "FILTER(?x IN (" + "1, " * 3000 + "2)) }",
    ],
)
def test_a_chain_that_would_overrun_the_engines_stack_is_refused(text: str) -> None:
    with pytest.raises(QuerySyntaxError, match="too long for the engine"):
        parse(text, update=text.startswith("INSERT"))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES (?x ?y) { " + "(1 <u:a>) " * 10_000 + "} FILTER(?x > 0) }",
        "INSERT DATA { " + "<u:a> <u:b> -1 . GRAPH <u:g> { <u:a> <u:b> 1 } " * 5000 + "} ; CLEAR ALL",
        "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 500 + "}",
    ],
)
def test_data_in_a_text_may_be_as_long_as_need_be(text: str) -> None:
    assert parse(text, update=text.startswith("INSERT")).text == text


def test_a_plus_sign_may_be_escaped_in_a_name() -> None:
    assert [token.text for token in tokens(r"x:a\+b x:c+1")] == [r"x:a\+b", "x:c", "+", "1"]
