"""Named queries: ``data/queries/*.rq``, each a complete SPARQL 1.1 query with a head that describes it.

The head is comments: title, description, question, and one ``param`` line for each parameter. A parameter stands
in the text as ``VALUES ?variable { UNDEF }``, so a file runs as it is. Binding puts serialised terms in place of
UNDEF. Lines between ``# with name`` and ``# end`` only matter when that parameter is given: unbound they select
everything, so binding leaves them out to spare the engine the work. A block can depend on other parameters too, with
``and any of`` or ``and none of`` and their names: where one of them has found the few things to ask of, the engine
had better not start from everything else that fits.

Lines between ``# labels`` or ``# order`` and ``# end`` are for readers of a table. Callers that take names from
`ask.labels.refs` and put rows in an order of their own run a query bare, without those lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from conflict_graph.errors import InvalidParameter, NotFound, UnsupportedScope
from conflict_graph.queries.parameters import TYPES, Parameter
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
_BLOCK: Final = re.compile(
    r"\s*# (?:(?P<for_readers>labels|order)"
    r"|with (?P<name>\w+)(?: and (?P<how>any|none) of (?P<others>\w+(?: \w+)*))?)"
)
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
        return self._bind(parameters, bare=False)

    def bind_bare(self, **parameters: object) -> str:
        """Return the SPARQL text with these values bound, without its labels and its order; raises what bind raises.

        >>> query = catalogue()["positions"]
        >>> "skos:prefLabel" in query.bind(), "skos:prefLabel" in query.bind_bare()
        (True, False)
        """
        return self._bind(parameters, bare=True)

    def _bind(self, parameters: Mapping[str, object], bare: bool) -> str:
        terms = {name: self.parameter(name).terms(value) for name, value in parameters.items()}
        given = {item: values for name, values in terms.items() if values for item in self.parameter(name).variables}
        names = {name for name, values in terms.items() if values}
        return "\n".join(_bound(self.text.splitlines(), given, names, bare)) + "\n"


def _bound(lines: list[str], given: Mapping[str, list[str]], names: set[str], bare: bool) -> Iterator[str]:
    """Yield the lines with values in place, without the unused VALUES and the blocks that are left out."""
    inside = True
    for line in lines:
        if opening := _BLOCK.fullmatch(line):
            inside = not bare if opening["for_readers"] else _matters(opening, names)
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
    query = named(name)
    return store.select(query.bind(**scope.parameters(query), **parameters))


def run_bare(store: Store, name: str, scope: Scope = ALL, **parameters: object) -> list[Row]:
    """Return the rows of a named query in no order and without labels, in half the time.

    Where there are many rows, naming and sorting them is most of an engine's work. Raises what run raises.
    """
    query = named(name)
    return store.select(query.bind_bare(**scope.parameters(query), **parameters))


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
    _check_blocks(path, text)
    return NamedQuery(path.stem, fields["title"], fields["description"], fields["question"], parameters, text)


def _check_blocks(path: Path, text: str) -> None:
    opened = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if _BLOCK.fullmatch(line):
            if opened:
                raise ValueError(f"{path}:{number}: a block begins inside that of line {opened}")
            opened = number
        elif _END.fullmatch(line):
            if not opened:
                raise ValueError(f"{path}:{number}: an end without a block")
            opened = 0
    if opened:
        raise ValueError(f"{path}:{opened}: a block without an end")


def _parameter(path: Path, line: str) -> Parameter:
    match = _PARAM.fullmatch(line.removeprefix("param: "))
    if not match or match["type"] not in TYPES:
        raise ValueError(f"{path}: cannot read {line!r}")
    choices = tuple(match["choices"].split(",")) if match["choices"] else ()
    variables = tuple(variable.removeprefix("?") for variable in match["variables"].split())
    prefix, of = match["prefix"] or "", match["of"] or ""
    return Parameter(match["name"], match["type"], variables, match["description"], prefix, choices, of)
