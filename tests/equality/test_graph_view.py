"""The graph view draws the network that Python, the JSON routes and SPARQL give: same ties, same claims, everywhere."""

from __future__ import annotations

import re
from typing import Any

import httpx
import networkx as nx
import page_reading as reading
import pytest
from equality import surfaces
from equality.conftest import Served
from equality.questions import ACTORS, MOMENTS, Moment

from conflict_graph.relate.bundles import sign

some_moments = pytest.mark.parametrize("moment", (MOMENTS[0], MOMENTS[2], MOMENTS[3]), ids=str)
both_modes = pytest.mark.parametrize(("mode", "meetings"), [("actors", "ties"), ("meetings", "nodes")])

Bundles = dict[tuple[frozenset[str], str, str], set[str]]


def of_network(graph: nx.Graph, nodes: set[str]) -> Bundles:
    """The claims of every pair of nodes by relation and sign, acts by one and by the other together."""
    found: Bundles = {}
    for u, v, edge in graph.edges(data=True):
        if u in nodes and v in nodes:
            found.setdefault((frozenset((u, v)), edge["relationship"], sign(edge)), set()).update(edge["claims"])
    return found


def of_view(view: dict[str, Any]) -> Bundles:
    found: Bundles = {}
    for edge in view["edges"]:
        assert edge["claim_count"] >= len(edge["claims"])
        if edge["claim_count"] == len(edge["claims"]):
            ends = frozenset((edge["source"], edge["target"]))
            found.setdefault((ends, edge["relation"], edge["sign"]), set()).update(edge["claims"])
    return found


@some_moments
@both_modes
def test_the_view_is_the_network_between_its_nodes(served: Served, moment: Moment, mode: str, meetings: str) -> None:
    given = moment.given()
    graph = served.graph.network("all", meetings=meetings, **given)  # type: ignore[arg-type]
    nodes = sorted(graph)[:60]
    expected = of_network(graph, set(nodes))
    assert expected
    scene = {"mode": mode, "nodes": [{"iri": iri} for iri in nodes], **given}
    view = served.client.post("/api/graph", json=scene).json()
    assert of_view(view) == expected
    assert [node["iri"] for node in view["nodes"]] == nodes
    network = served.client.get("/api/network/all", params={"meetings": meetings, **given}).json()  # type: ignore[arg-type]
    assert of_network(nx.node_link_graph(network, edges="edges"), set(nodes)) == expected
    degrees = {iri: len(set(nx.all_neighbors(graph, iri))) for iri in nodes}
    assert {node["iri"]: node["degree"] for node in view["nodes"]} == degrees


@some_moments
def test_picture_tables_and_data_of_the_page_agree(served: Served, moment: Moment) -> None:
    given = moment.given()
    nodes = sorted(served.graph.network("all", **given))[:30]  # type: ignore[arg-type]
    params: dict[str, Any] = {"node": nodes, **given}
    view = served.client.get("/api/graph", params=params).json()
    page = served.client.get("/graph", params=params, headers={"Accept": "text/html"})
    document = reading.parse(page.text)
    rows = {row.get("data-id") for row in document.iter("tr")} - {None}
    things = {row.get("data-iri") for row in document.iter("tr")} - {None}
    assert (
        rows
        == {edge["id"] for edge in view["edges"]}
        == set(re.findall(r'<g class="edge[^"]*" data-id="([^"]+)"', page.text))
    )
    assert things == set(nodes) == set(re.findall(r'<g class="node" data-iri="([^"]+)"', page.text))
    assert view["lines"] == len(view["edges"])


@some_moments
def test_the_evidence_of_a_line_is_all_its_claims(served: Served, moment: Moment) -> None:
    given = moment.given()
    graph = served.graph.network("all", **given)  # type: ignore[arg-type]
    view = served.client.get("/api/graph", params={"node": sorted(graph)[:30], **given}).json()  # type: ignore[arg-type]
    for edge in view["edges"][:6]:
        asked = httpx.URL(edge["href"])
        shown = surfaces.page(served.client, asked.path, **{name: asked.params.get_list(name) for name in asked.params})
        assert edge["claim_count"] <= 50
        assert set(shown.dimmed) == set(edge["claims"]) or edge["claim_count"] > len(edge["claims"])
        assert len(shown.dimmed) == edge["claim_count"]
        assert not any(shown.dimmed.values())


@pytest.mark.parametrize("actor", ACTORS[:2], ids=lambda iri: iri.rsplit("/", 1)[-1])
def test_the_numbers_are_those_of_the_neighbours(served: Served, actor: str) -> None:
    address = actor.split("/id/")[1]
    around = served.client.get(f"/api/entities/{address}/neighbours", params={"relationship": "all"}).json()
    counts = served.client.get("/api/graph/counts", params={"node": address}).json()
    assert counts["total"] == around["count"]
    assert {one["relation"]: one["total"] for one in counts["relations"]} == {
        group["relationship"]: group["count"] for group in around["groups"]
    }


def test_measures_are_those_of_the_whole_network(served: Served) -> None:
    for measure in ("degree", "pagerank", "betweenness"):
        found = surfaces.listed(served.client, "/api/network/all/measures", measure=measure)
        expected = {item["thing"]["iri"]: item["value"] for item in found}
        view = served.client.get("/api/graph", params={"node": sorted(expected)[:10], "size": measure}).json()
        assert {node["iri"]: node[measure] for node in view["nodes"]} == {
            node["iri"]: pytest.approx(expected[node["iri"]]) for node in view["nodes"]
        }


def test_sparql_counts_the_members_that_the_view_joins(served: Served) -> None:
    query = """SELECT (COUNT(DISTINCT ?m) AS ?n) { ?c a cg:Membership ; org:member ?m ; org:organization coal:nb8 ;
               cg:modality v:modality-actual ; cg:claimStatus v:claim-accepted }"""
    answer = served.client.get("/sparql", params={"query": query, "format": "json"}).json()
    counts = served.client.get("/api/graph/counts", params={"node": "coalition/nb8"}).json()
    (members,) = [one["total"] for one in counts["relations"] if one["relation"] == "membership"]
    assert members == int(answer["results"]["bindings"][0]["n"]["value"])
