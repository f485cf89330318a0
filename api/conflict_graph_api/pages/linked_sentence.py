"""A sentence cut into plain parts and names that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from conflict_graph.model import Claim, Ref

_QUOTE: Final = re.compile(r"(“[^”]*”)")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; with a thing it is that thing's name, quoted if it stands in quotation marks.

    Names and quotes come from elsewhere, so a page keeps the direction of their writing apart from its own.
    """

    text: str
    thing: Ref | None = None
    quoted: bool = False


def linked(sentence: str, claim: Claim) -> tuple[Part, ...]:
    """Return a sentence in parts: the names of the things its claim mentions, each where it first stands; quotes."""
    things = {ref.iri: ref for ref in _things(claim) if ref.label}
    return tuple(_cut(sentence, sorted(things.values(), key=lambda ref: -len(ref.label))))


def _things(claim: Claim) -> Iterator[Ref]:
    known = (claim.subject, claim.object, claim.option, claim.issue, claim.place, claim.on_behalf_of)
    yield from (ref for ref in (*known, *claim.contingent_on) if ref is not None)


def _cut(text: str, things: Iterable[Ref]) -> Iterator[Part]:
    """Yield the parts of a text: the longest name first, then the shorter ones in what is left of it."""
    left = list(things)
    while left:
        ref = left.pop(0)
        if place := _find(text, ref.label):
            start, end = place
            yield from _cut(text[:start], left)
            yield Part(text[start:end], ref)
            yield from _cut(text[end:], left)
            return
    for quoted, piece in enumerate(_QUOTE.split(text)):
        if piece:
            yield Part(piece, quoted=bool(quoted % 2))


def _find(text: str, label: str) -> tuple[int, int] | None:
    """Return where a name stands as words of its own; a sentence may write its first letter small or large."""
    first = (
        f"[{re.escape(label[0].lower())}{re.escape(label[0].upper())}]" if label[0].isalpha() else re.escape(label[0])
    )
    match = re.search(rf"(?<!\w){first}{re.escape(label[1:])}(?!\w)", text)
    return match.span() if match else None
