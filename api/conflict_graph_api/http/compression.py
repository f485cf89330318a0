"""Pages, styles and scripts go out compressed to clients that take gzip; data answers go out as they are.

Data answers are streamed from the engine and named by strong entity tags, so they stay byte for byte what was tagged.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEVEL: Final = 4
"""Level of compression: pages shrink to about a ninth in a few milliseconds; higher levels win little."""

_DATA: Final = ("application/*", "multipart/*", "text/csv", "text/plain", "text/tab-separated-values", "text/turtle")


class Compressed:
    """Compresses what browsers read; the entity tag of a compressed page is weak, as its bytes are others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = GZipMiddleware(
            app, compresslevel=LEVEL, exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, *_DATA)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def send_weak(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                tag = headers.get("etag", "")
                if headers.get("content-encoding") == "gzip" and tag.startswith('"'):
                    headers["etag"] = f"W/{tag}"
            await send(message)

        await self.app(scope, receive, send_weak)
