"""What is held on something, in short: each view once, its latest statement in front, the other witnesses behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from conflict_graph.model import Claim, Ref, code_of
from conflict_graph_api.pages.statements import Reader, Statement

_ORDER = {"holds": 0, "possible": 1, "later": 2, "over": 3, "unsaid": 4}


@dataclass(frozen=True, slots=True)
class Holding:
    """One view of one holder: a stance on an option, or on an issue as a whole.

    lead is its latest statement among those that hold on the day of the page; more are the other statements of the
    same view, latest first.
    """

    lead: Statement
    more: tuple[Statement, ...]

    @property
    def on(self) -> Ref | None:
        """The option it is on; the issue when no option is named."""
        return self.lead.claim.option or self.lead.claim.issue or self.lead.claim.object

    @property
    def stance(self) -> str:
        """The bare stance: support, oppose, ..."""
        return self.lead.stance

    @property
    def dim(self) -> bool:
        """Whether no statement of it holds on the day of the page."""
        return self.lead.dim


def holdings(reader: Reader, positions: Iterable[Claim]) -> tuple[Holding, ...]:
    """Return the views that positions give, each once: what holds on the day of the page first, then by day."""
    groups: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)

    def rank(claim: Claim) -> tuple[int, int, str]:
        return _ORDER[reader.state(claim)], -_from(claim).toordinal(), claim.iri

    for claim in sorted(positions, key=rank):
        on = claim.option or claim.issue or claim.object
        groups[claim.subject.iri, on.iri if on else "", code_of(claim.stance)].append(reader.one(claim))
    return tuple(Holding(group[0], tuple(group[1:])) for group in groups.values())


def _from(claim: Claim) -> date:
    return claim.valid_from or claim.stated_on
