"""Lines: where a thing is first described, whatever stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_graph.rdf.documents import read_rdf
from conflict_graph.rdf.positions_in_text import subject_lines

TURTLE = r'''# x:comment x:b x:c .
@prefix x: <http://x/> .
PREFIX y: <http://y/>
@base <http://b/> .

x:first x:says "x:quoted . \" x:again" , """
x:long x:b x:c .
""" , 'it is 1.5 .' ; x:number 1.5 , -2.5e3 .
x:tagged x:says "hallo"@de-AT .
<relative> a x:Thing .
x:dotted.name x:a x:b.
y:escaped\,comma x:sees x:only-an-object .
[ x:inner x:value ] x:b x:c .
<http://x/unic\u00f6de> x:b ( x:item ) .
'''


@pytest.mark.parametrize(
    ("iri", "line"),
    [
        ("http://x/first", 6),
        ("http://x/tagged", 9),
        ("http://b/relative", 10),
        ("http://x/dotted.name", 11),
        ("http://y/escaped,comma", 12),
        ("http://x/only-an-object", 12),
        ("http://x/inner", 13),
        ("http://x/unic\u00f6de", 14),
        ("http://x/item", 14),
    ],
)
def test_each_thing_has_the_line_it_is_described_on(iri: str, line: int) -> None:
    assert subject_lines(TURTLE)[iri] == line


@pytest.mark.parametrize("iri", ["http://x/comment", "http://x/quoted", "http://x/again", "http://x/long"])
def test_what_stands_in_comments_and_strings_is_no_name(iri: str) -> None:
    assert iri not in subject_lines(TURTLE)


def test_a_description_outranks_an_earlier_mention() -> None:
    document = read_rdf(b"<http://x/a> <http://x/b> <http://x/c> .\n\n<http://x/c> <http://x/b> 1 .")
    assert (document.line_of("http://x/c"), document.line_of("http://x/a")) == (3, 1)


def test_a_declaration_without_a_full_stop_ends_by_itself() -> None:
    text = "PREFIX x: <http://x/>\nx:early x:b x:late .\nprefix y: <http://y/>\nx:late x:b 1 ."
    assert subject_lines(text)["http://x/late"] == 4


def test_relative_names_are_resolved_against_the_base_of_a_request() -> None:
    document = read_rdf(b"<one> <two> 3 .\n<#four> <two> 5 .", base="http://b/doc")
    assert (document.line_of("http://b/one"), document.line_of("http://b/doc#four")) == (1, 2)


def test_lines_are_told_inside_named_graphs() -> None:
    text = "@prefix x: <http://x/> .\nGRAPH x:g {\n  x:a x:b x:c .\n  x:d x:b x:c\n}\nx:h { x:e x:b x:c }\n"
    document = read_rdf(text.encode(), name="one.trig")
    assert [document.line_of(f"http://x/{name}") for name in "ade"] == [3, 4, 6]


def test_formats_without_subjects_in_the_text_have_no_lines() -> None:
    document = read_rdf(b'{"@id": "http://x/a", "http://x/b": 1}', name="one.jsonld")
    assert document.line_of("http://x/a") is None


NAMES = st.text(alphabet="abcxyz019-_\u00e4", min_size=1, max_size=6).map(lambda name: f"n{name}")
TEXTS = st.text(alphabet="ab .#<>:'\u00e4\U0001f4e3", max_size=12)


@given(st.lists(st.tuples(NAMES, TEXTS), min_size=1, max_size=8, unique_by=lambda pair: pair[0]))
def test_every_subject_of_a_document_has_its_own_line(things: list[tuple[str, str]]) -> None:
    text = "@prefix x: <http://x/> .\n" + "".join(f'x:{name} x:says "{said}" .\n' for name, said in things)
    document = read_rdf(text.encode())
    assert [document.line_of(f"http://x/{name}") for name, _ in things] == list(range(2, len(things) + 2))
