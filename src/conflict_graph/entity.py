"""A thing in hand: what a graph says about one actor, meeting, issue or coalition."""

from __future__ import annotations

from typing import Unpack

from conflict_graph import answers
from conflict_graph.ask.claims import find
from conflict_graph.ask.meetings import Standings, meetings
from conflict_graph.ask.things import scope_of
from conflict_graph.model import Claim, Ref, Thing
from conflict_graph.relate.names import Relationship
from conflict_graph.scope import Day, Scope, ScopeArgs, Statuses
from conflict_graph.store.base import Store
from conflict_graph.vocabulary import ClaimKind


class Entity:
    """One thing of a graph, and the questions about it, in the scope of the graph that gave it.

    Every question takes the parts of a `conflict_graph.scope.Scope`: valid_at, known_at, recorded_at, layer, modality,
    source, holds. Two are equal when they stand for the same thing of the same store.
    """

    def __init__(self, store: Store, scope: Scope, thing: Thing) -> None:
        self.store = store
        self.scope = scope
        self.thing = thing

    def __repr__(self) -> str:
        return f"<{self.thing.kind} {self.thing.label!r}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entity) and (self.iri, self.store) == (other.iri, other.store)

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

    def claims(self, *, status: Statuses = (), **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return every claim that names the thing, in any place."""
        return find(self.store.view(), self._scope(scope), entity=self.iri, status=status)

    def positions(self, **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return the positions the thing holds; of an issue or option, those held on it.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     positions = graph.actor("Zelenskyy").positions(valid_at="2026-02-24", layer="article")
        ...     [claim.object.label for claim in positions]
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
        self, *, standing: Standings = (), first: Day = None, last: Day = None, **scope: Unpack[ScopeArgs]
    ) -> list[answers.Meeting]:
        """Return the meetings the thing attended or is expected at, as they stand on a day; see `Graph.meetings`."""
        view = self._scope(scope)
        return meetings(self.store.view(), view, participant=self.iri, standing=standing, first=first, last=last)

    def participations(self, **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return the thing's part in events, also where it is denied; of an event, who takes part in it."""
        return self._of_kind("Participation", scope)

    def undertakings(self, **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return what the thing does, will, would or may do."""
        return self._of_kind("Undertaking", scope)

    def neighbours(
        self,
        relationship: Relationship = "all",
        *,
        weighting: str = "count",
        meetings: str = "ties",
        **scope: Unpack[ScopeArgs],
    ) -> answers.Neighbours:
        """Return what the thing is tied to in a network; see `Graph.network`.

        Raises UnknownRelationship, and NotFound when it has no tie in that network.
        """
        from conflict_graph.ask.networks import network
        from conflict_graph.relate.neighbours import neighbours

        view = self._scope(scope)
        net = network(self.store.view(), relationship, view, weighting=weighting, meetings=meetings)
        return neighbours(net, self.iri)

    def _of_kind(self, kind: ClaimKind, scope: ScopeArgs) -> list[Claim]:
        return find(self.store.view(), self._scope(scope), entity=self.iri, kind=kind)

    def _scope(self, given: ScopeArgs) -> Scope:
        return scope_of(self.store.view(), self.scope, given)
