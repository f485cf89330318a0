"""Small stores for the tests of asking: the two fixture articles, and claims written by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from conflict_graph.namespaces import CG, PREFIXES, expand
from conflict_graph.resources import data_file
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore

ARTICLES = Path(__file__).parents[1] / "fixtures" / "articles"
_HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
_RUN = """
run:r a cg:Extraction ; cg:layer v:layer-article .
src:s a cg:Source ; dcterms:title "A source"@en .
ev:e a cg:Evidence ; oa:hasSource src:s ; cg:evidenceGrade v:evidence-source-only .
"""
COMMON = """ cg:hasEvidence ev:e ; cg:firmness v:firmness-stated ; prov:wasGeneratedBy run:r ;
  prov:generatedAtTime "2026-06-01T12:00:00Z"^^xsd:dateTime """


def written(turtle: str) -> MemoryStore:
    """A store with these statements; COMMON in them stands for what every claim has."""
    store = MemoryStore()
    text = _HEAD + _RUN + turtle.replace("COMMON", COMMON)
    store.change(Change(add=list(ox.parse(text.encode(), ox.RdfFormat.TURTLE))))
    return store


@cache
def articles() -> MemoryStore:
    """The two fixture articles with their texts, and the ontology; not to be changed."""
    store = MemoryStore()
    files = (data_file("ontology.ttl"), *sorted(ARTICLES.glob("*.ttl")))
    quads = [quad for file in files for quad in ox.parse(path=str(file))]
    for file in sorted((ARTICLES / "sources").glob("*.txt")):
        source = ox.NamedNode(expand(f"src:{file.stem}"))
        quads.append(ox.Quad(source, ox.NamedNode(CG + "text"), ox.Literal(file.read_text(encoding="utf-8"))))
    store.change(Change(add=quads))
    return store
