"""Sending complete answers: small ones at once, large ones piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from conflict_graph.store.base import Stream

SMALL: Final = 1 << 18
"""Bytes up to which an answer is read in the thread that made it; every step aside costs more than the reading."""


class StreamResponse(StreamingResponse):
    """The response of a large stream: its length is known, so one that breaks off cannot pass for a whole one.

    The stream is closed when it has been sent, and when the client goes away before.
    """

    def __init__(self, stream: Stream, headers: Mapping[str, str]) -> None:
        super().__init__(stream.chunks, headers={**headers, "Content-Length": str(stream.size)})
        self.stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await run_in_threadpool(self.stream.close)


def settled(stream: Stream) -> Stream:
    """Return a stream whose pieces, when it is small, are in memory already; called where it may take its time."""
    if stream.size > SMALL:
        return stream
    try:
        body = b"".join(stream.chunks)
    finally:
        stream.close()
    return replace(stream, chunks=iter((body,)), close=_nothing)


def response_of(stream: Stream, headers: Mapping[str, str]) -> Response:
    """Return the response that sends a settled stream."""
    if stream.size > SMALL:
        return StreamResponse(stream, headers)
    return Response(b"".join(stream.chunks), headers=dict(headers))


def _nothing() -> None:
    """Stand for the closing of a stream that holds nothing open."""
