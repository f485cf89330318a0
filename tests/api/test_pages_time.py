"""Days and layers on pages: what lies ahead is dimmed and said so, nothing is dropped without a word."""

from __future__ import annotations

import httpx
import page_reading as reading
import pytest

MEETING = "/id/meeting/cow-2026-02-24"


def lead(document: reading.Element) -> str:
    """The first line under the title."""
    return reading.words(reading.with_class(document, "lead")[0])


def test_a_meeting_is_not_held_before_its_day_whatever_is_known_since(browser: httpx.Client) -> None:
    assert lead(reading.get(browser, MEETING)).startswith("Held, 24 February 2026")
    before = lead(reading.get(browser, MEETING, valid_at="2026-02-23"))
    assert before.startswith("Ahead, 24 February 2026")
    assert "after 23 February 2026; reported as held since" in before


def test_a_meeting_is_only_scheduled_as_far_as_was_known_the_day_before(browser: httpx.Client) -> None:
    document = reading.get(browser, MEETING, known_at="2026-02-23")
    assert lead(document).startswith("Scheduled, 24 February 2026")
    held = [row for row in reading.with_class(document, "statement") if "was held on 24" in reading.words(row)]
    assert held and {row.get("class", "").split()[-1] for row in held} == {"later"}
    assert all("said on 24 February 2026, after 23 February 2026" in reading.words(row) for row in held)


def test_what_does_not_hold_on_the_day_is_dimmed_says_why_and_is_counted(browser: httpx.Client) -> None:
    every = reading.with_class(reading.get(browser, "/id/person/emmanuel-macron"), "statement")
    document = reading.get(browser, "/id/person/emmanuel-macron", valid_at="2017-01-01")
    statements = reading.with_class(document, "statement")
    assert len(statements) == len(every)
    dimmed = [one for one in statements if "later" in one.get("class", "").split()]
    office = next(one for one in dimmed if "has been President of France" in reading.words(one))
    assert "after 1 January 2017" in reading.words(office)
    assert "claims do not hold then; they are dimmed, and say why" in reading.words(document)
    assert lead(document) == "No office on 1 January 2017 that the sources agree on"


def test_an_office_that_ended_is_said_to_be_over(browser: httpx.Client) -> None:
    document = reading.get(browser, "/id/person/keir-starmer", valid_at="2026-08-01")
    offices = reading.words(reading.section(document, "offices"))
    assert "over by 1 August 2026" in offices
    assert "Prime Minister" not in lead(document)
    assert "Prime Minister" in lead(reading.get(browser, "/id/person/keir-starmer", valid_at="2026-02-24"))


def test_a_meeting_without_a_date_is_placed_neither_before_nor_after_a_day(browser: httpx.Client) -> None:
    document = reading.get(browser, "/id/meeting/trump-conversations", valid_at="2026-01-06")
    assert "before or after 6 January 2026, the sources do not say" in lead(document)
    assert "by 23 February 2026" in lead(document)


def test_a_layer_narrows_what_is_shown_and_the_page_names_it(browser: httpx.Client) -> None:
    document = reading.get(browser, MEETING, layer="article")
    assert {reading.words(one).split()[0] for one in reading.with_class(document, "layer-word")} == {"article"}
    assert "layer: article" in reading.words(reading.with_class(document, "as-of-line")[0])
    empty = reading.get(browser, MEETING, layer="machine-coded")
    assert "The sources do not say anything of it in these layers." in reading.words(empty)


def test_the_controls_show_the_day_and_layers_of_the_address(browser: httpx.Client) -> None:
    days = {"valid_at": "2026-02-24", "known_at": "2026-02-23", "recorded_at": "2026-12-01"}
    document = reading.get(browser, MEETING, **days, layer="article")
    fields = {field.get("name"): field for field in document.iter("input") if field.get("type") == "date"}
    assert {name: field.get("value") for name, field in fields.items()} == days
    checked = [box.get("value") for box in document.iter("input") if box.get("checked") is not None]
    assert checked == ["article"]


@pytest.mark.parametrize("address", ["/", MEETING, "/meetings", "/issues", "/about", "/search?q=Macron"])
def test_a_day_that_is_none_is_a_page_that_says_what_was_expected(browser: httpx.Client, address: str) -> None:
    response = browser.get(f"{address}{'&' if '?' in address else '?'}valid_at=2026-02-30")
    assert response.status_code == 400
    text = reading.words(reading.parse(response.text))
    assert "'2026-02-30'" in text and "valid_at" in text and "2026-02-24" in text


def test_the_front_page_tells_what_lay_ahead_on_an_earlier_day(browser: httpx.Client) -> None:
    document = reading.get(browser, "/", valid_at="2026-02-22")
    ahead, latest = reading.section(document, "ahead"), reading.section(document, "latest")
    assert "Coalition of the Willing meeting" in reading.words(ahead)
    assert "Coalition of the Willing meeting" not in reading.words(latest)
    assert "Third trilateral round, Geneva" in reading.words(latest)


def test_the_list_of_meetings_can_be_narrowed_to_those_certainly_held_by_a_day(browser: httpx.Client) -> None:
    document = reading.get(browser, "/meetings", valid_at="2026-01-06", standing="held", layer="article")
    names = [reading.words(one) for one in reading.with_class(document, "meeting-name")]
    assert names == ["Paris summit of 6 January"]
