"""SPARQL constraints, each asked once over everything instead of once for every thing.

A SHACL processor runs a SPARQL constraint for one focus node after the other. The shapes are written so that each
query binds ``$this`` by itself; asked once, they take milliseconds, and the same text serves a whole store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from conflict_graph.namespaces import RDFS
from conflict_graph.read.described import Described, key
from conflict_graph.read.result import Result
from conflict_graph.read.shapes import Shape, Term, shapes

Select = Callable[[str], Iterable[Mapping[str, Term]]]

_RESERVED = ("this", "path", "value")


def check_sparql(described: Described) -> list[Result]:
    """Return what the SPARQL constraints find in the documents; things known only from the context are not judged."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*_triple(statement)) for statement in described.statements())

    def select(query: str) -> Iterable[Mapping[str, Term]]:
        rows = store.query(query)
        if not isinstance(rows, ox.QuerySolutions):
            raise TypeError("a SPARQL constraint is a SELECT query")
        names = [variable.value for variable in rows.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in rows]

    return [result for result in broken_rules(select) if described.is_judged(result.focus)]


def broken_rules(select: Select, *, asked: Callable[[Shape], bool] | None = None) -> list[Result]:
    """Return the rows of every SPARQL constraint, or of those asked, whose ``$this`` is a target of its shape.

    select answers a SELECT query by rows without unbound variables: over a document's own little store, or over a
    whole one that holds the ontology beside the data.
    """
    members: dict[str, frozenset[str]] = {}
    results = []
    for shape in shapes().values():
        if shape.select and (asked is None or asked(shape)):
            rows = [row for row in select(shape.select) if "this" in row]
            targets = _targets(shape, select, members) if rows else frozenset()
            results += [_result(shape, row) for row in rows if key(row["this"]) in targets]
    return results


def _targets(shape: Shape, select: Select, members: dict[str, frozenset[str]]) -> frozenset[str]:
    queries = [_members(kind, select) for kind in shape.targets]
    queries += [f"SELECT DISTINCT ?this WHERE {{ ?this <{name}> ?any }}" for name in shape.subjects_of]
    for query in queries:
        if query not in members:
            members[query] = frozenset(key(row["this"]) for row in select(query))
    return frozenset().union(*(members[query] for query in queries))


def _members(kind: str, select: Select) -> str:
    """Return the query for the members of a class; its subclasses are asked for first, which is many times as fast."""
    below = (str(row["kind"]) for row in select(f"SELECT ?kind WHERE {{ ?kind <{RDFS}subClassOf>* <{kind}> }}"))
    return f"SELECT DISTINCT ?this WHERE {{ VALUES ?kind {{ <{kind}> {' '.join(below)} }} ?this a ?kind }}"


def _result(shape: Shape, row: Mapping[str, Term]) -> Result:
    return Result(
        shape=shape.iri,
        focus=key(row["this"]),
        path=key(row["path"]) if "path" in row else None,
        values=(row["value"],) if "value" in row else (),
        others={name: term for name, term in row.items() if name not in _RESERVED},
        component="SPARQL",
    )


def _triple(statement: ox.Triple | ox.Quad) -> tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Term]:
    subject = statement.subject
    if isinstance(subject, ox.Triple):
        raise TypeError("RDF 1.1 has no triple terms")
    return subject, statement.predicate, statement.object
