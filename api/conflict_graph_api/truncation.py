"""Saying in the body of a cut answer that it was cut, where its format has a place for it."""

from __future__ import annotations

from typing import Final

from conflict_graph.namespaces import BASE
from conflict_graph.store.base import Answer

TRUNCATED: Final = f"{BASE}problems/result-truncated"
"""The IRI that a cut answer links to in its head, as the JSON and XML result formats provide for."""

_JSON_HEAD: Final = b'{"head":{'
_XML_HEAD_END: Final = b"</head>"


def marked_body(answer: Answer) -> bytes:
    """Return the body of an answer; a cut one links to the meaning of that in its head (JSON and XML results).

    CSV and TSV have no place for it: there the header X-Truncated alone says so.
    """
    if not answer.truncated:
        return answer.body
    if answer.media_type.endswith("+json"):
        return answer.body.replace(_JSON_HEAD, _JSON_HEAD + b'"link":["' + TRUNCATED.encode() + b'"],', 1)
    if answer.media_type.endswith("+xml"):
        return answer.body.replace(_XML_HEAD_END, b'<link href="' + TRUNCATED.encode() + b'"/></head>', 1)
    return answer.body
