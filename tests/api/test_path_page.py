"""The page of the ways from one thing to another: every step with its sentences, or plainly that there is none."""

from __future__ import annotations

import httpx
import page_reading as reading
import pytest

import conflict_graph as cg


def page(browser: httpx.Client, status: int = 200, **parameters: str) -> reading.Element:
    return reading.get(browser, "/path", status, **parameters)


def ways(document: reading.Element) -> list[list[str]]:
    """The things of every path, in order."""
    return [reading.words(next(iter(way.iter("h2")))).split(" → ") for way in reading.with_class(document, "way")]


def test_the_page_shows_the_paths_that_python_finds(browser: httpx.Client, shipped: cg.Graph) -> None:
    found = shipped.paths("Alexander Stubb", "Keir Starmer", longest=3, limit=5)
    document = page(browser, a="Alexander Stubb", b="Keir Starmer")
    assert ways(document) == [[node.label for node in path.nodes] for path in found.paths]
    assert found.message in reading.words(document)


def test_every_step_shows_a_sentence_with_its_evidence(browser: httpx.Client) -> None:
    document = page(browser, a="Alexander Stubb", b="Keir Starmer", layer="article", longest="4")
    steps = reading.with_class(document, "step")
    assert steps
    for step in steps:
        assert reading.with_class(step, "sentence") and reading.with_class(step, "quote"), reading.words(step)


def test_longer_paths_are_alternatives_up_to_the_length_and_number_asked_for(
    browser: httpx.Client, shipped: cg.Graph
) -> None:
    document = page(browser, a="Macron", b="Keir Starmer", longest="2", limit="3")
    found = ways(document)
    assert len(found) == 3 and [len(way) for way in found] == sorted(len(way) for way in found)
    assert max(len(way) for way in found) <= 3
    assert "of more paths of at most 2 steps" in reading.words(document)


def test_no_path_is_said_plainly_with_what_was_searched(browser: httpx.Client) -> None:
    text = reading.words(page(browser, a="Macron", b="Iceland", relationship="membership", layer="article"))
    assert "Emmanuel Macron has no tie in this network" in text
    assert "Looked in membership on all days" in text and "paths of at most 3 steps" in text
    assert "That is not a denial" in text


def test_plans_can_be_left_out(browser: httpx.Client) -> None:
    query = {"a": "Macron", "b": "Coalition of the Willing", "layer": "article", "relationship": "co-attendance"}
    planned = page(browser, **query, longest="1")
    assert len(ways(planned)) == 1 and "a step rests on plans alone" in reading.words(planned)
    without = page(browser, **query, longest="1", plans="no")
    assert ways(without) == [] and "without plans" in reading.words(without)


def test_a_name_that_nothing_has_is_asked_for_again_with_near_names(browser: httpx.Client) -> None:
    document = page(browser, 404, a="Alexandr Stub", b="Keir Starmer")
    (notice,) = reading.with_class(document, "notice")
    assert "Alexander Stubb" in reading.words(notice)


def test_the_links_to_json_and_back_ask_the_same_question(browser: httpx.Client) -> None:
    document = page(browser, a="Macron", b="Keir Starmer", layer="article", valid_at="2026-02-24", plans="no")
    (link,) = [one for one in reading.links(document) if one.startswith("/api/paths")]
    answer = browser.get(link).raise_for_status().json()
    assert answer["as_of"]["valid_at"] == "2026-02-24"
    assert answer["message"] in reading.words(document)


@pytest.mark.parametrize(
    ("name", "value"), [("longest", "0"), ("longest", "many"), ("limit", "51"), ("relationship", "x"), ("plans", "so")]
)
def test_a_parameter_that_cannot_be_used_is_explained(browser: httpx.Client, name: str, value: str) -> None:
    response = browser.get("/path", params={"a": "Macron", "b": "Keir Starmer", name: value})
    assert response.status_code == 400
    assert name in reading.words(reading.parse(response.text))


def test_hostile_names_stay_text(browser: httpx.Client) -> None:
    name = '<script>alert(1)</script>" onfocus="x'
    for path in ("/path", "/compare"):
        response = browser.get(path, params={"a": name, "b": "javascript:alert(1)"})
        document = reading.parse(response.text)
        assert response.status_code == 404 and reading.faults(document) == []
        assert name in [field.get("value") for field in document.iter("input")]


@pytest.mark.parametrize("path", ["/path", "/compare"])
def test_programs_get_a_name_that_nothing_has_as_a_problem_document(live_server: str, path: str) -> None:
    response = httpx.get(f"{live_server}{path}", params={"a": "Makron"}, trust_env=False)
    assert response.status_code == 404 and response.json()["code"] == "not-found"
    assert "Emmanuel Macron" in response.json()["near"]
