"""A browser as users have it: pages opened in a window of their own, with all that goes wrong in them written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response, WebError

Scheme = Literal["light", "dark"]
Width = Literal["wide", "phone"]

WINDOWS: Final[dict[str, dict[str, Any]]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]
OF_THE_BROWSER_ITSELF: Final = re.compile(r"^\[\.WebGL|software WebGL")
"""What the drawing of WebGL in software says; it is about this browser, not about the page."""

ABORTED: Final = "net::ERR_ABORTED"
"""How a request ends that the page itself gave up, or that became a download."""


@dataclass
class Record:
    """What happened in one window."""

    origin: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Write down everything that happens in the pages of a window."""
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("dialog", self._dialog)

    def unexpected(self, expected: tuple[str, ...]) -> list[str]:
        """The faults that no pattern matches."""
        return [fault for fault in self.faults if not any(re.search(pattern, fault) for pattern in expected)]

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.faults.append(f"request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != ABORTED:
            self.faults.append(f"request failed: {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"answer {response.status}: {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if not OF_THE_BROWSER_ITSELF.search(message.text):
            where = f"{message.location['url']}:{message.location['lineNumber']}"
            self.faults.append(f"console {message.type}: {message.text} ({where})")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"error in the page: {error.error}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def window(browser: Browser, record: Record, scheme: Scheme, width: Width, script: bool) -> Iterator[Page]:
    """Open a window of its own (no cookies, no storage); it is closed with the block."""
    context = browser.new_context(
        **WINDOWS[width],
        base_url=record.origin,
        color_scheme=scheme,
        java_script_enabled=script,
        locale="en-GB",
        timezone_id="UTC",
        accept_downloads=True,
    )
    context.set_default_timeout(15_000)
    try:
        record.watch(context)
        yield context.new_page()
    finally:
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")  # an answer that is still held back goes with its page
        context.close()
