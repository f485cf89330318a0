"""What the graph says of things, property by property: the query `statements`, read straight from the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from conflict_graph.ask.labels import text
from conflict_graph.namespaces import CG, XSD
from conflict_graph.queries.catalogue import named
from conflict_graph.store.base import Store, Term

Values = Mapping[str, Sequence[str]]
"""The values of one thing by property, each list in the order of its texts."""

TEXT: Final = (CG + "text",)
"""What statements leave out: the text of a source."""

_NUMERIC: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))


def values_of(store: Store, iris: Iterable[str]) -> dict[str, Values]:
    """Return the values of every property of these things; a thing nothing is said of has none.

    Blank nodes, written ``_:``, can be things too, where the store lets them be named. Raises InvalidParameter for
    what is no IRI.
    """
    things = _checked(iris)
    described: dict[str, dict[str, list[str]]] = {iri: defaultdict(list) for iri in things}
    for thing, property_, value in store.statements(things, TEXT):
        described[thing][property_].append(f"_:{value.value}" if isinstance(value, ox.BlankNode) else text(value))
    for values in described.values():
        for group in values.values():
            group.sort()
    return dict(described)


def statements(store: Store, iri: str) -> list[tuple[str, Term]]:
    """Return the properties and values of one thing, in the order that SPARQL gives them; raises InvalidParameter."""
    pairs = [(property_, value) for _, property_, value in store.statements(_checked([iri]), TEXT)]
    return sorted(pairs, key=lambda pair: (pair[0], rank(pair[1])))


def rank(term: object) -> tuple[int, float, str]:
    """Return the place of a term in the order of SPARQL: nothing, blank nodes, IRIs, literals; numbers by value."""
    kinds = (ox.BlankNode, ox.NamedNode, ox.Literal)
    kind = next((number for number, one in enumerate(kinds, start=1) if isinstance(term, one)), 0)
    number = float(term.value) if isinstance(term, ox.Literal) and term.datatype.value in _NUMERIC else 0.0
    return kind, number, str(getattr(term, "value", ""))


def _checked(iris: Iterable[str]) -> list[str]:
    """Return the things, each once; raises InvalidParameter for what is no IRI, as the query would."""
    distinct = list(dict.fromkeys(iris))
    named("statements").parameter("thing").terms(iri for iri in distinct if not iri.startswith("_:"))
    return distinct
