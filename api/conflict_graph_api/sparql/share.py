"""Ways to take an answer along: as a link, as a file in each format, and as the same question elsewhere."""

from __future__ import annotations

import shlex
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request

from conflict_graph.store.base import Kind
from conflict_graph_api.http.formats import GRAPH_FORMATS, RESULT_FORMATS, TURTLE, Format
from conflict_graph_api.sparql.protocol import Operation
from conflict_graph_api.sparql.result_views import Show

_PLAIN: Final = Show()


def downloads(request: Request, operation: Operation, kind: Kind) -> list[tuple[str, str, str, str]]:
    """Return label, address, media type and file name of every format the answer can be had in."""
    offers = RESULT_FORMATS if kind != "graph" else GRAPH_FORMATS
    return [(offer.title, _address(request, operation, offer), offer.media_type, _file(offer)) for offer in offers]


def permalink(request: Request, operation: Operation, show: Show) -> str:
    """Return the address of the page with this query and view."""
    shown = [] if show == _PLAIN else [("show", show.at(show.start) if show.start else show.as_(show.view))]
    return str(request.url.replace(query=urlencode(_pairs(operation) + shown), fragment=""))


def commands(request: Request, operation: Operation, kind: Kind) -> list[tuple[str, str]]:
    """Return the ways to ask the same from a terminal and from Python."""
    endpoint = str(request.url.replace(query="", fragment=""))
    media_type = TURTLE.media_type if kind == "graph" else "text/csv"
    fields = [f"{name}={value.strip()}" for name, value in _pairs(operation)]
    parts = ["curl", endpoint, "-H", f"Accept: {media_type}"]
    for field in fields:
        parts += ["--data-urlencode", field]
    python = [
        "import conflict_graph as cg",
        "",
        f"graph = cg.open({endpoint!r})",
        f"answer = graph.query({operation.text.strip()!r})",
    ]
    return [("curl", " ".join(shlex.quote(part) for part in parts)), ("Python", "\n".join(python))]


def _file(offer: Format) -> str:
    return f"answer.{offer.extension}"


def _address(request: Request, operation: Operation, offer: Format) -> str:
    return f"{request.url.path}?{urlencode([*_pairs(operation), ('format', offer.name)])}"


def _pairs(operation: Operation) -> list[tuple[str, str]]:
    pairs = [("query", operation.text)]
    pairs += [("default-graph-uri", iri) for iri in operation.dataset.default]
    return pairs + [("named-graph-uri", iri) for iri in operation.dataset.named]
