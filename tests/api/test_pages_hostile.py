"""Hostile data stay text: markup, template code, script addresses and direction overrides in every place of a page."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import page_reading as reading
import pytest
from serving import running

from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

MARKUP = '<script>alert(1)</script>\\"><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}</title>&amp;'
AS_READ = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}</title>&amp;'
OVERRIDE = "\u202egnp.exe\u2066"
TEXT = f"Say {MARKUP} now.\\nSecond line."
START, END = 4, 4 + len(AS_READ)
QUALIFIED = (
    "cg:modality v:modality-actual ; cg:firmness v:firmness-stated ; cg:claimStatus v:claim-accepted ; "
    'cg:statedOn "2026-02-23"^^xsd:date ; cg:hasEvidence ev:bad ; prov:wasGeneratedBy run:bad'
)
DATA = f"""INSERT DATA {{
  per:bad a cg:Person ; skos:prefLabel "{MARKUP}"@en ; skos:altLabel "{OVERRIDE}"@en ; schema:sameAs <javascript:alert(3)> ;
    skos:definition "{MARKUP}"@en .
  st:bad a cg:State ; skos:prefLabel "{OVERRIDE}"@en .
  coal:bad a cg:Coalition ; skos:prefLabel "{MARKUP}"@en .
  mtg:bad a cg:Meeting ; skos:prefLabel "{MARKUP}"@en .
  iss:bad a cg:Issue ; skos:prefLabel "{MARKUP}"@en . iss:opt a cg:PolicyOption ; skos:prefLabel "{MARKUP}"@en ; cg:optionOf iss:bad .
  post:bad a cg:Post ; skos:prefLabel "{MARKUP}"@en ; cg:postIn st:bad .
  cond:bad a cg:Condition ; skos:prefLabel "{MARKUP}"@en .
  plc:bad a cg:Place ; skos:prefLabel "{MARKUP}"@en .
  run:bad a cg:Extraction ; skos:prefLabel "{MARKUP}"@en ; cg:layer v:layer-article .
  v:layer-article skos:prefLabel "{MARKUP}"@en .
  src:bad a cg:Source ; dcterms:title "{MARKUP}"@en ; dcterms:publisher "{MARKUP}" ; dcterms:identifier "{MARKUP}" ;
    dcterms:language "{MARKUP}" ; cg:issuedEdtf "{MARKUP}" ; schema:url <javascript:alert(4)> ; cg:text "{TEXT}" .
  ev:bad a cg:Evidence ; oa:hasSource src:bad ; cg:evidenceGrade v:evidence-quoted ; oa:hasSelector ev:bad-q, ev:bad-p .
  ev:bad-q oa:exact "{MARKUP}" . ev:bad-p oa:start {START} ; oa:end {END} .
  clm:pos a cg:Position ; cg:holder per:bad ; cg:onIssue iss:bad ; cg:onOption iss:opt ; cg:stance v:stance-support ;
    cg:wording "{MARKUP}" ; skos:note "{MARKUP}" ; cg:edtf "{MARKUP}" ; cg:contingentOn cond:bad ; {QUALIFIED} .
  clm:part a cg:Participation ; cg:participant per:bad ; cg:inEvent mtg:bad ; cg:onBehalfOf st:bad ; cg:role v:role-chair ;
    cg:participationStatus v:part-attended ; cg:wording "{MARKUP}" ; {QUALIFIED} .
  clm:held a cg:EventClaim ; cg:inEvent mtg:bad ; cg:eventStatus v:status-held ; cg:atPlace plc:bad ; {QUALIFIED} .
  clm:size a cg:AttributeClaim ; cg:subject coal:bad ; cg:attribute v:attr-stated-size ; cg:value "{MARKUP}" ; {QUALIFIED} .
  clm:agenda a cg:AttributeClaim ; cg:subject mtg:bad ; cg:attribute v:attr-agenda-issue ; cg:valueEntity iss:bad ; {QUALIFIED} .
  clm:id a cg:AttributeClaim ; cg:subject per:bad ; cg:attribute v:attr-wikidata ; cg:value "{MARKUP}" ; {QUALIFIED} .
  clm:ten a cg:Tenure ; org:member per:bad ; cg:post post:bad ; cg:wording "{MARKUP}" ; {QUALIFIED} .
  clm:mem a cg:Membership ; org:member st:bad ; org:organization coal:bad ; {QUALIFIED} .
  clm:men a cg:Mention ; cg:mentions per:bad ; cg:mentionForm v:mention-name ; cg:wording "{MARKUP}" ; {QUALIFIED} .
  clm:no a cg:AttributeClaim ; cg:subject per:bad ; cg:attribute v:attr-assessment ; cg:value "{OVERRIDE}" ;
    cg:contradicts clm:pos ; {QUALIFIED} .
}}"""  # noqa: E501
PAGES = (
    "/",
    "/actors",
    "/meetings",
    "/issues",
    "/sources",
    "/about",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/id/person/bad",
    "/id/state/bad",
    "/id/coalition/bad",
    "/id/meeting/bad",
    "/id/issue/bad",
    "/id/issue/opt",
    "/id/post/bad",
    "/id/condition/bad",
    "/id/place/bad",
    "/id/run/bad",
    "/id/source/bad",
    "/id/evidence/bad",
    "/id/claim/pos",
    "/id/claim/no",
    "/id/claim/size",
    "/id/person/%3Cscript%3Ealert(1)%3C",
)


@pytest.fixture(scope="module")
def browser(own_surroundings: None) -> Iterator[httpx.Client]:
    """A client of a service of hostile data."""
    store = MemoryStore()
    store.change(Change(updates=[DATA]))
    headers = {"Accept": "text/html"}
    with (
        running(create_app(store)) as address,
        httpx.Client(base_url=address, headers=headers, trust_env=False) as client,
    ):
        yield client


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("view", ["", "valid_at=2026-01-01", "known_at=2026-01-01"])
def test_hostile_data_stay_text_on_every_page(browser: httpx.Client, address: str, view: str) -> None:
    response = browser.get(f"{address}{'&' if '?' in address else '?'}{view}")
    assert response.status_code == (404 if "%3C" in address and "/id/" in address else 200), response.text
    document = reading.parse(response.text)
    assert reading.faults(document) == []
    assert all(script.get("src", "").startswith("/static/") for script in document.iter("script"))
    assert not list(document.iter("img"))
    assert "49" not in reading.words(next(iter(document.iter("h1"))))


@pytest.mark.parametrize("address", ["/id/person/bad", "/id/meeting/bad", "/id/issue/bad", "/id/coalition/bad"])
def test_a_hostile_name_reads_as_it_is_written(browser: httpx.Client, address: str) -> None:
    document = reading.parse(browser.get(address).text)
    assert reading.words(next(iter(document.iter("h1")))) == AS_READ


def test_a_direction_override_is_kept_inside_its_own_element(browser: httpx.Client) -> None:
    document = reading.parse(browser.get("/id/state/bad").text)
    holders = [e for e in document.iter() if e.text and "\u202e" in e.text and e.tag not in ("title", "meta")]
    assert holders and {element.tag for element in holders} <= {"bdi", "option"}


def test_a_hostile_span_is_marked_in_the_text_of_its_source(browser: httpx.Client) -> None:
    for address in ("/id/claim/pos", "/id/evidence/bad"):
        document = reading.parse(browser.get(address).text)
        assert [reading.words(mark) for mark in document.iter("mark")] == [AS_READ]
    paragraphs = reading.with_class(reading.parse(browser.get("/id/source/bad").text), "passage-text")
    assert len(paragraphs) == 2


def test_no_address_but_http_becomes_a_link(browser: httpx.Client) -> None:
    for address in ("/id/person/bad", "/id/source/bad"):
        document = reading.parse(browser.get(address).text)
        assert not [link for link in reading.links(document) if link.startswith("javascript")]
        assert "javascript:alert" not in " ".join(element.get("href", "") for element in document.iter())
    assert "javascript:alert(3)" in reading.words(reading.parse(browser.get("/id/person/bad").text))
