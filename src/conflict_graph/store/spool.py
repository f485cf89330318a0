"""Where a serialised answer goes: memory while it is small, an unnamed temporary file when it grows."""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Final

from conflict_graph.errors import ResultTooLarge

IN_MEMORY: Final = 1_000_000
"""Bytes up to which an answer is kept in memory."""

_PIECE: Final = 1 << 18


class Output:
    """A file-like object that takes an answer once from front to back and refuses to grow past a limit.

    >>> output = Output(limit=10)
    >>> output.write(b"12345")
    5
    >>> b"".join(output.pieces())
    b'12345'
    """

    def __init__(self, limit: int | None = None, in_memory: int = IN_MEMORY) -> None:
        self._limit = limit
        self._in_memory = in_memory
        self._file: IO[bytes] = BytesIO()
        self.size = 0

    def write(self, data: bytes, /) -> int:
        """Take bytes; raise ResultTooLarge when there are more than the limit."""
        self.size += len(data)
        if self._limit is not None and self.size > self._limit:
            raise ResultTooLarge(
                f"The answer is larger than {self._limit:,} bytes.",
                hint="Add a LIMIT, ask for fewer columns, or take CSV, which is the shortest format.",
                limit_bytes=self._limit,
            )
        if self.size > self._in_memory and isinstance(self._file, BytesIO):
            self._move_to_disk(self._file)
        return self._file.write(data)

    def flush(self) -> None:
        """Accept the call that serialisers make at their end."""

    def buffer(self) -> bytes | mmap.mmap:
        """Return all that has been written, to be searched."""
        if isinstance(self._file, BytesIO):
            return self._file.getvalue()
        self._file.flush()
        return mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)

    def cut(self, end: int, tail: bytes) -> None:
        """Keep the first end bytes and put tail behind them."""
        self._file.seek(end)
        self._file.truncate()
        self._file.write(tail)
        self.size = end + len(tail)

    def fileno(self) -> int | None:
        """Return the descriptor of the file, ready to be read from its start, or None while it is all in memory."""
        if isinstance(self._file, BytesIO):
            return None
        self._file.flush()
        self._file.seek(0)
        return self._file.fileno()

    def pieces(self) -> Iterator[bytes]:
        """Yield the answer piece by piece."""
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece

    def close(self) -> None:
        """Let go of the memory or file."""
        self._file.close()

    def _move_to_disk(self, memory: BytesIO) -> None:
        self._file = tempfile.TemporaryFile(prefix="conflict-graph-")  # noqa: SIM115 (closed by close)
        self._file.write(memory.getvalue())
