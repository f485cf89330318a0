"""The page of the ways from one thing to another, each step with the sentences it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from conflict_graph.ask.claims import claims
from conflict_graph.model import Claim, Ref
from conflict_graph.relate.paths import Link, Path, Paths, all_short_paths
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import mark_for_day
from conflict_graph_api.pages.statements import Reader, Statement

if TYPE_CHECKING:
    import networkx as nx

LONGEST: Final = 3
"""Most steps of a path when the address does not say."""
MOST: Final = 5
"""Most paths when the address does not say."""
_SENTENCES: Final = 2
_NAMED: Final = 20

JOINED: Final = {
    "co-attendance": "both at",
    "membership": "a member and its group",
    "representation": "one speaks for the other:",
    "interaction": "dealt with each other:",
}
"""What a relationship says of the two things that it joins."""


@dataclass(frozen=True, slots=True)
class Step:
    """One tie of a hop: what joins the two, through what, the sentences shown, and how many more there are."""

    relationship: str
    words: str
    planned: bool
    via: tuple[Ref, ...]
    shown: tuple[Statement, ...]
    more: tuple[Statement, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Way:
    """One path: its things, and for each hop the ties that join the two."""

    path: Path
    hops: tuple[tuple[Ref, Ref, tuple[Step, ...]], ...]


def path_page(
    store: Store, view: ViewState, graph: nx.Graph, a: Ref, b: Ref, *, longest: int, most: int
) -> dict[str, Any]:
    """Return what the page of the ways from a to b in a network shows."""
    paths = all_short_paths(graph, a, b, longest=longest, limit=most)
    named = [iri for path in paths.paths for hop in path.hops for one in hop.links for iri in _named_claims(one)]
    marked, reader = mark_for_day(store, view, claims(store, named))
    return {
        "paths": paths,
        "ways": [_way(path, reader, marked) for path in paths.paths],
        "reader": reader,
        "alone": [end for end in (a, b) if end.iri not in graph],
        "lengths": _lengths(paths),
    }


def _named_claims(one: Link) -> Sequence[str]:
    return one.claims[: _NAMED * 3]


def _lengths(paths: Paths) -> list[tuple[int, int]]:
    """Return how many of the paths have how many steps."""
    counts: dict[int, int] = {}
    for path in paths.paths:
        counts[path.length] = counts.get(path.length, 0) + 1
    return sorted(counts.items())


def _way(path: Path, reader: Reader, marked: dict[str, Claim]) -> Way:
    hops = tuple(
        (
            hop.source,
            hop.target,
            tuple(_step(one, reader, [marked[iri] for iri in _named_claims(one)]) for one in hop.links),
        )
        for hop in path.hops
    )
    return Way(path, hops)


def _step(one: Link, reader: Reader, claims: Iterable[Claim]) -> Step:
    ordered = _one_of_each_side_first(sorted(claims, key=_day, reverse=True))
    shown, more = ordered[:_SENTENCES], ordered[_SENTENCES : _SENTENCES + _NAMED]
    words = JOINED.get(one.relationship, one.relationship)
    if one.relationship == "co-attendance" and one.planned:
        words = "both expected at"
    if one.relationship == "agreement":
        words = "agree on" if one.weight > 0 else "differ on"
    return Step(
        one.relationship,
        words,
        one.planned,
        one.via,
        tuple(reader.one(claim) for claim in shown),
        tuple(reader.one(claim) for claim in more),
        len(one.claims),
    )


def _one_of_each_side_first(ordered: Sequence[Claim]) -> list[Claim]:
    """Return claims with the latest on the first thing, then one on the other about the same, then the rest."""
    if not ordered:
        return []
    lead = ordered[0]
    partner = next(
        (claim for claim in ordered if claim.subject != lead.subject and _about(claim) == _about(lead)),
        next((claim for claim in ordered if claim.subject != lead.subject), None),
    )
    first = [lead, *([partner] if partner else [])]
    return [*first, *(claim for claim in ordered if claim not in first)]


def _about(claim: Claim) -> Ref | None:
    return claim.issue or claim.object


def _day(claim: Claim) -> tuple[str, str]:
    return (claim.start_date or claim.valid_from or claim.stated_on).isoformat(), claim.iri
