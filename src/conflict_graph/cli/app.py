"""The commands, gathered."""

from __future__ import annotations

from typing import Annotated

import typer

from conflict_graph import __version__
from conflict_graph.cli import ask, backup, files, import_, merge, relate, repair, serve
from conflict_graph.cli.settings_help import CommandWithSettings

app = typer.Typer(
    name="conflict-graph",
    help="Who meets whom, who wants what, on which condition, as of which day - and the source of each answer.",
    epilog="Settings are read from CONFLICT_GRAPH_* variables; 'conflict-graph serve --help' lists them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _show_version(requested: bool) -> None:
    if requested:
        typer.echo(f"conflict-graph {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Options of every command."""


app.command("serve", cls=CommandWithSettings)(serve.serve)
app.command("load")(files.load)
app.command("import")(import_.import_)
app.command("merge")(merge.merge)
app.command("unmerge")(merge.unmerge)
app.command("validate")(files.validate)
app.command("query")(ask.query)
app.command("search")(ask.search)
app.command("network")(relate.network)
app.command("paths")(relate.paths)
app.command("export")(files.export)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("repair")(repair.repair)
app.command("info")(files.info)
