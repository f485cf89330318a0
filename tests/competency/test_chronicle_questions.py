"""Questions that need the chronicle, answered alike in Python, SPARQL, JSON and on pages, and as its tables say.

What is expected is worked out here from the tables themselves, by no code of the product.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx
import pytest
from page_reading import links, main, parse, section, words
from serving import running

import conflict_graph as cg
from conflict_graph.namespaces import expand, shorten
from conflict_graph.queries.catalogue import named
from conflict_graph_api.app import create_app

Row = dict[str, str]
PERIODS = [
    ("friedrich-merz", "2025-08-01", "2025-12-31"),
    ("keir-starmer", "2025-03-01", "2025-03-31"),
    ("emmanuel-macron", "2026-01-01", "2026-02-28"),
]
STATES = ["deu", "cze", "esp", "gbr", "pol"]
SURE = ["low", "medium", "high"]
PARIS = "paris-2026-01-06"


def table(root: Path, name: str) -> list[Row]:
    """The rows of a table of the chronicle."""
    with (root / "data" / "chronicle" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def service(shipped: cg.Graph) -> Iterator[httpx.Client]:
    """A client of a service of the shipped data."""
    with (
        running(create_app(shipped.store)) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as client,
    ):
        yield client


def rows(client: httpx.Client, name: str, **parameters: object) -> list[Row]:
    """The rows of a named query asked at the SPARQL endpoint, IRIs as prefixed names, "" where nothing is bound."""
    query = named(name).bind(**parameters)
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    found = [
        {name: _short(row.get(name)) for name in document["head"]["vars"]} for row in document["results"]["bindings"]
    ]
    assert found == cg_rows(client, name, parameters, document["head"]["vars"])
    return found


def cg_rows(client: httpx.Client, name: str, parameters: dict[str, object], columns: list[str]) -> list[Row]:
    """The same rows by the route of the named query."""
    answer = client.get(f"/api/queries/{name}", params={**parameters, "format": "sparql-json"})  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return [{column: _short(row.get(column)) for column in columns} for row in answer.json()["results"]["bindings"]]


def _short(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return shorten(term["value"]) if term["type"] == "uri" else term["value"]


def items(client: httpx.Client, path: str, **parameters: str) -> list[dict[str, Any]]:
    """All items of a list in JSON."""
    answer = client.get(path, params={**parameters, "limit": "1000"})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def page(client: httpx.Client, path: str) -> Any:
    """A page, read strictly."""
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return parse(answer.text)


def met(root: Path, person: str, first: str, last: str) -> list[str]:
    """The meetings between two days that a person attended, was expected at or was invited to, by the tables."""
    coming = {
        row["meeting"]
        for row in table(root, "participations")
        if row["participant"] == person and row["status"] in ("attended", "expected", "invited")
    }
    days = {row["id"]: (row["start"], row["end"] or row["start"]) for row in table(root, "meetings")}
    within = [iri for iri in coming if days[iri][0] <= last and days[iri][1] >= first]
    return sorted(f"mtg:{iri}" for iri in within)


@pytest.mark.parametrize(("person", "first", "last"), PERIODS)
def test_meetings_of_a_person_in_a_period(
    shipped: cg.Graph, service: httpx.Client, root: Path, person: str, first: str, last: str
) -> None:
    expected = met(root, person, first, last)
    assert len(expected) >= 3
    found = shipped.meetings(participant=f"per:{person}", first=first, last=last, layer="chronicle")
    assert sorted(shorten(one.thing.iri) for one in found) == expected
    asked: dict[str, Any] = {"participant": f"per:{person}", "from": first, "until": last, "layer": "chronicle"}
    assert sorted({row["event"] for row in rows(service, "meetings", **asked)}) == expected
    assert sorted(shorten(one["meeting"]["iri"]) for one in items(service, "/api/meetings", **asked)) == expected
    shown = links(main(page(service, f"/id/person/{person}?layer=chronicle")))
    for meeting in expected:
        assert any(link.startswith(f"/id/meeting/{meeting.removeprefix('mtg:')}?") for link in shown), meeting


def pairs_that_met(root: Path) -> dict[tuple[str, str], tuple[int, str, str]]:
    """For each two actors the number of shared meetings, held or planned, and the first and the last day.

    Of two rows that contradict each other the less sure one is disputed, and does not count.
    """
    meetings = {row["id"]: row for row in table(root, "meetings") if row["status"] in ("held", "scheduled")}
    told = {row["id"]: row for row in table(root, "participations")}
    against = [(row, told[other]) for row in told.values() for other in row["contradicts"].split(";") if other]
    disputed = {min(pair, key=lambda row: SURE.index(row["sure"]))["id"] for pair in against}
    rooms: dict[str, set[str]] = defaultdict(set)
    for row in told.values():
        coming = row["status"] in ("attended", "expected") and row["id"] not in disputed
        if coming and row["meeting"] in meetings:
            rooms[row["meeting"]].add(_iri(row["participant"], row["participant_kind"]))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for meeting, actors in rooms.items():
        for pair in combinations(sorted(actors, key=expand), 2):
            found[pair].append(meetings[meeting]["start"])
    return {pair: (len(days), min(days), max(days)) for pair, days in found.items()}


def _iri(slug: str, kind: str) -> str:
    return {"person": "per", "state": "st", "organisation": "orgn", "coalition": "coal"}[kind] + f":{slug}"


def test_who_met_most_and_when_first(shipped: cg.Graph, service: httpx.Client, root: Path) -> None:
    expected = pairs_that_met(root)
    found = rows(service, "co-attendance", layer="chronicle")
    told = {(row["a"], row["b"]): (int(row["meetings"]), row["first"], row["last"]) for row in found}
    assert told == expected
    top = max(expected, key=lambda pair: expected[pair][0])
    assert (found[0]["a"], found[0]["b"]) == top == ("per:emmanuel-macron", "per:keir-starmer")
    assert found[0]["first"] == "2025-02-17"
    network = shipped.network("co-attendance", layer=["chronicle"])
    edges = {
        tuple(sorted((one, other))): (int(edge["weight"]), edge["first"])
        for one, other, edge in network.edges(data=True)
    }
    assert edges == {tuple(map(expand, pair)): (count, first) for pair, (count, first, _) in expected.items()}
    answer = service.get("/api/network/co-attendance", params={"layer": "chronicle"}).json()
    served = {tuple(sorted((edge["source"], edge["target"]))): edge["first"] for edge in answer["edges"]}
    assert served == {pair: first for pair, (_, first) in edges.items()}


def line_of(root: Path, state: str) -> list[tuple[str, bool]]:
    """What a state and its people held on sending own forces, in the order of days: claims, and which are shifts."""
    told = [row for row in table(root, "positions") if row["issue"] == "own-contribution"]
    by_id = {row["id"]: row for row in told}
    own = [row for row in told if state in (row["on_behalf_of"], row["holder"])]

    def shifts(row: Row) -> bool:
        earlier = by_id.get(row["supersedes"])
        changed = earlier and (earlier["stance"], earlier["option"]) != (row["stance"], row["option"])
        return row["shift"] == "yes" or bool(changed)

    return [(f"clm:chronicle-{row['id']}", shifts(row)) for row in own]


@pytest.mark.parametrize("state", STATES)
def test_positions_of_a_state_on_sending_forces_in_the_order_of_days_with_each_shift(
    shipped: cg.Graph, service: httpx.Client, root: Path, state: str
) -> None:
    expected = dict(line_of(root, state))
    assert len(expected) >= 2
    asked: dict[str, Any] = {"state": f"st:{state}", "issue": "iss:own-contribution", "layer": "chronicle"}
    found = rows(service, "state-positions", **asked)
    assert {row["claim"]: row["shift"] == "true" for row in found} == expected
    assert [row["on"] for row in found] == sorted(row["on"] for row in found)
    claims = {shorten(claim.iri): claim for claim in shipped.lookup(expand(row["claim"]) for row in found)}
    for row in found:
        claim = claims[row["claim"]]
        assert str(claim.valid_from or claim.stated_on) == row["on"]
        assert claim.evidence
        assert bool(row["earlier"]) or row["shift"] == "false"
    changed = {shorten(shift.after.iri) for shift in shipped.shifts(issue="iss:own-contribution", layer="chronicle")}
    assert changed & set(expected) <= {claim for claim, shift in expected.items() if shift}
    shown = links(main(page(service, f"/id/state/{state}?layer=chronicle")))
    for claim in expected:
        assert any(f"/id/claim/{claim.removeprefix('clm:')}" in link for link in shown), claim


def test_who_took_part_in_paris_on_6_january_2026_and_in_what_role(
    shipped: cg.Graph, service: httpx.Client, root: Path
) -> None:
    here = [row for row in table(root, "participations") if row["meeting"] == PARIS]
    expected = {
        (_iri(row["participant"], row["participant_kind"]), row["role"] or "participant", row["status"]) for row in here
    }
    assert len(expected) > 10
    found = rows(service, "participants", event=f"mtg:{PARIS}", layer="chronicle")
    assert {
        (row["participant"], row["role"].removeprefix("v:role-"), row["participationStatus"].removeprefix("v:part-"))
        for row in found
    } == expected
    record = shipped.meeting(f"mtg:{PARIS}", layer="chronicle")
    assert {
        (shorten(claim.subject.iri), claim.role.name.removeprefix("role-"), claim.participation_status.name[5:])
        for claim in record.participants
        if claim.role and claim.participation_status
    } == expected
    served = service.get(f"/api/meetings/{PARIS}", params={"layer": "chronicle"}).json()
    assert {shorten(claim["subject"]["iri"]) for claim in served["participants"]} == {who for who, _, _ in expected}
    text = words(main(page(service, f"/id/meeting/{PARIS}?layer=chronicle")))
    for claim in record.participants:
        assert claim.subject.label in text


def disputes(root: Path) -> set[frozenset[str]]:
    """The pairs of claims that the tables set against each other."""
    told = [row for name in ("meetings", "participations", "counts", "positions") for row in table(root, name)]
    return {
        frozenset((f"clm:chronicle-{row['id']}", f"clm:chronicle-{other.strip()}"))
        for row in told
        for other in row.get("contradicts", "").split(";")
        if other.strip()
    }


def test_what_sources_disagree_about_is_listed_with_both_sides(
    shipped: cg.Graph, service: httpx.Client, root: Path
) -> None:
    expected = disputes(root)
    assert len(expected) >= 10
    found = rows(service, "contradictions")
    told = {frozenset((row["claim"], row["other"])) for row in found if row["layer"] == "v:layer-chronicle"}
    assert expected <= told
    assert {row["claim"] for row in found} == {row["other"] for row in found}
    assert all(row["about"] and row["kind"] for row in found)
    for row in found:
        assert shorten(row["other"]) in [shorten(iri) for iri in _against(shipped, row["claim"])]
    shown = links(section(page(service, "/about"), "contradictions"))
    for pair in expected:
        for claim in pair:
            assert any(f"/id/claim/{claim.removeprefix('clm:')}" in link for link in shown), claim


def _against(graph: cg.Graph, claim: str) -> tuple[str, ...]:
    from conflict_graph.ask.contradictions import contradictions

    return contradictions(graph.store, [expand(claim)]).get(expand(claim), ())


def test_stated_counts_say_for_which_day_they_hold(shipped: cg.Graph, root: Path) -> None:
    for row in table(root, "counts"):
        claim = shipped.claim(f"clm:chronicle-{row['id']}")
        assert claim.value == row["count"]
        assert str(claim.valid_from or claim.stated_on) == row["as_of"]
        assert claim.evidence


def test_nothing_of_the_chronicle_is_told_as_the_words_of_the_article(shipped: cg.Graph) -> None:
    article = shipped.claims(layer="article")
    assert {evidence.source.iri for claim in article for evidence in claim.evidence} == {expand("src:seed-000")}
    chronicle = shipped.claims(layer="chronicle")
    assert len(chronicle) > 1000
    assert not [claim for claim in chronicle for item in claim.evidence if item.source.iri == expand("src:seed-000")]
    assert not [claim for claim in chronicle if not claim.evidence]
