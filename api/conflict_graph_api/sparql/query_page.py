"""The query page: an editor that works without script, examples with forms, and the answer in several views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from conflict_graph.ask.labels import refs
from conflict_graph.ask.ontology import unknown_terms
from conflict_graph.errors import ConflictGraphError
from conflict_graph.namespaces import PREFIXES
from conflict_graph.settings import Settings
from conflict_graph.store.base import Dataset, Store, Stream
from conflict_graph_api.http.addresses import served_path
from conflict_graph_api.http.formats import JSON, N_TRIPLES, TURTLE
from conflict_graph_api.http.negotiation import Choice
from conflict_graph_api.http.parameters import query_pairs, single
from conflict_graph_api.http.responses import SNAPSHOT_HEADER, TRUNCATED_HEADER
from conflict_graph_api.pages.problems import problem_headers
from conflict_graph_api.pages.templates import pages_of
from conflict_graph_api.sparql.error_place import wrong_lines
from conflict_graph_api.sparql.execution import limits_of, run_query
from conflict_graph_api.sparql.protocol import Operation
from conflict_graph_api.sparql.query_examples import FIELD, Example, example, examples
from conflict_graph_api.sparql.result_graph import drawn
from conflict_graph_api.sparql.result_map import charts
from conflict_graph_api.sparql.result_table import iris, read_table
from conflict_graph_api.sparql.result_views import ROWS, VIEWS, Show, dated, moments, placed, ties, views
from conflict_graph_api.sparql.share import commands, downloads, permalink

PAGE_ROWS: Final = 5_000
"""Rows a page reads, to sort, page through and draw; the data formats give the whole answer."""

RAW_CHARACTERS: Final = 100_000
"""Characters of a response that a page shows."""

FIRST_QUERY: Final = """\
# Who was, or is to be, at which meeting?
PREFIX cg: <https://w3id.org/conflict-graph/ontology#>

SELECT ?meeting ?person ?status ?claim WHERE {
  ?claim a cg:Participation ;
         cg:inEvent ?meeting ;
         cg:participant ?person ;
         cg:participationStatus ?status .
}
ORDER BY ?meeting ?person
"""


async def editor_page(request: Request, store: Store, settings: Settings) -> Response:
    """Return the page with a first query, or with the example of ``?example=``, filled in and perhaps answered.

    Raises NotFound for an unknown example.
    """
    pairs = query_pairs(request)
    name = single(pairs, "example")
    if not name:
        return await _page(request, settings, Operation(FIRST_QUERY, Dataset()))
    given = {key.removeprefix(FIELD): value for key, value in pairs if key.startswith(FIELD)}
    held = store.view()
    chosen = await run_in_threadpool(lambda: example(held, name, given))
    operation = Operation(chosen.text, Dataset())
    if chosen.error:
        return await _failed(request, settings, operation, chosen.error, chosen)
    if single(pairs, "then") == "run":
        shown = replace(operation, show=single(pairs, "show") or "")
        return await result_page(request, store, settings, shown, chosen)
    return await _page(request, settings, operation, example=chosen)


async def result_page(
    request: Request, store: Store, settings: Settings, operation: Operation, chosen: Example | None = None
) -> Response:
    """Return the page with a query and its answer, or with the error marked at its place."""
    try:
        show = Show.of(operation.show)
        formats = (JSON, TURTLE) if show.view == "raw" else (JSON, N_TRIPLES)
        choices = [Choice(entry, entry.media_type) for entry in formats]
        stream = await run_query(request, store, operation, choices, limits_of(settings, PAGE_ROWS))
    except ConflictGraphError as error:
        return await _failed(request, settings, operation, error, chosen)
    read = _raw if show.view == "raw" else _answer
    context = await run_in_threadpool(lambda: read(request, store.view(), stream, show))
    unknown = await run_in_threadpool(lambda: unknown_terms(store.view(), operation.text))
    kind, cut = stream.kind, context["cut"]
    return await _page(
        request,
        settings,
        operation,
        headers={SNAPSHOT_HEADER: stream.snapshot, **({TRUNCATED_HEADER: f"rows={cut}"} if cut else {})},
        example=chosen,
        seconds=stream.seconds,
        unknown=unknown,
        downloads=downloads(request, operation, kind),
        commands=commands(request, operation, kind),
        link=permalink(request, operation, show),
        **context,
    )


def _answer(request: Request, store: Store, stream: Stream, show: Show) -> dict[str, Any]:
    """Return what the template needs to show an answer in the wanted view, or as a table where it has no such view."""
    table = read_table(stream, PAGE_ROWS)
    if show.column not in table.columns:
        show = replace(show, sort="")
    if show.sort:
        labels = {
            iri: ref.label for iri, ref in refs(store, iris([[cell] for cell in table.column(show.column)])).items()
        }
        table = table.ordered(show.column, show.descending, labels)
    allowed = views(table)
    requested, show = show, show if show.view in allowed else replace(show, view="table")
    shown = table.rows[show.start : show.start + ROWS]
    context: dict[str, Any] = {
        "table": table,
        "show": show,
        "missing_view": VIEWS[requested.view] if requested != show else "",
        "views": [(view, VIEWS[view]) for view in allowed],
        "rows": shown,
        "cut": len(table.rows) if table.truncated else 0,
    }
    if show.view == "graph":
        columns = ties(table)
        assert columns
        context["drawn"] = drawn(table, columns, lambda things: refs(store, things), lambda iri: _page_of(request, iri))
    elif show.view == "map":
        column = placed(table) or ""
        context |= {"charts": charts(store, table, column), "placed": column}
    elif show.view == "timeline":
        dots = moments(table)
        undated = len(table.rows) - sum(len(moment.rows) for moment in dots)
        context |= {"moments": dots, "dated": dated(table), "undated": undated}
        shown = table.rows
    return context | {"refs": refs(store, iris(shown))}


def _raw(request: Request, store: Store, stream: Stream, show: Show) -> dict[str, Any]:
    """Return what the template needs to show a response as it came."""
    with_rest = RAW_CHARACTERS * 4
    body, size = b"", stream.size
    try:
        for chunk in stream.chunks:
            body += chunk
            if len(body) > with_rest:
                break
    finally:
        stream.close()
    text = body.decode("utf-8", "ignore")
    return {
        "show": show,
        "raw": text[:RAW_CHARACTERS],
        "raw_cut": len(text) > RAW_CHARACTERS,
        "raw_size": size,
        "raw_type": stream.media_type,
        "cut": PAGE_ROWS if stream.truncated else 0,
        "views": list(VIEWS.items()),
    }


def _page_of(request: Request, iri: str) -> str:
    path = served_path(iri) if iri else None
    return f"{request.scope.get('root_path', '')}{path}" if path else ""


async def _failed(
    request: Request, settings: Settings, operation: Operation, error: ConflictGraphError, chosen: Example | None
) -> Response:
    problem, headers = error.problem(), problem_headers(error)
    return await _page(
        request, settings, operation, status=error.status, headers=headers, problem=problem, example=chosen
    )


async def _page(
    request: Request,
    settings: Settings,
    operation: Operation,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    problem: dict[str, Any] | None = None,
    example: Example | None = None,
    **context: Any,
) -> Response:
    words = single(query_pairs(request), "find") or ""
    matches = await run_in_threadpool(lambda: examples(words))
    return pages_of(request).response(
        "sparql/page.html",
        status=status,
        headers=headers,
        operation=operation,
        limits=limits_of(settings),
        settings=settings,
        problem=problem,
        lines=wrong_lines(operation.text, problem) if problem else (),
        example=example,
        examples=matches,
        find=words,
        prefixes=orjson.dumps(PREFIXES).decode(),
        **{**_NOTHING, **context},
    )


_NOTHING: Final[Mapping[str, Any]] = {
    "table": None,
    "show": Show(),
    "missing_view": "",
    "views": (),
    "rows": (),
    "refs": {},
    "drawn": None,
    "moments": (),
    "dated": None,
    "undated": 0,
    "charts": None,
    "placed": "",
    "raw": None,
    "cut": 0,
    "unknown": {},
    "seconds": None,
    "downloads": (),
    "commands": (),
    "link": "",
    "rows_of_page": ROWS,
}
