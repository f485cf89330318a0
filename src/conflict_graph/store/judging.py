"""Judging an import by the shapes before it is published, without taking it into memory.

The rules that compare several claims are asked once, over the whole graph as it would be. Those that look at one thing
are put to one example of each pattern of statements (see `patterns`); what breaks a rule breaks it for all alike.
What is only a warning, such as two open positions of one holder, does not keep tables out and is not asked for.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import CG, ORG, PROV, RDFS
from conflict_graph.read.context import describe_query
from conflict_graph.read.importers.columns import BY_NAME
from conflict_graph.read.importers.contract import Origin, Problem
from conflict_graph.read.importers.problems import KEPT
from conflict_graph.read.native import broken_rules
from conflict_graph.read.rdf import RdfDocument
from conflict_graph.read.report import Finding
from conflict_graph.read.shapes import Shape, Term, shapes
from conflict_graph.read.validate import validate
from conflict_graph.resources import data_file
from conflict_graph.store import engine
from conflict_graph.store.base import Change, Staged, Store
from conflict_graph.store.derive import SHORTCUTS
from conflict_graph.store.snapshot import Snapshot
from conflict_graph.store.staging import Staging

_CHUNK: Final = 200
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    CG + "statedOn": ("known_by", "as_of", "stated_on", "source_ids"),
    CG + "validFrom": ("valid_from", "stated_on", "office_from", "start", "date", "as_of"),
    CG + "validUntil": ("valid_until", "office_until", "end", "as_of", "stated_on"),
    CG + "startDate": ("start",),
    CG + "endDate": ("end",),
    CG + "inEvent": ("meeting", "id"),
    CG + "participant": ("participant",),
    CG + "participationStatus": ("status",),
    CG + "eventStatus": ("status",),
    CG + "holder": ("holder",),
    CG + "stance": ("stance",),
    CG + "onIssue": ("issue",),
    CG + "onOption": ("option",),
    CG + "supersedes": ("supersedes",),
    CG + "contradicts": ("contradicts",),
    CG + "contingentOn": ("condition",),
    CG + "hasEvidence": ("quote", "source_ids"),
    CG + "onBehalfOf": ("on_behalf_of",),
    CG + "value": ("count", "kind"),
    CG + "role": ("role",),
    ORG + "member": ("member", "id"),
    ORG + "organization": ("group",),
    PROV + "wasRevisionOf": ("id",),
}
"""The columns that a property comes from, those first that are likeliest to be at fault."""


class Refused(Exception):
    """A change would break the shapes: what to tell of it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} claims break the shapes")
        self.problems = problems


def judge(staged: Staged, *, told: Staging) -> None:
    """Let an import pass, or raise Refused with the rows whose claims would break the shapes."""
    problems = list(_problems(staged.after, told))
    if problems:
        raise Refused(problems)


def rehearsed(store: Store, change: Change, told: Staging) -> list[Problem]:
    """Return the rows whose claims would break the shapes, had the change been made; nothing is changed."""
    draft = _copy(store, told.folder / "draft")
    engine.apply(draft, change)
    return list(_problems(draft, told))


def _copy(store: Store, place: Path) -> ox.Store:
    view = store.view()
    if isinstance(view, Snapshot):
        view.database.backup(str(place))
        return ox.Store(str(place))
    copy = ox.Store(str(place))
    copy.bulk_extend(view.quads())
    return copy


def _problems(after: ox.Store, told: Staging) -> Iterator[Problem]:
    """Yield what breaks the shapes among what an import told of, row by row."""
    names = dict.fromkeys([*told.examples(), *(name for name in _in_several(after, told.folder) if told.origin(name))])
    found = (finding for some in _parts(list(names)) for finding in _findings(after, some))
    rows = ((finding, origin) for finding in found for origin in _origins(finding, told))
    for finding, origin in islice(dict.fromkeys(rows), KEPT):
        yield _problem(finding, origin)


def _in_several(after: ox.Store, folder: Path) -> set[str]:
    """Return what breaks a rule that compares several claims, by name, in the whole graph."""
    if _knows_classes(after):
        return _broken(after)
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as place:
        return _broken(_with_ontology(after, Path(place) / "copy"))


def _broken(store: ox.Store) -> set[str]:
    def select(query: str) -> list[Mapping[str, Term]]:
        return [dict(row) for row in engine.select(store, query)]

    return {result.focus for result in broken_rules(select, asked=_is_asked)}


def _is_asked(shape: Shape) -> bool:
    """Whether a rule keeps tables out; shortcuts follow from claims and need no judgement."""
    derived = bool(shape.subjects_of) and set(shape.subjects_of) <= {name.value for name in SHORTCUTS}
    return shape.severity == "violation" and not derived


def _knows_classes(store: ox.Store) -> bool:
    below = store.quads_for_pattern(ox.NamedNode(CG + "Meeting"), ox.NamedNode(RDFS + "subClassOf"), None)
    return next(below, None) is not None


def _with_ontology(store: ox.Store, place: Path) -> ox.Store:
    try:
        store.backup(str(place))
        copy = ox.Store(str(place))
    except RuntimeError:  # it is in memory
        copy = ox.Store()
        copy.bulk_extend(store)
    copy.bulk_load(path=str(data_file("ontology.ttl")), format=ox.RdfFormat.TURTLE)
    return copy


def _findings(after: ox.Store, names: Sequence[str]) -> Iterator[Finding]:
    nodes = " ".join(f"<{name}>" for name in names)
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {nodes} }} ?s ?p ?o }}"
    triples = engine.construct(after, query, union=True)
    told = (one for one in dict.fromkeys(triples) if one.predicate not in SHORTCUTS)
    quads = [ox.Quad(one.subject, one.predicate, one.object) for one in told]

    def lookup(iris: Sequence[str]) -> list[ox.Triple]:
        return engine.construct(after, describe_query(iris), union=True)

    yield from validate([RdfDocument("tables", quads, "")], lookup=lookup).violations


def _origins(finding: Finding, told: Staging) -> Iterator[Origin]:
    """Yield the rows that a finding holds for: where one thing alone breaks a rule, all of its pattern do."""
    if shapes()[finding.shape].select is None:
        yield from (origin for _, origin in told.alike(finding.subject))
    else:
        origin = told.origin(finding.subject)
        if origin:
            yield origin


def _problem(finding: Finding, origin: Origin) -> Problem:
    table = BY_NAME.get(origin.table)
    wanted = _COLUMNS.get(finding.path or "", ("id",))
    columns = [name for name in wanted if table and table.column(name)]
    return Problem(
        file=origin.file,
        row=origin.row,
        column=columns[0] if columns else None,
        value=finding.value,
        message=finding.message,
        expected=finding.expected,
    )


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + _CHUNK] for at in range(0, len(names), _CHUNK))
