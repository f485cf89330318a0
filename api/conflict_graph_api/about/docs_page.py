"""The OpenAPI document as plain records for the documentation page."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Input:
    """One parameter or body field: where it stands, its type in words, and what it means."""

    name: str
    place: str
    type: str
    required: bool
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one path."""

    method: str
    path: str
    summary: str
    description: str
    parameters: list[Input] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    responses: list[tuple[str, str, list[str]]] = field(default_factory=list)
    needs_token: bool = False
    example: str = ""

    @property
    def slug(self) -> str:
        """A name for links within the page."""
        return _SLUG.sub("-", f"{self.method} {self.path}".lower()).strip("-")


def operations_by_tag(document: Mapping[str, Any], server: str) -> dict[str, list[Operation]]:
    """Return the operations of an OpenAPI document grouped by their first tag, in the order of the document.

    server is the address of the service, for the examples.
    """
    groups: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            tag = described.get("tags", ["Other"])[0]
            groups.setdefault(tag, []).append(_operation(method, path, described, server))
    return groups


def _operation(method: str, path: str, described: Mapping[str, Any], server: str) -> Operation:
    parameters = [_parameter(entry) for entry in described.get("parameters", [])]
    body = described.get("requestBody", {}).get("content", {})
    responses = [
        (status, entry.get("description", ""), list(entry.get("content", {})))
        for status, entry in described.get("responses", {}).items()
    ]
    return Operation(
        method.upper(),
        path,
        described.get("summary", ""),
        described.get("description", ""),
        parameters,
        list(body),
        responses,
        bool(described.get("security")),
        _curl(server.rstrip("/") + path, parameters) if method == "get" else "",
    )


def _parameter(entry: Mapping[str, Any]) -> Input:
    schema = entry.get("schema", {})
    example = entry.get("example", schema.get("example", next(iter(schema.get("examples", [])), "")))
    if isinstance(example, list):
        example = next(iter(example), "")
    return Input(
        entry["name"],
        {"query": "address", "path": "path", "header": "header"}.get(entry["in"], entry["in"]),
        type_in_words(schema),
        bool(entry.get("required")),
        entry.get("description", schema.get("description", "")),
        str(example),
    )


def type_in_words(schema: Mapping[str, Any]) -> str:
    """Return a JSON schema in a few words.

    >>> type_in_words({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]})
    'date'
    """
    if choices := schema.get("enum"):
        return " | ".join(map(str, choices))
    options = [type_in_words(entry) for entry in schema.get("anyOf", []) if entry.get("type") != "null"]
    if options:
        return " or ".join(options)
    if schema.get("type") == "array":
        return f"several: {type_in_words(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any")


def _curl(address: str, parameters: list[Input]) -> str:
    """Return a command that asks for an address with every example that is needed, or with the first one."""
    given = [entry for entry in parameters if entry.example and entry.place == "address"]
    shown = [entry for entry in given if entry.required] or given[:1]
    for entry in parameters:
        if entry.place == "path" and entry.example:
            address = address.replace(f"{{{entry.name}}}", entry.example)
    parts = ["curl", "-G", address] if shown else ["curl", address]
    for entry in shown:
        parts += ["--data-urlencode", f"{entry.name}={entry.example}"]
    return " ".join(shlex.quote(part) for part in parts)
