"""Updates in a process that can be killed: the text comes from outside, and nothing else stops an Oxigraph update.

The process works on a draft that nobody else has open. Killed or dead, it leaves a draft to throw away, and the store
as it was. One process is kept, and replaced after it was killed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

from conflict_graph.errors import QueryCancelled, UpdateTimeout
from conflict_graph.store.workers import messages
from conflict_graph.store.workers.messages import Frame
from conflict_graph.store.workers.process import WorkerProcess


class Writer:
    """A process for updates, started when first needed; one update at a time."""

    def __init__(self, memory: int, seconds: float) -> None:
        self._memory = memory
        self._seconds = seconds
        self._turn = threading.Lock()
        self._process: WorkerProcess | None = None
        self._closed = False
        self.killed = 0

    def update(self, draft: Path, updates: Sequence[str], *, watch: bool) -> frozenset[str]:
        """Carry out updates on a draft; return the subjects they touch when watched, else nothing.

        Raises UpdateTimeout, ResultTooLarge, and what the updates raise; the draft is to be thrown away then.
        RuntimeError tells what the file system refused.
        """
        with self._turn:
            process = self._process or WorkerProcess(self._memory)
            self._process = None
            try:
                frame = self._answer(process, Frame({"draft": str(draft), "updates": list(updates), "watch": watch}))
            except BaseException:
                self.killed += 1
                process.close()
                raise
            self._keep(process)
        if "error" in frame.head:
            raise messages.revive(frame.head)
        if "refused" in frame.head:
            raise RuntimeError(frame.head["refused"])
        return frozenset(frame.head["subjects"])

    def pids(self) -> list[int]:
        """Return the id of the process, if there is one."""
        process = self._process
        return [process.pid] if process is not None else []

    def close(self) -> None:
        """End the process; an update that runs is given up. Safe to call twice."""
        self._closed = True
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def _answer(self, process: WorkerProcess, question: Frame) -> Frame:
        deadline = time.monotonic() + self._seconds
        process.ready(self._seconds)
        process.send(question)
        while not process.wait(min(1.0, max(0.0, deadline - time.monotonic()))):
            if self._closed:
                raise QueryCancelled("The update was given up: the store was closed.")
            if time.monotonic() >= deadline:
                raise UpdateTimeout(self._seconds)
        frame = process.receive()
        if frame is None:
            raise process.death()
        return frame

    def _keep(self, process: WorkerProcess) -> None:
        self._process = process
        if self._closed:
            self.close()
