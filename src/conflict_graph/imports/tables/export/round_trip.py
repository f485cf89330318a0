"""Tables that were written, read again and held against the store: whatever they do not give back is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.imports.importer import Item
from conflict_graph.imports.tables.export.report import LeftOut
from conflict_graph.imports.tables.importer import TablesImporter
from conflict_graph.namespaces import ID, PROV, RDFS, shorten
from conflict_graph.store.base import Store
from conflict_graph.store.descriptions import Description, describe
from conflict_graph.write.shortcuts import SHORTCUTS

_BATCH: Final = 500
_KEPT_ELSEWHERE: Final = frozenset(
    [
        *SHORTCUTS,
        *(ox.NamedNode(PROV + name) for name in ("wasGeneratedBy", "generatedAtTime")),
        ox.NamedNode(RDFS + "isDefinedBy"),
    ]
)


class Differences:
    """What is left out, counted by kind, with the first example of each."""

    def __init__(self) -> None:
        self._left_out: dict[str, LeftOut] = {}

    def add(self, what: str, example: str, count: int = 1) -> None:
        """Count something that is left out."""
        known = self._left_out.get(what)
        self._left_out[what] = (
            LeftOut(what, known.count + count, known.example) if known else LeftOut(what, count, example)
        )

    def sorted(self) -> tuple[LeftOut, ...]:
        """Return everything that is left out, by what it is."""
        return tuple(self._left_out[what] for what in sorted(self._left_out))


def compare(store: Store, folder: Path, claims: list[str], recorded_on: date, differences: Differences) -> None:
    """Read tables as for an empty store, and note every statement of the store that they do not give back.

    claims are the names of the claims that should be in them.
    """
    left = set(claims)
    importer = TablesImporter(folder, read_on=recorded_on)
    try:
        for items in batched(importer.items(), _BATCH):
            stored = describe(store, dict.fromkeys(item.subject for item in items))
            for item in items:
                left.discard(item.subject.value)
                _compare(item, stored.get(item.subject, {}), differences)
        for problem in importer.check():
            if problem.severity == "error":
                what = f"rows that cannot be read alone ({problem.message})" if not problem.unmatched else _ELSEWHERE
                differences.add(what, f"{problem.file}:{problem.row}: {problem.value}")
    finally:
        importer.close()
    for name in sorted(left):
        differences.add("claims that no row gives back", shorten(name))


_ELSEWHERE: Final = "references to what only other data describe"


def _compare(item: Item, description: Description, differences: Differences) -> None:
    expected = {(name, value) for name, value in item.statements}
    have = {(name, value) for name, values in description.items() if name not in _KEPT_ELSEWHERE for value in values}
    for name, value in sorted(have - expected, key=str):
        differences.add(f"values of {shorten(name.value)}", f"{shorten(item.subject.value)}: {_shown(value)}")
    for name, value in sorted(expected - have, key=str):
        differences.add(
            f"other values of {shorten(name.value)} instead", f"{shorten(item.subject.value)}: {_shown(value)}"
        )


def _shown(value: object) -> str:
    text = str(getattr(value, "value", ""))
    return shorten(text) if text.startswith(ID) else text[:80]
