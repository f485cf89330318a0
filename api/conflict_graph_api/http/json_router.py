"""What all JSON routes have in common: their prefix, the refusal of unknown parameters, and their documentation."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Depends

from conflict_graph_api.http import openapi
from conflict_graph_api.http.strict_parameters import only_known_parameters

INVALID: Final = "A parameter is unknown, or has a value that cannot be used; the nearest one that fits is offered."
UNKNOWN_NAME: Final[dict[int | str, dict[str, Any]]] = {
    404: openapi.problem("Nothing has this name or address; near names are offered.")
}
_ANSWER: Final[dict[str, Any]] = {
    "description": "The answer.",
    "headers": {
        "ETag": {"description": "Names this answer; send it back as If-None-Match.", "schema": {"type": "string"}},
        "X-Snapshot": {"description": "The state of the graph that it holds for.", "schema": {"type": "string"}},
    },
}


def json_router(tag: str) -> APIRouter:
    """Return a router for JSON routes below ``/api``."""
    return APIRouter(
        prefix="/api",
        tags=[tag],
        dependencies=[Depends(only_known_parameters)],
        responses={200: _ANSWER, **openapi.NOT_MODIFIED, 400: openapi.problem(INVALID)},
    )
