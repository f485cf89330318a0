"""What a change touches, so that a check need look at nothing else.

Nothing in the engine tells which statements an update changed, and to compare two large stores takes seconds. So each
operation of an update is asked beforehand, as a query over the same pattern, what it is about to write. Operations
that cannot be asked so (CLEAR, COPY, texts with BASE ...) are found out by comparing the two states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import InvalidParameter
from conflict_graph.namespaces import RDF
from conflict_graph.sparql import text as sparql_text
from conflict_graph.sparql.text import SparqlText
from conflict_graph.sparql.update_operations import Operation, operations
from conflict_graph.store import engine
from conflict_graph.store.base import Change
from conflict_graph.vocabulary import claim_classes

ANONYMOUS_CLAIM: Final = "_:"
"""Stands for every blank node that was made a claim: it has no name to look it up by."""

_TYPE: Final = ox.NamedNode(RDF + "type")


def apply_statements(store: ox.Store, change: Change, *, watch: bool = True) -> set[str]:
    """Carry out all of a change but its updates; return the subjects it touches, maybe some more, when watched."""
    steps = replace(change, updates=())
    if not watch:
        engine.apply(store, steps)
        return set()
    if change.files or change.without:
        return _by_comparison(store, lambda: engine.apply(store, steps))
    cleared = (quad for name in change.clear for quad in engine.quads(store, name))
    changed = subjects(cleared) | subjects(change.remove) | subjects(change.add)
    engine.apply(store, steps)
    return changed


def apply_updates(store: ox.Store, updates: Sequence[str]) -> set[str]:
    """Carry out updates one after the other; return the subjects that they touch, maybe some more.

    Raises QuerySyntaxError, OutwardRequestRefused, InvalidParameter; the caller throws the store away then.
    """
    return set().union(*(_apply(store, text) for text in engine.checked(updates)))


def subjects(statements: Iterable[ox.Quad | ox.Triple]) -> set[str]:
    """Return the IRIs of subjects, and ANONYMOUS_CLAIM when a blank node is made a claim.

    >>> from conflict_graph.namespaces import CG
    >>> a, claim = ox.NamedNode("urn:a"), ox.NamedNode(CG + "Position")
    >>> sorted(subjects([ox.Triple(a, _TYPE, claim), ox.Triple(ox.BlankNode(), _TYPE, claim)]))
    ['_:', 'urn:a']
    """
    names: set[str] = set()
    for one in statements:
        if isinstance(one.subject, ox.NamedNode):
            names.add(one.subject.value)
        elif one.predicate == _TYPE and isinstance(one.object, ox.NamedNode) and one.object.value in claim_classes():
            names.add(ANONYMOUS_CLAIM)
    return names


def _apply(store: ox.Store, text: SparqlText) -> set[str]:
    plain = sparql_text.parse(text.with_full_iris(), update=True)
    steps = list(operations(plain))
    if any(token.is_word("BASE", "VERSION") for token in plain.tokens) or not steps:
        return _by_comparison(store, lambda: engine.update(store, text))
    if len(steps) == 1:
        return _carry_out(store, steps[0], text)
    _check_syntax(text)
    return set().union(*(_carry_out(store, step, sparql_text.parse(step.text, update=True)) for step in steps))


def _check_syntax(text: SparqlText) -> None:
    """Raise QuerySyntaxError at its place in the whole text, before the operations are carried out one by one."""
    try:
        engine.check_syntax(text)
    except InvalidParameter:  # it parses, but the empty store of the check has not got the graphs it names
        return


def _carry_out(store: ox.Store, step: Operation, text: SparqlText) -> set[str]:
    """Carry out the update of one operation; return the subjects that it touches, maybe some more."""
    written = _about_to_write(store, step)
    if written is None:
        return _by_comparison(store, lambda: engine.update(store, text))
    engine.update(store, text)
    return written


def _about_to_write(store: ox.Store, step: Operation) -> set[str] | None:
    """Return the subjects an operation is about to write or remove; None when it cannot be asked."""
    try:
        if step.data is not None:
            scratch = ox.Store()
            scratch.update(step.data)
            return subjects(scratch)
        if step.question is None:
            return None
        graph = ox.NamedNode(step.graph) if step.graph else None
        answer = store.query(step.question, default_graph=graph)
        return subjects(answer) if isinstance(answer, ox.QueryTriples) else None
    except (SyntaxError, ValueError):  # the update itself will tell what is wrong, if anything is
        return None


def _by_comparison(store: ox.Store, carry_out: Callable[[], None]) -> set[str]:
    before = _lines(store)
    carry_out()
    changed = before ^ _lines(store)
    return subjects(ox.parse(b"\n".join(changed), format=ox.RdfFormat.N_QUADS))


def _lines(store: ox.Store) -> set[bytes]:
    return set((store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines())
