"""What the service writes to its log: a line for each request and each error, for people or for programs.

A line tells what was asked, by whom, and what came of it. It never holds a header, a query, a body or a parameter: a
token or a reader's question has no business in a log.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from conflict_graph.settings import Settings

ACCESS: Final = logging.getLogger("conflict_graph_api.access")
_FIELDS: Final = "fields"
_TEXT: Final = "%(asctime)s %(levelname)s %(message)s"


def log_request(*, client: str, method: str, path: str, status: int, **more: Any) -> None:
    """Write the line of one request; more are its request id, route, seconds and bytes."""
    if ACCESS.isEnabledFor(logging.INFO):
        fields = {"client": client, "method": method, "path": path, "status": status, **more}
        ACCESS.info("%s %s %s %s", client, method, path, status, extra={_FIELDS: fields})


def about(request_id: str, **fields: Any) -> dict[str, Any]:
    """Return what a log call takes as ``extra``, so that its line names the request it belongs to."""
    return {_FIELDS: {"request_id": request_id, **fields}}


class TextFormatter(logging.Formatter):
    """Lines for people: the message, then what else is known as ``name=value``."""

    def __init__(self) -> None:
        super().__init__(_TEXT)

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the first line of a record."""
        line = super().formatMessage(record)
        shown = {name: value for name, value in _fields(record).items() if name not in _IN_MESSAGE}
        return " ".join([line, *(f"{name}={value}" for name, value in shown.items())])


class JsonFormatter(logging.Formatter):
    """Lines for programs: one JSON object each.

    >>> record = logging.LogRecord("x", logging.INFO, "", 0, "hello %s", ("you",), None)
    >>> orjson.loads(JsonFormatter().format(record))["message"]
    'hello you'
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a JSON object."""
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return orjson.dumps(entry, default=str).decode()


_IN_MESSAGE: Final = frozenset({"client", "method", "path", "status"})


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    fields: dict[str, Any] = getattr(record, _FIELDS, {})
    return fields


def log_config(settings: Settings) -> dict[str, Any]:
    """Return the logging of a service that runs by itself: everything to standard error, at the level that is set."""
    formatter = JsonFormatter if settings.log_format == "json" else TextFormatter
    level = settings.log_level.upper()
    own = {"handlers": ["stderr"], "level": level, "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
        "loggers": {"conflict_graph_api": own, "uvicorn": own},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }
