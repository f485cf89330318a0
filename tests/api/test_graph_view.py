"""The graph view over the shipped data: the page without script, scenes and what they draw, files, and bad input."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import httpx
import networkx as nx
import page_reading as reading
import pyoxigraph as ox
import pytest
from fastapi import FastAPI

import conflict_graph as cg
from conflict_graph.namespaces import CG, ID
from conflict_graph.settings import Settings
from conflict_graph_api.app import create_app

MACRON, STUBB = f"{ID}person/emmanuel-macron", f"{ID}person/alexander-stubb"
HTML = {"Accept": "text/html,*/*;q=0.8"}
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


@pytest.fixture(scope="module")
def api(shipped: cg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a service of the shipped data, whose scenes lie in a file of its own."""
    from serving import running

    scenes = tmp_path_factory.mktemp("scenes") / "scenes.sqlite"
    settings = Settings(scene_file=scenes, client_seconds=10_000, embed_ancestors="https://news.example *.blog.example")
    app = create_app(shipped.store, settings)
    with running(app) as address, httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
        yield client


def page(api: httpx.Client, address: str, status: int = 200) -> Any:
    answer = api.get(address, headers=HTML)
    assert answer.status_code == status, answer.text
    return reading.parse(answer.text)


def form_address(document: Any, action: str, button: str) -> str:
    """The address that a form of the page leads to when a button of it is pressed."""
    for form in document.iter("form"):
        for one in form.iter("button"):
            if form.get("action") == action and (one.get("aria-label") or reading.words(one)) == button:
                fields = [(field.get("name"), field.get("value")) for field in form.iter("input") if field.get("name")]
                return str(httpx.URL(action, params=[*fields, (one.get("name"), one.get("value"))]))
    raise AssertionError(f"no button {button}")


def data_of(api: httpx.Client, address: str) -> dict[str, Any]:
    found = re.search(
        r'<script type="application/json" id="graph-data">(.*?)</script>', api.get(address, headers=HTML).text
    )
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def things(document: Any) -> list[str]:
    return [str(row.get("data-iri")) for row in document.iter("tr") if row.get("data-iri")]


def scene_of(view: dict[str, Any], **given: Any) -> dict[str, Any]:
    return {"nodes": [{name: node[name] for name in ("iri", "x", "y")} for node in view["nodes"]], **given}


@pytest.mark.parametrize("address", PAGES)
def test_pages_keep_to_the_rules_of_every_page(api: httpx.Client, address: str) -> None:
    assert reading.faults(page(api, address)) == []


def test_the_graph_is_in_the_navigation(api: httpx.Client) -> None:
    assert "/graph" in reading.links(page(api, "/"))


def test_one_searches_starts_and_expands_by_forms_alone(api: httpx.Client) -> None:
    found = page(api, "/graph?q=Makron")
    start = form_address(found, "/graph", "Emmanuel Macron")
    document = page(api, start)
    assert things(document) == [MACRON]
    counts = api.get("/api/graph/counts", params={"node": "person/emmanuel-macron"}).json()
    met = next(one for one in counts["relations"] if one["relation"] == "co-attendance")
    more = form_address(document, "/graph/expand", f"Add from {met['total']} by same meetings")
    answer = api.get(more, headers=HTML)
    assert answer.status_code == 303
    grown = things(page(api, answer.headers["location"]))
    assert grown[0] == MACRON and len(grown) == 16 == len(set(grown))
    again = api.get(
        form_address(
            page(api, answer.headers["location"]), "/graph/expand", f"Add from {met['total']} by same meetings"
        )
    )
    assert len(things(page(api, again.headers["location"]))) == min(31, met["total"] + 1)


def test_nothing_moves_when_something_is_added_or_taken_away(api: httpx.Client) -> None:
    answer = api.get("/graph/expand?node=person/alexander-stubb&expand=person/alexander-stubb&by=co-attendance&limit=5")
    first = data_of(api, answer.headers["location"])
    places = {node["iri"]: (node["x"], node["y"]) for node in first["view"]["nodes"]}
    document = page(api, answer.headers["location"])
    (away, *_) = [node["label"] for node in first["view"]["nodes"][1:]]
    rest = data_of(api, form_address(document, "/graph", f"Take away {away}"))
    kept = {node["iri"]: (node["x"], node["y"]) for node in rest["view"]["nodes"]}
    assert len(kept) == 5 and kept.items() <= places.items()
    onward = api.get(
        answer.headers["location"].replace("/graph?", "/graph/expand?") + "&expand=person/alexander-stubb&limit=3"
    )
    grown = {node["iri"]: (node["x"], node["y"]) for node in data_of(api, onward.headers["location"])["view"]["nodes"]}
    assert places.items() <= grown.items() and len(grown) == 9


def test_a_number_of_a_year_adds_things_met_in_that_year(api: httpx.Client) -> None:
    counts = api.get("/api/graph/counts", params={"node": "Stubb"}).json()
    met = next(one for one in counts["relations"] if one["relation"] == "co-attendance")
    year = met["years"][0]
    body = {"scene": {}, "node": STUBB, "relation": "co-attendance", "year": year["year"], "limit": 500}
    found = api.post("/api/graph/expand", json=body).json()
    assert found["total"] == year["total"] == len(found["nodes"])
    assert found["remaining"] == 0
    edges = api.post(
        "/api/graph", json=scene_of(found) | {"nodes": [{"iri": STUBB}, *scene_of(found)["nodes"]]}
    ).json()["edges"]
    joined = {
        end for edge in edges if STUBB in (edge["source"], edge["target"]) for end in (edge["source"], edge["target"])
    }
    assert {node["iri"] for node in found["nodes"]} <= joined


def test_expanding_never_repeats_and_says_how_many_of_how_many(api: httpx.Client) -> None:
    scene: dict[str, Any] = {"nodes": [{"iri": MACRON, "x": 10, "y": 20}]}
    seen: set[str] = set()
    while True:
        body = {"scene": scene, "node": "person/emmanuel-macron", "relation": "co-attendance", "limit": 40}
        found = api.post("/api/graph/expand", json=body).json()
        new = {node["iri"] for node in found["nodes"]}
        assert not new & seen and MACRON not in new
        seen |= new
        assert found["shown"] == len(seen) == found["total"] - found["remaining"]
        assert found["message"] == f"{len(seen)} of {found['total']} by same meetings."
        scene = {"nodes": [*scene["nodes"], *scene_of(found)["nodes"]]}
        if not found["remaining"]:
            break
    assert len(seen) == found["total"] > 40


def test_the_edges_of_an_expansion_and_of_the_scene_are_those_of_the_grown_scene(api: httpx.Client) -> None:
    start = api.get("/api/graph", params={"node": ["person/emmanuel-macron", "person/alexander-stubb"]}).json()
    found = api.post("/api/graph/expand", json={"scene": scene_of(start), "node": MACRON, "limit": 6}).json()
    grown = api.post("/api/graph", json={"nodes": [*scene_of(start)["nodes"], *scene_of(found)["nodes"]]}).json()
    ids = [edge["id"] for edge in (*start["edges"], *found["edges"])]
    assert len(ids) == len(set(ids))
    assert set(ids) == {edge["id"] for edge in grown["edges"]}


def test_given_places_are_never_moved_and_the_same_scene_is_the_same_picture(api: httpx.Client) -> None:
    scene = {"nodes": [{"iri": MACRON, "x": 123.5, "y": -77.25, "pinned": True}, {"iri": STUBB}]}
    view = api.post("/api/graph", json=scene).json()
    assert (view["nodes"][0]["x"], view["nodes"][0]["y"], view["nodes"][0]["pinned"]) == (123.5, -77.25, True)
    assert (view["nodes"][1]["x"], view["nodes"][1]["y"]) != (123.5, -77.25)
    assert api.post("/api/graph", json=scene).json() == view


def test_an_address_and_a_scene_ask_the_same(api: httpx.Client) -> None:
    asked = {"node": ["person/emmanuel-macron", "person/alexander-stubb"], "from": "2025-01-01", "size": "degree"}
    scene = {"nodes": [{"iri": MACRON}, {"iri": STUBB}], "from": "2025-01-01", "size": "degree"}
    view = api.get("/api/graph", params=asked).json()
    assert view["edges"] and view == api.post("/api/graph", json=scene).json()
    assert {"from", "until", "via", "label", "planned"} == set(view["edges"][0]["dates"][0])


def test_plans_are_told_apart_and_what_is_not_said_makes_no_line(api: httpx.Client) -> None:
    scene = {"valid_at": "2026-02-24", "known_at": "2026-02-24", "layer": ["article"], "mode": "meetings"}
    meeting = f"{ID}meeting/cow-2026-02-24"
    body = {"scene": scene, "node": meeting, "limit": 500}
    found = api.post("/api/graph/expand", json=body).json()
    assert f"{ID}state/usa" not in {node["iri"] for node in found["nodes"]}
    edges = api.post("/api/graph", json={**scene, "nodes": [{"iri": meeting}, *scene_of(found)["nodes"]]}).json()[
        "edges"
    ]
    sitting = [edge for edge in edges if edge["relation"] == "attendance"]
    assert sitting and all(edge["planned"] and edge["dashes"] and edge["modality"] == ["scheduled"] for edge in sitting)
    assert "expected at the meeting" in {edge["relation_label"] for edge in sitting}
    assert (
        api.post(
            "/api/graph", json={**scene, "modality": ["actual"], "nodes": [{"iri": meeting}, {"iri": MACRON}]}
        ).json()["edges"]
        == []
    )


def test_bounds_of_days_leave_lines_out_and_say_so(api: httpx.Client) -> None:
    nodes = ["coalition/nb8", "state/fin", "person/emmanuel-macron", "person/alexander-stubb"]
    whole = api.get("/api/graph", params={"node": nodes}).json()
    bounded = api.get("/api/graph", params={"node": nodes, "from": "2026-02-01", "until": "2026-02-28"}).json()
    assert {edge["id"] for edge in bounded["edges"]} < {edge["id"] for edge in whole["edges"]}
    assert len(whole["edges"]) == len(bounded["edges"]) + bounded["undated"] + bounded["outside"]
    assert (bounded["first"], bounded["last"]) == (whole["first"], whole["last"])
    assert any("left out" in message for message in bounded["messages"])
    assert api.get("/api/graph?from=2026-02-01&until=2026-01-01").json()["code"] == "reversed-interval"


def test_kinds_and_relations_are_left_out_and_neighbours_folded(api: httpx.Client) -> None:
    nodes = ["coalition/nb8", "state/fin", "state/swe", "person/alexander-stubb"]
    whole = api.get("/api/graph", params={"node": nodes}).json()
    assert {choice["value"] for choice in whole["kinds"]} == {"Coalition", "State", "Person"}
    hidden = api.get("/api/graph", params={"node": nodes, "hide": "State"}).json()
    assert {node["kind"] for node in hidden["nodes"]} == {"Coalition", "Person"}
    assert (hidden["shown"], hidden["total"]) == (2, 4)
    only = api.get("/api/graph", params={"node": nodes, "relation": "membership"}).json()
    assert {edge["relation"] for edge in only["edges"]} == {"membership"}
    assert all(edge["directed"] and edge["target"] == f"{ID}coalition/nb8" for edge in only["edges"])
    folded = api.get(
        "/api/graph", params={"node": nodes, "relation": "membership", "collapsed": "coalition/nb8"}
    ).json()
    assert {node["iri"] for node in folded["nodes"]} == {f"{ID}coalition/nb8", STUBB}


@pytest.mark.parametrize("name", ["degree", "meetings", "pagerank", "betweenness"])
def test_size_and_colour_say_what_the_legend_says(api: httpx.Client, name: str) -> None:
    view = api.get("/api/graph", params={"size": name, "colour": name}).json()
    by_value = sorted(view["nodes"], key=lambda node: node[name])
    assert [node["radius"] for node in by_value] == sorted(node["radius"] for node in view["nodes"])
    scale = view["legend"]["colour"]
    assert (scale["least"], scale["greatest"]) == (by_value[0][name], by_value[-1][name])
    assert sum(step["count"] for step in scale["steps"]) == len(view["nodes"])
    assert {node["colour"] for node in view["nodes"]} == {step["colour"] for step in scale["steps"]}
    assert view["legend"]["size"]["definition"]


def test_communities_stand_on_the_marks_as_numbers(api: httpx.Client) -> None:
    params = {"colour": "community"}
    view = api.get("/api/graph", params=params).json()
    picture = ElementTree.fromstring(api.get("/api/graph/export", params={**params, "format": "svg"}).content)
    numbers = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text") if text.get("class") == "number"]
    assert numbers == [str(node["community"]) for node in view["nodes"]]


def test_a_saved_scene_comes_back_the_same(api: httpx.Client) -> None:
    scene = {
        "mode": "meetings",
        "valid_at": "2026-02-24",
        "from": "2026-01-01",
        "size": "degree",
        "hidden_kinds": ["Post"],
        "nodes": [{"iri": MACRON, "x": 1.5, "y": 2.25, "pinned": True}],
    }
    saved = api.post("/api/scenes", json=scene).json()
    assert api.post("/api/scenes", json=dict(reversed(scene.items()))).json() == saved
    assert saved["href"] == f"/graph?scene={saved['id']}" and len(saved["id"]) == 16
    kept = api.get(f"/api/scenes/{saved['id']}").json()
    assert {name: kept[name] for name in scene if name != "nodes"} == {
        name: scene[name] for name in scene if name != "nodes"
    }
    assert kept["from"] == "2026-01-01"
    assert kept["nodes"] == [{**scene["nodes"][0], "near": None}]  # type: ignore[index]
    data = data_of(api, saved["href"])
    assert data["scene"] == kept | {"focus": MACRON}
    assert api.post("/api/graph", json=kept).json()["nodes"] == data["view"]["nodes"]
    changed = data_of(api, f"{saved['href']}&node=state/fra&without=person/emmanuel-macron&valid_at=&mode=actors")[
        "scene"
    ]
    assert [node["iri"] for node in changed["nodes"]] == [f"{ID}state/fra"]
    assert (changed["valid_at"], changed["mode"], changed["size"]) == (None, "actors", "degree")


def test_the_permalink_of_a_page_draws_the_same_view(api: httpx.Client) -> None:
    first = "/graph?node=person/emmanuel-macron&node=state/fra&valid_at=2026-03-01&relation=representation&hide=State"
    document = page(api, first)
    (link,) = [one.get("href") for one in document.iter("a") if one.get("id") == "graph-permalink"]
    before, after = (data_of(api, address)["view"] for address in (first, html.unescape(str(link))))
    assert [round(node["x"]) for node in before["nodes"]] == [node["x"] for node in after["nodes"]]
    for view in (before, after):
        for node in view["nodes"]:
            node["x"] = node["y"] = 0
    assert before == after


def test_a_scene_that_is_gone_is_explained(api: httpx.Client) -> None:
    answer = api.get("/graph?scene=aaaaaaaaaaaaaaaa", headers=HTML)
    assert answer.status_code == 404
    assert "Start afresh at /graph" in answer.text
    problem = api.get("/api/scenes/aaaaaaaaaaaaaaaa").json()
    assert (problem["code"], problem["status"]) == ("not-found", 404)


def test_a_thing_of_no_name_offers_near_ones(api: httpx.Client) -> None:
    for address in ("/api/graph?node=Makron", "/api/graph/counts?node=Makron"):
        problem = api.get(address).json()
        assert (problem["status"], problem["near"][0]) == (404, "Emmanuel Macron")
    assert api.post("/api/graph", json={"nodes": [{"iri": f"{ID}person/nobody-at-all"}]}).status_code == 404
    assert "Emmanuel Macron" in api.get("/graph?node=person/emanuel-macron", headers=HTML).text


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
def test_a_malformed_scene_names_the_place(api: httpx.Client, body: Any, place: str) -> None:
    for address in ("/api/graph", "/api/scenes", "/api/graph/export"):
        answer = api.post(address, json=body)
        assert (answer.status_code, answer.json()["code"], answer.json()["place"]) == (422, "invalid-body", place)
    assert (
        api.post("/api/graph", json={"from": "2026-02-01", "until": "2026-01-01"}).json()["code"] == "reversed-interval"
    )


def test_a_body_that_is_no_json_names_line_and_column(api: httpx.Client) -> None:
    answer = api.post("/api/scenes", content=b'{"nodes":\n  [}', headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["line"], answer.json()["column"]) == (422, 2, 4)
    assert (
        "application/json"
        in api.post("/api/scenes", content=b"{}", headers={"Content-Type": "text/plain"}).json()["detail"]
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
def test_what_cannot_be_used_is_explained_on_a_page(api: httpx.Client, address: str) -> None:
    answer = api.get(address, headers=HTML)
    assert answer.status_code == 400 and answer.headers["content-type"].startswith("text/html")
    assert reading.faults(reading.parse(answer.text)) == []


def test_a_day_before_everything_is_empty_with_an_explanation(api: httpx.Client) -> None:
    text = reading.words(reading.main(page(api, "/graph?node=person/emmanuel-macron&valid_at=1800-01-01")))
    assert "The sources do not say that anything is tied, as of 1 January 1800." in text
    assert "The earliest known day of a tie is" in text
    view = api.get("/api/graph?node=person/emmanuel-macron&known_at=1800-01-01").json()
    assert (view["answer"], len(view["nodes"]), view["edges"]) == ("not-said", 1, [])


def test_the_evidence_of_claims_by_name_keeps_their_quotes(api: httpx.Client) -> None:
    document = page(api, "/graph/evidence?claim=clm:seed-cow-scheduled&claim=clm:seed-cow-scheduled")
    (section,) = [one for one in document.iter("section") if one.get("id") == "evidence"]
    assert len(reading.with_class(section, "statement")) == 1
    assert any(link.startswith("/id/evidence/") for link in reading.links(section))
    assert api.get("/graph/evidence?claim=clm:nothing", headers=HTML).status_code == 404


def test_the_evidence_of_many_claims_comes_in_pages(api: httpx.Client) -> None:
    address = "/graph/evidence?between=person/emmanuel-macron&between=person/keir-starmer&relation=co-attendance"
    shown: list[str] = []
    while address:
        document = page(api, address)
        shown += [link for link in reading.links(document) if link.startswith("/id/claim/") and "#" not in link]
        address = next((one.get("href") for one in document.iter("a") if one.get("rel") == "next"), "")
    view = api.get("/api/graph?node=person/emmanuel-macron&node=person/keir-starmer&relation=co-attendance").json()
    assert len(set(shown)) == view["edges"][0]["claim_count"] > 50


def test_files_hold_the_same_graph(api: httpx.Client) -> None:
    view = api.get("/api/graph").json()
    scene = scene_of(view)

    def file(format: str) -> httpx.Response:
        return api.post(f"/api/graph/export?format={format}", json=scene)

    for read, format in ((nx.read_gexf, "gexf"), (nx.read_graphml, "graphml")):
        graph = read(io.BytesIO(file(format).content))
        assert set(graph) == {node["iri"] for node in view["nodes"]}
        assert graph.number_of_edges() == len(view["edges"])
        assert {iri: (data["x"], data["y"]) for iri, data in graph.nodes(data=True)} == {
            node["iri"]: (node["x"], node["y"]) for node in view["nodes"]
        }
    assert f'<viz:position x="{view["nodes"][0]["x"]}"' in file("gexf").text
    assert len(list(csv.DictReader(io.StringIO(file("csv").text)))) == len(view["edges"])
    picture = ElementTree.fromstring(file("svg").content)
    lines = {group.get("data-id") for group in picture.iter("{http://www.w3.org/2000/svg}g")} - {None}
    assert lines == {edge["id"] for edge in view["edges"]}
    turtle = file("turtle")
    quads = list(ox.parse(turtle.content, format=ox.RdfFormat.TURTLE))
    claims = {quad.subject.value for quad in quads if quad.predicate.value == CG + "claimStatus"}  # type: ignore[union-attr]
    assert {iri for edge in view["edges"] for iri in edge["claims"]} <= claims
    assert {CG + "hasEvidence", CG + "firmness"} <= {quad.predicate.value for quad in quads}
    assert "x-truncated" not in turtle.headers
    assert file("xlsx").json()["code"] == "unknown-format"
    assert api.get("/api/graph/export?format=gexf").content == api.get("/api/graph/export?format=gexf").content


def test_the_page_for_frames_may_be_framed_by_the_sites_that_are_set(api: httpx.Client) -> None:
    framed = api.get("/graph?embed=1&node=person/emmanuel-macron&node=state/fra", headers=HTML)
    policy = framed.headers["content-security-policy"]
    assert "frame-ancestors 'self' https://news.example *.blog.example;" in policy
    assert "frame-ancestors 'self';" in api.get("/graph", headers=HTML).headers["content-security-policy"]
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


def test_everything_a_script_takes_over_is_there(api: httpx.Client) -> None:
    document = page(api, "/graph?node=person/emmanuel-macron")
    by_id = {element.get("id"): element for element in document.iter() if element.get("id")}
    wanted = ("view", "picture", "legend", "panel", "nodes", "edges", "filters", "messages", "data")
    assert {f"graph-{name}" for name in wanted} <= set(by_id)
    view = by_id["graph-view"]
    assert view.get("data-api") == "/api/graph" and view.get("data-embed") == ""
    assert {"data-page", "data-scenes", "data-evidence", "data-paths", "data-search"} <= set(view.attrib)


def test_as_of_keeps_its_place_in_every_address(api: httpx.Client) -> None:
    document = page(api, "/graph?node=person/emmanuel-macron&valid_at=2026-02-24&layer=article")
    links = [urlsplit(link) for link in reading.links(document) if link.startswith(("/id/", "/graph?", "/api/graph"))]
    assert links
    for link in links:
        assert ("valid_at", "2026-02-24") in parse_qsl(link.query), link


def test_the_answer_is_held_by_its_tag(api: httpx.Client) -> None:
    for address in ("/graph?node=person/emmanuel-macron", "/api/graph?node=person/emmanuel-macron"):
        tag = api.get(address, headers=HTML).headers["etag"]
        assert api.get(address, headers={**HTML, "If-None-Match": tag}).status_code == 304
    assert "etag" not in api.post("/api/graph", json={}).headers


def test_scenes_outlive_a_service_and_the_oldest_go_first(
    serve: Callable[[FastAPI], httpx.Client], tmp_path: Path
) -> None:
    from conflict_graph.store.memory import MemoryStore

    settings = Settings(scene_file=tmp_path / "kept" / "scenes.sqlite", scene_count=3, scene_bytes=1000)
    first, second = (serve(create_app(MemoryStore(), settings)) for _ in range(2))

    def save(client: httpx.Client, size: str, mode: str = "actors") -> str:
        return str(client.post("/api/scenes", json={"size": size, "mode": mode}).json()["id"])

    ids = [save(first, size) for size in ("same", "degree", "meetings")]
    assert second.get(f"/api/scenes/{ids[0]}").status_code == 200
    newest = save(second, "pagerank")
    left = {name: first.get(f"/api/scenes/{name}").status_code for name in (*ids, newest)}
    assert left == {ids[0]: 200, ids[1]: 404, ids[2]: 200, newest: 200}
    answer = first.post("/api/scenes", json={"hidden_kinds": ["x" * 900] * 2})
    assert (answer.status_code, answer.json()["code"]) == (413, "scene-too-large")
    answer = first.post("/api/graph", content=b" " * 3000, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "scene-too-large")


def test_scenes_that_cannot_be_written_are_a_problem_and_nothing_else(
    serve: Callable[[FastAPI], httpx.Client], tmp_path: Path
) -> None:
    from conflict_graph.store.memory import MemoryStore

    (tmp_path / "file").write_text("not a database, but long enough to look like something" * 100)
    client = serve(create_app(MemoryStore(), Settings(scene_file=tmp_path / "file")))
    answer = client.post("/api/scenes", json={})
    assert (answer.status_code, answer.json()["code"]) == (503, "store-error")
    assert "scene_file" in answer.json()["hint"]
    assert client.get("/graph", headers=HTML).status_code == 200
