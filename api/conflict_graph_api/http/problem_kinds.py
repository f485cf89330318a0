"""Every kind of problem the service can answer with, read off the error classes themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from inspect import cleandoc

from pydantic import BaseModel, Field

from conflict_graph.errors import ConflictGraphError
from conflict_graph.namespaces import BASE
from conflict_graph_api.http.errors import HttpError
from conflict_graph_api.http.truncation import TRUNCATED

_UNEXPECTED = "The service met an error it did not expect; the log has it under the request id."
_COMMAND_LINE_ONLY = {"address-in-use", "missing-file"}


class ProblemKind(BaseModel):
    """One kind of problem."""

    type: str = Field(description="The IRI that problem documents carry as their type.")
    code: str = Field(description="Its short stable name.")
    status: int = Field(description="The HTTP status.")
    title: str = Field(description="The kind in words.")
    meaning: str = Field(description="What it says.")


@cache
def problem_kinds() -> dict[str, ProblemKind]:
    """Return every kind by its code, in the order of their status."""
    kinds = {error.code: _kind(error) for error in reversed(list(_classes(ConflictGraphError)))}
    kinds |= {"result-truncated": _truncated()}
    served = [kind for kind in kinds.values() if kind.code not in _COMMAND_LINE_ONLY]
    return {kind.code: kind for kind in sorted(served, key=lambda kind: (kind.status, kind.code))}


def _classes(base: type[ConflictGraphError]) -> Iterator[type[ConflictGraphError]]:
    """Yield a class and all below it; HttpError itself is no kind, only a base."""
    if base is not HttpError:
        yield base
    for kind in base.__subclasses__():
        yield from _classes(kind)


def _kind(error: type[ConflictGraphError]) -> ProblemKind:
    words = cleandoc(error.__doc__ or "").split("\n\n")[0].replace("\n", " ")
    meaning = _UNEXPECTED if error is ConflictGraphError else words
    return ProblemKind(
        type=f"{BASE}problems/{error.code}", code=error.code, status=error.status, title=error.title, meaning=meaning
    )


def _truncated() -> ProblemKind:
    return ProblemKind(
        type=TRUNCATED,
        code="result-truncated",
        status=200,
        title="The answer was cut",
        meaning="The answer has more rows than the limit; the header X-Truncated says how many came.",
    )
