"""Headers that every data answer carries: snapshot, ETag, freshness, alternates; and the answer to If-None-Match."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

SNAPSHOT_HEADER: Final = "X-Snapshot"
TRUNCATED_HEADER: Final = "X-Truncated"
REVALIDATE: Final = "public, no-cache"
"""Caches may keep the answer, but ask first: the next snapshot may say otherwise."""
NO_STORE: Final = "no-store"


def etag(snapshot: str, *parts: object) -> str:
    """Return the strong entity tag of an answer: a digest of its snapshot and everything else it depends on.

    >>> etag("s1", "ASK {}", "json") == etag("s1", "ASK {}", "json")
    True
    >>> etag("s1", "ab", "c") == etag("s1", "a", "bc")
    False
    """
    digest = hashlib.sha256()
    for part in (snapshot, *parts):
        encoded = repr(part).encode()
        digest.update(b"%d:" % len(encoded) + encoded)
    return f'"{digest.hexdigest()[:32]}"'


def is_current(request: Request, tag: str) -> bool:
    """Tell whether the client holds this very answer (If-None-Match, compared as RFC 9110 says for GET)."""
    held = ", ".join(request.headers.getlist("if-none-match"))
    tags = [entry.strip().removeprefix("W/") for entry in held.split(",")]
    return tag in tags or "*" in tags


def data_headers(snapshot: str, tag: str | None = None, *, vary: str = "Accept") -> dict[str, str]:
    """Return the headers of an answer drawn from a snapshot; without a tag the answer must not be kept."""
    headers = {SNAPSHOT_HEADER: snapshot, "Vary": vary, "Cache-Control": REVALIDATE if tag else NO_STORE}
    return {**headers, "ETag": tag} if tag else headers


def not_modified(headers: Mapping[str, str]) -> Response:
    """Return the 304 answer, with the headers the full answer would have had."""
    return Response(status_code=304, headers=dict(headers))
