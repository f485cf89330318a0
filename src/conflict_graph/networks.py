"""A graph as networks: who is tied to whom, how, and by which claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from conflict_graph.asking import Asking, Named
from conflict_graph.scope import ScopeArgs

if TYPE_CHECKING:
    import networkx as nx

    from conflict_graph.ask.comparison import Comparison
    from conflict_graph.draw.notebook import Picture
    from conflict_graph.relate.communities import CommunityResult
    from conflict_graph.relate.measures import MeasureResult
    from conflict_graph.relate.paths import Paths


class Networks(Asking):
    """The networks of a `conflict_graph.graph.Graph`."""

    def network(
        self, relationship: str, *, weighting: str = "count", meetings: str = "ties", **scope: Unpack[ScopeArgs]
    ) -> nx.Graph:
        """Return the network of one relationship as a networkx graph; see `conflict_graph.ask.networks.network`.

        Raises UnknownRelationship, InvalidParameter, InvalidDate.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     net = graph.network("membership", layer="article")
        ...     sorted(net.nodes[member]["label"] for member in net["https://w3id.org/conflict-graph/id/coalition/nb8"])
        ['Denmark', 'Estonia', 'Finland', 'Iceland', 'Latvia', 'Lithuania', 'Norway', 'Sweden']
        """
        from conflict_graph.ask.networks import network

        return network(self.held(), relationship, self._scope(scope), weighting=weighting, meetings=meetings)

    def paths(
        self,
        a: Named,
        b: Named,
        *,
        relationship: str = "all",
        longest: int | None = None,
        limit: int = 50,
        weighting: str = "count",
        meetings: str = "ties",
        **scope: Unpack[ScopeArgs],
    ) -> Paths:
        """Return how two things are connected: all short paths, each hop with its claims.

        A thing without any tie makes a plain "not connected", never an error; raises NotFound for a name that nothing
        has, and what `network` raises.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     found = graph.paths(graph.actor("Starmer"), "Iceland")
        ...     (found.start.label, found.end.label)
        ('Keir Starmer', 'Iceland')
        """
        from conflict_graph.relate.paths import all_short_paths

        ends = [self._ref(name) for name in (a, b)]
        net = self.network(relationship, weighting=weighting, meetings=meetings, **scope)
        return all_short_paths(net, *ends, longest=longest, limit=limit)

    def compare(self, a: Named, b: Named, **scope: Unpack[ScopeArgs]) -> Comparison:
        """Return two actors side by side: positions on each issue, meetings, memberships, offices, with their claims.

        Raises NotFound with near names, AmbiguousName, InvalidParameter, InvalidDate.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     found = graph.compare("Macron", "Zelenskyy", layer="article")
        ...     [(one.issue.label, one.outcome) for one in found.issues]
        [('Placement and role of a multinational force', 'differ')]
        """
        from conflict_graph.ask.comparison import comparison
        from conflict_graph.ask.things import ACTORS

        return comparison(self.held(), self._ref(a, ACTORS), self._ref(b, ACTORS), self._scope(scope))

    def measures(
        self,
        relationship: str,
        measure: str,
        *,
        top: int | None = None,
        weighting: str = "count",
        meetings: str = "ties",
        **scope: Unpack[ScopeArgs],
    ) -> MeasureResult:
        """Return a centrality of everything in a network: "degree", "pagerank" or "betweenness".

        Raises what `network` raises, and InvalidParameter for an unknown measure.
        """
        from conflict_graph.relate.measures import measure as compute

        return compute(self.network(relationship, weighting=weighting, meetings=meetings, **scope), measure, top=top)

    def communities(
        self,
        relationship: str,
        *,
        method: str | None = None,
        seed: int = 0,
        weighting: str = "count",
        meetings: str = "ties",
        **scope: Unpack[ScopeArgs],
    ) -> CommunityResult:
        """Return the communities of a network; raises what `network` raises."""
        from conflict_graph.relate.communities import communities

        net = self.network(relationship, weighting=weighting, meetings=meetings, **scope)
        return communities(net, method, seed=seed)

    def show(self, network: nx.Graph, *, title: str = "", theme: str = "auto") -> Picture:
        """Return a picture of a network: a notebook shows it inline, ``save`` writes a page that works offline.

        theme is "auto" (as the reader's system), "light" or "dark".
        """
        from conflict_graph.draw.notebook import notebook
        from conflict_graph.draw.pyvis_page import strongest

        claims = self.lookup(_claims_on(strongest(network)))
        return notebook(network, title=title or _title(network), claims=claims, theme=theme)


def _claims_on(network: nx.Graph) -> list[str]:
    return sorted({claim for _, _, edge in network.edges(data=True) for claim in edge.get("claims", ())})


def _title(network: nx.Graph) -> str:
    relationship = str(network.graph.get("relationship", "network")).capitalize()
    relationship = "All relationships" if relationship == "All" else relationship
    day = network.graph.get("valid_at")
    return f"{relationship} as of {day}" if day else relationship
