"""How a route that answers with a page describes itself in the OpenAPI document."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from conflict_graph_api.http import openapi
from conflict_graph_api.http.formats import HTML

_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The page.", "content": openapi.content(HTML.media_type)},
    **openapi.NOT_MODIFIED,
    400: openapi.problem("A day, layer or other parameter cannot be used."),
    404: openapi.problem("Nothing has the name of a parameter; near names are offered."),
}
SCOPE: Final = [
    openapi.query_parameter("valid_at", "Day of the page; what lies after it is dimmed.", example="2026-02-24"),
    openapi.query_parameter("known_at", "Last day on which a source may have said it."),
    openapi.query_parameter("recorded_at", "Last day on which it may have entered this graph."),
    openapi.query_parameter("layer", "Layers to show; may be repeated.", several=True),
    openapi.query_parameter("modality", "Modalities to show; may be repeated.", several=True),
    openapi.query_parameter(
        "source", "Sources it may rest on: IRI, prefixed name or title; may be repeated.", several=True
    ),
]
"""The parameters that the scope of every page is made of."""
_FORMAT: Final = openapi.query_parameter("format", "html, instead of Accept.")


def described(*parameters: dict[str, Any]) -> dict[str, Any]:
    """Return what describes the route of a page that takes the scope of every page and these parameters."""
    return {
        "responses": _ANSWERS,
        "response_class": Response,
        "openapi_extra": {"parameters": [*SCOPE, _FORMAT, *parameters]},
    }
