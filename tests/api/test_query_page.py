"""The query page for browsers: an editor without script, examples, answers as tables, errors at their place."""

from __future__ import annotations

import html
import re
import shlex

import httpx

from conflict_graph.ask.named import catalogue

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
