"""A graph written whole before its first byte is sent, so that no cut graph goes out as a whole one."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Final

import pyoxigraph as ox
from starlette.background import BackgroundTask
from starlette.responses import StreamingResponse

from conflict_graph.namespaces import PREFIXES
from conflict_graph.store.base import Store
from conflict_graph.store.engine import check_size
from conflict_graph.store.formats import GRAPH_FORMATS
from conflict_graph_api.negotiation import Choice

_IN_MEMORY: Final = 4_000_000
_CHUNK: Final = 65_536


class GraphFile:
    """The serialised statements of one graph: small ones in memory, large ones in an unnamed temporary file."""

    def __init__(self, limit: int) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed when sent)
        self._limit = limit
        self.size = 0

    @classmethod
    def written(cls, store: Store, graph: str, choice: Choice, limit: int) -> GraphFile:
        """Return a graph of the store, written; raises ResultTooLarge past the limit."""
        file = cls(limit)
        triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in store.quads(graph))
        try:
            ox.serialize(triples, file, GRAPH_FORMATS[choice.format.media_type], prefixes=PREFIXES)  # type: ignore[arg-type]
        except BaseException:
            file.close()
            raise
        return file

    def write(self, data: bytes, /) -> int:
        """Take bytes; raise ResultTooLarge past the limit."""
        check_size(self.size + len(data), self._limit)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Accept the call that the serialiser makes at its end."""

    def close(self) -> None:
        """Give the memory or the file back."""
        self._file.close()

    def response(self, headers: Mapping[str, str]) -> StreamingResponse:
        """Return the response that sends the graph and then closes this file."""
        sized = {**headers, "Content-Length": str(self.size)}
        return StreamingResponse(self._chunks(), headers=sized, background=BackgroundTask(self.close))

    def _chunks(self) -> Iterator[bytes]:
        self._file.seek(io.SEEK_SET)
        while chunk := self._file.read(_CHUNK):
            yield chunk
