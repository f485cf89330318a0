"""Oxigraph's syntax errors in plain words, at the word that is wrong.

The engine says ``error at 2:13: expected one of "(", FILTER, ...``. The place is the furthest one it looked at, and to
look for a keyword it reads as many characters as the keyword has, over whatever stands there. So the place told may
lie several words behind the one that is wrong. Parsing the same text once more, with wide gaps between its words,
keeps every look inside one word and its gap: the word at the furthest place is then the one that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import QuerySyntaxError
from conflict_graph.namespaces import PREFIXES
from conflict_graph.sparql.tokens import Token, line_and_column

_PLACE: Final = re.compile(r"error at (\d+):(\d+):\s*(?:expected (?:one of )?)?(.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"(?:[A-Z][A-Za-z]*|IRI|SELECT)(?: [\w'()?$]+){2,}")
_SIGN: Final = re.compile(r'"((?:[^"\\]|\\.)+)"')
_CLASS: Final = re.compile(r"\[[^\]]*\](?: \| '[^']*'(?:\s?\.\.=?\s?'[^']*')?)*")
_GAP: Final = " " * 32
_JOINED: Final = frozenset("{}()[],;.")
_PARTNER: Final = {"}": "{", ")": "(", "]": "["}
_FEW: Final = 6


def explain(error: SyntaxError, text: str, tokens: Sequence[Token], *, update: bool) -> QuerySyntaxError:
    """Return the error for an engine's syntax error about a text.

    >>> from conflict_graph.sparql.tokens import tokens
    >>> text = "SELECT * { ?s foo:bar ?o }"
    >>> str(explain(SyntaxError("error at 1:22: ..."), text, tuple(tokens(text)), update=False))[:53]
    "Line 1, column 15: the prefix 'foo:' is not declared;"
    """
    if not tokens:
        return QuerySyntaxError("the text is empty; expected a query or an update.", 1, 1)
    unclosed = _unclosed(tokens)
    if unclosed is not None:
        return QuerySyntaxError(unclosed[1], *line_and_column(text, unclosed[0].start))
    spread, starts = _spread(tokens)
    message = _parse(spread, update) or str(error)
    match = _PLACE.match(message.strip())
    if match is None:
        return QuerySyntaxError(message.strip())
    reached, expected = int(match[2]) - 1, match[3]
    wrong = [token for token, start in zip(tokens, starts, strict=True) if start <= reached]
    if not wrong or reached >= len(spread):
        return QuerySyntaxError(_at_end(expected), *line_and_column(text, len(text.rstrip())))
    return QuerySyntaxError(_at(expected, wrong[-1]), *line_and_column(text, wrong[-1].start))


def _spread(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    """Return the text in one line with wide gaps between its words, and where each word starts in it."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for index, token in enumerate(tokens):
        gap = _GAP if index and _may_part(tokens[index - 1], token) else ""
        starts.append(length + len(gap))
        parts += [gap, token.text.replace("\n", "\\n").replace("\r", "\\r")]
        length = starts[-1] + len(parts[-1])
    return "".join(parts), starts


def _may_part(before: Token, after: Token) -> bool:
    """Tell whether a gap between two tokens keeps their meaning; signs such as ``^^`` must stay together."""
    if before.end < after.start:
        return True
    signs = [token for token in (before, after) if token.kind == "symbol" and token.text not in _JOINED]
    return not signs and after.kind != "language"


def _parse(text: str, update: bool) -> str | None:
    """Return what the engine finds wrong with a text, asked of an empty store."""
    store = ox.Store()
    try:
        if update:
            store.update(text, prefixes=PREFIXES)
        else:
            store.query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        return str(error)
    return None


def _at(expected: str, token: Token) -> str:
    if "Prefix not found" in expected and token.kind == "name":
        prefix = token.text.partition(":")[0]
        return f"the prefix '{prefix}:' is not declared; begin the text with PREFIX {prefix}: <...>."
    if "IRI parsing failed" in expected:
        return f"{_short(token.text)} is not, or does not end, a valid IRI; without BASE it must be absolute."
    match = _SENTENCE.search(_CLASS.sub("", expected))
    if match:
        return f"{match[0]}."
    signs = _signs(expected)
    return f"{_short(token.text)} cannot stand here{f'; expected {signs}' if signs else ''}."


def _at_end(expected: str) -> str:
    match = _SENTENCE.search(_CLASS.sub("", expected))
    if match:
        return f"{match[0]}."
    if expected.strip() == "[_]":
        return "the text ends too early, or AS binds a variable twice or where it is in use."
    signs = _signs(expected)
    return f"the text ends too early{f'; expected {signs}' if signs else ''}."


def _short(text: str) -> str:
    return f"'{text}'" if len(text) <= 40 else f"'{text[:37]}...'"


def _signs(expected: str) -> str:
    """Return the signs that could have stood there when those are few; of keywords only the longest is ever told."""
    signs = sorted(set(_SIGN.findall(expected)))
    return " or ".join(f"'{sign}'" for sign in signs) if len(signs) <= _FEW and "[" not in expected else ""


def _unclosed(tokens: Sequence[Token]) -> tuple[Token, str] | None:
    """Return the quotation mark or bracket that has no partner, with what to say about it."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind != "symbol":
            continue
        if token.text in "\"'":
            return token, "the string that begins here does not end."
        if token.text in _PARTNER.values():
            opened.append(token)
        elif token.text in _PARTNER and (not opened or opened.pop().text != _PARTNER[token.text]):
            return token, f"this '{token.text}' closes nothing."
    return (opened[-1], f"this '{opened[-1].text}' is never closed.") if opened else None
