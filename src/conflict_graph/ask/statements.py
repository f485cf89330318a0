"""What the graph says of things, property by property: the query `statements`, read straight from the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from conflict_graph.ask.labels import text
from conflict_graph.ask.named import named
from conflict_graph.namespaces import CG
from conflict_graph.store.base import Store

Values = Mapping[str, Sequence[str]]
"""The values of one thing by property, each list in the order of its texts."""

TEXT: Final = (CG + "text",)
"""What statements leave out: the text of a source."""


def values_of(store: Store, iris: Iterable[str]) -> dict[str, Values]:
    """Return the values of every property of these things; a thing nothing is said of has none.

    Blank nodes, written ``_:``, can be things too, where the store lets them be named. Raises InvalidParameter for
    what is no IRI.
    """
    wanted = list(dict.fromkeys(iris))
    named("statements").parameter("thing").terms(iri for iri in wanted if not iri.startswith("_:"))
    found: dict[str, dict[str, list[str]]] = {iri: defaultdict(list) for iri in wanted}
    for statement in store.statements(wanted, TEXT):
        found[_key(statement.subject)][statement.predicate.value].append(_key(statement.object))
    for values in found.values():
        for group in values.values():
            group.sort()
    return dict(found)


def _key(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else text(term)
