"""What the graph view cannot use: explained with its place, on the page and as a problem."""

from __future__ import annotations

from typing import Any

import httpx
import page_reading as reading
import pytest
from api.graph_asking import HTML, MACRON, page

from conflict_graph.namespaces import ID


def test_a_thing_of_no_name_offers_near_ones(views: httpx.Client) -> None:
    for address in ("/api/graph?node=Makron", "/api/graph/counts?node=Makron"):
        problem = views.get(address).json()
        assert (problem["status"], problem["near"][0]) == (404, "Emmanuel Macron")
    assert views.post("/api/graph", json={"nodes": [{"iri": f"{ID}person/nobody-at-all"}]}).status_code == 404
    assert "Emmanuel Macron" in views.get("/graph?node=person/emanuel-macron", headers=HTML).text


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"nodes": [{"iri": MACRON, "x": "left"}]}, "/nodes/0/x"),
        ({"nodes": [{"iri": MACRON, "x": 1e300}]}, "/nodes/0/x"),
        ({"nodes": [{"iri": ""}]}, "/nodes/0/iri"),
        ({"mode": "circles"}, "/mode"),
        ({"version": 2}, "/version"),
        ({"valid_at": "2026-02-30"}, "/valid_at"),
        ({"layer": ["rumour"]}, "/layer/0"),
        ({"colour~/of": 1}, "/colour~0~1of"),
        ([], "/"),
    ],
)
def test_a_malformed_scene_names_the_place(views: httpx.Client, body: Any, place: str) -> None:
    for address in ("/api/graph", "/api/scenes", "/api/graph/export"):
        answer = views.post(address, json=body)
        assert (answer.status_code, answer.json()["code"], answer.json()["place"]) == (422, "invalid-body", place)
    assert (
        views.post("/api/graph", json={"from": "2026-02-01", "until": "2026-01-01"}).json()["code"]
        == "reversed-interval"
    )


def test_a_body_that_is_no_json_names_line_and_column(views: httpx.Client) -> None:
    answer = views.post("/api/scenes", content=b'{"nodes":\n  [}', headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["line"], answer.json()["column"]) == (422, 2, 4)
    assert (
        "application/json"
        in views.post("/api/scenes", content=b"{}", headers={"Content-Type": "text/plain"}).json()["detail"]
    )


@pytest.mark.parametrize(
    "address",
    [
        "/graph?valid_at=yesterday", "/graph?nodes=x", "/graph?at=1,2", "/graph?node=person/emmanuel-macron&at=1,2;3",
        "/graph?mode=circles", "/graph?colour=red", "/graph?layer=rumour", "/graph?modality=negated", "/graph?embed=2",
        "/graph?relation=friendship", "/graph/expand?expand=person/emmanuel-macron&by=friendship",
        "/graph/expand?expand=person/emmanuel-macron&by=membership+20x5", "/graph/expand?expand=", "/graph/evidence",
        "/graph/evidence?start=-1",
        "/graph/evidence?between=person/emmanuel-macron", "/graph/evidence?claim=x&relation=friendship",
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_explained_on_a_page(views: httpx.Client, address: str) -> None:
    answer = views.get(address, headers=HTML)
    assert answer.status_code == 400 and answer.headers["content-type"].startswith("text/html")
    assert reading.faults(reading.parse(answer.text)) == []


def test_a_day_before_everything_is_empty_with_an_explanation(views: httpx.Client) -> None:
    text = reading.words(reading.main(page(views, "/graph?node=person/emmanuel-macron&valid_at=1800-01-01")))
    assert "The sources do not say that anything is tied, as of 1 January 1800." in text
    assert "The earliest known day of a tie is" in text
    view = views.get("/api/graph?node=person/emmanuel-macron&known_at=1800-01-01").json()
    assert (view["answer"], len(view["nodes"]), view["edges"]) == ("not-said", 1, [])


@pytest.mark.parametrize("claim", ["", " ", "no iri", "http://[", "<>"])
def test_a_claim_that_is_no_iri_is_a_parameter_that_cannot_be_used(views: httpx.Client, claim: str) -> None:
    answer = views.get("/graph/evidence", params={"claim": claim}, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "of claim cannot be used: expected an absolute IRI" in answer.text
