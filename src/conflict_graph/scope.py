"""The scope of a question: the days it is asked for, and which claims its answer may rest on.

Whoever asks of claims takes one `Scope`, and whoever answers honours every part of it or raises UnsupportedScope: a
part that is silently left out would make the answer wider than the question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from dataclasses import replace as replaced
from datetime import date
from typing import Any, Final, Protocol, TypedDict, Unpack, cast, get_args, runtime_checkable

from conflict_graph import vocabulary
from conflict_graph.dates import parse_day
from conflict_graph.errors import InvalidParameter, UnsupportedScope
from conflict_graph.namespaces import expand
from conflict_graph.vocabulary import ClaimKind, ClaimStatus, Firmness, Holds, Layer, Modality, Role


@runtime_checkable
class Identified(Protocol):
    """Whatever has an IRI: a `conflict_graph.model.Ref`, a thing, an entity of a graph."""

    @property
    def iri(self) -> str:
        """The IRI."""


Day = str | date | None
OneOrSeveral = str | Identified | Iterable[str | Identified] | None
Named = str | Identified
"""Something given by name, alias, prefixed name or IRI, or in hand: whatever has an IRI."""
Things = OneOrSeveral
"""Things that a question is about, each as `Named`."""

# Codes, one or several: the known ones, which an editor lists, and any text, since data bring codes as texts.
Layers = Layer | Sequence[Layer] | OneOrSeveral
Modalities = Modality | Sequence[Modality] | OneOrSeveral
ClaimKinds = ClaimKind | Sequence[ClaimKind] | OneOrSeveral
Statuses = ClaimStatus | Sequence[ClaimStatus] | OneOrSeveral
Firmnesses = Firmness | Sequence[Firmness] | OneOrSeveral
Roles = Role | Sequence[Role] | OneOrSeveral


class ScopeArgs(TypedDict, total=False):
    """The parts of a scope as questions take them; each is left out where it does not matter.

    valid_at: the day on which a claim must hold, or by which an event must have happened.
    known_at: the last day on which a source may have said it.
    recorded_at: the last day on which it may have entered the graph.
    layer, modality: one code or several.
    source: one source or several with evidence for a claim.
    holds: "possible" takes what may have held on valid_at too; without that day it changes nothing.
    """

    valid_at: Day
    known_at: Day
    recorded_at: Day
    layer: Layers
    modality: Modalities
    source: Things
    holds: Holds


class PeriodArgs(ScopeArgs, total=False):
    """The parts of a scope, and a period: its first and its last day, which both count."""

    first: Day
    last: Day


DAYS: Final = ("valid_at", "known_at", "recorded_at")
"""The parts that are days: when it held, when it was said, when it was recorded."""
PARTS: Final = tuple(ScopeArgs.__annotations__)
"""The names of all parts, as questions, queries and addresses have them."""


class ParametrisedQuery(Protocol):
    """A query, as far as a scope has to know it."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def parameter_names(self) -> Collection[str]:
        """What can be bound in it."""


@dataclass(frozen=True, slots=True, repr=False)
class Scope:
    """The days a question is asked for and the claims its answer may rest on; an empty part leaves that open.

    Codes are bare and sources are IRIs, as `Scope.of` makes them.
    """

    valid_at: date | None = None
    known_at: date | None = None
    recorded_at: date | None = None
    layers: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    holds: Holds = "certain"

    @classmethod
    def of(cls, **parts: Unpack[ScopeArgs]) -> Scope:
        """Return a scope; dates may be ISO texts, and codes and sources come one or several.

        Raises InvalidDate and InvalidParameter, naming the part, what is known and the nearest.

        >>> Scope.of(valid_at="2026-02-24", layer="article")
        Scope.of(valid_at='2026-02-24', layer=['article'])
        >>> Scope.of(layer=["v:layer-article", "reference"]).layers
        ('article', 'reference')
        """
        return ALL.replace(**parts)

    def replace(self, **parts: Unpack[ScopeArgs]) -> Scope:
        """Return the same scope with these parts in place of its own; raises what `of` raises.

        >>> Scope.of(valid_at="2026-02-24", layer="article").replace(layer=())
        Scope.of(valid_at='2026-02-24')
        """
        given = cast(Mapping[str, Any], parts)
        unknown = [name for name in given if name not in _READERS]
        if unknown:
            raise TypeError(f"a scope has no part {unknown[0]!r}; its parts are {', '.join(PARTS)}")
        return replaced(self, **{_FIELDS[name]: _READERS[name](name, value) for name, value in given.items()})

    def without(self, *parts: str) -> Scope:
        """Return the same scope with some parts left open.

        >>> Scope.of(valid_at="2026-02-24", known_at="2026-03-01").without("valid_at")
        Scope.of(known_at='2026-03-01')
        """
        return replaced(self, **{_FIELDS[name]: getattr(ALL, _FIELDS[name]) for name in parts})

    def resting_on(self, source: str) -> Scope:
        """Return the same scope for what rests on one source.

        Raises UnsupportedScope when it is narrowed to other sources already.
        """
        if self.sources and source not in self.sources:
            raise UnsupportedScope("What rests on one source", ["source"])
        return replaced(self, sources=(source,))

    @property
    def parts(self) -> dict[str, Any]:
        """The parts that are set, by the names that questions, queries and addresses have for them.

        >>> list(Scope.of(known_at="2026-02-24", holds="possible").parts)
        ['known_at', 'holds']
        """
        named = {name: getattr(self, field) for name, field in _FIELDS.items()}
        return {name: value for name, value in named.items() if value != getattr(ALL, _FIELDS[name])}

    def parameters(self, query: ParametrisedQuery) -> dict[str, Any]:
        """Return the parameters of a named query that ask it in this scope.

        Raises UnsupportedScope when the query cannot honour a part that is set.
        """
        self.require(query.parameter_names, f"The query {query.name}")
        return {name: value for name, value in self.parts.items() if name in query.parameter_names}

    def require(self, honoured: Collection[str], question: str) -> None:
        """Raise UnsupportedScope, naming the question, when a part is set that is not among those honoured.

        >>> Scope.of(holds="possible").require(DAYS, "The list of meetings")
        """
        inert = {"holds"} if self.valid_at is None else set()
        refused = [name for name in self.parts if name not in honoured and name not in inert]
        if refused:
            raise UnsupportedScope(question, refused)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parts that are set as parameters of an address.

        >>> Scope.of(valid_at="2026-02-24", layer=["article", "reference"]).pairs()
        [('valid_at', '2026-02-24'), ('layer', 'article'), ('layer', 'reference')]
        """
        return [(name, text) for name, value in self.to_dict().items() for text in several(value)]

    def to_dict(self) -> dict[str, Any]:
        """Return the parts that are set as plain values: `Scope.of` makes the same scope of them.

        >>> Scope.of(known_at="2026-02-24", modality="actual").to_dict()
        {'known_at': '2026-02-24', 'modality': ['actual']}
        """
        return {name: _plain(value) for name, value in self.parts.items()}

    def __repr__(self) -> str:
        return f"Scope.of({', '.join(f'{name}={value!r}' for name, value in self.to_dict().items())})"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def several(value: OneOrSeveral) -> list[str]:
    """Return the texts of one value or several, each once; none for None and for empty ones.

    >>> several("article"), several(["article", "reference", "article"]), several(None)
    (['article'], ['article', 'reference'], [])
    """
    single = isinstance(value, str | Identified) or not isinstance(value, Iterable)
    values: Iterable[Any] = (value,) if single else cast(Iterable[Any], value)
    texts = (item.iri if isinstance(item, Identified) else item for item in values)
    return list(dict.fromkeys(text for text in texts if text is not None and text != ""))


def _codes(name: str, value: OneOrSeveral) -> tuple[str, ...]:
    return tuple(dict.fromkeys(vocabulary.check(name, _text(name, item), parameter=name) for item in several(value)))


def _iris(name: str, value: OneOrSeveral) -> tuple[str, ...]:
    iris = tuple(expand(_text(name, item)) for item in several(value))
    for iri in iris:
        if ":" not in iri:
            raise InvalidParameter(name, iri, "an IRI or a prefixed name such as src:example")
    return iris


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidParameter(name, value, "a text, or a thing with an IRI")
    return value


def _holds(name: str, value: object) -> Holds:
    known = get_args(Holds)
    if value not in known:
        raise InvalidParameter.one_of(name, value, known)
    return cast(Holds, value)


_READERS: Final[dict[str, Callable[[str, Any], Any]]] = {
    **dict.fromkeys(DAYS, parse_day),
    "layer": _codes,
    "modality": _codes,
    "source": _iris,
    "holds": _holds,
}
"""How each part is read from what a caller gives."""
_FIELDS: Final = dict(zip(PARTS, (field.name for field in fields(Scope)), strict=True))

ALL: Final = Scope()
"""The scope that leaves everything open."""
