"""What an export wrote, and what tables cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from conflict_graph.display import Display


@dataclass(frozen=True, slots=True, repr=False)
class LeftOut(Display):
    """Something that the tables do not give back: what, how often, and one example."""

    what: str
    count: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ExportReport(Display):
    """The outcome of an export; rows counts the rows of each table.

    recorded_on is the day to name in an import, so that its claims count as recorded when these do.
    """

    dataset: str
    files: tuple[str, ...]
    rows: Mapping[str, int]
    recorded_on: str
    left_out: tuple[LeftOut, ...] = field(default=())

    def to_text(self) -> str:
        """Return what was written, and what is left out and why."""
        rows = ", ".join(f"{count:,} {table}" for table, count in self.rows.items())
        lines = [f"Wrote the tables {self.dataset}: {rows}.", f"To import them: --recorded-on {self.recorded_on}"]
        lines += [f"Not in the tables: {one.count:,} {one.what}, such as {one.example}" for one in self.left_out]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready data."""
        return {**asdict(self), "files": list(self.files), "left_out": [asdict(one) for one in self.left_out]}
