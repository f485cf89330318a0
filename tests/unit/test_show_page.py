"""The pyvis page: whole, offline, and deaf to whatever a label says."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import networkx as nx
import pytest
from unit.made_claims import attends, claim, meeting, person, position, quoted, seated, state, thing

from conflict_graph.draw.node_layout import positions
from conflict_graph.draw.notebook import Picture, notebook
from conflict_graph.draw.pyvis_page import MOST_EDGES, MOST_NODES, page, page_policy
from conflict_graph.errors import InvalidParameter
from conflict_graph.relate.project import Context, project

ANN, BOB, PARIS = person("Ann"), person("Bob"), meeting("Paris summit")
CLAIMS = [
    attends(ANN, PARIS, evidence=quoted("Ann went to Paris.")),
    attends(BOB, PARIS),
    attends(BOB, meeting("Rome talks"), "expected"),
]
HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">href</a>'


class Reader(HTMLParser):
    """Collect the tags, attributes and texts of a page as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags:
            self.texts.setdefault(self.tags[-1][0], []).append(data)


def data_of(html: str):
    return json.loads(re.search(r'<script type="application/json" id="network-data">(.*?)</script>', html, re.S)[1])


def test_the_page_draws_given_places_without_physics_and_carries_sentences_and_quotes_as_text():
    graph = seated(CLAIMS, snapshot="s1")
    data = data_of(page(graph, title="Who meets whom", claims=CLAIMS))
    assert data["options"]["physics"] == {"enabled": False}
    assert {node["id"] for node in data["nodes"]} == {"n0", "n1", "n2", "n3"}
    assert [(node["x"], node["y"]) for node in data["nodes"]] == list(positions(graph).values())
    titles = "\n".join(edge["title"] for edge in data["edges"])
    assert "Ann took part in the Paris summit. “Ann went to Paris.”" in titles
    assert "Bob is expected to take part in the Rome talks." in titles
    shown = [data["claims"][number] for edge in data["edges"] for number in edge["claims"]]
    assert {"text": "Ann went to Paris.", "source": "A source"} in shown[0]["quotes"] + shown[1]["quotes"]


def test_plans_are_dashed_and_differences_dotted_and_the_legend_says_so():
    html = page(seated(CLAIMS), title="T")
    dashes = {edge["name"]: edge["dashes"] for edge in data_of(html)["edges"]}
    assert dashes == {"Ann – Paris summit": False, "Bob – Paris summit": False, "Bob – Rome talks": [10, 7]}
    assert re.findall(r"</svg>(.*?)</li>", html) == ["meeting", "person", "joined", "joined, planned only"]
    near, far = thing("Near", "PolicyOption"), thing("Far", "PolicyOption")
    claims = [position(ANN, thing("I", "Issue"), near, "support"), position(BOB, thing("I", "Issue"), far, "support")]
    graph = project(claims, "agreement", context=Context(incompatible=[(near.iri, far.iri)]))
    html = page(graph, title="T", claims=claims)
    assert data_of(html)["edges"][0]["dashes"] == [2, 6]
    assert "differ, or in conflict" in html


def test_nothing_is_loaded_from_anywhere():
    reader = Reader(page(seated(CLAIMS), title="T", claims=CLAIMS))
    loading = {"src", "href", "srcset", "data", "poster", "action", "background", "srcdoc", "style"}
    assert not [(tag, attrs) for tag, attrs in reader.tags if loading & set(attrs)]
    assert not [
        attrs for tag, attrs in reader.tags if tag in ("link", "base", "iframe", "object", "embed", "form", "img")
    ]
    style = "".join(reader.texts["style"])
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_of_the_page_allows_exactly_its_own_scripts_and_style():
    html = page(seated(CLAIMS), title="T", claims=CLAIMS)
    (policy,) = [unescape(attrs["content"]) for tag, attrs in Reader(html).tags if "http-equiv" in attrs]
    inline = re.findall(r"<(script|style)>(.*?)</\1>", html, re.S)
    assert [tag for tag, _ in inline] == ["style", "script", "script"]
    for _, text in inline:
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert page_policy() == f"{policy}; frame-ancestors 'self'; sandbox allow-scripts"


def hostile_graph() -> nx.MultiGraph:
    graph = nx.MultiGraph(relationship=HOSTILE, note=HOSTILE, snapshot=HOSTILE, layers=[HOSTILE])
    graph.add_node(HOSTILE, label=HOSTILE, kind=HOSTILE, select_menu=True)
    graph.add_node("b", label="{{ 7*7 }}{% raw %}", kind="Person")
    graph.add_edge(HOSTILE, "b", relationship=HOSTILE, via=[HOSTILE], via_labels=[HOSTILE], claims=["c"], weight=1.0)
    return graph


def test_hostile_labels_ids_headings_and_quotes_stay_text():
    calm = Reader(page(seated(CLAIMS[:1]), title="T", claims=CLAIMS[:1]))
    made = attends(person(HOSTILE), meeting(HOSTILE), iri="c", evidence=quoted(HOSTILE, HOSTILE), wording=HOSTILE)
    html = page(hostile_graph(), title=HOSTILE, heading=HOSTILE, claims=[made])
    reader = Reader(html)
    assert {tag for tag, _ in reader.tags} == {tag for tag, _ in calm.tags}
    assert [tag for tag, _ in reader.tags].count("script") == 3
    assert not [name for _, attrs in reader.tags for name in attrs if name.startswith("on")]
    data = data_of(html)
    assert data["nodes"][0]["id"] == "n0"
    assert data["nodes"][0]["name"] == HOSTILE
    assert data["claims"][0]["quotes"][0]["text"] == HOSTILE
    assert data["nodes"][1]["name"] == "{{ 7*7 }}{% raw %}"
    assert "innerHTML" not in html.split('id="network-data"')[1].split("</script>")[-2]


def test_marks_that_turn_the_direction_of_writing_and_control_characters_are_taken_out():
    graph = nx.Graph()
    graph.add_node("a", label="ann\u202exe.txt\x07\u2066", kind="Person")
    assert data_of(page(graph, title="a\u202eb"))["nodes"][0]["name"] == "annxe.txt"


def test_the_page_says_as_of_when_from_what_and_how_it_was_weighted():
    from conflict_graph.scope import Scope

    graph = project(
        CLAIMS, "co-attendance", scope=Scope.of(valid_at="2026-02-24", known_at="2026-02-25"), snapshot="s1"
    )
    html = page(graph, title="T")
    assert "Co-attendance, as of 24 February 2026, as known on 25 February 2026. Two actors are joined" in html
    assert "The weight is the number of shared meetings." in html
    assert "Layers: article. Snapshot s1." in html


def test_the_same_network_gives_the_same_page():
    assert page(seated(CLAIMS), title="T", claims=CLAIMS) == page(seated(CLAIMS), title="T", claims=CLAIMS)


def test_an_empty_network_says_that_there_is_nothing():
    html = page(project([], "membership"), title="T")
    assert "No ties of this kind on these days and layers." in html
    assert data_of(html)["nodes"] == []


def test_of_a_large_network_the_strongest_lines_are_drawn_and_the_page_says_how_many():
    graph = nx.MultiGraph()
    ring = [f"n{i}" for i in range(100)]
    graph.add_edges_from((ring[i % 100], ring[(i + 1) % 100], {"weight": float(i)}) for i in range(MOST_EDGES + 10))
    html = page(graph, title="T", places=dict.fromkeys(graph, (0.0, 0.0)))
    assert "The 3,000 strongest of 3,010 lines are drawn." in html
    assert "The first 500 of 3,000 lines in words" in html
    assert min(edge["width"] for edge in data_of(html)["edges"]) > 1.5


def test_of_very_many_things_those_with_the_strongest_lines_are_drawn():
    graph = nx.Graph()
    graph.add_edges_from(("hub", f"n{i}", {"weight": float(i)}) for i in range(MOST_NODES + 10))
    html = page(graph, title="T", places=dict.fromkeys(graph, (0.0, 0.0)))
    assert "The 1,999 strongest of 2,010 lines are drawn. They join 2,000 of 2,011 things." in html
    assert len(data_of(html)["nodes"]) == MOST_NODES


def test_parallel_lines_bend_apart_and_directed_ones_have_arrows():
    graph = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "a")])
    drawn = data_of(page(graph, title="T"))["edges"]
    assert all(edge["arrows"] == "to" for edge in drawn)
    assert len({edge["smooth"]["roundness"] for edge in drawn}) == 3


def test_a_long_evidence_list_is_cut_in_the_tooltip_but_not_in_the_panel():
    claims = [claim("Membership", state("France"), thing("Club", "Coalition")) for _ in range(5)]
    (edge,) = data_of(page(project(claims, "membership"), title="T", claims=claims))["edges"]
    assert edge["title"].endswith("… and 2 more.")
    assert len(edge["claims"]) == 5


def test_unknown_themes_are_refused():
    assert 'data-theme="dark"' in page(nx.Graph(), title="T", theme="dark")
    with pytest.raises(InvalidParameter, match="auto, light, dark"):
        page(nx.Graph(), title="T", theme="sepia")


def test_a_notebook_shows_the_page_in_a_sandboxed_frame_of_its_own(tmp_path):
    picture = notebook(seated(CLAIMS), title="T", height=300, claims=CLAIMS)
    ((tag, attrs),) = Reader(picture._repr_html_()).tags
    assert (tag, attrs["sandbox"], attrs["height"]) == ("iframe", "allow-scripts", "300")
    assert attrs["srcdoc"] == picture.html == page(seated(CLAIMS), title="T", claims=CLAIMS)
    assert Picture(HOSTILE).save(tmp_path / "page.html").read_text(encoding="utf-8") == HOSTILE
