"""The JSON routes: every answer fits its description, names its snapshot, and carries sentences and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

import conflict_graph as cg
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import ROUTERS, create_app

TUESDAY = "mtg:cow-2026-02-24"
ANSWERS = [
    "/api/search?q=macron",
    "/api/entities/person/emmanuel-macron",
    "/api/entities/person/emmanuel-macron/claims?limit=3",
    "/api/entities/source/seed-000/claims?kind=Position",
    "/api/entities/person/emmanuel-macron/positions?holds=possible&valid_at=2026-02-24",
    "/api/entities/person/emmanuel-macron/meetings?valid_at=2026-01-06",
    "/api/entities/person/emmanuel-macron/neighbours?relationship=co-attendance",
    "/api/claims?entity=Macron&layer=article",
    "/api/claims/seed-france-european-inclusion",
    "/api/verdict?subject=United+States&object=" + TUESDAY,
    "/api/positions?on=iss:force-placement",
    "/api/positions/disagreements?issue=iss:force-placement",
    "/api/positions/shifts",
    "/api/meetings?valid_at=2026-01-06",
    "/api/meetings/cow-2026-02-24?valid_at=2026-02-23",
    "/api/timeline?entity=Macron&from=2026-01-01",
    "/api/paths?from=Stubb&to=Starmer&layer=article",
    "/api/network/all?layer=article",
    "/api/network/co-attendance/measures?measure=betweenness",
    "/api/network/co-attendance/measures?measure=communities&seed=3",
    "/api/queries",
    "/api/queries/positions?holder=Macron",
]


@pytest.fixture(scope="module")
def api(live_server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=live_server, trust_env=False, timeout=30) as client:
        yield client


def model_of(path: str) -> Any:
    """The shape that the route of an address promises."""
    scope = {"type": "http", "method": "GET", "path": path, "root_path": ""}
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    return next(route.response_model for route in routes if route.matches(scope)[0].name == "FULL")


@pytest.mark.parametrize("address", ANSWERS)
def test_an_answer_has_the_promised_shape_and_names_its_snapshot(api: httpx.Client, address: str) -> None:
    answer = api.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    TypeAdapter(model_of(address.partition("?")[0])).validate_json(answer.content)
    assert answer.json()["snapshot"] == answer.headers["x-snapshot"]


@pytest.mark.parametrize("address", [*ANSWERS, "/api/network/all?format=gexf", "/api/queries/positions?format=csv"])
def test_a_client_that_holds_an_answer_is_told_so(api: httpx.Client, address: str) -> None:
    tag = api.get(address).headers["etag"]
    again = api.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = f"{address}{'&' if '?' in address else '?'}known_at=2026-12-31"
    assert api.get(other).headers.get("etag") != tag


def test_a_change_of_the_graph_changes_answer_snapshot_and_tag(writable: httpx.Client) -> None:
    before = writable.get("/api/search?q=ada")
    assert before.json()["total"] == 0
    insert = 'INSERT DATA { per:ada a cg:Person ; skos:prefLabel "Ada"@en }'
    writable.post("/update", data={"update": insert}).raise_for_status()
    after = writable.get("/api/search?q=ada", headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.json()["total"]) == (200, 1)
    assert after.headers["x-snapshot"] != before.headers["x-snapshot"]


def test_every_claim_comes_with_its_sentence_and_the_words_it_rests_on(api: httpx.Client) -> None:
    text = api.get("/sparql", params={"query": "SELECT ?t { src:seed-000 cg:text ?t }", "format": "json"}).json()
    article = text["results"]["bindings"][0]["t"]["value"]
    items = api.get("/api/claims", params={"layer": "article", "limit": 1000}).json()["items"]
    assert len(items) > 100
    for claim in items:
        assert claim["sentence"].endswith(".")
        assert claim["verdict"] in ("stated", "planned", "proposed", "contingent", "not-planned", "denied")
        assert claim["modality"]["code"] and claim["firmness"]["code"] and claim["layer"]["code"] == "article"
        for evidence in claim["evidence"]:
            assert evidence["quote"] == article[evidence["start"] : evidence["end"]]
            assert evidence["source"]["path"] == "/id/source/seed-000"
        assert claim["evidence"]


@pytest.mark.parametrize(
    "name",
    ["Emmanuel Macron", "macron", "per:emmanuel-macron", "https://w3id.org/conflict-graph/id/person/emmanuel-macron"],
)
def test_a_thing_may_be_named_in_any_way(api: httpx.Client, name: str) -> None:
    found = api.get("/api/positions", params={"holder": name, "layer": "article"}).json()
    assert [item["subject"]["label"] for item in found["items"]] == ["Emmanuel Macron"]
    query = api.get("/api/queries/positions", params={"holder": name, "layer": "article"}).json()
    assert [row["claim"] for row in query["items"]] == [item["iri"] for item in found["items"]]


@pytest.mark.parametrize(
    "given", ["modality=scheduled", "modality=v:modality-scheduled", "modality=modality-scheduled"]
)
def test_a_code_may_be_bare_or_an_iri(api: httpx.Client, given: str) -> None:
    items = api.get(f"/api/claims?{given}&limit=1000").json()["items"]
    assert items
    assert {item["modality"]["code"] for item in items} == {"scheduled"}


def test_filters_narrow_together_and_values_of_one_add_up(api: httpx.Client) -> None:
    def total(**parameters: object) -> int:
        return int(api.get("/api/claims", params=parameters).json()["total"])  # type: ignore[arg-type]

    everything, positions, tenures = total(), total(kind="Position"), total(kind="Tenure")
    assert 0 < positions < everything
    assert total(kind=["Position", "Tenure"]) == positions + tenures
    assert 0 < total(kind="Position", subject="Macron", layer="article", firmness="stated") < positions
    assert total(source="src:seed-000", layer="reference") == 0


def test_an_empty_list_says_that_nobody_says_so(api: httpx.Client) -> None:
    answer = api.get("/api/positions", params={"on": "iss:territory", "layer": "article"}).json()
    assert (answer["answer"], answer["total"], answer["items"]) == ("not-said", 0, [])
    assert (
        api.get("/api/positions", params={"on": "iss:force-placement", "layer": "article"}).json()["answer"] == "said"
    )


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ({"subject": "st:usa", "kind": "Participation", "object": TUESDAY}, "not-planned"),
        ({"subject": "st:fra", "kind": "Participation", "object": TUESDAY}, "planned"),
        ({"subject": "st:deu", "kind": "Participation", "object": TUESDAY}, "not-said"),
        ({"subject": "st:usa", "object": "iss:truce-monitoring"}, "contingent"),
        ({"subject": "st:rus", "object": "proc:peace-negotiations", "role": "lead"}, "stated"),
        ({"subject_kind": "State", "kind": "Undertaking", "object": "iss:foreign-force-in-ukraine"}, "not-said"),
    ],
)
def test_a_verdict_tells_no_from_not_said(api: httpx.Client, question: dict[str, str], word: str) -> None:
    answer = api.get("/api/verdict", params={**question, "layer": "article"}).json()
    assert answer["answer"] == word
    assert bool(answer["claims"]) == bool(answer["bearing"]) == (word != "not-said")
    assert all(claim["verdict"] == word for claim in answer["claims"])
    if word == "not-said":
        assert "not a no" in answer["message"]


def test_the_verdict_on_each_claim_is_that_of_the_query(api: httpx.Client) -> None:
    asked = {"layer": ["article", "reference"], "limit": 1000}
    told = {row["claim"]: row["verdict"] for row in api.get("/api/queries/verdict", params=asked).json()["items"]}
    items = api.get("/api/claims", params=asked).json()["items"]
    shown = {item["iri"]: item["verdict"] for item in items if item["kind"] != "Mention"}
    assert len(shown) > 200
    assert shown == {iri: told[iri] for iri in shown}


def test_a_card_leads_to_what_is_claimed_and_to_the_page(api: httpx.Client) -> None:
    answer = api.get("/api/entities/person/emmanuel-macron")
    card = answer.json()
    assert card["thing"]["label"] == "Emmanuel Macron"
    assert '</id/person/emmanuel-macron>; rel="alternate"; type="text/html"' in answer.headers["link"]
    assert card["claim_counts"]["Position"] == api.get(f"{card['links']['positions']}?limit=1").json()["total"]
    assert api.get(card["links"]["neighbours"]).json()["count"] > 5
    for claim in api.get(card["links"]["claims"], params={"kind": "Tenure"}).json()["items"]:
        assert (claim["kind"], claim["subject"]["label"]) == ("Tenure", "Emmanuel Macron")


def test_a_merged_thing_leads_to_what_took_its_place(serve: Callable[[FastAPI], httpx.Client]) -> None:
    store = MemoryStore()
    merged = 'INSERT DATA { per:a a cg:Person ; skos:prefLabel "A" ; dcterms:isReplacedBy per:b . per:b a cg:Person }'
    store.change(Change(updates=[merged]))
    client = serve(create_app(store))
    moved = client.get("/api/entities/person/a/claims?limit=5")
    assert (moved.status_code, moved.headers["location"]) == (308, "/api/entities/person/b/claims?limit=5")
    assert client.get("/api/entities/person/a").headers["location"] == "/api/entities/person/b"


def test_meetings_stand_as_of_the_day_and_nothing_is_held_by_the_calendar(api: httpx.Client) -> None:
    def standings(day: str) -> dict[str, str]:
        items = api.get("/api/meetings", params={"valid_at": day, "layer": "article"}).json()["items"]
        return {item["meeting"]["iri"].rsplit("/", 1)[-1]: item["standing"] for item in items}

    early, late = standings("2026-01-06"), standings("2026-02-25")
    assert (early["paris-2026-01-06"], early["cow-2026-02-24"]) == ("held", "ahead")
    assert early["trump-conversations"] == "undated"
    assert late["cow-2026-02-24"] == "due"
    only = api.get("/api/meetings", params={"valid_at": "2026-01-06", "layer": "article", "standing": "held"}).json()
    assert [item["meeting"]["label"] for item in only["items"]] == ["Paris summit of 6 January"]


def test_a_meeting_has_all_that_is_claimed_of_it(api: httpx.Client) -> None:
    record = api.get("/api/meetings/cow-2026-02-24", params={"layer": "article"}).json()
    chairs = {item["subject"]["label"] for item in record["participants"] if item["role"]["code"] == "co-chair"}
    assert chairs == {"Emmanuel Macron", "Keir Starmer"}
    assert record["meeting"]["date_basis"]["code"] == "inferred"
    assert record["agenda"]


def test_a_timeline_keeps_what_held_on_a_day_and_what_was_recorded_by_one(api: httpx.Client) -> None:
    asked = {"entity": "Macron", "layer": "article", "limit": "1000"}
    whole, held, early = (
        {item["claim"]["iri"] for item in api.get("/api/timeline", params={**asked, **days}).json()["items"]}
        for days in ({}, {"valid_at": "2026-02-24"}, {"recorded_at": "2020-01-01"})
    )
    claims = api.get("/api/claims", params={**asked, "valid_at": "2026-02-24"}).json()["items"]
    assert held == {claim["iri"] for claim in claims if claim["kind"] != "Mention"}
    assert held and held < whole
    assert early == set()


def test_a_timeline_is_in_order_and_says_which_days_are_only_bounds(api: httpx.Client) -> None:
    items = api.get("/api/timeline", params={"entity": "Macron", "from": "2026-01-01", "until": "2026-02-28"}).json()[
        "items"
    ]
    days = [item["day"] for item in items]
    assert days == sorted(days)
    assert days[0] >= "2026-01-01" and days[-1] <= "2026-02-28"
    assert {item["dated"] for item in items} == {True, False}


def test_paths_name_every_claim_on_every_hop_with_its_sentence(api: httpx.Client) -> None:
    asked = {"from": "Alexander Stubb", "to": "Keir Starmer", "layer": "article", "relationship": "co-attendance"}
    answer = api.get("/api/paths", params=asked).json()
    assert answer["answer"] == "said"
    assert [[node["label"] for node in path["nodes"]] for path in answer["paths"]] == [
        ["Alexander Stubb", "Emmanuel Macron", "Keir Starmer"]
    ]
    for hop in answer["paths"][0]["hops"]:
        for tie in hop["ties"]:
            assert tie["claims"]
            for iri in tie["claims"]:
                assert answer["claims"][iri]["sentence"] and answer["claims"][iri]["evidence"]
    longer = api.get("/api/paths", params={**asked, "longest": 4}).json()
    assert len(longer["paths"]) > len(answer["paths"])


def test_no_connection_is_an_answer_in_words(api: httpx.Client) -> None:
    answer = api.get("/api/paths", params={"from": "Greenland", "to": "Macron", "relationship": "membership"}).json()
    assert (answer["answer"], answer["found"], answer["paths"]) == ("not-said", False, [])
    assert "no tie in this network" in answer["message"]
    alone = api.get("/api/entities/place/grl/neighbours").json()
    assert (alone["answer"], alone["count"], alone["groups"]) == ("not-said", 0, [])


def test_a_network_links_to_its_picture_and_its_other_formats(api: httpx.Client) -> None:
    answer = api.get("/api/network/agreement?layer=article&valid_at=2026-02-24")
    link = answer.headers["link"]
    assert '</visualisations/agreement?layer=article&valid_at=2026-02-24>; rel="alternate"; type="text/html"' in link
    assert 'format=graphml>; rel="alternate"; type="application/graphml+xml"' in link
    assert (
        api.get("/api/network/membership", headers={"Accept": "text/csv"})
        .headers["content-type"]
        .startswith("text/csv")
    )


def test_plans_are_edges_that_say_so(api: httpx.Client) -> None:
    with_plans = api.get("/api/network/co-attendance?layer=article").json()["edges"]
    facts = api.get("/api/network/co-attendance?layer=article&modality=actual").json()["edges"]
    assert {edge["planned"] for edge in with_plans} == {True, False}
    assert {edge["planned"] for edge in facts} == {False}


def test_measures_rank_things_and_name_their_claims(api: httpx.Client) -> None:
    address = "/api/network/co-attendance/measures?layer=article&measure="
    degree = api.get(address + "degree").json()
    assert [value["rank"] for value in degree["items"]] == sorted(value["rank"] for value in degree["items"])
    assert degree["items"][0]["claims"]
    assert "Brandes" in api.get(address + "betweenness").json()["definition"]
    weighted = api.get(address + "degree&weighted=true&weighting=newman").json()
    assert weighted["weighted"] and weighted["basis"]["weighting"] == "newman"
    groups = api.get(address + "communities&method=greedy").json()
    assert groups["method"] == "greedy"
    assert sum(len(group["members"]) for group in groups["items"]) == degree["total"]


def test_search_forgives_accents_case_and_typing_errors(api: httpx.Client) -> None:
    for text in ("zelensky", "Volodymir Zelenskyy", "ZELENSKYY"):
        first = api.get("/api/search", params={"q": text}).json()["items"][0]
        assert first["thing"]["label"] == "Volodymyr Zelenskyy"
    assert {hit["thing"]["kind"] for hit in api.get("/api/search?q=macron&kind=meeting").json()["items"]} == {"Meeting"}
    assert api.get("/api/search?q=qqqqqqqq").json()["total"] == 0


def test_search_tells_the_offices_people_hold_and_those_alone(api: httpx.Client) -> None:
    found = api.get("/api/search?q=Zelensky").json()["items"]
    assert [office["label"] for office in found[0]["offices"]] == ["President of Ukraine"]
    assert {len(hit["offices"]) for hit in found if hit["thing"]["kind"] != "Person"} <= {0}
    former = api.get("/api/search?q=Keir+Starmer").json()["items"][0]
    assert (former["thing"]["label"], former["offices"]) == ("Keir Starmer", [])


def test_a_named_query_has_the_rows_of_python(api: httpx.Client, shipped: cg.Graph) -> None:
    answer = api.get("/api/queries/positions", params={"stance": "support", "valid_at": "2026-02-23"}).json()
    rows = shipped.named("positions", stance="support", valid_at="2026-02-23").rows
    assert [row["claim"] for row in answer["items"]] == [row["claim"] for row in rows]
    assert answer["as_of"]["valid_at"] == "2026-02-23"
    assert {row["strength"] for row in answer["items"]} >= {0.9}
    posted = api.post("/sparql", data={"query": answer["sparql"]}, headers={"Accept": "text/csv"})
    assert len(posted.text.strip().splitlines()) == 1 + len(rows)
    raw = api.get("/api/queries/positions", params={"stance": "support", "valid_at": "2026-02-23", "format": "csv"})
    assert raw.text == posted.text


def test_the_catalogue_holds_every_query_with_its_parameters(api: httpx.Client) -> None:
    from conflict_graph.queries.catalogue import catalogue

    items = api.get("/api/queries?limit=1000").json()["items"]
    assert [item["name"] for item in items] == list(catalogue())
    positions = next(item for item in items if item["name"] == "positions")
    assert {"name": "holder", "type": "iri"}.items() <= positions["parameters"][0].items()
    assert api.get(positions["path"]).json()["query"] == "positions"


def test_the_interface_is_described_in_full(api: httpx.Client) -> None:
    document = api.get("/api/openapi.json").json()
    page = api.get("/api/docs").text
    own = {path: item["get"] for path, item in document["paths"].items() if _is_ours(path) and "get" in item}
    assert len(own) >= 20
    for path, operation in own.items():
        assert operation["summary"] and operation["description"], path
        assert {"200", "304", "400"} <= set(operation["responses"]), path
        assert all(entry.get("description") for entry in operation.get("parameters", [])), path
        assert path in page


def _is_ours(path: str) -> bool:
    return path.startswith(("/api/", "/visualisations/")) and path != "/api/openapi.json"
