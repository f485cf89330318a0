"""The query page: an editor that works without script, with examples, the answer as a table, and ways to take it."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from conflict_graph.ask.named import NamedQuery, catalogue, named
from conflict_graph.errors import ConflictGraphError
from conflict_graph.settings import Settings
from conflict_graph.store.base import Dataset, Store
from conflict_graph_api.execution import limits_of, run_query
from conflict_graph_api.formats import GRAPH_FORMATS, JSON, N_TRIPLES, RESULT_FORMATS, TURTLE, Format
from conflict_graph_api.negotiation import Choice
from conflict_graph_api.parameters import query_pairs, single
from conflict_graph_api.problems import problem_headers
from conflict_graph_api.protocol import Operation
from conflict_graph_api.responses import SNAPSHOT_HEADER, TRUNCATED_HEADER
from conflict_graph_api.result_table import Table, read_table
from conflict_graph_api.templating import pages_of

_WORD: Final = re.compile(r"\s*(?:[?$<@]?[\w:.-]+>?|\S)")
PAGE_ROWS: Final = 500
"""Rows a page shows; the data formats give the whole answer."""
FIRST_QUERY: Final = """\
# Who was, or is to be, at which meeting?
SELECT ?meeting ?person ?name WHERE {
  ?claim a cg:Participation ;
         cg:inEvent ?meeting ;
         cg:participant ?person .
  ?person skos:prefLabel ?name .
}
ORDER BY ?meeting ?name
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a query that does not parse, cut in three around the place of the error."""

    number: int
    before: str
    wrong: str
    after: str


async def editor_page(request: Request, settings: Settings) -> Response:
    """Return the page with an empty editor, or with the example named by ``?example=``.

    Raises NotFound for an unknown example.
    """
    name = single(query_pairs(request), "example")
    example = await run_in_threadpool(lambda: named(name)) if name else None
    text = example.text if example else FIRST_QUERY
    return await _page(request, settings, Operation(text, Dataset()), example=example)


async def result_page(request: Request, store: Store, settings: Settings, operation: Operation) -> Response:
    """Return the page with a query and its answer, or with the error marked at its place."""
    formats = [Choice(entry, entry.media_type) for entry in (JSON, N_TRIPLES)]
    try:
        stream = await run_query(request, store, operation, formats, limits_of(settings, PAGE_ROWS))
    except ConflictGraphError as error:
        headers = problem_headers(error)
        return await _page(request, settings, operation, status=error.status, headers=headers, problem=error.problem())
    table = await run_in_threadpool(lambda: read_table(stream, PAGE_ROWS))
    cut = {TRUNCATED_HEADER: f"rows={len(table.rows)}"} if table.truncated else {}
    return await _page(
        request,
        settings,
        operation,
        headers={SNAPSHOT_HEADER: stream.snapshot, **cut},
        table=table,
        seconds=stream.seconds,
        downloads=_downloads(request, operation, table),
        commands=_commands(request, operation, table),
    )


async def _page(
    request: Request,
    settings: Settings,
    operation: Operation,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    problem: dict[str, Any] | None = None,
    example: NamedQuery | None = None,
    **context: Any,
) -> Response:
    examples = await run_in_threadpool(catalogue)
    nothing: dict[str, Any] = {"table": None, "seconds": None, "downloads": (), "commands": ()}
    return pages_of(request).response(
        "sparql.html",
        status=status,
        headers=headers,
        operation=operation,
        limits=limits_of(settings),
        problem=problem,
        lines=wrong_lines(operation.text, problem) if problem else (),
        example=example,
        examples=examples.values(),
        **{**nothing, **context},
    )


def wrong_lines(text: str, problem: dict[str, Any], around: int = 2) -> list[Line]:
    """Return the lines about the place of a syntax error; only the line it is on has a wrong part.

    >>> [line.wrong for line in wrong_lines("SELECT ?x\\nWHRE {}", {"line": 2, "column": 1})]
    ['', 'WHRE']
    """
    place, column = problem.get("line"), problem.get("column")
    if not isinstance(place, int) or not isinstance(column, int):
        return []
    listed = enumerate(text.splitlines() or [""], start=1)
    shown = [(number, line) for number, line in listed if abs(number - place) <= around]
    return [_cut(number, line, column if number == place else None) for number, line in shown]


def _cut(number: int, line: str, column: int | None) -> Line:
    if column is None:
        return Line(number, line, "", "")
    start = min(max(column - 1, 0), len(line))
    found = _WORD.match(line, start)
    end = found.end() if found else start
    return Line(number, line[:start], line[start:end] or " ", line[end:])


def _downloads(request: Request, operation: Operation, table: Table) -> list[tuple[str, str, str, str]]:
    """Return label, address, media type and file name of every format the answer can be had in."""
    offers = RESULT_FORMATS if table.kind != "graph" else GRAPH_FORMATS
    return [(offer.title, _address(request, operation, offer), offer.media_type, _file(offer)) for offer in offers]


def _file(offer: Format) -> str:
    return f"answer.{offer.extension}"


def _address(request: Request, operation: Operation, offer: Format | None = None) -> str:
    pairs = [("query", operation.text)]
    pairs += [("default-graph-uri", iri) for iri in operation.dataset.default]
    pairs += [("named-graph-uri", iri) for iri in operation.dataset.named]
    return f"{request.url.path}?{urlencode(pairs + ([('format', offer.name)] if offer else []))}"


def _commands(request: Request, operation: Operation, table: Table) -> list[tuple[str, str]]:
    """Return the ways to ask the same from a terminal and from Python."""
    endpoint = str(request.url.replace(query="", fragment=""))
    media_type = TURTLE.media_type if table.kind == "graph" else "text/csv"
    text = operation.text.strip()
    parts = ["curl", endpoint, "-H", f"Accept: {media_type}", "--data-urlencode", f"query={text}"]
    python = [
        "import conflict_graph as cg",
        "",
        f"graph = cg.open({endpoint!r})",
        f"answer = graph.query({text!r})",
    ]
    return [("curl", " ".join(shlex.quote(part) for part in parts)), ("Python", "\n".join(python))]
