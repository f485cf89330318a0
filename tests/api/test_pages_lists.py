"""Lists and search: bounded, each with how many of how many, and the way to the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import httpx
import page_reading as reading
import pytest
from serving import running

from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph.write.merge import merge, unmerge
from conflict_graph_api.app import create_app

MANY = 120
HUB = 450


def stated_on(number: int) -> date:
    """The day of a claim about the hub; the numbers are in no order of days."""
    return date(2026, 1, number % 28 + 1)


@pytest.fixture(scope="module")
def browser(own_surroundings: None) -> Iterator[httpx.Client]:
    """A client of a service of many persons, and of one state that very many claims name."""
    persons = " ".join(
        f'per:p{number:03} a cg:Person ; skos:prefLabel "Person {number:03}"@en .' for number in range(MANY)
    )
    claims = " ".join(
        f"clm:c{number:03} a cg:Mention ; cg:mentions st:hub ; cg:modality v:modality-actual ; "
        "cg:firmness v:firmness-stated ; cg:claimStatus v:claim-accepted ; cg:hasEvidence ev:e ; "
        f'cg:wording "Hub of {number}" ; cg:statedOn "{stated_on(number)}"^^xsd:date ; prov:wasGeneratedBy run:r .'
        for number in range(HUB)
    )
    shared = """st:hub a cg:State ; skos:prefLabel "Hub"@en . run:r a cg:Extraction ; cg:layer v:layer-article .
      v:layer-article skos:prefLabel "article"@en .
      src:s a cg:Source ; dcterms:title "Wire"@en ; cg:issuedEdtf "2026"^^edtf:EDTF .
      ev:e a cg:Evidence ; oa:hasSource src:s ; cg:evidenceGrade v:evidence-source-only .
      per:old a cg:Person ; skos:prefLabel "Old name"@en ; dcterms:isReplacedBy per:p000 ."""
    store = MemoryStore()
    store.change(Change(updates=[f"INSERT DATA {{ {persons} {shared} {claims} }}"]))
    headers = {"Accept": "text/html"}
    with (
        running(create_app(store)) as address,
        httpx.Client(base_url=address, headers=headers, trust_env=False) as client,
    ):
        yield client


def test_a_list_says_which_of_how_many_and_leads_through_all_of_them_once(browser: httpx.Client) -> None:
    seen: list[str] = []
    address: str | None = "/actors?kind=Person&valid_at=2026-01-01"
    said = []
    while address:
        document = reading.get(browser, address)
        said.append(reading.words(reading.with_class(document, "lead")[0]).split(",")[0])
        seen += [link for link in reading.links(reading.main(document)) if link.startswith("/id/person/")]
        (address,) = [one.get("href") for one in document.iter("a") if one.get("rel") == "next"] or [None]
    assert said == ["1–50 of 120", "51–100 of 120", "101–120 of 120"]
    assert len(seen) == len(set(seen)) == MANY


def test_a_thing_that_very_many_claims_name_shows_the_latest_and_how_many_there_are(browser: httpx.Client) -> None:
    document = reading.get(browser, "/id/state/hub")
    notice = reading.words(reading.with_class(document, "notice")[0])
    assert f"The latest 60 of {HUB} claims about mentions are shown." in notice
    names = [reading.words(one) for one in reading.section(document, "mentions").iter("bdi")]
    numbers = {int(name.removeprefix("Hub of ")) for name in names if name.startswith("Hub of ")}
    left_out = set(range(HUB)) - numbers
    assert len(numbers) == 60
    assert min(map(stated_on, numbers)) >= max(map(stated_on, left_out))


def test_a_description_that_is_cut_says_so(browser: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = browser.get("/id/state/hub", headers={"Accept": "application/n-triples"})
    assert "x-truncated" not in whole.headers
    monkeypatch.setattr("conflict_graph.ask.describe.describe.__kwdefaults__", {**_defaults(), "limit": 10})
    cut = browser.get("/id/state/hub?known_at=2026-12-31", headers={"Accept": "application/n-triples"})
    assert cut.headers["x-truncated"] == f"claims=10 of={HUB}"
    assert cut.text.count("hasEvidence") == 10


def _defaults() -> dict[str, object]:
    from conflict_graph.ask.describe import describe

    return dict(describe.__kwdefaults__ or {})


def test_a_merged_thing_leads_to_the_one_that_took_its_place(browser: httpx.Client) -> None:
    moved = browser.get("/id/person/old?valid_at=2026-01-01")
    assert (moved.status_code, moved.headers["location"]) == (308, "/id/person/p000?valid_at=2026-01-01")
    assert moved.headers["link"] == '<https://w3id.org/conflict-graph/id/person/p000>; rel="canonical"'


def test_the_page_of_a_thing_tells_which_records_count_as_it_and_who_decided_so(own_surroundings: None) -> None:
    store = MemoryStore()
    people = 'per:ana a cg:Person ; skos:prefLabel "Ana"@en . per:a a cg:Person ; skos:prefLabel "A. <b>"@en .'
    store.change(Change(updates=[f"INSERT DATA {{ {people} }}"]))
    merge(store, "per:ana", "per:a", reason="One <i>office</i>", by="Mara", on=date(2031, 5, 1))
    with running(create_app(store)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        told = "A. <b> per:a One <i>office</i> (Mara, 1 May 2031)"
        assert f"Merged{told}" in reading.words(reading.get(client, "/id/person/ana"))
        assert client.get("/api/queries/merges?thing=per:ana").json()["items"][0]["by"] == "Mara"
        unmerge(store, "per:a", reason="Two people", on=date(2031, 5, 2))
        assert f"Taken apart{told} – no longer: Two people (2 May 2031)" in reading.words(
            reading.get(client, "/id/person/ana")
        )
        assert client.get("/id/person/a").status_code == 200


@pytest.mark.parametrize(
    "address", ["/actors?start=-1", "/actors?start=x", "/actors?kind=Planet", "/meetings?standing=x"]
)
def test_a_parameter_that_cannot_be_used_is_explained(browser: httpx.Client, address: str) -> None:
    response = browser.get(address)
    assert response.status_code == 400
    assert "expected" in reading.words(reading.parse(response.text))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/actors?start=900", "There are none on this page of the list."),
        ("/meetings", "The sources speak of none."),
        ("/issues", "There are none."),
        ("/search?q=nobody+like+that", "Nothing in this graph has such a name."),
    ],
)
def test_an_empty_list_is_a_page_that_says_so(browser: httpx.Client, address: str, words: str) -> None:
    assert words in reading.words(reading.get(browser, address))


def test_a_search_for_nothing_yet_finds_no_fault(browser: httpx.Client) -> None:
    assert "Nothing in this graph" not in reading.words(reading.get(browser, "/search"))


@pytest.mark.parametrize("text", ["Zelensky", "Зеленський", "Makron", "ZELENSKYY"])
def test_search_finds_names_in_other_scripts_and_spellings(live_server: str, text: str) -> None:
    with httpx.Client(base_url=live_server, headers={"Accept": "text/html"}, trust_env=False) as client:
        document = reading.get(client, f"/search?q={text}&valid_at=2026-02-24")
    hits = reading.links(reading.section(document, "hits"))
    assert hits[0].partition("?")[0] in ("/id/person/volodymyr-zelenskyy", "/id/person/emmanuel-macron")
    assert hits[0].endswith("valid_at=2026-02-24")
