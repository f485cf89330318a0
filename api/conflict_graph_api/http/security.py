"""Security headers on every response, and the comparison of the write token.

Nothing is loaded from another host and no script stands in a page, so the policy is as strict as it can be.
A route that needs another policy (a sandboxed picture) sets its own Content-Security-Policy header.
"""

from __future__ import annotations

import hmac
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_graph.errors import ReadOnly, Unauthorised
from conflict_graph.settings import Settings

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    )
)

HEADERS: Final[dict[str, str]] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds the security headers to every response that does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def require_write_token(request: Request, settings: Settings) -> None:
    """Let a write pass only with the configured bearer token.

    Raises ReadOnly (403) when no token is configured, and Unauthorised (401) when it is missing or wrong. The
    comparison takes the same time wherever two tokens differ, and no message repeats what was sent.
    """
    if not settings.write_token:
        raise ReadOnly(
            "This service is read-only: no write token is configured.",
            hint="Start it with CONFLICT_GRAPH_WRITE_TOKEN set, or load files with `conflict-graph load`.",
        )
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    expected = settings.write_token.get_secret_value().encode()
    matches = hmac.compare_digest(given.strip().encode("latin-1"), expected)
    if scheme.lower() != "bearer" or not matches:
        raise Unauthorised(
            "The write token is missing or wrong.", hint="Send the header `Authorization: Bearer TOKEN`."
        )
