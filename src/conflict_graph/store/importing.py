"""Importing: the records of an importer become one change of a store, all of it or nothing.

A run checks everything first. Then it compares record after record with what the store says and stages what is new;
at the end the whole is published at once. Memory does not grow with the number of records.

What is recorded when is the same whenever a run is repeated: the moment is the beginning of the day recorded_on, not
the clock's time. So a run that was broken off and started again, on that day or with that day named, ends in the very
same statements.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import StoreChanged
from conflict_graph.namespaces import CG, DCTERMS, ID, PROV, RDF, SKOS, VOCAB, XSD
from conflict_graph.read.importers.contract import Importer, Item, Problem
from conflict_graph.read.importers.report import ImportReport
from conflict_graph.store.base import Change, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.reconciling import Reconciler, Stamp
from conflict_graph.store.shortcuts import ShortcutChanges
from conflict_graph.store.staging import Batch, Staging, staging

Progress = Callable[[int, int], None]
"""Called now and then with the number of rows done and of all rows."""

_BATCH: Final = 500
_TRIES: Final = 3


@dataclass(slots=True)
class Outcome:
    """What a change was made of."""

    added: int
    removed: int
    snapshot: str


def run_import(
    store: Store, importer: Importer, *, recorded_on: date, progress: Progress | None = None, run: str = ""
) -> ImportReport:
    """Check what an importer reads and bring it into a store.

    recorded_on is the day from which the claims count as recorded. Claims of a store that say the same already stay
    as they are; the same bytes a second time leave the very same snapshot. run is the slug of the run's name, by
    default made from the bytes that are read.

    When something cannot be used, nothing is changed, and the report says what: it does not conform.

    Raises ReadOnly, and StoreLocked when the same import is under way elsewhere or others do not let go of the store.
    """
    began = time.monotonic()
    problems = importer.check()
    if importer.errors:
        return _report(importer, problems)
    for attempt in range(_TRIES):
        last = attempt == _TRIES - 1
        with store.exclusive() if last else nullcontext():  # somebody always came in between: now they wait
            view = store.view()
            with staging(_home(store), _key(importer, recorded_on, view.snapshot)) as staged:
                stamp = Stamp(_run_name(importer, run), _moment(recorded_on))
                _stage(view, importer, stamp, staged, progress)
                try:
                    outcome = _publish(store, view, staged)
                    break
                except StoreChanged:
                    if last:
                        raise
    done = staged.done
    return _report(
        importer,
        problems,
        written=done.written,
        unchanged=done.unchanged,
        revised=done.revised,
        described=done.described,
        added=outcome.added,
        removed=outcome.removed,
        snapshot=outcome.snapshot,
        run=stamp.run.value if outcome.added else None,
        seconds=time.monotonic() - began,
    )


def check_import(importer: Importer) -> ImportReport:
    """Return the report of a dry run: everything that cannot be used, and nothing changed."""
    return _report(importer, importer.check())


def _stage(view: Store, importer: Importer, stamp: Stamp, staged: Staging, progress: Progress | None) -> None:
    reconciler = Reconciler(view, stamp)
    rows = _Rows(importer.count(), progress)
    done = staged.done
    for items in _batches(_after(rows.watch(importer.items()), done.items)):
        with staged.batch(len(items)) as batch:
            new, same, revised, described = reconciler.reconcile(items, batch)
            done.written, done.unchanged = done.written + new, done.unchanged + same
            done.revised, done.described = done.revised + revised, done.described + described
    if done.added or done.written:
        with staged.batch(0) as batch:
            batch.add += _run(importer, stamp)
    with staged.batch(0) as batch:
        _link(staged, batch)


def _publish(store: Store, view: Store, staged: Staging) -> Outcome:
    """Add the shortcuts that follow, and make the whole the next snapshot, unless nothing is new."""
    removed = staged.removals()
    if not staged.done.added and not removed:
        return Outcome(0, 0, view.snapshot)
    shortcuts = 0
    path = staged.folder / "shortcuts.nt"
    with tempfile.TemporaryDirectory(dir=staged.folder) as folder, path.open("wb") as file:
        for add, gone in ShortcutChanges(view, staged.file, removed, Path(folder)).batches():
            ox.serialize([quad.triple for quad in add], file, ox.RdfFormat.N_TRIPLES)
            removed += sorted(gone, key=str)
            shortcuts += len(add)
    change = Change(remove=removed, files=(staged.file, path), based_on=view.snapshot)
    return Outcome(staged.done.added + shortcuts, len(removed), store.change(change))


def _link(staged: Staging, batch: Batch) -> None:
    """Let links between claims lead to the present version of each."""
    for claim, name, target, stored in staged.links():
        current = staged.current(target)
        subject, property_ = ox.NamedNode(claim), ox.NamedNode(name)
        if current not in stored:
            batch.add.append(ox.Triple(subject, property_, ox.NamedNode(current)))
        batch.remove += [ox.Triple(subject, property_, ox.NamedNode(old)) for old in stored if old != current]


def _run_name(importer: Importer, run: str) -> ox.NamedNode:
    return ox.NamedNode(f"{ID}run/{run or f'{importer.name}-{importer.fingerprint()[:16]}'}")


def _moment(day: date) -> ox.Literal:
    return ox.Literal(f"{day.isoformat()}T00:00:00Z", datatype=ox.NamedNode(XSD + "dateTime"))


def _run(importer: Importer, stamp: Stamp) -> list[ox.Triple]:
    """Return the description of a run: its layer, its method, its day, and the hash of what it read."""
    day = date.fromisoformat(stamp.moment.value[:10])
    label = f"Import of {importer.name} tables, {day.day} {day:%B %Y}"
    return [
        ox.Triple(stamp.run, ox.NamedNode(name), value)
        for name, value in (
            (RDF + "type", ox.NamedNode(CG + "Extraction")),
            (SKOS + "prefLabel", ox.Literal(label, language="en")),
            (CG + "method", ox.NamedNode(VOCAB + "method-import")),
            (CG + "layer", ox.NamedNode(f"{VOCAB}layer-{importer.layer}")),
            (PROV + "endedAtTime", stamp.moment),
            (DCTERMS + "identifier", ox.Literal(importer.fingerprint())),
        )
    ]


def _key(importer: Importer, recorded_on: date, snapshot: str) -> str:
    fields = "\n".join((importer.name, importer.layer, importer.fingerprint(), recorded_on.isoformat(), snapshot))
    return hashlib.sha256(fields.encode()).hexdigest()[:16]


def _home(store: Store) -> Path | None:
    return Path(store.location) if isinstance(store, DirectoryStore) else None


def _report(importer: Importer, problems: list[Problem], **outcome: object) -> ImportReport:
    return ImportReport(
        importer=importer.name,
        layer=importer.layer,
        files=importer.files,
        read=importer.count(),
        errors=importer.errors,
        problems=tuple(problems),
        **outcome,  # type: ignore[arg-type]
    )


@dataclass(slots=True)
class _Rows:
    """Counts the rows that items come from, and tells of them."""

    total: int
    progress: Progress | None
    done: int = 0

    def watch(self, items: Iterable[Item]) -> Iterator[Item]:
        last = None
        for item in items:
            if item.origin != last:
                last, self.done = item.origin, self.done + 1
                if self.progress and self.done % _BATCH == 0:
                    self.progress(self.done, self.total)
            yield item
        if self.progress:
            self.progress(self.total, self.total)


def _after(items: Iterator[Item], done: int) -> Iterator[Item]:
    return islice(items, done, None)


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, _BATCH)):
        yield batch
