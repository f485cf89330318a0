"""Validation, one broken thing at a time: quotes and offsets, terms, what a store already knows, the report."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from conflict_graph.namespaces import CG, ID, SHAPES
from conflict_graph.rdf.documents import RdfDocument, read_rdf
from conflict_graph.rdf.source_texts import attach_texts
from conflict_graph.validate.context import describe_query
from conflict_graph.validate.report import Finding, Report
from conflict_graph.validate.validate import validate

ROOT = Path(__file__).resolve().parents[1]
GOOD = (ROOT / "valid" / "every-kind.ttl").read_text(encoding="utf-8")
SHIFT = (ROOT / "valid" / "change-of-mind.ttl").read_text(encoding="utf-8")
QUOTE = "Freedonia backs the border plan"
OLD, NEW = "clm:freedonia-backs-plan", "clm:freedonia-doubts-plan"


def read(text: str) -> RdfDocument:
    return read_rdf(text.encode(), name="news.ttl")


def changed(old: str, new: str, text: str = GOOD) -> str:
    assert old in text
    return text.replace(old, new)


def findings(text: str) -> tuple[Finding, ...]:
    return validate([read(text)]).findings


def only(text: str) -> Finding:
    (found,) = findings(text)
    return found


def offsets(start: int, end: int) -> str:
    moved = changed("oa:start 2 ; oa:end 33", f"oa:start {start} ; oa:end {end}")
    return changed("river-news-2-33", f"river-news-{start}-{end}", moved)


def test_a_wrong_offset_names_the_right_one() -> None:
    found = only(offsets(10, 41))
    assert found.shape_name == "quote-in-source"
    assert found.value == "at 10-41: “a backs the border plan. Sylvan”"
    assert found.expected == f"“{QUOTE}”"
    assert "The quote stands at 2-33." in found.hint


def test_offsets_in_bytes_are_recognised_after_an_emoji() -> None:
    hint = only(offsets(5, 36)).hint
    assert "The quote stands at 2-33." in hint and "UTF-8 bytes" in hint


def test_offsets_in_utf16_units_are_recognised_after_an_emoji() -> None:
    hint = only(offsets(3, 34)).hint
    assert "The quote stands at 2-33." in hint and "UTF-16" in hint


def test_offsets_beyond_the_text_say_where_it_ends() -> None:
    found = only(offsets(1000, 1031))
    assert found.value == "nothing at 1000-1031; the text ends at 192"


def test_a_quote_that_stands_nowhere_is_shown_beside_the_nearest_words() -> None:
    found = only(changed(QUOTE + '"@en', 'Freedonia supports the border plan"@en'))
    assert "stands nowhere" in found.hint
    assert f"The nearest is, at 2-33: “{QUOTE}”" in found.hint


def test_a_quote_like_nothing_in_the_text_is_offered_no_nearest_words() -> None:
    found = only(changed(QUOTE + '"@en', 'Qqqq zzzz xxxx"@en'))
    assert "nowhere" in found.hint and "nearest" not in found.hint


def test_a_quote_must_stand_there_letter_by_letter() -> None:
    assert only(changed(QUOTE + '"@en', QUOTE.lower() + '"@en')).shape_name == "quote-in-source"


def test_texts_beside_the_file_are_checked(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    text = GOOD[GOOD.index("cg:text ") :].split('"')[1]
    bare = read(changed(f' ;\n  cg:text "{text}" .', " ."))
    assert [found.shape_name for found in validate([bare]).findings] == ["text-at-hand"]
    (tmp_path / "sources" / "river-news.txt").write_bytes(text.encode())
    assert validate([attach_texts(bare, tmp_path)]).findings == ()
    (tmp_path / "sources" / "river-news.txt").write_bytes((text + "\n").encode())
    found = validate([attach_texts(bare, tmp_path)]).findings
    assert [one.shape_name for one in found] == ["text-hash", "text-length"]


def test_one_missing_text_is_one_warning_however_many_quotes_it_has() -> None:
    text = GOOD[GOOD.index("cg:text ") :].split('"')[1]
    found = only(changed(f' ;\n  cg:text "{text}" .', " ."))
    assert (found.severity, found.value) == ("warning", "no text of src:river-news for 4 quotes")


@pytest.mark.parametrize("layer", ["reference", "chronicle", "machine-coded"])
def test_only_the_article_layer_must_quote(layer: str) -> None:
    source_only = changed("v:evidence-quoted", "v:evidence-source-only")
    assert {found.shape_name for found in findings(source_only)} == {"evidence-quotes-article"}
    assert findings(changed("v:layer-article", f"v:layer-{layer}", source_only)) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "offered"),
    [
        ("cg:strength", "cg:strenght", "cg:strength"),
        ("a cg:Mention", "a cg:Mentoin", "cg:Mention"),
        ("v:mention-name", "v:mention-nam", "v:mention-name"),
        ("cg:strength", "<http://w3id.org/conflict-graph/ontology#strength>", "cg:strength"),
        ("cg:strength", "<https://w3id.org/conflict-graph/ontology/strength>", "cg:strength"),
    ],
)
def test_a_term_that_is_not_declared_is_offered_its_neighbour(right: str, wrong: str, offered: str) -> None:
    found = [one for one in findings(changed(right, wrong)) if one.shape_name == "declared-term"]
    assert len(found) == 1
    assert found[0].hint.startswith(f"Did you mean {offered}")


def test_an_unknown_firmness_is_one_finding_with_the_near_name() -> None:
    text = changed("v:firmness-expected", "v:firmness-expcted")
    assert only(text).hint == "Did you mean v:firmness-expected?"


def test_a_value_from_another_scheme_lists_the_scheme() -> None:
    found = only(changed("v:firmness-expected", "v:date-stated"))
    assert found.expected == "a concept of the scheme v:firmness"
    assert "v:firmness-stated" in found.hint and found.value == "v:date-stated"


def test_an_ontology_may_declare_terms_and_use_blank_nodes() -> None:
    terms = f"""@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix cg: <{CG}> .
        <http://x/onto> a owl:Ontology . cg:Envoy a owl:Class ; owl:equivalentClass [ owl:unionOf ( cg:Person ) ] .
        <http://x/a> a cg:Envoy ."""
    assert findings(terms) == ()


# A store that knows something already


def store_of(text: str) -> ox.Store:
    store = ox.Store()
    store.extend(read(text).quads)
    return store


class Lookup:
    """A lookup over a store, as a loader makes one, that remembers what it was asked for."""

    def __init__(self, text: str) -> None:
        self.store = store_of(text)
        self.asked: list[str] = []

    def __call__(self, iris: Sequence[str]) -> Iterable[ox.Triple]:
        self.asked += iris
        found = self.store.query(describe_query(iris))
        assert isinstance(found, ox.QueryTriples)
        return found


def block(text: str, name: str) -> str:
    """The prefixes of a document and the one description in it that begins with a name."""
    prefixes = "".join(line for line in text.splitlines(keepends=True) if line.startswith("@prefix"))
    return prefixes + next(part for part in text.split("\n\n") if part.startswith(name + " "))


def found_beside(new: str, old: str) -> set[str]:
    return {found.shape_name for found in validate([read(new)], lookup=Lookup(old)).findings}


def test_what_a_store_knows_need_not_be_described_again() -> None:
    mention = block(GOOD, "clm:mention-freedonia")
    assert "claim-evidence" in {found.shape_name for found in findings(mention)}
    assert found_beside(mention, GOOD) == set()


def test_what_a_store_knows_is_not_judged_again() -> None:
    broken = changed(' ; skos:prefLabel "Freedonia"@en', "")
    assert [found.subject for found in findings(broken)] == [ID + "state/freedonia"]
    assert found_beside(block(GOOD, "clm:mention-freedonia"), broken) == set()


def test_a_second_value_beside_the_one_in_the_store_is_found() -> None:
    mention = changed("v:firmness-stated", "v:firmness-reading", block(GOOD, "clm:mention-freedonia"))
    (found,) = validate([read(mention)], lookup=Lookup(GOOD)).findings
    assert found.shape_name == "claim-firmness"
    assert sorted((found.value or "").removeprefix("2 values: ").split(", ")) == [
        "v:firmness-reading",
        "v:firmness-stated (in the store already)",
    ]


def test_a_link_that_may_not_be_there_is_shown() -> None:
    found = only(changed("dcterms:source src:", "skos:exactMatch per:ada-finch ; dcterms:source src:"))
    assert found.path == "http://www.w3.org/2004/02/skos/core#exactMatch"
    assert found.value == "per:ada-finch"


def test_two_values_in_one_document_are_not_laid_to_the_store() -> None:
    evidence = changed("oa:end 33", "oa:end 33 , 34")
    assert only(evidence).value == '2 values: "33"^^xsd:integer, "34"^^xsd:integer'


def test_another_spelling_of_a_number_in_the_store_is_no_second_value() -> None:
    position = changed("cg:strength 0.8", "cg:strength 0.80", block(GOOD, OLD))
    assert found_beside(position, GOOD) == set()


def test_a_claim_in_the_store_can_have_one_successor_only() -> None:
    second = changed(NEW, "clm:freedonia-wavers", block(SHIFT, NEW))
    assert found_beside(second, SHIFT) == {"supersession-one-successor"}
    assert found_beside(block(SHIFT, NEW), SHIFT) == set()


def test_a_claim_in_the_store_can_be_closed_by_one_statement() -> None:
    prefixes = block(SHIFT, OLD).partition(OLD)[0]
    before = changed(
        ' ; cg:validUntil "2026-03-04"^^xsd:date', "", SHIFT.replace(block(SHIFT, NEW)[len(prefixes) :], "")
    )
    closing = f'{block(SHIFT, NEW)}\n{OLD} cg:validUntil "2026-03-04"^^xsd:date .'
    assert found_beside(block(SHIFT, NEW), before) == {"supersession-closes"}
    assert found_beside(closing, before) == set()
    assert found_beside(f'{prefixes}{OLD} cg:validUntil "2026-03-04"^^xsd:date .', before) == set()


def test_shortcuts_derived_in_the_store_are_not_held_against_a_document() -> None:
    known = f"{GOOD}\nst:sylvania cg:memberOf coal:river-league ."
    assert found_beside(block(GOOD, "st:sylvania"), known) == set()


def test_a_circle_is_found_through_claims_in_the_store() -> None:
    third = changed(OLD, NEW, changed(NEW, "clm:third", block(SHIFT, NEW)))
    known = f"{SHIFT}\n{third}"
    back = f"{block(SHIFT, OLD)}\n{OLD} cg:supersedes clm:third ."
    lookup = Lookup(known)
    shapes = {found.shape_name for found in validate([read(back)], lookup=lookup).findings}
    assert "supersession-acyclic" in shapes
    assert len(lookup.asked) == len(set(lookup.asked))


def test_attendance_rests_on_an_event_claim_in_the_store() -> None:
    attended = block(GOOD, "clm:sylvania-at-summit")
    assert found_beside(attended, GOOD) == set()
    assert found_beside(attended, changed("v:status-held", "v:status-scheduled")) == {"attended-is-held"}


def test_documents_are_judged_together() -> None:
    parts = [read(block(GOOD, "clm:mention-freedonia")), read(changed("clm:mention-freedonia", "clm:other"))]
    assert validate(parts).findings == ()


def test_a_quote_is_checked_against_the_text_in_the_store() -> None:
    evidence = block(GOOD, "ev:river-news-2-33")
    assert found_beside(evidence, GOOD) == set()
    assert found_beside(changed(QUOTE, "Freedonia rejects the border plan", evidence), "") == {
        "evidence-source",
        "text-at-hand",
    }


# The report


def test_each_thing_is_named_with_its_line_and_label() -> None:
    found = only(changed("cg:strength 0.8", "cg:strength 8"))
    line = GOOD.splitlines().index(f"{OLD} a cg:Position ;") + 1
    assert (found.file, found.line, found.subject) == ("news.ttl", line, ID + "claim/freedonia-backs-plan")
    assert found.subject_label == "position of Freedonia"
    assert (found.shape, found.path) == (SHAPES + "position-strength", CG + "strength")
    assert found.value == '"8"^^xsd:integer'


def test_an_ill_typed_value_is_shown_as_it_is_written() -> None:
    found = findings(changed("cg:strength 0.8", 'cg:strength "+08,0"^^xsd:decimal'))
    assert {one.value for one in found} == {'"+08,0"^^xsd:decimal'}


def test_a_thing_with_names_in_many_languages_is_shown_in_english() -> None:
    text = changed('"Freedonia"@en', '"Aaland"@de , "Freedonia"@en , "Zzz"@uk')
    assert only(changed("cg:strength 0.8", "cg:strength 8", text)).subject_label == "position of Freedonia"


def test_the_text_is_laid_out_for_people() -> None:
    report = validate([read(changed("cg:strength 0.8", "cg:strength 8"))])
    line = report.findings[0].line
    assert report.to_text() == (
        "violation: The strength of a position must lie between 0 and 1.\n"
        f"  at         news.ttl:{line}\n"
        "  subject    clm:freedonia-backs-plan  position of Freedonia\n"
        "  property   cg:strength\n"
        '  found      "8"^^xsd:integer\n'
        "  expected   at most one number from 0 to 1, such as 0.8\n"
        "  next step  Correct the value of cg:strength.\n"
        "  shape      position-strength\n"
        "\n"
        "news.ttl: 188 statements, 1 violation."
    )


def test_a_long_report_says_what_it_leaves_out() -> None:
    report = validate([read(GOOD.replace("cg:firmness v:firmness-stated ;", ""))])
    assert len(report.findings) > 2
    assert report.to_text(limit=2).count("claim-firmness") == 2
    assert f"... and {len(report.findings) - 2} more findings." in report.to_text(limit=2)
    assert report.to_text(limit=None).count("claim-firmness") == len(report.findings)


def test_findings_stand_in_the_order_of_the_file() -> None:
    lines = [found.line or 0 for found in findings(GOOD.replace("cg:firmness v:firmness-stated ;", ""))]
    assert lines == sorted(lines)


def test_the_report_is_ready_for_json() -> None:
    report = validate([read(changed("cg:strength 0.8", "cg:strength 8"))])
    data = json.loads(json.dumps(report.to_dict()))
    assert (data["conforms"], data["violations"], data["warnings"]) == (False, 1, 0)
    assert data["findings"][0]["shape"] == SHAPES + "position-strength"
    assert data["findings"][0]["line"] == report.findings[0].line


def test_documents_may_be_checked_from_many_threads_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda text: validate([read(text)]), [GOOD, changed("v:firmness-stated", "v:x")] * 3))
    assert [report.conforms for report in reports] == [True, False] * 3
    assert len({report.to_text() for report in reports}) == 2


def test_warnings_alone_do_not_keep_a_document_out() -> None:
    report = validate([read(changed("v:evidence-quoted", "v:evidence-source-only"))])
    assert report.warnings and report.conforms
    assert report.summary().endswith("warnings; conforms.")


def test_a_document_without_lines_is_reported_by_file() -> None:
    data = json.dumps({"@id": ID + "state/x", "@type": CG + "State"}).encode()
    (found,) = validate([read_rdf(data, name="x.jsonld")]).findings
    assert (found.file, found.line) == ("x.jsonld", None)
    assert "  at         x.jsonld\n" in Report((found,)).to_text()


def test_reading_and_reporting_load_no_heavy_library() -> None:
    code = (
        "import sys, conflict_graph.rdf.documents, conflict_graph.validate.validate as v;"
        "print([m for m in ('rdflib', 'pyshacl', 'edtf', 'rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
