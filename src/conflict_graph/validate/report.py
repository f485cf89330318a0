"""What validation found, as records, as plain text, and as JSON-ready data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from conflict_graph.display import Display
from conflict_graph.namespaces import SHAPES, shorten

Severity = Literal["violation", "warning"]

_WIDTH = 110
_INDENT = 13


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Finding(Display):
    """One thing that does not hold up: where it stands, what was found, what was expected, and the next step.

    shape is the IRI of the rule. subject is the IRI of the thing described, or a note when it has none; path the
    IRI of the property. line counts from 1 and is None where the format has no lines to tell.
    """

    severity: Severity
    shape: str
    message: str
    subject: str
    subject_label: str = ""
    path: str | None = None
    value: str | None = None
    expected: str = ""
    hint: str = ""
    file: str | None = None
    line: int | None = None

    @property
    def shape_name(self) -> str:
        """The name of the rule without its namespace, such as ``claim-evidence``."""
        return self.shape.removeprefix(SHAPES)

    def to_text(self) -> str:
        """Return the finding as a few aligned lines of plain text."""
        head = _wrapped(f"{self.severity}: {self.message}", _WIDTH, "  ")
        return "\n".join([head, *(_row(name, text) for name, text in self._rows() if text)])

    def _rows(self) -> Iterator[tuple[str, str]]:
        yield "at", f"{self.file or 'data'}:{self.line}" if self.line else self.file or ""
        yield "subject", shorten(self.subject) + (f"  {self.subject_label}" if self.subject_label else "")
        yield "property", shorten(self.path) if self.path else ""
        yield "found", self.value if self.value is not None else "nothing" if self.path else ""
        yield "expected", self.expected
        yield "next step", self.hint
        yield "shape", self.shape_name


def _row(name: str, text: str) -> str:
    return f"  {name:<{_INDENT - 2}}" + _wrapped(text, _WIDTH - _INDENT, " " * _INDENT)


def _wrapped(text: str, width: int, indent: str) -> str:
    """Return the text in lines of a width; names with hyphens and addresses are not broken."""
    return f"\n{indent}".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))


@dataclass(frozen=True, slots=True, repr=False)
class Report(Display):
    """Every finding over some documents, by file and line. Warnings alone do not keep a document out."""

    findings: tuple[Finding, ...] = ()
    documents: tuple[str, ...] = ()
    statements: int = 0

    @property
    def conforms(self) -> bool:
        """Whether nothing was found, or warnings only."""
        return not self.violations

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that keep the documents out."""
        return tuple(finding for finding in self.findings if finding.severity == "violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that only want attention."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    def summary(self) -> str:
        """Return one line: what was checked, and how many violations and warnings there are.

        >>> Report((), ("events.ttl",), 12).summary()
        'events.ttl: 12 statements conform.'
        """
        names = ", ".join(self.documents) or "nothing"
        checked = f"{names}: {_count(self.statements, 'statement')}"
        if not self.findings:
            return f"{checked} {'conforms' if self.statements == 1 else 'conform'}."
        counts = [(self.violations, "violation"), (self.warnings, "warning")]
        tally = " and ".join(_count(len(which), word) for which, word in counts if which)
        return f"{checked}, {tally}{'; conforms' if self.conforms else ''}."

    def to_text(self, limit: int | None = 100) -> str:
        """Return the findings, at most limit of them, and the summary as plain text."""
        shown = self.findings if limit is None else self.findings[:limit]
        left = len(self.findings) - len(shown)
        more = [f"... and {_count(left, 'more finding')}."] if left else []
        return "\n\n".join([*(finding.to_text() for finding in shown), *more, self.summary()])

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready data.

        >>> Report((), ("events.ttl",), 12).to_dict()["conforms"]
        True
        """
        return {
            "conforms": self.conforms,
            "summary": self.summary(),
            "documents": list(self.documents),
            "statements": self.statements,
            "violations": len(self.violations),
            "warnings": len(self.warnings),
            "findings": [asdict(finding) for finding in self.findings],
        }


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
