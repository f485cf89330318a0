"""What is written reads back the same."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import networkx as nx
import pytest
from unit.made_claims import attends, claim, meeting, person, position, seated, thing

from conflict_graph.draw.network_files import FORMATS, write
from conflict_graph.errors import UnknownFormat
from conflict_graph.relate.names import RELATIONSHIPS
from conflict_graph.relate.project import project

ANN, BOB, CLUB, ISSUE = (
    person("Ann"),
    person("Bob “the Bear” & <co>"),
    thing("Club", "Coalition"),
    thing("Issue", "Issue"),
)
PARIS = meeting("Paris, summit")
CLAIMS = [
    attends(ANN, PARIS),
    attends(BOB, PARIS, "expected"),
    claim("Membership", ANN, CLUB),
    position(ANN, ISSUE, None, "support"),
    position(BOB, ISSUE, None, "oppose"),
    attends(ANN, thing("Act", "Event"), role="initiator"),
    attends(BOB, thing("Act", "Event"), role="recipient"),
]
GRAPHS = [project(CLAIMS, relationship) for relationship in RELATIONSHIPS] + [seated(CLAIMS)]
READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


def ties(graph):
    return sorted(
        (*sorted((u, v)), edge["relationship"], float(edge["weight"])) for u, v, edge in graph.edges(data=True)
    )


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.graph["relationship"])
@pytest.mark.parametrize("format", READERS)
def test_networkx_reads_back_the_same_nodes_edges_weights_and_claims(graph, format):
    back = READERS[format](io.BytesIO(write(graph, format)))
    assert set(back) == set(graph)
    assert ties(back) == ties(graph)
    assert back.is_directed() == graph.is_directed()
    for node, attributes in graph.nodes(data=True):
        assert (back.nodes[node]["label"], back.nodes[node]["kind"]) == (attributes["label"], attributes["kind"])
    claims = sorted(json.loads(edge["claims"]) for _, _, edge in back.edges(data=True))
    assert claims == sorted(edge["claims"] for _, _, edge in graph.edges(data=True))
    assert {edge["planned"] for _, _, edge in back.edges(data=True)} == {
        e["planned"] for _, _, e in graph.edges(data=True)
    }


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.graph["relationship"])
def test_json_is_the_node_link_form_and_loses_nothing(graph):
    back = nx.node_link_graph(json.loads(write(graph, "json")), edges="edges")
    assert nx.utils.graphs_equal(back, graph)
    assert back.graph == graph.graph


def test_csv_has_a_header_and_a_line_for_each_edge_with_lists_as_json():
    rows = list(csv.DictReader(io.StringIO(write(GRAPHS[0], "csv").decode())))
    (row,) = rows
    assert {row["source_label"], row["target_label"]} == {"Ann", "Bob “the Bear” & <co>"}
    assert (row["weight"], row["planned"], row["modality"]) == ("1", "true", "scheduled")
    assert json.loads(row["claims"]) == GRAPHS[0].edges[ANN.iri, BOB.iri]["claims"]
    assert json.loads(row["via_labels"]) == ["Paris, summit"]


def test_csv_keeps_edges_of_one_pair_apart_and_negative_numbers_are_numbers():
    rows = list(csv.DictReader(io.StringIO(write(project(CLAIMS, "agreement"), "csv").decode())))
    assert [(row["key"], row["weight"]) for row in rows] == [(ISSUE.iri, "-1")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_texts_never_begin_like_a_formula(start):
    graph = nx.Graph()
    graph.add_node("a", label=f"{start}HYPERLINK(1)")
    graph.add_edge("a", "b", relationship=f"{start}x", weight=1.0)
    (row,) = csv.DictReader(io.StringIO(write(graph, "csv").decode(), newline=""))
    assert row["source_label"] == f"'{start}HYPERLINK(1)"
    assert row["relationship"] == f"'{start}x"


def test_characters_that_xml_cannot_hold_are_replaced():
    graph = nx.Graph()
    graph.add_node("a", label="be\x00ll\x0b \ud800 😀")
    for format, read in READERS.items():
        assert read(io.BytesIO(write(graph, format))).nodes["a"]["label"] == "be\ufffdll\ufffd \ufffd 😀"


def test_gexf_colours_things_by_their_kind():
    colours = [node for node in ElementTree.fromstring(write(GRAPHS[0], "gexf")).iter() if node.tag.endswith("color")]
    assert [tuple(colour.get(part) for part in "rgb") for colour in colours] == [("0", "114", "178")] * 2


def test_missing_values_are_left_out():
    graph = nx.Graph(note=None)
    graph.add_edge("a", "b", first=None, weight=2.0)
    for format, read in READERS.items():
        assert "first" not in read(io.BytesIO(write(graph, format))).edges["a", "b"]


def test_every_format_has_a_media_type_and_unknown_ones_are_refused():
    assert {format.name for format in FORMATS} == {"graphml", "gexf", "csv", "json"}
    assert all(write(GRAPHS[0], format.name) and "/" in format.media_type for format in FORMATS)
    with pytest.raises(UnknownFormat, match="graphml, gexf, csv, json"):
        write(GRAPHS[0], "xlsx")
