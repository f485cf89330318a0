"""The page of the graph view, complete without script: search, numbers, forms, tables, evidence, frames."""

from __future__ import annotations

import html
from urllib.parse import parse_qsl, urlsplit

import httpx
import page_reading as reading
import pytest
from api.graph_asking import HTML, MACRON, data_of, form_address, page, things

PAGES = (
    "/graph",
    "/graph?mode=meetings",
    "/graph?node=person/emmanuel-macron",
    "/graph?node=person/emmanuel-macron&node=person/alexander-stubb&node=state/fin&size=degree&colour=community",
    "/graph?q=Makron",
    "/graph?q=xqzx",
    "/graph?valid_at=1800-01-01",
    "/graph?valid_at=2026-02-24&known_at=2026-02-24&layer=article",
    "/graph/evidence?between=person/emmanuel-macron&between=person/alexander-stubb&relation=co-attendance",
    "/graph/evidence?claim=clm:seed-cow-scheduled",
    "/graph/evidence?between=person/emmanuel-macron&between=state/usa&relation=membership",
)


@pytest.mark.parametrize("address", PAGES)
def test_pages_keep_to_the_rules_of_every_page(views: httpx.Client, address: str) -> None:
    assert reading.faults(page(views, address)) == []


def test_the_graph_is_in_the_navigation(views: httpx.Client) -> None:
    assert "/graph" in reading.links(page(views, "/"))


def test_one_searches_starts_and_expands_by_forms_alone(views: httpx.Client) -> None:
    found = page(views, "/graph?q=Makron")
    start = form_address(found, "/graph", "Emmanuel Macron")
    document = page(views, start)
    assert things(document) == [MACRON]
    counts = views.get("/api/graph/counts", params={"node": "person/emmanuel-macron"}).json()
    met = next(one for one in counts["relations"] if one["relation"] == "co-attendance")
    more = form_address(document, "/graph/expand", f"Add from {met['total']} by same meetings")
    answer = views.get(more, headers=HTML)
    assert answer.status_code == 303
    grown = things(page(views, answer.headers["location"]))
    assert grown[0] == MACRON and len(grown) == 16 == len(set(grown))
    again = views.get(
        form_address(
            page(views, answer.headers["location"]), "/graph/expand", f"Add from {met['total']} by same meetings"
        )
    )
    assert len(things(page(views, again.headers["location"]))) == min(31, met["total"] + 1)


def test_nothing_moves_when_something_is_added_or_taken_away(views: httpx.Client) -> None:
    answer = views.get(
        "/graph/expand?node=person/alexander-stubb&expand=person/alexander-stubb&by=co-attendance&limit=5"
    )
    first = data_of(views, answer.headers["location"])
    places = {node["iri"]: (node["x"], node["y"]) for node in first["view"]["nodes"]}
    document = page(views, answer.headers["location"])
    (away, *_) = [node["label"] for node in first["view"]["nodes"][1:]]
    rest = data_of(views, form_address(document, "/graph", f"Take away {away}"))
    kept = {node["iri"]: (node["x"], node["y"]) for node in rest["view"]["nodes"]}
    assert len(kept) == 5 and kept.items() <= places.items()
    onward = views.get(
        answer.headers["location"].replace("/graph?", "/graph/expand?") + "&expand=person/alexander-stubb&limit=3"
    )
    grown = {
        node["iri"]: (node["x"], node["y"]) for node in data_of(views, onward.headers["location"])["view"]["nodes"]
    }
    assert places.items() <= grown.items() and len(grown) == 9


def test_the_permalink_of_a_page_draws_the_same_view(views: httpx.Client) -> None:
    first = "/graph?node=person/emmanuel-macron&node=state/fra&valid_at=2026-03-01&relation=representation&hide=State"
    document = page(views, first)
    (link,) = [one.get("href") for one in document.iter("a") if one.get("id") == "graph-permalink"]
    before, after = (data_of(views, address)["view"] for address in (first, html.unescape(str(link))))
    assert [round(node["x"]) for node in before["nodes"]] == [node["x"] for node in after["nodes"]]
    for view in (before, after):
        for node in view["nodes"]:
            node["x"] = node["y"] = 0
    assert before == after


def test_the_evidence_of_claims_by_name_keeps_their_quotes(views: httpx.Client) -> None:
    document = page(views, "/graph/evidence?claim=clm:seed-cow-scheduled&claim=clm:seed-cow-scheduled")
    (section,) = [one for one in document.iter("section") if one.get("id") == "evidence"]
    assert len(reading.with_class(section, "statement")) == 1
    assert any(link.startswith("/id/evidence/") for link in reading.links(section))
    assert views.get("/graph/evidence?claim=clm:nothing", headers=HTML).status_code == 404


def test_the_evidence_of_many_claims_comes_in_pages(views: httpx.Client) -> None:
    address = "/graph/evidence?between=person/emmanuel-macron&between=person/keir-starmer&relation=co-attendance"
    shown: list[str] = []
    while address:
        document = page(views, address)
        shown += [link for link in reading.links(document) if link.startswith("/id/claim/") and "#" not in link]
        address = next((one.get("href") for one in document.iter("a") if one.get("rel") == "next"), "")
    view = views.get("/api/graph?node=person/emmanuel-macron&node=person/keir-starmer&relation=co-attendance").json()
    assert len(set(shown)) == view["edges"][0]["claim_count"] > 50


def test_the_page_for_frames_may_be_framed_by_the_sites_that_are_set(views: httpx.Client) -> None:
    framed = views.get("/graph?embed=1&node=person/emmanuel-macron&node=state/fra", headers=HTML)
    policy = framed.headers["content-security-policy"]
    assert "frame-ancestors 'self' https://news.example *.blog.example;" in policy
    assert "frame-ancestors 'self';" in views.get("/graph", headers=HTML).headers["content-security-policy"]
    document = reading.parse(framed.text)
    assert not list(document.iter("form")) and not list(document.iter("header"))
    ids = {element.get("id") for element in document.iter()}
    assert {
        "graph-view",
        "graph-legend",
        "graph-messages",
        "graph-panel",
        "graph-nodes",
        "graph-edges",
        "graph-data",
    } <= ids
    assert all(
        link.get("target") == "_blank" for link in document.iter("a") if not str(link.get("href")).startswith("#")
    )


def test_everything_a_script_takes_over_is_there(views: httpx.Client) -> None:
    document = page(views, "/graph?node=person/emmanuel-macron")
    by_id = {element.get("id"): element for element in document.iter() if element.get("id")}
    wanted = ("view", "picture", "legend", "panel", "nodes", "edges", "filters", "messages", "data")
    assert {f"graph-{name}" for name in wanted} <= set(by_id)
    view = by_id["graph-view"]
    assert view.get("data-api") == "/api/graph" and view.get("data-embed") == ""
    assert {"data-page", "data-scenes", "data-evidence", "data-paths", "data-search"} <= set(view.attrib)


def test_as_of_keeps_its_place_in_every_address(views: httpx.Client) -> None:
    document = page(views, "/graph?node=person/emmanuel-macron&valid_at=2026-02-24&layer=article")
    links = [urlsplit(link) for link in reading.links(document) if link.startswith(("/id/", "/graph?", "/api/graph"))]
    assert links
    for link in links:
        assert ("valid_at", "2026-02-24") in parse_qsl(link.query), link


def test_the_answer_is_held_by_its_tag(views: httpx.Client) -> None:
    for address in ("/graph?node=person/emmanuel-macron", "/api/graph?node=person/emmanuel-macron"):
        tag = views.get(address, headers=HTML).headers["etag"]
        assert views.get(address, headers={**HTML, "If-None-Match": tag}).status_code == 304
    assert "etag" not in views.post("/api/graph", json={}).headers
