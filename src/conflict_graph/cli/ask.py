"""``conflict-graph query`` and ``search``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from conflict_graph.cli.options import StoreOption
from conflict_graph.cli.output import check_format, note, write, write_json, write_table
from conflict_graph.errors import InvalidParameter, MissingFile

if TYPE_CHECKING:
    from conflict_graph.graph import Graph


def query(
    text: Annotated[str | None, Argument(metavar="TEXT", help="A SPARQL 1.1 query; - reads it from the input.")] = None,
    file: Annotated[
        Path | None, Option("--file", "-f", metavar="FILE", help="Read the SPARQL query from a file.")
    ] = None,
    name: Annotated[str | None, Option("--name", "-n", metavar="NAME", help="Ask a named query.")] = None,
    param: Annotated[
        list[str] | None,
        Option("--param", "-p", metavar="NAME=VALUE", help="Parameter of the named query; repeatable."),
    ] = None,
    named: Annotated[bool, Option("--list", help="List the named queries and their parameters.")] = False,
    store: StoreOption = None,
    format: Annotated[
        str,
        Option("--format", metavar="FORMAT", help="table, json, xml, csv or tsv; for graphs turtle, jsonld, ..."),
    ] = "table",
) -> None:
    """Ask in SPARQL, or a named query.

    The usual prefixes (cg:, v:, per:, ...) need not be declared.

    \b
    Examples:
      conflict-graph query "SELECT ?label WHERE { ?p a cg:Person ; skos:prefLabel ?label }"
      conflict-graph query --name positions --param valid_at=2026-02-24 --format csv
    """
    from conflict_graph.graph import open as open_graph

    if named:
        _list_named(format)
        return
    sparql = _sparql(text, file, name, param or [])
    with open_graph(store) as graph:
        _answer(graph, sparql, format)


def search(
    text: Annotated[str, Argument(metavar="TEXT", help="A name, an alias, or part of one.")],
    kind: Annotated[
        list[str] | None, Option("--kind", metavar="KIND", help="Only this kind (Person, Meeting, ...); repeatable.")
    ] = None,
    limit: Annotated[int, Option("--limit", metavar="N", min=1, help="Most hits.")] = 10,
    store: StoreOption = None,
    format: Annotated[str, Option("--format", metavar="table|json", help="How the hits are written.")] = "table",
) -> None:
    """Find actors, meetings, issues and sources by name.

    \b
    Example:
      conflict-graph search zelensky
    """
    from conflict_graph.graph import open as open_graph

    check_format(format, ("table", "json"))
    with open_graph(store) as graph:
        hits = graph.search(text, kinds=kind or (), limit=limit)
    if format == "json":
        write_json(hits)
    elif hits:
        write_table(("name", "kind", "id"), [(hit.thing.label, hit.thing.kind, hit.thing.iri) for hit in hits])
    else:
        note(f"Nothing is called {text!r} or something like it.")


def _sparql(text: str | None, file: Path | None, name: str | None, parameters: list[str]) -> str:
    """Return the SPARQL text of exactly one of the three ways to ask."""
    from conflict_graph.queries import catalogue as named_queries

    ways = [way for way in (text, file, name) if way is not None]
    if len(ways) != 1:
        raise InvalidParameter("the question", len(ways), "exactly one of TEXT, --file and --name")
    if parameters and name is None:
        raise InvalidParameter("--param", parameters[0], "--name beside it; SPARQL text takes no parameters")
    if name is not None:
        return named_queries.named(name).bind(**_bindings(parameters))
    if file is not None:
        return _read(file)
    return sys.stdin.read() if text == "-" else str(text)


def _bindings(parameters: list[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals:
            raise InvalidParameter("--param", parameter, "NAME=VALUE, such as valid_at=2026-02-24")
        values.setdefault(key, []).append(value)
    return values


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise MissingFile(f"The file {file} cannot be read: {error.strerror}.", hint="Check the path.") from error
    except UnicodeDecodeError as error:
        raise InvalidParameter("--file", str(file), "a text in UTF-8") from error


def _answer(graph: Graph, sparql: str, format: str) -> None:
    accept = ("application/sparql-results+json", "text/turtle") if format == "table" else (format,)
    answer = graph.store.query(sparql, accept=accept, limits=graph.limits)
    if answer.truncated:
        note(f"The answer was cut at {graph.settings.query_rows} rows; add a LIMIT, or set CONFLICT_GRAPH_QUERY_ROWS.")
    if format != "table" or answer.kind == "graph":
        write(answer.body)
        return
    from conflict_graph.queries.result import Result

    result = Result(answer)
    if answer.kind == "boolean":
        write("true" if result.boolean else "false")
    else:
        write_table(result.columns, [[row.get(name) for name in result.columns] for row in result.short()])


def _list_named(format: str) -> None:
    from conflict_graph.queries.catalogue import catalogue

    queries = catalogue().values()
    if check_format(format, ("table", "json")) == "json":
        write_json([{"name": q.name, "title": q.title, "parameters": [p.name for p in q.parameters]} for q in queries])
    else:
        write_table(
            ("name", "answers", "parameters"),
            [(q.name, q.question, ", ".join(p.name for p in q.parameters)) for q in queries],
        )
