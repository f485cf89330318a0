"""A broken rule as the checkers hand it on, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from conflict_graph.validate.shacl_shapes import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One broken rule: its shape, the thing it is broken by, and the property and values concerned.

    others holds further terms that the words of the shape name; value, expected and hint, where a checker knows
    better than the shape, replace its words.
    """

    shape: str
    focus: str
    path: str | None = None
    values: tuple[Term, ...] = ()
    others: Mapping[str, Term] = field(default_factory=dict)
    component: str = ""
    value: str | None = None
    expected: str | None = None
    hint: str | None = None
