"""Things: the card of one thing, and the way from a name to a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from conflict_graph.ask.labels import best_label, kind, text
from conflict_graph.ask.search import ACTORS, index, near_names
from conflict_graph.ask.statements import statements
from conflict_graph.errors import AmbiguousName, NotFound
from conflict_graph.model import Ref, Thing
from conflict_graph.namespaces import CG, DCTERMS, RDF, RDFS, SCHEMA, SKOS, expand, shorten
from conflict_graph.queries.catalogue import run
from conflict_graph.scope import Identified, Named, OneOrSeveral, Scope, ScopeArgs, Things, several
from conflict_graph.store.base import Store
from conflict_graph.vocabulary import check_classes, narrower

__all__ = ["ACTORS", "iris_of", "resolve", "scope_of", "statements_of", "thing"]

_LABELS: Final = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title")
_DEFINITIONS: Final = (SKOS + "definition", DCTERMS + "description", SCHEMA + "description")
_IDENTIFIERS: Final = (DCTERMS + "identifier", CG + "isoAlpha3", SKOS + "notation")
_SAME: Final = (SCHEMA + "sameAs", SKOS + "exactMatch")

Statements = dict[str, list[ox.NamedNode | ox.Literal]]


def thing(store: Store, iri: str) -> Thing:
    """Return the card of the thing with this IRI or prefixed name.

    A thing that was merged into another is returned with the other's IRI in `replaced_by`. Raises NotFound, with
    near names, when the graph holds nothing of that IRI, and InvalidParameter when it is no IRI.
    """
    full = expand(iri)
    statements = statements_of(store, full)
    if not statements:
        raise NotFound("thing", iri, near_names(store, Ref(full).name))
    labels = [term for item in _LABELS for term in statements[item] if isinstance(term, ox.Literal)]
    types = sorted(term.value for term in statements[RDF + "type"])
    aliases = {term.value for term in (*labels, *statements[SKOS + "altLabel"])}
    label = best_label(labels) or Ref(full).name
    return Thing(
        iri=full,
        label=label,
        kind=kind(types),
        types=tuple(types),
        aliases=tuple(sorted(aliases - {label})),
        definition=next((term.value for item in _DEFINITIONS for term in statements[item]), None),
        identifiers=tuple(term.value for item in _IDENTIFIERS for term in statements[item]),
        same_as=tuple(term.value for item in _SAME for term in statements[item]),
        replaced_by=next((term.value for term in statements[DCTERMS + "isReplacedBy"]), None),
        claim_counts=_claim_counts(store, full),
    )


def resolve(store: Store, name: str, kinds: Sequence[str] = ()) -> Thing:
    """Return the thing with this IRI, prefixed name, label or alias, whatever its case and accents.

    A preferred name goes before an alias; a thing that was merged leads to what took its place. kinds restricts
    the answer to classes (Person, Meeting, ...; Actor and Event stand for all of theirs). Raises NotFound with
    near names, AmbiguousName, listing the candidates, when several things have the name, and InvalidParameter for a
    class that there is not.
    """
    kinds = check_classes(kinds)
    if expand(name) != name or "://" in name:
        return _by_iri(store, name, kinds)
    hits = index(store).exact(name, kinds)
    best = [hit for hit in hits if hit.preferred] or hits
    if len(best) > 1:
        raise AmbiguousName(name, [(hit.thing.label, shorten(hit.thing.iri)) for hit in best])
    if not best:
        raise NotFound(_what(kinds), name, near_names(store, name, kinds))
    return thing(store, best[0].thing.iri)


def _by_iri(store: Store, name: str, kinds: Sequence[str]) -> Thing:
    card = thing(store, name)
    seen = {card.iri}
    while card.replaced_by and card.replaced_by not in seen:
        card = thing(store, card.replaced_by)
        seen.add(card.iri)
    if kinds and not any(card.kind in (*narrower(kind), kind) for kind in kinds):
        raise NotFound(_what(kinds), name, near_names(store, card.label, kinds), hint=f"It is a {card.kind}.")
    return card


def _what(kinds: Sequence[str]) -> str:
    if set(ACTORS) <= set(kinds):
        return "actor"
    return " or ".join(kinds) if kinds else "thing"


def statements_of(store: Store, iri: str) -> Statements:
    """Return every value of every property of one thing; empty when the graph holds nothing of it."""
    values: Statements = defaultdict(list)
    for property_, value in statements(store, iri):
        if isinstance(value, ox.NamedNode | ox.Literal):
            values[property_].append(value)
    return values


def _claim_counts(store: Store, iri: str) -> dict[str, int]:
    rows = run(store, "claim-counts", thing=iri)
    return {Ref(text(row["kind"])).name: int(text(row["claims"])) for row in rows}


def iris_of(store: Store, names: Things, kinds: OneOrSeveral = ()) -> list[str]:
    """Return the IRIs of one thing or several, given by name as `resolve` takes it, or in hand; empty texts left out.

    Raises NotFound, with near names, and AmbiguousName.
    """
    given = (names,) if names is None or isinstance(names, str | Identified) else names
    among = several(kinds)
    return [item.iri if isinstance(item, Identified) else resolve(store, item, among).iri for item in given if item]


def as_given(record: Named) -> str:
    """Return a name as it is: the record of a merged thing is to be meant itself, not what it stands for."""
    return record if isinstance(record, str) else record.iri


def scope_of(store: Store, scope: Scope, parts: ScopeArgs) -> Scope:
    """Return a scope with some parts given anew, sources by name too; raises what `iris_of` and `Scope.of` raise."""
    if "source" in parts:
        parts = {**parts, "source": iris_of(store, parts["source"], "Source")}
    return scope.replace(**parts)
