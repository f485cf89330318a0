"""Requests made up by machines: from the OpenAPI document (schemathesis), and from what clients may send (hypothesis).

Whatever comes, the answer is what the document says, an error is a problem document, and no status above 499 comes but
those of documented limits. Examples are the same in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from pydantic import SecretStr
from schemathesis import GenerationMode
from schemathesis.checks import response_schema_conformance
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance
from serving import running

from conflict_graph.rdf.documents import read_rdf
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app
from conflict_graph_api.http.problem_kinds import problem_kinds

VALID = Path(__file__).parents[1] / "valid" / "every-kind.ttl"
TOKEN = "a-token-for-hostile-tests"
LIMITS = {(501, "unsupported-query"), (503, "result-too-large"), (503, "store-busy"), (504, "query-timeout")}
BOUNDED = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def address(own_surroundings: None) -> Iterator[str]:
    """A service of claims of every kind that takes writes."""
    store = MemoryStore()
    store.change(Change(add=read_rdf(VALID).quads))
    with running(create_app(store, Settings(write_token=SecretStr(TOKEN), url_bytes=64_000))) as found:
        yield found


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=address, trust_env=False, headers=headers, follow_redirects=True) as client:
        yield client


def check(status: int, content_type: str, body: Callable[[], dict[str, Any]], what: object) -> None:
    """An error is a problem document of a kind that is listed, with its own status."""
    if status < 400:
        return
    assert content_type.partition(";")[0] == "application/problem+json", what
    problem = body()
    kinds = problem_kinds()
    assert problem["code"] in kinds and problem["status"] == status == kinds[problem["code"]].status, what
    assert status < 500 or (status, problem["code"]) in LIMITS, (what, problem)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_requests_made_from_the_document_are_answered_as_it_says(address: str, mode: GenerationMode) -> None:
    document = httpx.get(f"{address}/api/openapi.json", trust_env=False).json()
    schema = schemathesis.openapi.from_dict(document)
    session = requests.Session()
    session.trust_env = False
    session.headers["Authorization"] = f"Bearer {TOKEN}"
    asked, unasked = 0, []
    for result in schema.get_all_operations():
        operation = result.ok()

        @BOUNDED
        @given(operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            response = case.call(base_url=address, session=session, timeout=20)
            what = f"{case.method} {case.formatted_path} {case.query}"
            check(response.status_code, response.headers.get("content-type", [""])[0], response.json, what)
            checks = [response_schema_conformance, content_type_conformance, status_code_conformance]
            case.validate_response(response, checks=checks)

        try:
            ask()
        except Unsatisfiable:
            unasked.append(operation.label)  # nothing about it can be wrong: it takes no parameter
    print(f"measured: {asked} {mode.value} requests made from the document")
    assert asked > 200
    assert not unasked if mode is GenerationMode.POSITIVE else len(unasked) < 15


NAMES = [
    "q", "kind", "limit", "cursor", "format", "valid_at", "known_at", "recorded_at", "layer", "modality", "holds",
    "entity", "subject", "object", "source", "relationship", "measure", "issue", "from", "to", "query", "graph",
    "default-graph-uri", "node", "at", "scene", "focus", "between", "expand", "by", "hide",
]  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "per:ada", "Freedonia", "2026-02-30", "9999-12-31", "-1", "1e9", "\x00", "<b>", "cg:Person", "*"]
    ),
    st.integers().map(str),
    st.dates().map(str),
)
PATHS = [
    "/sparql", "/search", "/actors", "/meetings", "/issues", "/sources", "/api/search", "/api/claims", "/api/verdict",
    "/api/positions", "/api/positions/disagreements", "/api/positions/shifts", "/api/meetings", "/api/timeline",
    "/api/paths", "/api/network/agreement", "/api/network/agreement/measures", "/api/queries/positions",
    "/api/entities/state/freedonia", "/api/entities/state/freedonia/neighbours", "/visualisations/agreement", "/store",
    "/about", "/ontology", "/id/state/freedonia", "/graph", "/graph/expand", "/graph/evidence", "/api/graph",
    "/api/graph/counts", "/api/graph/export",
]  # fmt: skip


@settings(BOUNDED, max_examples=250)
@given(
    path=st.sampled_from(PATHS),
    pairs=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4),
    accept=st.sampled_from(["*/*", "text/html", "application/json", "text/turtle;q=0.1", "nonsense", "a/b;q=x"]),
)
def test_parameters_of_any_kind_are_used_or_refused(
    client: httpx.Client, path: str, pairs: list[tuple[str, str]], accept: str
) -> None:
    answer = client.get(path, params=pairs, headers={"Accept": accept})  # type: ignore[arg-type]
    if answer.headers["content-type"].startswith("text/html"):
        assert answer.status_code < 500
    else:
        check(answer.status_code, answer.headers["content-type"], answer.json, (path, pairs))


FRAGMENTS = st.sampled_from([
    b"<urn:a> ", b"a ", b"cg:Position ", b"'x'@en ", b'"""', b". ", b"; ", b"[ ", b"] ", b"( ", b"@prefix x: <urn:> .",
    b"<<( ", b")>> ", b"{", b"}", b'"@id": ', b"\xff", b"\x00", b"<rdf:RDF ", b">", b"</", b"&lt;", b"1e400 ", b"_:b ",
])  # fmt: skip
BODIES = st.one_of(st.binary(max_size=200), st.lists(FRAGMENTS).map(b"".join), st.text(max_size=100).map(str.encode))
TYPES = [
    "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "multipart/form-data",
    "multipart/form-data; boundary=x", "text/plain", "", "a", "text/turtle; charset=latin-1",
]  # fmt: skip


@settings(BOUNDED, max_examples=200)
@given(
    body=BODIES,
    media_type=st.sampled_from(TYPES),
    address_of=st.sampled_from(["/store?default", "/store?graph=urn:g", "/store/here", "/store", "/sparql", "/update"]),
    method=st.sampled_from(["POST", "PUT"]),
)  # fmt: skip
def test_files_of_any_kind_are_read_or_refused(
    client: httpx.Client, body: bytes, media_type: str, address_of: str, method: str
) -> None:
    headers = {"Content-Type": media_type}
    answer = client.request(method, address_of, content=body, headers=headers)
    check(
        answer.status_code, answer.headers.get("content-type", ""), answer.json, (method, address_of, media_type, body)
    )


PARTS = st.tuples(st.text(max_size=10), BODIES, st.sampled_from(["text/turtle", "application/ld+json", "x/y"]))


@settings(BOUNDED, max_examples=150)
@given(parts=st.lists(PARTS, max_size=3))
def test_uploaded_forms_of_any_kind_are_read_or_refused(
    client: httpx.Client, parts: list[tuple[str, bytes, str]]
) -> None:
    files = [("data", part) for part in parts]
    answer = client.post("/store?graph=urn:g", files=files)
    check(answer.status_code, answer.headers.get("content-type", ""), answer.json, parts)


WORDS = st.sampled_from([
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FILTER", "OPTIONAL", "UNION", "SERVICE", "GRAPH", "VALUES",
    "LIMIT", "10", "*", "?x", "?y", "{", "}", "(", ")", ".", ";", ",", "a", "<urn:a>", "cg:Person", "'x'", '"y"@en',
    "1", "-1", "+", "&&", "!", "=", "BIND", "AS", "COUNT", "GROUP BY", "ORDER", "FROM <http://127.0.0.1:9/>", "<<",
    ">>", "^^xsd:integer", "xsd:date('x')", "1/0", "REGEX('a','(')", "<urn:f>(1)", "#", "\\u0041", "SUBSTR('a',-1,9)",
])  # fmt: skip


@settings(BOUNDED, max_examples=300)
@given(query=st.one_of(st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=60)), post=st.booleans())
def test_queries_of_any_kind_are_answered_or_refused(client: httpx.Client, query: str, post: bool) -> None:
    data = {"query": query}
    answer = client.post("/sparql", data=data) if post else client.get("/sparql", params=data)
    check(answer.status_code, answer.headers["content-type"], answer.json, query)
