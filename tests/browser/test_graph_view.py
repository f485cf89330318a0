"""The graph with script: everything a reader can do to it, and that picture and tables never differ."""

from __future__ import annotations

import re
from math import dist

import pytest
from graph_page import MACRON, STARMER, STUBB, THREE, GraphPage, token
from playwright.sync_api import expect


@pytest.mark.parametrize("width", ["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_drawn_and_the_tables_list_what_it_shows(open_page, scheme, width):
    graph = GraphPage(open_page("/graph", scheme=scheme, width=width))
    listed = graph.same_in_both()
    assert len(listed["nodes"]) > 5
    assert len(listed["edges"]) > 5
    expect(graph.page.locator("#graph-legend")).to_be_visible()
    full = graph.ink()
    graph.page.locator(".filters summary").click()
    for box in graph.page.locator("input[name=hide]").all():
        graph.do(box.check)
    assert graph.same_in_both() == {"nodes": [], "edges": []}
    assert full > graph.ink() + 0.01


def test_a_name_is_completed_and_added_and_looked_at(open_page):
    graph = GraphPage(open_page(THREE))
    before = graph.places()["nodes"]
    graph.page.fill("#graph-search", "Makron")
    expect(graph.page.get_by_role("option").first).to_contain_text("Macron")
    graph.page.fill("#graph-search", "Meloni")
    expect(graph.page.get_by_role("option").first).to_contain_text("Giorgia Meloni")
    graph.page.keyboard.press("ArrowDown")
    graph.page.keyboard.press("Enter")
    expect(graph.status).to_contain_text("Added Giorgia Meloni")
    expect(graph.panel).to_contain_text("Giorgia Meloni")
    assert len(graph.same_in_both()["nodes"]) == 4
    after = graph.places()["nodes"]
    assert all(after[iri] == pytest.approx(before[iri], abs=0.6) for iri in before), "nothing else has moved"
    graph.page.fill("#graph-search", "nobody has this name at all")
    graph.page.keyboard.press("Enter")
    expect(graph.panel).to_contain_text("Nothing in this graph has such a name")


def test_numbers_come_before_expanding_and_more_brings_the_next_without_repeating_any(open_page):
    graph = GraphPage(open_page("/graph?node=person/emmanuel-macron"))
    graph.click("nodes", MACRON)
    first = graph.panel.get_by_role("button", name=re.compile(r"^Add 15 of \d+: Same meetings"))
    expect(first).to_be_visible()
    expect(graph.panel.get_by_role("list", name="Same meetings, by year")).to_contain_text("2025")
    total = int(re.findall(r"Joined to (\d+) things", graph.panel.inner_text())[0])
    graph.do(first.click)
    expect(graph.status).to_contain_text(re.compile(r"Added 15 next to Emmanuel Macron: 15 of \d+"))
    assert len(set(graph.same_in_both()["nodes"])) == 16
    places = graph.places()["nodes"]

    more = graph.panel.get_by_role("button", name=re.compile(r"^Add 15 of \d+ more: Same meetings"))
    graph.do(more.click)
    grown = graph.same_in_both()["nodes"]
    assert len(grown) == len(set(grown)) == 31
    after = graph.places()["nodes"]
    assert all(after[iri] == pytest.approx(places[iri], abs=0.6) for iri in places), "what was there has not moved"
    assert total >= 31

    graph.do(graph.panel.get_by_role("button", name=re.compile("of 2026: Same meetings")).click)
    assert len(graph.same_in_both()["nodes"]) > 31


def test_undo_and_redo_return_to_exactly_the_same_scene(open_page):
    graph = GraphPage(open_page(THREE))
    states = [(graph.page.url, graph.same_in_both(), graph.places())]

    def note() -> None:
        states.append((graph.page.url, graph.same_in_both(), graph.places()))

    graph.drag(STUBB, 60, 40)
    note()
    graph.do(graph.row_button("Pin: Keir Starmer").click)
    note()
    graph.do(graph.row_button("Remove: Alexander Stubb").click)
    note()
    assert len({url for url, _, _ in states}) == 4
    for url, rows, places in reversed(states[:-1]):
        graph.do(lambda: graph.page.keyboard.press("Control+z"))
        assert graph.same_in_both() == rows
        assert graph.places() == places
        if url != states[0][0]:
            assert graph.page.url == url
    expect(graph.page.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "true")
    graph.press("Redo")
    for _ in range(2):
        graph.do(lambda: graph.page.keyboard.press("Control+Shift+Z"))
    assert (graph.page.url, graph.same_in_both(), graph.places()) == states[-1]
    expect(graph.status).to_contain_text("Done again: Removed Alexander Stubb")


def test_every_line_and_every_thing_leads_to_its_sentences_beside_the_picture(open_page):
    graph = GraphPage(open_page(THREE))
    line = graph.rows()["edges"][0]
    graph.click("edges", line)
    expect(graph.panel.locator(".statement").first).to_be_visible()
    expect(graph.panel.locator(".statement .evidence").first).to_be_visible()
    expect(graph.page.locator(f'#graph-edges tr[data-id="{line}"]')).to_have_class(re.compile("chosen"))
    picture, panel = graph.stage.bounding_box(), graph.panel.bounding_box()
    assert picture["x"] + picture["width"] <= panel["x"], "beside, never over"
    graph.click("nodes", STUBB)
    expect(graph.panel.get_by_role("heading", name="Alexander Stubb")).to_be_visible()
    expect(graph.panel.locator(".statement").first).to_contain_text(re.compile("Stubb|Finland"))
    graph.press("Close", graph.panel)
    expect(graph.panel).to_contain_text("Choose a thing")


def test_two_quick_clicks_choose_one_thing_after_the_other(open_page):
    graph = GraphPage(open_page(THREE))
    stubb, starmer = graph.spot("nodes", STUBB), graph.spot("nodes", STARMER)
    graph.page.mouse.click(*stubb)
    graph.page.mouse.click(*starmer)
    expect(graph.panel.get_by_role("heading", name="Keir Starmer")).to_be_visible()


def test_the_handles_hide_lines_by_day_and_move_nothing(open_page):
    graph = GraphPage(open_page("/graph"))
    before = graph.places()
    until = graph.page.get_by_label("Until", exact=True)
    until.focus()
    for _ in range(12):
        graph.page.keyboard.press("ArrowLeft")
    graph.settle()
    after = graph.places()
    graph.same_in_both()
    assert 0 < len(after["edges"]) <= len(before["edges"])
    assert after["nodes"] == before["nodes"]
    assert "until" in dict(graph.asked())
    expect(until).to_have_attribute("aria-valuetext", re.compile(r"^\d+ \w+ 20\d\d$"))

    box = graph.page.locator(".slider-track").bounding_box()
    graph.page.mouse.move(box["x"] + 8, box["y"] + box["height"] - 20)
    graph.page.mouse.down()
    graph.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] - 20, steps=4)
    graph.settle()
    preview = graph.same_in_both()["edges"]
    graph.do(graph.page.mouse.up)
    kept = graph.same_in_both()["edges"]
    assert sorted(preview) == sorted(kept), "what is shown while dragging is what the service says"
    assert len(kept) < len(after["edges"])
    assert graph.places()["nodes"] == before["nodes"]
    graph.press("All days")
    assert graph.same_in_both()["edges"] == list(before["edges"])


def test_filters_hide_kinds_relations_and_plans_and_leave_no_line_dangling(open_page):
    graph = GraphPage(open_page(f"{THREE}&node=state/fra&node=state/fin&node=state/tur"))
    rows = graph.same_in_both()
    graph.page.locator(".filters summary").click()
    graph.do(graph.page.locator("input[name=hide][value=State]").check)
    fewer = graph.same_in_both()
    assert 0 < len(fewer["nodes"]) < len(rows["nodes"])
    assert 0 < len(fewer["edges"]) < len(rows["edges"])
    graph.do(graph.page.locator("input[name=relation][value=agreement]").check)
    expect(graph.page.locator("#graph-edges")).not_to_contain_text("in the same meeting")
    graph.do(graph.page.locator("input[name=relation][value=agreement]").uncheck)
    graph.do(graph.page.locator("input[name=modality][value=scheduled]").check)
    planned = graph.same_in_both()["edges"]
    assert len(planned) < len(fewer["edges"])
    assert graph.page.locator("#graph-edges tr:not(:has-text('plans alone'))").count() == 0
    graph.do(graph.page.locator("input[name=modality][value=scheduled]").uncheck)
    graph.do(lambda: graph.page.locator(".controls summary").click())
    graph.do(graph.page.locator(".controls input[name=layer][value=article]").check)
    assert 0 < len(graph.same_in_both()["edges"]) < len(fewer["edges"])
    assert ("layer", "article") in graph.asked()
    expect(graph.page.get_by_role("link", name="Meetings", exact=True)).to_have_attribute(
        "href", re.compile("layer=article")
    )
    for _ in range(5):
        graph.do(lambda: graph.page.keyboard.press("Control+z"))
    assert not graph.page.locator("input[name=modality][value=scheduled]").is_checked()
    graph.do(lambda: graph.page.keyboard.press("Control+z"))
    assert graph.same_in_both() == rows


def test_things_are_dragged_pinned_folded_and_removed(open_page):
    graph = GraphPage(open_page("/graph?node=person/emmanuel-macron&node=person/keir-starmer&node=state/fra"))
    before = graph.places()["nodes"]
    graph.drag(MACRON, 50, 30)
    moved = graph.places()["nodes"]
    assert moved[MACRON] == pytest.approx((before[MACRON][0] + 50, before[MACRON][1] + 30), abs=2)
    assert moved[STARMER] == before[STARMER]
    graph.click("nodes", MACRON)
    graph.press("Pin", graph.panel)
    graph.drag(MACRON, -80, 0)
    assert graph.places()["nodes"] == moved, "what is pinned is held fast"
    assert graph.page.url.endswith("#pinned=0")

    expand = graph.panel.get_by_role("button", name=re.compile(r"^Add (15 of|all) \d+( more)?: Same meetings"))
    graph.do(expand.first.click)
    grown = graph.same_in_both()["nodes"]
    graph.do(graph.row_button("Fold: Emmanuel Macron").click)
    folded = graph.same_in_both()["nodes"]
    assert set(folded) <= set(grown)
    graph.do(graph.row_button("Unfold: Emmanuel Macron").click)
    assert sorted(graph.same_in_both()["nodes"]) == sorted(grown)
    graph.do(graph.row_button("Remove: Emmanuel Macron").click)
    assert MACRON not in graph.same_in_both()["nodes"]


def test_a_path_is_found_with_the_sentences_of_each_hop_and_added(open_page):
    graph = GraphPage(open_page("/graph?node=person/alexander-stubb"))
    graph.click("nodes", STUBB)
    graph.find_path("Keir Starmer")
    graph.press("Show in the graph", graph.panel)
    assert {STUBB, STARMER} <= set(graph.same_in_both()["nodes"])


def test_meetings_can_stand_as_things_of_their_own(open_page):
    graph = GraphPage(open_page(THREE))
    rows = graph.same_in_both()
    graph.page.locator(".filters summary").click()
    graph.do(graph.page.locator("input[name=mode][value=meetings]").check)
    open_rows = graph.same_in_both()
    assert len(open_rows["nodes"]) > 3
    assert graph.page.locator("#graph-nodes tr:has-text('Meeting')").count() > 0
    expect(graph.page.locator("#graph-edges")).not_to_contain_text("in the same meeting")
    expect(graph.page.locator("#graph-legend")).to_contain_text("meeting")
    graph.do(graph.page.locator("input[name=mode][value=actors]").check)
    assert graph.same_in_both() == rows


def test_size_and_colour_follow_a_measure_and_the_legend_says_which(open_page):
    graph = GraphPage(open_page("/graph"))
    plain = graph.stage.screenshot()
    graph.page.locator(".filters summary").click()
    graph.do(lambda: graph.page.select_option("select[name=size]", "degree"))
    graph.do(lambda: graph.page.select_option("select[name=colour]", "community"))
    expect(graph.page.locator("#graph-legend")).to_contain_text("Colour: Community")
    expect(graph.page.locator("#graph-legend")).to_contain_text("Size:")
    expect(graph.page.locator("#graph-nodes").locator("xpath=..").locator("thead")).to_contain_text("Community")
    assert graph.stage.screenshot() != plain


def test_everything_can_be_done_from_the_tables_by_keyboard(open_page):
    graph = GraphPage(open_page(THREE))
    graph.row_button("Look: Emmanuel Macron").focus()
    graph.do(lambda: graph.page.keyboard.press("Enter"))
    expect(graph.panel.get_by_role("heading", name="Emmanuel Macron")).to_be_visible()
    expect(graph.page.locator(f'#graph-nodes tr[data-iri="{MACRON}"]')).to_have_class(re.compile("chosen"))
    add = graph.panel.get_by_role("button", name=re.compile(r"^Add 15 of \d+( more)?: Same meetings"))
    add.focus()
    graph.do(lambda: graph.page.keyboard.press("Enter"))
    grown = len(graph.same_in_both()["nodes"])
    assert grown > 10
    graph.row_button("Remove: Keir Starmer").focus()
    graph.do(lambda: graph.page.keyboard.press("Enter"))
    assert len(graph.same_in_both()["nodes"]) == grown - 1
    focused = graph.page.evaluate("() => document.activeElement.closest('#graph-nodes') !== null")
    assert focused, "the focus stays in the table when its row is gone"
    graph.page.keyboard.press("Shift+Tab")
    graph.row_button("Evidence:").first.focus()
    graph.do(lambda: graph.page.keyboard.press("Enter"))
    expect(graph.panel.locator(".statement").first).to_be_visible()
    line = graph.rows()["edges"][0]
    expect(graph.page.locator(f'#graph-edges tr[data-id="{line}"]')).to_have_class(re.compile("chosen"))


def test_expand_in_the_table_adds_the_next_neighbours_by_keyboard_and_says_how_many(open_page):
    graph = GraphPage(open_page(THREE))
    before = graph.same_in_both()["nodes"]
    graph.row_button("Expand: Emmanuel Macron").focus()
    graph.do(lambda: graph.page.keyboard.press("Enter"))
    expect(graph.status).to_contain_text(re.compile(r"Added 15 next to Emmanuel Macron: \d+ of \d+"))
    grown = graph.same_in_both()["nodes"]
    assert len(grown) == len(before) + 15
    expect(graph.panel.get_by_role("heading", name="Emmanuel Macron")).to_be_visible()
    focused = graph.page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert focused == "Expand: Emmanuel Macron", "so that the next ones are one key away"
    graph.do(lambda: graph.page.keyboard.press("Control+z"))
    assert graph.same_in_both()["nodes"] == before


def test_what_has_nothing_left_to_add_offers_no_expand(open_page):
    graph = GraphPage(open_page("/graph?node=person/emmanuel-macron&node=person/keir-starmer"))
    hidden = graph.page.locator("#graph-nodes tr").evaluate_all("rows => rows.map(row => row.children[3].textContent)")
    offered = graph.row_button("Expand: ").count()
    assert offered == len([text for text in hidden if text != "0"]) > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("tone", "other", "sign"), [("agree", "differ", "+"), ("differ", "agree", "−")])
def test_a_chosen_line_keeps_the_colour_of_its_meaning_and_gets_a_halo(open_page, scheme, tone, other, sign):
    people = "&".join(f"node=person/{name}" for name in ("emmanuel-macron", "friedrich-merz", "kaja-kallas"))
    graph = GraphPage(open_page(f"/graph?{people}&relation=agreement&at=0,0_400,0_200,-260", scheme=scheme))
    graph.press("Close", graph.panel)
    row = graph.page.locator("#graph-edges tr", has=graph.page.locator(".sign", has_text=sign)).first
    line = str(row.get_attribute("data-id"))

    def pixels(name: str) -> int:
        colour = token(graph.page, name)
        return len([seen for seen in graph.colours(graph.along(line, 0.3)) if dist(seen, colour) < 40])

    names = (f"--{tone}", f"--{other}", "--accent", "--ink")
    plain = {name: pixels(name) for name in names}
    assert plain[f"--{tone}"] > 5
    assert plain["--ink"] == 0
    graph.do(row.get_by_role("button", name="Evidence:").click)
    expect(row).to_have_class(re.compile("chosen"))
    chosen = {name: pixels(name) for name in names}
    assert chosen[f"--{tone}"] >= plain[f"--{tone}"] * 0.7, "it keeps its colour"
    assert chosen[f"--{other}"] == plain[f"--{other}"] == 0, "it takes no colour that means something else"
    assert chosen["--ink"] > 10, "a rim of ink says that it is chosen"


_PIXELS = """() => {
  const drawn = document.querySelector('#mynetwork canvas')
  const context = new OffscreenCanvas(drawn.width, drawn.height).getContext('2d')
  context.drawImage(drawn, 0, 0)
  const { data } = context.getImageData(0, 0, drawn.width, drawn.height)
  const seen = []
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) seen.push([data[i], data[i + 1], data[i + 2]])
  return seen
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chosen_line_of_a_picture_by_itself_keeps_its_colour_too(open_page, scheme):
    page = open_page("/visualisations/agreement?layer=article", scheme=scheme)

    def pixels(name: str) -> int:
        colour = token(page, name)
        return len([seen for seen in page.evaluate(_PIXELS) if dist(seen, colour) < 12])

    plain = {name: pixels(name) for name in ("--differ", "--focus")}
    assert plain["--differ"] > 50
    box = page.locator("#mynetwork").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(*middle)
    expect(page.locator("#evidence article").first).to_be_visible()
    page.mouse.move(middle[0], middle[1] + 100)
    page.wait_for_timeout(300)
    assert pixels("--differ") >= plain["--differ"], "a line that differs stays red, and gets a little wider"
    assert pixels("--focus") == plain["--focus"] == 0, "and does not turn into another"
