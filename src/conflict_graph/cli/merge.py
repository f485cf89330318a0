"""``conflict-graph merge`` and ``unmerge``: decisions that two things are one, or are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from conflict_graph.cli.options import ReportFormatOption, WrittenStoreOption
from conflict_graph.cli.output import check_format, write, write_json

if TYPE_CHECKING:
    from conflict_graph.write.merge import MergeReport

ReasonOption = Annotated[str, Option("--reason", metavar="TEXT", help="Why; recorded with the decision.")]
ByOption = Annotated[str, Option("--by", metavar="NAME", help="Who decides; recorded with the decision.")]
OnOption = Annotated[str | None, Option("--on", metavar="DATE", help="Day of the decision; by default today.")]


def merge(
    kept: Annotated[str, Argument(metavar="KEPT", help="What is kept, as in per:ana-mora.")],
    other: Annotated[str, Argument(metavar="OTHER", help="What gives way to it.")],
    store: WrittenStoreOption,
    reason: ReasonOption,
    by: ByOption = "",
    on: OnOption = None,
    format: ReportFormatOption = "text",
) -> None:
    """Merge a thing into another, of which it is a second record.

    Whatever names OTHER names KEPT from then on, and its address leads there. The decision is recorded with its reason,
    and `conflict-graph unmerge` undoes it exactly.

    \b
    Example:
      conflict-graph merge per:ana-mora per:a-mora --reason "Same office, same day" --store my-graph
    """
    from conflict_graph.dates import parse_day
    from conflict_graph.graph import open as open_graph

    check_format(format, ("text", "json"))
    with open_graph(store) as graph:
        report = graph.merge(kept, other, reason=reason, by=by, on=parse_day("--on", on))
    _tell(report, format, "Merged {other} into {kept}")


def unmerge(
    other: Annotated[str, Argument(metavar="OTHER", help="What had been merged.")],
    store: WrittenStoreOption,
    reason: ReasonOption,
    by: ByOption = "",
    on: OnOption = None,
    format: ReportFormatOption = "text",
) -> None:
    """Take a merged thing out again; everything that named it names it again.

    \b
    Example:
      conflict-graph unmerge per:a-mora --reason "Two people of one name" --store my-graph
    """
    from conflict_graph.dates import parse_day
    from conflict_graph.graph import open as open_graph

    check_format(format, ("text", "json"))
    with open_graph(store) as graph:
        report = graph.unmerge(other, reason=reason, by=by, on=parse_day("--on", on))
    _tell(report, format, "Took {other} out of {kept}")


def _tell(report: MergeReport, format: str, words: str) -> None:
    from conflict_graph.namespaces import shorten

    if format == "json":
        return write_json(report.to_dict())
    done = words.format(kept=shorten(report.kept), other=shorten(report.other))
    write(f"{done}: {report.statements:,} statements moved. The store is at snapshot {report.snapshot}.")
