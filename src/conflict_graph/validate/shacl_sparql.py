"""SPARQL constraints, each asked once over everything instead of once for every thing.

A SHACL processor runs a SPARQL constraint for one focus node after the other. The shapes are written so that each
query binds ``$this`` by itself; asked once, they take milliseconds, and the same text serves a whole store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from conflict_graph.namespaces import RDFS
from conflict_graph.validate.indexed import Described, key
from conflict_graph.validate.shacl_shapes import Shape, Term, shapes
from conflict_graph.validate.violation import Result

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


def broken_rules(select: Select, *, only: Callable[[Shape], bool] | None = None) -> list[Result]:
    """Return the rows of every SPARQL constraint, or of those `only` picks, whose ``$this`` is a target of its shape.

    select answers a SELECT query by rows without unbound variables: over a document's own little store, or over a
    whole one that holds the ontology beside the data.
    """
    below: dict[str, list[str]] = {}
    results = []
    for shape in shapes().values():
        if shape.select and (only is None or only(shape)):
            for kind in shape.targets:
                if kind not in below:
                    below[kind] = _below(kind, select)
            rows = select(_narrowed(shape.select, [one for kind in shape.targets for one in below[kind]], shape))
            results += [_result(shape, row) for row in rows if "this" in row]
    return results


def _below(kind: str, select: Select) -> list[str]:
    """Return a class and its subclasses; asked for first, they make the question of membership many times as fast."""
    rows = select(f"SELECT ?kind WHERE {{ ?kind <{RDFS}subClassOf>* <{kind}> }}")
    return list(dict.fromkeys([kind, *(key(row["kind"]) for row in rows)]))


def _narrowed(constraint: str, kinds: Iterable[str], shape: Shape) -> str:
    """Return a constraint that is asked of the targets of its shape alone, so that nobody need know all of them."""
    prologue, keyword, rest = constraint.partition("SELECT")
    of = [f"EXISTS {{ VALUES ?targetClass {{ <{'> <'.join(kinds)}> }} $this a ?targetClass }}"] if shape.targets else []
    of += [f"EXISTS {{ $this <{name}> ?targetValue }}" for name in shape.subjects_of]
    return f"{prologue}SELECT * WHERE {{ {{ {keyword}{rest} }} FILTER({' || '.join(of)}) }}"


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
