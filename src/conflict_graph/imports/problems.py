"""Collecting problems: every one is counted, and as many are kept as anybody will read."""

from __future__ import annotations

from typing import Final

from conflict_graph.imports.importer import Problem

MOST: Final = 1000


class Problems:
    """The problems of one check, at most `MOST` of them with their text."""

    def __init__(self) -> None:
        self.listed: list[Problem] = []
        self.errors = 0
        self._broken: set[tuple[str, int | None]] = set()

    def copy(self) -> Problems:
        """Return the same problems, to which others can be added apart from these."""
        other = Problems()
        other.listed, other.errors, other._broken = self.listed.copy(), self.errors, self._broken.copy()
        return other

    def add(self, problem: Problem) -> None:
        """Take note of a problem."""
        if problem.severity == "error":
            self.errors += 1
            self._broken.add((problem.file, problem.row))
        if len(self.listed) < MOST:
            self.listed.append(problem)

    def spoil(self, file: str) -> None:
        """Take every row of a file as broken: its header is, and one complaint about that is enough."""
        self._broken.add((file, None))

    def has_error(self, file: str, row: int) -> bool:
        """Whether a row, or the file as a whole, has an error already."""
        return (file, row) in self._broken or (file, None) in self._broken

    def sorted(self) -> list[Problem]:
        """Return the problems kept, by file and row."""
        return sorted(self.listed, key=lambda one: (one.file, one.row or 0, one.column or "", one.message))
