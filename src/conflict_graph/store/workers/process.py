"""One worker process as its parent sees it: start, ask, wait, kill."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Final

from conflict_graph.errors import ConflictGraphError, ResultTooLarge, StoreError
from conflict_graph.store.workers import messages
from conflict_graph.store.workers.messages import Frame

_PACKAGE: Final = str(Path(__file__).resolve().parents[3])
_STARTUP: Final = 60.0


class WorkerProcess:
    """A worker process and the socket to it. All but kill is for one thread at a time."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._is_ready = False
        self._log = tempfile.TemporaryFile(prefix="conflict-graph-")  # noqa: SIM115 (closed by close)
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "conflict_graph.store.workers.worker", str(memory)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                env=_environment(),
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def ready(self, seconds: float | None) -> bool:
        """Tell whether it has started up, waiting for that so long at most."""
        if not self._is_ready and self.wait(_STARTUP if seconds is None else seconds):
            self._is_ready = self.receive() is not None
        return self._is_ready

    def send(self, frame: Frame) -> None:
        """Send it a message; that it is dead shows when an answer is awaited."""
        try:
            messages.send(self._socket, frame)
        except OSError:
            self._is_ready = False

    def wait(self, seconds: float | None) -> bool:
        """Tell whether something of it is to be read (an answer or its end), waiting so long at most."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(None if seconds is None else seconds * 1000))

    def receive(self) -> Frame | None:
        """Return its next message, or None when it is dead."""
        return messages.receive(self._socket)

    def alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it now, whatever it does; safe from any thread and more than once."""
        self._process.kill()

    def close(self) -> None:
        """End it and let go of all that belongs to it; for the thread that owns it."""
        self.kill()
        self._socket.close()
        self._log.close()
        threading.Thread(target=self._process.wait, name="conflict-graph-worker-end", daemon=True).start()

    def death(self) -> ConflictGraphError:
        """Return the error for a query in whose middle the process died."""
        code = self._process.wait()
        if code == -signal.SIGABRT or "MemoryError" in self._last_words():
            return ResultTooLarge(
                f"The query needed more memory than a worker may take ({self._memory:,} bytes).",
                hint="Narrow the pattern, drop ORDER BY or GROUP BY, or add a LIMIT.",
                limit_memory=self._memory,
            )
        if code in (-signal.SIGSEGV, -signal.SIGBUS):
            return ResultTooLarge(
                "The query nests or chains too much for the engine.", hint="Split it into several smaller queries."
            )
        if code == -signal.SIGKILL:
            return ResultTooLarge(
                "The worker was killed from outside, most likely because the machine ran out of memory.",
                hint="Narrow the query; lower the number of workers or the memory each may take.",
            )
        return StoreError(
            f"The worker process ended unexpectedly with code {code}: {self._last_words() or 'it said nothing'}",
            hint="Try again; if it stays so, look at the installation of pyoxigraph.",
        )

    def _last_words(self) -> str:
        self._log.seek(max(0, self._log.seek(0, os.SEEK_END) - 500))
        return self._log.read().decode(errors="replace").strip()


def _environment() -> dict[str, str]:
    """Return the environment of a worker: without our settings (one is a secret), and able to find this package."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CONFLICT_GRAPH_")}
    return {**inherited, "PYTHONPATH": os.pathsep.join(filter(None, (_PACKAGE, inherited.get("PYTHONPATH", ""))))}
