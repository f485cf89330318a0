"""Run the examples of a Markdown page: Python sessions, commands with their output, and requests to the service."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    path: Path
    line: int
    language: str
    body: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}"


def blocks(path: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    text = path.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        yield Block(path, text.count("\n", 0, found.start()) + 1, found["language"], found["body"])


def commands(block: Block) -> Iterator[tuple[list[str], str]]:
    """Yield each command of a console block, as words, with the output that follows it."""
    for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        command, output = _split(part)
        yield shlex.split(command), output


def _split(part: str) -> tuple[str, str]:
    lines = part.splitlines(keepends=True)
    end = next(number for number, line in enumerate(lines) if not line.endswith("\\\n"))
    return "".join(lines[: end + 1]).replace("\\\n", " "), "".join(lines[end + 1 :])


def same(expected: str, got: str) -> bool:
    """Whether an output is the one on the page; ``...`` stands for anything, runs of blanks are alike."""
    return doctest.OutputChecker().check_output(expected, got, _FLAGS)


def run_session(session: Iterable[Block]) -> list[str]:
    """Run the ``>>>`` lines of a page from top to bottom, as one session, and return what differs."""
    names: dict[str, object] = {}
    report: list[str] = []
    for block in session:
        test = doctest.DocTestParser().get_doctest(block.body, names, str(block), str(block.path), block.line)
        doctest.DocTestRunner(optionflags=_FLAGS, verbose=False).run(test, out=report.append, clear_globs=False)
        names.update(test.globs)
    return report


def run_console(block: Block, run: Callable[[list[str]], str]) -> list[str]:
    """Run the commands of a console block and return those whose output differs, with what came instead."""
    return [
        f"$ {shlex.join(words)}\n--- expected\n{expected}--- got\n{got}"
        for words, expected in commands(block)
        if not same(expected, got := run(words))
    ]
