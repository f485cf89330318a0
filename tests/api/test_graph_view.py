"""What a scene of the graph view draws: things, lines, dates, measures, and what expanding adds."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from api.graph_asking import MACRON, STUBB, scene_of

from conflict_graph.namespaces import ID


def test_a_number_of_a_year_adds_things_met_in_that_year(views: httpx.Client) -> None:
    counts = views.get("/api/graph/counts", params={"node": "Stubb"}).json()
    met = next(one for one in counts["relations"] if one["relation"] == "co-attendance")
    year = met["years"][0]
    body = {"scene": {}, "node": STUBB, "relation": "co-attendance", "year": year["year"], "limit": 500}
    found = views.post("/api/graph/expand", json=body).json()
    assert found["total"] == year["total"] == len(found["nodes"])
    assert found["remaining"] == 0
    edges = views.post(
        "/api/graph", json=scene_of(found) | {"nodes": [{"iri": STUBB}, *scene_of(found)["nodes"]]}
    ).json()["edges"]
    joined = {
        end for edge in edges if STUBB in (edge["source"], edge["target"]) for end in (edge["source"], edge["target"])
    }
    assert {node["iri"] for node in found["nodes"]} <= joined


def test_expanding_never_repeats_and_says_how_many_of_how_many(views: httpx.Client) -> None:
    scene: dict[str, Any] = {"nodes": [{"iri": MACRON, "x": 10, "y": 20}]}
    seen: set[str] = set()
    while True:
        body = {"scene": scene, "node": "person/emmanuel-macron", "relation": "co-attendance", "limit": 40}
        found = views.post("/api/graph/expand", json=body).json()
        new = {node["iri"] for node in found["nodes"]}
        assert not new & seen and MACRON not in new
        seen |= new
        assert found["shown"] == len(seen) == found["total"] - found["remaining"]
        assert found["message"] == f"{len(seen)} of {found['total']} by same meetings."
        scene = {"nodes": [*scene["nodes"], *scene_of(found)["nodes"]]}
        if not found["remaining"]:
            break
    assert len(seen) == found["total"] > 40


def test_the_edges_of_an_expansion_and_of_the_scene_are_those_of_the_grown_scene(views: httpx.Client) -> None:
    start = views.get("/api/graph", params={"node": ["person/emmanuel-macron", "person/alexander-stubb"]}).json()
    found = views.post("/api/graph/expand", json={"scene": scene_of(start), "node": MACRON, "limit": 6}).json()
    grown = views.post("/api/graph", json={"nodes": [*scene_of(start)["nodes"], *scene_of(found)["nodes"]]}).json()
    ids = [edge["id"] for edge in (*start["edges"], *found["edges"])]
    assert len(ids) == len(set(ids))
    assert set(ids) == {edge["id"] for edge in grown["edges"]}


def test_given_places_are_never_moved_and_the_same_scene_is_the_same_picture(views: httpx.Client) -> None:
    scene = {"nodes": [{"iri": MACRON, "x": 123.5, "y": -77.25, "pinned": True}, {"iri": STUBB}]}
    view = views.post("/api/graph", json=scene).json()
    assert (view["nodes"][0]["x"], view["nodes"][0]["y"], view["nodes"][0]["pinned"]) == (123.5, -77.25, True)
    assert (view["nodes"][1]["x"], view["nodes"][1]["y"]) != (123.5, -77.25)
    assert views.post("/api/graph", json=scene).json() == view


def test_an_address_and_a_scene_ask_the_same(views: httpx.Client) -> None:
    asked = {"node": ["person/emmanuel-macron", "person/alexander-stubb"], "from": "2025-01-01", "size": "degree"}
    scene = {"nodes": [{"iri": MACRON}, {"iri": STUBB}], "from": "2025-01-01", "size": "degree"}
    view = views.get("/api/graph", params=asked).json()
    assert view["edges"] and view == views.post("/api/graph", json=scene).json()
    assert {"from", "until", "via", "label", "planned"} == set(view["edges"][0]["dates"][0])


def test_plans_are_told_apart_and_what_is_not_said_makes_no_line(views: httpx.Client) -> None:
    scene = {"valid_at": "2026-02-24", "known_at": "2026-02-24", "layer": ["article"], "mode": "meetings"}
    meeting = f"{ID}meeting/cow-2026-02-24"
    body = {"scene": scene, "node": meeting, "limit": 500}
    found = views.post("/api/graph/expand", json=body).json()
    assert f"{ID}state/usa" not in {node["iri"] for node in found["nodes"]}
    edges = views.post("/api/graph", json={**scene, "nodes": [{"iri": meeting}, *scene_of(found)["nodes"]]}).json()[
        "edges"
    ]
    sitting = [edge for edge in edges if edge["relation"] == "attendance"]
    assert sitting and all(edge["planned"] and edge["dashes"] and edge["modality"] == ["scheduled"] for edge in sitting)
    assert "expected at the meeting" in {edge["relation_label"] for edge in sitting}
    assert (
        views.post(
            "/api/graph", json={**scene, "modality": ["actual"], "nodes": [{"iri": meeting}, {"iri": MACRON}]}
        ).json()["edges"]
        == []
    )


def test_bounds_of_days_leave_lines_out_and_say_so(views: httpx.Client) -> None:
    nodes = ["coalition/nb8", "state/fin", "person/emmanuel-macron", "person/alexander-stubb"]
    whole = views.get("/api/graph", params={"node": nodes}).json()
    bounded = views.get("/api/graph", params={"node": nodes, "from": "2026-02-01", "until": "2026-02-28"}).json()
    assert {edge["id"] for edge in bounded["edges"]} < {edge["id"] for edge in whole["edges"]}
    assert len(whole["edges"]) == len(bounded["edges"]) + bounded["undated"] + bounded["outside"]
    assert (bounded["first"], bounded["last"]) == (whole["first"], whole["last"])
    assert any("left out" in message for message in bounded["messages"])
    assert views.get("/api/graph?from=2026-02-01&until=2026-01-01").json()["code"] == "reversed-interval"


def test_kinds_and_relations_are_left_out_and_neighbours_folded(views: httpx.Client) -> None:
    nodes = ["coalition/nb8", "state/fin", "state/swe", "person/alexander-stubb"]
    whole = views.get("/api/graph", params={"node": nodes}).json()
    assert {choice["value"] for choice in whole["kinds"]} == {"Coalition", "State", "Person"}
    hidden = views.get("/api/graph", params={"node": nodes, "hide": "State"}).json()
    assert {node["kind"] for node in hidden["nodes"]} == {"Coalition", "Person"}
    assert (hidden["shown"], hidden["total"]) == (2, 4)
    only = views.get("/api/graph", params={"node": nodes, "relation": "membership"}).json()
    assert {edge["relation"] for edge in only["edges"]} == {"membership"}
    assert all(edge["directed"] and edge["target"] == f"{ID}coalition/nb8" for edge in only["edges"])
    folded = views.get(
        "/api/graph", params={"node": nodes, "relation": "membership", "collapsed": "coalition/nb8"}
    ).json()
    assert {node["iri"] for node in folded["nodes"]} == {f"{ID}coalition/nb8", STUBB}


@pytest.mark.parametrize("name", ["degree", "meetings", "pagerank", "betweenness"])
def test_size_and_colour_say_what_the_legend_says(views: httpx.Client, name: str) -> None:
    view = views.get("/api/graph", params={"size": name, "colour": name}).json()
    by_value = sorted(view["nodes"], key=lambda node: node[name])
    assert [node["radius"] for node in by_value] == sorted(node["radius"] for node in view["nodes"])
    scale = view["legend"]["colour"]
    assert (scale["least"], scale["greatest"]) == (by_value[0][name], by_value[-1][name])
    assert sum(step["count"] for step in scale["steps"]) == len(view["nodes"])
    assert {node["colour"] for node in view["nodes"]} == {step["colour"] for step in scale["steps"]}
    assert view["legend"]["size"]["definition"]
