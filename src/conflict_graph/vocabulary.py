"""The codes of the vocabulary and the classes of claims and things: one list, read from the ontology, and one check.

A concept scheme (``layer``, ``modality``, ``claim-status`` ...) is called as in the ontology, and so are its codes:
``article`` is the concept ``v:layer-article`` of the scheme ``v:layer``. The types (`Layer`, `Modality` ...) list the
same codes for editors and type checkers; a test holds them equal to the ontology.

Whoever may be given a code calls `check`, whoever may be given a class `check_kind` or `check_class`, so that a typing
error is the same error on every surface and never an empty answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from conflict_graph.errors import InvalidParameter
from conflict_graph.namespaces import BASE, CG, OWL, RDF, RDFS, SKOS, VOCAB, expand
from conflict_graph.resources import data_file
from conflict_graph.suggest import nearest, question

Layer = Literal["article", "reference", "chronicle", "machine-coded"]
Modality = Literal["actual", "scheduled", "proposed", "contingent", "negated"]
Firmness = Literal["stated", "scheduled", "expected", "proposed", "conditional", "possible", "reading", "derived"]
ClaimStatus = Literal["accepted", "disputed", "unverified", "retracted"]
EventStatus = Literal["proposed", "scheduled", "held", "postponed", "rescheduled", "cancelled"]
ParticipationStatus = Literal["attended", "expected", "invited", "declined", "absent", "not-planned"]
Role = Literal[
    "chair",
    "co-chair",
    "host",
    "participant",
    "mediator",
    "observer",
    "signatory",
    "lead",
    "initiator",
    "recipient",
    "coordinator",
]
Stance = Literal["support", "conditional", "neutral", "reserved", "oppose", "unclear"]
MentionForm = Literal["name", "adjective", "metonym"]
ClaimKind = Literal[
    "Membership",
    "Tenure",
    "Participation",
    "EventClaim",
    "Position",
    "Undertaking",
    "AttributeClaim",
    "Mention",
]
ActorKind = Literal["Person", "State", "InternationalOrganization", "Coalition", "UnnamedActor"]
Holds = Literal["certain", "possible"]
"""What a question about a day asks for: the claims that held on it for certain, or also those that may have."""

NAMED_ACTORS: Final[tuple[ActorKind, ...]] = ("Person", "State", "InternationalOrganization", "Coalition")
"""The classes of actors that sources call by name."""
ASSERTED: Final[tuple[Modality, ...]] = ("actual", "scheduled")
"""The modalities by which a claim says that something is so, or is going to be."""

SCHEME_TYPES: Final[Mapping[str, object]] = {
    "layer": Layer,
    "modality": Modality,
    "firmness": Firmness,
    "claim-status": ClaimStatus,
    "event-status": EventStatus,
    "participation-status": ParticipationStatus,
    "role": Role,
    "stance": Stance,
    "mention-form": MentionForm,
}
"""The type that lists the codes of a scheme, for the schemes whose codes can be asked for."""

CLASS_TYPES: Final[Mapping[str, object]] = {"Claim": ClaimKind, "Actor": ActorKind}
"""The type that lists the narrower classes of a class."""

KIND_CLASSES: Final[Mapping[str, str]] = {
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
"""The kinds of things that have names, as they stand in addresses (``/id/person/...``), with their classes."""

_BROAD_CLASSES: Final = ("Actor", "Event", "PolicyOption")
_OTHER_WORDS: Final = {"option": "PolicyOption"}


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme: its name, the stem its concepts' names begin with, and its codes in the ontology's order."""

    name: str
    stem: str
    codes: tuple[str, ...]

    def iri(self, code: str) -> str:
        """Return the IRI of the concept with this code."""
        return f"{VOCAB}{self.stem}{code}"


@dataclass(frozen=True, slots=True)
class _Ontology:
    schemes: Mapping[str, Scheme]
    broader: Mapping[str, str]
    """Each class of ours with the class of ours above it, or an empty text; in the ontology's order."""
    terms: frozenset[str]


@cache
def _ontology() -> _Ontology:
    import pyoxigraph as ox

    members: dict[str, list[str]] = {}
    classes: dict[str, None] = {}
    above: dict[str, str] = {}
    terms: set[str] = set()
    for quad in ox.parse(path=data_file("ontology.ttl")):
        subject, value = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if subject.startswith((CG, VOCAB)):
            terms.add(subject)
        match quad.predicate.value.removeprefix(SKOS):
            case "inScheme":
                members.setdefault(value.removeprefix(VOCAB), []).append(subject.removeprefix(VOCAB))
            case other if other == RDF + "type" and value == OWL + "Class" and subject.startswith(CG):
                classes[subject.removeprefix(CG)] = None
            case other if other == RDFS + "subClassOf" and value.startswith(CG):
                above[subject.removeprefix(CG)] = value.removeprefix(CG)
    schemes = {name: _scheme(name, concepts) for name, concepts in members.items()}
    return _Ontology(schemes, {name: above.get(name, "") for name in classes}, frozenset(terms))


def _scheme(name: str, concepts: list[str]) -> Scheme:
    stem = concepts[0].partition("-")[0] + "-"
    return Scheme(name, stem, tuple(concept.removeprefix(stem) for concept in concepts))


def schemes() -> Mapping[str, Scheme]:
    """Return every concept scheme of the ontology by name.

    >>> schemes()["claim-status"].stem
    'claim-'
    """
    return _ontology().schemes


def terms() -> frozenset[str]:
    """Return the IRIs of all terms of the ontology: classes, properties, schemes and concepts.

    >>> CG + "holder" in terms()
    True
    """
    return _ontology().terms


def codes(scheme: str) -> tuple[str, ...]:
    """Return the codes of a scheme, in the order of the ontology; raises KeyError when there is no such scheme.

    >>> codes("layer")
    ('article', 'reference', 'chronicle', 'machine-coded')
    """
    return schemes()[scheme].codes


@cache
def scheme_of(stem: str) -> str:
    """Return the name of the scheme whose concepts' names begin with a stem; raises KeyError when there is none.

    >>> scheme_of("claim-")
    'claim-status'
    """
    return {scheme.stem: name for name, scheme in schemes().items()}[stem]


def check(scheme: str, value: str, *, parameter: str) -> str:
    """Return the bare code for a code, prefixed name or IRI of a concept of a scheme.

    A concept of another vocabulary, which a store may bring along, is returned as it is: by its full IRI.
    Raises InvalidParameter, naming the parameter, the known codes and the nearest.

    >>> check("layer", "v:layer-article", parameter="layer")
    'article'
    >>> check("layer", "artcle", parameter="layer")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    conflict_graph.errors.InvalidParameter: The value 'artcle' of layer cannot be used: ... Did you mean article?
    """
    if is_foreign(value):
        return value
    known = schemes()[scheme]
    code = expand(value).removeprefix(VOCAB).removeprefix(known.stem)
    return _one_of(parameter, value, code, {code: code for code in known.codes}, known.codes)


def check_all(scheme: str, values: str | Iterable[str], *, parameter: str = "") -> tuple[str, ...]:
    """Return the bare codes of one value or several, without the empty ones; raises what `check` raises.

    The parameter is called as the scheme where no name is given.

    >>> check_all("modality", ["scheduled", "v:modality-actual", ""])
    ('scheduled', 'actual')
    """
    return tuple(check(scheme, value, parameter=parameter or scheme) for value in _several(values) if value)


def _several(values: str | Iterable[str]) -> Iterable[str]:
    return (values,) if isinstance(values, str) else values


def concepts(scheme: str, values: Iterable[str], *, parameter: str = "") -> tuple[str, ...]:
    """Return the IRIs of the concepts that several values name, as `check_all` takes them; raises what `check` raises.

    >>> concepts("stance", ["oppose"])
    ('https://w3id.org/conflict-graph/vocab/stance-oppose',)
    """
    own = schemes()[scheme]
    return tuple(code if is_foreign(code) else own.iri(code) for code in check_all(scheme, values, parameter=parameter))


def is_foreign(value: str) -> bool:
    """Tell whether a value is the IRI of a term of another vocabulary, which only a store can know.

    >>> is_foreign("http://example.org/roles/envoy"), is_foreign("v:role-chair"), is_foreign("chair")
    (True, False, False)
    """
    full = expand(value)
    return ("://" in full or full.startswith("urn:")) and not full.startswith(BASE)


def classes() -> tuple[str, ...]:
    """Return the classes of the ontology, in its order.

    >>> classes()[:2]
    ('Actor', 'Person')
    """
    return tuple(_ontology().broader)


@lru_cache(maxsize=256)  # of what callers name
def narrower(name: str) -> tuple[str, ...]:
    """Return the classes below a class, at any depth, in the order of the ontology.

    >>> narrower("Event")
    ('Meeting', 'Process')
    """
    above = _ontology().broader
    return tuple(below for below in above if name in _ancestors(below, above))


def _ancestors(name: str, above: Mapping[str, str]) -> Iterable[str]:
    while name := above[name]:
        yield name


def claim_kinds() -> tuple[str, ...]:
    """Return the classes of claims.

    >>> claim_kinds()[0]
    'Membership'
    """
    return narrower("Claim")


def actor_kinds() -> tuple[str, ...]:
    """Return the classes of actors.

    >>> actor_kinds()
    ('Person', 'State', 'InternationalOrganization', 'Coalition', 'UnnamedActor')
    """
    return narrower("Actor")


@cache
def claim_classes() -> frozenset[str]:
    """Return the IRIs of cg:Claim and of every class below it.

    >>> CG + "Position" in claim_classes()
    True
    """
    return frozenset(CG + name for name in ("Claim", *claim_kinds()))


def check_kind(value: str, *, parameter: str = "kind") -> str:
    """Return the class of claims for its name, whatever its case, its prefixed name or its IRI.

    A class of another vocabulary is returned as it is. Raises InvalidParameter, naming the parameter, the known
    classes and the nearest.

    >>> check_kind("position"), check_kind("cg:Tenure")
    ('Position', 'Tenure')
    """
    return value if is_foreign(value) else _class(parameter, value, {name.casefold(): name for name in claim_kinds()})


def check_class(value: str, *, parameter: str = "kind") -> str:
    """Return the class of things for its name, whatever its case, the kind in their addresses, or its IRI.

    A class of another vocabulary is returned as it is. Raises InvalidParameter, naming the parameter, the known
    classes and the nearest.

    >>> check_class("person"), check_class("organization"), check_class("Actor")
    ('Person', 'InternationalOrganization', 'Actor')
    """
    return value if is_foreign(value) else _class(parameter, value, _thing_words())


def check_classes(
    values: str | Iterable[str], *, parameter: str = "kind", among: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the classes of things for one value or several, without the empty ones, where only ours are known.

    among are the classes that are taken, where not all are. Raises InvalidParameter as `check_class` does.

    >>> check_classes(["cg:Person", "meeting", ""])
    ('Person', 'Meeting')
    """
    words = {word: name for word, name in _thing_words().items() if not among or name in among}
    return tuple(_class(parameter, value, words) for value in _several(values) if value)


def check_any_class(value: str, *, parameter: str = "class") -> str:
    """Return the class of the ontology, of claims or of things, for its name, whatever its case, or its IRI.

    A class of another vocabulary is returned as it is. Raises InvalidParameter, naming the parameter, the known
    classes and the nearest.

    >>> check_any_class("evidence", parameter="class")
    'Evidence'
    """
    return value if is_foreign(value) else _class(parameter, value, {name.casefold(): name for name in classes()})


@cache
def _thing_words() -> Mapping[str, str]:
    """Return the words, in small letters, that a class of things goes by."""
    named = (*KIND_CLASSES.values(), *_BROAD_CLASSES)
    return {**{name.casefold(): name for name in named}, **KIND_CLASSES, **_OTHER_WORDS}


def thing_classes() -> tuple[str, ...]:
    """Return the classes of things that have names.

    >>> thing_classes()[-1]
    'PolicyOption'
    """
    return tuple(dict.fromkeys(_thing_words().values()))


def _class(parameter: str, value: str, words: Mapping[str, str]) -> str:
    known = tuple(dict.fromkeys(words.values()))
    return _one_of(parameter, value, expand(value).removeprefix(CG).casefold(), words, known)


def _one_of(parameter: str, value: str, word: str, words: Mapping[str, str], known: tuple[str, ...]) -> str:
    """Return what a word stands for; raises InvalidParameter, with what is known and the nearest, when for nothing."""
    if word in words:
        return words[word]
    hint = question([words[near] for near in nearest(word, words)])
    raise InvalidParameter.one_of(parameter, value, known, hint=hint)
