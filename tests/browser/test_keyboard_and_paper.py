"""What no rule of axe can see: the way by keyboard, narrow and enlarged windows, little motion, and paper."""

from __future__ import annotations

import pytest
from every_page import MACRON, MEETING, SEED, TABLE_QUERY, asking
from playwright.sync_api import Page, expect

SOME_PAGES = (
    "/",
    "/meetings",
    "/issues",
    "/about",
    "/compare?a=per:emmanuel-macron&b=per:donald-trump",
    "/graph?node=person/emmanuel-macron&node=person/donald-trump",
    "/timeline",
    "/map",
    asking(TABLE_QUERY),
    "/ontology",
    MACRON,
    MEETING,
    SEED,
    "/id/issue/force-placement",
    "/id/coalition/willing",
    "/id/claim/seed-cow-scheduled",
)
REACHABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
TO_REACH = """selector => {
  const all = [...document.querySelectorAll(selector)].filter(element => !element.disabled && element.tabIndex >= 0
    && element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]"));
  const groups = new Set();
  const wanted = all.filter(element => {
    if (element.type !== "radio") return true;
    const first = !groups.has(element.name);
    groups.add(element.name);
    return first;
  });
  wanted.forEach((element, place) => { element.dataset.place = place; });
  return wanted.length;
}"""
HERE = """() => {
  const element = document.activeElement, inside = element.shadowRoot?.activeElement;
  const style = getComputedStyle(inside ? inside.closest(".cm-editor") ?? inside : element);
  const onThumb = element.type === "range";  // no script can read how a thumb looks
  const seen = onThumb || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return [element.dataset.place ?? element.closest("[data-place]")?.dataset.place ?? null, seen,
    element.outerHTML.slice(0, 120)];
}"""
SPILLS = """() => {
  const width = document.documentElement.clientWidth;
  const inScroller = element => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  return [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.right > width + 1 && getComputedStyle(element).position !== "fixed"
      && !inScroller(element);
  }).slice(0, 5).map(element => element.outerHTML.slice(0, 120));
}"""
MOST_STEPS = 40


@pytest.mark.parametrize("path", SOME_PAGES)
def test_the_keyboard_reaches_one_thing_after_the_other_and_shows_where_it_is(open_page, path):
    page = open_page(path)
    for picture in page.locator("#graph-view").all():  # once its script has made the tables its own
        expect(picture).to_have_attribute("data-drawn", "webgl")
        expect(picture).to_have_attribute("aria-busy", "false")
    total = page.evaluate(TO_REACH, REACHABLE)
    places, faint = [], []
    for _ in range(min(total, MOST_STEPS)):
        page.keyboard.press("Tab")
        place, seen, element = page.evaluate(HERE)
        if not seen:  # an editor marks itself in the next frame
            page.wait_for_timeout(100)
            place, seen, element = page.evaluate(HERE)
        places.append(place)
        if not seen:
            faint.append(element)
    assert not faint, faint
    reached = [int(place) for place in places if place is not None]
    assert len(set(reached)) >= 0.9 * min(total, MOST_STEPS)  # an editor or a canvas may hold a step or two of its own
    assert reached == sorted(reached), "the order of the keyboard is that of the page"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(HERE)[0] != places[-1]


def test_the_skip_link_leads_past_the_header(open_page):
    page = open_page(MACRON)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", SOME_PAGES)
def test_a_page_fits_a_window_of_320_pixels_and_one_enlarged_twice(open_page, path):
    page = open_page(path)
    wide = {}
    for width, height in ((320, 640), (640, 450)):
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide[width] = page.evaluate(SPILLS)
    assert wide == {}


def test_nothing_moves_for_those_who_asked_for_little_motion(open_page):
    page = open_page("/graph?node=person/emmanuel-macron")
    page.emulate_media(reduced_motion="reduce")
    for path in (MACRON, "/graph?node=person/emmanuel-macron", "/sparql"):
        page.goto(path)
        moving = page.evaluate("document.getAnimations().filter(one => one.playState === 'running').length")
        lasting = page.evaluate("""() => [...document.querySelectorAll("*")].filter(element => {
          const style = getComputedStyle(element);
          return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0.01;
        }).map(element => element.outerHTML.slice(0, 100)).slice(0, 5)""")
        assert (moving, lasting) == (0, [])


def printed(page: Page, selector: str) -> bool:
    """Whether an element is on paper."""
    return page.locator(selector).first.is_visible()


@pytest.mark.parametrize("path", [MEETING, MACRON, "/id/issue/force-placement"])
def test_a_page_prints_as_a_briefing(open_page, path):
    page = open_page(path)
    page.emulate_media(media="print")
    assert not printed(page, ".masthead nav")
    assert not printed(page, ".site-search")
    assert not printed(page, ".controls")
    assert printed(page, "h1")
    assert printed(page, ".references li")
    ink = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert ink == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert page.pdf(format="A4").startswith(b"%PDF")
