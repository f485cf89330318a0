"""What axe-core has against a page as it stands: the rules of WCAG 2.0 to 2.2 A and AA, and best practices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EVERY_RULE: Mapping[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
}
_REPORT = """async options => {
  const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(violation => violation.nodes.map(
    node => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
}"""


def only(*rules: str) -> Mapping[str, Any]:
    """These rules and no others."""
    return {"runOnly": {"type": "rule", "values": list(rules)}}


def barriers(page: Page, rules: Mapping[str, Any] = EVERY_RULE) -> list[str]:
    """What axe has against the page."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_REPORT, rules)
    assert isinstance(found, list)
    return found
