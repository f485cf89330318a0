"""Shortcuts after an import: derived anew for what the import tells of, a few dozen events or actors at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import CG
from conflict_graph.store.base import Store
from conflict_graph.store.derive import Claim, claims_query, derive_from, gathered
from conflict_graph.store.facts import KEYS, Facts

_BATCH: Final = 50
_IN_EVENT: Final = KEYS[0]
_PARTICIPANT: Final = CG + "participant"
_MET_WITH: Final = ox.NamedNode(CG + "metWith")


class ShortcutChanges:
    """The shortcuts that a change makes true or untrue.

    added and removed are the files of what the change adds and takes away; database is where one may be made.
    """

    def __init__(self, store: Store, added: Path, removed: Path, database: Path) -> None:
        self._store = store
        self._facts = Facts(database, added, removed)
        for names in _batches(self._facts.partial()):
            self._facts.complete(store.construct(_limited(f"VALUES ?claim {{ {_nodes(names)} }}")))
        self._facts.arrange()
        self._met = lru_cache(maxsize=16)(self._encounters)

    def close(self) -> None:
        """Let go of the database."""
        self._facts.close()

    def batches(self) -> Iterator[tuple[set[ox.Quad], set[ox.Quad]]]:
        """Yield shortcuts to add and shortcuts to remove, a batch of events or actors at a time."""
        for property_ in KEYS:
            for names in _batches(self._facts.things(property_)):
                before, after = self._claims(property_, names)
                had, has = derive_from(before), derive_from(after)
                gone = sorted(had - has, key=str)
                yield has - had, {quad for quad in gone if not self._still(quad)}

    def _claims(self, property_: str, names: Sequence[str]) -> tuple[dict[str, Claim], dict[str, Claim]]:
        """Return the claims about some events or actors, before the change and after it."""
        either = f"{{ ?claim <{property_}> ?about }} UNION {{ GRAPH ?g {{ ?claim <{property_}> ?about }} }}"
        before = gathered(self._store.construct(_limited(f"VALUES ?about {{ {_nodes(names)} }} {either}")))
        kept = {name: claim for name, claim in before.items() if not self._facts.has(name)}
        return before, {**kept, **self._facts.claims(property_, names)}

    def _still(self, shortcut: ox.Quad) -> bool:
        """Whether a shortcut that one event does not bear out any more holds by another: two may meet again."""
        return shortcut.predicate == _MET_WITH and shortcut in self._met(str(shortcut.subject))

    def _encounters(self, actor: str) -> set[ox.Quad]:
        """Return whom an actor has met, after the change."""
        query = f"SELECT DISTINCT ?event WHERE {{ ?claim <{_PARTICIPANT}> {actor} ; <{_IN_EVENT}> ?event }}"
        events = {row["event"].value for row in self._store.select(query) if isinstance(row["event"], ox.NamedNode)}
        events |= set(self._facts.with_value(_PARTICIPANT, actor[1:-1]))
        found = (derive_from(self._claims(_IN_EVENT, names)[1]) for names in _batches(sorted(events)))
        return {quad for quads in found for quad in quads if quad.predicate == _MET_WITH and str(quad.subject) == actor}


def _limited(pattern: str) -> str:
    return claims_query().replace("WHERE {", f"WHERE {{ {pattern}", 1)


def _nodes(names: Iterable[str]) -> str:
    return " ".join(f"<{name}>" for name in names)


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while batch := list(islice(rest, _BATCH)):
        yield batch
