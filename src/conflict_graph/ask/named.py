"""Named queries: ``data/queries/*.rq``, each a complete SPARQL 1.1 query with a head that describes it.

The head is comments: title, description, question, and one ``param`` line for each parameter. A parameter stands
in the text as ``VALUES ?variable { UNDEF }``, so a file runs as it is. Binding puts serialised terms in place of
UNDEF. Lines between ``# with name`` and ``# end`` only matter when that parameter is given: unbound they select
everything, so binding leaves them out to spare the engine the work. A block can depend on other parameters too, with
``and any of`` or ``and none of`` and their names: where one of them has found the few things to ask of, the engine
had better not start from everything else that fits.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.ask.binding import TYPES, Parameter
from conflict_graph.errors import InvalidParameter, NotFound, UnsupportedScope
from conflict_graph.namespaces import XSD
from conflict_graph.resources import query_files
from conflict_graph.scope import ALL, PARTS, Scope
from conflict_graph.store.base import Row, Store
from conflict_graph.suggest import nearest, question

_PARAM: Final = re.compile(
    r"(?P<name>\w+) (?P<type>\w+) (?P<variables>\?\w+(?: \?\w+)*)"
    r"(?: prefix=(?P<prefix>\S+))?(?: of=(?P<of>claims|things))?(?: one-of=(?P<choices>\S+))?"
    r" \"(?P<description>[^\"]+)\""
)
_VALUES: Final = re.compile(r"(?P<indent>.*?)VALUES \?(?P<variable>\w+) \{ UNDEF \}(?P<rest>.*)")
_WITH: Final = re.compile(r"\s*# with (?P<name>\w+)(?: and (?P<how>any|none) of (?P<others>\w+(?: \w+)*))?")
_LABEL: Final = re.compile(
    r"OPTIONAL \{ \?\w+ skos:prefLabel(?:\|dcterms:title)? \?(?P<label>\w+) "
    r"FILTER\(LANG\(\?(?P=label)\) IN [^{}]+\) \}"
)
_ORDERED: Final = re.compile(r"(DESC\()?\?(\w+)")
_NUMERIC: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
_END: Final = re.compile(r"\s*# end")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One named query: what it answers, its parameters, and its text as it stands in the file."""

    name: str
    title: str
    description: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The names of its parameters."""
        return tuple(parameter.name for parameter in self.parameters)

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of this name.

        Raises UnsupportedScope for a day, layer or other part of a `Scope` that the query does not take, and
        InvalidParameter, listing the known ones, for any other name.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        if name in PARTS:
            raise UnsupportedScope(f"The query {self.name}", [name])
        known = self.parameter_names
        raise InvalidParameter(
            "the parameter name",
            name,
            f"one of {', '.join(known)}" if known else f"no parameter, for the query {self.name} takes none",
            hint=question(nearest(name, known)) or f"The query {self.name} is described in its head.",
            known=list(known),
        )

    def bind(self, **parameters: object) -> str:
        """Return the SPARQL text with these values bound; None, "" and empty collections mean "not given".

        A parameter may take one value or several. Raises InvalidParameter or InvalidDate, naming the parameter.

        >>> "2026-02-24" in catalogue()["positions"].bind(valid_at="2026-02-24")
        True
        """
        terms = {name: self.parameter(name).terms(value) for name, value in parameters.items()}
        given = {item: values for name, values in terms.items() if values for item in self.parameter(name).variables}
        names = {name for name, values in terms.items() if values}
        return "\n".join(_bound(self.text.splitlines(), given, names)) + "\n"


def _bound(lines: list[str], given: Mapping[str, list[str]], names: set[str]) -> Iterator[str]:
    """Yield the lines with values in place, without the unused VALUES and the blocks of unused parameters."""
    inside = True
    for line in lines:
        if opening := _WITH.fullmatch(line):
            inside = _matters(opening, names)
        elif _END.fullmatch(line):
            inside = True
        elif inside and (values := _VALUES.fullmatch(line)):
            bound = given.get(values["variable"])
            middle = f"VALUES ?{values['variable']} {{ {' '.join(bound)} }}" if bound else ""
            yield f"{values['indent']}{middle}{values['rest']}"
        elif inside:
            yield line


def _matters(opening: re.Match[str], names: set[str]) -> bool:
    """Return whether a block that opens so is wanted when these parameters are given."""
    if opening["how"] is None:
        return opening["name"] in names
    beside = not names.isdisjoint(opening["others"].split())
    return opening["name"] in names and beside == (opening["how"] == "any")


@cache
def catalogue() -> dict[str, NamedQuery]:
    """Return every named query by name, in alphabetical order.

    >>> catalogue()["claims"].title
    'Claims'
    """
    return {path.stem: parse(path) for path in sorted(query_files(), key=lambda path: path.stem)}


def named(name: str) -> NamedQuery:
    """Return one named query; raises NotFound with near names."""
    queries = catalogue()
    if name not in queries:
        raise NotFound("query", name, nearest(name, queries, 3), hint=f"The named queries are {', '.join(queries)}.")
    return queries[name]


def run(store: Store, name: str, scope: Scope = ALL, **parameters: object) -> list[Row]:
    """Return the rows of a named query, asked in a scope, with these parameters of its own.

    Raises NotFound for an unknown query, InvalidParameter or InvalidDate for a parameter that cannot be used, and
    UnsupportedScope when the query cannot honour a part of the scope.
    """
    return store.select(_text(name, scope, parameters))


def run_unsorted(store: Store, name: str, scope: Scope = ALL, **parameters: object) -> list[Row]:
    """Return the rows of a named query in no order: where there are many, sorting them is most of the engine's work.

    Raises what run raises.
    """
    return store.select(_unsorted(_text(name, scope, parameters)))


def run_bare(store: Store, name: str, scope: Scope = ALL, **parameters: object) -> list[Row]:
    """Return the rows of a named query in their order, without the columns of labels, in half the time.

    For callers that take names from `ask.labels.refs`. Raises what run raises.
    """
    query = _text(name, scope, parameters)
    _, found, order = query.rpartition("\nORDER BY ")
    rows = store.select(_unlabelled(_unsorted(query)))
    for falls, column in reversed(_ORDERED.findall(order if found else "")):
        rows.sort(key=lambda row: rank(row.get(column)), reverse=bool(falls))
    return rows


def _text(name: str, scope: Scope, parameters: Mapping[str, object]) -> str:
    query = named(name)
    return query.bind(**scope.parameters(query), **parameters)


def _unsorted(query: str) -> str:
    """Return a query without the ORDER BY at its end."""
    head, found, _ = query.rpartition("\nORDER BY ")
    return head if found else query


def _unlabelled(query: str) -> str:
    """Return a query that does not look up the labels of what it finds."""
    labels = {found["label"] for found in _LABEL.finditer(query)}
    lines = _LABEL.sub("", query).splitlines()
    return "\n".join(_without(line, labels) if line.startswith("SELECT ") else line for line in lines)


def _without(line: str, labels: Collection[str]) -> str:
    return " ".join(word for word in line.split(" ") if word.removeprefix("?") not in labels)


def rank(term: object) -> tuple[int, float, str]:
    """Return the place of a term in the order of SPARQL: nothing, blank nodes, IRIs, literals; numbers by value."""
    kinds = (ox.BlankNode, ox.NamedNode, ox.Literal)
    kind = next((number for number, one in enumerate(kinds, start=1) if isinstance(term, one)), 0)
    number = float(term.value) if isinstance(term, ox.Literal) and term.datatype.value in _NUMERIC else 0.0
    return kind, number, str(getattr(term, "value", ""))


def executables() -> list[ox.Quad]:
    """Return the named queries as data, each a ``sh:SPARQLExecutable`` called ``q:{name}``.

    >>> any("verdict" in quad.subject.value for quad in executables())
    True
    """
    from conflict_graph.ask.publishing import quads

    return quads(catalogue().values())


def parse(path: Path) -> NamedQuery:
    """Return the query in a file, read from its head and text; raises ValueError when the head is not as it must be."""
    text = path.read_text(encoding="utf-8")
    head = [line[2:] for line in text.splitlines() if re.match(r"# \w+: ", line)]
    fields = dict(line.split(": ", 1) for line in head if not line.startswith("param: "))
    parameters = tuple(_parameter(path, line) for line in head if line.startswith("param: "))
    missing = [field for field in ("title", "description", "question") if field not in fields]
    variables = [variable for item in parameters for variable in item.variables]
    missing += [f"VALUES ?{name} {{ UNDEF }}" for name in variables if f"VALUES ?{name} {{ UNDEF }}" not in text]
    if missing:
        raise ValueError(f"{path}: the head or the text lacks {', '.join(missing)}")
    return NamedQuery(path.stem, fields["title"], fields["description"], fields["question"], parameters, text)


def _parameter(path: Path, line: str) -> Parameter:
    found = _PARAM.fullmatch(line.removeprefix("param: "))
    if not found or found["type"] not in TYPES:
        raise ValueError(f"{path}: cannot read {line!r}")
    choices = tuple(found["choices"].split(",")) if found["choices"] else ()
    variables = tuple(variable.removeprefix("?") for variable in found["variables"].split())
    prefix, of = found["prefix"] or "", found["of"] or ""
    return Parameter(found["name"], found["type"], variables, found["description"], prefix, choices, of)
