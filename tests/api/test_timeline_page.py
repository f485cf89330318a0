"""The timeline as a page and as JSON: what is drawn is listed, what is dated is placed, and the rest is said."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import page_reading as reading
import pytest
from serving import running

from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

VIEWS = (
    {},
    {"by": "actor"},
    {"by": "coalition"},
    {"actor": "Macron", "valid_at": "2026-02-24"},
    {"issue": "Territory in a settlement", "from": "2025-08-01", "until": "2025-12-31"},
    {"layer": "article", "known_at": "2026-02-23"},
)


def page(browser: httpx.Client, status: int = 200, **parameters: str) -> reading.Element:
    return reading.get(browser, "/timeline", status, **parameters)


def drawn(document: reading.Element) -> list[list[str]]:
    """Where the marks of each lane lead."""
    lanes = [one for one in reading.with_class(document, "lane") if "axis" not in one.get("class", "").split()]
    return [sorted(mark.get("href", "") for mark in reading.with_class(lane, "tmark")) for lane in lanes]


def listed(document: reading.Element) -> list[list[str]]:
    """Where the entries of each list below the drawing lead."""
    twins = reading.with_class(document, "twin")
    found = [part for twin in twins for part in twin.iter("details")]
    return [sorted(_first_link(entry) for entry in part.iter("li")) for part in found]


def _first_link(entry: reading.Element) -> str:
    (what,) = reading.with_class(entry, "what")
    return next(link.get("href", "") for link in what.iter("a"))


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_what_is_drawn_is_listed_and_the_page_keeps_the_rules_of_all_pages(
    browser: httpx.Client, view: dict[str, str]
) -> None:
    document = page(browser, **view)
    assert not reading.faults(document)
    assert drawn(document) == listed(document)
    assert sum(map(len, drawn(document))) > 3


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_page_shows_what_the_json_gives(browser: httpx.Client, view: dict[str, str]) -> None:
    answer = browser.get("/api/timeline/lanes", params=view).json()
    paths = []
    for lane in answer["lanes"]:
        marks = lane["marks"]
        event = [one["kind"] == "meeting" and one["attendance"] is None for one in marks]
        paths.append(sorted(one["about"]["path"] if e else one["path"] for one, e in zip(marks, event, strict=True)))
    assert [[urlsplit(link).path for link in lane] for lane in drawn(page(browser, **view))] == paths
    assert sum(len(lane["marks"]) for lane in answer["lanes"]) >= answer["shown"]
    assert answer["shown"] <= 300 and len(answer["lanes"]) <= 25


def test_every_mark_has_words_and_its_sign_says_how_firm_it_is(browser: httpx.Client) -> None:
    marks = reading.with_class(page(browser, known_at="2026-02-23", valid_at="2026-02-23"), "tmark")
    linked = [mark for mark in marks if mark.get("href")]
    assert all(reading.words(mark) for mark in linked)
    due = [mark for mark in linked if "cow-2026-02-24" in mark.get("href", "")]
    assert due and any("is-scheduled" in mark.get("class", "") for mark in due)
    assert all("later" in mark.get("class", "") for mark in due if "is-actual" in mark.get("class", ""))


def test_what_lies_after_the_day_is_dimmed_and_says_why(browser: httpx.Client) -> None:
    document = page(browser, valid_at="2026-02-24")
    dimmed = [mark for mark in reading.with_class(document, "tmark") if "later" in mark.get("class", "").split()]
    assert dimmed
    assert all("after 24 February 2026" in reading.words(mark) for mark in dimmed)
    assert "What lies after 24 February 2026 is dimmed." in reading.words(document)


def test_a_timeline_can_begin_on_any_day(browser: httpx.Client) -> None:
    answer = browser.get("/timeline", params={"by": "actor", "from": "2026-01-01"})
    assert answer.status_code == 200
    assert "/id/claim/seed-invasion-russia" in answer.text


def test_what_no_source_dates_is_listed_apart(browser: httpx.Client) -> None:
    document = page(browser, actor="Nordic-Baltic Eight", by="actor")
    apart = reading.words(reading.section(document, "undated"))
    assert apart.startswith("No date given") and "is a member of" in apart
    assert "no date given" in apart


def test_ways_lead_to_years_quarters_and_months_and_keep_the_rest(browser: httpx.Client) -> None:
    year = next(one for one in reading.links(page(browser, actor="Macron")) if "from=2026-01-01" in one)
    assert "actor=Macron" in year and "until=2026-12-31" in year
    quarter = page(browser, **{"from": "2026-01-01", "until": "2026-03-31"})
    assert [one for one in reading.links(quarter) if "from=2026-02-01&until=2026-02-28" in one]
    words = reading.words(reading.with_class(quarter, "lead")[0])
    assert "from 1 January 2026 to 31 March 2026" in words and "began earlier" in words and "later" in words


def test_a_time_before_everything_is_an_answer_in_words(browser: httpx.Client) -> None:
    document = page(browser, until="1200-12-31")
    assert "Nothing that the sources date lies before 31 December 1200" in reading.words(document)
    assert not drawn(document) and not reading.faults(document)
    assert browser.get("/api/timeline/lanes", params={"until": "1200-12-31"}).json()["total"] == 0


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        ({"from": "2026-02-30"}, 400, "2026-02-30"),
        ({"until": "soon"}, 400, "YYYY-MM-DD"),
        ({"from": "2026-05-01", "until": "2026-01-01"}, 400, "ends before it begins"),
        ({"by": "colour"}, 400, "coalition"),
        ({"kind": "tenure"}, 400, "membership"),
        ({"modality": "actuall"}, 400, "actual"),
        ({"actor": "Macrom"}, 404, "Emmanuel Macron"),
        ({"coalition": "Macron"}, 404, "Coalition"),
    ],
)
@pytest.mark.parametrize("path", ["/timeline", "/api/timeline/lanes"])
def test_what_cannot_be_asked_is_explained(
    browser: httpx.Client, path: str, view: dict[str, str], status: int, words: str
) -> None:
    response = browser.get(path, params=view)
    assert response.status_code == status and words in response.text


HOSTILE = '</title><script>alert(1)</script><a href=\\"javascript:alert(2)\\">'
DATA = f"""INSERT DATA {{
  per:x a cg:Person ; skos:prefLabel "{HOSTILE}"@en . iss:x a cg:Issue ; skos:prefLabel "{HOSTILE}"@en .
  run:r a cg:Extraction ; cg:layer v:layer-article .
  clm:x a cg:Position ; cg:holder per:x ; cg:onIssue iss:x ; cg:stance v:stance-support ; cg:edtf "{HOSTILE}" ;
    cg:validFrom "2026-03-03"^^xsd:date ; cg:modality v:modality-actual ; cg:firmness v:firmness-stated ;
    cg:claimStatus v:claim-accepted ; cg:statedOn "2026-03-04"^^xsd:date ; prov:wasGeneratedBy run:r .
}}"""


def test_hostile_names_stay_text_in_the_drawing() -> None:
    store = MemoryStore()
    store.change(Change(updates=[DATA]))
    with running(create_app(store)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        response = client.get("/timeline", headers={"Accept": "text/html"})
    document = reading.parse(response.text)
    assert not [script for script in document.iter("script") if not script.get("src")]
    assert not reading.faults(document)
    (mark,) = [one for one in reading.with_class(document, "tmark") if one.get("href")]
    assert "alert(1)" in reading.words(mark) and urlsplit(mark.get("href", "")).path == "/id/claim/x"
