"""What a thing is tied to without a claim: options and their issue, offices and their state, types, merges."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import pyoxigraph as ox

from conflict_graph.ask.labels import refs, text
from conflict_graph.ask.statements import statements
from conflict_graph.model import Ref
from conflict_graph.queries.catalogue import run
from conflict_graph.store.base import Store


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The ties of one thing, by the IRI of their property.

    outgoing leads to things, literals has plain values as they stand in the graph, incoming comes from things
    that name this one.
    """

    outgoing: dict[str, tuple[Ref, ...]] = field(default_factory=dict)
    literals: dict[str, tuple[str, ...]] = field(default_factory=dict)
    incoming: dict[str, tuple[Ref, ...]] = field(default_factory=dict)

    def leads_to(self, item: str) -> tuple[Ref, ...]:
        """Return the things a property leads to."""
        return self.outgoing.get(item, ())

    def comes_from(self, item: str) -> tuple[Ref, ...]:
        """Return the things that name this one by a property, by label."""
        return self.incoming.get(item, ())

    def first(self, item: str) -> str | None:
        """Return the first plain value of a property."""
        return next(iter(self.literals.get(item, ())), None)


def surroundings(store: Store, iri: str) -> Surroundings:
    """Return what a thing is tied to, each thing with its name; empty for a thing that the graph does not hold."""
    there: dict[str, list[str]] = defaultdict(list)
    values: dict[str, list[str]] = defaultdict(list)
    for property_, value in statements(store, iri):
        side = there if isinstance(value, ox.NamedNode) else values
        side[property_].append(text(value))
    back: dict[str, list[str]] = defaultdict(list)
    for row in run(store, "surroundings", thing=iri):
        back[text(row["property"])].append(text(row["other"]))
    names = refs(store, [one for side in (there, back) for group in side.values() for one in group])
    return Surroundings(_named(there, names), {key: tuple(group) for key, group in values.items()}, _named(back, names))


def _named(side: dict[str, list[str]], names: dict[str, Ref]) -> dict[str, tuple[Ref, ...]]:
    return {
        key: tuple(sorted((names[one] for one in group), key=lambda ref: (ref.label.casefold(), ref.iri)))
        for key, group in side.items()
    }
