"""Saying in the body of a cut answer that it was cut, where its format has a place for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Final

from conflict_graph.namespaces import BASE
from conflict_graph.store.base import Stream

TRUNCATED: Final = f"{BASE}problems/result-truncated"
"""The IRI that a cut answer links to in its head, as the JSON and XML result formats provide for."""

_JSON_HEAD: Final = b'{"head":{'
_MARKS: Final[dict[str, tuple[bytes, bytes]]] = {
    "application/sparql-results+json": (_JSON_HEAD, _JSON_HEAD + f'"link":["{TRUNCATED}"],'.encode()),
    "application/sparql-results+xml": (b"</head>", f'<link href="{TRUNCATED}"/></head>'.encode()),
}


def marked(stream: Stream) -> Stream:
    """Return a stream whose body links to the meaning of being cut in its head (JSON and XML results).

    Whole answers come back as they are. CSV and TSV have no place for it: the header X-Truncated alone says so.
    """
    if not stream.truncated or stream.media_type not in _MARKS:
        return stream
    plain, mark = _MARKS[stream.media_type]
    first = next(stream.chunks, b"")
    if plain not in first:
        return replace(stream, chunks=chain((first,), stream.chunks))
    size = stream.size + len(mark) - len(plain)
    return replace(stream, size=size, chunks=chain((first.replace(plain, mark, 1),), stream.chunks))
