"""How answers show themselves: one short line at a prompt, a table in a notebook; what they hold stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import fields
from html import escape
from typing import Any, Final, TypeVar

T = TypeVar("T")

WIDTH: Final = 280
"""The most characters of the line that stands for an answer at a prompt."""
_PART: Final = 60
_SHOWN: Final = 20
_DEEP: Final = 2


class Display:
    """A record that shows itself short: its texts as they are, its things by name, its lists by how many they hold.

    A dataclass takes this up with ``repr=False``; `dataclasses.asdict` gives all that it holds.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        parts = (f"{name}={text}" for name, text in self.in_words().items())
        return clip(f"<{type(self).__name__} {', '.join(parts)}>", WIDTH)

    def in_words(self) -> dict[str, str]:
        """The fields that hold something, each in a few words."""
        return {name: _words(value) for name, value in self._values()}

    def _values(self) -> Iterator[tuple[str, Any]]:
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if value is not None and value != () and value != "":
                yield field.name, value

    def _repr_html_(self) -> str:
        return _record(self, _DEEP)


class Answers(list[T]):
    """A list of answers, equal to any list of the same; a prompt shows how many, a notebook the first of them.

    >>> Answers(["a", "b"]) == ["a", "b"], Answers(range(1000))
    (True, <1,000 answers: 0, 1, 2, ...>)
    """

    def __repr__(self) -> str:
        if not self:
            return "[]"
        first = ", ".join(clip(repr(item), _PART + 20) for item in self[:3])
        number = "1 answer" if len(self) == 1 else f"{len(self):,} answers"
        return clip(f"<{number}: {first}{', ...' if len(self) > 3 else ''}>", WIDTH)

    def _repr_html_(self) -> str:
        return _items(self, _DEEP)


def clip(text: str, width: int) -> str:
    """Return a text as one line cut to a width, with dots where something is left out.

    >>> clip("a long word", 8)
    'a lon...'
    """
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 3] + "..."


def _words(value: Any) -> str:
    label = getattr(value, "label", None) or getattr(value, "sentence", None)
    if label:
        return clip(str(label), _PART)
    if isinstance(value, Mapping | Sequence | Set) and not isinstance(value, str | bytes):
        return f"{len(value):,}"
    return clip(str(value) if not isinstance(value, Display) else f"<{type(value).__name__}>", _PART)


def _record(record: Display, depth: int) -> str:
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{_cell(value, depth)}</td></tr>" for name, value in record._values()
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _cell(value: Any, depth: int) -> str:
    several = isinstance(value, Sequence) and not isinstance(value, str | bytes)
    if depth and several and value and isinstance(value[0], Display):
        return f"<details><summary>{len(value):,}</summary>{_items(value, depth - 1)}</details>"
    return escape(_words(value))


def _items(items: Sequence[Any], depth: int) -> str:
    """Return a table with a row for each of the first items."""
    shown = [item.in_words() if isinstance(item, Display) else {"": _words(item)} for item in items[:_SHOWN]]
    columns = list(dict.fromkeys(name for row in shown for name in row))
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    rows = ("".join(f"<td>{escape(row.get(name, ''))}</td>" for name in columns) for row in shown)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    more = f"<p>{len(items) - _SHOWN:,} more</p>" if len(items) > _SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
