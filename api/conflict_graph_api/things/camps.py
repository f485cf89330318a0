"""Where the fault lines of an issue run: the camps that its differing pairs fall into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from conflict_graph.ask.positions import Disagreement
from conflict_graph.model import Claim, Ref
from conflict_graph.vocabulary import codes
from conflict_graph_api.pages.words import stance_of

MOST: Final = 4


@dataclass(frozen=True, slots=True)
class Camp:
    """Those who take one stance on one option, and differ with somebody over it; each with the claim that says so."""

    on: Ref
    stance: str
    holders: tuple[tuple[Ref, Claim], ...]


def camps(pairs: Iterable[Disagreement]) -> tuple[Camp, ...]:
    """Return the camps of one issue, options that most are divided over first; derived from pairs that differ."""
    holders_by_stance: dict[tuple[str, str], dict[str, tuple[Ref, Claim]]] = {}
    things: dict[str, Ref] = {}
    for pair in pairs:
        for actor, claim in zip((pair.a, pair.b), pair.claims, strict=True):
            on = claim.option or claim.issue or pair.issue
            things[on.iri] = on
            holders_by_stance.setdefault((on.iri, stance_of(claim)), {})[actor.iri] = (actor, claim)
    stances = codes("stance")
    sizes: dict[str, int] = {}
    for (iri, _), holders in holders_by_stance.items():
        sizes[iri] = sizes.get(iri, 0) + len(holders)

    def order(key: tuple[str, str]) -> tuple[int, str, int]:
        iri, stance = key
        return -sizes[iri], things[iri].label, stances.index(stance) if stance in stances else len(stances)

    return tuple(
        Camp(
            things[iri],
            stance,
            tuple(sorted(holders_by_stance[iri, stance].values(), key=lambda row: row[0].label.casefold())),
        )
        for iri, stance in sorted(holders_by_stance, key=order)
    )
