"""Refusing parameters that a route does not know: a misspelt filter would silently widen the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from conflict_graph.errors import InvalidParameter
from conflict_graph.suggest import nearest, question
from conflict_graph_api.http.parameters import query_pairs, single

OPEN: Final = "x-open-parameters"
"""Mark of a route (in openapi_extra) that takes parameters of its own, and refuses the others itself."""


async def only_known_parameters(request: Request) -> None:
    """Let a request pass whose parameters its route all declares.

    Raises InvalidParameter for an unknown one, naming the nearest known, and for a single one given twice.
    """
    route: APIRoute = request.scope["route"]
    known = _declared(route)
    pairs = query_pairs(request)
    for name in dict.fromkeys(name for name, _ in pairs):
        if name in known:
            if not known[name]:
                single(pairs, name)
        elif not (route.openapi_extra or {}).get(OPEN):
            raise unknown_parameter(name, tuple(known))


def _declared(route: APIRoute) -> dict[str, bool]:
    """Return the parameters that a route declares, and whether each may be given several times."""
    return {
        field.alias: get_origin(field.field_info.annotation) is list
        for dependant in _with_dependencies(route.dependant)
        for field in dependant.query_params
    }


def _with_dependencies(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for needed in dependant.dependencies:
        yield from _with_dependencies(needed)


def unknown_parameter(name: str, known: tuple[str, ...]) -> InvalidParameter:
    """Return the error for a parameter that is not known."""
    return InvalidParameter(
        "the parameter name",
        name,
        f"one of {', '.join(known)}" if known else "no parameter here",
        hint=question(nearest(name, known)) or "See /api/docs for the parameters.",
        known=list(known),
    )
