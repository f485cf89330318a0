"""What a store says of things, grouped by property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from conflict_graph.store.base import Store

Description = Mapping[ox.NamedNode, frozenset[object]]
"""The values of a thing's properties."""


def describe(store: Store, names: Iterable[ox.NamedNode]) -> dict[ox.NamedNode, Description]:
    """Return what a store says of things, by property; things it does not know are left out."""
    things: dict[str, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    for subject, property_, value in store.statements(name.value for name in names):
        things[subject][property_].add(value)
    return {
        ox.NamedNode(name): {ox.NamedNode(property_): frozenset(values) for property_, values in properties.items()}
        for name, properties in things.items()
    }
