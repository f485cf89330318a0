"""Who belongs to which group, and who speaks for which state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.relate.edges import Tie
from conflict_graph.relate.rules import Events, Rules, is_planned, meeting_of

Span = tuple[date | None, date | None]
"""The first and the last day, where they are known."""


def membership(claims: Iterable[Claim], rules: Rules) -> Iterator[Tie]:
    """Yield a tie from each member to its group. A stated size ("35 nations") is no membership."""
    for claim in claims:
        if claim.kind == "Membership" and claim.object and rules.stands(claim) and rules.names(claim.subject):
            yield _belonging("membership", claim, claim.object, _span(claim))


def representation(claims: Iterable[Claim], rules: Rules, posts: Mapping[str, Ref]) -> Iterator[Tie]:
    """Yield a tie from each person to the state spoken for: by attending on its behalf, or by holding its office.

    posts maps the IRI of an office to the state it belongs to; an office not in it says nothing about a state. Whoever
    speaks for a state at a meeting does so on its days.
    """
    claims = list(claims)
    events = Events.of(claims, rules)
    for claim in claims:
        if not rules.stands(claim) or not rules.names(claim.subject):
            continue
        meeting = meeting_of(claim)
        if claim.kind == "Tenure" and claim.object and claim.object.iri in posts:
            yield _belonging("representation", claim, posts[claim.object.iri], _span(claim), via=claim.object)
        elif claim.on_behalf_of and meeting and meeting.iri not in events.fallen:
            span = events.span(meeting, claim) or _span(claim)
            yield _belonging("representation", claim, claim.on_behalf_of, span, via=meeting)


def _belonging(relationship: str, claim: Claim, target: Ref, span: Span, via: Ref | None = None) -> Tie:
    more = {"subject": claim.subject.iri, "object": target.iri}
    if relationship == "membership":
        more["role"] = code_of(claim.role)
    return Tie(
        relationship=relationship,
        subject=claim.subject,
        object=target,
        claims=(claim,),
        planned=is_planned(claim),
        via=via,
        span=span,
        more=more,
    )


def _span(claim: Claim) -> Span:
    """Return first and last day; a claim holds up to, not on, the day of its valid_until."""
    start = claim.valid_from or claim.start_date
    if claim.valid_until is None:
        return start, claim.end_date
    last = claim.valid_until - timedelta(days=1)
    return start, max(start, last) if start else last
