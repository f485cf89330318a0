"""Plain words for coded values, and for the days of claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.words.days import NOT_DATED, day, edtf_words

KINDS: Final[dict[str, str]] = {
    "Person": "Person",
    "State": "State",
    "InternationalOrganization": "International organisation",
    "Coalition": "Coalition",
    "UnnamedActor": "Actor the source does not name",
    "Post": "Office",
    "Meeting": "Meeting",
    "Process": "Process",
    "Event": "Event",
    "Outcome": "Outcome",
    "Place": "Place",
    "Issue": "Issue",
    "PolicyOption": "Option",
    "Condition": "Condition",
    "Source": "Source",
    "Evidence": "Evidence",
    "Extraction": "Run",
    "Participation": "Participation",
    "EventClaim": "Statement on an event",
    "Membership": "Membership",
    "Tenure": "Office held",
    "Position": "Position",
    "Undertaking": "Undertaking",
    "AttributeClaim": "Statement on a thing",
    "Mention": "Mention",
}
"""What the classes are called on pages."""

_MANY: Final[dict[str, str]] = {
    "Person": "Persons",
    "State": "States",
    "InternationalOrganization": "International organisations",
    "Coalition": "Coalitions",
    "UnnamedActor": "Actors the sources do not name",
    "Meeting": "Meetings",
    "Group": "Groups",
}

PLURALS: Final[dict[str, str]] = {
    "Participation": "taking part",
    "EventClaim": "events’ dates and status",
    "Membership": "memberships",
    "Tenure": "offices held",
    "Position": "positions",
    "Undertaking": "undertakings",
    "AttributeClaim": "other statements",
    "Mention": "mentions",
}

STATUSES: Final[dict[str, str]] = {
    "attended": "took part",
    "expected": "expected",
    "invited": "invited",
    "declined": "declined",
    "absent": "absent",
    "not-planned": "not planned",
}
"""Attendance, in the order in which it is listed."""

LAYERS: Final[dict[str, str]] = {
    "article": "What the articles say",
    "reference": "Reference facts from other public sources",
    "chronicle": "Curated chronicle",
    "machine-coded": "Machine-coded corpora",
}
"""The layers of truth with what they hold; a layer is a property of the run that made a claim."""

_BASES: Final[dict[str, str]] = {
    "stated": "the source gives the date",
    "inferred": "the date is inferred",
    "bracketed": "the source only bounds the date",
    "unknown": "no date given",
}


def kind_word(kind: str) -> str:
    """Return what a class is called on pages.

    >>> kind_word("PolicyOption"), kind_word("SomethingNew")
    ('Option', 'SomethingNew')
    """
    return KINDS.get(kind, kind or "Thing")


def kinds_word(kind: str, count: int = 2) -> str:
    """Return what things of a class are called, by their number.

    >>> kinds_word("Person", 1), kinds_word("Person"), kinds_word("SomethingNew")
    ('Person', 'Persons', 'SomethingNew')
    """
    return kind_word(kind) if count == 1 else _MANY.get(kind, kind_word(kind))


def basis_word(claim: Claim) -> str:
    """Return how the date of a claim is known; an empty text when the claim does not say."""
    return _BASES.get(code_of(claim.date_basis), "")


def when(claim: Claim) -> str:
    """Return when a claim holds, or when its event is, in words; "no date given" where nothing is known."""
    start, end = claim.start_date or claim.valid_from, claim.end_date or claim.valid_until
    loose = code_of(claim.date_basis) in ("bracketed", "unknown")
    if start and not loose:
        if claim.end_date and claim.end_date != start:
            return f"{day(start)} to {day(claim.end_date)}"
        if claim.start_date or end == start:
            return day(start)
        return f"{day(start)} until {day(end)}" if end else f"since {day(start)}"
    if end and not loose:
        return f"until {day(end)}"
    return edtf_words(claim.edtf) if claim.edtf else NOT_DATED


def status_word(ref: Ref | None) -> str:
    """Return the bare word of a concept in any scheme: "co-chair" for ``v:role-co-chair``."""
    return ref.name.partition("-")[2].replace("-", " ") or ref.name if ref else ""


def role_word(claim: Claim) -> str:
    """Return the role of a claim with its hyphens: "co-chair"; an empty text for a plain participant."""
    role = code_of(claim.role)
    return "" if role == "participant" else role


def attendance_word(claim: Claim) -> str:
    """Return how an actor's attendance is listed: took part, expected, not planned, ..."""
    status = code_of(claim.participation_status)
    return STATUSES.get(status, status)


def sources_of(claim: Claim) -> list[Ref]:
    """Return the sources a claim rests on, each once."""
    return list({item.source.iri: item.source for item in claim.evidence}.values())


def plural_word(kind: str) -> str:
    """Return what the claims of a class are about, in words."""
    return PLURALS.get(kind, kind)


def stance_of(claim: Claim) -> str:
    """Return the bare stance of a position: support, oppose, ..."""
    return code_of(claim.stance)


def counted(number: int, noun: str) -> str:
    """Return how many there are of something, in words.

    >>> counted(1, "issue"), counted(1431, "claim")
    ('1 issue', '1,431 claims')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


HELPERS: Final[dict[str, Callable[..., Any]]] = {
    "kind_word": kind_word,
    "plural": plural_word,
    "role_word": role_word,
    "status_word": status_word,
    "attendance": attendance_word,
    "edtf_words": edtf_words,
    "counted": counted,
    "sources_of": sources_of,
    "stance_of": stance_of,
}
"""What templates call to put coded values into words."""
