"""Two actors side by side, in Python, as JSON and as a page: one answer, with dates and evidence."""

from __future__ import annotations

from itertools import product

import httpx
import page_reading as reading
import pytest

import conflict_graph as cg

MACRON, ZELENSKYY, TRUMP = "per:emmanuel-macron", "per:volodymyr-zelenskyy", "per:donald-trump"


def page(browser: httpx.Client, status: int = 200, **parameters: str) -> reading.Element:
    return reading.get(browser, "/compare", status, **parameters)


def test_positions_on_options_that_exclude_each_other_differ(shipped: cg.Graph) -> None:
    found = shipped.compare(MACRON, ZELENSKYY, layer=["article"])
    assert [(one.issue.name, one.outcome) for one in found.issues] == [("force-placement", "differ")]
    (issue,) = found.issues
    assert {claim.subject.label for claim in issue.a} == {"Emmanuel Macron"}
    assert {claim.subject.label for claim in issue.b} == {"Volodymyr Zelenskyy"}


def test_what_two_actors_share_is_what_the_networks_have_between_them(shipped: cg.Graph) -> None:
    ties = shipped.network("co-attendance", layer=["article", "reference"])
    found = shipped.compare(MACRON, "per:keir-starmer", layer=["article", "reference"])
    via = ties.edges[found.a.iri, found.b.iri]["via"]
    assert sorted(one.meeting.iri for one in found.meetings if one.side == "both") == via
    signed = shipped.network("agreement", layer=["article", "reference"])
    for one, other in product((MACRON, ZELENSKYY), (TRUMP, "st:rus")):
        compared = shipped.compare(one, other, layer=["article", "reference"])
        joined = {issue.issue.iri for issue in compared.issues if issue.outcome in ("agree", "differ", "partly")}
        a, b = compared.a.iri, compared.b.iri
        assert joined == (set(signed[a][b]) if signed.has_edge(a, b) else set())


def test_a_comparison_as_of_a_day_leaves_out_what_was_said_later(shipped: cg.Graph) -> None:
    before = shipped.compare(MACRON, ZELENSKYY, layer=["article"], known_at="2026-02-22")
    assert before.issues == () and before.meetings == ()


def test_the_other_way_round_is_the_same_comparison_mirrored(shipped: cg.Graph) -> None:
    one, other = shipped.compare(MACRON, TRUMP), shipped.compare(TRUMP, MACRON)
    mirrored = {"only-a": "only-b", "only-b": "only-a"}
    assert {(i.issue.iri, i.outcome) for i in one.issues} == {
        (i.issue.iri, mirrored.get(i.outcome, i.outcome)) for i in other.issues
    }
    assert [i.a for i in one.issues if i.outcome == "differ"] == [i.b for i in other.issues if i.outcome == "differ"]


def test_groups_share_members(shipped: cg.Graph) -> None:
    found = shipped.compare("coal:nb8", "st:swe", layer=["article"])
    assert {(one.thing.label, one.side) for one in found.members} >= {("Sweden", "only-a")}
    assert [(one.thing.iri, one.side) for one in found.groups] == [(found.a.iri, "only-b")]


def test_an_unknown_or_shared_name_is_an_error_in_python_with_names_to_choose_from(shipped: cg.Graph) -> None:
    with pytest.raises(cg.NotFound, match="Makron"):
        shipped.compare("Makron", TRUMP)


def test_json_holds_what_python_finds(live_server: str, shipped: cg.Graph) -> None:
    query = {"a": "Macron", "b": ZELENSKYY, "layer": "article"}
    answer = httpx.get(f"{live_server}/api/compare", params=query, trust_env=False).raise_for_status().json()
    found = shipped.compare(MACRON, ZELENSKYY, layer=["article"])
    assert [(one["issue"]["iri"], one["outcome"]) for one in answer["issues"]] == [
        (one.issue.iri, one.outcome) for one in found.issues
    ]
    assert [claim["iri"] for claim in answer["issues"][0]["a"]] == [claim.iri for claim in found.issues[0].a]
    assert all(claim["evidence"] for one in answer["issues"] for side in "ab" for claim in one[side])
    assert [(m["meeting"]["iri"], m["side"], m["planned"]) for m in answer["meetings"]] == [
        (m.meeting.iri, m.side, m.planned) for m in found.meetings
    ]
    assert answer["answer"] == "said" and answer["snapshot"] == shipped.snapshot


def test_json_refuses_what_is_no_actor(live_server: str) -> None:
    response = httpx.get(f"{live_server}/api/compare", params={"a": "Macron", "b": "Paris"}, trust_env=False)
    assert response.status_code == 404 and response.json()["code"] == "not-found"


def test_the_page_says_where_they_differ_with_dates_and_evidence(browser: httpx.Client) -> None:
    document = page(browser, a="Macron", b="Zelenskyy", layer="article")
    issues = reading.section(document, "issues")
    (row,) = reading.with_class(issues, "versus")
    text = reading.words(row)
    assert "≠ differ" in text and "▲ supports Force positioned as a deterrent" in text
    assert "by 23 February 2026" in text
    references = reading.words(reading.section(document, "references"))
    assert "Macron has previously emphasized a deterrent role" in references
    assert "derived from their positions" in reading.words(document)


def test_the_page_dims_what_does_not_hold_on_its_day_and_compares_what_does(browser: httpx.Client) -> None:
    document = page(browser, a="Macron", b="Zelenskyy", layer="article", known_at="2026-02-22")
    text = reading.words(reading.section(document, "issues"))
    assert "neither, on this day" in text
    assert "said on 23 February 2026, after 22 February 2026" in text


def test_the_page_asks_which_one_instead_of_guessing(browser: httpx.Client) -> None:
    document = page(browser, 404, a="Makron", b="Zelenskyy")
    (notice,) = reading.with_class(document, "notice")
    assert "Nothing is called “Makron”" in reading.words(notice) and "Emmanuel Macron" in reading.words(notice)
    (link,) = [one for one in reading.links(notice) if "emmanuel-macron" in one]
    assert "b=Zelenskyy" in link
    assert "Emmanuel Macron and Volodymyr Zelenskyy" in reading.words(reading.parse(browser.get(link).text))


def test_without_names_the_page_is_a_form_that_keeps_the_day(browser: httpx.Client) -> None:
    document = page(browser, valid_at="2026-02-24")
    fields = {field.get("name"): field.get("value") for field in reading.main(document).iter("input")}
    assert fields == {"valid_at": "2026-02-24", "a": "", "b": ""}


def test_one_actor_twice_is_told_so(browser: httpx.Client) -> None:
    assert "Both names stand for Emmanuel Macron" in reading.words(page(browser, a="Macron", b="Emmanuel Macron"))
