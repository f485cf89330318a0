"""One question has one answer: in SPARQL, in Python, as JSON, on a page, in a picture, in a notebook."""

from __future__ import annotations

import html
import io
from collections import defaultdict
from collections.abc import Iterator

import networkx as nx
import pytest
from equality import surfaces
from equality.conftest import Served
from equality.questions import ACTORS, ISSUES, MOMENTS, STATEMENTS, THINGS, Moment

import conflict_graph as cg
from conflict_graph.ask.meetings import STANDINGS
from conflict_graph.namespaces import ID
from conflict_graph.relate.names import MEASURES, RELATIONSHIPS
from conflict_graph.words.sentences import sentence

ON_PAGES = ("Participation", "EventClaim", "Membership", "Tenure", "Position", "Undertaking")
"""Kinds of claims that a thing's page shows one by one; names and identifiers stand in its head."""

every_moment = pytest.mark.parametrize("moment", MOMENTS, ids=str)
some_moments = pytest.mark.parametrize("moment", (MOMENTS[0], MOMENTS[2], MOMENTS[3]), ids=str)


@pytest.fixture(scope="module")
def notebook(served: Served) -> Iterator[cg.Graph]:
    """A graph opened as a notebook opens one: by the name of the directory, beside the service."""
    with cg.open(served.directory) as graph:
        yield graph


@some_moments
@pytest.mark.parametrize("thing", THINGS, ids=lambda iri: iri.rsplit("/", 1)[-1])
def test_what_is_claimed_of_a_thing(served: Served, notebook: cg.Graph, thing: str, moment: Moment) -> None:
    given = moment.given()
    found = notebook.claims(entity=thing, holds="possible", **given)  # type: ignore[arg-type]
    expected = surfaces.iris(found)
    rows = surfaces.sparql(served.client, "claims", entity=thing, holds="possible", **given)
    assert [(row["claim"], row["holds"]) for row in rows] == expected
    items = surfaces.listed(served.client, "/api/claims", entity=thing, holds="possible", **given)
    assert [(item["iri"], item["holds"]) for item in items] == expected
    assert [item["sentence"] for item in items] == [sentence(claim) for claim in found]
    address = thing.removeprefix(ID)
    of_it = surfaces.listed(served.client, f"/api/entities/{address}/claims", holds="possible", **given)
    assert of_it == items
    shown = surfaces.page(served.client, f"/id/{address}", **given)
    lit = {iri for iri, dimmed in shown.dimmed.items() if not dimmed}
    assert lit == {claim.iri for claim in found if claim.kind in ON_PAGES} | (lit & _others(found))


def _others(found: list[cg.Claim]) -> set[str]:
    return {claim.iri for claim in found if claim.kind not in ON_PAGES}


@every_moment
def test_who_holds_what(served: Served, notebook: cg.Graph, moment: Moment) -> None:
    given = moment.given()
    for issue in ISSUES:
        found = notebook.positions(on=issue, **given)  # type: ignore[arg-type]
        rows = surfaces.sparql(served.client, "positions", issue=issue, **given)
        items = surfaces.listed(served.client, "/api/positions", on=issue, **given)
        assert [item["iri"] for item in items] == [claim.iri for claim in found]
        assert {row["claim"] for row in rows} == {claim.iri for claim in found}
    for actor in ACTORS:
        held = notebook.actor(actor).positions(**given)
        address = f"/api/entities/{actor.removeprefix(ID)}/positions"
        assert [item["iri"] for item in surfaces.listed(served.client, address, **given)] == [c.iri for c in held]
        rows = surfaces.sparql(served.client, "positions", holder=actor, **given)
        assert {row["claim"] for row in rows} == {claim.iri for claim in held}


@every_moment
def test_where_meetings_stand(served: Served, notebook: cg.Graph, moment: Moment) -> None:
    given = moment.given()
    found = notebook.meetings(**given)  # type: ignore[arg-type]
    expected = [(one.thing.iri, one.standing, [claim.iri for claim in one.claims]) for one in found]
    items = surfaces.listed(served.client, "/api/meetings", **given)
    shown = [(item["meeting"]["iri"], item["standing"], [claim["iri"] for claim in item["claims"]]) for item in items]
    assert shown == expected
    told: dict[str, set[str]] = defaultdict(set)
    for row in surfaces.sparql(served.client, "meetings-as-of", **given):
        told[row["event"]].add(row["standing"])
    strongest = {event: min(standings, key=STANDINGS.index) for event, standings in told.items()}  # type: ignore[arg-type]
    assert strongest == {iri: standing for iri, standing, _ in expected}


@every_moment
def test_what_happened_when(served: Served, notebook: cg.Graph, moment: Moment) -> None:
    given = moment.given("valid_at")
    for actor in ACTORS:
        found = notebook.timeline(actor, **given)  # type: ignore[arg-type]
        expected = [(entry.day.isoformat(), entry.dated, entry.claim.iri) for entry in found]
        items = surfaces.listed(served.client, "/api/timeline", entity=actor, **given)
        assert [(item["day"], item["dated"], item["claim"]["iri"]) for item in items] == expected
        rows = surfaces.sparql(served.client, "timeline", entity=actor, **given)
        assert {(row["day"], row["dated"] == "true", row["claim"]) for row in rows} == set(expected)


@every_moment
@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda asked: "-".join(asked.values()))
def test_what_is_said(served: Served, notebook: cg.Graph, moment: Moment, statement: dict[str, str]) -> None:
    given = moment.given("valid_at")
    found = notebook.verdict(**statement, **given)  # type: ignore[arg-type]
    bearing = {claim.iri: verdict for verdict, claim in found.bearing}
    answer = served.client.get("/api/verdict", params={**statement, **given}).json()  # type: ignore[dict-item]
    assert answer["answer"] == found.verdict
    assert {one["claim"]["iri"]: one["verdict"] for one in answer["bearing"]} == bearing
    assert [claim["iri"] for claim in answer["claims"]] == [claim.iri for claim in found.claims]
    rows = surfaces.sparql(served.client, "verdict", **statement, **given)
    assert {row["claim"]: row["verdict"] for row in rows} == bearing
    assert (found.verdict == "not-said") == (not rows)


@some_moments
@pytest.mark.parametrize("relationship", RELATIONSHIPS)
def test_a_network_in_every_form(served: Served, notebook: cg.Graph, relationship: str, moment: Moment) -> None:
    given = moment.given()
    net = notebook.network(relationship, **given)  # type: ignore[arg-type]
    expected = surfaces.edges_of(net)
    address = f"/api/network/{relationship}"
    answer = served.client.get(address, params=given).json()  # type: ignore[arg-type]
    assert surfaces.edges_of_json(answer) == expected
    assert surfaces.edges_of(nx.node_link_graph(answer, edges="edges")) == expected
    for format, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        body = served.client.get(address, params={**given, "format": format}).content  # type: ignore[dict-item]
        assert surfaces.edges_of_file(read(io.BytesIO(body))) == expected
    picture = served.client.get(f"/visualisations/{relationship}", params=given).text  # type: ignore[arg-type]
    named = {iri for _, _, edge in net.edges(data=True) for iri in edge["claims"]}
    sentences = {claim.iri: sentence(claim) for claim in notebook.lookup(sorted(named))}
    assert surfaces.drawn_on(picture) == surfaces.to_draw(net, sentences)
    assert html.escape(picture, quote=True) in notebook.show(net)._repr_html_()


@every_moment
def test_members_are_those_of_the_query(served: Served, notebook: cg.Graph, moment: Moment) -> None:
    given = moment.given()
    rows = surfaces.sparql(served.client, "memberships", modality=["actual", "scheduled"], **given)
    edges = surfaces.edges_of(notebook.network("membership", **given))  # type: ignore[arg-type]
    assert {iri for _, _, _, claims in edges for iri in claims} == {row["claim"] for row in rows}


@every_moment
def test_who_differs_is_where_the_network_is_negative(served: Served, notebook: cg.Graph, moment: Moment) -> None:
    given = moment.given()
    found = notebook.disagreements(**given)  # type: ignore[arg-type]
    items = surfaces.listed(served.client, "/api/positions/disagreements", **given)
    assert [[claim["iri"] for claim in item["claims"]] for item in items] == [
        [claim.iri for claim in one.claims] for one in found
    ]
    named = [one for one in found if "UnnamedActor" not in (one.a.kind, one.b.kind)]
    pairs = {(frozenset((one.a.iri, one.b.iri)), one.issue.iri) for one in named}
    net = notebook.network("agreement", **given)  # type: ignore[arg-type]
    negative = {
        (frozenset((u, v)), issue) for u, v, edge in net.edges(data=True) if edge["weight"] < 0 for issue in edge["via"]
    }
    if moment.valid_at:
        assert negative == pairs
    else:  # at all times together, who agreed before and differs now can be even
        assert negative <= pairs


@pytest.mark.parametrize("relationship", ["co-attendance", "all"])
def test_paths_and_measures(served: Served, notebook: cg.Graph, relationship: str) -> None:
    for moment in MOMENTS[:2]:
        given = moment.given()
        ends = {"from": ACTORS[0], "to": f"{ID}person/alexander-stubb", "relationship": relationship, "longest": 3}
        paths = notebook.paths(ends["from"], ends["to"], relationship=relationship, longest=3, **given)
        answer = served.client.get("/api/paths", params={**ends, **given}).json()  # type: ignore[dict-item]
        assert [[node["iri"] for node in path["nodes"]] for path in answer["paths"]] == [
            [node.iri for node in path.nodes] for path in paths.paths
        ]
        assert [path["claims"] for path in answer["paths"]] == [list(path.claims) for path in paths.paths]
        assert answer["message"] == paths.message
        for measure in MEASURES:
            values = notebook.measures(relationship, measure, **given).values
            address = f"/api/network/{relationship}/measures"
            items = surfaces.listed(served.client, address, measure=measure, **given)
            assert [(item["thing"]["iri"], item["value"], item["rank"], item["claims"]) for item in items] == [
                (value.thing.iri, value.value, value.rank, list(value.claims)) for value in values
            ]
