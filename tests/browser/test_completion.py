"""Names are completed in every search box, by keyboard, mouse and touch, with what tells namesakes apart."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conflict_graph_api.pages import islands

MACRON = "/id/person/emmanuel-macron"
ZELENSKYY = "/id/person/volodymyr-zelenskyy"


def site_search(page: Page):
    """The search box of the masthead."""
    return page.get_by_role("combobox", name="Search by name")


def options(page: Page):
    """What is suggested."""
    return page.get_by_role("option")


@pytest.mark.parametrize("typed", ["Zelensky", "Зеленський", "zelenskij"])
def test_any_spelling_leads_to_the_person_by_keyboard(open_page, typed):
    page = open_page("/about")
    box = site_search(page)
    box.fill(typed)
    expect(options(page).first).to_contain_text("Volodymyr Zelenskyy")
    expect(options(page).first).to_contain_text("person, President of Ukraine")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(options(page).first.get_attribute("id")))
    box.press("Enter")
    page.wait_for_url(f"**{ZELENSKYY}")


def test_a_typing_error_is_understood_and_a_click_chooses(open_page):
    page = open_page("/", scheme="dark")
    site_search(page).fill("Makron")
    options(page).filter(has_text="Emmanuel Macron").click()
    page.wait_for_url(f"**{MACRON}")


def test_a_touch_chooses_and_the_list_stays_on_the_screen(open_page):
    page = open_page("/meetings", width="phone")
    site_search(page).tap()
    site_search(page).fill("Mac")
    expect(options(page).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    options(page).filter(has_text="Emmanuel Macron").tap()
    page.wait_for_url(f"**{MACRON}")


def test_what_is_chosen_keeps_the_day_of_the_page(open_page):
    page = open_page("/meetings?valid_at=2026-02-24")
    site_search(page).fill("Macron")
    expect(options(page).first).to_contain_text("Emmanuel Macron")
    site_search(page).press("ArrowDown")
    site_search(page).press("Enter")
    page.wait_for_url(f"**{MACRON}?valid_at=2026-02-24")


def test_enter_without_a_choice_searches_and_escape_only_closes(open_page):
    page = open_page("/")
    box = site_search(page)
    box.fill("Starmer")
    expect(options(page).first).to_be_visible()
    box.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("Starmer")
    box.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    box.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    box.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=Starmer$"))


def test_the_number_of_suggestions_is_told_and_so_is_their_absence(open_page):
    page = open_page("/")
    status = page.locator(".site-search [role=status]")
    site_search(page).fill("Emmanuel Macron")
    expect(status).to_have_text(re.compile(r"^\d suggestions?$"))
    site_search(page).fill("xqzxqz")
    expect(status).to_have_text("No such name")
    expect(options(page)).to_have_count(0)


def test_a_service_that_does_not_answer_leaves_the_form_working(open_page):
    page = open_page("/", expected=("request failed: .*/api/search", "Failed to load resource"))
    page.route("**/api/search*", lambda route: route.abort())
    site_search(page).fill("Macron")
    expect(page.locator(".site-search [role=status]")).to_contain_text("No suggestions")
    site_search(page).press("Enter")
    page.wait_for_url("**/search?q=Macron")


def test_the_box_of_the_search_page_completes_too(open_page):
    page = open_page("/search")
    page.get_by_label("Name, alias or part of one").fill("Stubb")
    options(page).first.click()
    page.wait_for_url("**/id/person/alexander-stubb")


def test_a_picker_is_filled_and_sends_which_thing_is_meant(open_page):
    page = open_page("/search")
    # A form as pages with pickers have it, with a kind to choose from.
    form = '<form action="/search"><label for="p">Who</label><input id="p" name="q" data-complete="State"></form>'
    page.evaluate("form => document.querySelector('main').insertAdjacentHTML('beforeend', form)", form)
    box = page.get_by_label("Who")
    box.focus()
    box.press_sequentially("fra")
    expect(options(page).first).to_contain_text("France")
    assert {text.split("\n")[1].split(",")[0] for text in options(page).all_inner_texts()} == {"state"}
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("France")
    box.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=https%3A%2F%2Fw3id\.org%2Fconflict-graph%2Fid%2Fstate%2F\w+$"))


def test_without_script_the_box_of_the_masthead_is_a_form(open_page):
    page = open_page("/about", script=False)
    page.get_by_role("searchbox", name="Search by name").fill("Зеленський")
    page.get_by_role("search", name="Site").get_by_role("button").click()
    expect(page.get_by_role("link", name="Volodymyr Zelenskyy").first).to_be_visible()


def test_the_script_of_every_page_is_small():
    tags = str(islands.tags("complete", "/static"))
    folder = Path(islands.FOLDER)
    files = [folder / "assets" / name for name in re.findall(r"assets/([^\"]+)", tags)]
    assert len(files) >= 2
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 6_000
