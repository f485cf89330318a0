"""Running a free-form query for a client that may hang up before the answer is there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import anyio
import anyio.to_thread
from starlette.requests import ClientDisconnect, Request

from conflict_graph.errors import ConflictGraphError, UnknownFormat
from conflict_graph.settings import Settings
from conflict_graph.store.base import Answer, Limits, Store
from conflict_graph_api.errors import NotAcceptable
from conflict_graph_api.negotiation import Choice
from conflict_graph_api.observe import Metrics
from conflict_graph_api.protocol import Operation


def limits_of(settings: Settings, rows: int | None = None) -> Limits:
    """Return the bounds of one free-form query; rows lowers the row limit."""
    most = settings.query_rows if rows is None else min(rows, settings.query_rows)
    return Limits(settings.query_seconds, most, settings.query_bytes)


async def run_query(
    request: Request, store: Store, operation: Operation, wanted: Sequence[Choice], limits: Limits
) -> Answer:
    """Run a query beside the event loop and return its answer in the first wanted format that fits its kind.

    A client that hangs up frees the worker. Raises what Store.query raises, but NotAcceptable (406) where the
    formats came from Accept and not from ``?format=``; ClientDisconnect when nobody waits any more.
    """
    metrics: Metrics = request.app.state.metrics
    try:
        answer = await _run(request, store, operation, [choice.format.media_type for choice in wanted], limits)
    except UnknownFormat:
        metrics.queries.labels(UnknownFormat.code).inc()
        if operation.format_name:
            raise
        known = tuple(choice.media_type for choice in wanted)
        raise NotAcceptable(request.headers.get("accept", ""), known) from None
    except ConflictGraphError as error:
        metrics.queries.labels(error.code).inc()
        raise
    except ClientDisconnect:
        metrics.queries.labels("abandoned").inc()
        raise
    metrics.queries.labels("truncated" if answer.truncated else "answered").inc()
    return answer


async def _run(request: Request, store: Store, operation: Operation, accept: Sequence[str], limits: Limits) -> Answer:
    call = partial(store.query, operation.text, accept=accept, dataset=operation.dataset, limits=limits)
    answers: list[Answer] = []
    failures: list[Exception] = []

    async def ask() -> None:
        try:
            answers.append(await anyio.to_thread.run_sync(call, abandon_on_cancel=True, limiter=_limiter(request)))
        except Exception as error:  # handed on below, outside the task group that would wrap it
            failures.append(error)
        tasks.cancel_scope.cancel()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(ask)
        await _hung_up(request)
        tasks.cancel_scope.cancel()
    if failures:
        raise failures[0]
    if not answers:
        raise ClientDisconnect
    return answers[0]


async def _hung_up(request: Request) -> None:
    """Return when the client closes the connection; the body has been read before."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _limiter(request: Request) -> anyio.CapacityLimiter:
    """Return the limiter of free-form queries: those that wait for a worker take no thread from the pages."""
    limiter: anyio.CapacityLimiter = request.app.state.query_limiter
    return limiter
