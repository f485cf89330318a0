"""How a page or its RDF leaves the service: tag, freshness, alternates, and 304 for those who have it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from conflict_graph import __version__
from conflict_graph.queries.snapshot_cache import SnapshotCache
from conflict_graph.store.base import Store
from conflict_graph_api.http.formats import HTML, Format
from conflict_graph_api.http.negotiation import Choice, alternate_url
from conflict_graph_api.http.responses import data_headers, etag, is_current, not_modified
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages import islands
from conflict_graph_api.pages.templates import pages_of, style_sheets, template_files

Alternates = list[tuple[str, str, str]]

_pages: Final = SnapshotCache[bytes](most=16_000_000, size=len)


def design() -> str:
    """Return a digest of templates, style sheets and islands, so that a page changes its tag when its looks change."""
    return _design(islands.written())


@cache
def _design(islands_written: int) -> str:
    digest = hashlib.sha256(f"{__version__} {islands_written}".encode())
    for path in sorted([*template_files(), *style_sheets().values()]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def headers_of(request: Request, store: Store, choice: Choice, link: str = "") -> dict[str, str]:
    """Return the headers of an answer that depends on the snapshot and the address alone."""
    parts = (request.url.path, request.scope["query_string"], str(request.base_url), choice.media_type)
    tag = etag(store.snapshot, *parts, design() if choice.format is HTML else __version__)
    headers = data_headers(store.snapshot, tag)
    return headers | {"Link": link} if link else headers


def alternates(request: Request, offers: tuple[Format, ...]) -> Alternates:
    """Return title, address and media type of every other representation, for the links on a page."""
    return [(offer.title, alternate_url(request, offer), offer.media_type) for offer in offers]


def answer(
    request: Request,
    store: Store,
    headers: dict[str, str],
    view: ViewState,
    template: str,
    build: Callable[[], dict[str, Any]],
) -> Response:
    """Return a page filled with what build returns, or 304 when the client has this very page.

    A page depends on nothing but what its tag is made of, so those asked for lately are kept by their tags.
    """
    tag = headers["ETag"]
    if is_current(request, tag):
        return not_modified(headers)

    def fill() -> bytes:
        return bytes(pages_of(request).response(template, headers=headers, view=view, **build()).body)

    return HTMLResponse(_pages.get(store, tag, fill), headers={"Content-Language": "en", **headers})
