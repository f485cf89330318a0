"""The live graph without barriers: no state of it has one, and a finger does what a pointer does."""

from __future__ import annotations

import pytest
from barriers import EVERY_RULE, barriers, only
from graph_page import STARMER, STUBB, THREE, GraphPage
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("scheme", "rules"), [("light", EVERY_RULE), ("dark", only("color-contrast"))], ids=["light", "dark"]
)
def test_no_state_of_the_graph_has_a_barrier(open_page, scheme, rules):
    graph = GraphPage(open_page(THREE, scheme=scheme))
    found = []

    def look(state: str) -> None:
        graph.page.locator("#graph-edges tr:nth-child(n + 4)").evaluate_all("all => all.forEach(one => one.hidden = 1)")
        found.extend(f"{state}: {barrier}" for barrier in barriers(graph.page, rules))

    graph.click("edges", graph.rows()["edges"][0])
    expect(graph.panel.locator(".statement").first).to_be_visible()
    look("a line chosen")
    graph.click("nodes", STUBB)
    expect(graph.panel.get_by_role("heading", name="Alexander Stubb")).to_be_visible()
    look("a thing chosen")
    graph.do(graph.row_button("Pin: Keir Starmer").click)
    graph.do(graph.row_button("Fold: Alexander Stubb").click)
    graph.page.locator(".filters summary").click()
    look("pinned, folded, filters open")
    graph.page.get_by_text("Share").click()
    graph.press("Save under a short address")
    expect(graph.page.locator("#share-text")).not_to_have_value("")
    look("an address to share")
    graph.page.get_by_text("Download").click()
    look("formats to download")
    graph.page.keyboard.press("Escape")
    graph.find_path("Emmanuel Macron")
    look("a path with its evidence")
    assert not found, "\n".join(found)


def test_a_finger_chooses_things_and_lines(open_page):
    graph = GraphPage(open_page(THREE, width="phone"))
    for name, iri in (("Alexander Stubb", STUBB), ("Keir Starmer", STARMER)):
        graph.do(lambda iri=iri: graph.page.touchscreen.tap(*graph.spot("nodes", iri)))
        expect(graph.panel.get_by_role("heading", name=name)).to_be_visible()
    line = graph.rows()["edges"][0]
    graph.do(lambda: graph.page.touchscreen.tap(*graph.spot("edges", line)))
    expect(graph.panel.locator(".statement").first).to_be_visible()
