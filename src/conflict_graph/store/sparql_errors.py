"""Oxigraph's syntax errors in plain words.

The engine says ``error at 2:13: expected one of "(", FILTER, ...``. Two things need mending. A long list of what was
possible helps nobody, but some entries of it are real explanations ("Prefix not found"). And the place is the
furthest one looked at: where a keyword was possible it lies behind the word that is wrong, by the keyword's length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from conflict_graph.errors import QuerySyntaxError
from conflict_graph.namespaces import PREFIXES
from conflict_graph.store.sparql_tokens import Token, line_and_column, offset_of

_PLACE: Final = re.compile(r"error at (\d+):(\d+):\s*(.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"[A-Z][a-z]+(?: [\w'()]+){2,}[^,\[\]]*|Prefix not found")
_KEYWORD: Final = re.compile(r"\b[A-Z_]{2,}\b")
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\[[^\]]*\]')
_FEW: Final = 6


def explain(message: str, text: str, tokens: Sequence[Token]) -> QuerySyntaxError:
    """Return the error for an engine's message about a text.

    >>> from conflict_graph.store.sparql_tokens import tokens
    >>> text = "SELECT * { ?s foo:bar ?o }"
    >>> str(explain("error at 1:22: expected one of Prefix not found, [':']", text, tuple(tokens(text))))[:53]
    "Line 1, column 15: the prefix 'foo:' is not declared."
    """
    match = _PLACE.match(message.strip())
    if match is None:
        return QuerySyntaxError(message.strip())
    line, column, expected = int(match[1]), int(match[2]), match[3]
    reached = offset_of(text, line, column)
    if "Prefix not found" in expected:
        return _unknown_prefix(text, tokens, reached)
    wrong = _wrong_place(expected, tokens, reached, len(text))
    found = next((token for token in tokens if token.start <= wrong < token.end), None)
    return QuerySyntaxError(_sentence(expected, found), *line_and_column(text, wrong))


def _unknown_prefix(text: str, tokens: Sequence[Token], reached: int) -> QuerySyntaxError:
    names = [token for token in tokens if token.kind == "name" and token.start < reached]
    if not names:
        return QuerySyntaxError("a prefix is not declared.", *line_and_column(text, reached))
    prefix = names[-1].text.partition(":")[0]
    known = ", ".join(f"{name}:" for name in sorted(PREFIXES))
    return QuerySyntaxError(
        f"the prefix '{prefix}:' is not declared. Declare it with PREFIX {prefix}: <...>; known without that: {known}.",
        *line_and_column(text, names[-1].start),
    )


def _wrong_place(expected: str, tokens: Sequence[Token], reached: int, length: int) -> int:
    """Return where the text goes wrong: a place that lies a possible keyword before the one reached, if a token starts there."""
    if reached >= length and not _QUOTED.sub("", expected).strip():
        return reached
    starts = {token.start for token in tokens} | {length}
    if reached in starts and _QUOTED.search(expected):
        return reached
    keywords = set(_KEYWORD.findall(_QUOTED.sub("", expected)))
    before = sorted({reached - len(word) for word in keywords} & starts)
    if before:
        return before[0]
    inside = [token.start for token in tokens if token.start <= reached <= token.end]
    return inside[0] if inside else reached


def _sentence(expected: str, found: Token | None) -> str:
    said = _SENTENCE.search(_QUOTED.sub("", expected))
    if said:
        return f"{said[0].strip().rstrip('.')}."
    what = "the text ends too early" if found is None else f"{_short(found.text)} cannot stand here"
    options = sorted({*_KEYWORD.findall(_QUOTED.sub("", expected)), *re.findall(r'"(?:[^"\\]|\\.)*"', expected)})
    if 0 < len(options) <= _FEW and "[" not in expected:
        return f"{what}; expected {' or '.join(options)}."
    return f"{what}."


def _short(text: str) -> str:
    return f"'{text}'" if len(text) <= 40 else f"'{text[:37]}...'"
