"""Merging: two things that turn out to be one are answered for as one, by a decision that can be undone.

What names the merged thing is made to name the kept one, in the graph itself, so that SPARQL, Python, JSON and pages
answer alike. Each statement that was moved is recorded with the decision as it was, and is put back when the decision
is reversed. The merged thing keeps its own description, and points to what took its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

import pyoxigraph as ox

from conflict_graph.display import Display
from conflict_graph.errors import InvalidParameter, NotFound
from conflict_graph.namespaces import CG, DCTERMS, ID, PROV, RDF, XSD, expand, shorten
from conflict_graph.store.base import Change, Store
from conflict_graph.store.descriptions import describe
from conflict_graph.write.commit import commit
from conflict_graph.write.gate import gate
from conflict_graph.write.shortcuts import SHORTCUTS

KINDS: Final = frozenset(
    CG + name
    for name in ("Person", "State", "InternationalOrganization", "Coalition", "Place", "Post", "Meeting", "Process",
                 "Issue", "PolicyOption", "Outcome", "Condition")
)  # fmt: skip
"""The classes whose members can be merged; an unnamed actor belongs to its source and cannot."""

REPLACED: Final = ox.NamedNode(DCTERMS + "isReplacedBy")
_TYPE, _SUBJECT, _PREDICATE, _OBJECT = (ox.NamedNode(RDF + name) for name in ("type", "subject", "predicate", "object"))
_KEEPS, _MERGES, _REVERSES, _REASON, _BY, _MOVED, _SAID_ALREADY = (
    ox.NamedNode(CG + name) for name in ("keeps", "merges", "reverses", "reason", "decidedBy", "movedBy", "saidAlready")
)
_STAYS: Final = frozenset({_KEEPS, _MERGES, _SUBJECT, _OBJECT, *SHORTCUTS})
_TRUE: Final = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
_MANY: Final = 500
"""More claims than that, which all name another thing now, are judged by example."""

_ACTIVE: Final = f"""SELECT ?decision ?kept ?other WHERE {{ ?decision {_KEEPS} ?kept ; {_MERGES} ?other
  FILTER NOT EXISTS {{ ?later {_REVERSES} ?decision }} }} ORDER BY ?decision"""


@dataclass(frozen=True, slots=True)
class Merge:
    """A decision that holds: other is answered for by kept."""

    decision: ox.NamedNode
    kept: ox.NamedNode
    other: ox.NamedNode


@dataclass(frozen=True, slots=True, repr=False)
class MergeReport(Display):
    """What a decision did: its IRI, the two things, how many statements it moved, and the snapshot it is visible in."""

    decision: str
    kept: str
    other: str
    statements: int
    snapshot: str

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready data."""
        return {name: getattr(self, name) for name in ("decision", "kept", "other", "statements", "snapshot")}


def merges(store: Store) -> dict[ox.NamedNode, Merge]:
    """Return the decisions that hold, by the thing that was merged."""
    rows = store.select(_ACTIVE)
    decisions = (Merge(*(row[name] for name in ("decision", "kept", "other"))) for row in rows)  # type: ignore[arg-type]
    return {one.other: one for one in decisions}


def merge(store: Store, kept: str, other: str, *, reason: str, by: str = "", on: date | None = None) -> MergeReport:
    """Let one thing be answered for by another, and record who decided so, when and why.

    kept and other are IRIs or prefixed names of two things of one class; other gives way. on is the day of the
    decision, by default today.

    Raises NotFound, InvalidParameter (no reason, two classes, a thing that is merged already), InvalidData when claims
    would not hold up any more, ReadOnly, StoreLocked; then nothing is changed.
    """
    with store.exclusive():
        view = store.view()
        one, two = _thing(view, kept, "kept"), _thing(view, other, "other")
        active = merges(view)
        _check(view, one, two, active, reason)
        decision = _decision("merge", one, two, view)
        moved = sorted((t for t in view.matching(None, None, two) if t.predicate not in _STAYS), key=str)
        images = {triple: ox.Triple(triple.subject, triple.predicate, one) for triple in moved}
        there = {triple: _has(view, image) for triple, image in images.items()}
        add = [image for triple, image in images.items() if not there[triple] and image.subject != one]
        add += _described(decision, "MergeDecision", reason, by, on, [(_KEEPS, one), (_MERGES, two)])
        add += [ox.Triple(two, REPLACED, one)]
        for triple in moved:
            add += record(decision, triple, asserted=there[triple] or triple.subject == one)
        snapshot = _committed(store, view, moved, add)
    return MergeReport(decision.value, one.value, two.value, len(moved), snapshot)


def unmerge(store: Store, other: str, *, reason: str, by: str = "", on: date | None = None) -> MergeReport:
    """Undo a merge: everything that named the merged thing names it again, and the decision is recorded.

    Raises NotFound when the thing is not merged, InvalidParameter when what took its place was merged itself,
    InvalidData when claims would not hold up any more, ReadOnly, StoreLocked; then nothing is changed.
    """
    with store.exclusive():
        view = store.view()
        two = _thing(view, other, "other")
        active = merges(view)
        if two not in active:
            raise NotFound("merged thing", shorten(two.value))
        merged = active[two]
        if merged.kept in active:
            then = shorten(active[merged.kept].kept.value)
            raise InvalidParameter(
                "other", shorten(two.value), f"{shorten(merged.kept.value)} unmerged from {then} first"
            )
        _require_reason(reason)
        remove, add, count = _undone(view, merged, active)
        decision = _decision("unmerge", merged.kept, two, view)
        add += _described(decision, "UnmergeDecision", reason, by, on, [(_REVERSES, merged.decision)])
        snapshot = _committed(store, view, remove, add)
    return MergeReport(decision.value, merged.kept.value, two.value, count, snapshot)


def record(decision: ox.NamedNode, triple: ox.Triple, *, asserted: bool = False) -> list[ox.Triple]:
    """Return the record of a statement that a decision moved; asserted: what took its place was said already."""
    mark = hashlib.sha256(str(triple).encode()).hexdigest()[:12]
    name = ox.NamedNode(f"{decision.value}-{mark}")
    parts = [(_SUBJECT, triple.subject), (_PREDICATE, triple.predicate), (_OBJECT, triple.object), (_MOVED, decision)]
    parts += [(_TYPE, ox.NamedNode(RDF + "Statement")), *([(_SAID_ALREADY, _TRUE)] if asserted else [])]
    return [ox.Triple(name, property_, value) for property_, value in parts]


def _undone(
    view: Store, merged: Merge, active: dict[ox.NamedNode, Merge]
) -> tuple[list[ox.Triple], list[ox.Triple], int]:
    """Return what undoing a merge removes and adds, and how many statements it moves back."""
    others = [one for one in active.values() if one.kept == merged.kept and one != merged]
    needed = {_image(triple, merged.kept) for one in others for triple, _, _ in _records(view, one.decision)}
    remove, add, count = [ox.Triple(merged.other, REPLACED, merged.kept)], list[ox.Triple](), 0
    for triple, asserted, lines in _records(view, merged.decision):
        count += 1
        remove += lines
        image = _image(triple, merged.kept)
        standing = _has(view, image)
        if asserted or standing:
            add.append(triple)
        if standing and not asserted and image not in needed:
            remove.append(image)
    return remove, add, count


def _image(triple: ox.Triple, survivor: ox.NamedNode) -> ox.Triple:
    return ox.Triple(triple.subject, triple.predicate, survivor)


def _records(view: Store, decision: ox.NamedNode) -> Iterator[tuple[ox.Triple, bool, list[ox.Triple]]]:
    """Yield the statements that a decision moved, whether their like was said already, and the record itself."""
    for name in sorted((t.subject for t in view.matching(None, _MOVED, decision)), key=str):
        if isinstance(name, ox.NamedNode):
            description = describe(view, [name])[name]
            parts = [next(iter(description[part])) for part in (_SUBJECT, _PREDICATE, _OBJECT)]
            lines = [ox.Triple(name, p, value) for p, values in description.items() for value in values]  # type: ignore[arg-type]
            yield ox.Triple(*parts), _SAID_ALREADY in description, lines  # type: ignore[arg-type]


def _thing(view: Store, name: str, parameter: str) -> ox.NamedNode:
    iri = expand(name)
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        raise InvalidParameter(parameter, name, "the IRI of a thing, or its prefixed name") from None
    if not describe(view, [node]):
        raise NotFound("thing", name)
    return node


def _check(view: Store, one: ox.NamedNode, two: ox.NamedNode, active: dict[ox.NamedNode, Merge], reason: str) -> None:
    _require_reason(reason)
    if one == two:
        raise InvalidParameter("other", shorten(two.value), "another thing than the one that is kept")
    for parameter, thing in (("kept", one), ("other", two)):
        if thing in active:
            instead = shorten(active[thing].kept.value)
            raise InvalidParameter(parameter, shorten(thing.value), f"{instead}, which took its place")
    classes = [
        {t.object.value for t in view.matching(thing, _TYPE, None) if isinstance(t.object, ox.NamedNode)} & KINDS
        for thing in (one, two)
    ]
    if not classes[0] & classes[1]:
        kinds = " and ".join("/".join(sorted(name.removeprefix(CG) for name in names)) or "none" for names in classes)
        raise InvalidParameter("other", shorten(two.value), f"two things of one class that can be merged, not {kinds}")


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidParameter("reason", reason, "why it is decided so")


def _decision(word: str, one: ox.NamedNode, two: ox.NamedNode, view: Store) -> ox.NamedNode:
    """Return the name of a decision: the same two things may be merged again after they were taken apart."""
    pair = hashlib.sha256(f"{one.value}\n{two.value}".encode()).hexdigest()[:12]
    number = 1
    while next(view.matching(ox.NamedNode(f"{ID}decision/{word}-{pair}-{number}")), None) is not None:
        number += 1
    return ox.NamedNode(f"{ID}decision/{word}-{pair}-{number}")


def _described(
    decision: ox.NamedNode, kind: str, reason: str, by: str, on: date | None, own: Iterable[tuple[ox.NamedNode, Any]]
) -> list[ox.Triple]:
    day = (on or date.today()).isoformat()
    statements: list[tuple[ox.NamedNode, Any]] = [
        (_TYPE, ox.NamedNode(CG + kind)),
        (_REASON, ox.Literal(reason.strip(), language="en")),
        (ox.NamedNode(PROV + "endedAtTime"), ox.Literal(f"{day}T00:00:00Z", datatype=ox.NamedNode(XSD + "dateTime"))),
        *([(_BY, ox.Literal(by.strip()))] if by.strip() else []),
        *own,
    ]
    return [ox.Triple(decision, name, value) for name, value in statements]


def _has(view: Store, triple: ox.Triple) -> bool:
    return next(view.matching(triple.subject, triple.predicate, triple.object), None) is not None  # type: ignore[arg-type]


def _committed(store: Store, view: Store, remove: list[ox.Triple], add: list[ox.Triple]) -> str:
    """Commit a decision and return the snapshot; an endpoint elsewhere takes it unjudged."""
    change = Change(remove=_quads(remove), add=_quads(add), based_on=view.snapshot)
    return commit(store, change, rules=partial(gate, most=_MANY) if store.drafts else None).snapshot


def _quads(triples: Iterable[ox.Triple]) -> list[ox.Quad]:
    return [ox.Quad(*triple) for triple in dict.fromkeys(triples)]
