"""Sending complete answers piece by piece."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from conflict_graph.store.base import Stream


class StreamResponse(StreamingResponse):
    """The response of a stream: its length is known, so an answer that breaks off cannot pass for a whole one.

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
