"""Bounds on what a client may send: the length of the address, the size of the body, and no packed bodies."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_graph.errors import InvalidRequest
from conflict_graph_api.http.errors import BodyTooLarge, UnsupportedMediaType, UrlTooLong


class RequestBounds:
    """Refuses addresses and bodies past their limits before anything is done with them.

    A body is counted while it arrives, so a wrong or missing Content-Length gets nobody past the limit. Packed
    bodies are refused: what they unpack to cannot be known beforehand.
    """

    def __init__(self, app: ASGIApp, *, url_bytes: int, body_bytes: int) -> None:
        self.app = app
        self.url_bytes = url_bytes
        self.body_bytes = body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self._check_head(scope)
        seen = 0

        async def receive_counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.body_bytes:
                raise BodyTooLarge(self.body_bytes)
            return message

        await self.app(scope, receive_counted, send)

    def _check_head(self, scope: Scope) -> None:
        length = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if length > self.url_bytes:
            raise UrlTooLong(length, self.url_bytes)
        headers = Headers(scope=scope)
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("", "identity"):
            raise UnsupportedMediaType(encoding, ("identity",), what="Content-Encoding")
        declared = headers.get("content-length", "0")
        if not declared.isdecimal():
            raise InvalidRequest(f"Content-Length is {declared!r}: expected a number of bytes.")
        if int(declared) > self.body_bytes:
            raise BodyTooLarge(self.body_bytes)


class HeadAsGet:
    """Answers HEAD on every route that answers GET: the same headers, no body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        ended = False

        async def send_head(message: Message) -> None:
            nonlocal ended
            if message["type"] == "http.response.start":
                await send(message)
            elif not ended:
                ended = True
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        await self.app({**scope, "method": "GET"}, receive, send_head)
