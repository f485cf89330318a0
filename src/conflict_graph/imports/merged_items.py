"""What an import says of things that were merged: it is said of what took their place, and recorded as it was told."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from conflict_graph.imports.importer import Item
from conflict_graph.store.base import Store
from conflict_graph.write.merge import merges, record


class Moves:
    """The merges of a store, applied to items."""

    def __init__(self, store: Store) -> None:
        self._merges = merges(store)
        self._items: dict[ox.NamedNode, Item] = {}

    @property
    def replaced(self) -> dict[str, str]:
        """What took the place of what, by IRI."""
        return {other.value: self._survivor(other).value for other in self._merges}

    def item(self, item: Item) -> Item:
        """Return an item with what took the place of merged things; what it said is kept until the next batch."""
        if not any(value in self._merges for _, value in item.statements):
            return item
        self._items[item.subject] = item
        moved = tuple((name, self._survivor(value) if isinstance(value, ox.NamedNode) else value)
                      for name, value in item.statements)  # fmt: skip
        return replace(item, statements=tuple(dict.fromkeys(moved)))

    def records(self, item: Item, name: ox.NamedNode) -> list[ox.Triple]:
        """Return the records of the statements that were moved, for a claim under its present name."""
        original = self._items.get(item.subject)
        triples: list[ox.Triple] = []
        for property_, value in original.statements if original else ():
            while isinstance(value, ox.NamedNode) and value in self._merges:
                merged = self._merges[value]
                triples += record(merged.decision, ox.Triple(name, property_, value))
                value = merged.kept
        return triples

    def forget(self) -> None:
        """Let go of what items said."""
        self._items.clear()

    def _survivor(self, thing: ox.NamedNode) -> ox.NamedNode:
        while thing in self._merges:
            thing = self._merges[thing].kept
        return thing
