"""How the commands write: tables for people, JSON and CSV for programs, progress on terminals only."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from conflict_graph.cli.problems import safe
from conflict_graph.errors import MissingFile, UnknownFormat

_WIDE = 100_000


def check_format(value: str, known: Sequence[str]) -> str:
    """Return the format when it is one of those known here; raises UnknownFormat before any work is done."""
    if value not in known:
        raise UnknownFormat(value, known)
    return value


def write(content: bytes | str, output: Path | None = None) -> None:
    """Write to a file, or to standard output; text ends with a line break there.

    Raises MissingFile when the file cannot be written.
    """
    body = content.encode() if isinstance(content, str) else content
    if output is not None:
        try:
            output.write_bytes(body)
        except OSError as error:
            raise MissingFile(
                f"The file {output} cannot be written: {error.strerror}.", hint="Name a file in a folder that exists."
            ) from error
        return
    if sys.stdout.isatty():
        body = safe(body.decode(errors="replace")).encode()
    sys.stdout.buffer.write(body if body.endswith(b"\n") or not body else body + b"\n")
    sys.stdout.buffer.flush()


def write_json(value: object, output: Path | None = None) -> None:
    """Write records as indented JSON; dates become ISO texts."""
    import orjson

    write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE, default=_jsonable), output)


def write_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: fitted to a terminal, never cut when piped. Text from data cannot steer the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe("" if cell is None else str(cell))) for cell in row))
    with console.capture() as capture:
        console.print(table)
    lines = capture.get().splitlines()
    print("\n".join(line.rstrip() for line in lines).strip("\n"))


def note(text: str) -> None:
    """Tell something beside the answer, on standard error."""
    print(safe(text), file=sys.stderr)


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Show what takes long while it takes long, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{doing} ..."):
        yield


def _jsonable(value: object) -> object:
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"cannot write {type(value).__name__} as JSON")
