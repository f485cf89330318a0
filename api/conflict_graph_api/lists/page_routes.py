"""The front page and the lists: ``/``, ``/actors``, ``/meetings``, ``/issues``, ``/sources``, ``/search``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from conflict_graph.ask.meetings import STANDINGS
from conflict_graph.ask.search import near_names, search
from conflict_graph.errors import InvalidParameter
from conflict_graph.store.base import Store
from conflict_graph.vocabulary import actor_kinds, check_classes
from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import HeldStoreDep, ViewDep
from conflict_graph_api.http.formats import HTML
from conflict_graph_api.http.negotiation import choose
from conflict_graph_api.http.parameters import query_pairs, several, single
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.lists import lists
from conflict_graph_api.lists.home import home_page
from conflict_graph_api.pages.answer import answer, headers_of
from conflict_graph_api.pages.openapi_of_pages import described

router = APIRouter(tags=["Pages"])

HITS: Final = 30
SEARCHED: Final = ("Person", "State", "Coalition", "Meeting", "Issue", "Post", "Place", "Source")
_START: Final = openapi.query_parameter("start", "Number of items to pass over.", example="50")


def _page(
    request: Request, store: Store, view: ViewState, template: str, build: Callable[[], dict[str, Any]]
) -> Response:
    choice = choose(request, (HTML,))
    return answer(request, store, headers_of(request, store, choice), view, template, build)


@router.get("/", summary="The front page", **described())
def get_home(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """What this is, a search box, meetings behind and ahead, coalitions, and where the fault lines run."""
    return _page(request, store, view, "lists/home.html", lambda: home_page(store, view))


@router.get(
    "/actors",
    summary="Actors, by name",
    **described(
        openapi.query_parameter("kind", "Person, State, Coalition, ...; may be repeated.", several=True), _START
    ),
)
def get_actors(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """Persons, states, organisations, coalitions and unnamed actors, with offices as of the day."""
    kinds = check_classes(several(query_pairs(request), "kind"), among=actor_kinds())
    start = _start(request)
    return _page(
        request,
        store,
        view,
        "lists/actors.html",
        lambda: lists.template_data(lists.actors(store, view, kinds, start), kinds=kinds, choices=actor_kinds()),
    )


@router.get(
    "/meetings",
    summary="Meetings, by date",
    **described(
        openapi.query_parameter("standing", f"One of {', '.join(STANDINGS)}; may be repeated.", several=True), _START
    ),
)
def get_meetings(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """Meetings with date, status, leading people, number of actors by attendance, and agenda."""
    standing = _several_of(request, "standing", STANDINGS)
    start = _start(request)
    return _page(
        request,
        store,
        view,
        "lists/meetings.html",
        lambda: lists.template_data(
            lists.meeting_list(store, view, standing, start), standing=standing, choices=STANDINGS
        ),
    )


@router.get("/issues", summary="Issues, by name", **described(_START))
def get_issues(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """Issues with the number of actors by stance and the pairs whose positions differ."""
    start = _start(request)
    return _page(
        request, store, view, "lists/issues.html", lambda: lists.template_data(lists.issues(store, view, start))
    )


@router.get("/sources", summary="Sources, by title", **described(_START))
def get_sources(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """Sources with publisher, day, and the number of claims that rest on each."""
    start = _start(request)
    return _page(
        request, store, view, "lists/sources.html", lambda: lists.template_data(lists.sources(store, view, start))
    )


@router.get(
    "/search",
    summary="Search by name",
    **described(
        openapi.query_parameter("q", "Name, alias or part of it, in any language and spelling.", example="Zelensky"),
        openapi.query_parameter("kind", "Class of thing; may be repeated.", several=True),
    ),
)
def get_search(request: Request, store: HeldStoreDep, view: ViewDep) -> Response:
    """Things by name, alias, other scripts and misspellings, best first."""
    text = (single(query_pairs(request), "q") or "").strip()
    kinds = check_classes(several(query_pairs(request), "kind"))

    def build() -> dict[str, Any]:
        hits = search(store, text, kinds, HITS) if text else []
        near = () if hits or not text else near_names(store, text)
        return {"q": text, "hits": hits, "near": near, "kinds": kinds, "choices": SEARCHED, "most": HITS}

    return _page(request, store, view, "lists/search.html", build)


def _several_of(request: Request, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a parameter that takes some of the known words; raises InvalidParameter."""
    values = tuple(value for value in several(query_pairs(request), name) if value)
    for value in values:
        if value not in known:
            raise InvalidParameter.one_of(name, value, known)
    return values


def _start(request: Request) -> int:
    value = single(query_pairs(request), "start") or "0"
    if not value.isdecimal() or len(value) > 9:
        raise InvalidParameter("start", value, "a number of items to pass over, 0 or more")
    return int(value)
