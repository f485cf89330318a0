"""Folding of names: what is the same name to a reader is the same text to the search."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ё": "е", "ґ": "г"}
)
_GAPS: Final = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """Return a name without case, accents, quotation marks, hyphens and doubled spaces.

    >>> fold("Macron–Stubb  meeting")
    'macron stubb meeting'
    >>> fold("Ísland"), fold("GRØNLAND")
    ('island', 'gronland')
    """
    spread = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return _GAPS.sub(" ", plain.replace("'", "").replace("’", "")).strip()
