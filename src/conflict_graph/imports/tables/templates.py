"""Templates to fill in, and the documentation of the columns, from the same records that the checks use."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from conflict_graph.errors import MissingFile
from conflict_graph.imports.tables.columns import TABLES, Column, Table

_EXAMPLES: Final[dict[str, tuple[dict[str, str], ...]]] = {
    "sources": (
        {
            "id": "herald-1",
            "site": "lakeherald.example",
            "title": "Ministers meet at the lake",
            "date": "2031-04-13",
            "address": "https://lakeherald.example/1",
            "reliability": "B",
        },
    ),
    "actors": ({"id": "lake-league", "kind": "coalition", "name": "Lake League", "aliases": "League of the Lake"},),
    "people": (
        {
            "id": "ana-mora",
            "name": "Ana Mora",
            "state": "PER",
            "office": "Foreign Minister of Peru",
            "source_ids": "herald-1",
        },
    ),
    "issues": (
        {
            "issue": "lake-water",
            "issue_label": "Sharing of the lake water",
            "option": "water-quota",
            "option_label": "Fixed quota for each state",
        },
    ),
    "meetings": (
        {
            "id": "puno-2031-04-12",
            "label": "Lake talks in Puno, 12 April 2031",
            "start": "2031-04-12",
            "status": "held",
            "mode": "in-person",
            "event_type": "talks",
            "place": "Puno",
            "country": "PER",
            "hosted_by": "ana-mora",
            "issues": "lake-water",
            "source_ids": "herald-1",
            "sure": "medium",
        },
    ),
    "participations": (
        {
            "meeting": "puno-2031-04-12",
            "participant": "ana-mora",
            "on_behalf_of": "PER",
            "role": "host",
            "status": "attended",
            "source_ids": "herald-1",
        },
        {"meeting": "puno-2031-04-12", "participant": "Bolivia", "status": "attended", "source_ids": "herald-1"},
    ),
    "documents": (
        {
            "id": "puno-statement",
            "title": "Puno statement",
            "kind": "joint statement",
            "date": "2031-04-12",
            "meeting": "puno-2031-04-12",
            "issuers": "ana-mora",
            "source_ids": "herald-1",
        },
    ),
    "memberships": ({"member": "PER", "group": "lake-league", "as_of": "2031-04-13", "source_ids": "herald-1"},),
    "counts": (
        {
            "about": "puno-2031-04-12",
            "of": "participants",
            "count": "12",
            "as_of": "2031-04-12",
            "source_ids": "herald-1",
        },
    ),
    "positions": (
        {
            "holder": "ana-mora",
            "on_behalf_of": "PER",
            "issue": "lake-water",
            "option": "water-quota",
            "stance": "support",
            "firmness": "firm",
            "stated_on": "2031-04-12",
            "meeting": "puno-2031-04-12",
            "summary": "Wants a fixed quota",
            "source_ids": "herald-1",
        },
    ),
}
"""Rows to start from; every template together makes tables that can be imported as they are."""


def write_templates(folder: Path) -> list[Path]:
    """Write a template for each table, with example rows, into a folder; files that are there stay as they are.

    Raises MissingFile when the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [path for table in TABLES if table.name in _EXAMPLES and (path := _write(folder, table))]
    except OSError as error:
        raise MissingFile(
            f"The templates cannot be written to {folder}: {error.strerror}.", hint="Name a folder of your own."
        ) from error


def _write(folder: Path, table: Table) -> Path | None:
    path = folder / f"{table.name}.csv"
    if path.exists():
        return None
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [one.name for one in table.columns if one.kind != "unused"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(_EXAMPLES[table.name])
    return path


def columns_page() -> str:
    """Return the tables and columns as Markdown, for the documentation."""
    return "\n".join(line for table in TABLES for line in _section(table))


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n\nOne row is {table.row}.\n\n| column | holds | meaning | example |\n|---|---|---|---|"
    for column in table.columns:
        if column.kind != "unused":
            required = " (required)" if column.required else ""
            yield f"| `{column.name}`{required} | {_holds(column)} | {column.meaning} | {column.example} |"
    yield ""


def _holds(column: Column) -> str:
    words = ", ".join(column.codes) if column.codes else _WORDS.get(column.kind, column.kind)
    return f"{words}; several, joined by `;`" if column.many else words


_WORDS: Final = {
    "actor": "id, name or country code of an actor",
    "country": "id, name or country code of a state, territory or organisation",
    "group": "id or name of a coalition or organisation",
    "meeting": "id or name of a meeting",
    "issue": "id or name of an issue",
    "option": "id or name of an option",
    "document": "id or title of a document",
    "source": "id or title of a source",
    "claim": "id of a row",
    "counted": "id or name",
    "day": "day or month",
    "flag": "yes or nothing",
    "names": "names",
    "wikidata": "identifier such as Q142",
    "file": "path",
}
