"""The operations of an update, and each of them as a query that tells what it is about to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from conflict_graph.sparql.text import SparqlText
from conflict_graph.sparql.tokens import Token


@dataclass(frozen=True)
class Operation:
    """One operation of an update whose IRIs are written in full: the whole text, and the operation's own tokens."""

    source: str
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The operation as an update of its own."""
        return self._slice(self.tokens)

    @property
    def data(self) -> str | None:
        """The statements of INSERT DATA or DELETE DATA, as an INSERT DATA; None for other operations."""
        if len(self.words) > 1 and self.words[0].is_word("INSERT", "DELETE") and self.words[1].is_word("DATA"):
            return f"INSERT {self.source[self.words[1].start : self.tokens[-1].end]}"
        return None

    @property
    def graph(self) -> str | None:
        """The IRI that WITH names, unless USING takes its place."""
        if not self.words[0].is_word("WITH") or any(word.is_word("USING") for word in self.words):
            return None
        return self.tokens[1].text[1:-1]

    @property
    def question(self) -> str | None:
        """The CONSTRUCT query whose answer are the statements it writes and removes; None where there is none."""
        where = next((word for word in self.words if word.is_word("WHERE")), None)
        if where is None or not self.words[0].is_word("WITH", "INSERT", "DELETE"):
            return None
        templates = [group for group in self.groups if group[0].start < where.start] or self.groups[:1]
        statements = "\n.\n".join(part for group in templates for part in self._statements(group[1:-1]))
        using = next((word for word in self.words if word.is_word("USING")), where)
        named = [token for token in self.tokens if using.start <= token.start < where.start]
        dataset = " ".join("FROM" if token.is_word("USING") else token.text for token in named)
        return f"CONSTRUCT {{\n{statements}\n}} {dataset} {self.source[where.start : self.tokens[-1].end]}"

    @cached_property
    def words(self) -> list[Token]:
        """The words that stand in no braces."""
        depth, words = 0, list[Token]()
        for token in self.tokens:
            depth += _depth(token)
            if depth == 0 and token.kind == "word":
                words.append(token)
        return words

    @cached_property
    def groups(self) -> list[tuple[Token, ...]]:
        """The outermost groups in braces, each with its braces."""
        groups: list[tuple[Token, ...]] = []
        depth, start = 0, 0
        for place, token in enumerate(self.tokens):
            before, depth = depth, depth + _depth(token)
            if before == 0 and depth == 1:
                start = place
            elif before == 1 and depth == 0:
                groups.append(self.tokens[start : place + 1])
        return groups

    def _statements(self, template: tuple[Token, ...]) -> Iterator[str]:
        """Yield the statements of a template without their graphs, cut where a graph begins or ends."""
        part: list[Token] = []
        depth, skipped = 0, 0
        for place, token in enumerate(template):
            if skipped:
                skipped -= 1
            elif depth == 0 and token.is_word("GRAPH"):
                yield from self._part(part)
                part, skipped, depth = [], 2, 1
            elif depth == 1 and token.text == "}" and template[place - 1].text != "|":
                yield from self._part(part)
                part, depth = [], 0
            else:
                part.append(token)
        yield from self._part(part)

    def _part(self, tokens: list[Token]) -> Iterator[str]:
        while tokens and tokens[-1].kind == "symbol" and tokens[-1].text == ".":
            tokens = tokens[:-1]
        if tokens:
            yield self._slice(tokens)

    def _slice(self, tokens: list[Token] | tuple[Token, ...]) -> str:
        return self.source[tokens[0].start : tokens[-1].end]


def operations(update: SparqlText) -> Iterator[Operation]:
    """Yield the operations of an update whose IRIs are written in full (`SparqlText.with_full_iris`).

    >>> from conflict_graph.sparql.text import parse
    >>> update = parse("DELETE WHERE { GRAPH ?g { ?s ?p 1 . } } ; CLEAR ALL", update=True)
    >>> [one.question for one in operations(update)]
    ['CONSTRUCT {\\n?s ?p 1\\n}  WHERE { GRAPH ?g { ?s ?p 1 . } }', None]
    """
    depth, tokens = 0, list[Token]()
    for token in update.tokens:
        depth += _depth(token)
        if depth == 0 and token.kind == "symbol" and token.text == ";":
            if tokens:
                yield Operation(update.text, tuple(tokens))
            tokens = []
        else:
            tokens.append(token)
    if tokens:
        yield Operation(update.text, tuple(tokens))


def _depth(token: Token) -> int:
    return (token.text == "{") - (token.text == "}") if token.kind == "symbol" else 0
