"""``/update``: SPARQL 1.1 Protocol updates, for holders of the write token."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from conflict_graph.store.base import Change
from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import SettingsDep, StoreDep
from conflict_graph_api.http.security import require_write_token
from conflict_graph_api.sparql.commit import commit
from conflict_graph_api.sparql.protocol import FORM, UPDATE_TYPE, Operation, read_update_post
from conflict_graph_api.sparql.update_dataset import with_dataset

router = APIRouter(tags=["SPARQL"])

EXAMPLE: Final = "INSERT DATA { <https://example.org/a> skos:prefLabel 'An example'@en }"
WRITE_ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    401: openapi.problem("The write token is missing or wrong."),
    403: openapi.problem("The service is read-only."),
    413: openapi.problem("The body is longer than the limit."),
    415: openapi.problem("The body comes in a type that is not read here."),
    422: openapi.problem("The change would leave claims that break the shapes; the report tells which."),
    503: openapi.problem("Another process is writing, or the update needed too much memory."),
    504: openapi.problem("The update ran past the time limit and was stopped."),
}


@router.post(
    "/update",
    summary="Change the graph by SPARQL Update",
    status_code=204,
    responses={204: {"description": "Done: the new snapshot is published."}, **WRITE_ERRORS},
    response_class=Response,
    openapi_extra={
        "security": [{"writeToken": []}],
        "parameters": [
            openapi.query_parameter(
                "using-graph-uri", "Graph that WHERE asks as the default graph; may be repeated.", several=True
            ),
            openapi.query_parameter(
                "using-named-graph-uri", "Graph that GRAPH in WHERE may name; may be repeated.", several=True
            ),
        ],
        "requestBody": {
            "required": True,
            "content": {
                UPDATE_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE},
                FORM: {
                    "schema": {
                        "type": "object",
                        "required": ["update"],
                        "properties": {
                            "update": {"type": "string", "example": EXAMPLE},
                            "using-graph-uri": {"type": "array", "items": {"type": "string"}},
                            "using-named-graph-uri": {"type": "array", "items": {"type": "string"}},
                        },
                    }
                },
            },
        },
    },
)
async def post_update(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """SPARQL 1.1 Protocol update, as a form or as the body itself: all of it or nothing. LOAD is refused."""
    require_write_token(request, settings)
    operation = await read_update_post(request)
    return await commit(request, store, lambda: (204, _change(operation)))


def _change(operation: Operation) -> Change:
    return Change(updates=[with_dataset(operation.text, operation.dataset)])
