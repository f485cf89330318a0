"""No barriers on any page: axe-core's rules for WCAG 2.0 to 2.2 A and AA and best practices, in all four dresses."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browsing import WINDOWS
from every_page import FAULTY, PAGES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EVERY_RULE = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
OF_WIDTH = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
DRESSES = {
    ("wide", "light"): EVERY_RULE,
    ("wide", "dark"): OF_COLOUR,
    ("phone", "dark"): OF_COLOUR,
    ("phone", "light"): OF_WIDTH,
}
"""Each width and scheme, with the rules whose answer can differ there."""

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

REPORT = """async options => {
  const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(violation => violation.nodes.map(
    node => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
}"""


def barriers(page, rules) -> list[str]:
    """What axe has against the page as it stands."""
    found = page.evaluate(REPORT, rules)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("path", [*PAGES, *FAULTY])
def test_a_page_has_no_barriers(open_page, path):
    page = open_page(path, status=FAULTY.get(path, 200))
    page.evaluate(THIN)
    page.evaluate(AXE_SCRIPT)
    found = []
    for (width, scheme), rules in DRESSES.items():
        page.set_viewport_size(WINDOWS[width]["viewport"])
        page.emulate_media(color_scheme=scheme)
        found += [f"{width}, {scheme}: {barrier}" for barrier in barriers(page, rules)]
    assert not found, "\n".join(found[:40])
