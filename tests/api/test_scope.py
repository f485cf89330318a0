"""Rule: a route that takes a day, layer, modality or source and drops it answers more than was asked.

Every route is asked twice, for each part of a scope: once for what nothing fits, once for what everything fits. Where
both answers are the same, the part was dropped; a route may refuse it instead, with the one error for that. The routes
are those the service itself declares, so that a new one has to have an address here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import httpx
import page_reading as reading
import pytest
from every_page import MACRON, MEETING, THINGS

import conflict_graph as cg
from conflict_graph.scope import PARTS
from conflict_graph.vocabulary import codes
from conflict_graph_api.app import create_app

NOTHING: Final = {
    "valid_at": ["1800-01-01"],
    "known_at": ["1800-01-01"],
    "recorded_at": ["1800-01-01"],
    "layer": ["machine-coded"],
    "modality": ["scheduled"],
    "source": ["src:wlc"],
}
"""For each part a value that hardly anything of the shipped data fits."""
EVERYTHING: Final = {
    "valid_at": ["2026-02-24"],
    "known_at": ["2999-01-01"],
    "recorded_at": ["2999-01-01"],
    "layer": list(codes("layer")),
    "modality": list(codes("modality")),
}
DRAWN: Final = ["actual", "scheduled"]
"""The modalities that the graph view can be asked for."""
NAMED: Final = {
    "/api/search": "/api/search?q=Macron",
    "/api/entities/{kind}/{slug}": "/api/entities/person/emmanuel-macron",
    "/api/entities/{kind}/{slug}/claims": "/api/entities/person/emmanuel-macron/claims",
    "/api/entities/{kind}/{slug}/positions": "/api/entities/person/emmanuel-macron/positions",
    "/api/entities/{kind}/{slug}/meetings": "/api/entities/person/emmanuel-macron/meetings",
    "/api/entities/{kind}/{slug}/neighbours": "/api/entities/person/emmanuel-macron/neighbours",
    "/api/claims/{slug}": "/api/claims/seed-cow-scheduled",
    "/api/verdict": "/api/verdict?subject=Macron",
    "/api/meetings/{slug}": "/api/meetings/cow-2026-02-24",
    "/api/paths": "/api/paths?from=Macron&to=Trump",
    "/api/compare": "/api/compare?a=Macron&b=Trump",
    "/api/network/{relationship}": "/api/network/all",
    "/api/network/{relationship}/measures": "/api/network/all/measures?measure=degree",
    "/api/graph/counts": "/api/graph/counts?node=person/emmanuel-macron",
    "/api/queries/{name}": "/api/queries/disagreements",
    "/visualisations/{relationship}": "/visualisations/co-attendance",
    "/compare": "/compare?a=per:emmanuel-macron&b=per:donald-trump",
    "/path": "/path?a=per:emmanuel-macron&b=per:donald-trump",
    "/graph/expand": "/graph/expand?expand=person/emmanuel-macron",
    "/graph/evidence": "/graph/evidence?between=per:emmanuel-macron&between=per:keir-starmer&relation=co-attendance",
}
"""An address of each route that needs something to be asked about."""
MORE: Final = (
    "/api/positions?on=iss:force-placement",
    "/api/entities/source/seed-000/claims",
    "/api/map?show=stances&on=iss:own-contribution",
    "/api/map?show=membership&coalition=coal:willing",
    "/api/meetings?participant=Macron",
    "/api/timeline/lanes?by=actor",
    "/api/network/membership?format=csv",
    "/map?show=meetings",
    "/map?show=membership",
    *THINGS,
    *(f"{thing}?format=turtle" for thing in (MACRON, MEETING, "/id/source/seed-000", "/id/run/curation-1")),
)
"""Further addresses of routes that answer in several ways."""
NOT_OF_CLAIMS: Final = {
    "/sparql": "SPARQL text says itself what it asks",
    "/store": "graphs as they are stored",
    "/search": "names of things",
    "/ontology": "the terms and what they mean",
    "/vocab/{term}": "a term and how often it is used in the whole graph",
    "/.well-known/void": "the whole data set, and the page says so",
    "/api/scenes/{id}": "a scene as it was saved",
    "/healthz": "the service",
    "/readyz": "the service",
    "/metrics": "the service",
    "/api/openapi.json": "the service",
    "/problems/{code}": "a kind of problem",
}
"""Routes that answer of something else than claims, and of what."""
ITSELF: Final = {("/id/claim/seed-cow-scheduled", part) for part in ("layer", "modality", "source")}
"""A claim that is asked for by its own address is shown; the days dim it."""
UNLINKED: Final = ("/api/claims/{slug}", "/api/entities/{kind}/{slug}", "/api/queries", "/api/queries/{name}")
"""Routes that refuse every scope: one claim, one card, and queries, which have parameters of their own."""
KEPT: Final = {
    "valid_at": "2026-02-24",
    "known_at": "2026-03-01",
    "recorded_at": "2999-01-01",
    "layer": "article",
    "modality": "actual",
}


def declared() -> list[str]:
    """The paths that the service answers GET at."""
    paths = create_app(cg.open("memory").store).openapi()["paths"]
    return [path for path, methods in paths.items() if "get" in methods]


def addresses() -> Iterator[str]:
    """An address of every route that answers of claims, and some more."""
    for path in declared():
        if path not in NOT_OF_CLAIMS and path != "/id/{kind}/{slug}":
            yield NAMED.get(path, path)
    yield from MORE


def everything_of(address: str, part: str) -> list[str]:
    return DRAWN if part == "modality" and "/graph" in address else EVERYTHING.get(part, [])


def asked(client: httpx.Client, address: str, part: str, values: list[str]) -> httpx.Response:
    pairs = [*parse_qsl(urlsplit(address).query), *((part, value) for value in values)]
    return client.get(urlsplit(address).path, params=pairs, follow_redirects=True)


def substance(answer: httpx.Response, values: list[str]) -> str:
    """What an answer says, without the echo of what was asked: forms, addresses, cursors, the day in whatever words."""
    text = re.sub(r"<form.*?</form>", "", answer.text, flags=re.S)
    text = re.sub(r'<p class="(?:as-of-line|lead|quiet)".*?</p>', "", text, flags=re.S)
    text = re.sub(rf"(?:{'|'.join((*PARTS, 'cursor'))})=[^&\"'\s<>]*(?:&amp;|&)?", "", text)
    text = re.sub(r'"cursor":"[^"]*"', "", text)
    text = re.sub(r'[?&;]+(?=["\'\s<>#]|$)', "", text)
    for value in values:
        text = text.replace(value, "")
    return re.sub(r"1 January \d{4}|24 February 2026", "", text)


def test_every_route_has_an_address_here() -> None:
    without = [path for path in declared() if "{" in path and path not in {*NAMED, *NOT_OF_CLAIMS, "/id/{kind}/{slug}"}]
    assert without == [], "give each an address in NAMED, so that it is seen to honour every part of a scope"
    assert {*NAMED, *NOT_OF_CLAIMS} <= set(declared())


@pytest.mark.parametrize("part", NOTHING)
@pytest.mark.parametrize("address", list(addresses()))
def test_a_route_honours_every_part_of_a_scope_or_refuses_it(browser: httpx.Client, address: str, part: str) -> None:
    nothing = asked(browser, address, part, NOTHING[part])
    if nothing.status_code == 400:
        assert part in nothing.text
        assert "unsupported-scope" in nothing.text or "parameter name" in nothing.text, "refused for another reason"
        return
    assert nothing.status_code == 200, nothing.text[:500]
    fitting = everything_of(address, part)
    everything = asked(browser, address, part, fitting)
    values = [*NOTHING[part], *fitting]
    dropped = substance(nothing, values) == substance(everything, values)
    assert dropped == ((address, part) in ITSELF), f"{part} is dropped"


@pytest.mark.parametrize("part", NOTHING)
@pytest.mark.parametrize("address", ["/search?q=Macron", "/vocab/stance-support?format=turtle"])
def test_an_answer_that_drops_a_part_is_seen_to_be_the_same(browser: httpx.Client, address: str, part: str) -> None:
    answers = [asked(browser, address, part, values) for values in (NOTHING[part], EVERYTHING.get(part, []))]
    values = [*NOTHING[part], *EVERYTHING.get(part, [])]
    assert len({substance(answer, values) for answer in answers}) == 1


def takes_a_scope(path: str) -> bool:
    """Whether an address of this service is that of a route that answers in a scope."""
    for route in declared_once():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route), path):
            return route not in NOT_OF_CLAIMS and route not in UNLINKED
    return False


@cache
def declared_once() -> tuple[str, ...]:
    return tuple(declared())


PAGES: Final = [
    address
    for address in addresses()
    if not address.startswith(("/api", "/visualisations")) and "format=" not in address
]


@pytest.mark.parametrize("address", [*PAGES, "/search?q=Macron", "/vocab/stance-support"])
def test_every_link_of_a_page_keeps_the_whole_scope(browser: httpx.Client, address: str) -> None:
    pairs = [*parse_qsl(urlsplit(address).query), *KEPT.items()]
    answer = browser.get(urlsplit(address).path, params=pairs, follow_redirects=True)
    assert answer.status_code == 200, answer.text[:500]
    targets = [urlsplit(link) for link in reading.links(reading.parse(answer.text))]
    links = [target for target in targets if not target.netloc and takes_a_scope(target.path)]
    assert links, "the page leads nowhere"
    losing = {
        target.geturl(): missing
        for target in links
        if (missing := [part for part in KEPT.items() if part not in parse_qsl(target.query)])
    }
    assert losing == {}


@pytest.mark.parametrize("address", [*PAGES, "/search?q=Macron", "/vocab/stance-support"])
def test_every_form_of_a_page_keeps_the_whole_scope(browser: httpx.Client, address: str) -> None:
    pairs = [*parse_qsl(urlsplit(address).query), *KEPT.items()]
    answer = browser.get(urlsplit(address).path, params=pairs, follow_redirects=True)
    for form in reading.parse(answer.text).iter("form"):
        if takes_a_scope(form.get("action", "")) and form.get("method") == "get":
            fields = {
                (field.get("name", ""), field.get("value", ""))
                for field in form.iter("input")
                if field.get("type") != "checkbox" or field.get("checked") is not None
            }
            assert set(KEPT.items()) <= fields, (form.get("action"), set(KEPT.items()) - fields)


@pytest.mark.parametrize("address", [address for address in addresses() if "/id/claim/" not in address])
def test_before_anything_was_recorded_no_answer_rests_on_a_claim(browser: httpx.Client, address: str) -> None:
    answer = asked(browser, address, "recorded_at", ["1800-01-01"])
    if answer.status_code == 200:
        assert set(re.findall(r"(?:/id/claim/|clm:)[\w.-]+", answer.text)) == set()


@pytest.mark.parametrize("address", ["/", "/meetings", "/issues", "/timeline", "/map?show=meetings", MACRON])
def test_before_anything_was_recorded_no_page_tells_of_a_meeting_or_a_stance(
    browser: httpx.Client, address: str
) -> None:
    main = reading.main(reading.parse(asked(browser, address, "recorded_at", ["1800-01-01"]).text))
    assert [link.get("href") for link in main.iter("a") if "/id/meeting/" in link.get("href", "")] == []
    assert reading.with_class(main, "stance") == []
