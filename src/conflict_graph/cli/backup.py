"""``conflict-graph backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from conflict_graph.cli.options import ReportFormatOption, StoreOption, WrittenStoreOption
from conflict_graph.cli.output import check_format, progress, write, write_json

DirectoryArgument = Annotated[Path, Argument(metavar="DIR", help="Directory of the backup.")]


def backup(directory: DirectoryArgument, store: StoreOption = None, format: ReportFormatOption = "text") -> None:
    """Write a store into a backup directory.

    The directory must be new or empty. It gets every statement, and the hash (RDFC-1.0) that proves them.

    \b
    Example:
      conflict-graph backup ./backup-2026-02-24 --store ./my-graph
    """
    from conflict_graph.graph import open as open_graph
    from conflict_graph.write.backup import backup as write_backup

    check_format(format, ("text", "json"))
    with open_graph(store) as graph, progress("Writing the backup"):
        manifest = write_backup(graph.store, directory)
    if format == "json":
        write_json(manifest)
    else:
        write(f"Wrote {manifest.statements} statements of snapshot {manifest.snapshot} to {directory}.")


def restore(
    directory: DirectoryArgument,
    store: WrittenStoreOption,
    replace: Annotated[bool, Option("--replace", help="Replace everything the store holds.")] = False,
    format: ReportFormatOption = "text",
) -> None:
    """Put a backup into a new or empty store.

    Checks the backup first; a damaged one changes nothing.

    \b
    Example:
      conflict-graph restore ./backup-2026-02-24 --store ./restored
    """
    from conflict_graph.graph import open as open_graph
    from conflict_graph.write.backup import restore as read_back

    check_format(format, ("text", "json"))
    with open_graph(store, create=True) as graph, progress("Restoring"):
        manifest = read_back(graph.store, directory, replace=replace)
    if format == "json":
        write_json(manifest)
    else:
        write(f"Restored {manifest.statements} statements into {store}.")
