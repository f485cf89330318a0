"""The graph's description of one thing as triples: its own statements, and the claims about it with their evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from conflict_graph.ask.claims import select
from conflict_graph.ask.labels import BATCH, text
from conflict_graph.ask.sources import source_text
from conflict_graph.ask.supports import resting
from conflict_graph.batching import batched
from conflict_graph.errors import NotFound
from conflict_graph.namespaces import CG, ID, OA, PROV, RDF, SHORTCUTS, SKOS
from conflict_graph.queries.catalogue import run
from conflict_graph.scope import ALL, Scope
from conflict_graph.store.base import Store

MOST_CLAIMS: Final = 500
_TEXT: Final = ox.NamedNode(CG + "text")
_FOLLOWED: Final = {CG + "hasEvidence", OA + "hasSelector", OA + "hasSource", PROV + "wasGeneratedBy"}
_NAMING: Final = {RDF + "type", SKOS + "prefLabel"}
_DEPTH: Final = 3


@dataclass(frozen=True, slots=True)
class Description:
    """Triples about a thing; claims is the number of claims there are about it, shown how many are described."""

    triples: list[ox.Triple]
    claims: int
    shown: int


def describe(store: Store, iri: str, scope: Scope = ALL, *, limit: int = MOST_CLAIMS) -> Description:
    """Return what the graph says of one thing, of any kind: claim, evidence, source and run too.

    The claims that name it come with their evidence, the quoted spans, the sources (without their texts) and the
    runs that made them. At most limit claims are described, those stated last; the numbers say how many there are.
    A source brings its own text, where that is kept. Shortcuts say how things stand by all claims there are, so that a
    narrower scope leaves them out. Raises NotFound.
    """
    own = _triples(store, [iri])
    if not own:
        raise NotFound("thing", iri)
    if scope != ALL:
        own = [triple for triple in own if triple.predicate.value not in SHORTCUTS]
    claims = [claim for claim in _claims(store, iri, scope) if claim != iri]
    shown = claims[-limit:] if limit else []
    triples = dict.fromkeys([*own, *_text_of(store, iri), *_triples(store, shown)])
    return Description(_followed_up(store, triples, {iri, *shown}), len(claims), len(shown))


def describe_claims(store: Store, iris: Collection[str], *, limit: int = MOST_CLAIMS) -> Description:
    """Return claims with the things they speak of by name, their evidence, sources and runs; at most limit claims."""
    shown = sorted(iris)[:limit]
    triples = dict.fromkeys(_triples(store, shown))
    named = {text(triple.object) for triple in triples if _is_thing(triple.object)}
    names = [triple for triple in _triples(store, sorted(named)) if triple.predicate.value in _NAMING]
    return Description(_followed_up(store, triples | dict.fromkeys(names), set(shown)), len(iris), len(shown))


def _is_thing(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith(ID)


def _followed_up(store: Store, triples: dict[ox.Triple, None], things: Collection[str]) -> list[ox.Triple]:
    """Return triples with what their subjects rest on: evidence, selectors, sources and runs."""
    for _ in range(_DEPTH):
        known = {text(triple.subject) for triple in triples if _rests(triple)}
        things = sorted(_followed(triples, things) - known)
        triples = triples | dict.fromkeys(_triples(store, things))
    return list(triples)


def _rests(triple: ox.Triple) -> bool:
    """Tell whether a triple is more than the name or the class of its subject."""
    return isinstance(triple.subject, ox.NamedNode) and triple.predicate.value not in _NAMING


def _claims(store: Store, iri: str, scope: Scope) -> list[str]:
    """Return the claims that belong to a thing, in whatever way its kind allows."""
    kind = iri.removeprefix(ID).partition("/")[0] if iri.startswith(ID) else ""
    if kind == "claim":
        return []
    scope = scope.replace(holds="possible") if scope.valid_at else scope
    if kind == "evidence":
        return resting(store, scope, evidence=iri)
    if kind == "run":
        return resting(store, scope, extraction=iri)
    matches = select(store, scope.resting_on(iri)) if kind == "source" else select(store, scope, entity=iri)
    return [claim for claim, _ in matches]


def _triples(store: Store, iris: Collection[str]) -> list[ox.Triple]:
    """Return the statements of these things, the texts of sources left out."""
    rows = [row for batch in batched(iris, BATCH) for row in run(store, "statements", thing=batch)]
    return [ox.Triple(row["thing"], row["property"], row["value"]) for row in rows]  # type: ignore[arg-type]


def _text_of(store: Store, iri: str) -> list[ox.Triple]:
    """Return the text of a source as a triple, if the thing is a source whose text is kept."""
    if not iri.startswith(ID + "source/"):
        return []
    full_text = source_text(store, iri).text
    return [ox.Triple(ox.NamedNode(iri), _TEXT, ox.Literal(full_text))] if full_text else []


def _followed(triples: Iterable[ox.Triple], subjects: Collection[str]) -> set[str]:
    return {
        text(triple.object)
        for triple in triples
        if text(triple.subject) in subjects and triple.predicate.value in _FOLLOWED
    }
