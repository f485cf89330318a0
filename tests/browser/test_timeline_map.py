"""Timeline and map as a visitor uses them: marks lead somewhere, phones and paper get what they need."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
QUARTER = "/timeline?actor=per:emmanuel-macron&from=2026-01-01&until=2026-03-31"


@pytest.mark.parametrize("script", [True, False])
def test_a_mark_leads_to_what_it_stands_for(open_page: OpenPage, script: bool) -> None:
    page = open_page(QUARTER, script=script)
    mark = page.locator("a.tmark", has_text="Paris summit").first
    expect(mark).to_be_visible()
    mark.locator("rect").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Paris summit")


def test_a_visitor_goes_from_a_year_to_a_month_and_keeps_the_actor(open_page: OpenPage) -> None:
    page = open_page("/timeline?actor=Macron")
    page.get_by_role("navigation", name="Days").get_by_role("link", name=re.compile("^2026")).click()
    page.get_by_role("link", name="Q1 2026").click()
    page.get_by_role("link", name="Jan 2026").click()
    expect(page.locator("p.lead")).to_contain_text("from 1 January 2026 to 31 January 2026")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Emmanuel Macron")


def test_the_form_chooses_what_is_shown_and_the_day_of_the_page_stays(open_page: OpenPage) -> None:
    page = open_page("/timeline?valid_at=2026-02-24")
    page.get_by_text("Choose what is shown").click()
    page.get_by_label("Actor").fill("Trump")
    page.get_by_label("meetings, other events").uncheck()
    page.locator(".filters").get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("valid_at=2026-02-24.*actor=Trump"))
    expect(page.locator("p.lead")).to_contain_text("positions")
    expect(page.locator("a.tmark.is-meeting")).to_have_count(0)


def test_by_keyboard_the_list_is_reached_and_the_drawing_is_passed_over(open_page: OpenPage) -> None:
    page = open_page(QUARTER)
    assert page.evaluate("[...document.querySelectorAll('svg a')].every(link => link.tabIndex === -1)")
    drawn = page.locator("a.tmark").count()
    listed = page.locator(".twin li").count()
    assert drawn == listed > 10


def test_a_phone_gets_the_list_and_nothing_wider_than_itself(open_page: OpenPage) -> None:
    page = open_page("/timeline", width="phone")
    expect(page.locator("figure.chart")).to_be_hidden()
    expect(page.get_by_role("heading", name="The same, as a list")).to_be_visible()
    page.locator(".twin summary").first.click()
    expect(page.locator(".twin li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_the_drawing_and_the_list_are_there_and_the_forms_are_not(open_page: OpenPage) -> None:
    page = open_page(QUARTER)
    page.emulate_media(media="print")
    expect(page.locator("figure.chart")).to_be_visible()
    expect(page.locator(".twin li").first).to_be_visible()
    expect(page.locator(".filters")).to_be_hidden()


def test_a_state_on_the_map_leads_to_its_row_with_its_claims(open_page: OpenPage) -> None:
    page = open_page("/map?on=Own+contribution+to+a+force")
    page.locator("a.state", has_text="France").locator("path").first.click(position={"x": 40, "y": 60}, force=True)
    expect(page).to_have_url(re.compile("#state-"))
    row = page.locator(".state-row:target")
    expect(row).to_contain_text("France")
    row.get_by_role("link", name=re.compile("Macron would|Macron has|Macron is")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Macron")


def test_the_map_turns_to_the_world_and_to_memberships(open_page: OpenPage) -> None:
    page = open_page("/map?valid_at=2026-02-24")
    page.get_by_role("link", name="The world").click()
    page.get_by_role("link", name="Memberships").click()
    page.get_by_label("Coalition").select_option(label="Nordic-Baltic Eight")
    page.locator("form.chooser").get_by_role("button", name="Show").click()
    expect(page.locator("p.lead")).to_contain_text("8 members on 24 February 2026")
    expect(page.locator("a.state")).to_have_count(8)
    expect(page).to_have_url(re.compile("view=world"))


@pytest.mark.parametrize("width", ["wide", "phone"])
@pytest.mark.parametrize("path", ["/map", "/map?show=meetings", "/map?show=membership&view=world"])
def test_the_map_fits_its_page_and_has_something_on_it(open_page: OpenPage, path: str, width: str) -> None:
    page = open_page(path, width=width, scheme="dark")
    box = page.locator("svg.world").bounding_box()
    assert box is not None and box["width"] > 300 and box["height"] > 120
    assert page.locator("a.state, a.place").count() > 3
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", ["wide", "phone"])
@pytest.mark.parametrize("view", ["europe", "world"])
def test_every_sign_stands_on_its_state(open_page: OpenPage, view: str, width: str) -> None:
    page = open_page(f"/map?show=membership&valid_at=2026-02-24&view={view}", width=width)
    states, signs = page.locator("svg.world a.state").all(), page.locator("svg.world .map-sign").all()
    assert len(states) == len(signs) > 5
    for state, sign in zip(states, signs, strict=True):
        land, mark = state.bounding_box(), sign.bounding_box()
        assert land is not None and mark is not None
        x, y = mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2
        assert land["x"] - 2 <= x <= land["x"] + land["width"] + 2, state.text_content()
        assert land["y"] - 2 <= y <= land["y"] + land["height"] + 2, state.text_content()
