"""A thing in hand: what a graph says about one actor, meeting, issue or coalition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from conflict_graph.model import Claim, Ref, Thing
from conflict_graph.scope import Day, OneOrSeveral, ScopeArgs

if TYPE_CHECKING:
    from conflict_graph.ask.meetings import Meeting
    from conflict_graph.graph import Graph
    from conflict_graph.relate.neighbours import Neighbours


class Handle:
    """One thing of a graph, and the questions about it.

    Every question takes the parts of a `conflict_graph.scope.Scope`: valid_at, known_at, recorded_at, layer, modality,
    source, holds. Two are equal when they stand for the same thing of the same store.
    """

    def __init__(self, graph: Graph, thing: Thing) -> None:
        self.graph = graph
        self.thing = thing

    def __repr__(self) -> str:
        return f"<{self.thing.kind} {self.thing.label!r}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Handle) and (self.iri, self.graph.store) == (other.iri, other.graph.store)

    def __hash__(self) -> int:
        return hash(self.iri)

    @property
    def iri(self) -> str:
        """The IRI of the thing."""
        return self.thing.iri

    @property
    def label(self) -> str:
        """Its name in English."""
        return self.thing.label

    @property
    def ref(self) -> Ref:
        """Its short form: IRI, label and kind."""
        return self.thing.ref()

    def claims(self, *, status: OneOrSeveral = (), **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return every claim that names the thing, in any place."""
        return self.graph.claims(entity=self, status=status, **scope)

    def positions(self, **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return the positions the thing holds; of an issue or option, those held on it.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     found = graph.actor("Zelenskyy").positions(valid_at="2026-02-24", layer="article")
        ...     [claim.object.label for claim in found]
        ['Force close to the front line']
        """
        return self._of_kind("Position", scope)

    def offices(self, **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return the offices the thing holds; of an office, who holds it."""
        return self._of_kind("Tenure", scope)

    def memberships(self, **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return the groups the thing belongs to; of a group, its members."""
        return self._of_kind("Membership", scope)

    def meetings(
        self, *, standing: OneOrSeveral = (), first: Day = None, last: Day = None, **scope: Unpack[ScopeArgs]
    ) -> list[Meeting]:
        """Return the meetings the thing attended or is expected at, as they stand on a day; see `Graph.meetings`."""
        return self.graph.meetings(participant=self, standing=standing, first=first, last=last, **scope)

    def participations(self, **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return the thing's part in events, also where it is denied; of an event, who takes part in it."""
        return self._of_kind("Participation", scope)

    def undertakings(self, **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return what the thing does, will, would or may do."""
        return self._of_kind("Undertaking", scope)

    def neighbours(
        self,
        relationship: str = "all",
        *,
        weighting: str = "count",
        meetings: str = "ties",
        **scope: Unpack[ScopeArgs],
    ) -> Neighbours:
        """Return what the thing is tied to in a network; see `Graph.network`.

        Raises UnknownRelationship, and NotFound when it has no tie in that network.
        """
        from conflict_graph.relate.neighbours import neighbours

        return neighbours(self.graph.network(relationship, weighting=weighting, meetings=meetings, **scope), self.iri)

    def _of_kind(self, kind: str, scope: ScopeArgs) -> list[Claim]:
        return self.graph.claims(entity=self, kind=kind, **scope)
