"""Loading: documents are checked, and what they say anew is committed in one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from conflict_graph.display import Display
from conflict_graph.errors import InvalidData, StoreChanged
from conflict_graph.store.base import Change, Dataset, Store
from conflict_graph.store.engine import graph_name
from conflict_graph.write.commit import commit
from conflict_graph.write.gate import gate

if TYPE_CHECKING:
    from conflict_graph.rdf.documents import RdfDocument
    from conflict_graph.validate.report import Report


@dataclass(frozen=True, slots=True, repr=False)
class LoadReport(Display):
    """What a load did: statements added, statements that were there already, the snapshot, and what the check said.

    report is None when the check was left out. Derived shortcuts are not counted.
    """

    added: int
    unchanged: int
    snapshot: str
    report: Report | None = None


def load(
    store: Store,
    documents: Sequence[RdfDocument],
    *,
    graph: str | None = None,
    check: bool = True,
) -> LoadReport:
    """Check documents and add what they say to a store, all of it or nothing.

    Statements of the documents' default graph go to graph, if one is named.
    When nothing is new, the snapshot stays the same.

    Raises InvalidData with the report when something does not hold up, in the documents or in the claims of the store
    that depend on what they say; ReadOnly, StoreLocked when others do not let go of the store in time.
    """
    quads = list(dict.fromkeys(_placed(documents, graph)))
    try:
        return _load(store, documents, quads, check)
    except StoreChanged:  # somebody else wrote meanwhile: again, and this time they wait
        with store.exclusive():
            return _load(store, documents, quads, check)


def _load(store: Store, documents: Sequence[RdfDocument], quads: Sequence[ox.Quad], check: bool) -> LoadReport:
    view = store.view()
    report = _checked(view, documents) if check else None
    present = _present(view, quads)
    new = [quad for quad in quads if quad not in present]
    counts = len(new), len(quads) - len(new)
    if not new:
        return LoadReport(*counts, view.snapshot, report)
    described = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    rules = partial(gate, judged=described) if check and store.drafts else None
    committed = commit(store, Change(add=new, based_on=view.snapshot), rules=rules)
    return LoadReport(*counts, committed.snapshot, report)


def judged(store: Store, documents: Sequence[RdfDocument], *, alone: bool = False) -> Report:
    """Return what the shapes and the texts of sources say of documents, together with what a store says of the same.

    alone: the documents stand for themselves, and only what they merely mention is looked up in the store.
    """
    from conflict_graph.validate.context import standing_alone
    from conflict_graph.validate.validate import validate

    known = _lookup(store)
    return validate(documents, lookup=standing_alone(documents, known) if alone else known)


def _lookup(store: Store) -> Callable[[Sequence[str]], Iterator[ox.Triple]]:
    """Return what `validate` asks about things its documents mention: a look into every graph of a store."""
    named = store.graphs()

    def ask(iris: Sequence[str]) -> Iterator[ox.Triple]:
        from conflict_graph.validate.context import describe_query

        query = describe_query(iris)
        yield from store.construct(query)
        if named:
            yield from store.construct(query, dataset=Dataset(default=tuple(named)))

    return ask


def _placed(documents: Sequence[RdfDocument], graph: str | None) -> Iterator[ox.Quad]:
    target = graph_name(graph or "default")
    for document in documents:
        for quad in document.quads:
            own = not isinstance(quad.graph_name, ox.DefaultGraph)
            yield quad if own else ox.Quad(quad.subject, quad.predicate, quad.object, target)


def _checked(store: Store, documents: Sequence[RdfDocument]) -> Report:
    report = judged(store, documents)
    if not report.conforms:
        raise InvalidData(report.summary(), report=report.to_dict())
    return report


def _present(store: Store, quads: Sequence[ox.Quad]) -> set[ox.Quad]:
    """Return what the store says of the same subjects in the same graphs."""
    subjects: dict[ox.NamedNode | ox.DefaultGraph, dict[str, None]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.graph_name, ox.BlankNode):
            subjects.setdefault(quad.graph_name, {})[quad.subject.value] = None
    present: set[ox.Quad] = set()
    for graph, names in subjects.items():
        statements = store.statements(names, graph=graph.value if isinstance(graph, ox.NamedNode) else None)
        present.update(
            ox.Quad(ox.NamedNode(name), ox.NamedNode(property_), o, graph) for name, property_, o in statements
        )
    return present
