"""Days in words: single days, months, spans, and dates of which only a part is known."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

NOT_DATED: Final = "no date given"
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The months of a year in English, whatever language the machine speaks."""

_OPEN: Final = ("", "..")


def day(value: date) -> str:
    """Return a day in words.

    >>> day(date(2026, 2, 24))
    '24 February 2026'
    """
    return f"{value.day} {month(value)} {value.year}"


def month(value: date) -> str:
    """Return the name of the month of a day.

    >>> month(date(2026, 2, 24))
    'February'
    """
    return MONTHS[value.month - 1]


def short_month(value: date) -> str:
    """Return the name of the month of a day in three letters.

    >>> short_month(date(2026, 9, 1))
    'Sep'
    """
    return month(value)[:3]


def period(edtf: str) -> str:
    """Return an EDTF month, year or open interval in words; an empty text for any other form.

    >>> period("2026-01"), period("../2026-02-23"), period("2026")
    ('in January 2026', 'by 23 February 2026', 'in 2026')
    """
    before = re.fullmatch(r"\.\./(\d{4}-\d{2}-\d{2})", edtf)
    if before:
        return f"by {day(date.fromisoformat(before[1]))}"
    of_year = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", edtf)
    if of_year:
        return f"in {MONTHS[int(of_year[2]) - 1]} {of_year[1]}"
    return f"in {edtf}" if re.fullmatch(r"\d{4}", edtf) else ""


def edtf_words(text: str) -> str:
    """Return an EDTF date in words as far as that can be done, else the text itself.

    >>> edtf_words("../2026-02-23"), edtf_words("2026-02-23"), edtf_words("2020/2023")
    ('by 23 February 2026', '23 February 2026', '2020 to 2023')
    """
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        pass
    words = period(text)
    if words or "/" not in text:
        return words.removeprefix("in ") or text
    start, _, end = text.partition("/")
    if start in _OPEN and end in _OPEN:
        return NOT_DATED
    if start in _OPEN:
        return f"by {edtf_words(end)}"
    if end in _OPEN:
        return f"from {edtf_words(start)}"
    return f"{edtf_words(start)} to {edtf_words(end)}"


def days(first: str, last: str) -> str:
    """Return a span of ISO days in words, either of them perhaps empty.

    >>> days("2026-02-23", "2026-02-24"), days("2026-02-24", "2026-02-24"), days("", "")
    ('23 February 2026 to 24 February 2026', '24 February 2026', 'no date given')
    """
    known = [day(date.fromisoformat(text)) for text in dict.fromkeys((first, last)) if text]
    return " to ".join(known) if known else NOT_DATED
