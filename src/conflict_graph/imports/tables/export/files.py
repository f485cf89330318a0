"""Tables as files: CSV, or one workbook, with cells that no spreadsheet program takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from conflict_graph.imports.tables.cells import guarded
from conflict_graph.imports.tables.columns import BY_NAME, TABLES
from conflict_graph.imports.tables.export.read_things import Row


class Tables:
    """Tables that are being written, each begun with its first row; as a workbook they are put together at the end."""

    def __init__(self, folder: Path) -> None:
        self.counts: dict[str, int] = {}
        self._folder = folder
        self._open = ExitStack()
        self._writers: dict[str, csv.DictWriter[str]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.close()

    def add(self, table: str, row: Row) -> None:
        """Write a row; cells for columns that the table does not have are left out."""
        names = [column.name for column in BY_NAME[table].columns if column.kind != "unused"]
        if table not in self._writers:
            file = self._open.enter_context((self._folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            self._writers[table] = csv.DictWriter(file, names, lineterminator="\n")
            self._writers[table].writeheader()
        self._writers[table].writerow({name: guarded(" ".join(row.get(name, "").split("\n"))) for name in names})
        self.counts[table] = self.counts.get(table, 0) + 1

    def files(self) -> tuple[str, ...]:
        """Return the names of the files, in the order in which tables are read."""
        return tuple(f"{table.name}.csv" for table in TABLES if table.name in self.counts)


def write_workbook(folder: Path, files: tuple[str, ...], path: Path) -> None:
    """Put CSV tables into a workbook, a sheet for each; every cell is text, so nothing in it is worked out."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name in files:
        sheet = book.create_sheet(name.removesuffix(".csv"))
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for cells in csv.reader(file):
                sheet.append(cells)
    book.save(path)


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the texts of sources beside the tables, byte for byte."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
