"""The ontology is complete, well formed and free of contradictions, and data use nothing it does not declare."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from data.ontology_checks import CHECKS, PROLOGUE, Check
from data.terms import DATA, DOCS, declared, named_in, quads_of, undeclared_names, used
from owlrl.Namespaces import ERRNS

from conflict_graph.namespaces import CG, PREFIXES, VOCAB

ONTOLOGY = DATA / "ontology.ttl"
ALIGNMENTS = DATA / "alignments.ttl"
GRAPHS = sorted(path for path in DATA.glob("*.ttl") if path.name != "shapes.ttl")
OWN = (ONTOLOGY, ALIGNMENTS)
DOCUMENT = DOCS / "ontology.md"


@pytest.fixture
def core() -> ox.Store:
    store = ox.Store()
    store.bulk_extend(quads_of(ONTOLOGY))
    return store


@pytest.fixture(scope="module")
def declared_terms() -> set[str]:
    return declared(quads_of(ONTOLOGY))


def offenders(store: ox.Store, check: Check) -> list[str]:
    return [row["offender"].value for row in store.query(check.query)]


def turtle_with_prefixes(body: str) -> bytes:
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    return (head + body).encode()


def turtle_examples() -> list[str]:
    """Examples without a language tag are Turtle."""
    quads = (quad for quad in quads_of(ONTOLOGY) if quad.predicate.value == PREFIXES["skos"] + "example")
    return [quad.object.value for quad in quads if quad.object.language is None]


class Semantics(owlrl.OWLRL_Semantics):  # type: ignore[misc]
    """OWL RL without that everything is the same as itself: from it the rules infer nothing but what is there."""

    def store_triple(self, triple: tuple[Any, Any, Any]) -> None:
        if triple[1] != rdflib.OWL.sameAs or triple[0] != triple[2]:
            super().store_triple(triple)


def closure(*, paths: tuple[Path, ...] | list[Path] = (), turtle: str = "") -> rdflib.Graph:
    """Everything OWL RL lets one infer from the files and the text, without words, on which no axiom bears."""
    graph = rdflib.Graph(store="SimpleMemory")
    for path in paths:
        graph.parse(path, format="turtle")
    graph.parse(data=turtle_with_prefixes(turtle), format="turtle")
    for statement in [row for row in graph if isinstance(row[2], rdflib.Literal) and row[2].datatype is None]:
        graph.remove(statement)
    owlrl.DeductiveClosure(Semantics).expand(graph)
    return graph


def contradictions(graph: rdflib.Graph) -> list[str]:
    """The reasoner's complaints, and what ended up in two disjoint classes, or is to differ from itself."""
    rows = graph.query("""SELECT ?thing WHERE {
        { ?thing a ?one, ?two . ?one owl:disjointWith ?two } UNION { ?thing owl:differentFrom ?thing } }""")
    return sorted([*map(str, graph.objects(None, ERRNS.error)), *(str(row.thing) for row in rows)])


# Terms, concepts, texts


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule)
def test_rule_holds(core: ox.Store, check: Check) -> None:
    assert offenders(core, check) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule)
def test_rule_notices_an_offender(core: ox.Store, check: Check) -> None:
    core.update(check.update)

    assert offenders(core, check) != []


def test_header_names_version_one_and_the_namespace(core: ox.Store) -> None:
    ask = """ASK { <https://w3id.org/conflict-graph/ontology> a owl:Ontology ; vann:preferredNamespacePrefix "cg" ;
        owl:versionIRI <https://w3id.org/conflict-graph/ontology/1.0.0> ; owl:versionInfo "1.0.0" ;
        vann:preferredNamespaceUri "https://w3id.org/conflict-graph/ontology#" }"""

    assert bool(core.query(PROLOGUE + ask))


def test_every_turtle_example_parses_and_uses_declared_terms(declared_terms: set[str]) -> None:
    examples = turtle_examples()

    terms = set().union(*(used(ox.parse(turtle_with_prefixes(text), format=ox.RdfFormat.TURTLE)) for text in examples))

    assert terms <= declared_terms
    assert CG + "Participation" in terms


# Files


@pytest.mark.parametrize("path", sorted(DATA.glob("*.ttl")), ids=lambda path: path.name)
def test_turtle_files_use_declared_terms_only(path: Path, declared_terms: set[str]) -> None:
    assert used(quads_of(path)) - declared_terms == set()


@pytest.mark.parametrize("path", sorted(DATA.glob("queries/*.rq")), ids=lambda path: path.name)
def test_queries_name_declared_terms_only(path: Path, declared_terms: set[str]) -> None:
    assert undeclared_names(path.read_text(encoding="utf-8"), declared_terms) == set()


def test_terms_are_found_prefixed_in_full_in_queries_and_as_datatypes() -> None:
    turtle = f"""<x:a> cg:one <{VOCAB}two> ; skos:notation "1"^^cg:three ; sh:select "SELECT * {{ ?v a cg:four }}" ."""

    found = used(ox.parse(turtle_with_prefixes(turtle), format=ox.RdfFormat.TURTLE))

    assert found == {CG + "one", VOCAB + "two", CG + "three", CG + "four"}
    assert named_in(f"?c cg:one/cg:two v:three-four ; <{CG}five> ?v") == {
        CG + "one",
        CG + "two",
        VOCAB + "three-four",
        CG + "five",
    }
    assert undeclared_names("v:three-four v:three- v:five-", {VOCAB + "three-four"}) == {VOCAB + "five-"}


def test_coded_values_come_from_the_scheme_of_their_property(core: ox.Store) -> None:
    for path in GRAPHS:
        core.bulk_extend(quads_of(path))
    query = """SELECT ?s ?property ?value WHERE { ?property cg:valueScheme ?scheme . ?s ?property ?value
               FILTER NOT EXISTS { ?value skos:inScheme ?scheme } }"""

    assert [str(row) for row in core.query(PROLOGUE + query)] == []


def test_alignments_speak_of_declared_terms_and_leave_the_core_to_itself(declared_terms: set[str]) -> None:
    quads = [quad for quad in quads_of(ALIGNMENTS) if not quad.subject.value.endswith("/alignments")]

    assert {quad.subject.value for quad in quads} <= declared_terms
    assert [quad.object.value for quad in quads if quad.object.value.startswith((CG, VOCAB))] == []
    assert "owl:imports" not in ALIGNMENTS.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_layout_is_canonical(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prefixes = dict(re.findall(r"^@prefix (\w+): <(.+)> \.$", text, flags=re.MULTILINE))
    code = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    subjects = re.findall(r"^((?:cg|v|org|prov|oa|dcterms|skos|schema):[\w-]+) a ", text, flags=re.MULTILINE)

    assert list(prefixes) == sorted(prefixes)
    assert [prefix for prefix in prefixes if not re.search(rf"(?<![\w-]){prefix}:(?! <)", code)] == []
    assert {prefix: iri for prefix, iri in prefixes.items() if PREFIXES.get(prefix, iri) != iri} == {}
    assert [number for number, line in enumerate(text.splitlines(), 1) if line != line.rstrip() or "\t" in line] == []
    assert text.endswith(".\n")
    assert len(subjects) == len(set(subjects)), "each term is described in one place"


# Reasoning


def test_nothing_contradicts_the_axioms() -> None:
    assert contradictions(closure(paths=GRAPHS)) == []


def test_the_examples_do_not_contradict_the_axioms_and_show_subject_and_object() -> None:
    graph = closure(paths=OWN, turtle="\n".join(turtle_examples()))

    claim = rdflib.URIRef(PREFIXES["clm"] + "macron-cochair")
    assert contradictions(graph) == []
    assert set(graph.objects(claim, rdflib.URIRef(CG + "claimSubject"))) == {
        rdflib.URIRef(PREFIXES["per"] + "emmanuel-macron")
    }
    assert set(graph.objects(claim, rdflib.URIRef(CG + "claimObject"))) == {
        rdflib.URIRef(PREFIXES["mtg"] + "cow-2026-02-24")
    }


def test_contradictions_are_found() -> None:
    planted = """
        per:two-natured a cg:Person, cg:State .
        clm:by-a-meeting cg:holder mtg:holder . mtg:holder a cg:Meeting .
        clm:first cg:supersedes clm:second . clm:second cg:supersedes clm:first .
        per:strange owl:differentFrom per:strange .
    """

    found = " ".join(contradictions(closure(paths=[ONTOLOGY], turtle=planted)))

    for name in ("person/two-natured", "meeting/holder", "claim/second", "person/strange"):
        assert name in found


# The introduction


def test_the_claim_table_of_the_introduction_is_that_of_the_ontology(core: ox.Store) -> None:
    query = """SELECT ?class ?subject ?object ?fallback WHERE {
        ?class rdfs:subClassOf cg:Claim ; cg:subjectProperty ?subject
        OPTIONAL { ?class cg:objectProperty ?object } OPTIONAL { ?class cg:fallbackObjectProperty ?fallback } }"""
    expected = {
        row["class"].value.removeprefix(CG): tuple(
            value.value for name in ("subject", "object", "fallback") if (value := row[name])
        )
        for row in core.query(PROLOGUE + query)
    }

    section = DOCUMENT.read_text(encoding="utf-8").partition("\n## Claims\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|", section, flags=re.MULTILINE)
    stated = {
        name: tuple(PREFIXES[prefix] + local for prefix, local in re.findall(r"`(\w+):(\w+)`", f"{subject} {object_}"))
        for name, subject, object_ in rows
    }

    assert stated == expected


def test_the_introduction_names_every_class_and_no_unknown_term(core: ox.Store, declared_terms: set[str]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    classes = {
        row["class"].value.removeprefix(CG)
        for row in core.query(
            PROLOGUE + "SELECT ?class { ?class a owl:Class FILTER(STRSTARTS(STR(?class), STR(cg:))) }"
        )
    }

    assert {name for name in classes if f"`{name}`" not in text} - {"Event", "Claim"} == set()
    assert undeclared_names(text, declared_terms) == set()


def test_the_worked_example_quotes_its_source_exactly() -> None:
    body = re.search(r"```turtle\n(.+?)```", DOCUMENT.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert body is not None
    store = ox.Store()
    store.load(body[1].encode(), format=ox.RdfFormat.TURTLE)
    query = """SELECT ?claim ?text ?quote ?start ?end ?count ?sum WHERE { ?claim cg:hasEvidence ?evidence .
        ?evidence oa:hasSource ?source ; oa:hasSelector/oa:exact ?quote ; oa:hasSelector ?position .
        ?position oa:start ?start ; oa:end ?end .
        ?source cg:text ?text ; cg:charCount ?count BIND(SHA256(?text) AS ?hash)
        ?source cg:sha256 ?sum FILTER(?sum = ?hash) }"""

    rows = list(store.query(PROLOGUE + query))

    assert len(rows) == 2
    for row in rows:
        text = row["text"].value
        assert text[int(row["start"].value) : int(row["end"].value)] == row["quote"].value
        assert len(text) == int(row["count"].value)
