"""The rules that compare several claims, asked once over a whole graph."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from conflict_graph.namespaces import CG, RDFS
from conflict_graph.resources import data_file
from conflict_graph.store import engine
from conflict_graph.validate.shacl_shapes import Shape, Term
from conflict_graph.validate.shacl_sparql import broken_rules
from conflict_graph.write.shortcuts import SHORTCUTS


def breaking(graph: ox.Store, folder: Path | None = None) -> set[str]:
    """Return what breaks a rule that compares several claims, by name; folder has room for a copy of the graph."""
    if _knows_classes(graph):
        return _broken(graph)
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as place:
        return _broken(_with_ontology(graph, Path(place) / "copy"))


def _broken(graph: ox.Store) -> set[str]:
    def select(query: str) -> list[Mapping[str, Term]]:
        return [dict(row) for row in engine.select(graph, query)]

    return {result.focus for result in broken_rules(select, only=_is_decisive)}


def _is_decisive(shape: Shape) -> bool:
    """Whether what breaks a rule is refused; shortcuts follow from claims and need no judgement."""
    derived = bool(shape.subjects_of) and set(shape.subjects_of) <= {name.value for name in SHORTCUTS}
    return shape.severity == "violation" and not derived


def _knows_classes(graph: ox.Store) -> bool:
    below = graph.quads_for_pattern(ox.NamedNode(CG + "Meeting"), ox.NamedNode(RDFS + "subClassOf"), None)
    return next(below, None) is not None


def _with_ontology(graph: ox.Store, place: Path) -> ox.Store:
    try:
        graph.backup(str(place))
        copy = ox.Store(str(place))
    except RuntimeError:  # it is in memory
        copy = ox.Store()
        copy.bulk_extend(graph)
    copy.bulk_load(path=str(data_file("ontology.ttl")), format=ox.RdfFormat.TURTLE)
    return copy
