"""How an answer is shown: as what, in which order, from which row on; and which ways its columns allow."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from conflict_graph.errors import InvalidParameter
from conflict_graph.namespaces import ID, XSD
from conflict_graph_api.sparql.result_table import Cell, Table

VIEWS: Final = {"table": "Table", "graph": "Graph", "timeline": "Timeline", "map": "Map", "raw": "Response"}
"""The ways to show an answer, with their names."""

ROWS: Final = 100
"""Rows of one page of a table."""

_DATED: Final = {XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth")}
_DAY: Final = re.compile(r"-?\d{4}(-\d\d(-\d\d(T.*)?)?)?")
_WHEN: Final = ("date", "day", "when", "start", "from", "first", "validfrom", "stated", "statedon")
_SUBJECTS: Final = ("subject", "holder", "participant", "person", "member", "undertaker", "actor", "a", "source", "s")
_OBJECTS: Final = ("object", "option", "issue", "meeting", "event", "organization", "group", "post", "b", "target", "o")
_LABELS: Final = ("predicate", "relation", "stance", "role", "status", "kind", "p")
_PLACED: Final = (ID + "state/", ID + "place/")


@dataclass(frozen=True, slots=True)
class Show:
    """What a reader wants to see of an answer. In an address it is VIEW, VIEW/COLUMN or VIEW/COLUMN/START.

    A column with a minus before it sorts downwards; an empty one keeps the order of the answer.
    """

    view: str = "table"
    sort: str = ""
    start: int = 0

    @classmethod
    def of(cls, text: str | None) -> Show:
        """Read a way of showing; raises InvalidParameter.

        >>> Show.of("table/-name/100")
        Show(view='table', sort='-name', start=100)
        """
        view, sort, start, *more = [*(text or "table").split("/"), "", "", ""][:4]
        if view not in VIEWS or any(more) or not re.fullmatch(r"\d{0,9}", start, re.ASCII):
            raise InvalidParameter("show", text, f"one of {', '.join(VIEWS)}, perhaps with /COLUMN and /START after it")
        return cls(view, sort, int(start or 0))

    @property
    def column(self) -> str:
        """The column it is sorted by."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Whether it is sorted downwards."""
        return self.sort.startswith("-")

    def as_(self, view: str) -> str:
        """Return the address part of another way of showing the same order."""
        return f"{view}/{self.sort}" if self.sort else view

    def by(self, column: str) -> str:
        """Return the address part of the table sorted by a column, the other way round if it already is."""
        return f"{self.view}/-{column}" if self.sort == column else f"{self.view}/{column}"

    def at(self, start: int) -> str:
        """Return the address part of the page from a row on."""
        return f"{self.view}/{self.sort}/{start}"


@dataclass(frozen=True, slots=True)
class Ties:
    """The columns that make an answer a graph: two ends, perhaps what is said of them, and the claim that says it."""

    source: str
    target: str
    label: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """The rows of one day, month or year."""

    when: str
    rows: tuple[tuple[tuple[str, Cell], ...], ...]


def views(table: Table) -> tuple[str, ...]:
    """Return the ways in which an answer can be shown."""
    if table.kind == "boolean" or not table.rows:
        return ("table", "raw")
    allowed = {"graph": ties(table), "timeline": dated(table), "map": placed(table)}
    return tuple(view for view in VIEWS if view in ("table", "raw") or allowed[view])


def dated(table: Table) -> str | None:
    """Return the column with the days of the rows: the one of a usual name, else the one with most days."""
    counts = Counter({name: sum(map(_is_day, table.column(name))) for name in table.columns})
    columns = [name for name in table.columns if counts[name]]
    usual = [name for when in _WHEN for name in columns if name.lower() == when]
    return usual[0] if usual else max(columns, key=lambda name: counts[name], default=None)


def ties(table: Table) -> Ties | None:
    """Return the columns that make an answer a graph: by their usual names, else the first two with things."""
    if table.kind == "graph":
        return Ties("subject", "object", "predicate")
    things = [name for name in table.columns if any(cell.kind == "iri" for cell in table.column(name))]
    claim = next((name for name in things if name.lower() in ("claim", "c")), "")
    ends = [name for name in things if name != claim and name.lower() not in _LABELS]
    source = _usual(ends, _SUBJECTS) or next(iter(ends), "")
    others = [name for name in ends if name != source]
    target = _usual(others, _OBJECTS) or next(iter(others), "")
    return Ties(source, target, _usual(list(table.columns), _LABELS), claim) if source and target else None


def placed(table: Table) -> str | None:
    """Return the first column with states or places."""
    return next((name for name in table.columns if any(_is_place(cell) for cell in table.column(name))), None)


def moments(table: Table) -> list[Moment]:
    """Return the dated rows of an answer in the order of their days, each with what its other columns say.

    Things stand there by their names, so a column with the labels of another one adds nothing.
    """
    name = dated(table)
    place = table.columns.index(name) if name else 0
    left_out = {
        name,
        *(f"{one}Label" for one in table.columns if any(cell.kind == "iri" for cell in table.column(one))),
    }
    by_day: dict[str, list[tuple[tuple[str, Cell], ...]]] = {}
    for row in table.rows:
        day = row[place]
        if day and _is_day(day):
            cells = zip(table.columns, row, strict=True)
            rest = tuple((column, cell) for column, cell in cells if cell and column not in left_out)
            by_day.setdefault(day.value, []).append(rest)
    return [Moment(day, tuple(by_day[day])) for day in sorted(by_day)]


def _is_day(cell: Cell) -> bool:
    return cell.datatype in _DATED and bool(_DAY.fullmatch(cell.value))


def _is_place(cell: Cell) -> bool:
    return cell.kind == "iri" and cell.value.startswith(_PLACED)


def _usual(names: list[str], usual: tuple[str, ...]) -> str:
    return next((name for one in usual for name in names if name.lower() == one), "")
