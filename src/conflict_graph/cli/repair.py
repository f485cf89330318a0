"""``conflict-graph repair``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument

from conflict_graph.cli.options import ReportFormatOption
from conflict_graph.cli.output import check_format, progress, write, write_json


def repair(
    directory: Annotated[Path, Argument(metavar="DIR", help="Directory of the store.")],
    format: ReportFormatOption = "text",
) -> None:
    """Put a store back whose file CURRENT was lost or damaged.

    The newest snapshot that can be read from end to end becomes the current one. Nothing is removed.

    \b
    Example:
      conflict-graph repair ./my-graph
    """
    from conflict_graph.store.repair import repair as put_back

    check_format(format, ("text", "json"))
    with progress("Reading the snapshots"):
        outcome = put_back(directory)
    if format == "json":
        return write_json(outcome)
    unreadable = f" Not readable: {', '.join(outcome.unreadable)}." if outcome.unreadable else ""
    if outcome.changed:
        write(f"The snapshot {outcome.snapshot} with {outcome.statements} statements is current again.{unreadable}")
    else:
        write(f"Nothing to repair: {outcome.snapshot} is current, and its {outcome.statements} statements can be read.")
