"""Where this service shows things of the graph."""

from __future__ import annotations

from typing import Final

from conflict_graph.namespaces import BASE, ID, ONTOLOGY, VOCAB

_SERVED_HERE: Final = (ID, VOCAB, ONTOLOGY)


def served_path(iri: str) -> str | None:
    """Return the path under which this service shows a thing of the graph, or None for things of others.

    >>> served_path("https://w3id.org/conflict-graph/id/person/emmanuel-macron")
    '/id/person/emmanuel-macron'
    """
    return "/" + iri[len(BASE) :] if iri.startswith(_SERVED_HERE) else None
