"""Every shape keeps out exactly what it is there for, and lets good documents in.

``tests/invalid/{shape}.ttl`` breaks one rule; its first comment names the shape. ``tests/valid`` breaks none.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib

from conflict_graph.namespaces import RDFS, SHAPES
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.rdf.source_texts import attach_texts
from conflict_graph.resources import data_file, graph_files
from conflict_graph.validate.report import Report
from conflict_graph.validate.shacl_shapes import shapes
from conflict_graph.validate.validate import validate

HERE = Path(__file__).resolve().parents[1]
INVALID = sorted((HERE / "invalid").glob("*.ttl"))
VALID = sorted((HERE / "valid").glob("*.ttl"))
WITH_SPARQL = sorted(rule.iri.removeprefix(SHAPES) for rule in shapes().values() if rule.select)


def name(path: Path) -> str:
    return path.stem


@cache
def check(path: Path) -> Report:
    return validate([read_rdf(path)])


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_a_broken_document_fails_with_exactly_its_shape(path: Path) -> None:
    named = re.match(r"# ([a-z0-9-]+): ", path.read_text(encoding="utf-8"))
    report = check(path)
    assert named
    assert {finding.shape for finding in report.findings} == {SHAPES + named[1]}
    assert report.conforms == (shapes()[SHAPES + named[1]].severity == "warning")


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_a_finding_says_where_it_stands_what_was_expected_and_what_to_do(path: Path) -> None:
    for finding in check(path).findings:
        assert finding.file == str(path)
        assert finding.message and finding.expected and finding.hint
        assert "{" not in finding.message + finding.expected.replace("sources/{slug}", "") + finding.hint
        if finding.subject != "a blank node":
            local = re.split(r"[/#]", finding.subject)[-1]
            assert finding.line and local in path.read_text(encoding="utf-8").splitlines()[finding.line - 1]


def test_every_shape_has_a_document_that_breaks_it() -> None:
    assert {path.stem for path in INVALID} == {iri.removeprefix(SHAPES) for iri in shapes()}


@pytest.mark.parametrize("path", VALID, ids=name)
def test_a_good_document_has_no_finding(path: Path) -> None:
    assert check(path).findings == ()


def test_every_shape_speaks_in_words_and_says_how_grave_it_is() -> None:
    for rule in shapes().values():
        assert rule.message.endswith((".", "}.")) and rule.expected, rule.iri
    graph = rdflib.Graph().parse(data_file("shapes.ttl"))
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for iri in shapes():
        assert graph.value(rdflib.URIRef(iri), shacl.severity) in (shacl.Violation, shacl.Warning), iri


def test_every_shape_is_documented_in_its_own_words() -> None:
    page = (HERE.parent / "docs" / "validation.md").read_text(encoding="utf-8")
    for rule in shapes().values():
        words = re.sub(r"\{\?(\w+)\}", r"*\1*", f"| {rule.message} | {rule.expected} |")
        mark = " (warning)" if rule.severity == "warning" else ""
        assert f"| `{rule.iri.removeprefix(SHAPES)}`{mark} {words}" in page, rule.iri


def test_the_shipped_data_conform() -> None:
    documents = [attach_texts(read_rdf(path), path.parent) for path in graph_files()]
    report = validate(documents)
    assert report.findings == (), report.to_text()


@cache
def background() -> rdflib.Graph:
    """The part of the ontology that SPARQL constraints ask: classes, schemes, and what kind of term a term is."""
    wanted = (RDFS + "subClassOf", "inScheme", "valueScheme", "#type")
    whole = rdflib.Graph().parse(data_file("ontology.ttl"))
    part = rdflib.Graph()
    for triple in whole:
        if str(triple[1]).endswith(wanted):
            part.add(triple)
    return part


def by_pyshacl(path: Path, names: list[str]) -> set[str]:
    data = rdflib.Graph().parse(path)
    data += background()
    standard = rdflib.Graph().parse(data_file("shapes.ttl"))
    iris = [SHAPES + shape for shape in names]
    _, report, _ = pyshacl.validate(data, shacl_graph=standard, inference="none", use_shapes=iris)
    assert isinstance(report, rdflib.Graph)
    source = rdflib.URIRef("http://www.w3.org/ns/shacl#sourceShape")
    return {str(shape).removeprefix(SHAPES) for shape in report.objects(None, source)}


@pytest.mark.parametrize("shape", WITH_SPARQL)
def test_a_standard_processor_finds_what_one_query_over_everything_finds(shape: str) -> None:
    assert by_pyshacl(HERE / "invalid" / f"{shape}.ttl", [shape]) == {shape}


def test_a_standard_processor_lets_a_good_document_in() -> None:
    assert by_pyshacl(HERE / "valid" / "change-of-mind.ttl", WITH_SPARQL) == set()
