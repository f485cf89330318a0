"""``/api/openapi.json`` and ``/api/docs``: the routes for programs and for people, from our own files alone."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from conflict_graph.errors import NotFound
from conflict_graph.suggest import nearest
from conflict_graph_api.about.docs_page import operations_by_tag
from conflict_graph_api.http import openapi
from conflict_graph_api.http.formats import HTML, JSON
from conflict_graph_api.http.negotiation import choose
from conflict_graph_api.http.problem_kinds import ProblemKind, problem_kinds
from conflict_graph_api.pages.templates import pages_of

router = APIRouter(tags=["Documentation"])

CodeParameter = Annotated[str, Path(description="The `code` of a problem document.", examples=["query-syntax"])]


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
        "about/docs.html", document=document, groups=operations_by_tag(document, str(request.base_url))
    )


@router.get(
    "/problems/{code}",
    summary="What a kind of problem means",
    response_model=ProblemKind,
    responses={200: {"content": openapi.content("text/html")}, 404: openapi.problem("There is no such kind.")},
)
def problem_kind(request: Request, code: CodeParameter) -> Response:
    """Explain the `type` of a problem document: its status, its title and what it says."""
    kind = problem_kinds().get(code)
    if kind is None:
        raise NotFound("kind of problem", code, nearest(code, problem_kinds(), 3))
    if choose(request, (JSON, HTML)).format is HTML:
        return pages_of(request).response("problem_kind.html", kind=kind)
    return JSONResponse(kind.model_dump(), headers={"Vary": "Accept"})
