"""The dataset that an update request names beside its text (``using-graph-uri``, ``using-named-graph-uri``)."""

from __future__ import annotations

from collections.abc import Iterator

from conflict_graph.errors import InvalidRequest
from conflict_graph.sparql.text import parse
from conflict_graph.sparql.tokens import Token
from conflict_graph.store.base import Dataset


def with_dataset(update: str, dataset: Dataset) -> str:
    """Return an update whose every WHERE asks the named graphs, as if it had said USING and USING NAMED itself.

    Raises InvalidRequest when the text says USING or WITH already, which the protocol forbids together, and
    QuerySyntaxError when the text is no update.

    >>> with_dataset("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", Dataset(("urn:g",)))
    'DELETE { ?s ?p ?o } USING <urn:g> WHERE { ?s ?p ?o }'
    """
    if not dataset.default and not dataset.named:
        return update
    clause = "".join(f"USING <{iri}> " for iri in dataset.default)
    clause += "".join(f"USING NAMED <{iri}> " for iri in dataset.named)
    text = update
    for operation in reversed(list(_operations(parse(update, update=True).tokens))):
        text = _rewritten(text, operation, clause)
    return text


def _operations(tokens: tuple[Token, ...]) -> Iterator[list[Token]]:
    """Yield, for each operation of an update, its keywords and outermost braces."""
    depth, operation = 0, list[Token]()
    for token in tokens:
        closes = token.kind == "symbol" and token.text == "}"
        depth -= closes
        if depth == 0 and token.text == ";" and token.kind == "symbol":
            yield operation
            operation = []
        elif depth == 0 and (token.kind == "word" or (token.kind == "symbol" and token.text in "{}")):
            operation.append(token)
        depth += token.kind == "symbol" and token.text == "{"
    yield operation


def _rewritten(text: str, operation: list[Token], clause: str) -> str:
    """Return the text with the clause before the WHERE of one operation; operations without WHERE stay."""
    words = [token for token in operation if token.kind == "word"]
    clash = next((token for token in words if token.is_word("USING", "WITH")), None)
    if clash:
        raise InvalidRequest(
            f"The update says {clash.text} and the request names graphs beside it: expected one of them.",
            hint="Leave out using-graph-uri and using-named-graph-uri, or the clause in the text.",
        )
    where = next((token for token in words if token.is_word("WHERE")), None)
    if where is None:
        return text
    before = words[words.index(where) - 1]
    if before.is_word("DELETE") and not _braces_between(operation, before, where):
        braces = [token for token in operation if token.kind == "symbol" and token.start > where.start]
        template = text[braces[0].start : braces[-1].end] if braces else ""
        return f"{text[: where.start]}{template} {clause}{text[where.start :]}"
    return f"{text[: where.start]}{clause}{text[where.start :]}"


def _braces_between(operation: list[Token], first: Token, last: Token) -> bool:
    return any(token.kind == "symbol" and first.start < token.start < last.start for token in operation)
