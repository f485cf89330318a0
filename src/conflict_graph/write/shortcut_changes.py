"""Shortcuts after a change: derived anew for what it touches, whatever else the graph holds.

A position stands or falls by its own claim, memberships by those of the member, attendance, status and encounters by
those of the event. So the claims that a change touches tell which positions, members and events to look at again, and
so do the claims that these supersede. Things whose shortcuts were written or removed by hand are looked at as well:
claims decide, not who wrote last. What there is to look at, and what comes of it, is put on disk when it gets large.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.write.shortcuts import (
    ATTENDS,
    CURRENT_POSITION,
    CURRENT_STATUS,
    HOLDER,
    IN_EVENT,
    MEMBER,
    MEMBER_OF,
    MET_WITH,
    PARTICIPANT,
    PROPERTIES,
    SHORTCUTS,
    SUPERSEDES,
    Claim,
    attendances,
    encounters,
    gathered,
    memberships,
    nodes,
    positions,
    standing,
    statuses,
)

_NAMES: Final = frozenset(name.value for name in SHORTCUTS)
RELEVANT: Final = _NAMES | frozenset(PROPERTIES)
"""The properties whose statements can make a shortcut true or untrue."""

_BATCH: Final = 100
_MANY: Final = 1000
_DEFAULT: Final = ox.DefaultGraph()
_SCHEMA: Final = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000; PRAGMA temp_store=FILE;
CREATE TABLE affected (kind TEXT, thing TEXT, PRIMARY KEY (kind, thing)) WITHOUT ROWID;
CREATE TABLE outcome (gone INTEGER, line TEXT, PRIMARY KEY (gone, line)) WITHOUT ROWID;
"""
_POSITION, _MEMBER, _EVENT, _ACTOR = "position", "member", "event", "actor"
_KINDS: Final = {IN_EVENT: _EVENT, MEMBER: _MEMBER}


class ShortcutChanges:
    """The shortcuts that a change makes true or untrue.

    before and after are the two states; subjects are the things whose statements may differ, in any order. Close it
    when done.

    >>> from conflict_graph.namespaces import CG
    >>> state, group = ox.NamedNode("urn:state"), ox.NamedNode("urn:group")
    >>> after = ox.Store()
    >>> after.add(ox.Quad(state, ox.NamedNode(CG + "memberOf"), group))
    >>> changes = ShortcutChanges(ox.Store(), after, ["urn:state"])
    >>> changes.count(gone=False), changes.count(gone=True)  # no claim bears it out
    (0, 1)
    >>> changes.close()
    """

    def __init__(self, before: ox.Store, after: ox.Store, subjects: Iterable[str]) -> None:
        self._before, self._after = _Claims(before), _Claims(after)
        self._base = sqlite3.connect("", isolation_level=None)  # a temporary database: in memory until it is large
        self._base.executescript(_SCHEMA)
        self._base.execute("BEGIN")
        self._met = lru_cache(maxsize=16)(self._encounters)
        for names in batched(subjects, _MANY):
            self._look_at(names)
        self._derive()

    def close(self) -> None:
        """Let go of the database."""
        self._base.close()

    def count(self, *, gone: bool) -> int:
        """Return how many shortcuts are to be removed (gone), or added."""
        return int(self._base.execute("SELECT COUNT(*) FROM outcome WHERE gone=?", (gone,)).fetchone()[0])

    def lines(self, *, gone: bool) -> Iterator[str]:
        """Yield the shortcuts to remove (gone), or to add, as lines of N-Triples in order."""
        yield from (line for (line,) in self._base.execute("SELECT line FROM outcome WHERE gone=? ORDER BY 1", (gone,)))

    def quads(self, *, gone: bool) -> list[ox.Quad]:
        """Return the shortcuts to remove (gone), or to add."""
        return list(ox.parse("".join(self.lines(gone=gone)), ox.RdfFormat.N_TRIPLES))

    def _look_at(self, names: list[str]) -> None:
        """Note what depends on the claims among some things of the change, and on their shortcuts."""
        before, after = self._before.quads(names), self._after.quads(names)
        was, now = gathered(before), gathered(after)
        changed = [name for name in names if _differ(was.get(name, {}), now.get(name, {}))]
        superseded: dict[str, None] = {}
        for name in changed:
            for claim in (was.get(name, {}), now.get(name, {})):
                superseded |= dict.fromkeys(node.value for node in nodes(claim, SUPERSEDES))
                self._note(_dependent(name, claim))
        for some in batched(superseded, _MANY):
            for state in (self._before, self._after):
                for name, claim in state.claims(some).items():
                    self._note(_dependent(name, claim))
        self._note_edited(_shortcuts(before) ^ _shortcuts(after))

    def _note_edited(self, edited: Iterable[ox.Quad]) -> None:
        """Note all that the shortcuts of things depend on of which the change itself wrote or removed some."""
        things = dict.fromkeys(quad.subject.value for quad in edited if isinstance(quad.subject, ox.NamedNode))
        for name in things:
            self._note([(_ACTOR, name), (_MEMBER, name), (_EVENT, name)])
            self._note((_POSITION, claim) for claim in self._after.subjects(HOLDER, name))
            self._note((_EVENT, event) for event in self._events(name))
        for property_, kind in ((CURRENT_POSITION, _POSITION), (ATTENDS, _EVENT)):
            self._note((kind, end.value) for quad in edited if quad.predicate == property_ and (end := _named(quad)))

    def _note(self, affected: Iterable[tuple[str, str]]) -> None:
        self._base.executemany("INSERT OR IGNORE INTO affected VALUES (?,?)", affected)

    def _derive(self) -> None:
        """Compare what follows from the claims with the shortcuts that are there, for all that is affected."""
        for names in self._affected(_POSITION):
            claims = self._within(self._after.with_superseding(self._after.claims(names)), names)
            self._compare(positions(claims), self._after.leading_to(CURRENT_POSITION, names))
        for names in self._affected(_MEMBER):
            claims = self._about(self._after, MEMBER, names)
            self._compare(_of(memberships(claims), names), self._after.leading_from(MEMBER_OF, names))
        for names in self._affected(_EVENT):
            claims = self._about(self._after, IN_EVENT, names)
            self._compare(_of(statuses(claims), names), self._after.leading_from(CURRENT_STATUS, names))
            self._compare(_to(attendances(claims), names), self._after.leading_to(ATTENDS, names))
            self._compare_encounters(names, claims)
        for names in self._affected(_ACTOR):
            for name in names:
                self._compare(self._met(name), self._after.leading_from(MET_WITH, [name]))

    def _compare_encounters(self, names: list[str], claims: dict[str, Claim]) -> None:
        had = _met_at(self._about(self._before, IN_EVENT, names), names)
        has = _met_at(claims, names)
        self._record(0, (quad for quad in has - had if not self._after.has(quad)))
        gone = sorted(had - has, key=str)  # so that one actor's come together
        self._record(1, (quad for quad in gone if self._after.has(quad) and not self._still(quad)))

    def _still(self, quad: ox.Quad) -> bool:
        """Whether two who did not meet at one event, as it turns out, met at another."""
        return quad in self._met(getattr(quad.subject, "value", ""))

    def _encounters(self, actor: str) -> frozenset[ox.Quad]:
        """Return whom an actor has met, after the change."""
        batches = batched(sorted(self._events(actor)), _BATCH)
        pairs = (_met_at(self._about(self._after, IN_EVENT, names), names) for names in batches)
        return frozenset(quad for quads in pairs for quad in quads if getattr(quad.subject, "value", "") == actor)

    def _events(self, actor: str) -> set[str]:
        """Return the events that claims bring an actor to, after the change."""
        claims = self._after.claims(self._after.subjects(PARTICIPANT, actor)).values()
        return {event.value for claim in claims for event in nodes(claim, IN_EVENT)}

    def _about(self, state: _Claims, property_: str, names: list[str]) -> dict[str, Claim]:
        """Return the claims that stand and are about some things."""
        about = state.claims(claim for name in names for claim in state.subjects(property_, name))
        return self._within(state.with_superseding(about), about)

    @staticmethod
    def _within(claims: dict[str, Claim], names: Iterable[str]) -> dict[str, Claim]:
        stand = standing(claims)
        return {name: stand[name] for name in names if name in stand}

    def _compare(self, follow: Iterable[ox.Quad], there: Iterable[ox.Quad]) -> None:
        expected, actual = set(follow), set(there)
        self._record(0, expected - actual)
        self._record(1, actual - expected)

    def _record(self, gone: int, quads: Iterable[ox.Quad]) -> None:
        rows = ((gone, f"{quad.triple} .\n") for quad in quads)
        self._base.executemany("INSERT OR IGNORE INTO outcome VALUES (?,?)", rows)

    def _affected(self, kind: str) -> Iterator[list[str]]:
        """Yield the things of a kind to look at again, a batch at a time."""
        last = ""
        query = "SELECT thing FROM affected WHERE kind=? AND thing>? ORDER BY thing LIMIT ?"
        while names := [name for (name,) in self._base.execute(query, (kind, last, _BATCH))]:
            yield names
            last = names[-1]


class _Claims:
    """What a state of the graph says of claims in any of its graphs, and the shortcuts in its main one."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def quads(self, names: Iterable[str]) -> list[ox.Quad]:
        """Return everything that is said of some things."""
        return [
            quad
            for name in dict.fromkeys(names)
            for quad in list(self._store.quads_for_pattern(ox.NamedNode(name), None, None, None))
        ]

    def claims(self, names: Iterable[str]) -> dict[str, Claim]:
        """Return things by IRI, each as the values of the properties that shortcuts are derived from."""
        return gathered(self.quads(names))

    def subjects(self, property_: str, value: str) -> set[str]:
        """Return what has a thing as a value of a property."""
        quads = list(self._store.quads_for_pattern(None, ox.NamedNode(property_), ox.NamedNode(value), None))
        return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}

    def with_superseding(self, claims: dict[str, Claim]) -> dict[str, Claim]:
        """Return claims together with those that supersede them."""
        superseding = {name for claim in claims for name in self.subjects(SUPERSEDES, claim)}
        return self.claims(superseding - claims.keys()) | claims

    def leading_from(self, name: ox.NamedNode, subjects: Iterable[str]) -> list[ox.Quad]:
        """Return the shortcuts of one property that some things have."""
        return [
            quad
            for subject in subjects
            for quad in list(self._store.quads_for_pattern(ox.NamedNode(subject), name, None, _DEFAULT))
        ]

    def leading_to(self, name: ox.NamedNode, objects: Iterable[str]) -> list[ox.Quad]:
        """Return the shortcuts of one property that lead to some things."""
        return [
            quad
            for object_ in objects
            for quad in list(self._store.quads_for_pattern(None, name, ox.NamedNode(object_), _DEFAULT))
        ]

    def has(self, quad: ox.Quad) -> bool:
        """Whether a shortcut is there."""
        return quad in self._store


def _dependent(name: str, claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what shortcuts of a claim hang on: the claim itself, its members, and its events."""
    if nodes(claim, HOLDER):
        yield _POSITION, name
    for property_, kind in _KINDS.items():
        yield from ((kind, node.value) for node in nodes(claim, property_))


def _shortcuts(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    return {quad for quad in quads if quad.predicate.value in _NAMES and quad.graph_name == _DEFAULT}


def _named(quad: ox.Quad) -> ox.NamedNode | None:
    """Return what a shortcut leads to, if it has a name."""
    return quad.object if isinstance(quad.object, ox.NamedNode) else None


def _differ(was: Claim, now: Claim) -> bool:
    return {name: set(values) for name, values in was.items()} != {name: set(values) for name, values in now.items()}


def _met_at(claims: dict[str, Claim], names: Iterable[str]) -> set[ox.Quad]:
    """Return who met whom at some of the events that claims are about."""
    events = frozenset(names)
    at: dict[str, dict[str, Claim]] = defaultdict(dict)
    for name, claim in claims.items():
        for event in nodes(claim, IN_EVENT):
            if event.value in events:
                at[event.value][name] = claim | {IN_EVENT: [event]}
    return {quad for some in at.values() for quad in encounters(some)}


def _of(quads: Iterable[ox.Quad], names: Iterable[str]) -> Iterator[ox.Quad]:
    return _chosen(quads, names, lambda quad: quad.subject)


def _to(quads: Iterable[ox.Quad], names: Iterable[str]) -> Iterator[ox.Quad]:
    return _chosen(quads, names, lambda quad: quad.object)


def _chosen(quads: Iterable[ox.Quad], names: Iterable[str], end: Callable[[ox.Quad], object]) -> Iterator[ox.Quad]:
    """Yield the shortcuts that begin, or end, at some things; claims about several lead to others as well."""
    ends = frozenset(names)
    return (quad for quad in quads if getattr(end(quad), "value", "") in ends)
