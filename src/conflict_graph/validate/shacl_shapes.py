"""The rules of ``shapes.ttl`` as records: words for findings, SPARQL to run, and the Core shapes as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import BASE, RDF, SH, SHAPES
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.resources import data_file
from conflict_graph.validate.report import Severity

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_HEADER: Final = ox.NamedNode(BASE + "shapes")
_PROPERTY: Final = ox.NamedNode(SH + "property")
_COMPARISONS: Final = (SH + "lessThan", SH + "lessThanOrEquals")


@dataclass(frozen=True, slots=True)
class Shape:
    """One rule that a finding can name.

    paths are the properties it looks at, each as the steps that lead there; compared is the property they are compared
    with. select is the SPARQL of a SPARQL constraint with its prefixes; it binds ``?this`` by itself, and its rows
    count for things of the classes in targets, or with one of the properties in subjects_of.
    """

    iri: str
    message: str
    expected: str
    next_step: str
    severity: Severity
    paths: tuple[tuple[str, ...], ...] = ()
    compared: str | None = None
    select: str | None = None
    targets: tuple[str, ...] = ()
    subjects_of: tuple[str, ...] = ()
    is_check: bool = False


@cache
def shapes() -> dict[str, Shape]:
    """Return every rule by its IRI: property shapes, node shapes with a constraint of their own, checks in code.

    >>> shapes()[SHAPES + "claim-evidence"].message
    'A claim must rest on evidence.'
    """
    index = _index()
    prefixes = _prefixes(index)
    named = (node for node in index if isinstance(node, ox.NamedNode) and SH + "message" in index[node])
    return {node.value: _shape(node, index, prefixes) for node in named}


@cache
def core_quads() -> tuple[ox.Quad, ...]:
    """Return the shapes graph without SPARQL constraints and checks in code: plain SHACL Core.

    Property shapes have the targets of their node shapes for their own. That means the same, and pySHACL looks at all
    things of a target at once, where it goes through the properties of a node shape thing by thing.
    """
    left_out = {rule.iri for rule in shapes().values() if rule.select or rule.is_check} | {_HEADER.value}
    quads = _quads()
    inner = {q.object for q in quads if _value(q.subject) in left_out and isinstance(q.object, ox.BlankNode)}
    core = [q for q in quads if _value(q.subject) not in left_out and q.subject not in inner]
    holders = [(q.subject, q.object) for q in core if q.predicate == _PROPERTY]
    targets = [q for q in core if q.predicate.value.startswith(SH + "target")]
    own = (
        ox.Quad(shape, target.predicate, target.object)
        for holder, shape in holders
        if isinstance(shape, ox.NamedNode | ox.BlankNode) and _value(shape) not in left_out
        for target in targets
        if target.subject == holder
    )
    return (*(q for q in core if q.predicate != _PROPERTY), *own)


@cache
def _quads() -> list[ox.Quad]:
    return read_rdf(data_file("shapes.ttl")).quads


_Index = dict[ox.NamedNode | ox.BlankNode, dict[str, list[Term]]]


@cache
def _index() -> _Index:
    index: _Index = defaultdict(lambda: defaultdict(list))
    for quad in _quads():
        if isinstance(quad.subject, ox.NamedNode | ox.BlankNode):
            index[quad.subject][quad.predicate.value].append(quad.object)
    return index


def _prefixes(index: _Index) -> str:
    declarations = (index[node] for node in index[_HEADER][SH + "declare"] if isinstance(node, ox.BlankNode))
    pairs = [(_text(d, SH + "prefix"), _text(d, SH + "namespace")) for d in declarations]
    return "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in sorted(pairs))


def _shape(node: ox.NamedNode, index: _Index, prefixes: str) -> Shape:
    about = index[node]
    constraints = [index[c] for c in about.get(SH + "sparql", []) if isinstance(c, ox.BlankNode)]
    compared = [value for name in _COMPARISONS for value in about.get(name, [])]
    return Shape(
        iri=node.value,
        message=_text(about, SH + "message"),
        expected=_text(about, SH + "description"),
        next_step=_text(about, SHAPES + "nextStep"),
        severity="warning" if _text(about, SH + "severity") == SH + "Warning" else "violation",
        paths=_paths(about.get(SH + "path", []), index),
        compared=_value(compared[0]) if compared else None,
        select=prefixes + _text(constraints[0], SH + "select") if constraints else None,
        targets=tuple(map(_value, about.get(SH + "targetClass", []))),
        subjects_of=tuple(map(_value, about.get(SH + "targetSubjectsOf", []))),
        is_check=ox.NamedNode(SHAPES + "Check") in about[RDF + "type"],
    )


def _paths(path: list[Term], index: _Index) -> tuple[tuple[str, ...], ...]:
    """Return a path as alternatives of steps; the shapes use single properties, sequences of them and choices."""
    if not path:
        return ()
    start = path[0]
    if isinstance(start, ox.BlankNode) and SH + "alternativePath" in index[start]:
        return tuple((step,) for step in _listed(index[start][SH + "alternativePath"][0], index))
    return (tuple(_listed(start, index)) if isinstance(start, ox.BlankNode) else (_value(start),),)


def _listed(node: Term, index: _Index) -> Iterator[str]:
    """Yield the IRIs of an RDF list."""
    while isinstance(node, ox.BlankNode):
        yield _value(index[node][RDF + "first"][0])
        node = index[node][RDF + "rest"][0]


def _text(about: dict[str, list[Term]], name: str) -> str:
    values = about.get(name, [])
    return _value(values[0]) if values else ""


def _value(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)
