"""Lists in pages: a cursor names the last item that was given, so that pages stay right while the graph grows."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

from conflict_graph.errors import InvalidParameter
from conflict_graph_api.http.parameters import query_pairs

_T = TypeVar("_T")
_NOT_OF_THE_QUESTION: Final = ("cursor", "limit")
_DIGITS: Final = 18
_AGAIN: Final = "Ask again without cursor, and follow next from there."


@dataclass(frozen=True, slots=True)
class Page(Generic[_T]):
    """One page of a list, the number of items of all pages, and the cursor and address of the next page."""

    items: Sequence[_T]
    total: int
    cursor: str | None
    next: str | None


def page_of(
    request: Request, items: Sequence[_T], key: Callable[[_T], str], limit: int, cursor: str | None = None
) -> Page[_T]:
    """Return the page of items that follows a cursor; without one, the first.

    key names an item for good. A cursor is bound to the question it was made for, all parameters but its limit.
    Raises InvalidParameter for a cursor that is none, belongs to another question, or names an item that is gone.
    """
    question = _question(request)
    start = _start(items, key, _decode(cursor, question)) if cursor else 0
    shown = items[start : start + limit]
    more = start + limit < len(items)
    following = _encode(key(shown[-1]), question) if more else None
    return Page(shown, len(items), following, _address(request, following) if following else None)


def _question(request: Request) -> str:
    pairs = sorted((name, value) for name, value in query_pairs(request) if name not in _NOT_OF_THE_QUESTION)
    return hashlib.sha256(json.dumps([request.url.path, pairs]).encode()).hexdigest()[:_DIGITS]


def _start(items: Sequence[_T], key: Callable[[_T], str], last: str) -> int:
    for number, item in enumerate(items, start=1):
        if _digest(key(item)) == last:
            return number
    raise InvalidParameter(
        "cursor", "…", "a cursor into this list, and the item it names is not in it any more", hint=_AGAIN
    )


def _encode(key: str, question: str) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(question + _digest(key))).decode()


def _decode(cursor: str, question: str) -> str:
    try:
        key = base64.b64decode(cursor, altchars=b"-_", validate=True).hex()
    except (binascii.Error, ValueError):
        key = ""
    if len(key) != 2 * len(question):
        raise InvalidParameter("cursor", cursor, "a cursor from an earlier answer", hint=_AGAIN)
    if key[: len(question)] != question:
        raise InvalidParameter("cursor", cursor, "a cursor from an answer to this same question", hint=_AGAIN)
    return key[len(question) :]


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:_DIGITS]


def _address(request: Request, cursor: str) -> str:
    pairs = [(name, value) for name, value in query_pairs(request) if name != "cursor"]
    return f"{request.url.path}?{urlencode([*pairs, ('cursor', cursor)])}"
