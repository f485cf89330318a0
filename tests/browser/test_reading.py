"""The reading pages as visitors use them: without script, by keyboard, on a phone, at twice the size, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

MACRON = "/id/person/emmanuel-macron"
MEETING = "/id/meeting/cow-2026-02-24"
ISSUE = "/id/issue/own-contribution"
COMPARED = "/compare?a=per:emmanuel-macron&b=per:volodymyr-zelenskyy"
CONNECTED = "/path?a=per:alexander-stubb&b=per:keir-starmer"
LONG_PAGES = ("/", MACRON, MEETING, ISSUE, "/id/coalition/willing", COMPARED, CONNECTED, "/about", "/ontology")


def overflow(page: Page) -> int:
    """How many pixels of a page lie to the right of its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_without_script_a_reader_gets_from_a_fault_line_to_the_sentence(open_page):
    page = open_page("/", script=False)
    page.get_by_role("region", name="Where the fault lines run").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Who stands where")).to_be_visible()
    page.locator(".matrix .stance-link").first.click()
    expect(page.get_by_role("heading", name=re.compile("^The sentence"))).to_be_visible()
    expect(page.get_by_role("heading", name="What qualifies it")).to_be_visible()


def test_the_matrix_of_an_issue_sorts_by_links_that_keep_the_day(open_page):
    page = open_page(f"{ISSUE}?valid_at=2026-02-24", script=False)
    page.get_by_role("link", name="by name").click()
    assert "valid_at=2026-02-24" in page.url and "sort=name" in page.url
    rows = page.locator(".matrix tbody tr")
    last = rows.evaluate_all(
        "rows => rows.map(row => [!row.querySelector('.cell:not(.later)'), row.cells[0].innerText])"
    )
    names = [name.casefold() for nothing, name in last if not nothing]
    assert len(names) > 5 and names == sorted(names)


def test_the_day_is_chosen_by_keyboard_and_stays_from_page_to_page(open_page):
    page = open_page(MEETING)
    page.get_by_label("As of", exact=True).fill("2026-01-10")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".as-of-line")).to_contain_text("As of 10 January 2026")
    expect(page.locator(".lead").first).to_contain_text("after 10 January 2026")
    page.get_by_role("link", name="Emmanuel Macron").first.click()
    assert "valid_at=2026-01-10" in page.url
    dimmed = page.locator(".statement.later .remark")
    expect(dimmed.first).to_contain_text("10 January 2026")


def test_two_actors_are_compared_by_keyboard_alone(open_page):
    page = open_page("/compare", script=False)
    page.get_by_label("One actor").focus()
    page.keyboard.type("Macron")
    page.keyboard.press("Tab")
    page.keyboard.type("Зеленський")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Emmanuel Macron and Volodymyr Zelenskyy")
    expect(page.get_by_role("heading", name="Positions")).to_be_visible()
    expect(page.locator(".outcome").first).to_be_visible()


def test_a_path_is_narrowed_by_relation_and_plans(open_page):
    page = open_page(CONNECTED, script=False)
    expect(page.locator(".way").first).to_be_visible()
    page.get_by_label("By", exact=True).select_option("membership")
    page.get_by_label("Without what is only planned").check()
    page.get_by_role("button", name="Find paths").click()
    assert "relationship=membership" in page.url and "plans=no" in page.url
    expect(page.get_by_role("status")).to_contain_text("without plans")
    expect(page.locator(".notice")).to_contain_text("That is not a denial")


def test_a_step_of_a_path_leads_to_its_sentence(open_page):
    page = open_page(CONNECTED, script=False)
    page.locator(".step .statement .firmness").first.click()
    assert "/id/claim/" in page.url


def test_the_picture_of_the_front_page_leads_to_things_and_to_the_graph(open_page):
    page = open_page("/?valid_at=2026-02-24", script=False)
    page.locator(".sketch .node a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/id/.*valid_at=2026-02-24"))
    page.go_back()
    page.get_by_role("link", name="Explore the graph").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("path", LONG_PAGES)
def test_nothing_of_a_page_lies_beside_a_phone_or_a_window_at_twice_the_size(open_page, path):
    page = open_page(path, width="phone")
    assert overflow(page) == 0
    page.set_viewport_size({"width": 640, "height": 450})
    assert overflow(page) == 0


def test_on_a_phone_each_row_of_the_matrix_is_a_block_that_names_its_options(open_page):
    page = open_page(ISSUE, width="phone", scheme="dark")
    expect(page.locator(".matrix thead")).to_be_hidden()
    cell = page.locator(".matrix td:not(.none)").first
    expect(cell.locator(".cell-name")).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("^Actors by options"))).to_be_visible()


@pytest.mark.parametrize(("path", "sheets"), [(MEETING, 4), (MACRON, 5)])
def test_a_meeting_and_an_actor_print_as_a_briefing_with_numbered_references(open_page, path, sheets):
    page = open_page(path)
    paper = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm"))
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= sheets
    page.emulate_media(media="print")
    expect(page.locator(".controls")).to_be_hidden()
    expect(page.locator(".references li").first).to_be_visible()
    expect(page.locator(".statement sup .mark").first).to_be_visible()
