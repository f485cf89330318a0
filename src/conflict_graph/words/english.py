"""Small English: verbs, articles and plurals, as far as plain sentences about claims need them."""

from __future__ import annotations

import re
from typing import Final

from conflict_graph.model import Ref

_FORMS: Final = {
    "be": ("is", "was", "been"),
    "have": ("has", "had", "had"),
    "take": ("takes", "took", "taken"),
    "lead": ("leads", "led", "led"),
    "carry": ("carries", "carried", "carried"),
    "undertake": ("undertakes", "undertook", "undertaken"),
}
_TAKES_THE: Final = re.compile(
    r"^United |\b(States|Nations|Kingdom|Union|Republic|Federation|Emirates|Netherlands|Philippines|Maldives|Bahamas|"
    r"Coalition|Group|Alliance|Council|Commission|Committee|Organi[sz]ation|Agency|Court|Bank|Fund|Arctic|Eight)\b"
)
_COMMON: Final = re.compile(
    r"^(recent|previous|upcoming|joint|informal|emergency|extraordinary|special|bilateral|trilateral|multilateral|"
    r"ministerial|international|peace|video|phone|telephone|talks?|conversations?|meetings?|summits?|conferences?|"
    r"discussions?|consultations?|negotiations?|efforts?|calls?|visits?|signing|ceremony|declaration|sessions?|rounds?|first|second|third|fourth|fifth|next|last)\b",
    re.IGNORECASE,
)
_EVENTS: Final = frozenset({"Event", "Meeting", "Process"})
_ENTITIES: Final = frozenset({"Person", "State", "InternationalOrganization", "Coalition", "Place", "Post", *_EVENTS})
_SINGULAR: Final = frozenset({"Person", "State", "InternationalOrganization", "Coalition", "Place"})
_PREPOSITION: Final = re.compile(r" (?:of|on|in|at|to|for|with|between|about|among|from|,) ?")


def is_plural(thing: Ref) -> bool:
    """Tell whether a name takes a plural verb: "some European leaders", "peace negotiations on Ukraine".

    >>> is_plural(Ref("", "authors of the initial proposals", "UnnamedActor")), is_plural(Ref("", "Laos", "State"))
    (True, False)
    """
    if thing.kind in _SINGULAR:
        return False
    head = _PREPOSITION.split(thing.label, maxsplit=1)[0].strip(" ,")
    return head.endswith("s") and not head.endswith(("ss", "us", "’s", "'s"))


def name(thing: Ref) -> str:
    """Return a thing as it stands inside a sentence: with its article, or in quotation marks if it is an idea.

    >>> name(Ref("", "United States", "State")), name(Ref("", "Video conference", "Meeting"))
    ('the United States', 'the video conference')
    >>> name(Ref("", "Security in the Arctic", "Issue"))
    '“Security in the Arctic”'
    """
    label = thing.label or thing.name
    if thing.kind in _EVENTS:
        return _event(label)
    if thing.kind in ("State", "InternationalOrganization", "Coalition", "Place") and _TAKES_THE.search(label):
        return label if label.lower().startswith("the ") else f"the {label}"
    return label if thing.kind in _ENTITIES or thing.kind in ("", "UnnamedActor") else f"“{label}”"


def _event(label: str) -> str:
    first = label.split(" ", 1)[0]
    if first.lower() in ("the", "a", "an") or first.endswith(("’s", "'s", "s’")):
        return label
    return f"the {label[0].lower()}{label[1:]}" if _COMMON.match(label) else f"the {label}"


def capital(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def finite(verb: str, tense: str, *, plural: bool) -> str:
    """Return a verb in the present, past or perfect, third person.

    >>> finite("take", "past", plural=False), finite("be", "perfect", plural=True)
    ('took', 'have been')
    """
    third, past, participle = forms(verb)
    if tense == "perfect":
        return f"{'have' if plural else 'has'} {participle}"
    if verb == "be":
        return {"present": "are", "past": "were"}[tense] if plural else {"present": third, "past": past}[tense]
    return past if tense == "past" else (verb if plural else third)


def negated(verb: str, tense: str, *, plural: bool) -> str:
    """Return the denial of a verb: "did not take", "has not been", "is not"."""
    if tense == "perfect":
        return f"{'have' if plural else 'has'} not {forms(verb)[2]}"
    if verb == "be":
        return f"{finite(verb, tense, plural=plural)} not"
    helper = "did" if tense == "past" else "do" if plural else "does"
    return f"{helper} not {verb}"


def forms(verb: str) -> tuple[str, str, str]:
    """Return third person, past and participle of a verb."""
    if verb in _FORMS:
        return _FORMS[verb]
    past = f"{verb}d" if verb.endswith("e") else f"{verb}ed"
    return f"{verb}s", past, past
