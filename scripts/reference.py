"""Write the generated pages of docs/reference anew: settings, commands, named queries, errors, routes, Python.

Each page is made from the records the program itself runs on, so it cannot drift; the tests compare.

    make docs
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "docs" / "reference"
_WIDTH = 100


def settings_page() -> str:
    """Every setting: its variable, default and meaning."""
    from conflict_graph.settings import Settings

    prefix = str(Settings.model_config["env_prefix"])
    rows = (
        (f"`{prefix}{name.upper()}`", "" if field.default is None else f"`{field.default}`", field.description)
        for name, field in Settings.model_fields.items()
    )
    return _page(
        "Settings",
        "Settings are read from environment variables when a command or the service starts, and can be given to "
        "`conflict_graph.open(settings=...)`. Options of a command go before them.",
        _table(("variable", "default", "meaning"), rows),
    )


def commands_page() -> str:
    """The help of every command."""
    from typer.main import get_command

    from conflict_graph.cli.app import app

    group = get_command(app)
    context = group.make_context("conflict-graph", [], resilient_parsing=True, terminal_width=_WIDTH)
    sections = [_help_section("conflict-graph", group.get_help(context))]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = command.context_class(command, info_name=name, parent=context, terminal_width=_WIDTH)
        text = command.get_help(inner).split("\n\nSettings (environment", 1)[0]
        sections.append(_help_section(f"conflict-graph {name}", text))
    return _page(
        "Commands",
        "Exit status 0: it worked. 1: it failed, or the data do not hold up. 2: the command line is wrong. Errors go "
        "to standard error, as `error:`, `hint:` and `code:` lines, or as a problem document with `--format json`; "
        "the codes are those of [errors](errors.md). [Settings](settings.md) hold for every command.",
        *sections,
    )


def queries_page() -> str:
    """Every named query with its parameters."""
    from conflict_graph.queries.catalogue import catalogue

    sections = []
    for query in catalogue().values():
        rows = ((f"`{item.name}`", item.type, item.description) for item in query.parameters)
        table = _table(("parameter", "type", "meaning"), rows) if query.parameters else "It takes no parameters."
        sections.append(f"## {query.name}\n\n{query.description}\n\nFor instance: {query.question}\n\n{table}")
    return _page(
        "Named queries",
        "Each is a complete SPARQL 1.1 query in `data/queries`, and published in the graph as a "
        "`sh:SPARQLExecutable`. Ask one with `conflict-graph query --name NAME --param key=value`, or with "
        "`graph.named(name, key=value)`; a parameter may be given several times, and left out.",
        *sections,
    )


def errors_page() -> str:
    """Every error with its code and HTTP status."""
    import conflict_graph_api.http.errors  # noqa: F401 - so that the errors of the service are known too
    from conflict_graph.errors import ConflictGraphError

    rows = {
        (f"`{item.code}`", str(item.status), f"`{item.__name__}`", _first_line(item))
        for item in _family(ConflictGraphError)
        if item.__module__.startswith("conflict_graph") and "code" in vars(item)
    }
    rows.add(("`usage`", "", "", "The command line is wrong (command line only)."))
    return _page(
        "Errors",
        "The same code names an error in Python (`error.code`), on the command line (`code:`) and over HTTP (`code` "
        "of the problem document, with this status). Every message says the value, what was expected, where, and "
        "the next step.",
        _table(("code", "status", "class", "when"), sorted(rows)),
    )


def routes_page() -> str:
    """Every route of the service."""
    from conflict_graph_api.app import create_app

    rows = []
    for path, methods in sorted(create_app().openapi()["paths"].items()):
        for method, operation in methods.items():
            rows.append((f"`{method.upper()} {path}`", operation.get("summary", "")))
    return _page(
        "Routes",
        "The service describes itself in full, with parameters and answers, at `/api/openapi.json` and as a page at "
        "`/api/docs`. Errors are RFC 9457 problem documents; see [errors](errors.md).",
        _table(("route", "what"), rows),
    )


def tables_page() -> str:
    """Every table that can be imported, with its columns."""
    from conflict_graph.imports.tables.templates import columns_page

    return _page(
        "Tables",
        "The tables that `conflict-graph import tables` reads, and their columns; [the guide](../tables.md) shows them "
        "in use. Columns that are not required may be left out.",
        columns_page(),
    )


def python_page() -> str:
    """Every public name of the package, with its signature and the first part of what it says of itself."""
    import conflict_graph

    public = {name: getattr(conflict_graph, name) for name in conflict_graph.__all__ if not name.startswith("_")}
    errors = [name for name, item in public.items() if inspect.isclass(item) and issubclass(item, Exception)]
    sections = [_python_section(name, item) for name, item in public.items() if name not in errors]
    rows = ((f"`{name}`", _first_line(public[name])) for name in errors)
    return _page(
        "Python",
        "What `import conflict_graph` gives. `Things` are one thing or several, each by name, alias, IRI or in hand; "
        "`Layers`, `ClaimKinds` and the like are one code or several. `ScopeArgs` are `valid_at`, `known_at`, "
        "`recorded_at`, `layer`, `modality`, `source`, `holds`; `PeriodArgs` these with `first` and `last`; "
        "`NetworkArgs` with `weighting` and `meetings`. The types of answers are in `conflict_graph.answers`.",
        *sections,
        "## Errors\n\nTheir codes are in [errors](errors.md).\n\n" + _table(("class", "when"), rows),
    )


def _python_section(name: str, item: object) -> str:
    """A function, or a class with its own public methods and properties."""
    parts = [f"## {name}", _python_entry(name, item)]
    if inspect.isclass(item):
        for attribute, value in inspect.getmembers(item):
            function = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
            module = getattr(function, "__module__", None) or ""
            if inspect.isfunction(function) and module.startswith("conflict_graph") and not attribute.startswith("_"):
                parts += [f"### {name}.{attribute}", _python_entry(attribute, value)]
    return "\n\n".join(parts)


class _Written(str):
    """An annotation as the code has it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _python_entry(name: str, item: object) -> str:
    says = (inspect.getdoc(item) or "").split("\n\n", 1)[0]
    if isinstance(item, property):
        return f"```text\n{name}: {inspect.signature(item.fget).return_annotation}\n```\n\n{says}"  # type: ignore[arg-type]
    settings = inspect.isclass(item) and hasattr(item, "model_fields")
    signature = "(...)" if settings else str(_as_written(inspect.signature(item))).replace("<factory>", "...")  # type: ignore[arg-type]
    return f"```text\n{name}{signature}\n```\n\n{says}"


def _as_written(signature: inspect.Signature) -> inspect.Signature:
    parameters = [
        each.replace(annotation=_Written(each.annotation)) if isinstance(each.annotation, str) else each
        for each in signature.parameters.values()
        if each.name != "self"
    ]
    back = signature.return_annotation
    return signature.replace(parameters=parameters, return_annotation=_Written(back) if isinstance(back, str) else back)


GENERATED: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "queries.md": queries_page,
    "errors.md": errors_page,
    "routes.md": routes_page,
    "tables.md": tables_page,
    "python.md": python_page,
}


def _family(error: type[Exception]) -> list[type[Exception]]:
    return [error, *(item for child in error.__subclasses__() for item in _family(child))]


def _first_line(item: object) -> str:
    return (inspect.getdoc(item) or "").splitlines()[0]


def _page(title: str, lead: str, *sections: str) -> str:
    made = "<!-- Made by `make docs` from the program's own records. -->"
    return "\n\n".join((f"# {title}", made, lead, *sections)) + "\n"


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str | None, ...]]) -> str:
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").replace("|", "\\|")


def _help_section(name: str, text: str) -> str:
    return f"## {name}\n\n```text\n{text.rstrip()}\n```"


def main() -> None:
    """Write every page."""
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, make in GENERATED.items():
        (PAGES / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
