"""Lists in pages: nothing twice, nothing left out, also while the graph grows; a wrong cursor is an error."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

PEOPLE = [f"p{number:02}" for number in range(7)]
CLAIM = """
clm:{name} a cg:Claim, cg:Position ; cg:holder per:{name} ; cg:onIssue iss:a ; cg:stance v:stance-support ;
  cg:modality v:modality-actual ; cg:firmness v:firmness-stated ; cg:claimStatus v:claim-accepted ;
  cg:statedOn "2026-01-01"^^xsd:date ; prov:wasGeneratedBy run:r .
per:{name} a cg:Person ; skos:prefLabel "Person {name}"@en .
"""
COMMON = "run:r a cg:Extraction ; cg:layer v:layer-article . iss:a a cg:Issue ; skos:prefLabel 'Issue' ."


@pytest.fixture
def filled(ungated: httpx.Client) -> Iterator[httpx.Client]:
    """A service of seven positions on one issue."""
    update(ungated, "INSERT DATA {" + COMMON + "".join(CLAIM.format(name=name) for name in PEOPLE) + "}")
    yield ungated


def update(client: httpx.Client, text: str) -> None:
    client.post("/update", data={"update": text}).raise_for_status()


def names(answer: dict[str, Any]) -> list[str]:
    return [item["iri"].rsplit("/", 1)[-1] for item in answer["items"]]


def pages(client: httpx.Client, address: str) -> list[list[str]]:
    found = []
    following: str | None = address
    while following:
        response = client.get(following)
        assert response.status_code == 200, response.text
        answer = response.json()
        found.append(names(answer))
        following = answer["next"]
        assert (f'<{following}>; rel="next"' in response.headers.get("link", "")) == bool(following)
        assert answer["total"] == len(PEOPLE)
        assert (answer["cursor"] is None) == (following is None)
    return found


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_following_next_gives_every_item_once_and_in_order(filled: httpx.Client, size: int) -> None:
    whole = [PEOPLE[start : start + size] for start in range(0, len(PEOPLE), size)]
    assert pages(filled, f"/api/claims?entity=iss:a&limit={size}") == whole


def test_the_page_size_of_the_service_holds_where_no_limit_is_given(filled: httpx.Client) -> None:
    assert len(filled.get("/api/claims").json()["items"]) == len(PEOPLE)
    assert filled.get("/api/claims").json()["next"] is None


def test_pages_stay_right_while_the_graph_grows(filled: httpx.Client) -> None:
    first = filled.get("/api/claims?limit=3").json()
    update(filled, "INSERT DATA {" + CLAIM.format(name="a-earlier") + CLAIM.format(name="q-later") + "}")
    rest = filled.get(first["next"].replace("limit=3", "limit=100")).json()
    assert names(rest) == ["p03", "p04", "p05", "p06", "q-later"]
    assert rest["snapshot"] != first["snapshot"]


def test_a_cursor_to_an_item_that_is_gone_says_so(filled: httpx.Client) -> None:
    first = filled.get("/api/claims?limit=3").json()
    update(filled, "DELETE WHERE { clm:p02 ?p ?o }")
    refused = filled.get(first["next"])
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid-parameter")
    assert "not in it any more" in refused.json()["detail"]


@pytest.mark.parametrize("cursor", ["x", "%%%", "AAAA", base64.urlsafe_b64encode(b"0" * 18).decode()])
def test_a_cursor_that_is_none_is_refused(filled: httpx.Client, cursor: str) -> None:
    refused = filled.get("/api/claims", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid-parameter")
    assert refused.json()["parameter"] == "cursor"
    assert "without cursor" in refused.json()["hint"]


def test_a_cursor_belongs_to_its_question(filled: httpx.Client) -> None:
    cursor = filled.get("/api/claims?limit=3").json()["cursor"]
    other = filled.get("/api/claims", params={"cursor": cursor, "kind": "Position"})
    assert other.status_code == 400
    assert "this same question" in other.json()["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/search?q=person",
        "/api/positions",
        "/api/timeline",
        "/api/queries",
        "/api/queries/positions",
        "/api/entities/issue/a/claims",
        "/api/network/agreement/measures?measure=degree",
    ],
)
def test_every_list_comes_in_pages(filled: httpx.Client, address: str) -> None:
    whole = filled.get(address).json()
    joint = "&" if "?" in address else "?"
    first = filled.get(f"{address}{joint}limit=4").json()
    assert first["items"] == whole["items"][:4]
    second = filled.get(first["next"]).json()
    assert second["items"] == whole["items"][4:8]
    assert first["total"] == second["total"] == whole["total"] > 4
