"""A worker process: answers free-form queries over snapshots, or carries out updates on drafts, until its parent ends.

Run as ``python -m conflict_graph.store.workers.worker`` with a socket as standard input, its memory limit as argument.
It imports the engine and little else. A thread of its own waits for messages, so that the end of the parent, however
it comes, ends the worker in the middle of a query as well. (Asking the kernel for a signal at the parent's death is
no use: that signal comes when the *thread* that started the worker ends.)
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from dataclasses import replace
from queue import SimpleQueue
from typing import Any, NoReturn

import pyoxigraph as ox

from conflict_graph.errors import ConflictGraphError, StoreError
from conflict_graph.store import engine
from conflict_graph.store.base import Change, Dataset
from conflict_graph.store.spool import Output
from conflict_graph.store.workers import messages, sandbox
from conflict_graph.store.workers.messages import Frame


class _Snapshots:
    """The snapshot opened last; a server asks the same one over and over."""

    def __init__(self) -> None:
        self._path = ""
        self._store: ox.Store | None = None

    def open(self, path: str) -> ox.Store:
        """Return the snapshot at a path; raises StoreError when it is gone."""
        if self._store is None or path != self._path:
            try:
                self._store, self._path = ox.Store.read_only(path), path
            except (OSError, RuntimeError) as error:
                raise StoreError(f"The snapshot {path} cannot be opened: {error}", gone=True) from None
        return self._store


def answer(snapshots: _Snapshots, request: dict[str, Any]) -> tuple[Frame, Output | None]:
    """Return the message that answers a request, and the output to close once it has been sent."""
    started = time.monotonic()
    output = Output(request["bytes"])
    try:
        store = snapshots.open(request["snapshot"])
        dataset = Dataset(tuple(request["default"]), tuple(request["named"]))
        head = engine.answer(
            store, request["query"], output, request["accept"], dataset, request["rows"], request["union"]
        )
        file = output.fileno()
    except ConflictGraphError as error:
        return _timed(messages.failure(error), started), output
    except (OSError, RuntimeError) as error:
        return _timed(messages.failure(StoreError(f"The query could not be answered: {error}.")), started), output
    header = {
        "kind": head.kind,
        "media_type": head.media_type,
        "truncated": head.truncated,
        "size": output.size,
        "seconds": time.monotonic() - started,
    }
    return Frame(header, b"" if file is not None else b"".join(output.pieces()), file), output


def _timed(frame: Frame, started: float) -> Frame:
    return replace(frame, head={**frame.head, "seconds": time.monotonic() - started})


def carry_out(request: dict[str, Any]) -> Frame:
    """Carry out updates on a draft, which is on the disk when the returned message is sent."""
    from conflict_graph.store import changed_subjects

    try:
        store = ox.Store(request["draft"])
        if request["watch"]:
            subjects = sorted(changed_subjects.apply_updates(store, request["updates"]))
        else:
            subjects = []
            engine.apply(store, Change(updates=request["updates"]))
        store.flush()
        return Frame({"subjects": subjects})
    except ConflictGraphError as error:
        return messages.failure(error)
    except (OSError, RuntimeError) as error:
        return Frame({"refused": str(error)})


def main() -> None:
    """Answer requests from standard input until it ends."""
    connection = socket.socket(fileno=0)
    sandbox.limit_memory(int(sys.argv[1]))
    sandboxed = sandbox.deny_sockets()
    requests: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_listen, args=(connection, requests), daemon=True).start()
    messages.send(connection, Frame({"ready": True, "sandboxed": sandboxed}))
    snapshots = _Snapshots()
    while True:
        request = requests.get()
        if "draft" in request:
            messages.send(connection, carry_out(request))
            continue
        frame, output = answer(snapshots, request)
        messages.send(connection, frame)
        if output is not None:
            output.close()


def _listen(connection: socket.socket, requests: SimpleQueue[dict[str, Any]]) -> NoReturn:
    while (frame := messages.receive(connection)) is not None:
        requests.put(frame.head)
    os._exit(0)


if __name__ == "__main__":
    main()
