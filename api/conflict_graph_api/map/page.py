"""The map: what is asked for in the address, what is chosen where nothing is, and the drawing with its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any, Final
from urllib.parse import urlencode

from conflict_graph.ask.claims import find
from conflict_graph.ask.map_answer import SHOWS, Atlas, Spot, StateMark, membership, places, stances
from conflict_graph.ask.search import listed
from conflict_graph.ask.surroundings import surroundings
from conflict_graph.ask.things import ACTORS, resolve
from conflict_graph.dates import check_order, parse_day
from conflict_graph.draw.outlines import Outline, boundaries, outlines
from conflict_graph.draw.projection import VIEWS, Point, View
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Claim, Ref
from conflict_graph.namespaces import CG
from conflict_graph.scope import PARTS
from conflict_graph.store.base import Store
from conflict_graph_api.http.parameters import Pairs, single
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import at_any_time, mark_for_day
from conflict_graph_api.pages.statements import Statement
from conflict_graph_api.pages.words import when

MOST_CHOICES: Final = 200
SIGNS: Final = {
    "support": "supports",
    "conditional": "supports on conditions",
    "neutral": "neutral",
    "reserved": "reserved",
    "oppose": "opposes",
    "unclear": "unclear",
    "differs": "its voices differ",
}
MEMBER_SIGNS: Final = {
    "member": "member",
    "possible": "member, not certain for this day",
    "planned": "is to become a member",
    "proposed": "proposed as a member",
    "conditional": "member on a condition",
    "no-member": "no member, as a source says",
    "differs": "sources differ",
}
COUNTED: Final = {
    "support": "in support",
    "conditional": "in support on conditions",
    "neutral": "neutral",
    "reserved": "reserved",
    "oppose": "opposed",
    "unclear": "unclear",
    "differs": "with voices that differ",
    "member": "members",
    "possible": "members, not certain for this day",
    "planned": "to become members",
    "proposed": "proposed as members",
    "no-member": "no members, as a source says",
}
_SHOW_WORDS: Final = {"stances": "Stances", "membership": "Memberships", "meetings": "Meetings"}


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """What the address asks the map for; about and participant are found, view is how it is drawn."""

    show: str
    view: View
    about: Ref | None
    participant: Ref | None
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A state on the map: where its outline and sign stand; outline is None where the view does not show it."""

    mark: StateMark
    outline: Outline | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map: where it stands and how large it is; at is None where the view does not show it."""

    spot: Spot
    at: Point | None
    radius: float
    anchor: str
    by_state: bool


def map_question(store: Store, pairs: Pairs) -> MapQuestion:
    """Return what an address asks the map for.

    Raises NotFound and AmbiguousName for things, InvalidDate, ReversedInterval and InvalidParameter.
    """
    show = _one_of("show", single(pairs, "show") or "stances", SHOWS)
    view = _one_of("view", single(pairs, "view") or "europe", tuple(VIEWS))
    first, last = parse_day("from", single(pairs, "from")), parse_day("until", single(pairs, "until"))
    check_order("from", first, "until", last)
    name = {"stances": "on", "membership": "coalition"}.get(show, "")
    kinds = ("Coalition",) if show == "membership" else ("Issue", "PolicyOption")
    given = single(pairs, name) if name else None
    about = resolve(store, given, kinds).ref() if given else None
    participant = single(pairs, "participant") if show == "meetings" else None
    who = resolve(store, participant, ACTORS).ref() if participant else None
    return MapQuestion(show, VIEWS[view], about, who, first, last)


def _one_of(name: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise InvalidParameter.one_of(name, value, known)
    return value


def map_page(store: Store, pairs: Pairs, view: ViewState, question: MapQuestion) -> dict[str, Any]:
    """Return what the page of the map shows."""
    about = question.about or _usual(store, view, question.show)
    atlas = _atlas(store, view, question, about)
    shapes = outlines(question.view)
    drawn = [_drawn(mark, shapes, number) for number, mark in enumerate(atlas.states, start=1)]
    dots = [_dot(spot, question.view, shapes, number) for number, spot in enumerate(atlas.spots, start=1)]
    statements = _statements(store, view, [voice.claim for mark in atlas.states for voice in mark.voices])
    others = _statements(store, view, [*atlas.others, *atlas.over])
    marked = {one.mark.code for one in drawn if one.outline}
    return {
        "question": question,
        "about": about,
        "atlas": atlas,
        "drawn": drawn,
        "beyond": [one for one in drawn if one.mark.code and not one.outline],
        "uncoded": [one for one in drawn if not one.mark.code],
        "dots": dots,
        "dots_beyond": [dot for dot in dots if dot.at is None],
        "land": "".join(shape.path for code, shape in shapes.items() if code not in marked),
        "words": MEMBER_SIGNS if question.show == "membership" else SIGNS,
        "keys": [sign for sign in (MEMBER_SIGNS if question.show == "membership" else SIGNS) if sign in atlas.counts],
        "counted": COUNTED | ({"conditional": "members on a condition"} if question.show == "membership" else {}),
        "statements": statements,
        "others": [others[claim.iri] for claim in atlas.others],
        "over": [others[claim.iri] for claim in atlas.over],
        "options": _options(store, about) if question.show == "stances" and about else (),
        "choices": _choices(store, question.show),
        "shows": [(name, words, _to(pairs, keep=("view",), show=name)) for name, words in _SHOW_WORDS.items()],
        "views": [(one, _to(pairs, view=one.name)) for one in VIEWS.values()],
        "json_address": _json_address(view, question, about),
        "boundaries": boundaries(),
        "day_of": when,
    }


def _atlas(store: Store, view: ViewState, question: MapQuestion, about: Ref | None) -> Atlas:
    if question.show == "meetings":
        who = question.participant.iri if question.participant else None
        return places(store, view.scope, participant=who, first=question.first, last=question.last)
    if about is None:
        return Atlas("membership" if question.show == "membership" else "stances", None)
    make = membership if question.show == "membership" else stances
    return make(store, about, view.scope)


def _usual(store: Store, view: ViewState, show: str) -> Ref | None:
    """Return what is shown when nothing is asked for: what most claims are about, in these layers, on any day."""
    if show == "meetings":
        return None
    kind = "Membership" if show == "membership" else "Position"
    claims = find(store, at_any_time(view), kind=kind)
    counted = Counter(thing for claim in claims if (thing := _about(claim)))
    return min(counted, key=lambda ref: (-counted[ref], ref.iri), default=None)


def _about(claim: Claim) -> Ref | None:
    if claim.kind == "Membership":
        return claim.object if claim.object and claim.object.kind == "Coalition" else None
    return claim.option or claim.issue


def _options(store: Store, about: Ref) -> tuple[tuple[Ref, bool], ...]:
    """Return the issue and its options, as ways to look at one of them alone, each with whether it is shown."""
    around = surroundings(store, about.iri)
    issues = around.leads_to(CG + "optionOf")
    if issues:
        around = surroundings(store, issues[0].iri)
    options = around.comes_from(CG + "optionOf")
    issue = issues[0] if issues else about
    return tuple((ref, ref.iri == about.iri) for ref in (issue, *options)) if options else ()


def _choices(store: Store, show: str) -> list[Ref]:
    kinds = {"stances": ("Issue",), "membership": ("Coalition",)}.get(show)
    return listed(store, kinds, MOST_CHOICES, 0)[0] if kinds else []


def _statements(store: Store, view: ViewState, shown: Sequence[Claim]) -> dict[str, Statement]:
    if not shown:
        return {}
    marked, reader = mark_for_day(store, view, shown)
    return {claim.iri: reader.one(marked[claim.iri]) for claim in shown}


def _drawn(mark: StateMark, shapes: dict[str, Outline], number: int) -> Drawn:
    return Drawn(mark, shapes.get(mark.code), f"state-{number}")


def _dot(spot: Spot, view: View, shapes: dict[str, Outline], number: int) -> Dot:
    """Return where a place stands; one without coordinates stands at the middle of its state."""
    at: Point | None = None
    if spot.at:
        at = view.place(*spot.at)
    elif spot.state in shapes:
        at = shapes[spot.state].at
    if at is not None and not view.shows(at):
        at = None
    at = (round(at[0], 1), round(at[1], 1)) if at else None
    return Dot(spot, at, round(9 + 11 * sqrt(len(spot.meetings)), 1), f"place-{number}", spot.at is None)


def _to(pairs: Pairs, keep: tuple[str, ...] | None = None, **changed: str) -> str:
    unchanged = [(name, value) for name, value in pairs if value and name not in changed and name != "format"]
    if keep is not None:
        unchanged = [(name, value) for name, value in unchanged if name in (*PARTS, *keep)]
    return f"/map?{urlencode([*unchanged, *changed.items()])}"


def _json_address(view: ViewState, question: MapQuestion, about: Ref | None) -> str:
    return f"/api/map?{urlencode([*view.pairs, *_json_pairs(question, about)])}"


def _json_pairs(question: MapQuestion, about: Ref | None) -> Iterator[tuple[str, str]]:
    yield "show", question.show
    if about:
        yield ("coalition" if question.show == "membership" else "on"), about.iri
    for name, value in (("from", question.first), ("until", question.last)):
        if value and question.show == "meetings":
            yield name, value.isoformat()
    if question.participant:
        yield "participant", question.participant.iri
