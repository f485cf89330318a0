"""Every bad question to the JSON routes gets one clear problem document: status, code, the value, and the next step."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest


@pytest.fixture(scope="module")
def api(live_server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=live_server, trust_env=False, timeout=30) as client:
        yield client


BAD = [
    # misspelt parameters must not widen an answer
    ("/api/claims?entty=Macron", 400, "invalid-parameter", "Did you mean entity?"),
    ("/api/claims?vald_at=2026-01-01", 400, "invalid-parameter", "Did you mean valid_at?"),
    ("/api/search?q=a&kinds=Person", 400, "invalid-parameter", "Did you mean kind?"),
    ("/api/entities/person/emmanuel-macron?layer=article", 400, "invalid-parameter", "expected no parameter here"),
    ("/api/network/all?weightng=count", 400, "invalid-parameter", "Did you mean weighting?"),
    ("/visualisations/all?layers=article", 400, "invalid-parameter", "Did you mean layer?"),
    ("/api/queries/positions?holdr=Macron", 400, "invalid-parameter", "Did you mean holder?"),
    ("/api/timeline?hold=possible", 400, "invalid-parameter", "expected one of"),
    ("/api/meetings?valid_at=2026-02-24&holds=possible", 400, "unsupported-scope", "Leave out holds"),
    ("/api/queries/labels?recorded_at=2026-02-24", 400, "unsupported-scope", "Leave out recorded_at"),
    ("/api/claims?entity=Macron&entity=Stubb", 400, "invalid-parameter", "Give entity once."),
    # codes and kinds
    ("/api/claims?kind=Positon", 400, "invalid-parameter", "Did you mean Position?"),
    ("/api/claims?layer=artcle", 400, "invalid-parameter", "Did you mean article?"),
    ("/api/claims?modality=v:modality-actul", 400, "invalid-parameter", "Did you mean actual?"),
    ("/api/claims?firmness=firm", 400, "invalid-parameter", "expected one of stated"),
    ("/api/claims?status=acepted", 400, "invalid-parameter", "Did you mean accepted?"),
    ("/api/claims?holds=maybe", 400, "invalid-parameter", "expected one of certain, possible"),
    ("/api/positions?stance=for", 400, "invalid-parameter", "expected one of support"),
    ("/api/search?q=a&kind=Persn", 400, "invalid-parameter", "Did you mean Person?"),
    ("/api/search?q=+", 400, "invalid-parameter", "a name, or part of one"),
    ("/api/search", 400, "invalid-request", "Add q."),
    ("/api/verdict", 400, "invalid-request", "Give subject, object"),
    ("/api/verdict?subject=st:usa&role=leed", 400, "invalid-parameter", "Did you mean lead?"),
    ("/api/verdict?subject=st:usa&attribute=part-off", 400, "invalid-parameter", "Did you mean part-of?"),
    ("/api/verdict?subject_kind=Nation&role=lead", 400, "invalid-parameter", "subject_kind"),
    ("/api/meetings?standing=over", 400, "invalid-parameter", "expected one of held"),
    # days
    ("/api/claims?valid_at=2026-02-30", 400, "invalid-date", "YYYY-MM-DD"),
    ("/api/network/all?known_at=yesterday", 400, "invalid-date", "'yesterday' of known_at"),
    ("/api/queries/positions?valid_at=24.2.2026", 400, "invalid-date", "'24.2.2026' of valid_at"),
    ("/api/meetings?from=2026-03-01&until=2026-01-01", 400, "reversed-interval", "Swap the two"),
    ("/api/timeline?from=2026-03-01&until=2026-01-01", 400, "reversed-interval", "from=2026-03-01"),
    ("/api/positions/shifts?from=2026-03-01&until=2026-01-01", 400, "reversed-interval", "until=2026-01-01"),
    # sizes
    ("/api/claims?limit=0", 400, "invalid-parameter", "'0' of limit"),
    ("/api/claims?limit=1001", 400, "invalid-parameter", "less than or equal to 1000"),
    ("/api/claims?limit=ten", 400, "invalid-parameter", "'ten' of limit"),
    ("/api/paths?from=Stubb&to=Macron&longest=99", 400, "invalid-parameter", "'99' of longest"),
    ("/api/queries/positions?format=csv&limit=3", 400, "invalid-parameter", "only the format json comes in pages"),
    # networks
    ("/api/network/friendship", 400, "unknown-relationship", "co-attendance"),
    ("/api/network/friendship/measures?measure=degree", 400, "unknown-relationship", "co-attendance"),
    ("/visualisations/friendship", 400, "unknown-relationship", "co-attendance"),
    ("/api/paths?from=Stubb&to=Macron&relationship=love", 400, "unknown-relationship", "'love'"),
    ("/api/network/all?format=xlsx", 400, "unknown-format", "json, graphml, gexf, csv"),
    ("/api/queries/positions?format=xlsx", 400, "unknown-format", "json, sparql-json"),
    ("/api/network/all/measures?measure=fame", 400, "invalid-parameter", "pagerank"),
    ("/api/network/all/measures", 400, "invalid-request", "Add measure."),
    ("/api/network/all/measures?measure=degree&seed=1", 400, "invalid-parameter", "'seed'"),
    ("/api/network/all/measures?measure=communities&weighted=true", 400, "invalid-parameter", "'weighted'"),
    ("/api/network/agreement/measures?measure=pagerank&weighted=true", 400, "invalid-parameter", "negative weights"),
    ("/api/network/all?weighting=heavy", 400, "invalid-parameter", "expected one of count, newman"),
    ("/visualisations/all?theme=pink", 400, "invalid-parameter", "expected one of auto, light, dark"),
    # names
    ("/api/claims?entity=Macrn", 404, "not-found", "Did you mean Emmanuel Macron"),
    ("/api/paths?from=Macron&to=Starmr", 404, "not-found", "Did you mean Keir Starmer"),
    ("/api/claims?source=The+Times", 404, "not-found", "No Source is called 'The Times'"),
    ("/api/positions?holder=per:nobody", 404, "not-found", "per:nobody"),
    ("/api/entities/person/emanuel-macron", 404, "not-found", "Did you mean Emmanuel Macron?"),
    ("/api/entities/person/a%20%3Cb%3E", 404, "not-found", "No person is called 'a <b>'"),
    ("/api/entities/persons/emmanuel-macron", 404, "not-found", "Did you mean person?"),
    ("/api/entities/person/emanuel-macron/claims", 404, "not-found", "Emmanuel Macron"),
    ("/api/meetings/nowhere", 404, "not-found", "No meeting is called 'nowhere'"),
    ("/api/claims/nowhere", 404, "not-found", "No claim is called 'nowhere'"),
    ("/api/queries/positons", 404, "not-found", "Did you mean positions"),
    ("/api/queries/positions?holder=Macrn", 404, "not-found", "Did you mean Emmanuel Macron"),
    ("/api/nothing", 404, "not-found", "/api/docs"),
]


@pytest.mark.parametrize(("address", "status", "code", "words"), BAD, ids=[case[0] for case in BAD])
def test_a_bad_question_is_one_clear_problem(
    api: httpx.Client, address: str, status: int, code: str, words: str
) -> None:
    answer = api.get(address)
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code), problem
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in f"{problem['detail']} {problem.get('hint', '')}"
    assert "etag" not in answer.headers


def test_a_name_of_several_things_lists_them(writable: httpx.Client) -> None:
    two = 'INSERT DATA { per:a a cg:Person ; skos:prefLabel "Ada"@en . st:a a cg:State ; skos:prefLabel "Ada"@en }'
    writable.post("/update", data={"update": two}).raise_for_status()
    answer = writable.get("/api/claims?entity=Ada")
    assert (answer.status_code, answer.json()["code"]) == (400, "ambiguous-name")
    assert {candidate["iri"] for candidate in answer.json()["candidates"]} == {"per:a", "st:a"}


def test_what_cannot_be_written_is_not_acceptable(api: httpx.Client) -> None:
    answer = api.get("/api/network/all", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.json()["code"]) == (406, "not-acceptable")


def test_the_json_routes_take_no_other_method(api: httpx.Client) -> None:
    answer = api.post("/api/claims", json={})
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert api.head("/api/claims?limit=1").status_code == 200
