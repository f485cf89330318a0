"""What the OpenAPI document says about every route: the shape of errors, and the parameters of the protocols."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field

DESCRIPTION: Final = (
    "Claims about diplomatic actors, meetings and positions, each with its source, and its sentence where the text is "
    "at hand. "
    "Every data answer names the snapshot it was drawn from (`X-Snapshot`) and carries an `ETag`. "
    "Every error is a problem document (RFC 9457)."
)


class Problem(BaseModel):
    """Problem details (RFC 9457): what went wrong, where, and the next step."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "example": {
                "type": "https://w3id.org/conflict-graph/problems/invalid-date",
                "title": "Not a calendar date",
                "status": 400,
                "detail": "The value '2026-02-30' of valid_at cannot be used: expected a calendar date such as "
                "2026-02-24.",
                "code": "invalid-date",
                "hint": "Write dates as YYYY-MM-DD.",
                "parameter": "valid_at",
                "value": "2026-02-30",
            }
        },
    )

    type: str = Field(description="An address that names, and explains, the kind of problem.")
    title: str = Field(description="The kind of problem in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What happened: the value, what was expected, and where.")
    code: str = Field(description="The kind of problem as a short stable name, the same in Python and commands.")
    hint: str | None = Field(None, description="The next step.")
    line: int | None = Field(None, description="Line of a syntax error, from 1.")
    column: int | None = Field(None, description="Column of a syntax error, from 1.")


_PROBLEM_CONTENT: Final = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def problem(description: str) -> dict[str, Any]:
    """Return the OpenAPI response of an error."""
    return {"description": description, "content": _PROBLEM_CONTENT}


EVERYWHERE: Final[dict[int | str, dict[str, Any]]] = {
    "default": {"model": Problem, **problem("Any error, as problem details; a page for browsers.")}
}
"""Responses of every route. The framework's own 422 is not used: a parameter that cannot be used answers 400."""

NOT_MODIFIED: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "The client holds this very answer (`If-None-Match`)."}
}


def content(*media_types: str) -> dict[str, Any]:
    """Return the content of a body that comes in one of several formats: a text, or JSON of a form of its own."""
    return {kind: {"schema": {} if kind.endswith("json") else {"type": "string"}} for kind in media_types}


def query_parameter(
    name: str, description: str, *, example: str | None = None, several: bool = False, flag: bool = False
) -> dict[str, Any]:
    """Return the OpenAPI description of one parameter in the address."""
    schema: dict[str, Any] = (
        {"type": "string", "format": "iri"} if name.endswith(("-uri", "graph")) else {"type": "string"}
    )
    if several:
        schema = {"type": "array", "items": schema}
    parameter: dict[str, Any] = {"name": name, "in": "query", "description": description, "schema": schema}
    if several:
        parameter |= {"style": "form", "explode": True}
    if flag:
        parameter["allowEmptyValue"] = True
    if example is not None:
        parameter["example"] = example
    return parameter


def describe_security(app: FastAPI) -> None:
    """Let the application's OpenAPI document name the write token and where it goes."""
    made = app.openapi

    def with_security() -> dict[str, Any]:
        document = made()
        components = document.setdefault("components", {})
        components["securitySchemes"] = {"writeToken": {"type": "http", "scheme": "bearer"}}
        return document

    app.openapi = with_security  # type: ignore[method-assign]
