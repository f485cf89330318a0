"""The one way to write: a change is drafted, judged, completed with the shortcuts that follow, and published.

Loading, importing, merging, updates over HTTP and restoring all end here; nothing else changes a store. What is
published is one snapshot, in which the claims hold up and the shortcuts are those that follow from the claims.

An endpoint elsewhere cannot be shown a draft. What is known of a change beforehand is completed and sent in one
request, unjudged; after the text of an update, whose outcome nobody can tell beforehand, or the end of a whole graph,
the shortcuts are put right by a request of their own, so that for a moment readers may see those of before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from conflict_graph.store.base import Change, Staged, Store
from conflict_graph.write.gate import gate
from conflict_graph.write.shortcut_changes import RELEVANT, ShortcutChanges
from conflict_graph.write.shortcuts import SHORTCUTS, claims_query, derive, shortcuts_query

if TYPE_CHECKING:
    from conflict_graph.validate.report import Report

Rules = Callable[[Staged], "Report | None"]
"""What judges a draft: it returns a report, or None when there was nothing to judge, and raises to refuse the draft."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What was published: the snapshot, the report of what was judged, and how many shortcuts came and went.

    report is None when nothing was judged: the change touches no claims, or no rules were given.
    """

    snapshot: str
    report: Report | None = None
    shortcuts_added: int = 0
    shortcuts_removed: int = 0


def commit(store: Store, change: Change, *, rules: Rules | None = gate) -> Committed:
    """Publish a change together with the shortcuts that follow from it, all of it or nothing.

    Parameters
    ----------
    change: what is to be written; shortcuts that claims do not bear out are not kept, whoever writes them.
    rules: what judges the draft; None: nothing is judged.

    Raises
    ------
    InvalidData with the report when the draft has claims that break the shapes, ReadOnly (also when an endpoint is to
    judge a draft), StoreLocked, StoreChanged, and whatever else `Store.change` raises; then nothing is changed.

    >>> from conflict_graph.store.memory import MemoryStore
    >>> with MemoryStore() as store:
    ...     committed = commit(store, Change(updates=["INSERT DATA { st:a cg:memberOf coal:b ; skos:prefLabel 'A' }"]))
    ...     (committed.shortcuts_removed, store.count())  # no claim says so
    (1, 1)
    """
    if rules is None and not store.drafts:
        return _commit_undrafted(store, change)
    with ExitStack() as folders:
        draft = _Draft(change, rules, folders)
        snapshot = store.change(change, check=draft)
    return Committed(snapshot, draft.report, draft.added, draft.removed)


class _Draft:
    """Looks at a draft of one change: judges it, and completes it with shortcuts."""

    def __init__(self, change: Change, rules: Rules | None, folders: ExitStack) -> None:
        self._change = change
        self._rules = rules
        self._folders = folders
        self.report: Report | None = None
        self.added = 0
        self.removed = 0

    def __call__(self, staged: Staged) -> Change | None:
        if self._rules is not None:
            self.report = self._rules(staged)
        subjects = staged.subjects if self._change.watched else _subjects(self._change)
        with closing(ShortcutChanges(staged.before, staged.after, subjects)) as shortcuts:
            self.added, self.removed = shortcuts.count(gone=False), shortcuts.count(gone=True)
            if not self.added and not self.removed:
                return None
            if self._change.watched:
                return Change(remove=shortcuts.quads(gone=True), add=shortcuts.quads(gone=False))
            return self._in_files(shortcuts)

    def _in_files(self, shortcuts: ShortcutChanges) -> Change:
        """Return shortcuts in files: where a change is too large to be watched, so may they be."""
        place = Path(self._folders.enter_context(tempfile.TemporaryDirectory(prefix="conflict-graph-shortcuts-")))
        files = {gone: place / f"shortcuts-{'removed' if gone else 'added'}.nt" for gone in (False, True)}
        for gone, path in files.items():
            with path.open("w", encoding="utf-8") as file:
                file.writelines(shortcuts.lines(gone=gone))
        return Change(files=(files[False],), without=(files[True],), watched=False)


def _subjects(change: Change) -> Iterator[str]:
    """Yield the subjects of a change's statements that bear on shortcuts; one that comes again later comes twice."""
    last = ""
    for quad in chain(_removed(change), _added(change)):
        if isinstance(quad.subject, ox.NamedNode) and quad.predicate.value in RELEVANT and quad.subject.value != last:
            last = quad.subject.value
            yield last


def _removed(change: Change) -> Iterator[ox.Quad]:
    yield from change.remove
    yield from _lines(change.without)


def _added(change: Change) -> Iterator[ox.Quad]:
    yield from change.add
    yield from _lines(change.files)


def _lines(files: Iterable[Path]) -> Iterator[ox.Quad]:
    for path in files:
        yield from ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)


def _commit_undrafted(store: Store, change: Change) -> Committed:
    """Write to a store that cannot be shown a draft; all that its claims say is read for that."""
    if change.updates or change.clear:
        snapshot = store.change(change)
        more = _completion(store, Change())
        if more.add or more.remove:
            snapshot = store.change(more)
    else:
        more = _completion(store, change)
        add = [quad for quad in change.add if not _is_shortcut(quad)]
        snapshot = store.change(replace(change, remove=[*change.remove, *more.remove], add=[*add, *more.add]))
    return Committed(snapshot, None, len(more.add), len(more.remove))


def _completion(store: Store, change: Change) -> Change:
    """Return the shortcuts to remove and to add, beside the statements that a change removes and adds."""
    removed, added = ({quad.triple for quad in quads} for quads in (_removed(change), _added(change)))
    changed = {triple.subject.value for triple in removed | added if isinstance(triple.subject, ox.NamedNode)}
    claims = {ox.Triple(ox.NamedNode(s), ox.NamedNode(p), value) for s, p, value in store.statements(sorted(changed))}
    claims |= set(store.construct(claims_query()))
    there = {ox.Quad(*triple) for triple in {*store.construct(shortcuts_query())} - removed if _has_names(triple)}
    follow = derive(claims - removed | added)
    return Change(remove=sorted(there - follow, key=str), add=sorted(follow - there, key=str))


def _is_shortcut(quad: ox.Quad) -> bool:
    return quad.predicate in SHORTCUTS and isinstance(quad.graph_name, ox.DefaultGraph)


def _has_names(triple: ox.Triple) -> bool:
    """Whether a statement can be named from outside: the blank nodes of an endpoint cannot."""
    return not any(isinstance(term, ox.BlankNode) for term in (triple.subject, triple.object))
