"""Every error has one shape: problem details, or a page for browsers, with the status and code of its class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from serving import running

from conflict_graph.errors import ConflictGraphError, UnknownFormat
from conflict_graph.store.base import Stream
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app
from conflict_graph_api.http.errors import HttpError
from conflict_graph_api.http.problem_kinds import problem_kinds

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def kinds_below(base: type[ConflictGraphError]) -> Iterator[type[ConflictGraphError]]:
    for kind in base.__subclasses__():
        if kind is not HttpError:
            yield kind
        yield from kinds_below(kind)


KINDS = list(kinds_below(ConflictGraphError))


class Failing(MemoryStore):
    """A store whose queries fail with the error it is given."""

    error: Exception

    def stream(self, query: str, **options: Any) -> Stream:
        raise self.error

    def ask(self, query: str, **options: Any) -> bool:
        raise self.error


def made(kind: type[ConflictGraphError]) -> ConflictGraphError:
    error = kind.__new__(kind)
    HttpError.__init__(error, "It is <so>.", hint="Do that.") if issubclass(kind, HttpError) else (
        ConflictGraphError.__init__(error, "It is <so>.", hint="Do that.")
    )
    return error


@pytest.fixture(scope="module")
def failing() -> Failing:
    return Failing()


@pytest.fixture(scope="module")
def failing_client(failing: Failing) -> Iterator[httpx.Client]:
    with running(create_app(failing)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        yield client


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_error_is_a_problem_document_with_its_own_status_and_code(
    failing: Failing, failing_client: httpx.Client, kind: type[ConflictGraphError]
) -> None:
    failing.error = made(kind)
    response = failing_client.get("/store?graph=urn:x")
    assert response.status_code == kind.status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["content-language"] == "en"
    assert response.json() == {
        "type": f"https://w3id.org/conflict-graph/problems/{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": "It is <so>.",
        "code": kind.code,
        "hint": "Do that.",
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_error_is_a_page_for_browsers(
    failing: Failing, failing_client: httpx.Client, kind: type[ConflictGraphError]
) -> None:
    failing.error = made(kind)
    for path in ("/store?graph=urn:x", "/sparql?query=ASK%7B%7D"):
        if kind is UnknownFormat and path.startswith("/sparql"):
            continue  # the query page chooses the formats it reads itself
        response = failing_client.get(path, headers=BROWSER)
        assert response.status_code == kind.status
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert "It is &lt;so&gt;." in response.text and "Do that." in response.text and kind.title in response.text


@pytest.mark.parametrize("headers", [{}, BROWSER])
def test_what_nobody_expected_tells_a_request_id_and_nothing_of_the_inside(
    failing: Failing, failing_client: httpx.Client, headers: dict[str, str]
) -> None:
    failing.error = RuntimeError("password in /secret/place")
    response = failing_client.get("/store?graph=urn:x", headers=headers)
    assert response.status_code == 500
    assert "secret" not in response.text and "Traceback" not in response.text
    assert response.headers["x-request-id"] in response.text
    assert response.headers["content-security-policy"]


def test_an_address_that_is_not_there_is_not_found(client: httpx.Client) -> None:
    assert client.get("/nowhere").json()["code"] == "not-found"
    assert client.get("/static/nothing.css").json()["code"] == "not-found"
    page = client.get("/nowhere/<script>", headers=BROWSER)
    assert (page.status_code, "<script>" in page.text) == (404, False)


def test_every_route_answers_a_method_it_does_not_take_with_those_it_takes(client: httpx.Client) -> None:
    for path in client.get("/api/openapi.json").json()["paths"]:
        response = client.patch(re.sub(r"\{\w+\}", "x", path))
        assert (response.status_code, response.json()["code"]) == (405, "method-not-allowed"), path
        assert set(response.headers["allow"].split(", ")) == set(response.json()["allowed"])


def test_json_routes_answer_browsers_in_json(client: httpx.Client) -> None:
    assert client.get("/api/nothing", headers=BROWSER).headers["content-type"] == "application/problem+json"


def test_the_type_of_a_problem_can_be_looked_up(client: httpx.Client) -> None:
    for kind in problem_kinds().values():
        path = kind.type.removeprefix("https://w3id.org/conflict-graph")
        assert client.get(path).json() == kind.model_dump()
    page = client.get("/problems/query-timeout", headers=BROWSER)
    assert "504" in page.text and "time limit" in page.text
    assert client.get("/problems/query-timeut").json()["near"][0] == "query-timeout"


def test_the_error_table_lists_every_kind_with_its_status(root: Path) -> None:
    table = dict(re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", (root / "docs/http.md").read_text("utf-8"), re.MULTILINE))
    assert table == {kind.code: str(kind.status) for kind in problem_kinds().values()}
