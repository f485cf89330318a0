"""Running a free-form query for a client that may hang up before the answer is there."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

import anyio
import anyio.to_thread
from starlette.requests import Request

from conflict_graph.errors import ConflictGraphError, QueryCancelled, StoreBusy, UnknownFormat
from conflict_graph.settings import Settings
from conflict_graph.store.base import Cancellation, Limits, Store, Stream
from conflict_graph_api.http.dependencies import services_of
from conflict_graph_api.http.errors import NotAcceptable
from conflict_graph_api.http.negotiation import Choice
from conflict_graph_api.http.streaming import settled
from conflict_graph_api.sparql.protocol import Operation


def limits_of(settings: Settings, rows: int | None = None) -> Limits:
    """Return the bounds of one free-form query; rows lowers the row limit."""
    most = settings.query_rows if rows is None else min(rows, settings.query_rows)
    return Limits(settings.query_seconds, most, settings.query_bytes)


async def run_query(
    request: Request, store: Store, operation: Operation, choices: Sequence[Choice], limits: Limits
) -> Stream:
    """Run a query beside the event loop and return its answer in the first wanted format that fits its kind.

    The query is given up when the client hangs up. The caller closes the stream. Raises what Store.stream raises,
    but NotAcceptable (406) where the formats came from Accept and not from ``?format=``, and TooManyRequests (429).
    """
    metrics = services_of(request).metrics
    try:
        stream = await _in_turn(request, store, operation, [choice.format.media_type for choice in choices], limits)
    except ConflictGraphError as error:
        metrics.queries.labels(error.code).inc()
        if isinstance(error, UnknownFormat) and not any(operation.format_names):
            known = tuple(choice.media_type for choice in choices)
            raise NotAcceptable(request.headers.get("accept", ""), known) from None
        raise
    metrics.queries.labels("truncated" if stream.truncated else "answered").inc()
    return stream


async def _in_turn(
    request: Request, store: Store, operation: Operation, accept: Sequence[str], limits: Limits
) -> Stream:
    """Run a query when it is its client's turn, and charge the client for the time it took."""
    cancellation = Cancellation()
    async with services_of(request).clients.turn(request, limits.seconds or 0) as account:
        started = time.monotonic()
        try:
            return await _run(request, store, operation, accept, limits, cancellation)
        finally:
            account.left -= cancellation.worked if store.workers() else time.monotonic() - started


async def _run(
    request: Request,
    store: Store,
    operation: Operation,
    accept: Sequence[str],
    limits: Limits,
    cancellation: Cancellation,
) -> Stream:
    ask = partial(store.stream, operation.text, accept=accept, dataset=operation.dataset, limits=limits)
    call = partial(_outcome, partial(ask, cancellation=cancellation))
    limiter = services_of(request).query_limiter
    if limiter.available_tokens < 1:
        raise StoreBusy("Every worker is taken and the queue is full.", hint="Try again in a few seconds.")
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_cancel_when_gone, request, cancellation)
        outcome = await anyio.to_thread.run_sync(call, limiter=limiter)
        tasks.cancel_scope.cancel()
    if isinstance(outcome, Exception):
        raise outcome
    if cancellation.cancelled:
        outcome.close()
        raise QueryCancelled("The client has gone.")
    return outcome


def _outcome(call: Callable[[], Stream]) -> Stream | Exception:
    """Return what a call returns, settled, or what it raises without the frames it passed through.

    Frames hold results of the engine, which must not be let go of in another thread; and an error that is returned
    is not wrapped by the task group.
    """
    try:
        return settled(call())
    except ConflictGraphError as error:
        error.__context__ = None
        return error.with_traceback(None)
    except Exception as error:
        return error


async def _cancel_when_gone(request: Request, cancellation: Cancellation) -> None:
    """Give the query up when the client closes the connection; the request body has been read before."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    cancellation.cancel()
