"""What a SPARQL text is, before the engine sees it: its kind, its outer LIMIT, and whether it would reach outward.

SERVICE and LOAD make the engine call any host, and nothing in the engine turns that off. So they are refused here,
on tokens: in strings, comments and names they are harmless. Oxigraph reads a text without a tokeniser, by context,
and so some texts can be read in two ways (``1<2)#>`` ends in an IRI or in a comment). Where the two readings would
hide different words, the text is refused as ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from conflict_graph.errors import OutwardRequestRefused, QuerySyntaxError
from conflict_graph.namespaces import PREFIXES
from conflict_graph.sparql.syntax_errors import explain
from conflict_graph.sparql.tokens import Token, line_and_column, tokens

QueryKind = Literal["select", "ask", "construct", "describe", "update", "unknown"]

MAX_DEPTH: Final = 128
"""Deepest nesting of brackets; the engine parses by recursion and dies on texts that nest some thousand deep."""

MAX_WORDS: Final = 5_000
"""Longest text, in terminals outside of data: long flat chains become deep trees, and the engine dies on those too."""

MAX_OPEN_STRINGS: Final = 20
"""Quotation marks without a partner that are told apart from a text made to be slow."""

_DESCRIBED: Final = 3
"""A thing to describe weighs as much as so many other terminals."""

_OPENING, _CLOSING = frozenset("{[("), frozenset("}])")
_KINDS: Final[dict[str, QueryKind]] = {
    "SELECT": "select",
    "ASK": "ask",
    "CONSTRUCT": "construct",
    "DESCRIBE": "describe",
}
_UPDATES: Final = frozenset(["INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"])
_OUTWARD_WORD: Final = re.compile(r"service|load", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"\\(.)")
_ABSOLUTE: Final = re.compile(r"<[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True)
class SparqlText:
    """A query or update text, not yet looked into; `parse` gives one that the engine can take without harm."""

    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The terminals of the text; raises QuerySyntaxError when too many quotation marks have no partner."""
        return tuple(_with_few_open_strings(self.text))

    @cached_property
    def first(self) -> Token | None:
        """The word that says what the text does: the first one after the prologue."""
        for index, token in enumerate(self.tokens):
            before = self.tokens[index - 1] if index else None
            if token.kind == "word" and not token.is_word("PREFIX", "BASE", "VERSION"):
                return token
            if token.kind not in ("word", "iri", "name", "string") or (before is None and token.kind != "word"):
                return None
        return None

    @cached_property
    def kind(self) -> QueryKind:
        """What the text does; "unknown" when it is neither a query nor an update."""
        word = self.first.text.upper() if self.first else ""
        return "update" if word in _UPDATES else _KINDS.get(word, "unknown")

    @cached_property
    def outer(self) -> tuple[Token, ...]:
        """The words that stand in no bracket, such as those of the outermost SELECT and its modifiers."""
        depth, words = 0, []
        for token in self.tokens:
            if token.kind == "symbol":
                depth += (token.text in _OPENING) - (token.text in _CLOSING)
            elif depth == 0 and token.kind in ("word", "number"):
                words.append(token)
        return tuple(words)

    @property
    def names_dataset(self) -> bool:
        """Whether the query says FROM which graphs it asks."""
        return any(token.is_word("FROM") for token in self.outer)

    @property
    def limit(self) -> Token | None:
        """The number of the outermost LIMIT, if there is one."""
        for word, number in zip(self.outer, self.outer[1:], strict=False):
            if word.is_word("LIMIT") and number.kind == "number" and number.text.isdigit():
                return number
        return None

    @property
    def limit_place(self) -> int:
        """Where a LIMIT can be put into a SELECT query: before a VALUES block at its end, else at the end."""
        last = [token for token in self.outer if token.is_word("VALUES")]
        return last[-1].start if last else len(self.text)

    def refuse_outward(self) -> None:
        """Raise OutwardRequestRefused for SERVICE and LOAD, and QuerySyntaxError for text that may hide them."""
        if not _OUTWARD_WORD.search(self.text):
            return
        for index, token in enumerate(self.tokens):
            keyword = self._outward(index, token)
            if keyword:
                raise OutwardRequestRefused(keyword, *line_and_column(self.text, token.start))
        self._refuse_ambiguous()

    def undeclared_prefixes(self) -> dict[str, str]:
        """Return the project's prefixes that the text uses and does not declare itself.

        >>> sorted(parse("ASK { per:x cg:attends ?m . ?m rdf:type ?t }").undeclared_prefixes())
        ['cg', 'per', 'rdf']
        """
        declared = {name.text[:-1] for _, name, _ in self._declarations()}
        used = {token.text.partition(":")[0] for token in self.tokens if token.kind == "name"}
        return {prefix: PREFIXES[prefix] for prefix in sorted(used - declared) if prefix in PREFIXES}

    def with_full_iris(self) -> str:
        """Return the text without its PREFIX declarations, every prefixed name written as a full IRI.

        So texts can be sent one after the other in one request, each with prefixes of its own.

        >>> parse("PREFIX x: <http://x/> ASK { x:a rdfs:label ?l }").with_full_iris()
        ' ASK { <http://x/a> <http://www.w3.org/2000/01/rdf-schema#label> ?l }'
        """
        known = dict(PREFIXES)
        parts, place = [], 0
        for word, name, iri in self._declarations():
            known[name.text[:-1]] = iri.text[1:-1]
            parts.append(self.text[place : word.start])
            place = iri.end
        for token in self.tokens:
            prefix, _, local = token.text.partition(":")
            if token.kind == "name" and token.start >= place and prefix in known:
                full = known[prefix] + _ESCAPED.sub(r"\1", local)
                parts += [self.text[place : token.start], f"<{full}>"]
                place = token.end
        return "".join([*parts, self.text[place:]])

    def _declarations(self) -> list[tuple[Token, Token, Token]]:
        """Return the PREFIX declarations: the word, the prefix and the IRI of each."""
        triples = zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False)
        return [
            (word, name, iri)
            for word, name, iri in triples
            if word.is_word("PREFIX") and name.kind == "name" and iri.kind == "iri"
        ]

    def syntax_error(self, error: SyntaxError) -> QuerySyntaxError:
        """Return the engine's syntax error in plain words, at the place where the text goes wrong."""
        return explain(error, self.text, self.tokens, update=self.kind == "update")

    def _outward(self, index: int, token: Token) -> str | None:
        """Return the keyword when this token is one, also glued to its neighbours, which Oxigraph lets pass."""
        match = _OUTWARD_WORD.search(token.text)
        if match is None or token.kind not in ("word", "name"):
            return None
        keyword = match.group().upper()
        if token.kind == "word":
            return keyword
        before, after = self._around(index)
        if keyword not in token.text.partition(":")[0].upper():
            return None
        if keyword == "SERVICE":
            named = before is not None and before.is_word("GRAPH", "FROM", "NAMED", "WITH", "USING", "DESCRIBE")
            return keyword if after is not None and after.text == "{" and not named else None
        starts = before is None or before.text == ";" or before.kind == "iri"
        return keyword if self._may_update and starts and not (after and after.kind == "iri") else None

    @property
    def _may_update(self) -> bool:
        return self.kind in ("update", "unknown")

    def _around(self, index: int) -> tuple[Token | None, Token | None]:
        before = self.tokens[index - 1] if index else None
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return before, after

    def _refuse_ambiguous(self) -> None:
        """Raise QuerySyntaxError where ``<...>`` may be an IRI or begin with "less than", and the readings differ."""
        brackets: list[str] = []
        for index, token in enumerate(self.tokens):
            if token.kind == "symbol":
                if token.text in _OPENING:
                    brackets.append(token.text)
                elif token.text in _CLOSING and brackets:
                    brackets.pop()
            elif token.kind == "iri" and _hides(token.text):
                before, _ = self._around(index)
                if before is not None and _operand_before(before, token, brackets):
                    raise QuerySyntaxError(
                        f"{token.text} can be read as an IRI or as a comparison; put a space after '<' to compare, "
                        "or write the IRI as a prefixed name.",
                        *line_and_column(self.text, token.start),
                    )


def parse(text: str, *, update: bool = False) -> SparqlText:
    """Return a text with its tokens, ready to be asked about.

    Raises QuerySyntaxError when a query is given where an update is expected, or the other way round, when brackets
    nest deeper than MAX_DEPTH, and when the text is longer than MAX_WORDS outside of data. All else about its syntax
    is for the engine to say.

    >>> parse("SELECT * { ?s ?p 'LOAD' } LIMIT 5").kind
    'select'
    """
    parsed = SparqlText(text)
    _check_depth(parsed)
    _check_length(parsed)
    if update and parsed.kind not in ("update", "unknown"):
        raise _wrong_kind(parsed, f"{parsed.kind.upper()} asks and changes nothing: expected an update.")
    if not update and parsed.kind == "update":
        raise _wrong_kind(parsed, "this is an update: expected SELECT, ASK, CONSTRUCT or DESCRIBE.")
    return parsed


def _wrong_kind(parsed: SparqlText, detail: str) -> QuerySyntaxError:
    start = parsed.first.start if parsed.first else 0
    return QuerySyntaxError(detail, *line_and_column(parsed.text, start))


def _check_depth(parsed: SparqlText) -> None:
    depth = 0
    for token in parsed.tokens:
        if token.kind != "symbol":
            continue
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth > MAX_DEPTH:
            raise QuerySyntaxError(
                f"brackets nest deeper than {MAX_DEPTH}.", *line_and_column(parsed.text, token.start)
            )


def _with_few_open_strings(text: str) -> Iterator[Token]:
    """Yield the tokens of a text; raise QuerySyntaxError when more quotation marks have no partner than typing errors
    explain, since for each of them the rest of the text is searched.
    """
    left = MAX_OPEN_STRINGS
    for token in tokens(text):
        if token.kind == "symbol" and token.text in "\"'":
            left -= 1
            if left < 0:
                raise QuerySyntaxError("the string that begins here does not end.", *line_and_column(text, token.start))
        yield token


def _check_length(parsed: SparqlText) -> None:
    weight = 0
    for token in _outside_data(parsed.tokens):
        weight += _DESCRIBED if parsed.kind == "describe" and token.kind in ("iri", "name") else 1
        if weight > MAX_WORDS:
            raise QuerySyntaxError(
                f"the text is too long for the engine: it has more than {MAX_WORDS:,} words and signs, those of VALUES "
                "and INSERT DATA not counted; split it into several, or put long lists into VALUES.",
                *line_and_column(parsed.text, token.start),
            )


def _outside_data(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """Yield the tokens that stand in no block of VALUES, INSERT DATA or DELETE DATA; those may be long."""
    expected, depth = False, 0
    for token in tokens:
        expected = expected or (depth == 0 and token.is_word("VALUES", "DATA"))
        if token.kind == "symbol" and token.text in "{}":
            opens = token.text == "{"
            if expected and opens:
                expected, depth = False, 1
                continue
            depth = max(0, depth + (1 if opens else -1)) if depth else 0
        if depth == 0:
            yield token


def _hides(iri: str) -> bool:
    """Tell whether reading this token as anything but an IRI could change where strings and comments lie."""
    return (bool(_OUTWARD_WORD.search(iri)) or "#" in iri or "'" in iri) and not _ABSOLUTE.match(iri)


def _operand_before(before: Token, token: Token, brackets: list[str]) -> bool:
    """Tell whether "less than" could stand where this IRI starts: behind an operand, in round brackets."""
    if before.kind == "symbol" and before.text == "<":
        return before.end == token.start
    if before.kind == "symbol" and before.text not in _CLOSING:
        return False
    return bool(brackets) and brackets[-1] == "("
