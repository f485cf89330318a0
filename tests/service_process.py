"""The service as users run it: a process of its own, watched from outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

START_SECONDS = 60.0


@dataclass
class ServiceProcess:
    """A running service: its process, its address, and what it has written to standard error."""

    process: psutil.Popen
    address: str
    log: Path

    def client(self, **options: object) -> httpx.Client:
        return httpx.Client(base_url=self.address, trust_env=False, **options)  # type: ignore[arg-type]

    def workers(self) -> list[psutil.Process]:
        """The processes it has started that still run."""
        found = self.process.children(recursive=True) if self.process.is_running() else []
        return [worker for worker in found if _runs(worker)]

    def logged(self) -> str:
        return self.log.read_text("utf-8")


@contextmanager
def served(*arguments: str, **settings: object) -> Iterator[ServiceProcess]:
    """Run ``conflict-graph serve`` with arguments and settings on a free port; it is ended with the block."""
    named = {f"CONFLICT_GRAPH_{name.upper()}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "conflict_graph", "serve", "--port", "0", *arguments]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("ab") as stream:
            process = psutil.Popen(command, env={**os.environ, **named}, stdout=subprocess.DEVNULL, stderr=stream)
        try:
            service = ServiceProcess(process, _address(process, log), log)
            _wait_until_ready(service)
            yield service
        finally:
            workers = service.workers() if "service" in locals() else []
            if process.is_running():
                process.kill()
            process.wait()
            psutil.wait_procs(workers, timeout=10)


def _address(process: psutil.Popen, log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        text = log.read_text("utf-8")
        found = re.search(r" on (http://\S+?)/?\n", text)
        if found:
            return found.group(1)
        assert process.poll() is None, text
        time.sleep(0.02)
    raise AssertionError("the service did not start")


def _wait_until_ready(service: ServiceProcess) -> None:
    with service.client(timeout=START_SECONDS) as client:
        client.get("/readyz").raise_for_status()


def gone_within(processes: list[psutil.Process], seconds: float) -> bool:
    """Tell whether all processes have ended within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(_runs(process) for process in processes):
            return True
        time.sleep(0.02)
    return False


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def write_big_store(folder: Path, meetings: int = 40_000) -> None:
    """Make a store of five statements for each meeting between two of 4,000 people."""
    from conflict_graph.store.base import Change
    from conflict_graph.store.directory import DirectoryStore

    lines = []
    for n in range(meetings):
        one, other = n * 7919 % 4000, n * 104729 % 3989
        lines.append(
            f"<http://x/m{n}> <http://x/with> <http://x/p{one}> .\n"
            f"<http://x/m{n}> <http://x/with> <http://x/p{other}> .\n"
            f'<http://x/m{n}> <http://x/label> "meeting number {n} of {meetings}" .\n'
            f'<http://x/m{n}> <http://x/day> "2026-{n % 12 + 1:02}-{n % 28 + 1:02}" .\n'
            f"<http://x/m{n}> <http://x/of> <http://x/round{n % 97}> .\n"
        )
    file = folder.with_suffix(".nt")
    file.write_text("".join(lines), encoding="utf-8")
    with DirectoryStore(folder, create=True) as store:
        store.change(Change(files=[file]))
    file.unlink()
