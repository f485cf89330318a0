"""The front page: what lies behind and ahead, the coalitions, and the issues where actors differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from conflict_graph.ask.claims import find
from conflict_graph.ask.meetings import Stand, stands
from conflict_graph.ask.overview import overview
from conflict_graph.ask.search import listed
from conflict_graph.model import Claim, Ref, code_of
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.lists.front_picture import sketch
from conflict_graph_api.lists.lists import issue_rows, meeting_rows
from conflict_graph_api.things.camps import camps

SHOWN: Final = 5
_MOST: Final = 50
_PAST: Final = ("held", "under-way")
_AHEAD: Final = ("ahead", "due", "undated", "postponed")


@dataclass(frozen=True, slots=True)
class CoalitionRow:
    """A coalition: the size stated last, and how many members the sources name; two numbers that are never mixed."""

    coalition: Ref
    stated: Claim | None
    named: int


def home_page(store: Store, view: ViewState) -> dict[str, Any]:
    """Return what the front page shows."""
    meetings = stands(store, view.scope)
    past = [one for one in meetings if one.standing in _PAST and one.day]
    ahead = [one for one in meetings if one.standing in _AHEAD]
    latest = list(reversed(past))
    issues, issue_count = listed(store, ("Issue",), _MOST)
    return {
        "overview": overview(store),
        "latest": meeting_rows(store, view, latest[:SHOWN]),
        "ahead": meeting_rows(store, view, _next(ahead, dated=view.scope.valid_at is not None)[:SHOWN]),
        "ahead_count": len(ahead),
        "sketch": sketch(store, view, latest),
        "meeting_count": len(meetings),
        "coalitions": coalitions(store, view),
        "issues": [(row, camps(row.differences)) for row in issue_rows(store, view, issues, most=SHOWN, pairs=None)],
        "issue_count": issue_count,
        "actors": {kind: listed(store, (kind,), 1)[1] for kind in ("Person", "State")},
    }


def _next(ahead: Sequence[Stand], *, dated: bool) -> list[Stand]:
    """Return meetings that are not reported as held: on a day those that lie ahead first, then the latest."""
    still = [one for one in ahead if dated and one.standing == "ahead"]
    others = [one for one in ahead if one not in still]
    return [*still, *sorted(others, key=lambda one: one.day or date.min, reverse=True)]


def coalitions(store: Store, view: ViewState) -> list[CoalitionRow]:
    """Return the coalitions with stated sizes and numbers of named members, on the days of the view."""
    refs, _ = listed(store, ("Coalition",), _MOST)
    if not refs:
        return []
    iris = [ref.iri for ref in refs]
    claims = find(store, view.scope.replace(holds="possible"), entity=iris, kind=("AttributeClaim", "Membership"))
    members: dict[str, set[str]] = defaultdict(set)
    sizes: dict[str, Claim] = {}
    for claim in claims:
        if claim.kind == "Membership" and claim.object:
            members[claim.object.iri].add(claim.subject.iri)
        elif code_of(claim.attribute) == "stated-size":
            sizes[claim.subject.iri] = max(sizes.get(claim.subject.iri, claim), claim, key=_when_stated)
    return [CoalitionRow(ref, sizes.get(ref.iri), len(members[ref.iri])) for ref in refs]


def _when_stated(claim: Claim) -> tuple[object, ...]:
    return claim.valid_from or claim.stated_on, claim.stated_on, claim.iri
