"""IRIs that clients send as parameters."""

from __future__ import annotations

import pyoxigraph as ox

from conflict_graph.errors import InvalidParameter


def absolute_iri(name: str, value: str) -> str:
    """Return the value of a parameter that must be an absolute IRI.

    Raises InvalidParameter, naming the parameter.

    >>> absolute_iri("graph", "urn:example:g")
    'urn:example:g'
    """
    try:
        return ox.NamedNode(value).value
    except ValueError:
        raise InvalidParameter(name, value, "an absolute IRI such as https://example.org/graph") from None
