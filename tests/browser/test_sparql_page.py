"""The query page as its readers use it: write, complete, run, stop, look at the answer in every view, take it along."""

from __future__ import annotations

import gzip
import re
import time
from urllib.parse import quote

import httpx
import pytest
from barriers import barriers, only
from playwright.sync_api import Page, expect
from service_process import served as service

from conflict_graph_api.pages import islands

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"
STATES = "SELECT ?participant ?claim { ?claim cg:participant ?participant . ?participant a cg:State }"
WRONG = "SELECT ?x\nWHERE {\n  FILTR(?x < 3)\n}"
REFUSED = ("^answer 400: ", "^console error: .* status of 400 ")


def editor(page: Page):
    """What a query is written into."""
    return page.get_by_role("textbox", name="Query", exact=True)


def write(page: Page, text: str) -> None:
    """Replace the query, as by pasting."""
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def written(page: Page) -> str:
    """The query as the form would send it."""
    return page.locator("textarea#query").input_value()


def status(page: Page):
    """What is said of the run."""
    return page.locator("#ask .status")


def run(page: Page) -> None:
    """Run by the keyboard, and wait for the answer."""
    editor(page).focus()
    page.keyboard.press("Control+Enter")
    expect(status(page)).to_contain_text(re.compile(r" in \d|Not answered"))


def ask(page: Page, text: str) -> None:
    """Write a query and run it."""
    write(page, text)
    run(page)


def show(page: Page, view: str) -> None:
    """Choose a view of the answer."""
    page.get_by_role("group", name="Show the answer as").get_by_role("button", name=view, exact=True).click()
    expect(page.locator(".views [aria-current]")).to_have_text(view)


def test_a_query_runs_by_keyboard_and_its_link_shows_the_same(open_page):
    page = open_page("/sparql")
    ask(page, "SELECT ?name { per:emmanuel-macron skos:prefLabel ?name FILTER(LANG(?name) = 'en') }")
    expect(page.get_by_role("heading", name="1 row")).to_be_visible()
    expect(page.get_by_role("cell", name="Emmanuel Macron")).to_be_visible()
    expect(status(page)).to_contain_text("of processing left")
    assert "?query=SELECT" in page.url
    other = open_page(page.url.partition("//")[2].partition("/")[2].join(["/", ""]))
    expect(other.get_by_role("cell", name="Emmanuel Macron")).to_be_visible()
    assert "per:emmanuel-macron" in written(other)


def test_terms_things_and_variables_are_completed_and_prefixes_declared(open_page):
    page = open_page("/sparql")
    write(page, "SELECT ?person {\n  ?person ")
    page.keyboard.type("cg:part")
    suggestions = page.locator(".cm-tooltip-autocomplete li")
    expect(suggestions.filter(has_text="cg:participationStatus")).to_be_visible()
    suggestions.filter(has_text=re.compile("^cg:participant")).first.click()
    page.keyboard.type(" Зеленськ")
    expect(suggestions.first).to_contain_text("per:volodymyr-zelenskyy")
    page.wait_for_timeout(300)  # a list that has only just opened takes no key yet: it might be meant for the text
    page.keyboard.press("Enter")
    page.keyboard.type(" ; ?per")
    expect(suggestions.filter(has_text="?person")).to_be_visible()
    page.keyboard.press("Escape")
    text = written(page)
    assert "PREFIX cg: <https://w3id.org/conflict-graph/ontology#>\n" in text
    assert "PREFIX per: <https://w3id.org/conflict-graph/id/person/>\n" in text
    assert "?person cg:participant per:volodymyr-zelenskyy ; ?per" in text
    page.keyboard.type(" # v: stays")
    assert "PREFIX v:" not in written(page)


def test_an_error_is_marked_at_its_place_until_it_is_mended(open_page):
    page = open_page("/sparql", expected=REFUSED)
    ask(page, WRONG)
    expect(page.get_by_role("alert")).to_contain_text("Line 3, column 3")
    expect(page.locator(".cm-lintRange-error")).to_have_text("FILTR")
    expect(status(page)).to_contain_text("Not answered")
    ask(page, WRONG.replace("FILTR(?x < 3)", "?x a cg:Coalition"))
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
    linked = open_page(f"/sparql?query={quote(WRONG)}", status=400)
    expect(linked.locator(".cm-lintRange-error")).to_have_text("FILTR")


@pytest.mark.alone
def test_a_query_past_its_time_and_a_reader_past_the_budget_are_told_what_to_do(open_page):
    told = [
        pattern for code in (504, 429) for pattern in (f"^answer {code}: ", f"^console error: .* status of {code} ")
    ]
    with service(query_seconds=1, client_seconds=2.5, client_window=600) as running:
        page = open_page("/sparql", origin=running.address, expected=told)
        ask(page, HEAVY)
        expect(page.get_by_role("alert")).to_contain_text("stopped after 1 second.")
        expect(page.get_by_role("alert")).to_contain_text("LIMIT")
        for _ in range(3):
            ask(page, HEAVY)
        expect(page.get_by_role("alert")).to_contain_text("processing time")
        expect(page.get_by_role("alert")).to_contain_text(re.compile(r"Try again in \d+ second"))


@pytest.mark.alone
def test_stopping_a_query_frees_the_worker_at_once(open_page, served):
    page = open_page("/sparql")
    write(page, HEAVY)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Stop").click()
    expect(status(page)).to_have_text("Stopped. The service has given the query up.")
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    # The server of these tests has one worker: were it still at the heavy query, this would wait its ten seconds.
    started = time.monotonic()
    ask(page, "ASK {}")
    assert time.monotonic() - started < 5
    expect(page.get_by_role("heading", name="Yes")).to_be_visible()
    deadline = time.monotonic() + 5
    while 'query-cancelled"' not in (metrics := httpx.get(f"{served}/metrics", trust_env=False).text):
        assert time.monotonic() < deadline, metrics
        time.sleep(0.1)


def test_an_answer_sorts_pages_and_shows_names_with_links(open_page):
    page = open_page("/sparql")
    ask(page, STATES)
    rows = page.locator("#outcome tbody tr")
    expect(rows).to_have_count(100)
    expect(page.get_by_text(re.compile("Rows 1 to 100 of "))).to_be_visible()
    header = page.get_by_role("columnheader", name="participant")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(header.get_by_role("button")).to_be_focused()
    first = rows.first.locator("a").first
    expect(first).to_have_text("Albania")
    expect(first).to_have_attribute("href", "/id/state/alb")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    expect(first).to_have_text("United States")
    page.get_by_role("button", name="Next 100").click()
    expect(page.get_by_text(re.compile("Rows 101 to "))).to_be_visible()
    again = open_page(page.url.removeprefix(page.evaluate("location.origin")))
    expect(again.get_by_text(re.compile("Rows 101 to "))).to_be_visible()


def test_views_fit_the_columns_and_draw_what_the_table_lists(open_page):
    page = open_page(f"/sparql?query={quote(STATES + ' LIMIT 30')}")
    expect(page.locator(".views button")).to_have_text(["Table", "Map", "Response"])
    listed = set(page.locator("#outcome tbody tr td:first-child a").all_inner_texts())
    show(page, "Map")
    drawn = page.locator("svg.chart a").evaluate_all("links => links.map(link => link.getAttribute('aria-label'))")
    assert {text.partition(":")[0] for text in drawn} == listed
    show(page, "Response")
    expect(page.locator("pre.response")).to_contain_text('"bindings"')
    write(page, "SELECT ?person ?meeting ?claim { ?claim cg:participant ?person ; cg:inEvent ?meeting } LIMIT 9")
    run(page)
    show(page, "Graph")
    lines = page.locator("svg.graph .edge a")
    assert {link.split("/")[2] for link in lines.evaluate_all("all => all.map(one => one.getAttribute('href'))")} == {
        "claim"
    }
    write(page, "CONSTRUCT { ?a cg:metWith ?b } { ?a cg:metWith ?b } LIMIT 5")
    run(page)
    expect(page.locator(".views button")).to_have_text(["Table", "Graph", "Response"])


def test_a_column_with_days_becomes_a_timeline(open_page):
    page = open_page(
        "/sparql?show=timeline&query=" + quote("SELECT ?event ?start { ?c cg:startDate ?start ; cg:inEvent ?event }")
    )
    days = page.locator(".moments time").all_inner_texts()
    assert days == sorted(days) and len(days) > 10
    expect(page.get_by_text("By the days in the column start")).to_be_visible()
    ask(page, "ASK {}")
    other = open_page("/sparql?show=timeline&query=" + quote("SELECT (1 AS ?n) {}"))
    expect(other.get_by_text("no columns for the view “Timeline”")).to_be_visible()


def test_an_example_is_found_filled_in_and_run(open_page):
    page = open_page("/sparql")
    page.get_by_label("Words in the question").fill("stance on which")
    expect(page.locator("#found")).to_have_text(re.compile(r"^\d questions?$"))
    page.get_by_role("link", name="Who wants troops near the front").click()
    expect(page.get_by_role("tab", selected=True)).to_have_text("Positions")
    expect(page.get_by_label("Stance").locator("option")).to_have_text(
        ["any", "conditional support", "neutral", "oppose", "reserved", "support", "unclear"], use_inner_text=True
    )
    assert page.get_by_label("Valid at").get_attribute("type") == "date"
    holder = page.get_by_label("Holder")
    holder.fill("Makron")
    page.get_by_role("option").filter(has_text="Emmanuel Macron").click()
    page.get_by_label("Valid at").fill("2026-02-24")
    page.get_by_role("button", name="Fill in", exact=True).click()
    expect(holder).to_have_value("per:emmanuel-macron")
    assert "VALUES ?holder { <https://w3id.org/conflict-graph/id/person/emmanuel-macron> }" in written(page)
    page.get_by_role("button", name="Fill in and run").click()
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ rows$"))).to_be_visible()
    linked = open_page(page.url.removeprefix(page.evaluate("location.origin")))
    expect(linked.get_by_role("heading", name=re.compile(r"^\d+ rows$"))).to_be_visible()
    expect(linked.get_by_label("Holder")).to_have_value("per:emmanuel-macron")


def test_tabs_are_named_kept_and_closed(open_page):
    page = open_page("/sparql")
    write(page, "ASK { ?first ?p ?o }")
    page.get_by_role("button", name="New query").click()
    page.keyboard.insert_text("ASK { ?second ?p ?o }")
    page.get_by_role("button", name="Rename this query").click()
    page.keyboard.insert_text("My question")
    page.keyboard.press("Enter")
    page.reload()
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_text(["Query 1", "My question"])
    assert "?second" in written(page)
    tabs.last.focus()
    page.keyboard.press("ArrowLeft")
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    expect(tabs.first).to_be_focused()
    assert "?first" in written(page)
    page.keyboard.press("Delete")
    expect(tabs).to_have_text(["My question"])


def test_the_history_brings_a_query_back(open_page):
    page = open_page("/sparql")
    ask(page, "# My first question\nASK {}")
    ask(page, "ASK { ?a ?b ?c }")
    page.get_by_text("History (2)").click()
    page.get_by_role("button", name="My first question").click()
    expect(page.get_by_role("tab")).to_have_count(2)
    assert written(page).startswith("# My first question")
    page.get_by_role("button", name="Clear history").click()
    expect(page.get_by_text("History (")).to_be_hidden()


def test_the_answer_is_taken_along_in_every_format_and_as_commands(open_page):
    page = open_page(f"/sparql?query={quote('SELECT ?s { ?s a cg:Coalition }')}")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "answer.csv"
    assert download.value.path().read_bytes().startswith(b"s\r\n")
    for label in ("JSON", "XML", "TSV", "Link to this"):
        expect(page.locator(".taking").get_by_role("link", name=label)).to_be_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("The same in curl").click()
    page.get_by_role("button", name="Copy").first.click()
    assert page.evaluate("navigator.clipboard.readText()").startswith("curl http://127.0.0.1")


def test_cut_answers_and_limits_are_told(open_page):
    page = open_page("/sparql")
    expect(page.get_by_text("At most 10 seconds and 100,000 rows for one query")).to_be_visible()
    ask(page, "SELECT ?s ?p ?o { ?s ?p ?o }")
    expect(page.get_by_role("heading", name="The first 5,000 rows")).to_be_visible()
    expect(page.get_by_text("There are more: this page reads the first 5,000")).to_be_visible()


def test_back_and_forward_bring_answers_back(open_page):
    page = open_page("/sparql")
    ask(page, "ASK {}")
    ask(page, "ASK { per:nobody a cg:Person }")
    expect(page.get_by_role("heading", name="No", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Yes")).to_be_visible()
    assert written(page).strip() == "ASK {}"


def test_a_query_too_long_for_an_address_is_asked_all_the_same(open_page):
    page = open_page("/sparql")
    ask(page, f"SELECT ?n {{ VALUES ?n {{ {' '.join(map(str, range(5000)))} }} }}")
    expect(page.get_by_role("heading", name="5,000 rows")).to_be_visible()
    header = page.get_by_role("columnheader", name="n", exact=True)
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    header.get_by_role("button").click()
    expect(page.locator("#outcome tbody tr").first).to_have_text("4999")


def test_hostile_text_in_answers_and_storage_stays_text(open_page):
    page = open_page("/sparql")
    ask(page, """SELECT ("<img src=x onerror=alert(1)>" AS ?x) ("<script>alert(2)</script>" AS ?y) {}""")
    expect(page.get_by_role("cell", name="<img src=x onerror=alert(1)>")).to_be_visible()
    page.evaluate(
        """localStorage.setItem("conflict-graph.sparql", JSON.stringify({
        tabs: [{id: "1", name: "<img src=x onerror=alert(3)>", text: "ASK {}"}], active: "1",
        past: [{text: "# <img src=x onerror=alert(4)>", at: "never", told: "<b>"}]}))"""
    )
    page.goto("/sparql")
    expect(page.get_by_role("tab")).to_have_text("<img src=x onerror=alert(3)>")
    page.evaluate("localStorage.setItem('conflict-graph.sparql', '{\"tabs\": 3')")
    page.goto("/sparql")
    expect(page.get_by_role("tab")).to_have_text("Query 1")


def test_no_state_of_the_page_has_a_barrier(open_page):
    page = open_page("/sparql?example=positions", expected=REFUSED)
    found = []

    def look(state: str) -> None:
        page.locator(".examples li:nth-child(n + 3)").evaluate_all("all => all.forEach(one => one.remove())")
        found.extend(f"{state}: {barrier}" for barrier in barriers(page))

    look("example")
    ask(page, "SELECT ?who ?claim ?day { ?claim cg:participant ?who ; cg:statedOn ?day . ?who a cg:State } LIMIT 5")
    for view in ("Table", "Timeline", "Map", "Response"):
        show(page, view)
        look(view)
    ask(page, "SELECT ?person ?meeting { ?claim cg:participant ?person ; cg:inEvent ?meeting } LIMIT 5")
    show(page, "Graph")
    look("Graph")
    ask(page, WRONG)
    look("error")
    write(page, "ASK { ?s cg:")
    page.keyboard.type("par")
    expect(page.locator(".cm-tooltip-autocomplete")).to_be_visible()
    look("completion")
    assert not found, "\n".join(found)


def test_the_page_fits_a_phone_in_the_dark(open_page):
    page = open_page("/sparql?example=positions", scheme="dark", width="phone", expected=REFUSED)
    colours = only("color-contrast", "target-size")
    found = barriers(page, colours)
    ask(page, "SELECT ?who ?claim ?day { ?claim cg:participant ?who ; cg:statedOn ?day . ?who a cg:State } LIMIT 5")
    for view in ("Table", "Timeline", "Map"):
        show(page, view)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
    found += barriers(page, colours)
    ask(page, WRONG)
    found += barriers(page, colours)
    assert not found, "\n".join(found)


def test_without_script_everything_but_the_comforts_is_there(open_page):
    page = open_page("/sparql", script=False)
    page.get_by_label("Words in the question").fill("stance on which")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Who wants troops near the front").click()
    page.get_by_label("Holder").fill("Macron")
    page.get_by_role("button", name="Fill in and run").click()
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ rows$"))).to_be_visible()
    for view, sign in (("Timeline", ".moments"), ("Graph", "svg.graph"), ("Table", "#outcome table")):
        show(page, view)
        expect(page.locator(sign)).to_be_visible()
    page.get_by_role("columnheader", name="stance", exact=True).get_by_role("button").click()
    expect(page.get_by_role("columnheader", name="stance", exact=True)).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("textbox", name="Query").fill("ASK {}")
    page.get_by_role("button", name="Run by POST").click()
    expect(page.get_by_role("heading", name="Yes")).to_be_visible()


def test_the_scripts_of_the_page_are_within_their_bound():
    names = set(re.findall(r"assets/([^\"]+)", islands.tags("sparql", "/s") + islands.tags("complete", "/s")))
    sizes = {name: len(gzip.compress((islands.FOLDER / "assets" / name).read_bytes())) for name in names}
    assert 100_000 < sum(sizes.values()) < 320_000, sizes
