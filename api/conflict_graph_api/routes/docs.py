"""``/api/openapi.json`` and ``/api/docs``: the routes for programs and for people, from our own files alone."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from conflict_graph_api.docs_page import operations_by_tag
from conflict_graph_api.templating import pages_of

router = APIRouter(tags=["Documentation"])


@router.get("/api/openapi.json", summary="This document", response_class=JSONResponse)
def openapi_document(request: Request) -> JSONResponse:
    """Return the OpenAPI 3.1 document of every route."""
    document: dict[str, Any] = request.app.openapi()
    return JSONResponse(document)


@router.get("/api/docs", include_in_schema=False)
def docs(request: Request) -> Response:
    """Return the page that describes every route."""
    document: dict[str, Any] = request.app.openapi()
    return pages_of(request).response(
        "docs.html", document=document, groups=operations_by_tag(document, str(request.base_url))
    )
