"""Importing: the records of an importer become one change of a store, all of it or nothing.

A run checks everything first. Then it compares record after record with what the store says and stages what is new;
at the end the whole is published at once. Memory does not grow with the number of records.

What is recorded when is the same whenever a run is repeated: the moment is the beginning of the day recorded_on, not
the clock's time. So a run that was broken off and started again, on that day or with that day named, ends in the very
same statements.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.errors import StoreChanged
from conflict_graph.imports.importer import Importer, Item, Problem
from conflict_graph.imports.judge import Refused, judge, rehearsed
from conflict_graph.imports.merged_items import Moves
from conflict_graph.imports.reconcile import Reconciler, Stamp
from conflict_graph.imports.report import ImportReport
from conflict_graph.imports.staging import Batch, Done, Link, StagedItem, Staging, staging
from conflict_graph.imports.withdraw import withdraw_missing
from conflict_graph.namespaces import CG, DCTERMS, ID, PROV, RDF, SKOS, VOCAB, XSD
from conflict_graph.store.base import Change, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.memory import MemoryStore
from conflict_graph.write.commit import commit

Progress = Callable[[int, int], None]
"""Called now and then with the number of rows done and of all rows."""

_BATCH: Final = 500
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change was made of."""

    added: int
    removed: int
    snapshot: str


def run_import(
    store: Store,
    importer: Importer,
    *,
    recorded_on: date,
    keep_missing: bool = False,
    progress: Progress | None = None,
    run: str = "",
) -> ImportReport:
    """Check what an importer reads and bring it into a store.

    recorded_on is the day from which the claims count as recorded. Claims of a store that say the same already stay
    as they are; the same bytes a second time leave the very same snapshot. Claims of an earlier run of the same set
    that no record tells any more are withdrawn, unless keep_missing. run is the slug of the run's name, by default
    made from the bytes that are read.

    When something cannot be used, nothing is changed, and the report says what: it does not conform.

    Raises ReadOnly, and StoreLocked when the same import is under way elsewhere or others do not let go of the store.
    """
    began = time.monotonic()
    importer.prepare()
    if importer.errors:
        return _report(importer, importer.check())
    stamp = Stamp(_run_name(importer, run), _moment(recorded_on))
    for attempt in range(_TRIES):
        last = attempt == _TRIES - 1
        with store.exclusive() if last else nullcontext():  # somebody always came in between: now they wait
            view = store.view()
            with staging(_home(store), _key(importer, stamp, view.snapshot, keep_missing)) as staged:
                _stage(view, importer, stamp, staged, progress, keep_missing)
                problems = [*importer.check(), *_strangers(importer, staged)]
                if _errors(problems):
                    return _report(importer, problems)
                try:
                    outcome = _publish(store, view, importer, staged)
                    break
                except Refused as refused:
                    return _report(importer, [*problems, *refused.problems])
                except StoreChanged:
                    if last:
                        raise
    return _report(
        importer,
        problems,
        outcome,
        done=staged.done,
        run=stamp.run.value if outcome.added else None,
        seconds=time.monotonic() - began,
    )


def check_import(
    store: Store | None, importer: Importer, *, recorded_on: date, keep_missing: bool = False
) -> ImportReport:
    """Return the report of a dry run: all that an import would do but the last step, so nothing is changed.

    Without a store it is tried on an empty one.
    """
    importer.prepare()
    if importer.errors:
        return _report(importer, importer.check())
    view = store.view() if store is not None else MemoryStore()
    stamp = Stamp(_run_name(importer, ""), _moment(recorded_on))
    with staging(None, "") as staged:
        _stage(view, importer, stamp, staged, None, keep_missing)
        problems = [*importer.check(), *_strangers(importer, staged)]
        if not _errors(problems) and view.drafts:
            problems += rehearsed(view, Change(files=[staged.file], without=[staged.removed]), staged, importer)
        return _report(importer, problems, done=staged.done)


def _stage(
    view: Store,
    importer: Importer,
    stamp: Stamp,
    staged: Staging,
    progress: Progress | None,
    keep_missing: bool,
) -> None:
    reconciler = Reconciler(view, stamp, Moves(view))
    rows = _Rows(importer.count(), progress)
    done = staged.done
    for items in batched(islice(rows.watch(importer.items()), done.items, None), _BATCH):
        with staged.batch(items=len(items)) as batch:
            new, same, revised, described = reconciler.reconcile(items, batch)
            done.written, done.unchanged = done.written + new, done.unchanged + same
            done.revised, done.described = done.revised + revised, done.described + described
    if not keep_missing:
        withdraw_missing(view, importer.name, stamp, staged)
    for links in staged.links():
        with staged.batch(links=len(links)) as batch:
            _link(links, staged, batch)
    if (done.added or done.written) and not staged.has(stamp.run.value):
        with staged.batch() as batch:
            batch.items.append(StagedItem(stamp.run.value, None, "", 0, ""))
            batch.add += _run(importer, stamp)
    done.removed = staged.write_removals()


def _publish(store: Store, view: Store, importer: Importer, staged: Staging) -> Outcome:
    """Make what is staged the next snapshot, unless nothing is new; an endpoint elsewhere takes it unjudged."""
    done = staged.done
    if not done.added and not done.removed:
        return Outcome(0, 0, view.snapshot)
    change = Change(files=(staged.file,), without=(staged.removed,), based_on=view.snapshot, watched=False)
    rules = partial(judge, staging=staged, importer=importer) if store.drafts else None
    committed = commit(store, change, rules=rules)
    return Outcome(
        done.added + committed.shortcuts_added, done.removed + committed.shortcuts_removed, committed.snapshot
    )


def _errors(problems: list[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _strangers(importer: Importer, staged: Staging) -> list[Problem]:
    """Return a complaint when the records have nothing in common with what a set of the same name brought before."""
    done = staged.done
    if not done.withdrawn or not done.written or done.unchanged or done.revised:
        return []
    noun = importer.noun
    message = f"The store has {done.withdrawn:,} claims of {noun} called {importer.name}; none of their rows is here."
    return [
        Problem(
            file=importer.place,
            message=message,
            expected=f"the same {noun}, edited; for other {noun} another name (--name), or --keep-missing",
        )
    ]


def _link(links: Iterable[Link], staged: Staging, batch: Batch) -> None:
    """Let links between claims lead to the present version of each."""
    for claim, name, target, stored in links:
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
    label = f"Import of {importer.name} {importer.noun}, {day.day} {day:%B %Y}"
    return [
        ox.Triple(stamp.run, ox.NamedNode(name), value)
        for name, value in (
            (RDF + "type", ox.NamedNode(CG + "Extraction")),
            (SKOS + "prefLabel", ox.Literal(label, language="en")),
            (CG + "method", ox.NamedNode(VOCAB + "method-import")),
            (CG + "layer", ox.NamedNode(f"{VOCAB}layer-{importer.layer}")),
            (PROV + "endedAtTime", stamp.moment),
            (DCTERMS + "identifier", ox.Literal(importer.fingerprint())),
            (CG + "dataset", ox.Literal(importer.name)),
        )
    ]


def _key(importer: Importer, stamp: Stamp, snapshot: str, keep_missing: bool) -> str:
    moment = stamp.moment.value
    parts = (importer.name, importer.layer, importer.fingerprint(), moment, snapshot, str(keep_missing))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _home(store: Store) -> Path | None:
    return Path(store.location) if isinstance(store, DirectoryStore) else None


def _report(
    importer: Importer,
    problems: list[Problem],
    outcome: Outcome | None = None,
    *,
    done: Done | None = None,
    run: str | None = None,
    seconds: float = 0.0,
) -> ImportReport:
    done = done or Done()
    errors = sum(problem.severity == "error" for problem in problems)
    return ImportReport(
        importer=importer.name,
        layer=importer.layer,
        files=importer.files,
        read=importer.count(),
        errors=max(importer.errors, errors),
        written=done.written,
        unchanged=done.unchanged,
        revised=done.revised,
        withdrawn=done.withdrawn,
        described=done.described,
        added=outcome.added if outcome else 0,
        removed=outcome.removed if outcome else 0,
        snapshot=outcome.snapshot if outcome else None,
        run=run,
        seconds=seconds,
        problems=tuple(problems),
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
