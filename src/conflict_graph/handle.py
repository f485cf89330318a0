"""A thing in hand: what a graph says about one actor, meeting, issue or coalition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflict_graph.model import Claim, Ref, Thing

if TYPE_CHECKING:
    from conflict_graph.ask.meetings import Meeting
    from conflict_graph.graph import Graph
    from conflict_graph.relate.neighbours import Neighbours


class Handle:
    """One thing of a graph, and the questions about it.

    Where nothing else is said, a method takes the selection of `Graph.claims`: valid_at, known_at, recorded_at, layer,
    modality, source, status, holds.
    """

    def __init__(self, graph: Graph, thing: Thing) -> None:
        self.graph = graph
        self.thing = thing

    def __repr__(self) -> str:
        return f"<{self.thing.kind} {self.thing.label!r}>"

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

    def claims(self, **selection: Any) -> list[Claim]:
        """Return every claim that names the thing, in any place."""
        return self.graph.claims(entity=self.iri, **selection)

    def positions(self, **selection: Any) -> list[Claim]:
        """Return the positions the thing holds; of an issue or option, those held on it.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     found = graph.actor("Zelenskyy").positions(valid_at="2026-02-24", layer="article")
        ...     [claim.object.label for claim in found]
        ['Force close to the front line']
        """
        return self._of_kind("Position", selection)

    def offices(self, **selection: Any) -> list[Claim]:
        """Return the offices the thing holds; of an office, who holds it."""
        return self._of_kind("Tenure", selection)

    def memberships(self, **selection: Any) -> list[Claim]:
        """Return the groups the thing belongs to; of a group, its members."""
        return self._of_kind("Membership", selection)

    def meetings(self, **selection: Any) -> list[Meeting]:
        """Return the meetings the thing attended or is expected at, as they stand on a day.

        selection is that of `Graph.meetings`: standing, first, last, layer, source, valid_at, known_at.
        """
        return self.graph.meetings(participant=self, **selection)

    def participations(self, **selection: Any) -> list[Claim]:
        """Return the thing's part in events, also where it is denied; of an event, who takes part in it."""
        return self._of_kind("Participation", selection)

    def undertakings(self, **selection: Any) -> list[Claim]:
        """Return what the thing does, will, would or may do."""
        return self._of_kind("Undertaking", selection)

    def neighbours(self, relationship: str = "all", **selection: Any) -> Neighbours:
        """Return what the thing is tied to; selection is that of `Graph.network`.

        Raises UnknownRelationship, and NotFound when it has no tie in that network.
        """
        from conflict_graph.relate.neighbours import neighbours

        return neighbours(self.graph.network(relationship, **selection), self.iri)

    def _of_kind(self, kind: str, selection: dict[str, Any]) -> list[Claim]:
        return self.graph.claims(entity=self.iri, kind=kind, **selection)
