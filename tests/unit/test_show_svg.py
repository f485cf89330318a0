"""Pictures as SVG: valid XML that runs nothing, marks where they were put, new ones beside where they came from."""

from __future__ import annotations

import re
from dataclasses import replace
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from conflict_graph.draw.node_styles import COMMUNITIES, SCALE, community_colour, radius, steps
from conflict_graph.draw.palette import TONES
from conflict_graph.draw.place_new import place
from conflict_graph.draw.svg import LegendEntry, Line, Mark, bent, svg

SVG = "{http://www.w3.org/2000/svg}"
ANN = Mark(id="urn:a", label="Ann", about="Ann, person", x=0, y=0, radius=10, shape="dot", colour="#0072B2")
BEN = replace(ANN, id="urn:b", label="Ben", x=300, y=40, shape="square", text="2", href="#b")
TIE = Line(id="e1", source="urn:a", target="urn:b", about="Ann – met – Ben", tone="tie")
HOSTILE = "\"><script>alert(1)</script>\x00\u202e' onload=alert(2) &lt;"


def drawn(*lines: Line, **given: object) -> ElementTree.Element:
    return ElementTree.fromstring(svg([ANN, BEN], lines, title="Two", description="Ann and Ben.", **given))  # type: ignore[arg-type]


def test_a_picture_holds_every_mark_and_line_with_its_words() -> None:
    root = drawn(TIE)
    assert root.findtext(f"{SVG}title") == "Two"
    assert root.findtext(f"{SVG}desc") == "Ann and Ben."
    groups = {group.get("data-iri") or group.get("data-id"): group for group in root.iter(f"{SVG}g")}
    assert {"urn:a", "urn:b", "e1"} <= set(groups)
    assert groups["e1"].findtext(f"{SVG}title") == "Ann – met – Ben"
    link = groups["urn:b"].find(f"{SVG}a")
    assert link is not None and link.get("href") == "#b" and link.get("aria-label") == "Ann, person"


def test_agreement_and_difference_are_told_by_sign_and_dashes_too() -> None:
    differ = replace(TIE, id="e2", tone="differ", sign="differ", dashes=[2, 6])
    agree = replace(TIE, id="e3", tone="agree", sign="agree")
    root = drawn(TIE, differ, agree)
    signs = [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "sign"]
    assert signs == ["−", "+"]
    assert [path.get("stroke-dasharray") for path in root.iter(f"{SVG}path") if path.get("class") == "line"] == [
        None, "2 6", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sheet", ["api/conflict_graph_api/graph/style.css", "src/conflict_graph/draw/templates/network.css"]
)
def test_a_line_has_the_same_colour_in_every_picture(sheet: str) -> None:
    text = (Path(__file__).parents[2] / sheet).read_text(encoding="utf-8")
    light, *dark = text.split("dark", 1)
    for tone, shades in TONES.items():
        assert set(re.findall(rf"--{tone}: (#\w+);", light)) == {shades.light}
        assert set(re.findall(rf"--{tone}: (#\w+);", "".join(dark))) == {shades.dark}


def test_parallel_lines_do_not_lie_on_each_other() -> None:
    back = replace(TIE, id="e2", source="urn:b", target="urn:a")
    bends = [line.bend for line in bent([TIE, back, replace(TIE, id="e3")])]
    assert (
        len({bend if line.source == "urn:a" else -bend for bend, line in zip(bends, [TIE, back, TIE], strict=True)})
        == 3
    )
    assert bent([TIE])[0].bend == 0


def test_hostile_names_stay_text() -> None:
    marks = [replace(ANN, label=HOSTILE, about=HOSTILE, id=HOSTILE, href=f"#{HOSTILE}"), BEN]
    lines = [replace(TIE, source=HOSTILE, about=HOSTILE, id=HOSTILE)]
    legend = [LegendEntry(word=HOSTILE, shape="dot", colour=HOSTILE)]
    root = ElementTree.fromstring(svg(marks, lines, title=HOSTILE, description=HOSTILE, legend=legend))
    assert not list(root.iter(f"{SVG}script"))
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert len([group for group in root.iter(f"{SVG}g") if group.get("data-id")]) == 1


def test_lines_end_at_the_rims_of_marks_and_arrows_at_what_they_lead_to() -> None:
    root = drawn(replace(TIE, arrow=True))
    (line,) = (path for path in root.iter(f"{SVG}path") if path.get("class") == "line")
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", line.get("d", ""))]
    assert hypot(numbers[0] - ANN.x, numbers[1] - ANN.y) == pytest.approx(11, abs=0.2)
    assert hypot(numbers[2] - BEN.x, numbers[3] - BEN.y) == pytest.approx(13, abs=0.2)
    assert [path for path in root.iter(f"{SVG}path") if path.get("class") == "arrow"]


def test_given_places_are_kept_and_new_ones_come_near_what_they_came_from() -> None:
    graph = nx.star_graph(40)
    graph.add_node("far")
    graph.add_node("free")
    given = {0: (0.0, 0.0), "far": (2000.0, 100.0)}
    found = place(graph, given, {7: "far"})  # type: ignore[arg-type, dict-item]
    assert {node: found[node] for node in given} == given  # type: ignore[index]
    assert hypot(found[7][0] - 2000, found[7][1] - 100) < 250  # type: ignore[index]
    assert all(hypot(*found[node]) < 1200 for node in range(1, 41) if node != 7)  # type: ignore[index]
    assert found == place(graph, given, {7: "far"})  # type: ignore[arg-type, dict-item]
    assert len(set(found.values())) == len(graph)


def test_sizes_and_colours_follow_the_measure() -> None:
    assert radius(0, 10) < radius(5, 10) < radius(10, 10)
    assert radius(0, 0) == radius(0, 10)
    colours, used = steps({"a": 1.0, "b": 1.0})
    assert colours == {"a": SCALE[0], "b": SCALE[0]} and len(used) == 1
    assert steps({}) == ({}, ())
    assert community_colour(9) == COMMUNITIES[0]
