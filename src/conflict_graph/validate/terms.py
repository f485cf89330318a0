"""Terms that data may not use: undeclared ones, blank nodes, triple terms, and dates that are no EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import pyoxigraph as ox

from conflict_graph.folding import fold
from conflict_graph.namespaces import CG, RDF, SHAPES, VOCAB, shorten
from conflict_graph.suggest import closest, question
from conflict_graph.validate.indexed import Described, is_ontology, key
from conflict_graph.validate.shacl_shapes import Term
from conflict_graph.validate.violation import Result

_OURS = re.compile(r"https?://(?:www\.)?w3id\.org/conflict-graph/(?:ontology#.+|ontology/[A-Za-z].*|vocab/.+)")
_EDTF_PROPERTIES = (CG + "edtf", CG + "issuedEdtf")
_MOST = 3


def check_terms(described: Described) -> Iterator[Result]:
    """Yield undeclared terms of the project's namespaces, blank nodes, triple terms and dates that are no EDTF."""
    yield from _undeclared(described)
    yield from _edtf(described)
    for document in described.documents:
        yield from _triple_terms(document.quads)
        if not is_ontology(document):
            yield from _blank_nodes(document.quads)


def _undeclared(described: Described) -> Iterator[Result]:
    """Yield each use of a class, property or concept of ours that is not declared, once for each thing that uses it."""
    seen = set()
    for document in described.documents:
        for quad in document.quads:
            for term in (quad.predicate, quad.object):
                use = (key(quad.subject), key(term))
                if isinstance(term, ox.NamedNode) and use not in seen and _is_unknown(term.value, described):
                    seen.add(use)
                    yield _unknown_term(use[0], quad.predicate, term, described)


def _is_unknown(iri: str, described: Described) -> bool:
    """Whether an IRI is spelled as a term of ours, also with http or a slash for a hash, and is declared nowhere."""
    return iri not in described.declared and bool(_OURS.fullmatch(iri))


def _unknown_term(subject: str, predicate: ox.NamedNode, term: ox.NamedNode, described: Described) -> Result:
    near = near_names(term.value, described.declared)
    return Result(
        shape=SHAPES + "declared-term",
        focus=subject,
        path=None if term == predicate else predicate.value,
        values=(term,),
        value=shorten(term.value),
        hint=question(near) or "The terms are listed in docs/ontology.md.",
    )


def near_names(iri: str, declared: frozenset[str]) -> list[str]:
    """Return the prefixed names of declared terms that are spelled most like an IRI."""
    name = shorten(iri)
    written = name if name != iri else ("v:" if "/vocab" in iri else "cg:") + re.split(r"[/#]", iri)[-1]
    return closest(fold(written), _folded(declared), _MOST)


@lru_cache(maxsize=4)  # a load asks the same ontology, and perhaps that of its data, again and again
def _folded(declared: frozenset[str]) -> dict[str, str]:
    names = sorted(shorten(term) for term in declared if term.startswith((CG, VOCAB)))
    return {name: fold(name) for name in names}


def _edtf(described: Described) -> Iterator[Result]:
    for document in described.documents:
        for quad in document.quads:
            name, value = quad.predicate.value, quad.object
            if name in _EDTF_PROPERTIES and isinstance(value, ox.Literal) and not _is_edtf(value.value):
                yield Result(shape=SHAPES + "edtf-text", focus=key(quad.subject), path=name, values=(value,))


@cache
def _is_edtf(text: str) -> bool:
    from edtf import EDTFParseException, is_valid_edtf

    try:
        return bool(is_valid_edtf(text))
    except EDTFParseException:
        return False


def _blank_nodes(quads: list[ox.Quad]) -> Iterator[Result]:
    """Yield each blank node once, with the named thing that leads to it where there is one."""
    holders = {quad.object: quad for quad in quads if isinstance(quad.object, ox.BlankNode)}
    kinds: dict[Term, list[str]] = {quad.subject: [] for quad in quads if isinstance(quad.subject, ox.BlankNode)}
    for quad in quads:
        if quad.predicate.value == RDF + "type" and quad.subject in kinds:
            kinds[quad.subject].append(shorten(key(quad.object)))
    roots: dict[ox.BlankNode, Term] = {}
    for node in dict.fromkeys([*holders, *kinds]):
        if isinstance(node, ox.BlankNode):
            named = kinds.get(node)
            yield Result(
                shape=SHAPES + "no-blank-node",
                focus=key(_root(node, holders, roots)),
                path=holders[node].predicate.value if node in holders else None,
                values=(node,),
                value="a blank node" + (f" of class {', '.join(named)}" if named else ""),
            )


def _root(node: ox.BlankNode, holders: dict[ox.BlankNode, ox.Quad], roots: dict[ox.BlankNode, Term]) -> Term:
    """Return the named thing from which a chain of blank nodes hangs, or the first of the chain."""
    chain: list[ox.BlankNode] = []
    at: Term = node
    while isinstance(at, ox.BlankNode) and at in holders and at not in roots:
        chain.append(at)
        roots[at] = at
        at = holders[at].subject
    root = roots.get(at, at) if isinstance(at, ox.BlankNode) else at
    roots.update(dict.fromkeys(chain, root))
    return root


def _triple_terms(quads: list[ox.Quad]) -> Iterator[Result]:
    for quad in quads:
        if isinstance(quad.object, ox.Triple):
            yield Result(
                shape=SHAPES + "no-triple-term",
                focus=key(quad.subject),
                path=quad.predicate.value,
                values=(quad.object,),
                value="a triple term",
            )
