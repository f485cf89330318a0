"""What an item changes in a store: nothing, a new claim, a revision of one, or the description of a thing.

A claim that has been written never changes its meaning. When its record says something else, a new claim is written
that is a revision of the old one, and the old one is withdrawn from the record and kept. Only two things are put right
in place, because they follow from other records: the closing day of a claim that another one supersedes, and links to
claims that have got a new version.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.imports.importer import Item
from conflict_graph.imports.merged_items import Moves
from conflict_graph.imports.staging import Batch, StagedItem, triples
from conflict_graph.namespaces import CG, DCTERMS, ID, PROV, RDF, RDFS, SKOS
from conflict_graph.store.base import Store
from conflict_graph.store.descriptions import Description, describe
from conflict_graph.write.shape_patterns import pattern_of

_CHUNK: Final = 500
_VERSION: Final = re.compile(r"-v[0-9a-f]{8}$")
_CLAIMS: Final = f"{ID}claim/"
_GENERATED_BY: Final = ox.NamedNode(PROV + "wasGeneratedBy")
_RECORDED: Final = ox.NamedNode(PROV + "generatedAtTime")
_WITHDRAWN: Final = ox.NamedNode(PROV + "invalidatedAtTime")
_REVISION: Final = ox.NamedNode(PROV + "wasRevisionOf")
_HOUSEKEEPING: Final = frozenset({_GENERATED_BY, _RECORDED, _WITHDRAWN, _REVISION})
_DEFINED_BY: Final = ox.NamedNode(RDFS + "isDefinedBy")
_LABEL: Final = ox.NamedNode(SKOS + "prefLabel")
_OTHER_LABEL: Final = ox.NamedNode(SKOS + "altLabel")
_TITLE: Final = ox.NamedNode(DCTERMS + "title")
_OTHER_TITLE: Final = ox.NamedNode(DCTERMS + "alternative")
_SEVERAL: Final = frozenset(
    ox.NamedNode(name)
    for name in (
        RDF + "type",
        SKOS + "altLabel",
        DCTERMS + "alternative",
        "https://schema.org/sameAs",
        CG + "incompatibleWith",
        CG + "optionOf",
        "http://www.w3.org/ns/oa#hasSelector",
    )
)
_ISSUED: Final = frozenset({ox.NamedNode(DCTERMS + "issued"), ox.NamedNode(CG + "issuedEdtf")})


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an import writes on each claim: its run, and the moment it is recorded at."""

    run: ox.NamedNode
    moment: ox.Literal


class Reconciler:
    """Compares items with what a store says, a batch at a time."""

    def __init__(self, store: Store, stamp: Stamp, moves: Moves) -> None:
        self._store = store
        self._stamp = stamp
        self._moves = moves

    def reconcile(self, items: Sequence[Item], batch: Batch) -> tuple[int, int, int, int]:
        """Put into a batch what items change; return how many claims are new, unchanged, revised, things described."""
        counts = [0, 0, 0, 0]
        self._moves.forget()
        items = [self._moves.item(item) for item in items]
        stored = describe(self._store, dict.fromkeys(item.subject for item in items))
        followers = self._followers(stored)
        seen: set[ox.NamedNode] = set()
        for item in items:
            if item.is_claim:
                counts[self._claim(item, stored, followers, batch)] += 1
            elif item.subject not in seen:
                seen.add(item.subject)
                counts[3] += self._thing(item, stored.get(item.subject, {}), batch)
                batch.items.append(_staged(item, item.subject, written=True))
        return counts[0], counts[1], counts[2], counts[3]

    def _followers(self, stored: dict[ox.NamedNode, Description]) -> dict[ox.NamedNode, ox.NamedNode]:
        """Return which claim revises which, from those asked about on to the newest; describe them all."""
        followers: dict[ox.NamedNode, ox.NamedNode] = {}
        withdrawn = [name for name, description in stored.items() if _WITHDRAWN in description]
        while withdrawn:
            revisions = dict(_revisions(self._store, withdrawn))
            followers |= revisions
            newer = describe(self._store, revisions.values())
            stored |= newer
            withdrawn = [name for name, description in newer.items() if _WITHDRAWN in description]
        return followers

    def _claim(
        self,
        item: Item,
        stored: Mapping[ox.NamedNode, Description],
        followers: Mapping[ox.NamedNode, ox.NamedNode],
        batch: Batch,
    ) -> int:
        """Return 0 for a new claim, 1 for one that stays, 2 for one that is revised or told again after all."""
        current = item.subject
        while current in followers:
            current = followers[current]
        description = stored.get(current)
        if description is None:
            self._write(item, current, (), batch)
            return 0
        if _content(item) == _stored_content(item, description) and _WITHDRAWN not in description:
            self._settle(item, current, description, batch)
            return 1
        mark = hashlib.sha256(json.dumps([current.value, sorted(map(str, _content(item)))]).encode()).hexdigest()[:8]
        version = ox.NamedNode(f"{item.subject.value}-v{mark}")
        self._write(item, version, [(_REVISION, current)], batch)
        if _WITHDRAWN not in description:
            batch.add.append(ox.Triple(current, _WITHDRAWN, later(self._stamp.moment, description)))
        return 2

    def _write(
        self, item: Item, name: ox.NamedNode, more: Sequence[tuple[ox.NamedNode, ox.NamedNode]], batch: Batch
    ) -> None:
        own = [(p, o) for p, o in item.statements if not _is_claim(o)]
        stamp = [(_GENERATED_BY, self._stamp.run), (_RECORDED, self._stamp.moment)]
        batch.add += triples(name, [*own, *more, *stamp])
        batch.add += self._moves.records(item, name)
        batch.items.append(_staged(item, name, written=True))
        self._link(item, name, {}, batch)

    def _settle(self, item: Item, name: ox.NamedNode, description: Description, batch: Batch) -> None:
        """Put right what follows from other records."""
        batch.items.append(_staged(item, name, written=False))
        for closing in item.closing:
            have, want = description.get(closing, frozenset()), {o for p, o in item.statements if p == closing}
            batch.add += triples(name, [(closing, value) for value in want - have])
            batch.remove += triples(name, [(closing, value) for value in have - want])
        self._link(item, name, description, batch)

    def _link(self, item: Item, name: ox.NamedNode, description: Description, batch: Batch) -> None:
        for property_, target in item.statements:
            if _is_claim(target):
                have = [one.value for one in description.get(property_, ()) if _base(one) == target]  # type: ignore[attr-defined]
                row = (name.value, property_.value, target.value, json.dumps(sorted(have)))
                batch.links.append(row)

    def _thing(self, item: Item, description: Description, batch: Batch) -> bool:
        """Describe a thing; return whether that changes anything. What others state of it stays."""
        target = defaultdict[ox.NamedNode, set[object]](set)
        for name, value in item.statements:
            target[name].add(value)
        if description and item.assumed and any(name in description for name in _ISSUED):
            for name in item.assumed:
                target[name] = set(description.get(name, ()))
        owners = [value.value for value in description.get(_DEFINED_BY, ())]  # type: ignore[attr-defined]
        if not description or any(owner.startswith(f"{ID}run/") for owner in owners):
            add, remove = _rewritten(target, description)
            if not description:
                add.append((_DEFINED_BY, self._stamp.run))
        else:
            add, remove = _added(target, description), []
        if add:
            batch.add += self._moves.records(item, item.subject)
        batch.add += triples(item.subject, add)
        batch.remove += triples(item.subject, remove)
        return bool(add or remove)


def _staged(item: Item, name: ox.NamedNode, *, written: bool) -> StagedItem:
    base = item.subject.value if name != item.subject else None
    at = item.origin
    return StagedItem(name.value, base, at.file, at.row, at.table, pattern_of(item.statements) if written else None)


def _revisions(store: Store, names: Sequence[ox.NamedNode]) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    for part in batched(names, _CHUNK):
        values = " ".join(map(str, part))
        query = f"CONSTRUCT {{ ?new {_REVISION} ?old }} WHERE {{ VALUES ?old {{ {values} }} ?new {_REVISION} ?old }}"
        for triple in sorted(store.construct(query), key=str):
            yield triple.object, triple.subject  # type: ignore[misc]


def _is_claim(value: object) -> bool:
    return isinstance(value, ox.NamedNode) and value.value.startswith(_CLAIMS)


def _base(value: object) -> object:
    """Return a claim without the mark of its version, anything else as it is."""
    if isinstance(value, ox.NamedNode) and _is_claim(value):
        return ox.NamedNode(_VERSION.sub("", value.value))
    return value


def _content(item: Item) -> frozenset[tuple[ox.NamedNode, object]]:
    return frozenset((p, o) for p, o in item.statements if p not in item.closing and p not in item.assumed)


def _stored_content(item: Item, description: Description) -> frozenset[tuple[ox.NamedNode, object]]:
    left_out = _HOUSEKEEPING | item.closing | item.assumed
    return frozenset((p, _base(o)) for p, values in description.items() if p not in left_out for o in values)


def later(moment: ox.Literal, description: Description) -> ox.Literal:
    """Return the moment of withdrawal, which is not before the one of recording."""
    recorded = [value for value in description.get(_RECORDED, ()) if isinstance(value, ox.Literal)]
    return max([moment, *recorded], key=lambda one: one.value)


def _rewritten(
    target: Mapping[ox.NamedNode, set[object]], description: Description
) -> tuple[list[tuple[ox.NamedNode, object]], list[tuple[ox.NamedNode, object]]]:
    add = [(p, o) for p, values in target.items() for o in values - description.get(p, frozenset())]
    gone = {p: values - target.get(p, set()) for p, values in description.items() if p != _DEFINED_BY}
    return _ordered(add), _ordered((p, o) for p, values in gone.items() if _is_ours(p) for o in values)


_OURS: Final = (CG, SKOS, DCTERMS, "https://schema.org/")
_DERIVED: Final = frozenset(CG + one for one in ("memberOf", "attends", "metWith", "currentStatus", "currentPosition"))


def _is_ours(name: ox.NamedNode) -> bool:
    return name.value.startswith(_OURS) and name.value not in _DERIVED and name.value != DCTERMS + "isReplacedBy"


def _added(target: Mapping[ox.NamedNode, set[object]], description: Description) -> list[tuple[ox.NamedNode, object]]:
    """Return what tables add to a thing that others describe: other names, and properties nobody has given yet."""
    add: list[tuple[ox.NamedNode, object]] = []
    for name, values in target.items():
        new = values - description.get(name, frozenset())
        if name in (_LABEL, _TITLE):
            other = _OTHER_LABEL if name == _LABEL else _OTHER_TITLE
            add += [(other, ox.Literal(text)) for text in _texts(new) - _texts(description.get(other, frozenset()))]
        elif name == _OTHER_LABEL:
            add += [(name, ox.Literal(text)) for text in _texts(new) - _texts(description.get(name, frozenset()))]
        elif name in _SEVERAL or not (
            name in description or (name in _ISSUED and any(one in description for one in _ISSUED))
        ):
            add += [(name, value) for value in new]
    return _ordered(add)


def _texts(values: Iterable[object]) -> set[str]:
    """Return names as they are spelled, whatever language they are said to be in."""
    return {str(getattr(value, "value", "")) for value in values}


def _ordered(statements: Iterable[tuple[ox.NamedNode, object]]) -> list[tuple[ox.NamedNode, object]]:
    return sorted(statements, key=lambda one: (one[0].value, str(one[1])))
