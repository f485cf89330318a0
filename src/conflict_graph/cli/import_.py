"""``conflict-graph import``: spreadsheets into a store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, BadParameter, Exit, Option

from conflict_graph.cli.options import ReportFormatOption
from conflict_graph.cli.output import check_format, note, write, write_json
from conflict_graph.cli.problems import FAILED, safe

if TYPE_CHECKING:
    from conflict_graph.imports.report import ImportReport
    from conflict_graph.imports.run import Progress
    from conflict_graph.store.base import Store

_REPORTS = ("text", "json")
_CORPORA = ("tables",)


def import_(
    corpus: Annotated[str, Argument(metavar="tables", help="What is imported.")],
    place: Annotated[
        Path | None, Argument(metavar="DIR", help="Folder with CSV files or a workbook, or one workbook.")
    ] = None,
    store: Annotated[
        str | None, Option("--store", metavar="DIR|URL", help="Store directory or SPARQL endpoint to write to.")
    ] = None,
    check: Annotated[bool, Option("--check", help="Check the tables and change nothing.")] = False,
    template: Annotated[
        Path | None, Option("--template", metavar="DIR", help="Write templates with examples to this folder.")
    ] = None,
    layer: Annotated[
        str, Option("--layer", metavar="LAYER", help="Layer of the claims: chronicle, reference or machine-coded.")
    ] = "",
    name: Annotated[
        str, Option("--name", metavar="NAME", help="What the tables are called; by default like their folder.")
    ] = "",
    keep_missing: Annotated[
        bool, Option("--keep-missing", help="Keep claims of these tables whose rows are not there any more.")
    ] = False,
    recorded_on: Annotated[
        str | None, Option("--recorded-on", metavar="DATE", help="Day the claims count as recorded; by default today.")
    ] = None,
    format: ReportFormatOption = "text",
) -> None:
    """Import tables of meetings, participants and positions.

    Everything is checked first; all of it is imported, or nothing. The same tables a second time change nothing; an
    edited row makes a new version of its claim and keeps the old one, and the claim of a row that is gone is withdrawn.
    docs/tables.md describes the columns.

    \b
    Example:
      conflict-graph import tables --template my-tables
      conflict-graph import tables my-tables --check
      conflict-graph import tables my-tables --store my-graph
    """
    from conflict_graph.dates import parse_day

    check_format(format, _REPORTS)
    if corpus not in _CORPORA:
        raise BadParameter(f"{corpus!r} cannot be imported; this can: {', '.join(_CORPORA)}.")
    if template is not None:
        return _templates(template)
    if place is None:
        raise BadParameter("Name the folder with the tables, or --template DIR to get some.")
    if not check and store is None:
        raise BadParameter("Name the store with --store, or --check to change nothing.")
    day = parse_day("--recorded-on", recorded_on)
    options = _Options(place, day, layer, name, keep_missing)
    report = _checked(options, store) if check else _imported(options, str(store))
    write_json(report.to_dict()) if format == "json" else write(safe(report.to_text()))
    if not report.conforms:
        raise Exit(FAILED)


def _templates(folder: Path) -> None:
    from conflict_graph.imports.tables.templates import write_templates

    written = write_templates(folder)
    write("\n".join(map(str, written)) if written else f"The templates are in {folder} already.")
    note("Fill them in, keep the first row, then: conflict-graph import tables DIR --check")


@dataclass(frozen=True, slots=True)
class _Options:
    """What the command line says of the tables."""

    place: Path
    recorded_on: date | None
    layer: str
    name: str
    keep_missing: bool

    def keywords(self) -> dict[str, Any]:
        names = ("recorded_on", "layer", "name", "keep_missing")
        return {name: getattr(self, name) for name in names}


def _checked(options: _Options, store: str | None) -> ImportReport:
    from conflict_graph.imports.tables.run import check_tables

    with _opened(store, create=False) as opened:
        return check_tables(opened, options.place, **options.keywords())


def _imported(options: _Options, store: str) -> ImportReport:
    from conflict_graph.imports.tables.run import import_tables

    with _opened(store, create=True) as opened, _progress() as progress:
        assert opened is not None
        report = import_tables(opened, options.place, progress=progress, **options.keywords())
        opened.abandon()
        return report


@contextmanager
def _opened(location: str | None, *, create: bool) -> Iterator[Store | None]:
    """Open a store; to check tables, one that is not there yet counts as empty."""
    from conflict_graph.opening import open_store
    from conflict_graph.settings import read_settings

    if location is None or (not create and "://" not in location and not (Path(location) / "CURRENT").exists()):
        yield None
        return
    with open_store(location, read_settings(), create=create) as store:
        yield store


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show rows done, rows a second and the time that remains, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("rows", total=None, rate="")

        def tell(done: int, total: int) -> None:
            speed = shown.tasks[0].speed
            shown.update(task, completed=done, total=total, rate=f"{speed:,.0f} rows/s" if speed else "")

        yield tell
