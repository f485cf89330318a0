"""The graph taken elsewhere: links, saved scenes, frames, files; and what becomes of it where something is missing."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path

from browser_program import chromium
from browsing import ARGUMENTS, Record, window
from graph_page import MACRON, STARMER, STUBB, THREE, GraphPage
from playwright.sync_api import expect

from conflict_graph_api.pages import islands

MOST_SCRIPT = 80_000
"""Bytes of JavaScript, packed, that the graph page may load."""


def test_a_link_opened_in_a_new_browser_shows_the_same_view(open_page):
    graph = GraphPage(open_page(THREE))
    graph.drag(STUBB, 70, 35)
    graph.do(graph.row_button("Pin: Keir Starmer").click)
    graph.page.locator(".filters summary").click()
    graph.do(graph.page.locator("input[name=relation][value=agreement]").check)
    rows, places = graph.same_in_both(), graph.places()
    address = graph.page.url.removeprefix(graph.page.evaluate("() => location.origin"))
    other = GraphPage(open_page(address))
    assert other.same_in_both() == rows
    assert list(other.places()["nodes"]) == list(places["nodes"])
    assert other.asked() == graph.asked()
    expect(other.row_button("Unpin: Keir Starmer")).to_be_visible()
    assert other.page.url.endswith("#pinned=1")


def test_a_scene_is_saved_under_a_short_address_and_embedded_without_taking_the_scroll(open_page, served):
    graph = GraphPage(open_page(THREE))
    graph.drag(STUBB, 70, 35)
    rows, at = graph.same_in_both(), dict(graph.asked())["at"]
    graph.page.get_by_text("Share").click()
    graph.press("Save under a short address")
    text = graph.page.locator("#share-text")
    expect(text).to_have_value(re.compile("^" + re.escape(served) + r"/graph\?scene=\w+$"))
    saved = text.input_value()
    graph.page.get_by_text("Share").click()
    graph.press("Code to embed it")
    expect(text).to_have_value(re.compile("^" + re.escape(f'<iframe src="{saved}&amp;embed=1"')))

    again = GraphPage(open_page(saved.removeprefix(served)))
    assert again.same_in_both() == rows
    again.do(again.row_button("Pin: Keir Starmer").click)
    assert dict(again.asked())["at"] == at, "every thing is where it was"

    frame = GraphPage(open_page(saved.removeprefix(served) + "&embed=1"))
    assert frame.places()["nodes"].keys() == set(rows["nodes"])
    expect(frame.page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(frame.page.get_by_role("button", name=re.compile("^(Remove|Pin)"))).to_have_count(0)
    frame.page.set_viewport_size({"width": 800, "height": 300})
    frame.redraw()
    before = frame.places()
    frame.page.mouse.move(*frame.spot("nodes", MACRON))
    frame.page.evaluate("() => scrollTo(0, 0)")
    frame.page.mouse.wheel(0, 120)
    assert frame.scrolled() > 0, "the wheel scrolls the page"
    assert frame.places() == before, "and does not zoom the picture"


def test_the_picture_can_be_taken_away_in_every_format(open_page):
    graph = GraphPage(open_page(THREE))
    beginnings = {
        "PNG image": b"\x89PNG",
        "SVG image": b"<",
        "GEXF, for Gephi": b"<",
        "CSV table": b"",
        "Turtle, the claims as RDF": b"",
    }
    for name, beginning in beginnings.items():
        graph.page.locator(".menu summary", has_text="Download").click()
        with graph.page.expect_download() as download:
            graph.page.get_by_role("button", name=name, exact=True).click()
        content = Path(download.value.path()).read_bytes()
        assert content.startswith(beginning)
        assert len(content) > 500
        graph.settle()
    assert b"Stubb" in content


def test_without_webgl_the_picture_of_the_service_stays_and_the_tables_do_the_rest(browser, served):
    program = chromium()
    arguments = [one for one in ARGUMENTS if one != "--enable-unsafe-swiftshader"] + ["--disable-3d-apis"]
    plain = browser.browser_type.launch(
        executable_path=program.path, args=arguments, env={**os.environ, **program.environment}
    )
    try:
        record = Record(served)
        with window(plain, record, "light", "wide", True) as page:
            page.goto(THREE)
            expect(page.locator("#graph-view")).to_have_attribute("data-drawn", "svg")
            expect(page.get_by_text("This browser draws no WebGL")).to_be_visible()
            expect(page.locator("svg#graph-picture")).to_be_visible()
            page.get_by_role("button", name="Remove: Alexander Stubb").click()
            expect(page.locator("#graph-nodes tr")).to_have_count(2)
            expect(page.locator("#graph-view .stage img")).to_be_visible()
            page.keyboard.press("Control+z")
            expect(page.locator("#graph-nodes tr")).to_have_count(3)
        assert record.faults == []
    finally:
        plain.close()


def test_what_the_service_refuses_is_said_in_its_words_and_changes_nothing(open_page):
    graph = GraphPage(open_page(THREE, expected=("answer 503", "console error: .* status of 503")))
    rows, address = graph.same_in_both(), graph.page.url
    told = {"detail": "Every worker is taken.", "hint": "Ask again in a moment.", "status": 503, "code": "store-busy"}
    refused = {"status": 503, "content_type": "application/problem+json", "body": json.dumps(told)}
    graph.page.route("**/api/graph", lambda route: route.fulfill(**refused))
    graph.do(graph.row_button("Remove: Alexander Stubb").click)
    expect(graph.page.get_by_role("alert")).to_have_text(re.compile("Every worker is taken. Ask again in a moment."))
    assert (graph.same_in_both(), graph.page.url) == (rows, address)
    graph.page.unroute("**/api/graph")
    graph.do(graph.row_button("Remove: Alexander Stubb").click)
    expect(graph.trouble).to_be_empty()
    assert STUBB not in graph.same_in_both()["nodes"]


def test_hostile_names_stay_text_in_picture_tables_and_panel(open_page):
    page = open_page("/about")
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'&"

    def poisoned(route):
        answer = route.fetch()
        text = answer.text().replace("Emmanuel Macron", json.dumps(hostile)[1:-1].replace("<", "\\u003c"))
        route.fulfill(response=answer, body=text)

    page.route(re.compile(r"/(graph|api/graph[^?]*|api/paths|graph/evidence)(\?|$)"), poisoned)
    page.goto(THREE)
    graph = GraphPage(page)
    expect(graph.page.locator("#graph-nodes")).to_contain_text("<img src=x onerror=alert(1)>")
    graph.do(graph.page.locator(f'#graph-nodes tr[data-iri="{MACRON}"] button').first.click)
    expect(graph.panel.get_by_role("heading", name="<img").first).to_be_visible()
    graph.click("edges", graph.rows()["edges"][0])
    assert graph.page.locator("main img, main script:not([type='application/json'])").count() == 0


def test_the_script_of_the_graph_page_weighs_little():
    manifest = json.loads((islands.FOLDER / "manifest.json").read_text(encoding="utf-8"))
    loaded: set[str] = set()
    wanted = ["src/graph/main.ts", "src/complete/main.ts"]
    while wanted:
        name = wanted.pop()
        if name not in loaded:
            loaded.add(name)
            wanted += [*manifest[name].get("imports", ()), *manifest[name].get("dynamicImports", ())]
    packed = sum(len(gzip.compress((islands.FOLDER / manifest[name]["file"]).read_bytes())) for name in loaded)
    assert 30_000 < packed < MOST_SCRIPT


def test_a_picture_with_many_things_says_what_it_groups(open_page):
    graph = GraphPage(open_page(THREE))

    def grouped(route):
        answer = route.fetch()
        view = answer.json()
        one = {**view["nodes"][0], "iri": "urn:group:state", "label": "States", "kind": "Group", "members": 2100}
        view |= {
            "nodes": [one],
            "edges": [],
            "cut": True,
            "shown": 1,
            "messages": ["More than 2,000: grouped by kind."],
        }
        route.fulfill(response=answer, body=json.dumps(view))

    graph.page.route("**/api/graph", grouped)
    graph.page.locator(".filters summary").click()
    graph.do(graph.page.locator("input[name=relation][value=agreement]").check)
    expect(graph.page.locator("#graph-messages")).to_contain_text("grouped by kind")
    expect(graph.page.locator("#graph-nodes")).to_contain_text("Group of 2100")
    assert graph.same_in_both()["nodes"] == ["urn:group:state"]
    assert STARMER not in graph.places()["nodes"]
