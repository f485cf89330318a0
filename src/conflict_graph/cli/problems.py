"""Errors of the command line: one shape on standard error, and the exit status that goes with each."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import Any, Final

from conflict_graph.errors import ConflictGraphError, InvalidParameter, ReversedInterval
from conflict_graph.namespaces import BASE

FAILED: Final = 1
USAGE: Final = 2

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def report(error: Exception, arguments: Sequence[str]) -> int:
    """Write an error to standard error, in plain words or as a problem document, and return the exit status."""
    problem = error.problem() if isinstance(error, ConflictGraphError) else _usage_problem(error)
    text = json.dumps(problem, default=str, ensure_ascii=False) if _wants_json(arguments) else _words(problem)
    print(text, file=sys.stderr)
    usage = not isinstance(error, ConflictGraphError) or isinstance(error, InvalidParameter | ReversedInterval)
    return USAGE if usage else FAILED


def safe(text: str) -> str:
    """Return a text that cannot steer a terminal: control and direction characters become a replacement mark.

    >>> safe("a" + chr(27) + "[2Jb")
    'a\\ufffd[2Jb'
    """
    return _CONTROL.sub("\ufffd", text)


def _words(problem: dict[str, Any]) -> str:
    lines = [f"error: {problem['detail']}"]
    if problem.get("report"):
        lines.append(_report_text(problem["report"]))
    if problem.get("hint"):
        lines.append(f"  hint: {problem['hint']}")
    lines.append(f"  code: {problem['code']}")
    return safe("\n".join(lines))


def _usage_problem(error: Exception) -> dict[str, Any]:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "conflict-graph"
    return {
        "type": f"{BASE}problems/usage",
        "title": "The command line is wrong",
        "detail": error.format_message() if hasattr(error, "format_message") else str(error),
        "code": "usage",
        "hint": f"See {path} --help.",
    }


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether the caller asked for JSON, read off the words themselves so that it holds when parsing fails."""
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(word == "--format=json" or (word == "--format" and value == "json") for word, value in pairs)


def _report_text(report: dict[str, Any]) -> str:
    from conflict_graph.validate.report import Finding

    return "\n\n".join(Finding(**finding).to_text() for finding in report["findings"])
