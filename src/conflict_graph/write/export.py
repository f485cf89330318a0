"""A whole store as one RDF file."""

from __future__ import annotations

import pyoxigraph as ox

from conflict_graph.namespaces import PREFIXES
from conflict_graph.sparql.result_formats import GRAPH_FORMATS, choose
from conflict_graph.store.base import Store


def export(store: Store, format: str = "turtle") -> bytes:
    """Return every statement of a store in an RDF format, named as in `choose` ("turtle", "jsonld", a media type).

    A format that has no named graphs holds the statements of the default graph. Statements are sorted, so that two
    equal stores give equal bytes as long as they hold no blank nodes.

    Raises UnknownFormat.

    >>> from conflict_graph.store.memory import MemoryStore
    >>> export(MemoryStore(), "n-triples")
    b''
    """
    media_type = choose((format,), graph=True)
    rdf_format = GRAPH_FORMATS[media_type]
    quads = sorted(store.quads(None if rdf_format.supports_datasets else "default"), key=str)
    statements = quads if rdf_format.supports_datasets else [quad.triple for quad in quads]
    return ox.serialize(statements, format=rdf_format, prefixes=PREFIXES) or b""
