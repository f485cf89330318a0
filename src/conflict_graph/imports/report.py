"""What an import did, or would have done: counts, problems, names that matched nothing, as text and as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conflict_graph.imports.importer import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """The outcome of an import.

    read counts rows; written, unchanged, revised and withdrawn count claims; described counts things that were
    described anew or otherwise. added and removed count statements, shortcuts included. Without a snapshot nothing was
    imported: it was a check, or there are errors.
    """

    importer: str
    layer: str
    files: tuple[str, ...]
    read: int
    errors: int
    written: int = 0
    unchanged: int = 0
    revised: int = 0
    withdrawn: int = 0
    described: int = 0
    added: int = 0
    removed: int = 0
    seconds: float = 0.0
    snapshot: str | None = None
    run: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether everything can be used."""
        return not self.errors

    @property
    def unmatched(self) -> tuple[Problem, ...]:
        """The problems that are names which matched nothing, or more than one thing."""
        return tuple(problem for problem in self.problems if problem.unmatched)

    def summary(self) -> str:
        """Return one or two lines: what was read, and what came of it."""
        read = f"Read {_count(self.read, 'row')} from {_count(len(self.files), 'table')}"
        warnings = sum(problem.severity == "warning" for problem in self.problems)
        warned = f", {_count(warnings, 'warning')}" if warnings else ""
        if self.errors:
            return f"{read}: {_count(self.errors, 'error')}{warned}. Nothing was imported."
        if self.snapshot is None:
            return f"{read}: no errors{warned}."
        rate = f" ({self.read / self.seconds:,.0f} rows a second)" if self.seconds >= 1 else ""
        return (
            f"{read}{warned} in {self.seconds:.1f} s{rate}.\n"
            f"Claims: {self.written:,} written, {self.revised:,} revised, {self.withdrawn:,} withdrawn, "
            f"{self.unchanged:,} unchanged. "
            f"{_count(self.described, 'thing')} described. The store is at snapshot {self.snapshot}."
        )

    def to_text(self) -> str:
        """Return the problems, as a compiler tells them, and the summary."""
        left = self.errors - sum(problem.severity == "error" for problem in self.problems)
        more = [f"... and {_count(left, 'more error')}."] if left > 0 else []
        return "\n".join([*(problem.to_text() for problem in self.problems), *more, self.summary()])

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready data."""
        return {
            "importer": self.importer,
            "layer": self.layer,
            "files": list(self.files),
            "conforms": self.conforms,
            "read": self.read,
            "written": self.written,
            "unchanged": self.unchanged,
            "revised": self.revised,
            "withdrawn": self.withdrawn,
            "described": self.described,
            "added": self.added,
            "removed": self.removed,
            "seconds": round(self.seconds, 3),
            "snapshot": self.snapshot,
            "run": self.run,
            "errors": self.errors,
            "skipped": [problem.to_dict() for problem in self.problems],
            "unmatched": [problem.to_dict() for problem in self.unmatched],
        }


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
