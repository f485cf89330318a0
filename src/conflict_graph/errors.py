"""Every error raised on purpose, with the code and status it carries on each surface.

ConflictGraphError
├── InvalidRequest (400)        the caller asked for something malformed
│   ├── InvalidParameter        invalid-parameter
│   ├── InvalidDate             invalid-date
│   ├── AmbiguousName           ambiguous-name    (the candidates)
│   ├── ReversedInterval        reversed-interval
│   ├── UnknownRelationship     unknown-relationship
│   ├── UnknownFormat           unknown-format
│   ├── QuerySyntaxError        query-syntax      (line, column)
│   ├── OutwardRequestRefused   outward-request   (SERVICE, LOAD)
│   └── DataSyntaxError         data-syntax       (file, line, column)
├── NotFound (404)              not-found         (near names)
├── ReadOnly (403)              read-only
├── Unauthorised (401)          unauthorised
├── InvalidData (422)           invalid-data      (the validation report)
├── StoreError (503)            the store cannot do it now
│   ├── StoreUnreadable         store-unreadable
│   ├── StoreLocked             store-locked
│   ├── StoreBusy               store-busy
│   ├── StoreFull (507)         store-full        (no room on the disk; nothing was changed)
│   └── StoreChanged (409)      store-changed     (somebody else wrote in between)
├── EndpointError (502)         endpoint-error    (a remote endpoint is down or answers nonsense)
├── UnsupportedQuery (501)      unsupported-query (an extension function the engine does not have)
├── QueryTimeout (504)          query-timeout
├── UpdateTimeout (504)         update-timeout
├── QueryCancelled (499)        query-cancelled   (nobody waits for the answer any more)
├── ResultTooLarge (503)        result-too-large
├── AddressInUse                address-in-use    (command line only)
└── MissingFile                 missing-file      (command line and Python)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from conflict_graph.namespaces import BASE
from conflict_graph.suggest import nearest, question


class ConflictGraphError(Exception):
    """Base of every error raised on purpose: a code, an HTTP status, what happened, and the next step."""

    code = "internal"
    status = 500
    title = "Something went wrong"

    def __init__(self, detail: str, *, hint: str = "", **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.hint = hint
        self.extra: Mapping[str, Any] = {key: value for key, value in extra.items() if value not in (None, (), "")}

    def problem(self) -> dict[str, Any]:
        """Return the RFC 9457 problem details of this error, the same on every surface.

        >>> ReadOnly("This store is read-only.").problem()["code"]
        'read-only'
        """
        body: dict[str, Any] = {
            "type": f"{BASE}problems/{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }
        if self.hint:
            body["hint"] = self.hint
        return {**body, **self.extra}

    def __str__(self) -> str:
        return f"{self.detail} {self.hint}".strip()


class InvalidRequest(ConflictGraphError):
    """The caller asked for something malformed."""

    code, status, title = "invalid-request", 400, "The request is malformed"


class InvalidParameter(InvalidRequest):
    """A parameter has a value that cannot be used."""

    code, title = "invalid-parameter", "A parameter cannot be used"

    def __init__(self, name: str, value: object, expected: str, *, hint: str = "", **extra: Any) -> None:
        super().__init__(
            f"The value {value!r} of {name} cannot be used: expected {expected}.",
            hint=hint or question(nearest(str(value), extra.get("known", ()))),
            parameter=name,
            value=str(value),
            expected=expected,
            **extra,
        )

    @classmethod
    def one_of(cls, name: str, value: object, known: Iterable[str], *, hint: str = "") -> InvalidParameter:
        """Return the error of a value that is none of the known words, with the one that is most like it.

        >>> InvalidParameter.one_of("show", "meting", ["stances", "meetings"]).hint
        'Did you mean meetings?'
        """
        words = list(known)
        return InvalidParameter(name, value, f"one of {', '.join(words)}", hint=hint, known=words)


class InvalidDate(InvalidParameter):
    """A date is not a calendar date of the form YYYY-MM-DD."""

    code, title = "invalid-date", "Not a calendar date"

    def __init__(self, name: str, value: object) -> None:
        super().__init__(name, value, "a calendar date such as 2026-02-24", hint="Write dates as YYYY-MM-DD.")


class UnsupportedScope(InvalidRequest):
    """A question cannot be narrowed by a day, layer, modality or source that was asked for."""

    code, title = "unsupported-scope", "A question cannot be narrowed like this"

    def __init__(self, question: str, parts: Sequence[str]) -> None:
        named = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
        super().__init__(
            f"{question} cannot be narrowed by {named}.",
            hint=f"Leave out {named}, or ask another question.",
            question=question,
            parts=list(parts),
        )


class AmbiguousName(InvalidParameter):
    """Several things have this name."""

    code, title = "ambiguous-name", "Several things have this name"

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        listed = ", ".join(f"{iri} ({label})" for label, iri in candidates)
        super().__init__(
            "the name",
            name,
            f"the name of one thing, and {len(candidates)} have it",
            hint=f"Name one by its IRI: {listed}.",
            candidates=[{"label": label, "iri": iri} for label, iri in candidates],
        )


class ReversedInterval(InvalidRequest):
    """An interval ends before it begins."""

    code, title = "reversed-interval", "An interval ends before it begins"

    def __init__(self, start_name: str, start: object, end_name: str, end: object) -> None:
        super().__init__(
            f"The interval from {start_name}={start} to {end_name}={end} ends before it begins.",
            hint=f"Swap the two, or leave out {end_name}.",
            parameter=end_name,
            value=str(end),
        )


class UnknownRelationship(InvalidParameter):
    """No relationship has this name."""

    code, title = "unknown-relationship", "Unknown relationship"

    def __init__(self, value: str, known: Sequence[str]) -> None:
        super().__init__("relationship", value, f"one of {', '.join(known)}", known=list(known))


class UnknownFormat(InvalidParameter):
    """No format of this name can be written here."""

    code, title = "unknown-format", "Unknown format"

    def __init__(self, value: str, known: Sequence[str]) -> None:
        super().__init__("format", value, f"one of {', '.join(known)}", known=list(known))


class QuerySyntaxError(InvalidRequest):
    """A SPARQL query or update does not parse."""

    code, title = "query-syntax", "The SPARQL text does not parse"

    def __init__(self, detail: str, line: int | None = None, column: int | None = None) -> None:
        where = f"Line {line}, column {column}: " if line else ""
        super().__init__(
            f"{where}{detail}",
            hint="Correct the text at that place; prefixes such as cg:, v: and per: are known without declaring them.",
            line=line,
            column=column,
        )


class OutwardRequestRefused(InvalidRequest):
    """A query or update would make the server call another host."""

    code, title = "outward-request", "Outward requests are refused"

    def __init__(self, keyword: str, line: int, column: int) -> None:
        super().__init__(
            f"Line {line}, column {column}: {keyword} is refused; queries stay on this machine.",
            hint="Ask the other endpoint yourself and join the answers, or load its data first.",
            line=line,
            column=column,
        )


class DataSyntaxError(InvalidRequest):
    """A file is not valid in the RDF format it is read as."""

    code, title = "data-syntax", "The file does not parse"

    def __init__(self, file: str, detail: str, line: int | None = None, column: int | None = None) -> None:
        where = f", line {line}" + (f", column {column}" if column else "") if line else ""
        super().__init__(
            f"{file}{where}: {detail}",
            hint="Nothing was changed. Correct the file at that place and try again.",
            file=file,
            line=line,
            column=column,
        )


class NotFound(ConflictGraphError):
    """Nothing has this name or address."""

    code, status, title = "not-found", 404, "Nothing has this name"

    def __init__(self, what: str, name: str, near: Sequence[str] = (), *, hint: str = "") -> None:
        hint = question(near) or hint or "Search for it by another name."
        super().__init__(f"No {what} is called {name!r}.", hint=hint, value=name, near=list(near))


class ReadOnly(ConflictGraphError):
    """The store or service takes no writes."""

    code, status, title = "read-only", 403, "Read-only"


class Unauthorised(ConflictGraphError):
    """A write came without the token, or with a wrong one."""

    code, status, title = "unauthorised", 401, "The write token is missing or wrong"


class InvalidData(ConflictGraphError):
    """Data break the shapes, or a quote is not in its source; carries the validation report."""

    code, status, title = "invalid-data", 422, "The data do not hold up"

    def __init__(self, detail: str, *, report: Any, hint: str = "") -> None:
        super().__init__(detail, hint=hint or "Nothing was changed. Correct what the report names.", report=report)


class StoreError(ConflictGraphError):
    """The store cannot do this now."""

    code, status, title = "store-error", 503, "The store cannot do this now"


class StoreUnreadable(StoreError):
    """A store directory cannot be read."""

    code, title = "store-unreadable", "The store cannot be read"


class StoreLocked(StoreError):
    """Another process is writing to this store."""

    code, title = "store-locked", "Another process is writing"


class StoreBusy(StoreError):
    """Every worker is taken and the queue is full."""

    code, title = "store-busy", "Too many queries at once"


class StoreFull(StoreError):
    """The disk has no room for a change; nothing was changed."""

    code, status, title = "store-full", 507, "The disk is full"


class StoreChanged(StoreError):
    """The store has been changed since the state that a change was made for."""

    code, status, title = "store-changed", 409, "The store has changed meanwhile"


class EndpointError(ConflictGraphError):
    """A remote SPARQL endpoint is down, refuses, or answers something that is no SPARQL result."""

    code, status, title = "endpoint-error", 502, "The remote endpoint does not answer as one"


class UnsupportedQuery(ConflictGraphError):
    """A query parses, but asks for something that the engine does not have."""

    code, status, title = "unsupported-query", 501, "The query asks for something that is not supported"

    def __init__(self, detail: str) -> None:
        super().__init__(f"{detail.rstrip('.')}.", hint="Use the functions of SPARQL 1.1, or leave the call out.")


def in_seconds(value: float) -> str:
    """Return a time in words.

    >>> in_seconds(1.0), in_seconds(2.5)
    ('1 second', '2.5 seconds')
    """
    return f"{value:g} second{'' if value == 1 else 's'}"


class QueryTimeout(ConflictGraphError):
    """A query ran past the time limit and was stopped."""

    code, status, title = "query-timeout", 504, "The query ran past the time limit"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The query was stopped after {in_seconds(seconds)}.",
            hint="Narrow the pattern, add a LIMIT, or ask for one actor or issue at a time.",
            limit_seconds=seconds,
        )


class UpdateTimeout(ConflictGraphError):
    """An update ran past the time limit and was stopped; nothing was changed."""

    code, status, title = "update-timeout", 504, "The update ran past the time limit"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The update was stopped after {in_seconds(seconds)}. Nothing was changed.",
            hint="Narrow its WHERE, split it into several updates, or load a file with `conflict-graph load`.",
            limit_seconds=seconds,
        )


class QueryCancelled(ConflictGraphError):
    """A query was given up because nobody waits for its answer any more."""

    code, status, title = "query-cancelled", 499, "The query was given up"


class ResultTooLarge(ConflictGraphError):
    """A result or a worker grew past its limit."""

    code, status, title = "result-too-large", 503, "The result is too large"


class AddressInUse(ConflictGraphError):
    """The address to serve on is taken."""

    code, title = "address-in-use", "The address is taken"


class MissingFile(ConflictGraphError):
    """A file or directory to read is not there or cannot be read."""

    code, status, title = "missing-file", 404, "No such file"
