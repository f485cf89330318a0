"""Nodes, literals and slugs as importers write them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final

import pyoxigraph as ox

from conflict_graph.folding import fold
from conflict_graph.imports.importer import Statement, Term
from conflict_graph.namespaces import EDTF, ID, PREFIXES, VOCAB, XSD

_LONGEST: Final = 60
_DATE: Final = ox.NamedNode(XSD + "date")
_DECIMAL: Final = ox.NamedNode(XSD + "decimal")
_INTEGER: Final = ox.NamedNode(XSD + "integer")
_BOOLEAN: Final = ox.NamedNode(XSD + "boolean")
_EDTF: Final = ox.NamedNode(EDTF + "EDTF")


@cache
def node(name: str) -> ox.NamedNode:
    """Return the node of a prefixed name of the vocabulary, such as ``cg:holder`` or ``skos:note``."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


@cache
def concept(code: str) -> ox.NamedNode:
    """Return a concept of the vocabulary by its code, such as ``role-chair``."""
    return ox.NamedNode(VOCAB + code)


def thing(kind: str, slug: str) -> ox.NamedNode:
    """Return the node of an entity."""
    return ox.NamedNode(f"{ID}{kind}/{slug}")


def iri(value: str) -> ox.NamedNode:
    """Return the node of an IRI."""
    return ox.NamedNode(value)


def english(text: str) -> ox.Literal:
    """Return a text in English."""
    return ox.Literal(text, language="en")


def plain(text: str) -> ox.Literal:
    """Return a text without a language."""
    return ox.Literal(text)


def day(value: date) -> ox.Literal:
    """Return a day."""
    return ox.Literal(value.isoformat(), datatype=_DATE)


def edtf(text: str) -> ox.Literal:
    """Return an uncertain date."""
    return ox.Literal(text, datatype=_EDTF)


def decimal(text: str) -> ox.Literal:
    """Return a decimal number, written as the store writes it."""
    return ox.Literal(text, datatype=_DECIMAL)


def integer(value: int) -> ox.Literal:
    """Return a whole number."""
    return ox.Literal(str(value), datatype=_INTEGER)


def true() -> ox.Literal:
    """Return the truth value true."""
    return ox.Literal("true", datatype=_BOOLEAN)


def slug(text: str) -> str:
    """Return a readable name for an IRI; what is long, or not in Latin letters, ends in a hash of the whole.

    >>> slug("Élysée Palace")
    'elysee-palace'
    """
    folded = fold(text).replace(" ", "-")
    if folded.isascii() and 0 < len(folded) <= _LONGEST:
        return folded
    head = folded[:_LONGEST].rstrip("-") if folded.isascii() else ""
    return "-".join(part for part in (head, digest([folded])[:8]) if part)


def digest(fields: Iterable[str]) -> str:
    """Return a hash of fields that no other fields share: their borders count.

    >>> digest(["ab", "c"]) == digest(["a", "bc"])
    False
    """
    return hashlib.sha256(json.dumps(list(fields), ensure_ascii=False).encode()).hexdigest()[:16]


def some(name: str, *values: Term | None) -> list[Statement]:
    """Return a statement for each value that is there."""
    return [(node(name), value) for value in values if value is not None]
