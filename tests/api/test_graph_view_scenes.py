"""Scenes that are kept, and the files of a scene."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import httpx
import networkx as nx
import pyoxigraph as ox
from api.graph_asking import HTML, MACRON, data_of, scene_of
from fastapi import FastAPI

from conflict_graph.namespaces import CG, ID
from conflict_graph.settings import Settings
from conflict_graph_api.app import create_app


def test_a_saved_scene_comes_back_the_same(views: httpx.Client) -> None:
    scene = {
        "mode": "meetings",
        "valid_at": "2026-02-24",
        "from": "2026-01-01",
        "size": "degree",
        "hidden_kinds": ["Post"],
        "nodes": [{"iri": MACRON, "x": 1.5, "y": 2.25, "pinned": True}],
    }
    saved = views.post("/api/scenes", json=scene).json()
    assert views.post("/api/scenes", json=dict(reversed(scene.items()))).json() == saved
    assert saved["href"] == f"/graph?scene={saved['id']}" and len(saved["id"]) == 16
    kept = views.get(f"/api/scenes/{saved['id']}").json()
    assert {name: kept[name] for name in scene if name != "nodes"} == {
        name: scene[name] for name in scene if name != "nodes"
    }
    assert kept["from"] == "2026-01-01"
    assert kept["nodes"] == [{**scene["nodes"][0], "near": None}]  # type: ignore[index]
    data = data_of(views, saved["href"])
    assert data["scene"] == kept | {"focus": MACRON}
    assert views.post("/api/graph", json=kept).json()["nodes"] == data["view"]["nodes"]
    changed = data_of(views, f"{saved['href']}&node=state/fra&without=person/emmanuel-macron&valid_at=&mode=actors")[
        "scene"
    ]
    assert [node["iri"] for node in changed["nodes"]] == [f"{ID}state/fra"]
    assert (changed["valid_at"], changed["mode"], changed["size"]) == (None, "actors", "degree")


def test_a_scene_that_is_gone_is_explained(views: httpx.Client) -> None:
    answer = views.get("/graph?scene=aaaaaaaaaaaaaaaa", headers=HTML)
    assert answer.status_code == 404
    assert 'Start afresh at <a href="/graph">/graph</a>' in answer.text
    problem = views.get("/api/scenes/aaaaaaaaaaaaaaaa").json()
    assert (problem["code"], problem["status"]) == ("not-found", 404)


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


def test_files_hold_the_same_graph(views: httpx.Client) -> None:
    view = views.get("/api/graph").json()
    scene = scene_of(view)

    def file(format: str) -> httpx.Response:
        return views.post(f"/api/graph/export?format={format}", json=scene)

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
    assert views.get("/api/graph/export?format=gexf").content == views.get("/api/graph/export?format=gexf").content


def test_communities_stand_on_the_marks_as_numbers(views: httpx.Client) -> None:
    params = {"colour": "community"}
    view = views.get("/api/graph", params=params).json()
    picture = ElementTree.fromstring(views.get("/api/graph/export", params={**params, "format": "svg"}).content)
    numbers = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text") if text.get("class") == "number"]
    assert numbers == [str(node["community"]) for node in view["nodes"]]
