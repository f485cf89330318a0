"""SHACL Core by pySHACL: the shapes that look at one thing and its properties."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from conflict_graph.namespaces import RDFS, SH
from conflict_graph.validate.indexed import Described, Statement, key, ontology
from conflict_graph.validate.shacl_shapes import Term, core_quads, shapes
from conflict_graph.validate.violation import Result

if TYPE_CHECKING:
    import rdflib


def check_core(described: Described) -> list[Result]:
    """Return what SHACL Core finds in the documents; things known only from the context are not judged."""
    import pyshacl

    with _quiet_about_literals():
        data = _rdflib_graph((*described.data(), *_class_tree()))
        _, report, _ = pyshacl.validate(data, shacl_graph=_core_graph(), inference="none", inplace=True)
    results = (_result(about, described) for about in _rows(report))
    return [result for result in results if described.is_judged(result.focus)]


def _class_tree() -> Iterator[Statement]:
    """Yield what SHACL Core needs of the ontology: which class is below which."""
    return (quad for quad in ontology() if quad.predicate.value == RDFS + "subClassOf")


@cache
def _core_graph() -> rdflib.Graph:
    return _rdflib_graph(core_quads())


@contextmanager
def _quiet_about_literals() -> Iterator[None]:
    """Keep rdflib from logging ill-typed literals: the report says the same with file and line."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _rdflib_graph(statements: Iterable[Statement]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for statement in statements:
        graph.add((_to_rdflib(statement.subject), _to_rdflib(statement.predicate), _to_rdflib(statement.object)))
    return graph


def _to_rdflib(term: Term) -> Any:
    """Return the term as rdflib writes it, with the literal's text as it stands."""
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Triple):
        raise TypeError("RDF 1.1 has no triple terms")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _from_rdflib(term: Any) -> Term:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)


def _rows(report: rdflib.Graph) -> Iterator[dict[str, Any]]:
    """Yield each validation result as a mapping from the local name of a SHACL property to its value."""
    import rdflib

    for node in report.objects(None, rdflib.URIRef(SH + "result")):
        yield {str(name).removeprefix(SH): value for name, value in report.predicate_objects(node)}


def _result(about: dict[str, Any], described: Described) -> Result:
    shape = shapes()[str(about["sourceShape"])]
    focus = key(_from_rdflib(about["focusNode"]))
    component = str(about["sourceConstraintComponent"]).removeprefix(SH).removesuffix("ConstraintComponent")
    given = {path: described.values(focus, *path) for path in shape.paths}
    path = next((path for path, values in given.items() if values), shape.paths[0] if shape.paths else ())
    if "value" in about and shape.paths:
        values = [_from_rdflib(about["value"])]
    else:
        values = [value for group in given.values() for value in group]
    last = path[-1] if path else None
    return Result(shape=shape.iri, focus=focus, path=last, values=tuple(values), component=component)
