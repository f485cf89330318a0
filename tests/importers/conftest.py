"""Small tables to start from, and stores to import them into."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from conflict_graph.imports.report import ImportReport
from conflict_graph.imports.tables.run import check_tables, import_tables
from conflict_graph.imports.tables.templates import write_templates
from conflict_graph.store.base import Store
from conflict_graph.store.directory import DirectoryStore

DAY = date(2031, 5, 1)


class Tables:
    """A folder of tables that starts as the templates with their examples."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_templates(folder)

    def path(self, table: str) -> Path:
        return self.folder / f"{table}.csv"

    def rows(self, table: str) -> list[dict[str, str]]:
        with self.path(table).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, table: str, rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> None:
        with self.path(table).open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)

    def edit(self, table: str, row: int = 0, **cells: str) -> None:
        rows = self.rows(table)
        rows[row] |= cells
        self.write(table, rows)

    def add(self, table: str, **cells: str) -> None:
        rows = self.rows(table)
        self.write(table, [*rows, dict.fromkeys(rows[0], "") | cells])

    def check(self, store: Store | None = None) -> ImportReport:
        return check_tables(store, self.folder, recorded_on=DAY)

    def complaints(self) -> list[str]:
        """What a check says, without the summary."""
        return [problem.to_text() for problem in self.check().problems]


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(tmp_path / "tables")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DirectoryStore]:
    with DirectoryStore(tmp_path / "store", create=True) as opened:
        yield opened


@pytest.fixture
def bring(tables: Tables, store: DirectoryStore) -> Callable[[], ImportReport]:
    """Import the tables into the store, as recorded on a fixed day."""
    return lambda: import_tables(store, tables.folder, recorded_on=DAY)
