"""Judging an import by the shapes before it is published, without taking it into memory.

The rules that compare several claims are asked once, over the whole graph as it would be. Those that look at one thing
are put to one example of each pattern of statements (see `patterns`); what breaks a rule breaks it for all alike.
What is only a warning, such as two open positions of one holder, does not keep records out and is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.imports.importer import Importer, Origin, Problem
from conflict_graph.imports.problems import MOST
from conflict_graph.imports.staging import Staging
from conflict_graph.rdf.documents import RdfDocument
from conflict_graph.store import engine
from conflict_graph.store.base import Change, Staged, Store
from conflict_graph.store.snapshot import Snapshot
from conflict_graph.validate.context import describe_query
from conflict_graph.validate.report import Finding
from conflict_graph.validate.shacl_shapes import shapes
from conflict_graph.validate.validate import validate
from conflict_graph.write.joint_rules import breaking
from conflict_graph.write.shortcuts import SHORTCUTS

_CHUNK: Final = 200


class Refused(Exception):
    """A draft has claims that break the shapes: what to tell of it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} claims break the shapes")
        self.problems = problems


def judge(draft: Staged, *, staging: Staging, importer: Importer) -> None:
    """Let the draft of an import pass, or raise Refused with the records whose claims would break the shapes."""
    problems = list(_problems(draft.after, staging, importer))
    if problems:
        raise Refused(problems)


def rehearsed(store: Store, change: Change, staging: Staging, importer: Importer) -> list[Problem]:
    """Return the records whose claims would break the shapes, had the change been made; nothing is changed."""
    draft = _copy(store, staging.folder / "draft")
    engine.apply(draft, change)
    return list(_problems(draft, staging, importer))


def _copy(store: Store, place: Path) -> ox.Store:
    view = store.view()
    if isinstance(view, Snapshot):
        view.database.backup(str(place))
        return ox.Store(str(place))
    copy = ox.Store(str(place))
    copy.bulk_extend(view.quads())
    return copy


def _problems(graph: ox.Store, staging: Staging, importer: Importer) -> Iterator[Problem]:
    """Yield what breaks the shapes among what an import wrote, record by record."""
    examples = staging.examples()
    conflicting = (name for name in breaking(graph, staging.folder) if staging.origin(name))
    names = list(dict.fromkeys([*examples, *conflicting]))
    findings = (finding for part in batched(names, _CHUNK) for finding in _findings(graph, part, importer.noun))
    places = ((finding, origin) for finding in findings for origin in _origins(finding, staging))
    for finding, origin in islice(dict.fromkeys(places), MOST):
        yield _problem(finding, origin, importer)


def _findings(graph: ox.Store, names: Iterable[str], document: str) -> Iterator[Finding]:
    """Yield what breaks a rule among some things, as if a document of that name described them."""
    statements = engine.statements(graph, names, [name.value for name in SHORTCUTS], union=True)
    quads = [ox.Quad(ox.NamedNode(subject), ox.NamedNode(name), value) for subject, name, value in statements]

    def lookup(iris: Sequence[str]) -> list[ox.Triple]:
        return engine.construct(graph, describe_query(iris), union=True)

    yield from validate([RdfDocument(document, quads, "")], lookup=lookup).violations


def _origins(finding: Finding, staging: Staging) -> Iterator[Origin]:
    """Yield the records that a finding holds for: where one thing alone breaks a rule, all of its pattern do."""
    if shapes()[finding.shape].select is None:
        yield from (origin for _, origin in staging.alike(finding.subject))
    else:
        origin = staging.origin(finding.subject)
        if origin:
            yield origin


def _problem(finding: Finding, origin: Origin, importer: Importer) -> Problem:
    return Problem(
        file=origin.file,
        row=origin.row,
        column=importer.place_of(finding.path or "", origin) or None,
        value=finding.value,
        message=finding.message,
        expected=finding.expected,
    )
