"""Every page in a browser, as a visitor meets it: by clicking from the front page, with and without script.

Each page is opened once: what it says is read before axe-core looks for barriers, by its rules for WCAG 2.2 AA and best
practices; narrow, wide, light, dark.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx
import page_reading as reading
import pytest
from barriers import EVERY_RULE, barriers, only
from browsing import WINDOWS
from every_page import FAULTY, MEETING, OTHERS, PAGES, THINGS
from lxml import html
from playwright.sync_api import Page, expect

DRESSES = [(scheme, width) for scheme in ("light", "dark") for width in ("wide", "phone")]
TAKEN_OVER = ("/graph", "/sparql", "/map", "/timeline")
"""Pages whose script takes over a part of what the server wrote."""

OF_COLOUR = only("color-contrast")
OF_COLOUR_AND_WIDTH = only("color-contrast", "target-size", "scrollable-region-focusable")
JUDGED = {("wide", "light"): EVERY_RULE, ("wide", "dark"): OF_COLOUR, ("phone", "dark"): OF_COLOUR_AND_WIDTH}
"""Widths and schemes, with the rules whose answer can differ there; the sizes on a phone are the same in the light."""

THIN = """() => {
  const kind = element => `${element.localName}.${element.getAttribute("class") || ""}`;
  const make = element => [kind(element), ...new Set([...element.querySelectorAll("*")].map(kind))].sort().join();
  for (const parent of document.querySelectorAll("main *")) {
    const seen = new Map();
    for (const child of [...parent.children]) {
      const made = make(child);
      seen.set(made, (seen.get(made) || 0) + 1);
      if (seen.get(made) > 2 && !child.closest("svg, canvas")) child.remove();
    }
  }
}"""
"""Leaves two of each make of entry in every list: what axe needs grows with the square of the page."""


def words(page: Page, selector: str) -> str:
    """The text of an element, however it is laid out."""
    return " ".join((page.locator(selector).text_content() or "").split())


def as_sent(served: str, path: str) -> str:
    """The words of the main part of a page as the server wrote it."""
    answer = httpx.get(served + path, headers={"Accept": "text/html"}, trust_env=False)
    return reading.words(reading.main(reading.parse(answer.text)))


@dataclass(frozen=True)
class Visit:
    """A page that was opened, and what it said then."""

    path: str
    page: Page
    heading: str
    title: str
    main: str


@pytest.fixture(scope="module", params=[*PAGES, *FAULTY])
def visit(request, open_pages) -> Iterator[Visit]:
    """Each page in turn, each dress for every fourth."""
    path = request.param
    scheme, width = DRESSES[request.param_index % len(DRESSES)]
    with open_pages() as open_page:
        page = open_page(path, scheme=scheme, width=width, status=FAULTY.get(path, 200))
        yield Visit(path, page, words(page, "h1"), page.title(), words(page, "main"))


def test_a_page_says_the_same_with_script_as_the_server_wrote(visit, served):
    assert visit.heading
    assert visit.title.endswith("conflict-graph")
    if not visit.path.startswith(TAKEN_OVER):
        assert visit.main == as_sent(served, visit.path)


def test_a_page_has_no_barriers(visit):
    visit.page.evaluate(THIN)
    found = []
    for (width, scheme), rules in JUDGED.items():
        visit.page.set_viewport_size(WINDOWS[width]["viewport"])
        visit.page.emulate_media(color_scheme=scheme)
        found += [f"{width}, {scheme}: {barrier}" for barrier in barriers(visit.page, rules)]
    assert not found, "\n".join(found[:40])


def test_no_page_is_left_out(served):
    described = httpx.get(f"{served}/api/openapi.json", trust_env=False).json()["paths"]
    with_pages = {
        route
        for route, operations in described.items()
        if "text/html" in operations.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
    }
    patterns = {
        route: re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/?]+", re.escape(route)) + r"(\?.*)?") for route in with_pages
    }
    with_pages.discard("/visualisations/{relationship}")  # a picture by itself, without the frame of a page
    assert [route for route in with_pages if not any(patterns[route].fullmatch(path) for path in PAGES)] == []


@pytest.mark.parametrize(("scheme", "width"), DRESSES)
def test_a_visitor_finds_the_sentence_by_clicking_from_the_front_page(open_page, scheme, width):
    page = open_page("/", scheme=scheme, width=width)
    page.locator("main").get_by_role("link", name="All ").filter(has_text="meetings").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Meetings")
    page.locator('main a[href^="/id/meeting/"]:visible').first.click()
    name = words(page, "h1")
    assert name
    assert page.title().startswith(name)
    page.locator('main a[href^="/id/person/"]:visible').first.click()
    expect(page.locator(".eyebrow")).to_have_text("Person")
    page.locator('main a[href^="/id/claim/"]:visible').first.click()
    page.locator('main a[href^="/id/evidence/"]:visible, main a[href^="/id/source/"]:visible').first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_every_place_of_the_main_navigation_opens_and_marks_itself(open_page):
    page = open_page("/")
    names = page.get_by_role("navigation", name="Main").get_by_role("link").all_text_contents()
    assert len(names) >= 6
    for name in names:
        page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()
        here = page.get_by_role("navigation", name="Main").locator("[aria-current=page]")
        expect(here).to_have_text(name)
        expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_the_day_and_the_layer_chosen_stay_through_navigation(open_page, script):
    page = open_page(MEETING, script=script)
    page.get_by_label("As of", exact=True).fill("2026-02-20")
    page.locator(".controls summary").click()
    page.get_by_label("Said by", exact=True).fill("2026-02-23")
    page.locator(".controls").get_by_role("checkbox", name="article").first.check()
    page.get_by_role("button", name="Show", exact=True).click()
    chosen = {"valid_at": ["2026-02-20"], "known_at": ["2026-02-23"], "layer": ["article"]}
    assert parse_qs(urlsplit(page.url).query) == chosen
    page.locator('main a[href^="/id/person/"]:visible').first.click()
    assert parse_qs(urlsplit(page.url).query) == chosen
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Issues").click()
    assert parse_qs(urlsplit(page.url).query) == chosen
    expect(page.get_by_label("As of", exact=True)).to_have_value("2026-02-20")
    expect(page.get_by_label("Said by", exact=True)).to_have_value("2026-02-23")
    page.get_by_role("searchbox", name="Search by name").or_(page.get_by_role("combobox", name="Search by name")).fill(
        "Macron"
    )
    page.locator(".site-search button").click()
    assert parse_qs(urlsplit(page.url).query) == {**chosen, "q": ["Macron"]}


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_without_script_the_site_is_searched_read_and_asked(open_page, width):
    page = open_page("/", width=width, script=False)
    page.get_by_label("Search for a person").fill("Makron")
    page.locator("main").get_by_role("button", name="Search").click()
    page.locator("main").get_by_role("link", name="Emmanuel Macron").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emmanuel Macron")
    page.goto("/sparql")
    page.locator("textarea").first.fill("SELECT ?name { per:emmanuel-macron skos:prefLabel ?name }")
    page.get_by_role("button", name=re.compile("Run|Ask")).first.click()
    expect(page.get_by_role("table").first).to_contain_text("Emmanuel Macron")


def links_and_ids(text: str) -> tuple[set[str], list[str]]:
    """The addresses of this service that a page links to, and its ids."""
    document = html.document_fromstring(text)
    return {one for one in document.xpath("//a/@href") if one.startswith("/")}, document.xpath("//@id")


def kind(address: str) -> tuple[str, ...]:
    """What kind of page an address is one of: its path without the name of the thing, and its parameters."""
    parts = urlsplit(address)
    steps = parts.path.split("/")
    return (*steps[:3], *sorted(parse_qs(parts.query)))


MOST_BYTES = 700_000
OF_A_KIND = 3
OF_A_PART = 24
IN_ALL = 250


def test_every_link_leads_to_a_sound_page(served):
    """Follow links from the front page: of each kind of page the first few that are met, the first of them strictly."""
    visits: Counter[tuple[str, ...]] = Counter()
    found: dict[str, list[str]] = {}
    wanted: list[tuple[str, str]] = []
    faults: list[str] = []
    queue = deque(["/", *OTHERS, *THINGS])
    with httpx.Client(base_url=served, headers={"Accept": "text/html"}, trust_env=False, timeout=60) as client:
        while queue and len(found) < IN_ALL:
            address = queue.popleft()
            part = kind(address)[:2]
            if address in found or visits[kind(address)] >= OF_A_KIND or visits[part] >= OF_A_PART:
                continue
            visits.update({kind(address), part})
            answer = client.get(address, follow_redirects=True)
            found[address] = []
            if answer.status_code != 200 or len(answer.content) > MOST_BYTES:
                faults.append(f"{address} answers {answer.status_code}, {len(answer.content)} bytes")
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            links, found[address] = links_and_ids(answer.text)
            if len(found[address]) != len(set(found[address])):
                faults.append(f"{address} has an id twice")
            if visits[kind(address)] == 1 and "embed=1" not in address and part[1] != "visualisations":
                faults += [f"{address}: {fault}" for fault in reading.faults(reading.parse(answer.text))]
            targets = [link.partition("#") for link in sorted(links)]
            queue.extend(target for target, _, _ in targets)
            wanted += [(target, anchor) for target, _, anchor in targets if anchor]
    faults += [f"{page} has no place {anchor}" for page, anchor in wanted if anchor not in found.get(page, [anchor])]
    assert len(found) > 100
    assert not faults, "\n".join(faults[:40])
