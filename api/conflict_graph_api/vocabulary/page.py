"""The pages of the vocabulary: every class and property with its definition and example, and one page a concept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from conflict_graph.ask.ontology import Term, terms, uses
from conflict_graph.ask.overview import overview
from conflict_graph.ask.search import listed
from conflict_graph.errors import NotFound
from conflict_graph.model import Ref
from conflict_graph.namespaces import CG, DCTERMS, ONTOLOGY, OWL, RDFS, SKOS, VOCAB
from conflict_graph.store.base import Store
from conflict_graph.suggest import nearest
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import mark_for_day
from conflict_graph_api.pages.statements import Reader, Statement
from conflict_graph_api.vocabulary.diagram import claims_diagram, class_tree

_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One class or property of the ontology page, with its relations in words and the terms they lead to.

    From the data come, for a class of claims, a statement and the number of claims; for a class of things, some of
    them and how many there are.
    """

    term: Term
    relations: tuple[tuple[str, tuple[Ref, ...]], ...]
    uses: int = 0
    statement: Statement | None = None
    things: tuple[Ref, ...] = ()
    total: int = 0


def ontology_page(store: Store, view: ViewState) -> dict[str, Any]:
    """Return what the page of the ontology shows."""
    known = terms(store)
    counts: dict[str, int] = defaultdict(int)
    for count in overview(store).by_kind:
        counts[CG + count.kind] += count.claims
    own = sorted((term for term in known.values() if term.iri.startswith(CG)), key=lambda term: term.label.casefold())
    header = known.get(ONTOLOGY)
    classes = [term for term in own if term.kind == "Class"]
    entries, reader = _with_examples(store, view, _entries(classes, known, counts))
    return {
        "reader": reader,
        "diagram": claims_diagram(known),
        "tree": class_tree(classes),
        "ontology": header,
        "version": next(iter(header.plain(OWL + "versionInfo")), "") if header else "",
        "license": next(iter(header.links(DCTERMS + "license")), "") if header else "",
        "groups": [
            ("classes", "Classes", entries),
            (
                "properties",
                "Properties",
                _entries([t for t in own if t.kind.endswith("Property") and t.kind != "AnnotationProperty"], known, {}),
            ),
            ("annotations", "Terms that describe terms", _entries(_rest(own), known, {})),
        ],
        "schemes": [
            (term, len(concepts(known, term.iri)))
            for term in sorted(known.values(), key=lambda term: term.label.casefold())
            if term.kind == "ConceptScheme"
        ],
    }


def _rest(own: Sequence[Term]) -> list[Term]:
    return [term for term in own if term.kind in ("AnnotationProperty", "Datatype", "Term")]


def _entries(chosen: Sequence[Term], known: dict[str, Term], counts: dict[str, int]) -> list[Entry]:
    return [Entry(term, relations(term, known), counts.get(term.iri, 0)) for term in chosen]


def _with_examples(store: Store, view: ViewState, entries: Sequence[Entry]) -> tuple[list[Entry], Reader]:
    """Return classes with an example of each from the data, and the reader of the statements among them."""
    samples = {entry.term.iri: uses(store, entry.term.iri).samples[:1] for entry in entries if entry.uses}
    marked, reader = mark_for_day(store, view, [claim for examples in samples.values() for claim in examples])
    shown = []
    for entry in entries:
        if examples := samples.get(entry.term.iri):
            shown.append(replace(entry, statement=reader.one(marked[examples[0].iri])))
        else:
            things, total = listed(store, (entry.term.name,), _EXAMPLES)
            shown.append(replace(entry, things=tuple(things), total=total))
    return shown, reader


def relations(term: Term, known: dict[str, Term]) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    """Return what a term is tied to: broader classes, domain and range, the scheme of its values."""
    named = (
        (RDFS + "subClassOf", "Narrower than"),
        (RDFS + "subPropertyOf", "Narrower than"),
        (RDFS + "domain", "Of"),
        (RDFS + "range", "To"),
        (CG + "valueScheme", "Values from"),
        (CG + "subjectProperty", "Subject by"),
        (CG + "objectProperty", "Object by"),
        (OWL + "inverseOf", "Inverse of"),
        (SKOS + "inScheme", "In the scheme"),
        (SKOS + "broader", "Broader"),
        (SKOS + "exactMatch", "Same as"),
        (SKOS + "closeMatch", "Close to"),
        (SKOS + "broadMatch", "Narrower than, elsewhere"),
        (SKOS + "relatedMatch", "Related, elsewhere"),
    )
    linked = ((words, tuple(_ref(iri, known) for iri in term.links(item))) for item, words in named)
    return tuple((words, refs) for words, refs in linked if refs)


def _ref(iri: str, known: dict[str, Term]) -> Ref:
    from conflict_graph.namespaces import shorten

    term = known.get(iri)
    return Ref(iri, term.label if term else shorten(iri), term.kind if term else "")


def concepts(known: dict[str, Term], scheme: str) -> list[Term]:
    """Return the concepts of a scheme: by score where they have one, else by label."""
    own = [term for term in known.values() if scheme in term.links(SKOS + "inScheme")]
    return sorted(own, key=lambda term: (-float(next(iter(term.plain(CG + "score")), 0)), term.label.casefold()))


def term_of(store: Store, name: str) -> Term:
    """Return the concept or scheme with this name; raises NotFound with near names."""
    known = terms(store)
    if VOCAB + name not in known:
        names = [term.name for term in known.values() if term.iri.startswith(VOCAB)]
        raise NotFound("term of the vocabulary", name, nearest(name, names, 3), hint="See /ontology for all terms.")
    return known[VOCAB + name]


def term_page(store: Store, term: Term, view: ViewState) -> dict[str, Any]:
    """Return what the page of a concept or a scheme shows."""
    known = terms(store)
    used = uses(store, term.iri)
    marked, reader = mark_for_day(store, view, used.samples)
    narrower = [other for other in known.values() if term.iri in other.links(SKOS + "broader")]
    return {
        "term": term,
        "relations": relations(term, known),
        "notations": term.plain(SKOS + "notation"),
        "members": concepts(known, term.iri),
        "narrower": sorted(narrower, key=lambda other: other.label.casefold()),
        "uses": [(_ref(item, known), count) for item, count in used.by_property.items()],
        "statements": reader.all(marked.values()),
        "reader": reader,
    }
