"""The names most like a mistyped one: one measure of likeness for every "Did you mean ...?" on every surface."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

CLOSE: Final = 60.0
"""Least likeness, of 100, at which a name is worth proposing: "tenor" is like "Tenure", "xyz" like nothing."""


def nearest(name: str, known: Collection[str], limit: int = 1, *, least: float = CLOSE) -> list[str]:
    """Return the known names most like a mistyped one, best first, whatever their case; none when none is like it.

    limit is how many are wanted at most, least the likeness, of 100, below which none is proposed. Of equally like
    names the one known first goes first.

    >>> nearest("artcle", ["reference", "article"])
    ['article']
    >>> nearest("postion", ["Position", "Participation"])
    ['Position']
    >>> nearest("", ["article"])
    []
    """
    from rapidfuzz import fuzz, process  # on the first mistake: it takes longer to load than all else

    names = list(dict.fromkeys(known))
    folded = [word.casefold() for word in names]
    matches = process.extract(name.casefold(), folded, scorer=fuzz.ratio, limit=limit, score_cutoff=least)
    return [names[place] for _, _, place in matches]


def question(names: Collection[str]) -> str:
    """Return the question that offers names, or an empty text when there are none.

    >>> question(nearest("artcle", ["article"]))
    'Did you mean article?'
    """
    return f"Did you mean {' or '.join(names)}?" if names else ""
