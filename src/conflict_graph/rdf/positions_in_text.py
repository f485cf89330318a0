"""Where in a Turtle, TriG, N-Triples or N-Quads text a thing is first described.

No RDF parser at hand keeps positions, so the text is walked once more by its tokens: comments and strings are
skipped, prefixes and bases are followed, and the first name of each statement is its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

_TOKEN = re.compile(
    r"""
      (?P<skip>\#[^\n]* | \"{3}(?s:.*?)(?<!\\)(?:\\\\)*\"{3} | '{3}(?s:.*?)(?<!\\)(?:\\\\)*'{3}
              | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | <(?P<iri>[^<>"{}|^`\s]*)>
    | (?P<directive>@prefix\b | @base\b | (?i:prefix|base|graph|version)(?=\s))
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:[\w.-]*\w)
    | (?P<prefix>(?:\w(?:[\w.-]*[\w-])?)?):(?P<local>(?:[\w:%-]|\\.|\.(?=[\w:%\\-]))*)
    | (?P<number>[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<mark>[.{}\[(])
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LOCAL_ESCAPE = re.compile(r"\\(.)")


@dataclass(slots=True)
class _Walk:
    """What has been declared so far, and whether the next name is a subject."""

    prefixes: dict[str, str] = field(default_factory=dict)
    base: str = ""
    at_start: bool = True
    directive: str = ""
    declared: str = ""


def subject_lines(text: str, base: str = "") -> dict[str, int]:
    """Return the line (from 1) on which each IRI is first described, or first named if never described.

    base is the IRI against which relative ones are resolved until the text declares another.

    >>> subject_lines('@prefix a: <http://x/> .\\n\\na:b a:c a:d .')["http://x/b"]
    3
    """
    described: dict[str, int] = {}
    mentioned: dict[str, int] = {}
    line, position = 1, 0
    for at, iri, is_subject in _names(text, base):
        line += text.count("\n", position, at)
        position = at
        (described if is_subject else mentioned).setdefault(iri, line)
    return {**mentioned, **described}


def _names(text: str, base: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the offset of each IRI in the text, the IRI in full, and whether it begins a statement."""
    walk = _Walk(base=base)
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "directive":
            walk.directive, walk.at_start = token["directive"], False
        elif kind == "mark":
            walk.at_start, walk.directive = token["mark"] in ".{}", ""
        elif kind == "blank":
            walk.at_start = False
        elif kind in ("iri", "local"):
            iri = _full(token, walk)
            if walk.directive:
                _declare(token, iri, walk)
            elif iri:
                yield token.start(), iri, walk.at_start
                walk.at_start = False


def _full(token: re.Match[str], walk: _Walk) -> str:
    """Return the IRI that a token stands for; empty for a name whose prefix is not declared."""
    if token["local"] is None:
        written = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), token["iri"])
        return urljoin(walk.base, written) if walk.base else written
    namespace = walk.prefixes.get(token["prefix"])
    return "" if namespace is None else namespace + _LOCAL_ESCAPE.sub(r"\1", token["local"])


def _declare(token: re.Match[str], iri: str, walk: _Walk) -> None:
    """Take in one word of a prefix or base declaration; the SPARQL spelling ends without a full stop."""
    word = walk.directive.lower().lstrip("@")
    if word == "prefix" and token["local"] is not None:
        walk.declared = token["prefix"]
        return
    if word == "prefix":
        walk.prefixes[walk.declared] = iri
    elif word == "base":
        walk.base = iri
    walk.at_start, walk.directive = not walk.directive.startswith("@"), ""
