"""What joins two things, in words: for lines, legends, filters and counts."""

from __future__ import annotations

from typing import Final

_HELD: Final = {
    "co-attendance": "in the same meeting",
    "attendance": "at the meeting",
    "membership": "member of",
    "representation": "speaks for",
    "agreement": "positions compared",
    "agreement agree": "agrees with",
    "agreement differ": "differs from",
    "interaction": "deals with",
    "interaction agree": "cooperates with",
    "interaction differ": "in conflict with",
}
_PLANNED: Final = {
    "co-attendance": "expected in the same meeting",
    "attendance": "expected at the meeting",
    "membership": "to be member of",
    "representation": "to speak for",
    "interaction": "expected to deal with",
    "interaction agree": "expected to cooperate with",
    "interaction differ": "expected in conflict with",
}
_ALL: Final = {
    "co-attendance": "Same meetings",
    "attendance": "Meetings",
    "membership": "Membership",
    "representation": "Speaking for a state",
    "agreement": "Agreement and difference",
    "interaction": "Acts towards each other",
}
_OCCASIONS: Final = {
    "co-attendance": ("meeting", "meetings"),
    "agreement": ("issue", "issues"),
    "interaction": ("event", "events"),
    "representation": ("office or meeting", "offices or meetings"),
}


def relation_word(relation: str, sign: str = "", *, planned: bool = False) -> str:
    """Return what joins the ends of a line, between their names.

    >>> relation_word("agreement", "differ"), relation_word("attendance", planned=True)
    ('differs from', 'expected at the meeting')
    """
    key = f"{relation} {sign}".strip()
    words = _PLANNED if planned else _HELD
    return words.get(key) or _HELD.get(key) or _HELD.get(relation) or relation


def relation_name(relation: str) -> str:
    """Return what a relation is called as a heading or a choice."""
    return _ALL.get(relation, relation)


def occasions(relation: str, count: int) -> str:
    """Return how often two things are joined, in words; an empty text where occasions are not counted.

    >>> occasions("co-attendance", 2), occasions("membership", 1)
    ('2 meetings', '')
    """
    if relation not in _OCCASIONS:
        return ""
    one, many = _OCCASIONS[relation]
    return f"1 {one}" if count == 1 else f"{count:,} {many}"
