"""``/compare`` and ``/path``: pages of two things, asked for by name."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from conflict_graph.ask.things import ACTORS
from conflict_graph.errors import InvalidParameter, NotFound, UnsupportedScope
from conflict_graph.relate.names import LONGEST, RELATIONSHIPS
from conflict_graph_api.compare import path_page as path_pages
from conflict_graph_api.compare.page import compare_page
from conflict_graph_api.http import openapi
from conflict_graph_api.http.charged_routes import METERED
from conflict_graph_api.http.dependencies import HeldStoreDep, ViewDep
from conflict_graph_api.http.formats import HTML
from conflict_graph_api.http.negotiation import choose
from conflict_graph_api.http.parameters import query_pairs, single
from conflict_graph_api.http.question import QuestionDep
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.networks.selection import NetworkSelection, network
from conflict_graph_api.pages.answer import answer, headers_of
from conflict_graph_api.pages.choose_names import End, end
from conflict_graph_api.pages.openapi_of_pages import described
from conflict_graph_api.pages.problems import problem_headers, wants_page
from conflict_graph_api.pages.templates import pages_of

router = APIRouter(tags=["Pages"])

MOST_PATHS: Final = 50


def _name(parameter: str, example: str) -> dict[str, Any]:
    return openapi.query_parameter(parameter, "Name, alias, prefixed name or IRI.", example=example)


@router.get(
    "/compare",
    summary="Two actors side by side, as a page",
    **described(_name("a", "Emmanuel Macron"), _name("b", "Volodymyr Zelenskyy")),
)
def get_compare(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """Where two actors agree and differ with dates and evidence, what they share, what only one of them has.

    Without names it is a form; a name of several things asks which one is meant.
    """
    pairs = query_pairs(request)
    ends = [end(store, name, single(pairs, name) or "", ACTORS) for name in ("a", "b")]

    def build() -> dict[str, Any]:
        a, b = (one.thing for one in ends)
        return compare_page(store, view, a, b) if a and b and a != b else {}

    return _page(request, store, view, "compare/page.html", ends, build)


@router.get(
    "/path",
    summary="The ways from one thing to another, as a page",
    dependencies=[METERED],
    **described(
        _name("a", "Alexander Stubb"),
        _name("b", "Keir Starmer"),
        openapi.query_parameter("relationship", f"One of {', '.join(RELATIONSHIPS)}.", example="all"),
        openapi.query_parameter("longest", f"Most steps of a path, 1 to {LONGEST}.", example="3"),
        openapi.query_parameter("limit", f"Most paths, 1 to {MOST_PATHS}.", example="5"),
        openapi.query_parameter("plans", "no leaves out what is only planned."),
    ),
)
def get_path(request: Request, question: QuestionDep, view: ViewDep) -> Response:
    """The shortest ways from one thing to another, each step with its sentences; or plainly that there is none."""
    store, pairs = question.store, query_pairs(request)
    ends = [end(store, name, single(pairs, name) or "") for name in ("a", "b")]
    longest = _number(single(pairs, "longest"), "longest", path_pages.LONGEST, LONGEST)
    most = _number(single(pairs, "limit"), "limit", path_pages.MOST, MOST_PATHS)
    relationship = _one_of(single(pairs, "relationship"), "relationship", RELATIONSHIPS, "all")
    plans = _one_of(single(pairs, "plans"), "plans", ("yes", "no"), "yes")

    def build() -> dict[str, Any]:
        choice = {"relationship": relationship, "longest": longest, "most": most, "plans": plans == "yes"}
        known = {**choice, "relationships": RELATIONSHIPS, "longest_of_all": LONGEST}
        a, b = (one.thing for one in ends)
        if not a or not b or a == b:
            return known
        scope = view.scope
        if plans == "no":
            if scope.modalities and "actual" not in scope.modalities:
                raise UnsupportedScope("What is not planned", ["modality"])
            scope = scope.replace(modality="actual")
        graph = network(question, relationship, NetworkSelection(scope))
        return {**known, **path_pages.path_page(store, view, graph, a, b, longest=longest, most=most)}

    return _page(request, store, view, "compare/path.html", ends, build)


def _page(
    request: Request, store: HeldStoreDep, view: ViewState, template: str, ends: list[End], build: Any
) -> Response:
    headers = headers_of(request, store, choose(request, (HTML,)))
    unknown = next((one for one in ends if one.unknown), None)
    if unknown:
        error = NotFound("thing", unknown.typed, tuple(ref.label for ref in unknown.near))
        if not wants_page(request):
            raise error
        context = {"a": ends[0], "b": ends[1], **build()}
        return pages_of(request).response(template, status=404, headers=problem_headers(error), view=view, **context)
    return answer(request, store, headers, view, template, lambda: {"a": ends[0], "b": ends[1], **build()})


def _number(value: str | None, name: str, default: int, most: int) -> int:
    if not value:
        return default
    if not value.isascii() or not value.isdecimal() or len(value) > 4 or not 1 <= int(value) <= most:
        raise InvalidParameter(name, value, f"a whole number from 1 to {most}")
    return int(value)


def _one_of(value: str | None, name: str, known: tuple[str, ...], default: str) -> str:
    if value and value not in known:
        raise InvalidParameter.one_of(name, value, known)
    return value or default
