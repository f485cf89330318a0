"""The importer of tables: meetings, participants and positions kept in CSV files or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from conflict_graph.imports.importer import Item, Origin, Problem
from conflict_graph.imports.nodes import slug
from conflict_graph.imports.problems import Problems
from conflict_graph.imports.tables import meeting_rows, sheets, statement_rows, thing_rows
from conflict_graph.imports.tables.cells import check_cell
from conflict_graph.imports.tables.columns import BY_NAME
from conflict_graph.imports.tables.declare import declare, settle
from conflict_graph.imports.tables.match_names import Matcher
from conflict_graph.imports.tables.name_index import Entry, Index
from conflict_graph.imports.tables.property_columns import column_of
from conflict_graph.imports.tables.quotes import Texts
from conflict_graph.imports.tables.row_context import Context
from conflict_graph.imports.tables.rows import Row


def _nothing(row: Row, context: Context) -> Iterator[Item]:
    """Yield nothing: the row speaks of the tables."""
    yield from ()


_COMPILED: Final[dict[str, Callable[[Row, Context], Iterator[Item]]]] = {
    "dataset": _nothing,
    "sources": thing_rows.source,
    "actors": thing_rows.actor,
    "people": thing_rows.person,
    "issues": thing_rows.option,
    "meetings": meeting_rows.meeting,
    "participations": meeting_rows.participation,
    "documents": statement_rows.document,
    "memberships": statement_rows.membership,
    "counts": statement_rows.count,
    "positions": statement_rows.position,
}


@dataclass(frozen=True, slots=True)
class Known:
    """Something a store describes already, that a table may refer to: by the slug of its IRI, its IRI, or a name."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


class TablesImporter:
    """The tables in a folder, or in a workbook.

    known is what the store describes already. read_on is the day on which sources were read that show no date and
    give no day of reading. layer is the layer the claims belong to, by default what the table dataset says, else the
    chronicle; name begins the names of its claims and its run, by default what that table says, else the folder's name.
    replaced tells what took the place of things that were merged, by IRI.

    Raises MissingFile when there is no such folder. Close it when done: it keeps an index in a temporary file.
    """

    noun = "tables"

    def __init__(
        self,
        place: Path,
        *,
        known: Iterable[Known] = (),
        read_on: date,
        layer: str = "",
        name: str = "",
        replaced: Mapping[str, str] | None = None,
    ) -> None:
        self.place = str(place)
        self._problems = Problems()
        self._sheets = sheets.find_sheets(place, self._problems)
        own = _dataset(self._sheets)
        self.layer = layer or own.get("layer", "chronicle").casefold()
        self.name = name or own.get("name") or _own_name(place)
        self._folder = place if place.is_dir() else place.parent
        self._index = Index(replaced or {})
        for one in known:
            _enter(self._index, one)
        texts = Texts(self._folder)
        self._context = Context(self.name, self._index, Matcher(self._index), texts, read_on)
        self._rows = 0
        self._prepared: Problems | None = None
        self._read_through = False
        self._texts: dict[str, None] = {}

    @property
    def files(self) -> tuple[str, ...]:
        """The files and sheets that are read."""
        return tuple(sheet.shown for sheet in self._sheets)

    def fingerprint(self) -> str:
        """Return the SHA-256 of the tables and the texts they name."""
        paths = {sheet.path for sheet in self._sheets} | {self._folder / name for name in self._texts}
        return sheets.fingerprint(sorted(path for path in paths if path.is_file()))

    def prepare(self) -> None:
        """Read all rows once, for what they define; cells that cannot be used are noted."""
        if self._prepared is not None:
            return
        for row in self._read(self._problems, self._problems):
            self._rows += 1
            if not row.is_broken:
                _check_cells(row)
            declare(row, self._index, self.name)
            if row.text("text") and row.table.name == "sources":
                self._texts[row.text("text")] = None
        settle(self._index)
        self._prepared = self._problems

    def check(self) -> list[Problem]:
        """Return everything that cannot be used (errors) or is left out (warnings), by file and row."""
        self.prepare()
        if not self._read_through:
            for _ in self.items():
                pass
        return self._problems.sorted()

    @property
    def errors(self) -> int:
        """The number of errors found so far."""
        return self._problems.errors

    def count(self) -> int:
        """Return the number of rows."""
        return self._rows

    def items(self) -> Iterator[Item]:
        """Yield what the rows say, in the order of tables and rows; rows with errors are left out."""
        self.prepare()
        self._read_through = False
        self._problems = (self._prepared or self._problems).copy()
        for row in self._read(self._problems, Problems()):
            if not row.is_broken:
                yield from _COMPILED[row.table.name](row, self._context)
        self._read_through = True

    def place_of(self, property_: str, origin: Origin) -> str:
        """Return the column that the value of a property comes from."""
        return column_of(property_, origin)

    def close(self) -> None:
        """Remove the index."""
        self._index.close()

    def _read(self, problems: Problems, unreadable: Problems) -> Iterator[Row]:
        """Yield the rows, which complain to problems; what of a file cannot be read goes to unreadable."""
        for sheet in self._sheets:
            for number, cells in sheet.rows(unreadable):
                yield Row.read(sheet.table, sheet.shown, number, cells, problems)


def _own_name(place: Path) -> str:
    """Return the name of tables by their folder or workbook."""
    resolved = place.resolve()
    return slug(resolved.name if resolved.is_dir() else resolved.stem) or "tables"


def _dataset(opened: Sequence[sheets.Sheet]) -> dict[str, str]:
    """Return the row that names the tables, as far as it can be used; what is wrong with it is told with the others."""
    rows = (cells for sheet in opened if sheet.table.name == "dataset" for _, cells in sheet.rows(Problems()))
    cells = next(rows, {})
    columns = BY_NAME["dataset"].columns
    return {one.name: text for one in columns if (text := cells.get(one.name)) and check_cell(one, text) is None}


def _check_cells(row: Row) -> None:
    for column in row.table.columns:
        text = row.text(column.name)
        if not text:
            if column.required:
                row.complain(column.name, "The cell is empty.", expected=_lower(column.meaning))
            continue
        wrong = check_cell(column, text)
        if wrong:
            row.complain(column.name, wrong.message, expected=wrong.expected, nearest=wrong.nearest)


def _lower(meaning: str) -> str:
    return meaning[0].lower() + meaning[1:].rstrip(".")


_SPACES: Final = {
    "Person": "actor",
    "State": "actor",
    "InternationalOrganization": "actor",
    "Coalition": "actor",
    "Meeting": "meeting",
    "Process": "meeting",
    "Issue": "issue",
    "PolicyOption": "option",
    "Outcome": "document",
    "Source": "source",
    "Place": "Place",
    "Post": "Post",
    "Condition": "Condition",
}


def _enter(index: Index, known: Known) -> None:
    space = _SPACES.get(known.kind)
    if space:
        local = known.iri.rsplit("/", 1)[1]
        entry = Entry(local, known.iri, known.kind, known.label, extra=known.extra)
        index.put(space, entry, known.names)
        if known.kind == "Place" and len(local) == 3:  # a territory, by its code
            index.put("actor", entry, known.names)
