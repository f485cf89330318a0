"""What every importer is: a checked stream of items, each what one record says of one claim or one thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol

import pyoxigraph as ox

Term = ox.NamedNode | ox.Literal
Statement = tuple[ox.NamedNode, Term]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a record stands: the file, the row as a spreadsheet counts it (the header is row 1), and the table."""

    file: str
    row: int
    table: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing an importer cannot use, told as a compiler would: place, value, what was expected, nearest names.

    unmatched: the value is a name that means nothing known, or more than one thing.
    """

    file: str
    message: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: str = ""
    nearest: tuple[str, ...] = ()
    severity: Severity = "error"
    unmatched: bool = False

    def to_text(self) -> str:
        """Return the problem as a line that names the place and lines that explain it.

        >>> print(Problem(file="people.csv", row=4, column="state", value="Gemany", message="No state is called so.",
        ...               expected="the id, code or name of a state", nearest=("deu (Germany)",)).to_text())
        people.csv:4: state: error: No state is called so.
            found     “Gemany”
            expected  the id, code or name of a state
            nearest   deu (Germany)
        """
        place = f"{self.file}:{self.row}" if self.row else self.file
        head = ": ".join([part for part in (place, self.column, self.severity, self.message) if part])
        value = None if self.value is None else f"“{self.value}”" if self.value else "nothing"
        rows = (("found", value), ("expected", self.expected), ("nearest", ", ".join(self.nearest)))
        return "\n".join([head, *(f"    {name:<9} {text}" for name, text in rows if text)])

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as JSON-ready data."""
        return {**asdict(self), "nearest": list(self.nearest)}


@dataclass(frozen=True, slots=True)
class Item:
    """What one record says of one subject.

    A claim's statements are everything but the run that made it and the moment it was recorded: those belong to the
    import. assumed are properties whose value stands in for a day the record does not give, so that another value in
    the store is no change. Closing days of superseded positions are listed in closing, since they follow from
    another record.
    """

    subject: ox.NamedNode
    statements: tuple[Statement, ...]
    origin: Origin
    is_claim: bool = False
    assumed: frozenset[ox.NamedNode] = frozenset()
    closing: frozenset[ox.NamedNode] = frozenset()


class Importer(Protocol):
    """An input that can be checked and then read as often as needed, always in the same order.

    name tells the set of records from others: it begins the names of its claims and of its run. noun is what messages
    call such records, in the plural: "tables". layer is the layer its claims belong to; place is where they lie, as it
    is shown.
    """

    name: str
    noun: str
    layer: str
    place: str

    @property
    def files(self) -> tuple[str, ...]:
        """Return what is read, by name."""

    @property
    def errors(self) -> int:
        """Return the number of errors found so far."""

    def fingerprint(self) -> str:
        """Return the SHA-256 of the bytes that are read: the same bytes are the same import."""

    def prepare(self) -> None:
        """Read the records once, for what they define; errors that this finds are counted."""

    def check(self) -> list[Problem]:
        """Return everything that cannot be used (errors) or is left out (warnings), by file and row.

        What the last full reading of `items` found is used; without one, the records are read.
        """

    def count(self) -> int:
        """Return the number of records, for progress; known after `prepare`."""

    def items(self) -> Iterator[Item]:
        """Yield what the records say, one item for each subject a record speaks of. Call `prepare` first.

        What cannot be used is noted, and left out.
        """

    def place_of(self, property_: str, origin: Origin) -> str:
        """Return the part of a record that the value of a claim's property comes from, such as a column.

        "" where no part of the record is to blame.
        """
