"""The page of two actors side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from conflict_graph.ask.comparison import OUTCOMES, Comparison, OnGroup, OnIssue, OnMeeting, comparison
from conflict_graph.model import Claim, Ref
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import at_any_time, mark_for_day
from conflict_graph_api.pages.statements import Reader, Statement
from conflict_graph_api.things.holdings import Holding, holdings
from conflict_graph_api.things.occasions import Occasion, occasions

NOT_THEN: Final = "not-then"
"""On the day of the page neither holds any of the positions that are known of other days."""

WORDS: Final = {
    "agree": "agree",
    "differ": "differ",
    "partly": "agree in part, differ in part",
    "not-comparable": "cannot be compared",
    "only-a": "one is not spoken of",
    "only-b": "one is not spoken of",
    NOT_THEN: "neither, on this day",
}
_SAYING: Final = {
    "differ": "they differ on {}",
    "partly": "agree in part on {}",
    "agree": "agree on {}",
    "not-comparable": "hold what cannot be compared on {}",
    "silent": "on {} the sources speak of one of them alone",
}
SIGNS: Final = {"agree": "=", "differ": "≠", "partly": "≈", "not-comparable": "·", NOT_THEN: "–"}


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue with what each of the two holds, and what comes of comparing it on the day of the page."""

    issue: Ref
    outcome: str
    sides: tuple[tuple[Holding, ...], tuple[Holding, ...]]

    @property
    def words(self) -> str:
        """The outcome in words."""
        return WORDS[self.outcome]

    @property
    def silent(self) -> int | None:
        """Which of the two the sources say nothing of on this issue, 0 or 1, whatever the day."""
        return next((number for number, side in enumerate(self.sides) if not side), None)

    @property
    def sign(self) -> str:
        """The outcome as a sign that stands before its words."""
        return SIGNS.get(self.outcome, "–")


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as it stands on the day of the page, with the claims that put the two there."""

    occasion: Occasion
    planned: bool
    sides: tuple[tuple[Statement, ...], tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group or a member, with the claims on each side."""

    thing: Ref
    side: str
    sides: tuple[tuple[Statement, ...], tuple[Statement, ...]]


def compare_page(store: Store, view: ViewState, a: Ref, b: Ref) -> dict[str, Any]:
    """Return what the page of two actors shows.

    Everything that is known of the two is there; what is compared is what holds on the day of the page.
    """
    full = comparison(store, a, b, at_any_time(view))
    dated = bool(view.scope.valid_at or view.scope.known_at)
    now = comparison(store, a, b, view.scope.replace(holds="possible")) if dated else full
    marked, reader = mark_for_day(store, view, _claims(full), entity=[a.iri, b.iri])
    return {
        "reader": reader,
        "issues": _issues(reader, marked, full, now),
        "tally": _tally(now),
        "meetings": _meetings(store, view, reader, marked, full),
        "groups": _groups(reader, marked, full.groups),
        "members": _groups(reader, marked, full.members),
        "offices": tuple(reader.all(_again(marked, side), key=_latest) for side in (full.offices_a, full.offices_b)),
        "dimmed": len(marked) - len(reader.holding(marked.values())),
        "known": len(marked),
    }


def _claims(comparison: Comparison) -> list[Claim]:
    parts: list[OnIssue | OnMeeting | OnGroup] = [
        *comparison.issues,
        *comparison.meetings,
        *comparison.groups,
        *comparison.members,
    ]
    sides = [*(one.a for one in parts), *(one.b for one in parts), comparison.offices_a, comparison.offices_b]
    return list({claim.iri: claim for side in sides for claim in side}.values())


def _again(marked: dict[str, Claim], claims: Iterable[Claim]) -> list[Claim]:
    return [marked[claim.iri] for claim in claims]


def _issues(reader: Reader, marked: dict[str, Claim], full: Comparison, now: Comparison) -> list[IssueRow]:
    came = {one.issue.iri: one.outcome for one in now.issues}
    rows = [
        IssueRow(
            one.issue,
            came.get(one.issue.iri, NOT_THEN),
            (holdings(reader, _again(marked, one.a)), holdings(reader, _again(marked, one.b))),
        )
        for one in full.issues
    ]
    order = [*OUTCOMES, NOT_THEN]
    return sorted(rows, key=lambda row: (order.index(row.outcome), row.issue.label.casefold()))


def _tally(now: Comparison) -> str:
    """Return in one sentence on how many issues the two differ, agree, and so on; empty when neither holds anything."""
    counts: dict[str, int] = defaultdict(int)
    for one in now.issues:
        counts["silent" if one.outcome.startswith("only-") else one.outcome] += 1
    parts = [words.format(_issues_counted(counts[name])) for name, words in _SAYING.items() if counts[name]]
    return "; ".join(parts).capitalize()


def _issues_counted(count: int) -> str:
    return f"{count} issue{'' if count == 1 else 's'}"


def _meetings(
    store: Store, view: ViewState, reader: Reader, marked: dict[str, Claim], full: Comparison
) -> dict[str, list[MeetingRow]]:
    """Return the meetings by side, latest first."""
    known = occasions(store, view, [one.meeting for one in full.meetings])
    rows: dict[str, list[MeetingRow]] = {"both": [], "only-a": [], "only-b": []}
    for one in full.meetings:
        sides = (reader.all(_again(marked, one.a)), reader.all(_again(marked, one.b)))
        rows[one.side].append(MeetingRow(known[one.meeting.iri], one.planned, sides))
    return rows


def _groups(reader: Reader, marked: dict[str, Claim], groups: Iterable[OnGroup]) -> list[GroupRow]:
    return [
        GroupRow(one.thing, one.side, (reader.all(_again(marked, one.a)), reader.all(_again(marked, one.b))))
        for one in groups
    ]


def _latest(claim: Claim) -> int:
    return -(claim.valid_from or claim.stated_on).toordinal()
