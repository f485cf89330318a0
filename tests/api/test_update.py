"""SPARQL Update over HTTP: both ways to send it, the datasets it may name, all or nothing."""

from __future__ import annotations

import httpx
import pytest

DIRECT = {"Content-Type": "application/sparql-update"}


def holds(client: httpx.Client, pattern: str) -> bool:
    answer: bool = client.get("/sparql", params={"query": f"ASK {{ {pattern} }}"}).json()["boolean"]
    return answer


def test_an_update_arrives_as_a_form_and_as_the_body_and_is_seen_at_once(writable: httpx.Client) -> None:
    by_form = writable.post("/update", data={"update": "INSERT DATA { <urn:a> <urn:b> 'ü+ö %41' }"})
    assert (by_form.status_code, by_form.content) == (204, b"")
    assert by_form.headers["x-snapshot"] == writable.get("/readyz").json()["snapshot"]
    assert holds(writable, "<urn:a> <urn:b> 'ü+ö %41'")
    assert writable.post("/update", content=b"INSERT DATA { per:x a cg:Person }", headers=DIRECT).status_code == 204
    assert holds(writable, "per:x a cg:Person")


@pytest.mark.parametrize(
    ("content", "headers", "status", "code"),
    [
        ("INSERT DATA { <urn:a> <urn:b> ?x }", DIRECT, 400, "query-syntax"),
        ("SELECT * { ?s ?p ?o }", DIRECT, 400, "query-syntax"),
        ("DROP ALL ; LOAD <http://127.0.0.1:9/x>", DIRECT, 400, "outward-request"),
        ("DROP ALL ; INSERT DATA { <urn:a> <urn:b> ?x }", DIRECT, 400, "query-syntax"),
        ("CLEAR ALL", {"Content-Type": "text/plain"}, 415, "unsupported-media-type"),
        ("nothing=x", {"Content-Type": "application/x-www-form-urlencoded"}, 400, "invalid-request"),
        ("query=ASK%7B%7D", {"Content-Type": "application/x-www-form-urlencoded"}, 400, "invalid-request"),
    ],
)
def test_a_refused_update_changes_nothing(
    writable: httpx.Client, content: str, headers: dict[str, str], status: int, code: str
) -> None:
    writable.post("/update", content=b"INSERT DATA { <urn:a> <urn:b> 1 }", headers=DIRECT).raise_for_status()
    answer = writable.post("/update", content=content.encode(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert holds(writable, "<urn:a> <urn:b> 1")


def test_an_update_may_name_the_graphs_its_where_asks(writable: httpx.Client) -> None:
    writable.post(
        "/update",
        data={
            "update": "INSERT DATA { <urn:s> <urn:in> 'default' "
            "GRAPH <urn:g> { <urn:s> <urn:in> 'g' } GRAPH <urn:h> { <urn:s> <urn:in> 'h' } }"
        },
    ).raise_for_status()
    update = (
        "# says WHERE ; WHERE\nINSERT { <urn:copy> <urn:of> ?x } WHERE { ?s <urn:in> ?x } ; "
        "INSERT DATA { <urn:copy> <urn:note> 'WHERE; USING' } ;"
    )
    writable.post("/update", data={"update": update, "using-graph-uri": "urn:g"}).raise_for_status()
    assert holds(writable, "<urn:copy> <urn:of> 'g' ; <urn:note> 'WHERE; USING'")
    assert not holds(writable, "<urn:copy> <urn:of> 'default'")
    named = "INSERT { <urn:named> <urn:of> ?g } WHERE { GRAPH ?g { ?s <urn:in> ?x } }"
    writable.post("/update", data={"update": named, "using-named-graph-uri": "urn:h"}).raise_for_status()
    assert holds(writable, "<urn:named> <urn:of> <urn:h>")
    assert not holds(writable, "<urn:named> <urn:of> <urn:g>")


def test_delete_where_asks_the_named_graph_too(writable: httpx.Client) -> None:
    data = "INSERT DATA { <urn:s> <urn:p> 1, 2 . GRAPH <urn:g> { <urn:s> <urn:p> 2 } }"
    writable.post("/update", data={"update": data}).raise_for_status()
    update = {"update": "DELETE WHERE { ?s <urn:p> ?o }", "using-graph-uri": "urn:g"}
    writable.post("/update", data=update).raise_for_status()
    assert holds(writable, "<urn:s> <urn:p> 1")
    assert not holds(writable, "<urn:s> <urn:p> 2")


@pytest.mark.parametrize("clause", ["USING <urn:g>", "USING NAMED <urn:g>"])
def test_graphs_named_by_text_and_request_together_are_refused(writable: httpx.Client, clause: str) -> None:
    update = f"DELETE {{ ?s ?p ?o }} {clause} WHERE {{ ?s ?p ?o }}"
    answer = writable.post("/update", data={"update": update, "using-graph-uri": "urn:g"})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-request")
    answer = writable.post("/update", data={"update": f"WITH <urn:g> {update}", "using-graph-uri": "urn:g"})
    assert answer.status_code == 400
