"""One spelling for each value: 0.50 and 0.5 are one number, and the store keeps one of the two.

A document that spells a number otherwise than the graph would seem to say something new at every load, and something
contradictory beside what is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import XSD

_AS_WRITTEN: Final = XSD + "string"
_VALUE: Final = ox.NamedNode("urn:value")


def canonical(quads: Sequence[ox.Quad]) -> list[ox.Quad]:
    """Return the quads with numbers, truth values and moments spelled as the store spells them.

    >>> half = ox.Literal("0.50", datatype=ox.NamedNode(XSD + "decimal"))
    >>> canonical([ox.Quad(_VALUE, _VALUE, half)])[0].object.value
    '0.5'
    """
    typed = list(dict.fromkeys(quad.object for quad in quads if _is_typed(quad.object)))
    if not typed:
        return list(quads)
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(f"urn:{at}"), _VALUE, literal) for at, literal in enumerate(typed))
    spelled = {typed[int(quad.subject.value.removeprefix("urn:"))]: quad.object for quad in store}
    return [
        quad
        if spelled.get(quad.object, quad.object) == quad.object
        else ox.Quad(quad.subject, quad.predicate, spelled[quad.object], quad.graph_name)
        for quad in quads
    ]


def _is_typed(term: object) -> bool:
    if not isinstance(term, ox.Literal) or term.language:
        return False
    return term.datatype.value.startswith(XSD) and term.datatype.value != _AS_WRITTEN
