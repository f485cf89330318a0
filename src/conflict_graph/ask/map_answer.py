"""What a map of the graph shows: who is a member, which state stands where, and where meetings are.

Nothing is left out because a map cannot draw it: holders that speak for no state, members that are none, meetings
without a place and states that nobody speaks of are part of the answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from conflict_graph.ask.claims import claims, find
from conflict_graph.ask.labels import text
from conflict_graph.ask.meetings import Meeting, meetings
from conflict_graph.ask.places import coordinates, offices_of_states, states
from conflict_graph.display import Display
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.queries.catalogue import run_bare
from conflict_graph.relate.state_voices import Voice, voices
from conflict_graph.scope import ALL, Scope
from conflict_graph.store.base import Store

Show = Literal["stances", "membership", "meetings"]
SHOWS: Final[tuple[Show, ...]] = ("stances", "membership", "meetings")
"""What a map can show."""
DIFFERS: Final = "differs"
"""The sign of a state whose voices do not stand in one place."""
_MEMBER_SIGNS: Final = {"actual": "member", "scheduled": "planned", "proposed": "proposed", "contingent": "conditional"}


@dataclass(frozen=True, slots=True, repr=False)
class StateMark(Display):
    """A state on the map: its code, its sign, and the voices, each a claim, that the sign rests on.

    sign is a stance, or "differs"; of a member it is member, possible, planned, proposed, conditional or no-member.
    """

    state: Ref
    code: str
    sign: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Spot(Display):
    """A place where meetings are, longitude first; state is the state it stands for where it has no coordinates."""

    place: Ref
    at: tuple[float, float] | None
    state: str
    meetings: tuple[Meeting, ...]

    @property
    def held(self) -> int:
        """How many of the meetings took place, or are under way, by a source's word."""
        return sum(1 for one in self.meetings if one.standing in ("held", "under-way"))


@dataclass(frozen=True, slots=True, repr=False)
class Atlas(Display):
    """The answer that a map draws. about is the issue, option or coalition; silent are the states nobody speaks of.

    others are claims that count for no state; over are those that have ended, where no day is asked for; nowhere are
    meetings without any place.
    """

    show: Show
    about: Ref | None
    states: tuple[StateMark, ...] = ()
    others: tuple[Claim, ...] = ()
    over: tuple[Claim, ...] = ()
    silent: tuple[Ref, ...] = ()
    spots: tuple[Spot, ...] = ()
    nowhere: tuple[Meeting, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many states have each sign."""
        return dict(Counter(mark.sign for mark in self.states))


def map_answer(store: Store, show: str, about: Ref | None = None, scope: Scope = ALL) -> Atlas:
    """Return what a map shows of a thing; of meetings, about is who takes part, or nobody for all.

    Raises InvalidParameter for something else to show, or without the thing that it needs.
    """
    if show not in SHOWS:
        raise InvalidParameter.one_of("show", show, SHOWS)
    if show == "meetings":
        return places(store, scope, participant=about and about.iri)
    if about is None:
        raise InvalidParameter("about", "", f"the name of a thing, with show={show}")
    return (stances if show == "stances" else membership)(store, about, scope)


def stances(store: Store, on: Ref, scope: Scope = ALL) -> Atlas:
    """Return where states stand on an issue, all its options included, or on one option.

    What possibly holds comes too, and says so.
    """
    held = store.view()
    every = find(held, scope.replace(holds="possible"), kind="Position", object=on.iri)
    current, over = _open(every, scope)
    people = sorted(
        {claim.subject.iri for claim in current if claim.subject.kind == "Person" and not claim.on_behalf_of}
    )
    tenures = find(held, scope.without("valid_at", "modality"), kind="Tenure", subject=people) if people else []
    spoken, rest = voices(current, tenures, offices_of_states(held), scope.valid_at)
    known_states = states(held)
    marks = [_mark(iri, state_voices, known_states) for iri, state_voices in spoken.items()]
    return Atlas("stances", on, _sorted(marks), tuple(rest), over, silent=_silent(known_states, spoken))


def membership(store: Store, group: Ref, scope: Scope = ALL) -> Atlas:
    """Return which states belong to a group; that a state is no member is shown as such.

    What possibly holds comes too, and says so.
    """
    held = store.view()
    current, over = _open(find(held, scope.replace(holds="possible"), kind="Membership", object=group.iri), scope)
    known_states = states(held)
    by_state: dict[str, list[Claim]] = defaultdict(list)
    for claim in current:
        by_state[claim.subject.iri].append(claim)
    marks = [_member(iri, memberships, known_states) for iri, memberships in by_state.items() if iri in known_states]
    rest = tuple(claim for claim in current if claim.subject.iri not in known_states)
    return Atlas("membership", group, _sorted(marks), rest, over, silent=_silent(known_states, by_state))


def _open(statements: Sequence[Claim], scope: Scope) -> tuple[list[Claim], tuple[Claim, ...]]:
    """Return the claims that count and those that are over: where no day is asked for, what has ended is over.

    An end that lies after the last day on which sources may speak counts as open.
    """
    if scope.valid_at:
        return list(statements), ()
    ended = [c for c in statements if c.valid_until and not (scope.known_at and c.valid_until > scope.known_at)]
    return [claim for claim in statements if claim not in ended], tuple(ended)


def places(
    store: Store,
    scope: Scope = ALL,
    *,
    participant: object = None,
    first: date | None = None,
    last: date | None = None,
) -> Atlas:
    """Return the places of meetings as they stand on a day; a place without coordinates stands for its state.

    Raises ReversedInterval.
    """
    held = store.view()
    all_meetings = meetings(held, scope, participant=participant, first=first, last=last)
    at, located = coordinates(held), _located(held, scope)
    grouped: dict[str, list[Meeting]] = defaultdict(list)
    names: dict[str, Ref] = {}
    nowhere = []
    for one in all_meetings:
        place = one.place or located.get(one.thing.iri)
        if place is None:
            nowhere.append(one)
            continue
        names[place.iri] = place
        grouped[place.iri].append(one)
    codes = states(held)
    spots = [_spot(names[iri], at_place, at, located, codes) for iri, at_place in grouped.items()]
    spots.sort(key=lambda spot: (-len(spot.meetings), spot.place.label.casefold()))
    return Atlas("meetings", None, spots=tuple(spots), nowhere=tuple(nowhere))


def _located(store: Store, scope: Scope) -> dict[str, Ref]:
    """Return the state, else the place, that claims on their location give events, by the IRI of the event."""
    rows = run_bare(store, "attributes", scope.without("valid_at", "modality"), attribute="location")
    location_claims = claims(store, sorted({text(row["claim"]) for row in rows}))
    given: dict[str, Ref] = {}
    for claim in sorted(location_claims, key=lambda claim: claim.object is not None and claim.object.kind != "State"):
        if claim.object:
            given.setdefault(claim.subject.iri, claim.object)
    return given


def _spot(
    place: Ref,
    at_place: Sequence[Meeting],
    at: Mapping[str, tuple[float, float]],
    located: Mapping[str, Ref],
    codes: Mapping[str, tuple[Ref, str]],
) -> Spot:
    state = next((located[one.thing.iri].iri for one in at_place if one.thing.iri in located), place.iri)
    return Spot(place, at.get(place.iri), codes[state][1] if state in codes else "", tuple(at_place))


def _mark(iri: str, state_voices: Iterable[Voice], known: Mapping[str, tuple[Ref, str]]) -> StateMark:
    """Return the mark of a state: what it says itself goes before what others say for it."""
    spoken = sorted(state_voices, key=lambda voice: (voice.how != "itself", voice.claim.stated_on, voice.claim.iri))
    signs = {code_of(voice.claim.stance) for voice in spoken}
    state, letters = known.get(iri, (Ref(iri), ""))
    return StateMark(state, letters, signs.pop() if len(signs) == 1 else DIFFERS, tuple(spoken))


def _member(iri: str, memberships: Sequence[Claim], known: Mapping[str, tuple[Ref, str]]) -> StateMark:
    state, letters = known[iri]
    signs = {_member_sign(claim) for claim in memberships}
    if len(signs) > 1:
        signs.discard("possible")
    return StateMark(
        state, letters, signs.pop() if len(signs) == 1 else DIFFERS, tuple(Voice(c, "itself") for c in memberships)
    )


def _member_sign(claim: Claim) -> str:
    modality = claim.modality.code
    if modality == "negated":
        return "no-member"
    if modality == "actual" and claim.holds == "possible":
        return "possible"
    return _MEMBER_SIGNS.get(modality, modality)


def _sorted(marks: Iterable[StateMark]) -> tuple[StateMark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.state.label.casefold(), mark.state.iri)))


def _silent(known: Mapping[str, tuple[Ref, str]], spoken: Iterable[str]) -> tuple[Ref, ...]:
    speakers = set(spoken)
    return tuple(ref for iri, (ref, _) in known.items() if iri not in speakers)
