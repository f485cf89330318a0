"""No barriers on any page: axe-core's rules for WCAG 2.2 AA and best practices; narrow, wide, light, dark."""

from __future__ import annotations

import pytest
from barriers import EVERY_RULE, barriers, only
from browsing import WINDOWS
from every_page import FAULTY, PAGES

OF_COLOUR = only("color-contrast")
OF_COLOUR_AND_WIDTH = only("color-contrast", "target-size", "scrollable-region-focusable")
DRESSES = {("wide", "light"): EVERY_RULE, ("wide", "dark"): OF_COLOUR, ("phone", "dark"): OF_COLOUR_AND_WIDTH}
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


@pytest.mark.parametrize("path", [*PAGES, *FAULTY])
def test_a_page_has_no_barriers(open_page, path):
    page = open_page(path, status=FAULTY.get(path, 200))
    page.evaluate(THIN)
    found = []
    for (width, scheme), rules in DRESSES.items():
        page.set_viewport_size(WINDOWS[width]["viewport"])
        page.emulate_media(color_scheme=scheme)
        found += [f"{width}, {scheme}: {barrier}" for barrier in barriers(page, rules)]
    assert not found, "\n".join(found[:40])
