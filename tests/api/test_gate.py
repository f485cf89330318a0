"""The gate over HTTP: 422 with the report, in the service's own form of problems."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

VALID = Path(__file__).parents[1] / "valid" / "change-of-mind.ttl"
TURTLE = {"Content-Type": "text/turtle"}
BROKEN = VALID.read_text("utf-8").replace('cg:statedOn "2026-03-04"^^xsd:date', "skos:note 'undated'@en")


def refused(answer: httpx.Response) -> set[str]:
    """The shapes that a refusal names."""
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert problem["code"] == "invalid-data" and problem["report"]["violations"] > 0
    return {found["shape"].rsplit("#")[-1] for found in problem["report"]["findings"]}


@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("graph", ["default", "graph=https://example.org/g"])
def test_graphs_that_break_the_shapes_are_refused(writable: httpx.Client, method: str, graph: str) -> None:
    address = f"/store?{graph}"
    answer = writable.request(method, address, content=BROKEN.encode(), headers=TURTLE)
    assert "claim-stated-on" in refused(answer)
    assert (
        writable.get("/sparql?query=ASK%7B%7B%3Fs%3Fp%3Fo%7DUNION%7BGRAPH%3Fg%7B%3Fs%3Fp%3Fo%7D%7D%7D").json()[
            "boolean"
        ]
        is False
    )
    assert writable.request(method, address, content=VALID.read_bytes(), headers=TURTLE).status_code in (201, 204)


def test_a_graph_whose_loss_breaks_others_is_not_deleted(writable: httpx.Client) -> None:
    parts = VALID.read_text("utf-8").split("st:freedonia a cg:State", 1)
    prefixes = "".join(line for line in parts[0].splitlines(True) if line.startswith("@prefix"))
    state, rest = parts[1].split(".", 1)
    writable.put("/store?graph=urn:states", content=f"{prefixes} st:freedonia a cg:State{state} .", headers=TURTLE)
    writable.put("/store?graph=urn:claims", content=parts[0] + rest, headers=TURTLE).raise_for_status()
    assert "position-holder" in refused(writable.delete("/store?graph=urn:states"))
    assert writable.get("/store?graph=urn:states").status_code == 200


def test_an_update_that_breaks_the_shapes_is_refused(writable: httpx.Client) -> None:
    writable.put("/store?default", content=VALID.read_bytes(), headers=TURTLE).raise_for_status()
    snapshot = writable.get("/readyz").json()
    answer = writable.post("/update", data={"update": "DELETE WHERE { ?claim cg:hasEvidence ?e }"})
    assert refused(answer) == {"claim-evidence"}
    assert writable.get("/readyz").json() == snapshot


def test_with_the_gate_off_everything_is_let_in(ungated: httpx.Client) -> None:
    ungated.put("/store?default", content=BROKEN.encode(), headers=TURTLE).raise_for_status()
    ungated.post("/update", data={"update": "INSERT DATA { <urn:c> a cg:Position }"}).raise_for_status()
    kept = "ASK { <urn:c> a cg:Position . ?c cg:claimStatus ?status FILTER NOT EXISTS { ?c cg:statedOn ?day } }"
    assert ungated.get("/sparql", params={"query": kept}).json()["boolean"] is True
