"""Telling queries whose answer a snapshot decides from those that answer anew each time."""

from __future__ import annotations

import re
from typing import Final

_VOLATILE: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\b|\\u", re.IGNORECASE)


def is_repeatable(query: str) -> bool:
    """Tell whether a query asked twice of one snapshot gives one answer.

    The test errs on the safe side: a string that merely mentions NOW, or an escaped letter, counts.

    >>> is_repeatable("SELECT * { ?s ?p ?o }"), is_repeatable("SELECT (NOW() AS ?t) {}")
    (True, False)
    """
    return _VOLATILE.search(query) is None
