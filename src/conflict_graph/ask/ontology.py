"""The vocabulary as it stands in the graph: classes, properties, concept schemes and concepts, with definitions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from conflict_graph import vocabulary
from conflict_graph.ask.claims import claims
from conflict_graph.ask.labels import BATCH, best_label, text
from conflict_graph.batching import batched
from conflict_graph.model import Claim
from conflict_graph.namespaces import CG, DCTERMS, ONTOLOGY, OWL, RDF, RDFS, SKOS, VOCAB, shorten
from conflict_graph.queries.catalogue import run
from conflict_graph.queries.snapshot_cache import SnapshotCache
from conflict_graph.sparql import text as sparql_text
from conflict_graph.sparql.tokens import tokens
from conflict_graph.store.base import Store
from conflict_graph.suggest import nearest

_LABELS: Final = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title")
_DEFINITIONS: Final = (SKOS + "definition", DCTERMS + "description", RDFS + "comment")
_SAMPLES: Final = 5

Values = dict[str, tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what it is (Class, ObjectProperty, Concept, ConceptScheme, ...), and its words."""

    iri: str
    kind: str
    label: str
    definition: str = ""
    notes: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    values: Values = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        """The last part of the IRI."""
        return self.iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]

    def links(self, item: str) -> tuple[str, ...]:
        """Return the IRIs that a property leads to."""
        return tuple(value.value for value in self.values.get(item, ()) if isinstance(value, ox.NamedNode))

    def plain(self, item: str) -> tuple[str, ...]:
        """Return the literal values of a property."""
        return tuple(value.value for value in self.values.get(item, ()) if isinstance(value, ox.Literal))


@dataclass(frozen=True, slots=True)
class Uses:
    """How many claims use a concept, by property, and some of them."""

    by_property: dict[str, int]
    samples: tuple[Claim, ...]

    @property
    def total(self) -> int:
        """The number of uses over all properties."""
        return sum(self.by_property.values())


_vocabularies: Final = SnapshotCache[dict[str, Term]](most=3)


def terms(store: Store) -> dict[str, Term]:
    """Return every term of our ontology and vocabularies by IRI; read once for each snapshot."""
    return _vocabularies.get(store, "terms", lambda: _read(store))


def _read(store: Store) -> dict[str, Term]:
    own = [iri for row in run(store, "terms") if (iri := text(row["term"])).startswith((ONTOLOGY, VOCAB))]
    return {term.iri: term for term in _terms(store, own)}


def unknown_terms(store: Store, query: str, most: int = 5) -> dict[str, list[str]]:
    """Return the terms of our namespaces in a SPARQL text that are declared nowhere, each with the nearest names.

    A misspelt term is no error to SPARQL: nothing fits its pattern. Raises QuerySyntaxError.
    """
    full = sparql_text.parse(query).with_full_iris()
    used = dict.fromkeys(token.text[1:-1] for token in tokens(full) if token.kind == "iri")
    own = [iri for iri in used if iri.startswith((CG, VOCAB)) and iri not in vocabulary.terms()]
    unknown = [iri for iri in own if iri not in terms(store)][:most]
    names = sorted(map(shorten, vocabulary.terms())) if unknown else []
    return {shorten(iri): nearest(shorten(iri), names) for iri in unknown}


def vocabulary_triples(store: Store) -> list[ox.Triple]:
    """Return everything the graph says of the terms, as triples."""
    return [triple for term in terms(store).values() for triple in term_triples(term)]


def term_triples(term: Term) -> list[ox.Triple]:
    """Return everything the graph says of one term, as triples."""
    subject = ox.NamedNode(term.iri)
    return [ox.Triple(subject, ox.NamedNode(item), value) for item, values in term.values.items() for value in values]


def uses(store: Store, iri: str) -> Uses:
    """Return how claims use a concept."""
    rows = run(store, "term-uses", term=iri)
    counts = {text(row["property"]): int(text(row["claims"])) for row in rows}
    samples = dict.fromkeys(text(row[name]) for row in rows for name in ("first", "one", "last"))
    return Uses(counts, tuple(claims(store, list(samples)[:_SAMPLES])))


def _terms(store: Store, iris: list[str]) -> list[Term]:
    described: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]] = {}
    for batch in batched(dict.fromkeys(iris), BATCH):
        for row in run(store, "statements", thing=batch):
            values = described.setdefault(text(row["thing"]), defaultdict(list))
            values[text(row["property"])].append(row["value"])
    return [_term(iri, {item: tuple(group) for item, group in values.items()}) for iri, values in described.items()]


def _term(iri: str, values: Values) -> Term:
    def words(*properties: str) -> tuple[str, ...]:
        literals = [value for item in properties for value in values.get(item, ()) if isinstance(value, ox.Literal)]
        return tuple(value.value for value in literals)

    labels = [value for item in _LABELS for value in values.get(item, ()) if isinstance(value, ox.Literal)]
    types = [value.value for value in values.get(RDF + "type", ()) if isinstance(value, ox.NamedNode)]
    name = iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    definitions = words(*_DEFINITIONS)
    return Term(
        iri,
        _kind(types),
        best_label(labels) or name,
        definitions[0] if definitions else "",
        words(SKOS + "scopeNote", SKOS + "note"),
        words(SKOS + "example"),
        values,
    )


def _kind(types: list[str]) -> str:
    order = (
        OWL + "Ontology",
        OWL + "Class",
        OWL + "ObjectProperty",
        OWL + "DatatypeProperty",
        OWL + "AnnotationProperty",
        SKOS + "ConceptScheme",
        SKOS + "Concept",
        RDFS + "Datatype",
    )
    return next((iri.rsplit("#", 1)[-1] for iri in order if iri in types), "Term")
