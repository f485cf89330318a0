"""The codes clients may send, checked before anything is asked: a typing error must not make an answer wider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Final

import pyoxigraph as ox

from conflict_graph.ask.claims import FORMS
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Ref
from conflict_graph.namespaces import CG, KIND_PREFIXES, SKOS, VOCAB, expand
from conflict_graph.relate.names import MODALITIES
from conflict_graph.resources import data_file
from conflict_graph_api.view_state import LAYERS

CLAIM_KINDS: Final = tuple(FORMS)
FIRMNESS: Final = ("stated", "scheduled", "expected", "proposed", "conditional", "possible", "reading", "derived")
STATUSES: Final = ("accepted", "disputed", "unverified", "retracted")
STANCES: Final = ("support", "conditional", "neutral", "reserved", "oppose", "unclear")

SCHEMES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "layer": ("layer-", tuple(LAYERS)),
    "modality": ("modality-", MODALITIES),
    "firmness": ("firmness-", FIRMNESS),
    "status": ("claim-", STATUSES),
    "stance": ("stance-", STANCES),
}
"""The parameters whose values are codes: the stem of the concept names, and the codes."""

ENTITY_KINDS: Final[Mapping[str, str]] = {
    "person": "Person",
    "state": "State",
    "organization": "InternationalOrganization",
    "coalition": "Coalition",
    "unnamed": "UnnamedActor",
    "post": "Post",
    "meeting": "Meeting",
    "process": "Process",
    "outcome": "Outcome",
    "place": "Place",
    "issue": "Issue",
    "condition": "Condition",
    "source": "Source",
}
"""The kinds of things that have names, as they stand in addresses, with their classes."""

BROAD_KINDS: Final = ("Actor", "Event", "PolicyOption")
_CLASSES: Final = {name.casefold(): name for name in (*ENTITY_KINDS.values(), *BROAD_KINDS)}
_KIND_WORDS: Final = {**ENTITY_KINDS, **_CLASSES, "option": "PolicyOption"}


def coded(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of a parameter that takes codes: bare ones, prefixed names or IRIs of concepts.

    Concepts of other vocabularies pass as they are. Raises InvalidParameter, naming the nearest code.

    >>> coded("modality", ["scheduled", "v:modality-actual"])
    ('scheduled', 'actual')
    """
    stem, known = SCHEMES[name]
    return tuple(_code(name, value, stem, known) for value in values if value)


def concepts(name: str, stem: str, values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of a parameter whose codes are the concepts of the ontology that begin with stem.

    Raises InvalidParameter, naming the nearest code.

    >>> concepts("role", "role-", ["co-chair"])
    ('co-chair',)
    """
    return tuple(_code(name, value, stem, vocabulary(stem)) for value in values if value)


@cache
def vocabulary(stem: str) -> tuple[str, ...]:
    """Return the codes of the concepts of the ontology whose names begin with stem, in alphabetical order.

    >>> vocabulary("mention-")
    ('adjective', 'metonym', 'name')
    """
    names = (iri.removeprefix(VOCAB) for iri in _concepts())
    return tuple(sorted(name.removeprefix(stem) for name in names if name.startswith(stem)))


@cache
def _concepts() -> frozenset[str]:
    in_scheme = ox.NamedNode(SKOS + "inScheme")
    quads = ox.parse(path=data_file("ontology.ttl"))
    return frozenset(quad.subject.value for quad in quads if quad.predicate == in_scheme)


def _code(name: str, value: str, stem: str, known: Sequence[str]) -> str:
    full = expand(value)
    if ":" in full and not full.startswith(VOCAB):
        return full
    return _one_of(name, value, Ref(full).name.removeprefix(stem), known)


def claim_kinds(values: Iterable[str]) -> tuple[str, ...]:
    """Return classes of claims by name, whatever their case, or by IRI.

    >>> claim_kinds(["position", "cg:Tenure"])
    ('Position', 'Tenure')
    """
    words = {kind.casefold(): kind for kind in CLAIM_KINDS}
    found = (_one_of("kind", value, _local(value), tuple(words), CLAIM_KINDS) for value in values if value)
    return tuple(words[word] for word in found)


def entity_kinds(values: Iterable[str], name: str = "kind") -> tuple[str, ...]:
    """Return classes of things by name, whatever their case, by the kind in their address, or by IRI.

    >>> entity_kinds(["person", "Meeting", "Actor"])
    ('Person', 'Meeting', 'Actor')
    """
    shown = (*ENTITY_KINDS.values(), *BROAD_KINDS)
    found = (_one_of(name, value, _local(value), tuple(_KIND_WORDS), shown) for value in values if value)
    return tuple(_KIND_WORDS[word] for word in found)


def near_kind(value: str) -> list[str]:
    """Return the kinds in addresses (``/id/person/...``) that look like a value.

    >>> near_kind("persons")
    ['person']
    """
    return get_close_matches(value.casefold(), KIND_PREFIXES, n=2)


def nearest(value: str, known: Sequence[str]) -> str:
    """Return a question that offers the known word most like a value, or an empty text."""
    folded = {word.casefold(): word for word in known}
    found = get_close_matches(value.casefold(), folded, n=1, cutoff=0.5)
    return f"Did you mean {folded[found[0]]}?" if found else ""


def _local(value: str) -> str:
    return expand(value).removeprefix(CG).casefold()


def _one_of(name: str, value: str, code: str, known: Sequence[str], shown: Sequence[str] = ()) -> str:
    if code in known:
        return code
    shown = shown or known
    raise InvalidParameter(
        name, value, f"one of {', '.join(shown)}", hint=nearest(code, shown) or "See /api/docs.", known=list(shown)
    )
