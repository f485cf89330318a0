"""The ways on from a thing's page: each leads to a page that shows the same thing, on the same days and layers."""

from __future__ import annotations

from html import unescape

import httpx
import page_reading as reading
import pytest

import conflict_graph as cg

ACTOR = ["in the graph", "on the timeline", "on the map", "beside another", "linked to another"]
WAYS = {
    "per:emmanuel-macron": ACTOR,
    "st:fin": ACTOR,
    "coal:willing": ACTOR,
    "mtg:cow-2026-02-24": ["in the graph", "linked to another"],
    "iss:force-placement": ["on the timeline", "on the map"],
}
DAYS = {"valid_at": "2026-02-20", "layer": "article"}


def links(document: reading.Element) -> dict[str, str]:
    """The address of each way on, by what it says."""
    (line,) = [one for one in reading.with_class(document, "tally") if reading.words(one).startswith("See it ")]
    return {reading.words(link): link.get("href", "") for link in line.iter("a")}


@pytest.mark.parametrize("name", WAYS)
def test_every_way_on_shows_the_thing_and_keeps_days_and_layers(
    browser: httpx.Client, shipped: cg.Graph, name: str
) -> None:
    thing = shipped.thing(name)
    address = "/id/" + thing.iri.partition("/id/")[2]
    found = links(reading.get(browser, address, **DAYS))
    assert list(found) == WAYS[name]
    for words, target in found.items():
        answer = browser.get(target, follow_redirects=True)
        assert answer.status_code == 200, (words, target, answer.text[:300])
        assert thing.label in unescape(answer.text), words
        assert all(f"{key}={value}" in str(answer.url) for key, value in DAYS.items()), words


def test_what_no_other_page_shows_has_no_ways_on(browser: httpx.Client) -> None:
    listed = reading.links(reading.main(reading.get(browser, "/sources")))
    source = next(link for link in listed if link.startswith("/id/source/"))
    assert "See it" not in reading.words(reading.get(browser, source))
