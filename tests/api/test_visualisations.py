"""The pictures: one page that needs nothing else, under a policy that lets it do nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import httpx
import pytest
from fastapi import FastAPI

from conflict_graph.relate.names import RELATIONSHIPS
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app


class Parts(HTMLParser):
    """The scripts, styles and references of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.handlers: list[str] = []
        self.references: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.references += [value or "" for name, value in attrs if name in ("src", "href", "action", "srcset")]
        if tag == "script" and ("type", "application/json") in attrs:
            self._inside = "data"

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts.append(data)
        if self._inside == "style":
            self.styles.append(data)


def data_of(html: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="network-data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


@pytest.fixture(scope="module")
def api(live_server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=live_server, trust_env=False, timeout=30) as client:
        yield client


@pytest.mark.parametrize("relationship", RELATIONSHIPS)
def test_a_picture_loads_nothing_and_runs_only_what_its_policy_names(api: httpx.Client, relationship: str) -> None:
    answer = api.get(f"/visualisations/{relationship}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    parts = Parts(answer.text)
    assert parts.references == parts.handlers == []
    policy = dict(entry.strip().partition(" ")[::2] for entry in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["sandbox"] == "allow-scripts"
    assert policy["frame-ancestors"] == "'self'"
    assert set(policy["script-src"].split()) == {digest(script) for script in parts.scripts}
    assert set(policy["style-src"].split()) == {digest(style) for style in parts.styles}
    assert "connect-src" not in policy and "unsafe" not in " ".join(policy.values())


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_of_pictures_is_theirs_alone(api: httpx.Client) -> None:
    for path in ("/api/docs", "/api/network/all", "/visualisations/nothing"):
        assert "sandbox" not in api.get(path).headers["content-security-policy"]


def test_a_picture_draws_the_network_of_the_same_question(api: httpx.Client) -> None:
    asked = {"layer": "article", "valid_at": "2026-02-24", "known_at": "2026-02-24"}
    network = api.get("/api/network/co-attendance", params=asked).json()
    answer = api.get("/visualisations/co-attendance", params=asked)
    drawn = data_of(answer.text)
    assert len(drawn["nodes"]) == len(network["nodes"]) > 3
    assert len(drawn["edges"]) == len(network["edges"])
    assert "as of 24 February 2026" in answer.text
    assert network["snapshot"] == answer.headers["x-snapshot"]
    assert network["snapshot"] in answer.text
    link = '</api/network/co-attendance?layer=article&valid_at=2026-02-24&known_at=2026-02-24>; rel="alternate"'
    assert link in answer.headers["link"]


def test_a_picture_is_kept_and_asked_for_again_by_its_tag(api: httpx.Client) -> None:
    tag = api.get("/visualisations/membership").headers["etag"]
    again = api.get("/visualisations/membership", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert api.get("/visualisations/membership?theme=dark", headers={"If-None-Match": tag}).status_code == 200


def test_no_ties_make_a_picture_that_says_so(api: httpx.Client) -> None:
    answer = api.get("/visualisations/agreement?known_at=1999-01-01")
    assert answer.status_code == 200
    assert "No ties of this kind on these days and layers." in answer.text


def test_a_name_never_becomes_code(serve: Callable[[FastAPI], httpx.Client]) -> None:
    label = '</script><script>alert(1)</script><img src=x onerror="alert(2)"> &lt;'
    store = MemoryStore()
    store.change(Change(updates=[members(1), f"INSERT DATA {{ st:m0 skos:prefLabel {json.dumps(label)}@en }}"]))
    answer = serve(create_app(store)).get("/visualisations/membership")
    parts = Parts(answer.text)
    assert len(parts.scripts) == 2
    assert parts.references == []
    assert label in str(data_of(answer.text)["nodes"])


def test_a_large_network_is_cut_and_says_so(serve: Callable[[FastAPI], httpx.Client]) -> None:
    store = MemoryStore()
    store.change(Change(updates=[members(2100)]))
    answer = serve(create_app(store)).get("/visualisations/membership", timeout=60)
    drawn = data_of(answer.text)
    assert (len(drawn["nodes"]), len(drawn["edges"])) == (2000, 1999)
    assert "The 1,999 strongest of 2,100 lines are drawn. They join 2,000 of 2,101 things." in answer.text
    assert answer.headers["x-truncated"] == "nodes=2000 of=2101, edges=1999 of=2100"


def members(count: int) -> str:
    """An update that makes so many states members of one group."""
    claims = " ".join(
        f"clm:c{n} a cg:Claim, cg:Membership ; org:member st:m{n} ; org:organization coal:g ; "
        "cg:modality v:modality-actual ; cg:firmness v:firmness-stated ; cg:claimStatus v:claim-accepted ; "
        f"cg:statedOn '2026-01-01'^^xsd:date ; prov:wasGeneratedBy run:r . st:m{n} a cg:State ."
        for n in range(count)
    )
    return f"INSERT DATA {{ run:r a cg:Extraction ; cg:layer v:layer-article . coal:g a cg:Coalition . {claims} }}"
