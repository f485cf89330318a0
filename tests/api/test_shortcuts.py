"""Shortcuts after writes over HTTP: what no claim bears out any more is not in the graph any more."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from pydantic import SecretStr
from serving import running

from conflict_graph.opening import fill
from conflict_graph.settings import Settings
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

TOKEN = "a-token-of-these-tests"
MEMBER = "ASK { st:alb cg:memberOf coal:willing }"
CLAIM = "?claim a cg:Membership ; org:member st:alb ; org:organization coal:willing ; cg:claimStatus v:claim-accepted"
TURTLE = {"Content-Type": "text/turtle"}


@pytest.fixture(params=[True, False], ids=["gate on", "gate off"])
def filled(request: pytest.FixtureRequest, own_surroundings: None) -> Iterator[httpx.Client]:
    """A service of the shipped data that takes writes."""
    store = MemoryStore()
    fill(store)
    settings = Settings(write_token=SecretStr(TOKEN), write_gate=request.param, body_bytes=50_000_000)
    with running(create_app(store, settings)) as address:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=120) as client:
            yield client


def holds(client: httpx.Client) -> bool:
    answer = client.get("/sparql", params={"query": MEMBER}, headers={"Accept": "application/sparql-results+json"})
    return bool(answer.json()["boolean"])


def claim_of(client: httpx.Client) -> str:
    query = f"SELECT ?claim {{ {CLAIM} }}"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert len(rows) == 1
    return str(rows[0]["claim"]["value"])


def test_no_shortcut_outlives_its_claim_after_an_update_or_a_write_to_a_graph(filled: httpx.Client) -> None:
    claim = claim_of(filled)
    assert holds(filled)
    changed = {
        f"DELETE {{ ?claim cg:claimStatus ?s }} INSERT {{ ?claim cg:claimStatus v:claim-retracted }}"
        f" WHERE {{ VALUES ?claim {{ <{claim}> }} ?claim cg:claimStatus ?s }}": False,
        f"DELETE {{ ?claim cg:claimStatus ?s }} INSERT {{ ?claim cg:claimStatus v:claim-accepted }}"
        f" WHERE {{ VALUES ?claim {{ <{claim}> }} ?claim cg:claimStatus ?s }}": True,
        "INSERT DATA { st:bhr cg:memberOf coal:willing } ; DELETE DATA { st:alb cg:memberOf coal:willing }": True,
    }
    for update, stands in changed.items():
        filled.post("/update", data={"update": update}).raise_for_status()
        assert holds(filled) is stands
    whole = filled.get("/store?default&format=nt").content
    without = b"".join(line for line in whole.splitlines(True) if not line.startswith(f"<{claim}> ".encode()))
    graph = "/store?graph=urn:apart"
    apart = b"".join(line for line in whole.splitlines(True) if line.startswith(f"<{claim}> ".encode()))
    for method, address, content, stands in (
        ("PUT", "/store?default", without, False),
        ("POST", graph, apart, True),
        ("DELETE", graph, None, False),
        ("POST", "/store?default", apart, True),
    ):
        filled.request(method, address, content=content, headers=TURTLE).raise_for_status()
        assert holds(filled) is stands, (method, address)
