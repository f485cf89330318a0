"""Everything the checks may look at, indexed by thing: the documents, their context, and the ontology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property

import pyoxigraph as ox

from conflict_graph.namespaces import CG, DCTERMS, OA, RDF, RDFS, SKOS, shorten
from conflict_graph.rdf.documents import RdfDocument, read_rdf
from conflict_graph.resources import data_file
from conflict_graph.validate.shacl_shapes import Term

Statement = ox.Triple | ox.Quad

_LABELS = (SKOS + "prefLabel", DCTERMS + "title", RDFS + "label")
_QUOTE_LENGTH = 60


@cache
def ontology() -> tuple[ox.Quad, ...]:
    """Return the statements of the shipped ontology."""
    return tuple(read_rdf(data_file("ontology.ttl")).quads)


def key(term: Term) -> str:
    """Return the text that tells a thing apart: its IRI, or ``_:`` with a blank node's label."""
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else getattr(term, "value", str(term))


class Described:
    """The documents to judge, with what they mention (context) and the ontology as background.

    Only things the documents themselves describe are judged; the background answers questions about the rest.
    """

    def __init__(self, documents: Sequence[RdfDocument], context: Iterable[Statement] = ()) -> None:
        self.documents = documents
        self._context = tuple(context)
        self._about: dict[str, dict[str, dict[Term, None]]] = defaultdict(lambda: defaultdict(dict))
        self._home: dict[str, RdfDocument] = {}
        for statement in self.statements():
            self._about[key(statement.subject)][statement.predicate.value][statement.object] = None
        self._own = {(key(quad.subject), quad.object) for document in documents for quad in document.quads}
        for document in documents:
            for quad in document.quads:
                self._home.setdefault(key(quad.subject), document)

    def statements(self) -> Iterator[Statement]:
        """Yield the RDF 1.1 statements of documents, context and ontology, whatever graph they stand in."""
        yield from self.data()
        yield from ontology()

    def data(self) -> Iterator[Statement]:
        """Yield the RDF 1.1 statements of documents and context."""
        for document in self.documents:
            yield from (quad for quad in document.quads if _is_plain(quad))
        yield from (statement for statement in self._context if _is_plain(statement))

    def values(self, thing: str, *path: str) -> list[Term]:
        """Return what a path of properties leads to from a thing."""
        things, values = [thing], list[Term]()
        for step in path:
            values = [value for one in things if one in self._about for value in self._about[one].get(step, ())]
            things = [key(value) for value in values]
        return list(dict.fromkeys(values))

    def is_judged(self, thing: str) -> bool:
        """Whether a document, and not only the background, describes the thing."""
        return thing in self._home

    def is_described(self, thing: str) -> bool:
        """Whether anything at all is said of the thing."""
        return thing in self._about

    def is_said_here(self, thing: str, value: Term) -> bool:
        """Whether a document itself gives the thing, or one of its parts, this value, and not only the background."""
        parts = (key(part) for values in self._about[thing].values() for part in values)
        return any((one, value) in self._own for one in (thing, *parts))

    def things(self, kind: str) -> list[str]:
        """Return the things of a class (as written, without its subclasses) that the documents describe."""
        return [thing for thing in self._home if ox.NamedNode(kind) in self._about[thing].get(RDF + "type", ())]

    def place(self, thing: str) -> tuple[str | None, int | None]:
        """Return the file and line in which a thing is first described."""
        document = self._home.get(thing)
        return (document.name, document.line_of(thing)) if document else (None, None)

    def classes(self, thing: str) -> list[str]:
        """Return the classes a thing is given."""
        return [key(kind) for kind in self.values(thing, RDF + "type")]

    def label(self, thing: str) -> str:
        """Return the name of a thing: its label or title, a claim's kind and subject, or the quote of evidence."""
        for name in _LABELS:
            labels = [value for value in self.values(thing, name) if isinstance(value, ox.Literal)]
            if labels:
                return min(labels, key=lambda label: (label.language != "en", label.language or "")).value
        quotes = self.values(thing, OA + "hasSelector", OA + "exact")
        if quotes and isinstance(quotes[0], ox.Literal):
            return f"“{_shortened(quotes[0].value)}”"
        return self._claim_label(thing)

    def _claim_label(self, thing: str) -> str:
        for kind in self.classes(thing):
            for name in self.values(kind, CG + "subjectProperty"):
                subjects = [key(value) for value in self.values(thing, key(name))]
                if subjects and kind != thing:
                    return f"{self.label(kind)} of {self.label(subjects[0]) or shorten(subjects[0])}"
        return ""

    @cached_property
    def declared(self) -> frozenset[str]:
        """The terms the ontology declares, and those of a document that is an ontology itself."""
        own = [document.quads for document in self.documents if is_ontology(document)]
        return frozenset(key(quad.subject) for quads in (ontology(), *own) for quad in quads)


def is_ontology(document: RdfDocument) -> bool:
    """Whether a document declares an ontology: it may introduce terms and use the blank nodes that OWL needs."""
    header = ox.NamedNode("http://www.w3.org/2002/07/owl#Ontology")
    return any(quad.object == header for quad in document.quads if quad.predicate.value == RDF + "type")


def _is_plain(statement: Statement) -> bool:
    return not isinstance(statement.object, ox.Triple) and not isinstance(statement.subject, ox.Triple)


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1].rstrip() + "…"
