"""The OpenAPI document and the page made from it describe every route."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import httpx
import pytest


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, entry) for path, methods in document["paths"].items() for method, entry in methods.items()]


def test_the_protocol_routes_are_there_with_all_their_methods(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    methods = {path: set(methods) for path, methods in document["paths"].items()}
    assert methods["/sparql"] == {"get", "post"}
    assert methods["/update"] == {"post"}
    assert methods["/store"] == {"get", "put", "post", "delete"}
    assert {"/healthz", "/readyz", "/metrics", "/api/openapi.json"} <= set(methods)


def test_every_operation_and_parameter_is_described(document: dict[str, Any]) -> None:
    for path, method, entry in operations(document):
        assert entry["summary"] and entry["description"] and entry["tags"], (method, path)
        for parameter in entry.get("parameters", []):
            assert parameter.get("description"), (method, path, parameter["name"])


def test_every_operation_answers_errors_as_problems(document: dict[str, Any]) -> None:
    for path, method, entry in operations(document):
        checked = (path in ("/update", "/store") and method != "get") or "json" in str(entry.get("requestBody", ""))
        assert ("422" in entry["responses"]) == checked, (method, path)
        for status, response in entry["responses"].items():
            if status == "default" or status >= "400":
                assert "application/problem+json" in response["content"], (method, path, status)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in re.findall(r"'\$ref': '#/([^']+)'", str(document)):
        place: Any = document
        for part in reference.split("/"):
            place = place[part]
        assert place


def test_operations_have_names_of_their_own_and_writes_ask_for_the_token(document: dict[str, Any]) -> None:
    names = [entry["operationId"] for _, _, entry in operations(document)]
    assert len(names) == len(set(names))
    assert document["components"]["securitySchemes"]["writeToken"]["scheme"] == "bearer"
    secured = {(method, path) for path, method, entry in operations(document) if entry.get("security")}
    assert secured == {("post", "/update"), ("put", "/store"), ("post", "/store"), ("delete", "/store")}


def test_the_examples_of_the_document_run(client: httpx.Client, document: dict[str, Any]) -> None:
    for parameter in document["paths"]["/sparql"]["get"]["parameters"]:
        if parameter["name"] == "query":
            assert client.get("/sparql", params={"query": parameter["example"]}).status_code == 200


def test_the_page_lists_every_operation_and_parameter(client: httpx.Client, document: dict[str, Any]) -> None:
    page = html.unescape(client.get("/api/docs").text)
    for path, method, entry in operations(document):
        assert f'<span class="method">{method.upper()}</span> <code>{path}</code>' in page
        assert entry["summary"] in page
        for parameter in entry.get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in page


def test_the_reference_names_every_route(document: dict[str, Any], root: Path) -> None:
    reference = (root / "docs/http.md").read_text("utf-8")
    for path in document["paths"]:
        assert f"`{path}`" in reference, path
