"""The names most like a mistyped one: one measure of likeness for every "Did you mean ...?" on every surface."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Final, TypeVar

from conflict_graph.folding import fold

_Key = TypeVar("_Key", bound=Hashable)

_LIKE: Final = 70.0
"""Least likeness, of 100, at which a name is worth proposing: "artcle" is like "article", "maybe" is like nothing."""
_TIED: Final = 5.0
"""How much less like a name than the best one may be, to be proposed beside it."""
_SHORT: Final = 4
"""Shorter names are compared as a whole: they would be found inside of too many others."""


def nearest(name: str, known: Collection[str], limit: int = 1) -> list[str]:
    """Return the known names most like a mistyped one, best first, at most limit; none when none is like it.

    Case, accents and hyphens do not count; of a longer name a part is enough. Of equally like names the one known
    first goes first.

    >>> nearest("artcle", ["reference", "article"]), nearest("co chair", ["chair", "co-chair"])
    (['article'], ['co-chair'])
    >>> nearest("Macron", ["Emmanuel Macron", "Mark Carney"])
    ['Emmanuel Macron']
    >>> nearest("xyz", ["article"])
    []
    """
    return closest(fold(name), {word: fold(word) for word in known}, limit)


def closest(folded: str, known: Mapping[_Key, str], limit: int = 1) -> list[_Key]:
    """Return the keys of the folded names most like a folded one: what `nearest` does, for names folded before.

    >>> closest("macon", {"per:emmanuel-macron": "emmanuel macron", "per:mark-carney": "mark carney"})
    ['per:emmanuel-macron']
    """
    from rapidfuzz import fuzz, process  # on the first mistake: it takes longer to load than all else here

    scorer = fuzz.ratio if len(folded) < _SHORT else fuzz.WRatio
    matches = process.extract(folded, known, scorer=scorer, limit=limit, score_cutoff=_LIKE)
    return [key for _, score, key in matches if score >= matches[0][1] - _TIED]


def question(names: Collection[str]) -> str:
    """Return the question that offers names, or an empty text when there are none.

    >>> question(nearest("artcle", ["article"]))
    'Did you mean article?'
    """
    return f"Did you mean {' or '.join(names)}?" if names else ""
