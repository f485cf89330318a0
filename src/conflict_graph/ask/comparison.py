"""Two actors side by side: where they agree and differ, whom they meet, what they belong to, their offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from conflict_graph.display import Display
from conflict_graph.model import Claim, Ref
from conflict_graph.relate.agreement import View, compare, views
from conflict_graph.relate.attendance import Seat, seats
from conflict_graph.relate.rules import Rules
from conflict_graph.scope import ALL, Scope

if TYPE_CHECKING:
    from conflict_graph.ask.meetings import Standing
    from conflict_graph.store.base import Store

Outcome = Literal["agree", "differ", "partly", "not-comparable", "only-a", "only-b"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("differ", "partly", "agree", "not-comparable", "only-a", "only-b")
"""What comes of comparing positions on an issue, in the order in which issues are listed.

partly: they agree on one answer and differ on another; not-comparable: both take a position, but on answers that can be
had together, or one that is neutral or unclear; only-a, only-b: the sources do not say what the other holds.
"""

Side = Literal["both", "only-a", "only-b"]
_SIDES: Final[tuple[Side, ...]] = ("both", "only-a", "only-b")
_KINDS: Final = ("Position", "Participation", "Membership", "Tenure")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OnIssue(Display):
    """What each of two actors holds on an issue, latest first, and what comes of comparing it.

    That they agree or differ is derived by the graph from the claims; no source need say so.
    """

    issue: Ref
    outcome: Outcome
    a: tuple[Claim, ...]
    b: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OnMeeting(Display):
    """A meeting that both actors, or one of them, attended or are expected at, with the claims that say so.

    planned: for one of those present no source says more than that they are expected.
    """

    meeting: Ref
    side: Side
    planned: bool
    standing: Standing
    start_date: date | None
    a: tuple[Claim, ...]
    b: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OnGroup(Display):
    """A group that both actors, or one of them, are named members of; or a member that two groups share."""

    thing: Ref
    side: Side
    a: tuple[Claim, ...]
    b: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Comparison(Display):
    """Two actors side by side, as of the days asked for.

    groups are those they belong to, members those that belong to them; offices are the claims on each one's own.
    """

    a: Ref
    b: Ref
    issues: tuple[OnIssue, ...]
    meetings: tuple[OnMeeting, ...]
    groups: tuple[OnGroup, ...]
    members: tuple[OnGroup, ...]
    offices_a: tuple[Claim, ...]
    offices_b: tuple[Claim, ...]
    scope: Scope
    snapshot: str


def comparison(store: Store, a: Ref, b: Ref, scope: Scope = ALL) -> Comparison:
    """Return two actors side by side.

    Definition. Positions are compared by the rule of the agreement network (`conflict_graph.relate.agreement`), on
    each issue; meetings are the seats of the co-attendance network; memberships are accepted claims, actual or
    scheduled. So what stands here is what the networks have between the two.

    Parameters
    ----------
    a, b: the actors, as the store names them.
    scope: the days and the claims it may rest on; a meeting counts on valid_at when its claims hold then.

    Returns
    -------
    Comparison; each entry names its claims. Two actors of whom nothing is said give empty lists.
    """
    from conflict_graph.ask.claims import find

    rules, held = Rules(unnamed=True), store.view()
    own = find(held, scope, subject=[a.iri, b.iri], kind=_KINDS)
    into = find(held, scope, object=[a.iri, b.iri], kind="Membership")
    standing = [claim for claim in own if claim.kind == "Membership" and rules.stands(claim)]
    offices = [claim for claim in own if claim.kind == "Tenure"]
    return Comparison(
        a=a,
        b=b,
        issues=_issues(held, a, b, [claim for claim in own if claim.kind == "Position"], rules),
        meetings=_meetings(held, a, b, [claim for claim in own if claim.kind == "Participation"], rules, scope),
        groups=_groups(a, b, [(claim.subject.iri, claim.object, claim) for claim in standing]),
        members=_groups(a, b, [(c.object.iri, c.subject, c) for c in into if c.object and rules.stands(c)]),
        offices_a=_latest_first(claim for claim in offices if claim.subject.iri == a.iri),
        offices_b=_latest_first(claim for claim in offices if claim.subject.iri == b.iri),
        scope=scope,
        snapshot=held.snapshot,
    )


def outcome(one: Iterable[View], other: Iterable[View], excluded: Iterable[tuple[str, str]] = ()) -> Outcome:
    """Return what comes of comparing the views of two actors on one issue, where both have some.

    >>> outcome([], [])
    'not-comparable'
    """
    pairs = {frozenset(pair) for pair in excluded}
    others = list(other)
    signs = {weight > 0 for mine in one for theirs in others if (weight := compare(mine, theirs, pairs))}
    if not signs:
        return "not-comparable"
    if len(signs) == 2:
        return "partly"
    return "agree" if True in signs else "differ"


def _issues(store: Store, a: Ref, b: Ref, claims: Sequence[Claim], rules: Rules) -> tuple[OnIssue, ...]:
    from conflict_graph.ask.labels import text
    from conflict_graph.queries.catalogue import run

    excluded = [(text(row["option"]), text(row["other"])) for row in run(store, "incompatible-options")]
    issues = {issue.iri: issue for claim in claims if (issue := claim.issue or claim.object)}
    on_issues = []
    for issue in issues.values():
        on = [claim for claim in claims if (claim.issue or claim.object) == issue]
        sides = [[claim for claim in on if claim.subject.iri == end.iri] for end in (a, b)]
        on_issues.append(_on_issue(issue, sides, rules, excluded))
    return tuple(sorted(on_issues, key=lambda one: (OUTCOMES.index(one.outcome), one.issue.label.casefold())))


def _on_issue(
    issue: Ref, sides: Sequence[Sequence[Claim]], rules: Rules, excluded: Sequence[tuple[str, str]]
) -> OnIssue:
    mine, theirs = sides
    if mine and theirs:
        came = outcome(views(mine, rules), views(theirs, rules), excluded)
    else:
        came = "only-a" if mine else "only-b"
    return OnIssue(issue=issue, outcome=came, a=_latest_first(mine), b=_latest_first(theirs))


def _meetings(store: Store, a: Ref, b: Ref, parts: list[Claim], rules: Rules, scope: Scope) -> tuple[OnMeeting, ...]:
    from conflict_graph.ask.claims import find
    from conflict_graph.ask.meetings import meetings

    rooms = sorted({claim.object.iri for claim in parts if claim.object})
    if not rooms:
        return ()
    # What is said of the fate of an event counts whatever its modality, as in the networks.
    fate = scope.without("modality", "holds")
    event_claims = find(store, fate, subject=rooms, kind="EventClaim")
    taken: dict[str, dict[str, Seat]] = {}
    for seat in seats([*parts, *event_claims], rules):
        taken.setdefault(seat.meeting.iri, {})[seat.actor.iri] = seat
    known = {one.thing.iri: one for one in meetings(store, fate, meeting=rooms)}
    on_meetings = []
    for iri, present in taken.items():
        one = known.get(iri)
        on_meetings.append(
            OnMeeting(
                meeting=next(iter(present.values())).meeting,
                side=_side(a.iri in present, b.iri in present),
                planned=any(seat.planned for seat in present.values()),
                standing=one.standing if one else "undated",
                start_date=one.start_date if one else None,
                a=present[a.iri].claims if a.iri in present else (),
                b=present[b.iri].claims if b.iri in present else (),
            )
        )
    ordered = sorted(on_meetings, key=lambda one: ((one.start_date or date.min), one.meeting.label), reverse=True)
    return tuple(sorted(ordered, key=lambda one: _SIDES.index(one.side)))


def _groups(a: Ref, b: Ref, memberships: Iterable[tuple[str, Ref | None, Claim]]) -> tuple[OnGroup, ...]:
    sides: dict[str, Mapping[str, list[Claim]]] = {}
    things: dict[str, Ref] = {}
    for end, thing, claim in memberships:
        if thing:
            things[thing.iri] = thing
            sides.setdefault(thing.iri, {a.iri: [], b.iri: []})[end].append(claim)
    on_groups = [
        OnGroup(
            thing=things[iri],
            side=_side(bool(of[a.iri]), bool(of[b.iri])),
            a=_latest_first(of[a.iri]),
            b=_latest_first(of[b.iri]),
        )
        for iri, of in sides.items()
    ]
    return tuple(sorted(on_groups, key=lambda one: (_SIDES.index(one.side), one.thing.label.casefold())))


def _side(mine: bool, theirs: bool) -> Side:
    if mine and theirs:
        return "both"
    return "only-a" if mine else "only-b"


def _latest_first(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return claims by the day they hold from, latest first; what was retracted goes last."""

    def order(claim: Claim) -> tuple[bool, date, date, str]:
        stands = claim.claim_status.code == "accepted"
        return stands, claim.valid_from or claim.start_date or claim.stated_on, claim.stated_on, claim.iri

    return tuple(sorted(claims, key=order, reverse=True))
