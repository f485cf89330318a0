"""Shortcuts after an import: derived anew for what the import tells of, a few dozen events or actors at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import CG, ORG
from conflict_graph.store.base import Store
from conflict_graph.store.derive import claims_query, derive
from conflict_graph.store.engine import load_lines

_BATCH: Final = 50
_SUBJECTS: Final = tuple(ox.NamedNode(name) for name in (CG + "inEvent", CG + "holder", ORG + "member"))
_PARTICIPANT: Final = ox.NamedNode(CG + "participant")
_MET_WITH: Final = ox.NamedNode(CG + "metWith")


class ShortcutChanges:
    """The shortcuts that a change makes true or untrue.

    statements is the file of what the change adds, removed what it takes away; folder is where a database of the
    added statements may be made.
    """

    def __init__(self, store: Store, statements: Path, removed: Sequence[ox.Quad], folder: Path) -> None:
        self._store = store
        self._staged = ox.Store(str(folder))
        load_lines(self._staged, statements)
        self._removed = set(removed)

    def batches(self) -> Iterator[tuple[set[ox.Quad], set[ox.Quad]]]:
        """Yield shortcuts to add and shortcuts to remove, a batch of events or actors at a time."""
        for property_ in _SUBJECTS:
            for names in _batches(self._told_of(property_)):
                before, after = self._claims(property_, names)
                had, has = derive(before), derive(after)
                yield has - had, {quad for quad in had - has if not self._still(quad)}

    def _told_of(self, property_: ox.NamedNode) -> Iterator[ox.NamedNode]:
        """Yield the events, holders or members of which the change tells something, each once."""
        found: set[ox.NamedNode] = set()
        for thing in (*self._staged_things(property_), *self._changed_things(property_)):
            if isinstance(thing, ox.NamedNode) and thing not in found:
                found.add(thing)
                yield thing

    def _staged_things(self, property_: ox.NamedNode) -> Iterator[object]:
        for quad in self._staged.quads_for_pattern(None, property_, None):
            yield quad.object

    def _changed_things(self, property_: ox.NamedNode) -> Iterator[object]:
        """Yield what the claims are about of which only some statements change."""
        withdrawn = ox.NamedNode("http://www.w3.org/ns/prov#invalidatedAtTime")
        until = ox.NamedNode(CG + "validUntil")
        claims = {quad.subject for quad in self._removed}
        for name in (withdrawn, until):
            claims |= {quad.subject for quad in self._staged.quads_for_pattern(None, name, None)}
        for names in _batches(claim for claim in claims if isinstance(claim, ox.NamedNode)):
            values = " ".join(map(str, names))
            query = f"SELECT DISTINCT ?thing WHERE {{ VALUES ?claim {{ {values} }} ?claim {property_} ?thing }}"
            yield from (row["thing"] for row in self._store.select(query))

    def _claims(self, property_: ox.NamedNode, names: Sequence[ox.NamedNode]) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """Return what is said of the claims about some events or actors, before the change and after it."""
        values = " ".join(map(str, names))
        either = f"{{ ?claim {property_} ?about }} UNION {{ GRAPH ?g {{ ?claim {property_} ?about }} }}"
        about = f"VALUES ?about {{ {values} }} {either}"
        query = claims_query().replace("WHERE {", f"WHERE {{ {about}", 1)
        before = [ox.Quad(t.subject, t.predicate, t.object) for t in self._store.construct(query)]
        claims = {quad.subject for quad in before}
        claims |= {q.subject for name in names for q in self._staged.quads_for_pattern(None, property_, name)}
        new = [quad for claim in claims for quad in self._staged.quads_for_pattern(claim, None, None)]
        return before, [*(quad for quad in before if quad not in self._removed), *new]

    def _still(self, shortcut: ox.Quad) -> bool:
        """Whether a shortcut that one event does not bear out any more holds by another: two may meet again."""
        if shortcut.predicate != _MET_WITH or not isinstance(shortcut.subject, ox.NamedNode):
            return False
        query = f"SELECT DISTINCT ?event WHERE {{ ?claim {_PARTICIPANT} {shortcut.subject} ; {_SUBJECTS[0]} ?event }}"
        events = {row["event"] for row in self._store.select(query)} | {
            quad.object
            for one in self._staged.quads_for_pattern(None, _PARTICIPANT, shortcut.subject)
            for quad in self._staged.quads_for_pattern(one.subject, _SUBJECTS[0], None)
        }
        named = sorted((event for event in events if isinstance(event, ox.NamedNode)), key=str)
        return any(shortcut in derive(self._claims(_SUBJECTS[0], names)[1]) for names in _batches(named))


def _batches(names: Iterable[ox.NamedNode]) -> Iterator[list[ox.NamedNode]]:
    batch: list[ox.NamedNode] = []
    for name in names:
        batch.append(name)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
