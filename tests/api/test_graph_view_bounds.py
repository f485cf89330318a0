"""The graph view with much, with nothing, and with hostile data: a hub, more than can be drawn, names that are code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import page_reading as reading
import pytest
from serving import running

from conflict_graph.namespaces import ID
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

HUB = f"{ID}coalition/g"
MANY = 2100
HTML = {"Accept": "text/html"}
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)"> &lt; \u202e" onload="x'


def members(count: int) -> str:
    """An update that makes so many states members of one group, every third since 2020, the others without a day."""
    claims = " ".join(
        f"clm:c{n} a cg:Claim, cg:Membership ; org:member st:m{n} ; org:organization coal:g ; "
        "cg:modality v:modality-actual ; cg:firmness v:firmness-stated ; cg:claimStatus v:claim-accepted ; "
        + ("cg:validFrom '2020-05-01'^^xsd:date ; " if n % 3 == 0 else "")
        + f"cg:statedOn '2026-01-01'^^xsd:date ; prov:wasGeneratedBy run:r . st:m{n} a cg:State ."
        for n in range(count)
    )
    return f"INSERT DATA {{ run:r a cg:Extraction ; cg:layer v:layer-article . coal:g a cg:Coalition . {claims} }}"


@pytest.fixture(scope="module")
def hub(own_surroundings: None) -> Iterator[httpx.Client]:
    store = MemoryStore()
    names = f"INSERT DATA {{ st:m0 skos:prefLabel {json.dumps(HOSTILE)}@en }}"
    store.change(Change(updates=[members(MANY), names]))
    settings = Settings(scene_file=":memory:", client_seconds=10_000, url_bytes=4_096)
    app = create_app(store, settings)
    with running(app) as address, httpx.Client(base_url=address, trust_env=False, timeout=120) as client:
        yield client


def scene(count: int, **given: Any) -> dict[str, Any]:
    return {"nodes": [{"iri": HUB}, *({"iri": f"{ID}state/m{n}"} for n in range(count))], **given}


def test_a_hub_is_counted_before_anything_is_drawn(hub: httpx.Client) -> None:
    found = hub.get("/api/graph/counts?node=coalition/g").json()
    (only,) = found["relations"]
    assert (found["total"], only["total"]) == (MANY, MANY)
    assert only["years"] == [{"year": 2020, "total": MANY // 3}, {"year": None, "total": MANY - MANY // 3}]
    assert only["kinds"] == [{"kind": "State", "word": "State", "total": MANY}]


def test_a_hub_gives_its_neighbours_a_few_at_a_time(hub: httpx.Client) -> None:
    found = hub.post("/api/graph/expand", json={"scene": scene(20), "node": HUB}).json()
    assert len(found["nodes"]) == 15 == len(found["edges"])
    assert (found["shown"], found["total"], found["remaining"]) == (35, MANY, MANY - 35)
    assert found["message"] == "35 of 2,100."
    undated = hub.post("/api/graph/expand", json={"scene": {}, "node": HUB, "undated": True, "limit": 500}).json()
    assert (len(undated["nodes"]), undated["total"]) == (500, MANY - MANY // 3)


def test_a_view_is_full_at_two_thousand(hub: httpx.Client) -> None:
    nearly = hub.post("/api/graph/expand", json={"scene": scene(1995), "node": HUB}).json()
    assert len(nearly["nodes"]) == 4
    full = hub.post("/api/graph/expand", json={"scene": scene(1999), "node": HUB}).json()
    assert (full["nodes"], full["shown"]) == ([], 1999)
    assert "No more than 2,000 things are drawn one by one." in full["message"]


def test_more_than_can_be_drawn_is_grouped_and_says_so(hub: httpx.Client) -> None:
    view = hub.post("/api/graph", json=scene(MANY)).json()
    assert view["cut"] and (view["shown"], view["total"]) == (1, MANY + 1)
    (group,) = view["nodes"]
    assert (group["kind"], group["members"]) == ("Group", MANY + 1)
    assert any("2,101 things are too many to draw one by one (at most 2,000)" in one for one in view["messages"])
    one_by_one = hub.post("/api/graph", json=scene(1500)).json()
    assert (one_by_one["shown"], one_by_one["cut"], len(one_by_one["edges"])) == (1501, False, 1500)
    assert len({(node["x"], node["y"]) for node in one_by_one["nodes"]}) == 1501


def test_an_address_that_would_be_too_long_becomes_a_saved_scene(hub: httpx.Client) -> None:
    address = "/graph?node=coalition/g&focus=coalition/g"
    ways = []
    for _ in range(2):
        target = address.replace("/graph?", "/graph/expand?") + "&expand=coalition/g&limit=80"
        address = hub.get(target).headers["location"]
        ways.append(address)
    assert "node=" in ways[0] and ways[1].startswith("/graph?scene=")
    document = reading.parse(hub.get(address, headers=HTML).text)
    assert len([row for row in document.iter("tr") if row.get("data-iri")]) == 161
    further = hub.get(address.replace("/graph?", "/graph/expand?") + "&expand=coalition/g").headers["location"]
    assert further.startswith("/graph?scene=") and further != address


def test_a_page_of_many_lines_draws_the_strongest_and_says_so(hub: httpx.Client) -> None:
    saved = hub.post("/api/scenes", json=scene(500)).json()["href"]
    text = hub.get(saved, headers=HTML).text
    assert "The 400 strongest of 500 lines are drawn and listed here." in text
    assert text.count('<g class="edge ') == 400
    assert '"view":null}' in text
    assert len(hub.post("/api/graph", json=scene(500)).json()["edges"]) == 500


def test_hostile_names_stay_text_everywhere(hub: httpx.Client) -> None:
    for address in ("/graph?node=state/m0&node=coalition/g", "/graph?node=state/m0&node=coalition/g&embed=1"):
        text = hub.get(address, headers=HTML).text
        document = reading.parse(text)
        assert "<img" not in text and "alert(1)</script>" not in text
        scripts = [element for element in document.iter("script") if not element.get("src")]
        assert [element.get("type") for element in scripts] == ["application/json"]
        data = json.loads("".join(scripts[0].itertext()))
        assert data["view"]["nodes"][0]["label"] == HOSTILE
        assert not [name for element in document.iter() for name in element.attrib if name.startswith("on")]
    page = hub.get("/graph", params={"q": HOSTILE}, headers=HTML)
    assert reading.faults(reading.parse(page.text)) == []
    assert "<img" not in hub.get("/graph/evidence?between=state/m0&between=coalition/g", headers=HTML).text


def test_an_empty_graph_has_an_empty_picture(own_surroundings: None) -> None:
    with running(create_app(MemoryStore(), Settings(scene_file=":memory:"))) as address:
        answer = httpx.get(f"{address}/graph", headers=HTML, trust_env=False)
        view = httpx.get(f"{address}/api/graph", trust_env=False).json()
    assert answer.status_code == 200 and reading.faults(reading.parse(answer.text)) == []
    assert (view["nodes"], view["edges"], view["answer"]) == ([], [], "not-said")
    assert view["messages"] == ["The sources do not say that anything is tied, at all dates."]
