"""What the documents mention and a store already knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.namespaces import CG, OA, ONTOLOGY, PROV, VOCAB
from conflict_graph.rdf.documents import RdfDocument
from conflict_graph.validate.indexed import Statement

Lookup = Callable[[Sequence[str]], Iterable[Statement]]

_BATCH = 500
_FOLLOWED = (CG + "supersedes", CG + "inferredFrom", CG + "contradicts", PROV + "wasRevisionOf", OA + "hasSelector")
_DERIVED = frozenset(CG + name for name in ("memberOf", "attends", "metWith", "currentStatus", "currentPosition"))


def gather(documents: Sequence[RdfDocument], lookup: Lookup) -> list[Statement]:
    """Return what a store knows of the things the documents name.

    Things the documents describe are asked for as well, since after a load both descriptions stand together; so what
    the store's description of them names is asked for, too. Chains of claims are followed to their end. Derived
    shortcuts are left out: they are rebuilt after every load.
    """
    quads = [quad for document in documents for quad in document.quads]
    judged = {quad.subject for quad in quads}
    seen: set[str] = set()
    context: list[Statement] = []
    pending = list(dict.fromkeys(_mentioned(quads)))
    while pending:
        seen.update(pending)
        fetched = [
            one for batch in batched(pending, _BATCH) for one in lookup(batch) if one.predicate.value not in _DERIVED
        ]
        context += fetched
        followed = (one for one in fetched if one.subject in judged or one.predicate.value in _FOLLOWED)
        pending = [iri for iri in dict.fromkeys(_mentioned(followed)) if iri not in seen]
    return context


def standing_alone(documents: Sequence[RdfDocument], lookup: Lookup) -> Lookup:
    """Return a lookup that keeps silent on whatever the documents describe themselves.

    So a file is judged by its own words, and only what it merely mentions is taken from the store.
    """
    described = {quad.subject for document in documents for quad in document.quads}
    return lambda iris: (one for one in lookup(iris) if one.subject not in described)


def _mentioned(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        if isinstance(statement.subject, ox.NamedNode):
            yield statement.subject.value
        object_ = statement.object
        if isinstance(object_, ox.NamedNode) and not object_.value.startswith((ONTOLOGY, VOCAB)):
            yield object_.value


def describe_query(iris: Sequence[str]) -> str:
    """Return the CONSTRUCT query that answers a lookup: what is said of things, and the claims that bear on them.

    Beside their own descriptions, the successors of claims and what is claimed of events are needed: whether a claim
    has a successor already, and whether an event was held, is said by others.
    """
    things = " ".join(str(ox.NamedNode(iri)) for iri in iris)
    return f"""CONSTRUCT {{ ?thing ?property ?value }} WHERE {{
      {{ VALUES ?thing {{ {things} }} ?thing ?property ?value }}
      UNION {{ VALUES ?old {{ {things} }} ?thing <{CG}supersedes> ?old . ?thing ?property ?value }}
      UNION {{ VALUES ?event {{ {things} }} ?thing <{CG}inEvent> ?event ; <{CG}eventStatus> ?status .
               ?thing ?property ?value }}
    }}"""
