"""Errors that only HTTP knows; they carry code, status and hint like the library's own.

ConflictGraphError
└── HttpError
    ├── MethodNotAllowed (405)      method-not-allowed
    ├── NotAcceptable (406)         not-acceptable
    ├── BodyTooLarge (413)          body-too-large
    ├── SceneTooLarge (413)         scene-too-large
    ├── UrlTooLong (414)            url-too-long
    ├── UnsupportedMediaType (415)  unsupported-media-type
    ├── InvalidBody (422)           invalid-body
    └── TooManyRequests (429)       too-many-requests
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from conflict_graph.errors import ConflictGraphError, InvalidParameter, in_seconds

_QUOTED: Final = re.compile(r"'([^']*)'")


class HttpError(ConflictGraphError):
    """An error of the exchange itself, with the headers its status calls for."""

    def __init__(self, detail: str, *, hint: str = "", headers: Mapping[str, str] | None = None, **extra: Any) -> None:
        super().__init__(detail, hint=hint, **extra)
        self.headers = dict(headers or {})


class MethodNotAllowed(HttpError):
    """The address exists, but does not take this method."""

    code, status, title = "method-not-allowed", 405, "The method is not allowed here"

    def __init__(self, method: str, path: str, allowed: Sequence[str]) -> None:
        listed = ", ".join(allowed)
        super().__init__(
            f"{method} is not allowed at {path}: expected {listed}.",
            hint=f"Use {' or '.join(method for method in allowed if method not in ('HEAD', 'OPTIONS'))}.",
            headers={"Allow": listed},
            allowed=list(allowed),
        )


class NotAcceptable(HttpError):
    """None of the media types the client accepts can be written here."""

    code, status, title = "not-acceptable", 406, "No acceptable format"

    def __init__(self, accept: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Nothing in Accept: {accept} can be written here: expected one of {', '.join(known)}.",
            hint="Ask for one of these, or leave Accept out.",
            headers={"Vary": "Accept"},
            value=accept,
            known=list(known),
        )


class BodyTooLarge(HttpError):
    """A request body is longer than the limit."""

    code, status, title = "body-too-large", 413, "The request body is too large"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The request body is longer than {limit} bytes.",
            hint="Send less at a time, or load the file with `conflict-graph load`.",
            headers={"Connection": "close"},
            limit_bytes=limit,
        )


class SceneTooLarge(HttpError):
    """A scene of the graph view has more bytes than the limit."""

    code, status, title = "scene-too-large", 413, "The scene is too large"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"The scene has {length:,} bytes: expected at most {limit:,}.",
            hint="Take things away, or collapse what is not looked at; exports hold any number.",
            limit_bytes=limit,
        )


def expected_by(finding: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return what a failed validation expected, in the words of the other errors, and the words it takes if few.

    >>> expected_by({"type": "literal_error", "msg": "...", "ctx": {"expected": "'certain' or 'possible'"}})
    ('one of certain, possible', ('certain', 'possible'))
    """
    if finding["type"] == "literal_error":
        known = tuple(_QUOTED.findall(finding["ctx"]["expected"]))
        return f"one of {', '.join(known)}", known
    return str(finding["msg"]).removeprefix("Input should be ").removeprefix("Value error, "), ()


def unusable(name: str, finding: Mapping[str, Any]) -> InvalidParameter:
    """Return the error of a parameter that a failed validation found."""
    expected, known = expected_by(finding)
    if known:
        return InvalidParameter.one_of(name, finding["input"], known)
    return InvalidParameter(name, finding.get("input"), expected, hint="See /api/docs for the parameters.")


class InvalidBody(HttpError):
    """A JSON body is malformed, or does not have the form that is expected."""

    code, status, title = "invalid-body", 422, "The body cannot be used"

    def __init__(
        self, detail: str, *, place: str = "", line: int | None = None, column: int | None = None, hint: str = ""
    ) -> None:
        hint = hint or "See /api/docs for the form of the body."
        super().__init__(detail, hint=hint, place=place or "/", line=line, column=column)


class UrlTooLong(HttpError):
    """A request address is longer than the limit."""

    code, status, title = "url-too-long", 414, "The address is too long"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"The address has {length} bytes: expected at most {limit}.",
            hint="Send a long query by POST, in the body.",
            limit_bytes=limit,
        )


class UnsupportedMediaType(HttpError):
    """A request body comes in a type or encoding that is not read here."""

    code, status, title = "unsupported-media-type", 415, "The type of the body is not read here"

    def __init__(self, value: str, known: Sequence[str], *, what: str = "Content-Type") -> None:
        super().__init__(
            f"A body with {what} {value or '(none)'} is not read here: expected {' or '.join(known)}.",
            hint=f"Name the type of the body in {what}.",
            value=value,
            known=list(known),
        )


class TooManyRequests(HttpError):
    """A client has used up its processing time, or has too many queries under way."""

    code, status, title = "too-many-requests", 429, "Too many requests"

    def __init__(self, detail: str, *, retry_after: int, policies: Sequence[str] = ()) -> None:
        super().__init__(
            detail,
            hint=f"Try again in {in_seconds(retry_after)}, and send one query at a time.",
            headers={"Retry-After": str(retry_after)},
            retry_after=retry_after,
            **{"violated-policies": list(policies)},
        )
