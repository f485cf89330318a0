"""The page of a coalition: the sizes that are stated and the members that are named, side by side and never mixed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from conflict_graph.ask.claims import Filters, claims, select
from conflict_graph.model import Claim, Ref, Thing, code_of
from conflict_graph.store.base import Store
from conflict_graph.vocabulary import codes
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import Gathered, at_any_time, mark_for_day
from conflict_graph_api.pages.statements import Reader
from conflict_graph_api.things.actor import actor_page
from conflict_graph_api.things.issue import MatrixRow, matrix
from conflict_graph_api.things.time_bars import bands

_COUNTS: Final = frozenset({"stated-size", "participant-count", "contributor-count"})


def coalition_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of a coalition shows."""
    page = actor_page(store, thing, view)
    gathered: Gathered = page["gathered"]
    counts = [claim for claim in gathered.of("AttributeClaim") if _is_count(claim) and claim.subject.iri == thing.iri]
    belong = [claim for claim in gathered.of("Membership") if claim.object and claim.object.iri == thing.iri]
    named = {claim.subject.iri: claim.subject for claim in gathered.reader.holding(belong)}
    return {
        **page,
        "drawn": bands(gathered.reader, belong, lambda claim: claim.subject, view.scope.valid_at),
        "within": within(store, view, gathered.reader, named.values()),
        "sizes": gathered.reader.all(counts, key=_by_statement),
        "belonging": gathered.reader.all(belong, key=_by_name),
        "members": (),
        "named": len(named),
        "attributes": tuple(one for one in page["attributes"] if not _is_count(one.claim)),
    }


@dataclass(frozen=True, slots=True)
class Within:
    """An issue on which members take positions: how many stand where on the day of the page, and who they are.

    columns and rows are those of a matrix: members by options. A member's position is its own, not the coalition's.
    """

    issue: Ref
    columns: tuple[Ref, ...]
    rows: tuple[MatrixRow, ...]
    stances: tuple[tuple[str, int], ...]


def within(store: Store, view: ViewState, reader: Reader, members: Iterable[Ref]) -> list[Within]:
    """Return the positions that named members take, issue by issue, those first on which most members do."""
    known = {member.iri for member in members}
    if not known:
        return []
    chosen: Filters = {"subject": sorted(known), "kind": "Position"}
    selected = select(store, at_any_time(view), **chosen)
    member_positions = claims(store, [iri for iri, _ in selected])
    marked, judged = mark_for_day(store, view, member_positions, **chosen)
    judged.notes = reader.notes
    by_issue: dict[str, list[Claim]] = defaultdict(list)
    for claim in marked.values():
        if claim.issue:
            by_issue[claim.issue.iri].append(claim)
    shown = [_within(judged, positions) for positions in by_issue.values()]
    return sorted(shown, key=lambda one: (-len(one.rows), one.issue.label.casefold()))


def _within(reader: Reader, positions: list[Claim]) -> Within:
    issue = next(claim.issue for claim in positions if claim.issue)
    options = list(dict.fromkeys(claim.option for claim in positions if claim.option))
    table = matrix(reader, issue, options, positions)
    holders: dict[str, set[str]] = defaultdict(set)
    for claim in reader.holding(positions):
        holders[code_of(claim.stance)].add(claim.subject.iri)
    counts = tuple((stance, len(holders[stance])) for stance in codes("stance") if holders[stance])
    return Within(issue, table.columns, table.rows, counts)


def _is_count(claim: Claim) -> bool:
    return code_of(claim.attribute) in _COUNTS


def _by_statement(claim: Claim) -> tuple[object, ...]:
    return claim.valid_from or claim.stated_on, claim.stated_on, claim.iri


def _by_name(claim: Claim) -> tuple[object, ...]:
    return claim.subject.label.casefold(), claim.stated_on, claim.iri
