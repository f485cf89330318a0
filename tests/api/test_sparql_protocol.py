"""SPARQL 1.1 Protocol queries over HTTP: what is answered, and what is refused with which words."""

from __future__ import annotations

import httpx
import pytest

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
GRAPH = "https://example.org/g"


def test_a_query_gets_one_answer_by_get_by_form_and_as_the_body(client: httpx.Client) -> None:
    query = 'SELECT ("a+b & c%20d = ü€😀" AS ?v) {}'
    answers = [
        client.get("/sparql", params={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query.encode(), headers={"Content-Type": QUERY}),
    ]
    values = [answer.json()["results"]["bindings"][0]["v"]["value"] for answer in answers]
    assert values == ["a+b & c%20d = ü€😀"] * 3


def test_the_prefixes_of_the_service_need_no_declaration(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": "ASK { per:ada a cg:Person }"}).json()["boolean"] is True


def test_graphs_named_by_the_request_go_before_those_of_the_query(client: httpx.Client) -> None:
    query = "SELECT ?o FROM <urn:nothing> { per:ada ?p ?o }"
    rows = client.get("/sparql", params={"query": query, "default-graph-uri": GRAPH}).json()["results"]["bindings"]
    assert [row["o"]["value"].rsplit("/", 1)[-1] for row in rows] == ["bo"]


def test_graphs_may_stand_in_the_address_of_a_posted_form(client: httpx.Client) -> None:
    answer = client.post(
        "/sparql", params={"named-graph-uri": GRAPH}, data={"query": "ASK { GRAPH ?g { per:ada ?p ?o } }"}
    )
    assert answer.json()["boolean"] is True
    other = client.post(
        "/sparql", params={"named-graph-uri": "urn:other"}, data={"query": "ASK { GRAPH ?g { per:ada ?p ?o } }"}
    )
    assert other.json()["boolean"] is False


@pytest.mark.parametrize(
    ("method", "address", "content", "content_type", "status", "code"),
    [
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "", "", 400, "invalid-parameter"),
        ("POST", "/sparql", "query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400, "invalid-parameter"),
        ("POST", "/sparql?query=ASK%7B%7D", "ASK {}", QUERY, 400, "invalid-parameter"),
        ("POST", "/sparql", "", FORM, 400, "invalid-request"),
        ("POST", "/sparql", " ", QUERY, 400, "invalid-parameter"),
        ("POST", "/sparql", "query=", FORM, 400, "invalid-parameter"),
        ("POST", "/sparql", "update=CLEAR%20ALL", FORM, 400, "invalid-request"),
        ("POST", "/sparql", "query=ASK%7B%7D&update=CLEAR%20ALL", FORM, 400, "invalid-request"),
        ("GET", "/sparql?update=CLEAR%20ALL", "", "", 400, "invalid-request"),
        ("GET", "/sparql?default-graph-uri=urn:x", "", "", 400, "invalid-request"),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=here", "", "", 400, "invalid-parameter"),
        ("GET", "/sparql?query=%FF", "", "", 400, "invalid-request"),
        ("POST", "/sparql", "ASK {}", "text/plain", 415, "unsupported-media-type"),
        ("POST", "/sparql", "ASK {}", "application/sparql-update", 415, "unsupported-media-type"),
        ("POST", "/sparql", "ASK {}", "", 415, "unsupported-media-type"),
        ("POST", "/sparql", "ASK {}", f"{QUERY}; charset=UTF-16", 415, "unsupported-media-type"),
        ("GET", "/sparql?query=DROP%20ALL", "", "", 400, "query-syntax"),
        ("GET", "/sparql?query=ASK%20%7B%20SERVICE%20%3Curn:x%3E%20%7B%7D%20%7D", "", "", 400, "outward-request"),
        ("GET", "/sparql?query=SELECT%20(%3Curn:f%3E(1)%20AS%20%3Fx)%20%7B%7D", "", "", 501, "unsupported-query"),
        ("PUT", "/sparql", "", "", 405, "method-not-allowed"),
        ("GET", "/sparql?" + "&".join(f"x{n}=" for n in range(1001)), "", "", 414, "url-too-long"),
        ("POST", "/sparql", "&".join(f"x{n}=" for n in range(1001)), FORM, 400, "invalid-request"),
    ],
)
def test_what_the_protocol_does_not_allow_is_refused(
    client: httpx.Client, method: str, address: str, content: str, content_type: str, status: int, code: str
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    response = client.request(method, address, content=content.encode(), headers=headers)
    problem = response.json()
    assert (response.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"].endswith(code) and problem["detail"]


def test_a_body_that_is_not_utf_8_is_refused(client: httpx.Client) -> None:
    response = client.post("/sparql", content=b"ASK { ?s ?p '\xff' }", headers={"Content-Type": QUERY})
    assert (response.status_code, response.json()["detail"]) == (400, "Byte 13 of the body is not UTF-8.")


def test_a_syntax_error_names_its_line_and_column(client: httpx.Client) -> None:
    problem = client.get("/sparql", params={"query": "SELECT ?x\nWHERE {\n  FILTR(?x)\n}"}).json()
    assert (problem["code"], problem["line"], problem["column"]) == ("query-syntax", 3, 3)


def test_every_address_answers_options_with_its_methods(client: httpx.Client) -> None:
    allowed = {path: client.options(path).headers["allow"] for path in ("/sparql", "/store", "/update", "/healthz")}
    assert allowed == {
        "/sparql": "GET, HEAD, OPTIONS, POST",
        "/store": "DELETE, GET, HEAD, OPTIONS, POST, PUT",
        "/update": "OPTIONS, POST",
        "/healthz": "GET, HEAD, OPTIONS",
    }


def test_a_browser_of_another_site_may_ask_and_may_send_a_token(client: httpx.Client) -> None:
    preflight = client.options(
        "/update",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization, content-type",
        },
    )
    assert preflight.status_code == 200
    assert "authorization" in preflight.headers["access-control-allow-headers"].lower()
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "X-Snapshot" in answer.headers["access-control-expose-headers"]


def test_an_error_too_may_be_read_from_another_site(client: httpx.Client) -> None:
    answer = client.get("/sparql?query=nonsense", headers={"Origin": "https://example.org"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (400, "*")
