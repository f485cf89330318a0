"""Free-form queries in processes that can be killed: the only thing that stops an Oxigraph query.

The rules, each as simple as it can soundly be:

- A query has its time from the moment it arrives. Running at its end, it is stopped (QueryTimeout); still waiting for
  a worker, it is turned away (StoreBusy). Either way the caller knows within the limit and a moment.
- A query that has run for HEAVY_AFTER seconds is heavy. At most all workers but one may run heavy queries. One that
  becomes heavy beyond that is stopped, and waits for its turn to start again among the heavy; so the last worker is
  lent to unknown queries only, and comes back within HEAVY_AFTER and a restart. (With one worker there is none to
  spare, and heavy queries may have it.)
- A worker that was stopped is replaced at once by a new process, which starts while nobody waits for it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from conflict_graph.errors import ConflictGraphError, QueryCancelled, QueryTimeout, StoreBusy
from conflict_graph.store.base import Cancellation, Dataset, Workers
from conflict_graph.store.workers import messages
from conflict_graph.store.workers.messages import Frame
from conflict_graph.store.workers.process import WorkerProcess

HEAVY_AFTER: Final = 0.5


@dataclass(frozen=True, slots=True)
class Task:
    """One free-form query over the snapshot at a path, with its bounds."""

    query: str
    snapshot: str
    accept: Sequence[str] = ()
    dataset: Dataset = field(default_factory=Dataset)
    rows: int | None = None
    bytes: int | None = None
    union: bool = False
    seconds: float | None = None

    def message(self) -> Frame:
        """Return the message that asks a worker for it."""
        return Frame(
            {
                "query": self.query,
                "snapshot": self.snapshot,
                "accept": list(self.accept),
                "default": self.dataset.default,
                "named": self.dataset.named,
                "rows": self.rows,
                "bytes": self.bytes,
                "union": self.union,
            }
        )


class _Heavy(Exception):
    """A query that turned out heavy was stopped, because the last worker must stay free."""


class Pool:
    """A fixed number of worker processes, started when first needed; safe to use from many threads."""

    def __init__(self, workers: int, worker_bytes: int, queue_length: int) -> None:
        self._most = workers
        self._most_heavy = max(1, workers - 1)
        self._worker_bytes = worker_bytes
        self._queue_length = queue_length
        self._changed = threading.Condition()
        self._idle: list[WorkerProcess] = []
        self._running: set[WorkerProcess] = set()
        self._heavy = 0
        self._waiting = 0
        self._killed = 0
        self._closed = False

    def start(self) -> None:
        """Start all workers now, so that first queries need not wait for them; returns at once."""
        with self._changed:
            while not self._closed and len(self._idle) + len(self._running) < self._most:
                self._idle.append(WorkerProcess(self._worker_bytes))

    def run(self, task: Task, cancellation: Cancellation | None = None) -> Frame:
        """Run a query and return the worker's answer: a head, and the body or an open file.

        Raises QueryTimeout, QueryCancelled, StoreBusy, ResultTooLarge, and what the worker raised.
        """
        cancellation = cancellation or Cancellation()
        deadline = None if task.seconds is None else time.monotonic() + task.seconds
        heavy = False
        while True:
            worker = self._take(heavy, deadline, cancellation)
            try:
                return self._ask(worker, task, heavy, deadline, cancellation)
            except _Heavy:
                heavy = True

    def pids(self) -> list[int]:
        """Return the process ids of the workers there are."""
        with self._changed:
            return [worker.pid for worker in (*self._idle, *self._running)]

    def state(self) -> Workers:
        """Return what the workers do now."""
        with self._changed:
            return Workers(len(self._running), len(self._idle), self._waiting, self._killed)

    def close(self) -> None:
        """End all workers; queries that run end in QueryCancelled. Safe to call twice."""
        with self._changed:
            self._closed = True
            idle, running = list(self._idle), list(self._running)
            self._idle.clear()
            self._changed.notify_all()
        for worker in idle:
            worker.close()
        for worker in running:  # the threads that ask them close them
            worker.kill()

    def _take(self, heavy: bool, deadline: float | None, cancellation: Cancellation) -> WorkerProcess:
        """Return a worker that is now the caller's, waiting for one if need be."""
        cancellation.stop_by(self._wake)
        try:
            with self._changed:
                if not self._is_free(heavy):
                    self._wait(heavy, deadline, cancellation)
                self._check(cancellation)
                worker = self._pick()
                self._running.add(worker)
                self._heavy += heavy
                return worker
        finally:
            cancellation.stop_by(None)

    def _wait(self, heavy: bool, deadline: float | None, cancellation: Cancellation) -> None:
        if self._waiting >= self._queue_length:
            raise self._busy("and the queue is full")
        self._waiting += 1
        try:
            left = None if deadline is None else deadline - time.monotonic()
            ready = self._changed.wait_for(lambda: cancellation.cancelled or self._is_free(heavy), left)
        finally:
            self._waiting -= 1
        if not ready:
            raise self._busy("and none came free within the time limit")

    def _is_free(self, heavy: bool) -> bool:
        if self._closed:
            return True
        return len(self._running) < self._most and (not heavy or self._heavy < self._most_heavy)

    def _pick(self) -> WorkerProcess:
        """Return an idle worker, one that has started up if there is one, else a new one."""
        for dead in [worker for worker in self._idle if not worker.alive()]:
            self._idle.remove(dead)
            dead.close()
        if not self._idle:
            return WorkerProcess(self._worker_bytes)
        started = [worker for worker in self._idle if worker.ready(0)]
        worker = (started or self._idle)[-1]
        self._idle.remove(worker)
        return worker

    def _ask(
        self, worker: WorkerProcess, task: Task, heavy: bool, deadline: float | None, cancellation: Cancellation
    ) -> Frame:
        frame: Frame | None = None
        death: ConflictGraphError | None = None
        counted = heavy
        started = time.monotonic()
        cancellation.stop_by(worker.kill)
        try:
            worker.ready(_left(deadline))
            started = time.monotonic()
            worker.send(task.message())
            if not heavy and not worker.wait(_sooner(HEAVY_AFTER, _left(deadline))):
                counted = self._may_be_heavy(deadline)
            if not worker.wait(_left(deadline)):
                raise QueryTimeout(task.seconds or 0)
            frame = worker.receive()
            death = None if frame is not None else worker.death()
        finally:
            cancellation.stop_by(None)
            cancellation.worked += _worked(frame, started)
            self._give_back(worker, frame is not None, counted)
        self._check(cancellation)
        if death is not None:
            raise death
        assert frame is not None
        if "error" in frame.head:
            raise messages.revive(frame.head)
        return frame

    def _may_be_heavy(self, deadline: float | None) -> bool:
        """Count a running query among the heavy, or raise _Heavy when there are enough of them."""
        if deadline is not None and time.monotonic() >= deadline:
            return False
        with self._changed:
            if self._heavy >= self._most_heavy:
                raise _Heavy
            self._heavy += 1
            return True

    def _give_back(self, worker: WorkerProcess, usable: bool, heavy: bool) -> None:
        with self._changed:
            self._running.discard(worker)
            self._heavy -= heavy
            keep = usable and not self._closed
            self._killed += not usable
            if not self._closed:
                self._idle.append(worker if keep else WorkerProcess(self._worker_bytes))
            self._changed.notify_all()
        if not keep:
            worker.close()

    def _check(self, cancellation: Cancellation) -> None:
        if cancellation.cancelled or self._closed:
            why = "the store was closed" if self._closed else "nobody waits for it any more"
            raise QueryCancelled(f"The query was given up: {why}.")

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _busy(self, why: str) -> StoreBusy:
        return StoreBusy(
            f"All {self._most} workers are taken, {why}.",
            hint="Try again in a few seconds.",
            retry_after=1,
            waiting=self._waiting,
        )


def _worked(frame: Frame | None, started: float) -> float:
    """Return how long a worker worked: what it says itself, or the time until it was killed."""
    return float(frame.head.get("seconds", 0.0)) if frame is not None else time.monotonic() - started


def _sooner(seconds: float, left: float | None) -> float:
    return seconds if left is None else min(seconds, left)


def _left(deadline: float | None) -> float | None:
    return None if deadline is None else max(0.0, deadline - time.monotonic())
