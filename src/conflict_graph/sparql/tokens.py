"""The terminals of SPARQL, told apart exactly: comments, IRIs, strings, names, numbers, words.

A keyword inside a string or a comment is not a keyword; only a tokeniser can tell. This one follows the terminals of
the SPARQL 1.1 grammar (and 1.2 where it adds some). Text that fits no terminal becomes one token a character, so that
tokenising never fails: whether a text parses is for the engine to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

TokenKind = Literal["iri", "string", "variable", "blank", "name", "number", "language", "word", "symbol"]

_LONGEST_PREFIX = 256
"""Characters looked through for the colon of a prefix, so that a long text without one is read in linear time."""

_CHARS = r"\w\u00b7\u0300-\u036f\u203f\u2040"
_CHAR = rf"[{_CHARS}]"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_REST = rf"(?:[{_CHARS}-]++|\.++(?=[{_CHARS}-]))*"
_LOCAL = rf"(?:{_CHAR}|:|{_ESCAPED})(?:[{_CHARS}:-]++|{_ESCAPED}|\.++(?=[{_CHARS}:-]|{_ESCAPED}))*"

# No possessive quantifier stands on a group: before Python 3.11.5 such groups lose their alternatives (CPython
# issue 106052). The alternatives of each group exclude one another, so nothing is tried twice without them either.
_TERMINALS: Final = re.compile(
    "|".join(
        (
            r"[ \t\r\n]++",
            r"#[^\r\n]*+",
            r"(?P<iri><(?:[^<>\"{}|^`\\\x00-\x20]++|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)",
            r'(?P<string>"""(?:[^"\\]++|\\[\s\S]|"(?!""))*"""'
            r"|'''(?:[^'\\]++|\\[\s\S]|'(?!''))*'''"
            r'|"(?:[^"\\\n\r]++|\\.)*"'
            r"|'(?:[^'\\\n\r]++|\\.)*')",
            rf"(?P<variable>[?$]{_CHAR}++)",
            rf"(?P<blank>_:{_CHAR}{_REST})",
            rf"(?P<name>(?:[^\W\d_][{_CHARS}.-]{{0,{_LONGEST_PREFIX}}}+(?<!\.))?:(?:{_LOCAL})?)",
            r"(?P<number>(?:\d+\.\d*[eE][+-]?\d+|\d+\.\d+|\.\d+(?:[eE][+-]?\d+)?|\d+(?:[eE][+-]?\d+)?))",
            r"(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)",
            r"(?P<word>[^\W\d]\w*)",
            r"(?P<symbol>[\s\S])",
        )
    )
)


class Token(NamedTuple):
    """One terminal of a text: its kind, its characters, and where it starts (counted in characters from 0)."""

    kind: TokenKind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place just behind the token."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of these keywords, whatever its case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text from front to back, without white space and comments.

    >>> [token.text for token in tokens('ASK { ?s :p "a # b" } # end')]
    ['ASK', '{', '?s', ':p', '"a # b"', '}']
    """
    for match in _TERMINALS.finditer(text):
        if match.lastgroup is not None:
            yield Token(match.lastgroup, match.group(), match.start())  # type: ignore[arg-type]


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column, both counted from 1, of a place in a text.

    >>> line_and_column("ASK\\n{ }", 6)
    (2, 3)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def offset_of(text: str, line: int, column: int) -> int:
    """Return the place of a line and column, both counted from 1, in a text; the end of the text at most.

    >>> offset_of("ASK\\n{ }", 2, 3)
    6
    """
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))
