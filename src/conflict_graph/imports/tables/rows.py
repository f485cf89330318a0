"""One row while it is read: its cells as what their columns hold, and a place to complain at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conflict_graph.imports.importer import Origin, Problem, Severity
from conflict_graph.imports.nodes import digest
from conflict_graph.imports.problems import Problems
from conflict_graph.imports.tables.cells import Day, day_of, parts
from conflict_graph.imports.tables.columns import Table


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; cells that are empty have no entry."""

    table: Table
    file: str
    number: int
    cells: Mapping[str, str]
    problems: Problems
    id: str
    """The id of the row: what the table gives, else a hash of the cells that tell its rows apart."""

    @classmethod
    def read(cls, table: Table, file: str, number: int, cells: Mapping[str, str], problems: Problems) -> Row:
        """Return a row as it was read."""
        own = cells.get("id") or digest([table.name, *(cells.get(name, "") for name in table.key)])
        return cls(table, file, number, cells, problems, own)

    @property
    def origin(self) -> Origin:
        """Where the row stands."""
        return Origin(self.file, self.number, self.table.name)

    def text(self, column: str) -> str:
        """Return the text of a cell, empty if there is none."""
        return self.cells.get(column, "")

    def code(self, column: str, default: str = "") -> str:
        """Return the code in a cell, in lower case."""
        return self.text(column).casefold() or default

    def many(self, column: str) -> list[str]:
        """Return the values of a cell that holds several, each once."""
        return list(dict.fromkeys(parts(self.text(column))))

    def day(self, column: str) -> Day | None:
        """Return the day or month of a cell, once it has been checked."""
        day = day_of(self.text(column)) if self.text(column) else None
        return day if isinstance(day, Day) else None

    def complain(
        self,
        column: str | None,
        message: str,
        *,
        value: str | None = None,
        expected: str = "",
        nearest: tuple[str, ...] = (),
        severity: Severity = "error",
        unmatched: bool = False,
    ) -> None:
        """Note a problem with a cell, or with the row."""
        shown = value if value is not None or column is None else self.text(column)
        self.problems.add(
            Problem(
                file=self.file,
                row=self.number,
                column=column,
                value=shown,
                message=message,
                expected=expected,
                nearest=nearest,
                severity=severity,
                unmatched=unmatched,
            )
        )

    @property
    def is_broken(self) -> bool:
        """Whether something in the row has been complained about as an error."""
        return self.problems.has_error(self.file, self.number)
