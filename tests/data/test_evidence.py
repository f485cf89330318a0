"""Every quote stands in its text where its offsets say, and no claim rests on a heading, a question or an appeal."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from data.graphs import ARTICLES, EVENTS, ROOT, Quote, graph, quotes, rows, text_of, values

TURTLE = sorted([*(ROOT / "data").glob("*.ttl"), *ARTICLES.glob("*.ttl")])
QUOTING = [path for path in TURTLE if any(True for _ in quotes(path))]

# Headings, questions, the tip and the closing appeals: nothing may rest on them.
SILENT = {
    "src:seed-000": [
        (0, 80),
        (529, 570),
        (1503, 1537),
        (2339, 2392),
        (2979, 3025),
        (3459, 3485),
        (3486, 3528),
        (3653, 3700),
        (3772, 3828),
        (3901, 3982),
        (4274, 4408),
        (4409, 4493),
        (4494, 4591),
        (4592, 4656),
    ],
    "src:lake-corra": [(0, 49), (1002, 1048)],
    "src:sel-strait": [(0, 30)],
}
EVERY_QUOTE = [pytest.param(path, quote, id=quote.evidence) for path in QUOTING for quote in quotes(path)]


def test_the_article_and_the_fixtures_quote_their_texts() -> None:
    assert {path.name for path in QUOTING} >= {"events.ttl", "lake-corra.ttl", "sel-strait.ttl"}


@pytest.mark.parametrize("path", QUOTING, ids=lambda path: path.name)
def test_the_text_beside_a_file_is_the_one_its_source_describes(path: Path) -> None:
    quoted = "?e cg:evidenceGrade v:evidence-quoted ; oa:hasSource ?s ."
    described = rows(graph(path), quoted + "?s cg:sha256 ?sha ; cg:charCount ?n .", "s", "sha", "n")
    assert {source for source, _, _ in described} == values(graph(path), quoted, "s")
    for source, sha256, count in described:
        text = text_of(path, source)
        assert hashlib.sha256(text.encode()).hexdigest() == sha256
        assert len(text) == int(count)


@pytest.mark.parametrize("path", QUOTING, ids=lambda path: path.name)
def test_every_quoted_evidence_has_one_quote_and_one_span(path: Path) -> None:
    found = [quote.evidence for quote in quotes(path)]
    assert len(found) == len(set(found))
    assert set(found) == values(graph(path), "?e a cg:Evidence ; cg:evidenceGrade v:evidence-quoted .", "e")


@pytest.mark.parametrize(("path", "quote"), EVERY_QUOTE)
def test_a_quote_is_what_its_offsets_cut_out_of_the_text(path: Path, quote: Quote) -> None:
    text = text_of(path, quote.source)
    assert text[quote.start : quote.end] == quote.exact
    assert quote.evidence == f"ev:{quote.source.partition(':')[2]}-{quote.start}-{quote.end}"
    assert "\n" not in quote.exact and quote.exact == quote.exact.strip()


@pytest.mark.parametrize(("path", "quote"), EVERY_QUOTE)
def test_no_quote_lies_in_a_heading_a_question_or_an_appeal(path: Path, quote: Quote) -> None:
    overlapping = [(a, b) for a, b in SILENT[quote.source] if quote.start < b and a < quote.end]
    assert not overlapping, f"{quote.evidence} of {path.name} lies in {overlapping}"


@pytest.mark.parametrize("path", QUOTING, ids=lambda path: path.name)
def test_no_quote_runs_over_the_end_of_a_sentence(path: Path) -> None:
    running = [quote.evidence for quote in quotes(path) if any(end in quote.exact for end in (". ", "? ", "! "))]
    assert running == []


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_every_evidence_is_used_by_a_claim_and_every_claim_has_evidence(path: Path) -> None:
    store = graph(path)
    assert values(store, "?e a cg:Evidence FILTER NOT EXISTS { ?claim cg:hasEvidence ?e }", "e") == set()
    unproved = "?c cg:claimStatus ?status FILTER NOT EXISTS { ?c cg:hasEvidence/oa:hasSource ?source }"
    assert values(store, unproved, "c") == set()


@pytest.mark.parametrize("path", QUOTING, ids=lambda path: path.name)
def test_the_wording_of_a_claim_stands_in_one_of_its_quotes(path: Path) -> None:
    invented = """?c cg:wording ?words FILTER NOT EXISTS {
        ?c cg:hasEvidence/oa:hasSelector/oa:exact ?quote FILTER(CONTAINS(?quote, STR(?words))) }"""
    assert values(graph(path), invented, "c") == set()


def test_an_offset_counts_an_emoji_before_the_quote_as_the_characters_it_is_written_with() -> None:
    path = ARTICLES / "lake-corra.ttl"
    quote = next(quote for quote in quotes(path) if quote.exact.startswith("We will share"))
    before = text_of(path, quote.source)[: quote.start]
    assert any(ord(character) > 0xFFFF for character in before)
    assert len(before.encode("utf-16-le")) // 2 > quote.start


def test_reference_facts_quote_no_article() -> None:
    grades = values(graph(ROOT / "data" / "reference.ttl"), "?e a cg:Evidence ; cg:evidenceGrade ?g .", "g")
    assert grades == {"v:evidence-source-only"}


def test_no_claim_about_the_article_is_hidden_in_the_reference_file() -> None:
    assert values(graph(EVENTS), "?c prov:wasGeneratedBy/cg:layer ?l", "l") == {"v:layer-article"}
    assert values(graph(ROOT / "data" / "reference.ttl"), "?c prov:wasGeneratedBy/cg:layer ?l", "l") == {
        "v:layer-reference"
    }
