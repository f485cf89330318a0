"""Scenes under short addresses: a small SQLite file, bounded in number and bytes; those longest not used go first."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
import threading
import time
import zlib
from pathlib import Path
from typing import Final

from starlette.requests import Request

from conflict_graph.errors import NotFound, StoreError
from conflict_graph.opening import cache_directory
from conflict_graph.settings import Settings

MEMORY: Final = ":memory:"
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS scenes (id TEXT PRIMARY KEY, packed BLOB NOT NULL, used INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS by_use ON scenes (used);
"""
_WAIT: Final = 5.0


def scene_id(text: str) -> str:
    """Return the id of a scene in its one written form: 80 bits of a digest, in 16 letters and digits.

    >>> scene_id("{}") == scene_id("{}"), len(scene_id("{}"))
    (True, 16)
    """
    return base64.b32encode(hashlib.sha256(text.encode()).digest()[:10]).decode().lower()


class SceneStore:
    """The saved scenes of a service; safe to use from several threads, and from several processes with one file."""

    def __init__(self, settings: Settings) -> None:
        self._place = settings.scene_file or cache_directory(settings) / "scenes.sqlite"
        self._most, self._most_bytes = settings.scene_count, settings.scene_store_bytes
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def save(self, text: str) -> str:
        """Keep a scene and return its id; raises StoreError (503) when it cannot be written."""
        name = scene_id(text)
        row = (name, zlib.compress(text.encode()), time.time_ns())
        with self._lock:
            try:
                with self._open() as database:
                    database.execute(
                        "INSERT INTO scenes VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET used = excluded.used", row
                    )
                    self._forget(database)
            except (OSError, sqlite3.Error) as error:
                raise self._failed(error) from None
        return name

    def load(self, name: str) -> str:
        """Return a scene by its id, and note that it is in use; raises NotFound when it is gone or never was."""
        with self._lock:
            try:
                with self._open() as database:
                    row = database.execute("SELECT packed FROM scenes WHERE id = ?", (name,)).fetchone()
                    if row:
                        database.execute("UPDATE scenes SET used = ? WHERE id = ?", (time.time_ns(), name))
            except (OSError, sqlite3.Error) as error:
                raise self._failed(error) from None
        if row is None:
            raise NotFound(
                "saved scene",
                name,
                hint="Scenes that nobody uses are given up in time. Start afresh at /graph, or ask for the link again.",
            )
        return zlib.decompress(row[0]).decode()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            place = str(self._place)
            if place != MEMORY:
                Path(place).parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(place, timeout=_WAIT, check_same_thread=False)
            self._connection.executescript(_SCHEMA)
        return self._connection

    def _forget(self, database: sqlite3.Connection) -> None:
        """Delete what is longest not used until both bounds are met; the newest always stays."""
        number, size = database.execute("SELECT COUNT(*), SUM(LENGTH(packed)) FROM scenes").fetchone()
        while number > 1 and (number > self._most or size > self._most_bytes):
            name, length = database.execute("SELECT id, LENGTH(packed) FROM scenes ORDER BY used, id").fetchone()
            database.execute("DELETE FROM scenes WHERE id = ?", (name,))
            number, size = number - 1, size - length

    def _failed(self, error: Exception) -> StoreError:
        return StoreError(
            f"Saved scenes cannot be read or written now: {error}.",
            hint="The address of the page says everything but the places. The setting scene_file names the file.",
        )


def scenes_of(request: Request) -> SceneStore:
    """Return the saved scenes of the application that serves a request."""
    scenes: SceneStore = request.app.state.scenes
    return scenes
