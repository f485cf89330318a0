"""Messages between a store and its workers: a JSON head, bytes, and sometimes an open file.

They run over a pair of connected sockets. A large answer is not sent: the worker hands over its open temporary
file, which has no name and is gone with the last process that holds it.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from dataclasses import dataclass
from typing import Any, Final

from conflict_graph import errors
from conflict_graph.errors import ConflictGraphError

_PREFIX: Final = struct.Struct("!IQ")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message; file is the descriptor of an open file that came with it."""

    head: dict[str, Any]
    body: bytes = b""
    file: int | None = None


def send(connection: socket.socket, frame: Frame) -> None:
    """Send a message; its file stays open on this side."""
    head = json.dumps(frame.head).encode()
    prefix = _PREFIX.pack(len(head), len(frame.body))
    if frame.file is None:
        connection.sendall(prefix + head + frame.body)
    else:
        socket.send_fds(connection, [prefix], [frame.file])
        connection.sendall(head + frame.body)


def receive(connection: socket.socket) -> Frame | None:
    """Return the next message, or None when the other side is gone."""
    try:
        prefix, files, _, _ = socket.recv_fds(connection, _PREFIX.size, 1)
        file = files[0] if files else None
        rest = _exactly(connection, _PREFIX.size - len(prefix)) if prefix else None
        if rest is None:
            return None
        head_size, body_size = _PREFIX.unpack(prefix + rest)
        head, body = _exactly(connection, head_size), _exactly(connection, body_size)
    except ConnectionError:
        return None
    if head is None or body is None:
        if file is not None:
            os.close(file)
        return None
    return Frame(json.loads(head), body, file)


def failure(error: ConflictGraphError) -> Frame:
    """Return the message that carries an error to the other side."""
    return Frame(
        {"error": type(error).__name__, "detail": error.detail, "hint": error.hint, "extra": dict(error.extra)}
    )


def revive(head: dict[str, Any]) -> ConflictGraphError:
    """Return the error that a message carries, of the same class and with the same words.

    >>> revive(failure(errors.QueryTimeout(2)).head).status
    504
    """
    kind: type[ConflictGraphError] = getattr(errors, head["error"])
    error = kind.__new__(kind)
    ConflictGraphError.__init__(error, head["detail"], hint=head["hint"], **head["extra"])
    return error


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    """Return so many bytes, or None when the other side goes away before."""
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(size - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)
