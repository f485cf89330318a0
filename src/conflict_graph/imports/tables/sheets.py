"""Tables as files: CSV files and the sheets of workbooks, as rows of trimmed text with their row numbers."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from conflict_graph.errors import MissingFile
from conflict_graph.imports.importer import Problem
from conflict_graph.imports.problems import Problems
from conflict_graph.imports.tables.cells import unguarded
from conflict_graph.imports.tables.columns import BY_NAME, Table
from conflict_graph.suggest import nearest

_NOT_UTF8: Final = re.compile("[\udc80-\udcff]")
_WORKBOOKS: Final = (".xlsx", ".xlsm")
_SAVE_AS: Final = "text in UTF-8; in a spreadsheet program save as “CSV UTF-8”"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table where it lies: a CSV file, or a sheet of a workbook."""

    table: Table
    path: Path
    shown: str
    sheet: str | None = None

    def rows(self, problems: Problems) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the row number and the filled cells of each row that is not empty; what cannot be read is noted.

        Rows with something wrong are yielded as well: others may refer to them, and are not wrong for that.
        """
        lines = self._csv(problems) if self.sheet is None else self._xlsx(problems)
        header: list[str] | None = None
        for number, cells in lines:
            if not any(cells):
                continue
            if header is None:
                header = [cell.casefold() for cell in cells]
                if not self._sound(header, problems):
                    problems.spoil(self.shown)
            else:
                self._check(number, cells, header, problems)
                cells = [unguarded(cell) for cell in cells]
                yield number, {name: cell for name, cell in zip(header, cells, strict=False) if cell and name}
        if header is None:
            problems.add(Problem(file=self.shown, message="The table is empty.", expected="a header row"))

    def _sound(self, header: Sequence[str], problems: Problems) -> bool:
        """Check the header row: no column twice, none missing; columns that nobody reads are warned about."""
        known = [column.name for column in self.table.columns]
        twice = sorted({name for name in header if name and header.count(name) > 1})
        for name in twice:
            self._complain(problems, 1, name, "The column stands there twice.", expected="each column once")
        missing = [column.name for column in self.table.columns if column.required and column.name not in header]
        for name in missing:
            near = tuple(nearest(name, [cell for cell in header if cell not in known], 2))
            self._complain(problems, 1, name, "The column is missing.", expected=f"a column {name}", nearest=near)
        for name in dict.fromkeys(name for name in header if name and name not in known):
            message = "No such column is known; it is left out."
            near = tuple(nearest(name, [one for one in known if one not in header], 2))
            self._complain(problems, 1, name, message, nearest=near, severity="warning")
        return not twice and not missing

    def _check(self, number: int, cells: list[str], header: Sequence[str], problems: Problems) -> None:
        if any(cells[len(header) :]):
            expected = f"{len(header)} cells; a text with a comma or semicolon in it needs quotation marks"
            message = f"The row has {len(cells)} cells, the header {len(header)}."
            self._complain(problems, number, None, message, expected=expected)
        for at, (name, cell) in enumerate(zip(header, cells, strict=False)):
            match = _NOT_UTF8.search(cell)
            if match:
                byte = f"The byte 0x{ord(match[0]) - 0xDC00:02X} is not UTF-8."
                cells[at] = shown = _NOT_UTF8.sub("\ufffd", cell)
                self._complain(problems, number, name, byte, value=shown, expected=_SAVE_AS)
            elif "\n" in cell or "\r" in cell:
                shown = " ⏎ ".join(cell.splitlines())
                self._complain(problems, number, name, "The cell has a line break.", value=shown, expected="one line")
            elif cell.startswith("=") and len(cell) > 1:
                message = "The cell holds a formula."
                self._complain(problems, number, name, message, value=cell, expected="the value itself")

    def _complain(self, problems: Problems, row: int, column: str | None, message: str, **details: object) -> None:
        problems.add(Problem(file=self.shown, row=row, column=column, message=message, **details))  # type: ignore[arg-type]

    def _csv(self, problems: Problems) -> Iterator[tuple[int, list[str]]]:
        with self.path.open("rb") as raw:
            start = raw.read(4096)
            if start.startswith((b"\xff\xfe", b"\xfe\xff")):
                problems.add(Problem(file=self.shown, message="The file is UTF-16.", expected=_SAVE_AS))
                return
            raw.seek(0)
            text = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape", newline="")
            number = 0
            try:
                for number, cells in enumerate(csv.reader(text, delimiter=_delimiter(start), strict=True), start=1):
                    yield number, [_clean(cell) for cell in cells]
            except csv.Error as error:
                expected = "cells in which each quotation mark is closed, and doubled inside a quoted text"
                message = f"The row is not CSV: {error}."
                problems.add(Problem(file=self.shown, row=number + 1, message=message, expected=expected))

    def _xlsx(self, problems: Problems) -> Iterator[tuple[int, list[str]]]:
        from openpyxl import load_workbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions it drops; only cells are read
            book = load_workbook(self.path, read_only=True)
            try:
                for number, row in enumerate(book[self.sheet or ""].iter_rows(values_only=True), start=1):
                    yield number, [self._value(value, number, problems) for value in row]
            finally:
                book.close()

    def _value(self, value: object, number: int, problems: Problems) -> str:
        if isinstance(value, bool):
            return "yes" if value else ""
        if isinstance(value, datetime) and value.time() != datetime.min.time():
            message = "The cell holds a time of day."
            self._complain(problems, number, None, message, value=str(value), expected="a day as YYYY-MM-DD")
        if isinstance(value, date):
            return value.isoformat()[:10]
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return "" if value is None else _clean(str(value))


def find_sheets(place: Path, problems: Problems) -> list[Sheet]:
    """Return the tables in a folder, or in one workbook, in the order in which tables are read.

    Raises MissingFile when there is no such folder or workbook.
    """
    if not place.exists():
        raise MissingFile(f"There is no folder {place}.", hint="Name a folder with tables such as meetings.csv.")
    paths = [place] if place.is_file() else sorted(path for path in place.iterdir() if path.is_file())
    opened = [sheet for path in paths for sheet in _sheets_of(path, problems)]
    by_table: dict[str, Sheet] = {}
    for sheet in opened:
        other = by_table.setdefault(sheet.table.name, sheet)
        if other is not sheet:
            message = f"The table {sheet.table.name} is there twice; {other.shown} holds it as well."
            problems.add(Problem(file=sheet.shown, message=message, expected="each table once"))
    if not opened and not problems.errors:
        names = ", ".join(f"{name}.csv" for name in BY_NAME)
        problems.add(Problem(file=str(place), message="There is no table here.", expected=names))
    return [by_table[name] for name in BY_NAME if name in by_table]


def _sheets_of(path: Path, problems: Problems) -> Iterator[Sheet]:
    if path.suffix.casefold() == ".csv":
        yield from _sheet(path.stem, path, path.name, None, problems)
    elif path.suffix.casefold() in _WORKBOOKS and not path.name.startswith("~$"):
        for name in _sheet_names(path, problems):
            yield from _sheet(name, path, f"{path.name}[{name}]", name, problems)


def _sheet(name: str, path: Path, shown: str, sheet: str | None, problems: Problems) -> Iterator[Sheet]:
    table = BY_NAME.get(name.casefold())
    if table is not None:
        yield Sheet(table, path, shown, sheet)
        return
    message = "No table has this name; it is left out."
    near = tuple(nearest(name, BY_NAME, 2))
    problems.add(Problem(file=shown, message=message, expected=", ".join(BY_NAME), nearest=near, severity="warning"))


def _sheet_names(path: Path, problems: Problems) -> list[str]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True)
            names = list(book.sheetnames)
            book.close()
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        expected = "a workbook as a spreadsheet program saves it, or CSV files"
        message = f"The workbook cannot be read: {error}."
        problems.add(Problem(file=path.name, message=message, expected=expected))
        return []
    return names


def fingerprint(paths: Sequence[Path]) -> str:
    """Return one SHA-256 over the names and bytes of files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name}\n{path.stat().st_size}\n".encode())
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()


def _delimiter(start: bytes) -> str:
    header = start.split(b"\n", 1)[0]
    return ";" if header.count(b";") > header.count(b",") else ","


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip().strip("\u200b\ufeff")
