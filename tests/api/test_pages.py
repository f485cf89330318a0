"""Pages of things of every kind, over the shipped data: valid, complete without script, evidence beside each claim."""

from __future__ import annotations

import httpx
import page_reading as reading
import pytest
from every_page import FAULTY, MACRON, MEETING, PAGES, SEED

import conflict_graph as cg

DAYS = ("valid_at=2026-01-06", "valid_at=2026-02-24&known_at=2026-02-23&layer=article", "valid_at=1900-01-01")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_valid_and_keeps_to_the_rules_of_every_page(browser: httpx.Client, address: str) -> None:
    assert reading.faults(reading.get(browser, address)) == []


@pytest.mark.parametrize(("address", "status"), FAULTY.items())
def test_a_page_that_tells_what_went_wrong_keeps_to_the_rules_too(
    browser: httpx.Client, address: str, status: int
) -> None:
    reading.get(browser, address, status)


@pytest.mark.parametrize("address", ["/", MACRON, MEETING, "/id/coalition/willing", SEED])
def test_a_page_of_another_day_or_layer_keeps_to_the_same_rules(browser: httpx.Client, address: str) -> None:
    for days in DAYS:
        assert reading.faults(reading.get(browser, f"{address}?{days}")) == [], days


@pytest.mark.parametrize("address", [MACRON, MEETING, "/id/issue/force-placement", SEED])
def test_the_links_of_a_page_keep_the_day_and_lead_somewhere(browser: httpx.Client, address: str) -> None:
    document = reading.get(browser, f"{address}?valid_at=2026-02-24")
    things = {link for link in reading.links(document) if link.startswith("/id/") and "format=" not in link}
    assert things and all("valid_at=2026-02-24" in link for link in things)
    for link in sorted(things)[:: max(1, len(things) // 6)]:
        assert browser.head(link.partition("?")[0]).status_code == 200, link


def test_a_claim_shows_its_span_marked_in_the_paragraph_it_stands_in(browser: httpx.Client) -> None:
    document = reading.get(browser, "/id/claim/seed-cow-scheduled")
    marked = [reading.words(mark) for mark in document.iter("mark")]
    assert marked == [
        "A key meeting of the “Coalition of the Willing” is scheduled for Tuesday",
        "marking the fourth anniversary of Russia’s full-scale invasion",
        "began in January 2026",
    ]
    quotes = [reading.words(quote) for quote in document.iter("blockquote")]
    assert len(quotes) == 2
    assert quotes[0].startswith("As the conflict in Ukraine enters its fifth year")
    assert quotes[0].endswith("the pursuit of a lasting peace.")


def test_a_claim_names_every_qualifier_in_words(browser: httpx.Client) -> None:
    text = reading.words(reading.section(reading.get(browser, "/id/claim/seed-cow-scheduled"), "qualifiers"))
    for words in ("“Tuesday”", "24 February 2026", "Said by 23 February 2026", "the date is inferred", "0.95 of 1"):
        assert words in text
    around = reading.section(reading.get(browser, "/id/claim/seed-cow-scheduled"), "inferred-from")
    assert "24 February 2022" in reading.words(around)


def test_a_claim_and_what_contradicts_it_stand_on_either_page(browser: httpx.Client) -> None:
    for claim, other in (
        ("seed-trump-former-president", "Donald Trump has been President of the United States since 20 January 2025."),
        ("ref-trump-president-2025", "“former US President”"),
    ):
        document = reading.get(browser, f"/id/claim/{claim}")
        assert other in reading.words(reading.section(document, "differs"))
        assert "sources differ (2)" in reading.words(document)


def test_the_page_of_a_source_holds_its_text_word_for_word(browser: httpx.Client, shipped: cg.Graph) -> None:
    document = reading.get(browser, SEED)
    shown = []
    for paragraph in reading.with_class(document, "passage-text"):
        for number in paragraph.iter("sup"):
            for mark in list(number):
                mark.text = ""
        shown.append("".join(paragraph.itertext()))
    text = shipped.source("src:seed-000").text
    assert text and shown == [line for line in text.split("\n") if line.strip()]


def test_every_span_of_a_source_is_marked_and_listed_with_its_claims(browser: httpx.Client, shipped: cg.Graph) -> None:
    document = reading.get(browser, SEED)
    listed = {link for notes in reading.with_class(document, "span-notes") for link in reading.links(notes)}
    claims = [claim for claim in shipped.claims(source="src:seed-000") if claim.kind != "Mention"]
    assert {f"/id/claim/{claim.iri.rsplit('/', 1)[1]}" for claim in claims} <= listed
    mentions = {link.get("href") for link in reading.with_class(document, "mention")}
    assert {"/id/person/emmanuel-macron", "/id/state/gbr", "/id/place/grl"} <= mentions


def test_headings_questions_and_appeals_of_a_source_are_not_marked(browser: httpx.Client) -> None:
    for paragraph in reading.with_class(reading.get(browser, SEED), "passage-text"):
        text = reading.words(paragraph)
        if text.startswith(("Q:", "Pro Tip", "We encourage", "Frequently Asked")):
            assert not list(paragraph.iter("mark")), text


def test_a_source_shows_what_other_sources_contradict(browser: httpx.Client) -> None:
    text = reading.words(reading.section(reading.get(browser, SEED), "disputes"))
    assert "“former US President”" in text
    assert "Donald Trump has been President of the United States since 20 January 2025." in text


def test_a_meeting_keeps_those_who_came_those_expected_and_those_not_planned_apart(browser: httpx.Client) -> None:
    who = reading.section(reading.get(browser, f"{MEETING}?layer=article"), "participants")
    groups = dict(zip([reading.words(h) for h in who.iter("h3")], reading.with_class(who, "people"), strict=True))
    assert list(groups) == ["Expected", "Not planned"]
    assert "United States" in reading.words(groups["Not planned"])
    assert "United States" not in reading.words(groups["Expected"])
    expected = reading.words(groups["Expected"])
    assert "Emmanuel Macron co-chair for France" in expected
    assert "Keir Starmer co-chair for United Kingdom" in expected


def test_a_meeting_says_what_its_participants_hold_on_its_agenda_and_of_whom_nothing_is_said(
    browser: httpx.Client,
) -> None:
    stands = reading.section(reading.get(browser, f"{MEETING}?layer=article"), "stands")
    text = reading.words(stands)
    assert "as of 24 February 2026" in text
    (macron,) = [row for row in stands.iter("tr") if reading.words(row).startswith("Emmanuel Macron")]
    assert "▲ supports Force positioned as a deterrent by 23 February 2026" in reading.words(macron)
    assert any(link.startswith("/id/claim/") for link in reading.links(macron))
    assert "The sources do not say what" in text
    assert "United States" not in text


def test_a_meeting_whose_participants_are_not_named_says_so(browser: httpx.Client) -> None:
    document = reading.get(browser, "/id/meeting/paris-2026-01-06?layer=article")
    who = reading.words(reading.section(document, "participants"))
    assert "The sources do not say who took part in these layers" in who


def test_a_coalition_keeps_stated_sizes_and_named_members_apart(browser: httpx.Client) -> None:
    text = reading.words(reading.section(reading.get(browser, "/id/coalition/willing?layer=article"), "size"))
    assert "35" in text and "Named: 0" in text and "The sources name no member" in text
    text = reading.words(reading.section(reading.get(browser, "/id/coalition/nb8?layer=article"), "size"))
    assert "Named: 8" in text and "The sources do not say." in text


def test_an_issue_shows_who_stands_where_as_a_matrix_with_words(browser: httpx.Client) -> None:
    (matrix,) = reading.get(browser, "/id/issue/force-placement?layer=article").iter("table")
    rows = {reading.words(row).split(" ", 1)[0]: reading.words(row) for row in matrix.iter("tr")}
    assert "▲ supports" in rows["Volodymyr"] and "▲ supports" in rows["Emmanuel"]
    head = reading.words(next(iter(matrix.iter("thead"))))
    assert "Force close to the front line" in head and "Force positioned as a deterrent" in head


def test_a_condition_shows_what_hangs_on_it_and_that_it_has_not_come_about(browser: httpx.Client) -> None:
    document = reading.get(browser, "/id/condition/peace-deal")
    assert "No source in this graph says that it has come about." in reading.words(document)
    assert "Multinational forces would carry out" in reading.words(reading.section(document, "hangs"))


def test_a_person_shows_offices_as_each_source_gives_them(browser: httpx.Client) -> None:
    text = reading.words(reading.section(reading.get(browser, "/id/person/donald-trump"), "offices"))
    assert "“former US President”" in text and "since 20 January 2025" in text and "sources differ" in text


def test_company_at_meetings_counts_a_meeting_as_planned_unless_both_were_there(browser: httpx.Client) -> None:
    company = reading.section(reading.get(browser, f"{MACRON}?layer=article"), "company")
    rows = [[reading.words(cell) for cell in row] for row in company.iter("tr")]
    coalition = next(row for row in rows if row[0] == "Coalition of the Willing")
    assert coalition[1] == "–" and coalition[2].startswith("1 Coalition of the Willing meeting")


def test_evidence_and_run_pages_list_the_claims_that_rest_on_them(browser: httpx.Client) -> None:
    text = reading.words(reading.get(browser, "/id/evidence/seed-000-610-753"))
    assert "declaration of intent" in text and "as an outcome" in text
    assert "Made" in reading.words(reading.get(browser, "/id/run/curation-1"))


def test_a_table_row_leads_to_numbered_references_at_the_foot(browser: httpx.Client) -> None:
    document = reading.get(browser, MEETING)
    notes = reading.section(document, "references")
    numbers = [item.get("value") for item in notes.iter("li")]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert "“co-chaired by French President Emmanuel Macron”" in reading.words(notes)


def test_an_issue_sorts_by_name_or_by_agreement_and_refuses_other_orders(browser: httpx.Client) -> None:
    def order(sort: str) -> list[str]:
        (matrix,) = reading.with_class(reading.get(browser, f"/id/issue/own-contribution?sort={sort}"), "matrix")
        return [reading.words(next(iter(row.iter("th")))) for row in list(matrix.iter("tr"))[1:]]

    by_name, by_agreement = order("name"), order("agreement")
    assert by_name == sorted(by_name, key=str.casefold) != by_agreement
    assert sorted(by_name) == sorted(by_agreement)
    response = browser.get("/id/issue/own-contribution?sort=size")
    assert response.status_code == 400 and "agreement, name" in response.text


def test_an_issue_counts_who_stands_where_and_tells_who_changed(browser: httpx.Client, shipped: cg.Graph) -> None:
    document = reading.get(browser, "/id/issue/territory")
    shifts = shipped.shifts(issue="iss:territory")
    shown = reading.with_class(reading.section(document, "shifts"), "meeting-when")
    assert len(shifts) == len(shown) > 0
    assert "in support" in reading.words(reading.section(document, "options"))


def test_an_actor_with_many_meetings_shows_the_latest_and_folds_the_years_with_counts(browser: httpx.Client) -> None:
    meetings = reading.section(reading.get(browser, MACRON), "meetings")
    total = int(reading.words(reading.with_class(meetings, "count")[0]))
    folded = [
        int(reading.words(one))
        for fold in reading.with_class(meetings, "fold")
        for one in reading.with_class(fold, "count")
    ]
    assert total > 30 and sum(folded) == total - 10
    assert len(reading.with_class(meetings, "meeting-row")) == total
    assert f"10 of {total}" in reading.words(meetings)


def test_offices_and_memberships_are_drawn_over_time_beside_their_words(browser: httpx.Client) -> None:
    for address, anchor in (("/id/person/donald-trump", "offices"), ("/id/coalition/willing", "size")):
        part = reading.section(reading.get(browser, address), anchor)
        assert reading.with_class(part, "bar") and reading.with_class(part, "band-name"), address


def test_a_coalition_shows_what_its_members_hold_apart_from_its_own_positions(browser: httpx.Client) -> None:
    within = reading.section(reading.get(browser, "/id/coalition/willing"), "within")
    assert "A member’s position is its own" in reading.words(within)
    assert reading.with_class(within, "matrix") and "Coalition of the Willing" not in {
        reading.words(head) for head in within.iter("th")
    }


def test_what_the_codes_of_a_claim_mean_stands_beside_them(browser: httpx.Client) -> None:
    text = reading.words(reading.section(reading.get(browser, "/id/claim/seed-cow-scheduled"), "qualifiers"))
    assert "The claim speaks of what is fixed to happen at a time to come." in text


def test_a_source_says_what_it_gets_wrong_by_the_reference_facts(browser: httpx.Client) -> None:
    document = reading.get(browser, SEED)
    assert "What it gets wrong, by the reference facts: 2" in reading.words(document)
    assert len(reading.with_class(reading.section(document, "disputes"), "dispute")) == 2


def test_the_vocabulary_draws_every_kind_of_claim_with_links_to_its_terms(browser: httpx.Client) -> None:
    document = reading.get(browser, "/ontology")
    drawn = reading.section(document, "diagrams")
    text = reading.words(drawn)
    for words in ("participation", "cg:participant", "cg:inEvent", "policy option", "unnamed actor"):
        assert words in text
    assert "In this graph, for example" in reading.words(document)


def test_the_page_about_the_data_counts_the_months_with_meetings(browser: httpx.Client, shipped: cg.Graph) -> None:
    when = reading.words(reading.section(reading.get(browser, "/about"), "when"))
    days = [one.start_date for one in shipped.meetings() if one.start_date]
    assert f"{max(days).year} {sum(day.year == max(days).year for day in days)}" in when


def test_before_anything_was_said_a_page_says_from_when_on_there_is_something(browser: httpx.Client) -> None:
    text = reading.words(reading.get(browser, f"{MACRON}?valid_at=1900-01-01"))
    assert "No source had said anything of it by then: the first claim was said on" in text


def test_the_front_page_draws_who_met_and_names_the_camps(browser: httpx.Client) -> None:
    document = reading.get(browser, "/?valid_at=2026-02-24")
    (drawn,) = reading.with_class(document, "sketch")
    assert any("/id/person/" in link.get("href", "") for link in drawn.iter() if link.tag.endswith("a"))
    (graph,) = [link for link in reading.links(document) if link.startswith("/graph?") and "node=" in link]
    assert "valid_at=2026-02-24" in graph and browser.get(graph).status_code == 200
    issues = reading.section(document, "issues")
    assert reading.with_class(issues, "camps") and "✕ opposes" in reading.words(issues)
