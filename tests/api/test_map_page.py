"""The map as a page and as JSON: what is drawn is listed with its claims, and what cannot be drawn is said."""

from __future__ import annotations

import httpx
import page_reading as reading
import pytest
from serving import running

from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

VIEWS = (
    {},
    {"on": "Territory in a settlement", "view": "world"},
    {"show": "membership", "coalition": "Coalition of the Willing", "valid_at": "2026-02-24"},
    {"show": "meetings", "view": "world"},
    {"show": "meetings", "participant": "Macron", "known_at": "2026-02-23"},
)


def page(browser: httpx.Client, status: int = 200, **parameters: str) -> reading.Element:
    return reading.get(browser, "/map", status, **parameters)


def lead(document: reading.Element) -> str:
    return reading.words(reading.with_class(document, "lead")[0])


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_what_is_drawn_is_listed_and_the_page_keeps_the_rules_of_all_pages(
    browser: httpx.Client, view: dict[str, str]
) -> None:
    document = page(browser, **view)
    assert not reading.faults(document)
    marks = [*reading.with_class(document, "state"), *reading.with_class(document, "place")]
    drawn = [one for one in marks if one.get("href", "").startswith("#")]
    ids = {one.get("id") for one in document.iter() if one.get("id")}
    assert drawn and all(one.get("href", "")[1:] in ids and reading.words(one) for one in drawn)
    beyond = [link for link in reading.links(next(document.iter("figcaption"))) if link.startswith("#")]
    rows = [*reading.with_class(document, "state-row"), *(row for row in document.iter("tr") if row.get("id"))]
    assert len(rows) == len(drawn) + len(beyond)


def test_the_page_shows_what_the_json_gives(browser: httpx.Client) -> None:
    view = {"on": "Own contribution to a force", "valid_at": "2026-02-24"}
    answer = browser.get("/api/map", params={**view, "show": "stances"}).json()
    document = page(browser, **view)
    rows = [reading.words(next(row.iter("h3"))) for row in reading.with_class(document, "state-row")]
    assert len(rows) == len(answer["states"])
    for row, state in zip(rows, answer["states"], strict=True):
        assert row.startswith(state["state"]["label"])
        assert state["code"] and all(voice["claim"]["evidence"] for voice in state["voices"])
    links = reading.links(document)
    for state in answer["states"]:
        assert all(any(voice["claim"]["path"] in link for link in links) for voice in state["voices"])
    assert sum(answer["counts"].values()) == len(answer["states"])


def test_each_state_says_by_whom_it_is_spoken_for(browser: httpx.Client) -> None:
    document = page(browser, on="Own contribution to a force")
    words = " ".join(reading.words(row) for row in reading.with_class(document, "state-row"))
    assert "Emmanuel Macron, for the state" in words
    answer = browser.get("/api/map", params={"show": "stances", "on": "Own contribution to a force"}).json()
    assert {voice["how"] for state in answer["states"] for voice in state["voices"]} <= {
        "itself",
        "on-behalf",
        "office",
    }


def test_not_said_is_not_neutral(browser: httpx.Client) -> None:
    document = page(browser, on="Own contribution to a force")
    assert "not the same as neutral" in reading.words(reading.section(document, "silent"))
    assert "not said" in lead(document)


def test_no_member_is_said_where_a_source_says_so(browser: httpx.Client) -> None:
    document = page(browser, show="membership", coalition="Coalition of the Willing")
    assert "no members, as a source says" in lead(document)
    assert "is not a member" in reading.words(reading.section(document, "states"))


def test_the_page_says_which_boundaries_it_draws_and_under_which_licence(browser: httpx.Client) -> None:
    words = reading.words(reading.section(page(browser), "boundaries"))
    assert "68/262" in words and "Crimea is shown as Ukraine’s" in words and "public domain" in words


def test_a_place_outside_of_the_view_is_named_and_listed(browser: httpx.Client) -> None:
    document = page(browser, show="meetings")
    assert "Outside of this view: Washington" in reading.words(next(document.iter("figcaption")))
    assert "Washington outside of this view" in reading.words(reading.section(document, "places"))
    assert "Outside of this view" not in reading.words(
        next(page(browser, show="meetings", view="world").iter("figcaption"))
    )


@pytest.mark.parametrize("show", ["stances", "membership", "meetings"])
def test_a_day_before_everything_is_an_answer_in_words(browser: httpx.Client, show: str) -> None:
    document = page(browser, show=show, valid_at="1200-01-01", known_at="1200-01-01")
    assert "That is no denial." in lead(document)
    assert not reading.faults(document)


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        ({"show": "weather"}, 400, "stances"),
        ({"show": "stances", "on": "Territry in a settlement"}, 404, "Territory in a settlement"),
        ({"show": "membership", "coalition": "Coalition of the Wiling"}, 404, "Coalition of the Willing"),
        ({"show": "meetings", "participant": "Macrom"}, 404, "Emmanuel Macron"),
        ({"show": "meetings", "from": "2026-05-01", "until": "2026-01-01"}, 400, "ends before it begins"),
        ({"valid_at": "2026-02-30", "show": "meetings"}, 400, "2026-02-30"),
        ({"layer": "gossip", "show": "meetings"}, 400, "article"),
    ],
)
@pytest.mark.parametrize("path", ["/map", "/api/map"])
def test_what_cannot_be_asked_is_explained(
    browser: httpx.Client, path: str, view: dict[str, str], status: int, words: str
) -> None:
    response = browser.get(path, params=view)
    assert response.status_code == status and words in response.text


def test_an_unknown_view_is_explained(browser: httpx.Client) -> None:
    response = browser.get("/map", params={"view": "moon"})
    assert response.status_code == 400 and "europe, world" in response.text


@pytest.mark.parametrize("view", [{"show": "membership"}, {"show": "stances"}, {"show": "meetings", "on": "Territory"}])
def test_the_json_wants_the_thing_that_is_shown_and_no_other(browser: httpx.Client, view: dict[str, str]) -> None:
    assert browser.get("/api/map", params=view).json()["code"] == "invalid-parameter"


HOSTILE = "</title><script>alert(1)</script>"
DATA = f"""INSERT DATA {{
  st:x a cg:State ; skos:prefLabel "{HOSTILE}"@en ; cg:isoAlpha3 "FRA" .
  st:y a cg:State ; skos:prefLabel "Without a code"@en . st:z a cg:State ; skos:prefLabel "Odd code"@en ; cg:isoAlpha3 "\\"><b>" .
  coal:x a cg:Coalition ; skos:prefLabel "{HOSTILE}"@en . run:r a cg:Extraction ; cg:layer v:layer-article .
  {
    " ".join(
        f'''clm:{one} a cg:Membership ; org:member st:{one} ; org:organization coal:x ; cg:modality v:modality-actual ;
    cg:firmness v:firmness-stated ; cg:claimStatus v:claim-accepted ; cg:statedOn "2026-03-04"^^xsd:date ;
    prov:wasGeneratedBy run:r .'''
        for one in "xyz"
    )
}
}}"""  # noqa: E501


def test_hostile_names_stay_text_and_states_without_an_outline_are_named() -> None:
    store = MemoryStore()
    store.change(Change(updates=[DATA]))
    with running(create_app(store)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        response = client.get("/map", params={"show": "membership"}, headers={"Accept": "text/html"})
    document = reading.parse(response.text)
    assert not [script for script in document.iter("script") if not script.get("src")]
    assert not reading.faults(document)
    (mark,) = [one for one in reading.with_class(document, "state") if one.get("href")]
    assert "alert(1)" in reading.words(mark)
    caption = reading.words(next(document.iter("figcaption")))
    assert "Without a code, so without an outline: Without a code" in caption and "Odd code" in caption
