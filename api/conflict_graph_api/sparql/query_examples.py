"""The named queries as examples: found by words, and filled by a form with a field for each parameter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from conflict_graph.ask.ontology import terms
from conflict_graph.ask.things import resolve
from conflict_graph.errors import ConflictGraphError
from conflict_graph.folding import fold
from conflict_graph.namespaces import expand, shorten
from conflict_graph.queries.catalogue import NamedQuery, catalogue, named
from conflict_graph.queries.parameters import Parameter
from conflict_graph.store.base import Store

FIELD: Final = "$"
"""What stands before the name of a query's parameter in an address, as in ``$holder=Macron``."""

_HEAD: Final = re.compile(r"# (title|description|question|param): ")
_KINDS: Final = {
    "person": "Person",
    "participant": "Actor",
    "holder": "Actor",
    "member": "Actor",
    "undertaker": "Actor",
    "a": "Actor",
    "b": "Actor",
    "meeting": "Event",
    "event": "Event",
    "issue": "Issue",
    "source": "Source",
    "post": "Post",
    "group": "Coalition",
}
"""The kinds of things that are suggested for a parameter of this name; for others, all."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: what it is for, what stands in it, what can be chosen, and what is wrong with it."""

    parameter: Parameter
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    wrong: str = ""

    @property
    def name(self) -> str:
        """Its name in the form."""
        return FIELD + self.parameter.name

    @property
    def input(self) -> str:
        """What it is typed into: select, or a type of input."""
        if self.choices:
            return "select"
        types = {"date": "date", "integer": "number", "decimal": "number", "iri": "thing"}
        return types.get(self.parameter.type, "text")

    @property
    def kinds(self) -> str:
        """The kinds of things that it takes."""
        return _KINDS.get(self.parameter.name, "")


@dataclass(frozen=True, slots=True)
class Example:
    """A named query with its form, its text with what was filled in, and what is wrong with that."""

    query: NamedQuery
    fields: tuple[Field, ...]
    text: str
    error: ConflictGraphError | None = None

    @property
    def problem(self) -> dict[str, Any] | None:
        """What is wrong, as problem details."""
        return self.error.problem() if self.error else None


def example(store: Store, name: str, given: Mapping[str, str]) -> Example:
    """Return a named query filled with values as they were typed; names of things are looked up.

    Lines of parameters that are not given are left out; a value that cannot be used leaves all of them out. Raises
    NotFound for an unknown query.
    """
    query = named(name)
    bound: dict[str, str] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, "").strip()
        if not value:
            continue
        try:
            looked_up = parameter.type == "iri" and not parameter.prefix
            bound[parameter.name] = resolve(store, value).iri if looked_up else value
            query.bind(**{parameter.name: bound[parameter.name]})
        except ConflictGraphError as error:
            return Example(query, _fields(store, query, given, parameter.name, str(error)), _readable(query), error)
    shown = {**given, **{name: shorten(value) for name, value in bound.items()}}
    return Example(query, _fields(store, query, shown), _readable(query, **bound))


def examples(words: str = "") -> list[NamedQuery]:
    """Return the named queries in which all words occur, in question, title, description or name."""
    needles = fold(words).split()
    return [query for query in catalogue().values() if all(word in _searchable(query) for word in needles)]


def _readable(query: NamedQuery, **bound: str) -> str:
    """Return the query with values in place, and of its head the question alone: the rest stands on the page."""
    lines = [line for line in query.bind(**bound).splitlines() if not _HEAD.match(line) and not line.isspace()]
    return "\n".join([f"# {query.question}", *lines, ""])


def _searchable(query: NamedQuery) -> str:
    return fold(f"{query.question} {query.title} {query.description} {query.name}")


def _fields(
    store: Store, query: NamedQuery, given: Mapping[str, str], wrong: str = "", why: str = ""
) -> tuple[Field, ...]:
    return tuple(
        Field(one, given.get(one.name, ""), _choices(store, one), why if one.name == wrong else "")
        for one in query.parameters
    )


def _choices(store: Store, parameter: Parameter) -> tuple[tuple[str, str], ...]:
    """Return value and name of what a parameter takes, where it is one of few: codes, concepts, classes."""
    if parameter.choices:
        return tuple((choice, choice) for choice in parameter.choices)
    if parameter.type == "boolean":
        return (("true", "yes"), ("false", "no"))
    known, start = terms(store), expand(parameter.prefix)
    labelled = [(code, known[start + code].label if start + code in known else code) for code in parameter.codes]
    return tuple(sorted(labelled, key=lambda choice: fold(choice[1])))
