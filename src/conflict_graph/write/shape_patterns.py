"""Patterns of statements: what SHACL Core can tell apart in a description, and nothing else.

The shapes of one thing ask which properties it has and how often, of what kind their values are, which concept they
are, and which of two days is the earlier one. Two descriptions with the same pattern therefore fare alike, and of a
hundred thousand claims that an import writes a few hundred need to be judged.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import CG, DCTERMS, EDTF, ID, VOCAB, XSD

_DATED: Final = frozenset({XSD + "date", XSD + "dateTime"})
_TEXTS: Final = frozenset({XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"})
_LANGUAGE: Final = ox.NamedNode(DCTERMS + "language")
"""A text of which the shapes ask how it is spelled."""

_DIGITS: Final = re.compile(r"\d")


def pattern_of(statements: Iterable[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]) -> str:
    """Return the pattern of a description, as a hash.

    >>> name, other = ox.NamedNode(CG + "validFrom"), ox.NamedNode(CG + "validUntil")
    >>> def days(*texts): return [ox.Literal(text, datatype=ox.NamedNode(XSD + "date")) for text in texts]
    >>> first, second, third = (list(zip((name, other), days(*two))) for two in (
    ...     ("2031-01-01", "2031-01-02"), ("2032-05-01", "2033-01-01"), ("2031-01-02", "2031-01-01")))
    >>> pattern_of(first) == pattern_of(second), pattern_of(first) == pattern_of(third)
    (True, False)
    """
    pairs = list(statements)
    days = sorted({value.value[:10] for _, value in pairs if _is_day(value)})
    rank = {day: number for number, day in enumerate(days)}
    lines = sorted(f"{name.value} {value.value if name == _LANGUAGE else _kind(value, rank)}" for name, value in pairs)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _is_day(value: object) -> bool:
    return isinstance(value, ox.Literal) and value.datatype.value in _DATED


def _kind(value: ox.NamedNode | ox.Literal, rank: dict[str, int]) -> str:
    if isinstance(value, ox.NamedNode):
        return value.value.rpartition("/")[0] if value.value.startswith(ID) else _outside(value.value)
    kind = value.datatype.value
    if kind in _DATED:
        return f"{kind} {rank[value.value[:10]]}"
    if kind == EDTF + "EDTF":
        return f"{kind} {_DIGITS.sub('0', value.value)}"
    if kind in _TEXTS:
        return f"{kind} {value.language or ''} {'text' if value.value.strip() else 'nothing'}"
    return f"{kind} {value.value}"


def _outside(iri: str) -> str:
    """Return a term of the vocabularies as it is, any other address as its beginning."""
    return iri if iri.startswith((CG, VOCAB)) else iri.partition("://")[0]
