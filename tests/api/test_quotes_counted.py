"""How many claims quote their source is a computed number on the pages, and nothing promises a quote for each."""

from __future__ import annotations

import httpx
import pytest

import conflict_graph as cg

PROMISES = ("names its sentence", "names the sentence", "every claim quotes", "the sentence that says so")


@pytest.mark.parametrize("path", ["/", "/about"])
def test_a_page_tells_how_many_claims_quote(browser: httpx.Client, shipped: cg.Graph, path: str) -> None:
    quoted = f"{shipped.info().quoted:,}"
    assert f"{quoted} quote their source word for word" in browser.get(path).text


@pytest.mark.parametrize("path", ["/", "/about", "/sparql", "/meetings", "/api/openapi.json", "/.well-known/void"])
def test_nothing_promises_a_quote_for_each_claim(browser: httpx.Client, path: str) -> None:
    text = browser.get(path, headers={"Accept": "text/html, */*;q=0.5"}).text.lower()
    assert not [promise for promise in PROMISES if promise in text]
