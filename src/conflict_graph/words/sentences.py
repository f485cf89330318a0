"""One plain English sentence for every claim, never saying more than the claim does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.words.attributes import attribute_clause
from conflict_graph.words.days import day, period
from conflict_graph.words.english import capital, is_plural, name
from conflict_graph.words.firmness import firmness_word, hedge, layer_word, predicate, remarks

__all__ = ["firmness_word", "layer_word", "sentence"]

_ROLES: Final = {
    "chair": ("chair", ""),
    "co-chair": ("co-chair", ""),
    "host": ("host", ""),
    "participant": ("take", "part in "),
    "mediator": ("mediate", "at "),
    "observer": ("observe", ""),
    "signatory": ("take", "part as a signatory in "),
    "lead": ("lead", ""),
    "initiator": ("initiate", ""),
    "recipient": ("be", "on the receiving side of "),
    "coordinator": ("coordinate", ""),
}
_AWAY: Final = {"declined": ("decline", "to {act}"), "absent": ("be", "absent from {event}")}
_STANCES: Final = {
    "support": ("support", "{}"),
    "conditional": ("support", "{} on conditions"),
    "neutral": ("be", "neutral on {}"),
    "reserved": ("have", "reservations about {}"),
    "oppose": ("oppose", "{}"),
    "unclear": ("have", "an unclear position on {}"),
}


def sentence(claim: Claim) -> str:
    """Return one plain sentence that says what a claim says, no stronger: its firmness is a word of the sentence.

    Modality and firmness become "is expected to", "is scheduled to", "is proposed to", "may", "would ..., if ...", or a
    denial; the weaker of the two decides. In brackets stand the source's own words, how the date is known, and
    whether the claim is the source's reading, derived, disputed, unverified or retracted. A name that the claim
    does not carry is replaced by the last part of its IRI.

    >>> from datetime import date
    >>> from conflict_graph.model import Concept
    >>> v = "https://w3id.org/conflict-graph/vocab/"
    >>> claim = Claim(
    ...     iri="c", kind="Participation", subject=Ref("p", "Keir Starmer", "Person"),
    ...     object=Ref("m", "Paris summit", "Meeting"), role=Concept(v + "role-co-chair"),
    ...     participation_status=Concept(v + "part-expected"), modality=Concept(v + "modality-scheduled"),
    ...     firmness=Concept(v + "firmness-scheduled"), claim_status=Concept(v + "claim-accepted"),
    ...     layer=Concept(v + "layer-article"), stated_on=date(2026, 1, 1))
    >>> sentence(claim)
    'Keir Starmer is expected to co-chair the Paris summit.'
    """
    clause = capital(_CLAUSES.get(claim.kind, _other)(claim))
    notes = "; ".join([*_wording(claim), *_dated(claim), *remarks(claim)])
    return f"{clause} ({notes})." if notes else f"{clause}."


def _participation(claim: Claim) -> str:
    subject = name(claim.subject) + (f" (for {name(claim.on_behalf_of)})" if claim.on_behalf_of else "")
    event, plural = name(claim.object) if claim.object else "an event", is_plural(claim.subject)
    role, status = code_of(claim.role), code_of(claim.participation_status)
    verb, link = _ROLES.get(role, ("take", f"part as {role} in "))
    act = f"{verb} {link}{event}"
    if status == "not-planned":
        rest = f"planned that {subject} should {act}"
        return f"it {predicate(claim, 'be', rest, tense='present', plural=False, denied=True)}"
    if status in _AWAY:
        verb, rest = _AWAY[status]
        rest = rest.format(act=act, event=event)
        return f"{subject} {predicate(claim, verb, rest, tense='past', plural=plural, denied=False)}"
    if status == "invited":
        words = predicate(claim, "be", f"invited to {act}", tense="past", plural=plural)
    else:
        tense = "perfect" if claim.object and claim.object.kind == "Process" else "past"
        floors = ("expected",) if status == "expected" else ()
        words = predicate(claim, verb, link + event, tense=tense, plural=plural, floors=floors)
    return f"{subject} {words}"


def _event(claim: Claim) -> str:
    status, plural = code_of(claim.event_status), is_plural(claim.subject)
    if status in ("postponed", "rescheduled", "cancelled"):
        when = f" to {day(claim.start_date)}" if claim.start_date and status == "rescheduled" else ""
        words = predicate(claim, "be", status + when, tense="perfect", plural=plural)
    else:
        process = claim.subject.kind == "Process"
        tense = "perfect" if process and not claim.end_date else "past"
        where = f" in {name(claim.place)}" if claim.place else ""
        rest = ("under way" if process else "held") + _span(claim) + where
        floors = (status,) if status in ("scheduled", "proposed") else ()
        words = predicate(claim, "be", rest, tense=tense, plural=plural, floors=floors)
    return f"{name(_undated(claim))} {words}"


def _undated(claim: Claim) -> Ref:
    """Return the event without a day at the end of its label that the sentence is about to give."""
    label = claim.subject.label
    if claim.start_date:
        label = label.removesuffix(day(claim.start_date)).rstrip(" ,")
    return Ref(claim.subject.iri, label, claim.subject.kind)


def _span(claim: Claim) -> str:
    start, end, process = claim.start_date, claim.end_date, claim.subject.kind == "Process"
    if start and end and end != start:
        return f" from {day(start)} to {day(end)}"
    if start:
        return f" {'since' if process and not end else 'on'} {day(start)}"
    return f" until {day(end)}" if end else ""


def _membership(claim: Claim) -> str:
    group, plural = name(claim.object) if claim.object else "a group", is_plural(claim.subject)
    role = code_of(claim.role)
    rest = f"{role if role not in ('', 'participant') else 'a member'} of {group}{_since(claim)}"
    return f"{name(claim.subject)} {predicate(claim, 'be', rest, tense=_tense(claim), plural=plural)}"


def _tenure(claim: Claim) -> str:
    if claim.wording:
        denies = claim.modality.code == "negated"
        return f"the source {'does not call' if denies else 'calls'} {name(claim.subject)} “{claim.wording}”"
    rest = _office(claim) + _since(claim)
    return f"{name(claim.subject)} {predicate(claim, 'be', rest, tense=_tense(claim), plural=False)}"


def _office(claim: Claim) -> str:
    return claim.object.label or claim.object.name if claim.object else "the holder of an office"


def _position(claim: Claim) -> str:
    target = claim.option or claim.issue or claim.object or Ref("")
    about = name(target)
    if claim.issue and claim.issue.iri != target.iri:
        about += f" on the issue {name(claim.issue)}"
    verb, pattern = _STANCES.get(code_of(claim.stance), _STANCES["unclear"])
    # an undated view was held at some time up to the day it was reported; the present would say more
    tense = "perfect" if _tense(claim) == "present" else _tense(claim)
    rest = pattern.format(about) + _since(claim)
    return f"{name(claim.subject)} {predicate(claim, verb, rest, tense=tense, plural=is_plural(claim.subject))}"


def _undertaking(claim: Claim) -> str:
    action, plural = name(claim.object) if claim.object else "an action", is_plural(claim.subject)
    role = code_of(claim.role)
    if role == "signatory":
        verb, rest = "be", f"a signatory of {action}"
    else:
        verb, link = _ROLES.get(role, _ROLES["participant"]) if role else ("carry", "out ")
        rest = link + action
        if hedge(claim) == "stated":
            verb, rest = "undertake", f"to {verb} {rest}"
    words = predicate(claim, verb, rest + _since(claim), tense=_tense(claim), plural=plural)
    return f"{name(claim.subject)} {words}"


def _mention(claim: Claim) -> str:
    forms = {"name": " by name", "adjective": " by an adjective", "metonym": " by a metonym"}
    return f"the source mentions {name(claim.subject)}{forms.get(code_of(claim.mention_form), '')}"


def _other(claim: Claim) -> str:
    with_object = f" and {name(claim.object)}" if claim.object else ""
    return f"the source makes a statement about {name(claim.subject)}{with_object}"


def _tense(claim: Claim) -> str:
    """Return past for what has ended, perfect for what holds since a day, else present."""
    if claim.valid_until or claim.valid_until_latest:
        return "past"
    return "perfect" if claim.valid_from and not _loose(claim) else "present"


def _loose(claim: Claim) -> bool:
    return code_of(claim.date_basis) in ("bracketed", "unknown")


def _since(claim: Claim) -> str:
    """Return from when until when a claim holds; a bracketed bound is no date and stands in the remarks."""
    start = claim.valid_from if not _loose(claim) else None
    if start and claim.valid_until:
        return f" from {day(start)} until {day(claim.valid_until)}"
    if start:
        return f" {'since' if hedge(claim) == 'stated' else 'from'} {day(start)}"
    return f" until {day(claim.valid_until)}" if claim.valid_until else ""


def _wording(claim: Claim) -> list[str]:
    if not claim.wording:
        return []
    if claim.kind == "Tenure":
        return [] if claim.wording.casefold() == _office(claim).casefold() else [f"office: {_office(claim)}"]
    return [f"source’s words: “{claim.wording}”"]


def _dated(claim: Claim) -> list[str]:
    """Return how the date of a claim is known, where that is not simply stated."""
    basis = code_of(claim.date_basis)
    if basis == "inferred":
        return ["date inferred"]
    if basis == "bracketed":
        return [period(claim.edtf or "") or f"no date given, known by {day(claim.stated_on)}"]
    undated_event = claim.kind == "EventClaim" and not claim.start_date and not claim.end_date
    return ["no date given"] if basis == "unknown" or undated_event else []


_CLAUSES: Final[dict[str, Callable[[Claim], str]]] = {
    "Participation": _participation,
    "EventClaim": _event,
    "Membership": _membership,
    "Tenure": _tenure,
    "Position": _position,
    "Undertaking": _undertaking,
    "AttributeClaim": attribute_clause,
    "Mention": _mention,
}
