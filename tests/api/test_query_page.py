"""The query page for browsers: an editor without script, examples, answers as tables, errors at their place."""

from __future__ import annotations

import html
import re
import shlex

import httpx

from conflict_graph.queries.catalogue import catalogue

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def page(client: httpx.Client, **parameters: str) -> httpx.Response:
    return client.get("/sparql", params=parameters, headers=BROWSER)


def test_a_browser_gets_an_editor_with_a_query_that_runs(client: httpx.Client) -> None:
    text = page(client).text
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", text, re.DOTALL)
    assert found
    assert client.get("/sparql", params={"query": html.unescape(found[1]), "format": "json"}).status_code == 200


def test_every_named_query_is_offered_and_opens_in_the_editor(client: httpx.Client) -> None:
    text = page(client).text
    for query in catalogue().values():
        assert f"?example={query.name}" in text
    example = html.unescape(page(client, example="positions").text)
    assert f"# {catalogue()['positions'].question}\nPREFIX cg:" in example
    missing = page(client, example="no-such-query")
    assert missing.status_code == 404


def test_an_answer_is_a_table_of_escaped_text_with_safe_links(client: httpx.Client) -> None:
    text = page(client, query="SELECT ?s ?p ?o { ?s ?p ?o }").text
    assert "Bo &lt;b&gt;&amp;&lt;/b&gt; Söhne" in text
    assert '<a href="/id/person/ada">Ada</a><br><span class="type">per:ada</span>' in text
    assert "javascript:alert(1)" in text and 'href="javascript' not in text
    assert re.search(r'<th scope="col"><button form="again" name="show" value="table/s"[^>]*>s<', text)
    assert '<h2 id="answer">6 rows</h2>' in text


def test_an_ask_says_what_its_no_means(client: httpx.Client) -> None:
    text = page(client, query="ASK { per:nobody a cg:Person }").text
    assert '<h2 id="answer">No</h2>' in text and "nothing in this graph says so" in text
    assert '<h2 id="answer">Yes</h2>' in page(client, query="ASK {}").text


def test_an_empty_answer_is_told_from_an_error(client: httpx.Client) -> None:
    text = page(client, query="SELECT ?s { ?s a cg:Meeting }").text
    assert "0 rows" in text and "Nothing in the graph fits this pattern. The query ran without an error." in text


def test_an_unknown_term_is_named_with_the_nearest(client: httpx.Client) -> None:
    text = page(client, query="SELECT ?c { ?c cg:holdr ?h ; cg:modality v:modality-actul, v:modality-actual }").text
    assert "<code>cg:holdr</code> is no term of the vocabulary" in text
    assert "Did you mean <code>cg:holder</code>?" in text
    assert "Did you mean <code>v:modality-actual</code>?" in text
    assert text.count("is no term of the vocabulary") == 2


def test_a_form_offers_exactly_the_codes_that_a_parameter_takes(client: httpx.Client) -> None:
    offered = re.findall(r'<option value="([^"]+)"', page(client, example="timeline").text)
    known = {one.name: one.codes for one in catalogue()["timeline"].parameters}
    assert set(offered) == {*known["kind"], *known["layer"], *known["modality"]}


def test_a_prefix_that_a_query_declares_otherwise_names_no_term_of_ours(client: httpx.Client) -> None:
    text = page(client, query="PREFIX cg: <http://example.org/> SELECT ?c { ?c cg:holdr ?h }").text
    assert "0 rows" in text and "is no term of the vocabulary" not in text


def test_a_graph_is_a_table_of_statements(client: httpx.Client) -> None:
    text = page(client, query="CONSTRUCT WHERE { per:ada ?p ?o }").text
    assert "3 statements" in text and ">predicate<" in text


def test_a_long_answer_shows_its_first_rows_and_says_so(client: httpx.Client) -> None:
    values = " ".join(map(str, range(72)))
    query = f"SELECT ?n ?m {{ VALUES ?n {{ {values} }} VALUES ?m {{ {values} }} }}"
    answer = client.post("/sparql", data={"query": query}, headers=BROWSER)
    assert "The first 5,000 rows" in answer.text and "There are more" in answer.text
    assert answer.headers["X-Truncated"] == "rows=5000"
    assert "Rows 1 to 100 of 5,000" in answer.text and answer.text.count("<tr>") == 101


def test_an_error_is_marked_at_its_place_and_the_query_stays(client: httpx.Client) -> None:
    answer = page(client, query="SELECT ?x\nWHERE {\n  FILTR(?x < 3)\n}")
    assert answer.status_code == 400
    assert '<span class="line wrong"><span class="number">3</span>  <mark>FILTR</mark>(?x &lt; 3)</span>' in answer.text
    assert "FILTR(?x &lt; 3)\n}</textarea>" in answer.text


def test_the_answer_can_be_taken_in_every_format(client: httpx.Client) -> None:
    text = page(client, query="SELECT ?s { ?s a cg:Person }").text
    downloads = re.findall(r'<a href="([^"]+)" type="([^"]+)" download=', text)
    assert len(downloads) == 4
    for address, media_type in downloads:
        assert client.get(html.unescape(address)).headers["content-type"].startswith(media_type)


def test_the_command_shown_asks_the_same_whatever_quotes_the_query_holds(client: httpx.Client) -> None:
    query = """SELECT ?s { ?s skos:prefLabel "Ada's \\"$HOME\\""@en }"""
    text = html.unescape(page(client, query=query).text)
    found = re.search(r"<code>(curl .*?)</code>", text, re.DOTALL)
    assert found
    assert f"query={query}" in shlex.split(found[1])


def test_pages_ask_for_nothing_from_elsewhere_and_no_script_stands_in_them(client: httpx.Client) -> None:
    for path in ("/sparql", "/sparql?query=ASK%7B%7D", "/api/docs", "/nowhere", "/problems/internal"):
        text = client.get(path, headers=BROWSER).text
        scripts = re.findall(r"<script.*?</script>", text, re.DOTALL)
        assert [
            script for script in scripts if not re.fullmatch(r'<script type="module" src="[^"]+"></script>', script)
        ] == []
        assert " style=" not in text and not re.search(r"\son\w+=", text)
        for address in re.findall(r'<(?:link|img|script|iframe)[^>]+(?:href|src)="([^"]+)"', text):
            assert address.startswith("/static/"), address
            assert client.get(address).status_code == 200


def test_files_named_by_their_content_may_be_kept_for_good(client: httpx.Client) -> None:
    address = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page(client).text)[0]
    assert "immutable" in client.get(address).headers["cache-control"]
    assert "immutable" not in client.get(address.partition("?")[0]).headers["cache-control"]
    (script,) = set(
        re.findall(r'<script type="module" src="(/static/islands/assets/complete-[^"]+)"', page(client).text)
    )
    assert "immutable" in client.get(script).headers["cache-control"]


def test_an_example_has_a_typed_field_for_each_parameter_and_fills_the_query(client: httpx.Client) -> None:
    text = page(client, example="positions").text
    for parameter in catalogue()["positions"].parameters:
        assert f'name="${parameter.name}"' in text, parameter.name
    assert re.search(r'name="\$valid_at" type="date"', text)
    assert re.search(r'<select[^>]+name="\$holds".*?value="certain".*?value="possible"', text, re.DOTALL)
    filled = html.unescape(page(client, example="positions", **{"$valid_at": "2026-02-24", "$holder": "Ada"}).text)
    assert '"2026-02-24"^^<http://www.w3.org/2001/XMLSchema#date>' in filled
    assert "VALUES ?holder { <https://w3id.org/conflict-graph/id/person/ada> }" in filled
    assert 'value="per:ada"' in filled and '<h2 id="answer">' not in filled


def test_an_example_is_filled_in_and_run_by_one_link(client: httpx.Client) -> None:
    text = page(client, example="names", then="run").text
    assert '<h2 id="answer">2 rows</h2>' in text and "Things by name" not in text
    assert '<input type="hidden" name="query" value="# ' in text


def test_a_value_that_cannot_be_used_is_told_at_its_field(client: httpx.Client) -> None:
    wrong = {"$valid_at": "24.2.2026", "$holder": "Ada"}
    answer = page(client, example="positions", then="run", **wrong)
    assert answer.status_code == 400
    assert re.search(r'name="\$valid_at"[^>]+value="24.2.2026"[^>]+aria-invalid="true"', answer.text)
    assert re.search(r'id="field-valid_at-about">[^<]*24\.2\.2026', answer.text)
    assert re.search(r'name="\$holder"[^>]+value="Ada"', answer.text)
    assert page(client, example="positions", **{"$holder": "Nobody"}).status_code == 404


def test_examples_are_found_by_their_words(client: httpx.Client) -> None:
    words = catalogue()["co-attendance"].question.removesuffix("?").upper()
    text = page(client, find=" ".join(reversed(words.split()))).text
    found = set(re.findall(r"\?example=([a-z-]+)", text))
    assert "co-attendance" in found and len(found) < len(catalogue()) / 3
    told = f"{len(found)} question{'' if len(found) == 1 else 's'}"
    assert f'<p class="small quiet" id="found" role="status">{told}</p>' in text
    assert "0 questions" in page(client, find="qqqq").text


def columns(text: str) -> list[list[str]]:
    """The rows of the answer as text."""
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [
        re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def test_a_table_sorts_numbers_by_size_and_unbound_cells_last(client: httpx.Client) -> None:
    query = "SELECT ?n ?word { VALUES (?n ?word) { (9 'b') (10 'A') (UNDEF 'c') (-1 UNDEF) } }"
    assert [row[0] for row in columns(page(client, query=query, show="table/n").text)] == ["-1", "9", "10", "–"]
    assert [row[0] for row in columns(page(client, query=query, show="table/-n").text)] == ["10", "9", "-1", "–"]
    assert [row[1] for row in columns(page(client, query=query, show="table/word").text)] == ["A", "b", "c", "–"]
    assert [row[1] for row in columns(page(client, query=query, show="table/nothing").text)] == ["b", "A", "c", "–"]


def test_a_way_of_showing_that_does_not_exist_is_refused(client: httpx.Client) -> None:
    for show in ("cake", "table/x/-1", "table/x/1/2", "table/x/ten"):
        answer = page(client, query="ASK {}", show=show)
        assert answer.status_code == 400 and "table, graph, timeline, map, raw" in answer.text, show


def test_an_answer_without_the_columns_of_a_view_is_a_table_and_says_so(client: httpx.Client) -> None:
    text = page(client, query="SELECT ?n { VALUES ?n { 1 } }", show="timeline").text
    assert "no columns for the view “Timeline”" in text and columns(text) == [["1"]]


def test_a_timeline_stands_in_the_order_of_days_and_names_its_column(client: httpx.Client) -> None:
    values = "('2026-03-01'^^xsd:date 'later') ('2025-12-31'^^xsd:date 'earlier') (UNDEF 'never')"
    text = page(client, query=f"SELECT ?stated ?what {{ VALUES (?stated ?what) {{ {values} }} }}", show="timeline").text
    assert re.findall(r'<time[^>]+datetime="([^"]+)"', text) == ["2025-12-31", "2026-03-01"]
    assert "By the days in the column <code>stated</code>" in text and "1 row names no day there" in text
    assert "never" not in text.partition('class="moments"')[2].partition("</ol>")[0]


def test_a_graph_leads_from_lines_to_claims_and_draws_hostile_names_as_text(client: httpx.Client) -> None:
    query = "SELECT ?a ?b ?claim { VALUES (?a ?b ?claim) { (per:ada per:bo clm:c) } }"
    text = page(client, query=query, show="graph").text
    assert 'href="/id/claim/c"' in text and "Bo &lt;b&gt;&amp;&lt;/b&gt; Söhne" in text
    assert "<b>&</b>" not in text


def test_a_raw_response_is_what_the_endpoint_sends(client: httpx.Client) -> None:
    query = "SELECT ?s { ?s a cg:Person } ORDER BY ?s"
    text = html.unescape(page(client, query=query, show="raw").text)
    sent = client.get("/sparql", params={"query": query, "format": "json"}).text
    assert sent in text


def test_a_link_to_an_answer_keeps_its_view(client: httpx.Client) -> None:
    text = html.unescape(page(client, query="SELECT ?s { ?s a cg:Person }", show="table/-s").text)
    found = re.search(r'<a href="([^"]+)">Link to this</a>', text)
    assert found and found[1].endswith("&show=table%2F-s")
    assert "descending" in client.get(found[1], headers=BROWSER).text
