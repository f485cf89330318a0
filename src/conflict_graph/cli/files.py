"""``conflict-graph load``, ``validate``, ``export`` and ``info``: files in, files out, and what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, BadParameter, Exit, Option

from conflict_graph.cli.options import FilesArgument, OutputOption, ReportFormatOption, StoreOption, WrittenStoreOption
from conflict_graph.cli.output import check_format, progress, write, write_json
from conflict_graph.cli.problems import FAILED, safe

_REPORTS = ("text", "json")


def load(
    files: FilesArgument,
    store: WrittenStoreOption,
    graph: Annotated[
        str | None, Option("--graph", metavar="IRI", help="Named graph to load into instead of the default graph.")
    ] = None,
    format: ReportFormatOption = "text",
) -> None:
    """Check files and add what they say to a store.

    Either everything is added, or nothing when the check fails.

    \b
    Example:
      conflict-graph load article.ttl --store ./my-graph
    """
    from conflict_graph.graph import open as open_graph

    check_format(format, _REPORTS)
    with open_graph(store, create=True) as opened, progress(f"Loading {len(files)} files"):
        report = opened.load(files, graph=graph)
    if format == "json":
        write_json(report)
    else:
        known = f"; {report.unchanged} were there already" if report.unchanged else ""
        write(f"Added {report.added} statements{known}. The store is at snapshot {report.snapshot}.")


def validate(
    files: FilesArgument,
    store: StoreOption = None,
    format: ReportFormatOption = "text",
) -> None:
    """Check files and change nothing.

    Files are checked against the shapes, and every quote against the text of its source. Ends with status 1 when
    something does not hold up. Things the files only mention are looked up: in the shipped data, or in the store
    named; with a store that takes writes, files are judged together with what it already says of the same things.

    \b
    Example:
      conflict-graph validate article.ttl
    """
    from conflict_graph.graph import open as open_graph

    check_format(format, _REPORTS)
    with open_graph(store) as opened, progress(f"Checking {len(files)} files"):
        report = opened.validate(files)
    if format == "json":
        write_json(report.to_dict())
    else:
        write(report.to_text())
    if not report.conforms:
        raise Exit(FAILED)


def export(
    what: Annotated[
        str | None, Argument(metavar="[tables]", help="Write tables to import again, instead of RDF.")
    ] = None,
    place: Annotated[Path | None, Argument(metavar="[DIR|FILE.xlsx]", help="Where the tables go.")] = None,
    store: StoreOption = None,
    format: Annotated[
        str | None,
        Option(
            "--format",
            metavar="FORMAT",
            help="turtle, trig, n-triples, n-quads, rdfxml or jsonld; with tables, of the report: text or json.",
        ),
    ] = None,
    output: OutputOption = None,
    name: Annotated[str, Option("--name", metavar="NAME", help="Which tables, if the store holds several sets.")] = "",
) -> None:
    """Write everything a store holds as RDF, or imported tables as tables.

    Formats without named graphs hold the default graph only; take trig, n-quads or jsonld for all graphs. Tables are
    written so that they can be edited and imported again; the report names what they cannot say.

    \b
    Example:
      conflict-graph export --format turtle --output everything.ttl
      conflict-graph export tables my-tables --store my-graph
    """
    from conflict_graph.graph import open as open_graph

    if what is None:
        with open_graph(store) as opened, progress("Exporting"):
            return write(opened.export(format or "turtle"), output)
    if what != "tables" or place is None:
        raise BadParameter("Write `export tables DIR`, or leave both out for RDF.")
    check_format(format or "text", _REPORTS)
    with open_graph(store) as opened, progress("Exporting"):
        report = opened.export_tables(place, name=name)
    write_json(report.to_dict()) if format == "json" else write(safe(report.to_text()))


def info(store: StoreOption = None, format: ReportFormatOption = "text") -> None:
    """Say what a store holds.

    Statements, claims of each kind, layers, sources, and the snapshot they are read from.

    \b
    Example:
      conflict-graph info --format json
    """
    from conflict_graph.graph import open as open_graph

    check_format(format, _REPORTS)
    with open_graph(store) as opened:
        facts = opened.info()
    if format == "json":
        write_json(facts)
    else:
        write(facts.to_text())
