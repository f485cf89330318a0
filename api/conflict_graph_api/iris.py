"""IRIs that clients send as parameters."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import InvalidParameter

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def absolute_iri(name: str, value: str) -> str:
    """Return the value of a parameter that must be an absolute IRI.

    Raises InvalidParameter, naming the parameter.

    >>> absolute_iri("graph", "urn:example:g")
    'urn:example:g'
    """
    if _SCHEME.match(value):
        try:
            return ox.NamedNode(value).value
        except ValueError:
            pass
    raise InvalidParameter(name, value, "an absolute IRI such as https://example.org/graph")
