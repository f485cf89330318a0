"""The format of an answer: Accept with its weights, ?format= before it."""

from __future__ import annotations

import httpx
import pytest

SELECT = "SELECT ?name { per:ada skos:prefLabel ?name }"
CONSTRUCT = "CONSTRUCT { ?s skos:prefLabel ?name } { ?s skos:prefLabel ?name }"
ASK = "ASK { per:ada a cg:Person }"


def asked(client: httpx.Client, query: str, accept: str, **parameters: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **parameters}, headers={"Accept": accept})


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        (SELECT, "application/sparql-results+json", "application/sparql-results+json"),
        (SELECT, "application/json", "application/json"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "", "application/sparql-results+json"),
        (SELECT, "text/*", "text/csv; charset=utf-8"),
        (SELECT, "text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        (SELECT, "text/csv;q=0, text/*;q=0.5", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
        (SELECT, "text/html;q=0.5, text/csv", "text/csv; charset=utf-8"),
        (ASK, "application/xml", "application/xml"),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/trig", "application/trig"),
        (CONSTRUCT, "application/n-quads", "application/n-quads"),
        (CONSTRUCT, "text/turtle;q=0.5, application/n-triples;q=0.6", "application/n-triples"),
        (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_the_most_wanted_type_that_fits_the_kind_of_answer_is_sent(
    client: httpx.Client, query: str, accept: str, content_type: str
) -> None:
    response = asked(client, query, accept)
    assert (response.status_code, response.headers["content-type"]) == (200, content_type)
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("name", "query", "content_type"),
    [
        ("json", SELECT, "application/sparql-results+json"),
        ("xml", SELECT, "application/sparql-results+xml"),
        ("csv", SELECT, "text/csv; charset=utf-8"),
        ("text/csv", SELECT, "text/csv; charset=utf-8"),
        ("json", CONSTRUCT, "application/ld+json"),
        ("xml", CONSTRUCT, "application/rdf+xml"),
        ("ttl", CONSTRUCT, "text/turtle; charset=utf-8"),
        ("json-ld", CONSTRUCT, "application/ld+json"),
        ("rdf+xml", CONSTRUCT, "application/rdf+xml"),
        ("html", SELECT, "text/html; charset=utf-8"),
    ],
)
def test_the_format_parameter_goes_before_accept(
    client: httpx.Client, name: str, query: str, content_type: str
) -> None:
    response = asked(client, query, "application/n-quads, application/sparql-results+xml", format=name)
    assert (response.status_code, response.headers["content-type"]) == (200, content_type)


def test_an_accept_header_that_nothing_fits_is_not_acceptable_and_lists_what_is(client: httpx.Client) -> None:
    response = asked(client, SELECT, "image/png")
    assert (response.status_code, response.json()["code"]) == (406, "not-acceptable")
    assert "text/csv" in response.json()["known"]


def test_a_type_of_the_other_kind_of_answer_is_not_acceptable(client: httpx.Client) -> None:
    response = asked(client, CONSTRUCT, "text/csv")
    assert (response.status_code, response.json()["code"]) == (406, "not-acceptable")


def test_an_unknown_format_is_a_bad_request_that_lists_the_known_ones(client: httpx.Client) -> None:
    response = asked(client, SELECT, "*/*", format="docx")
    assert (response.status_code, response.json()["code"]) == (400, "unknown-format")
    assert {"csv", "turtle"} <= set(response.json()["known"])


def test_a_format_of_the_other_kind_of_answer_is_a_bad_request(client: httpx.Client) -> None:
    response = asked(client, SELECT, "*/*", format="turtle")
    assert (response.status_code, response.json()["code"]) == (400, "unknown-format")


def test_the_service_description_names_its_other_formats(client: httpx.Client) -> None:
    link = client.get("/sparql").headers["link"]
    assert '</sparql?format=jsonld>; rel="alternate"; type="application/ld+json"' in link
