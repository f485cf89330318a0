"""The Python door: ``conflict_graph.open()`` gives a `Graph`, and a graph answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflict_graph.dates import AsOf
from conflict_graph.store.base import Limits

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from conflict_graph.ask.overview import Overview
    from conflict_graph.ask.results import Result
    from conflict_graph.ask.search import Hit
    from conflict_graph.handle import Handle
    from conflict_graph.model import Claim, Holds
    from conflict_graph.read.rdf import RdfDocument
    from conflict_graph.read.report import Report
    from conflict_graph.relate.communities import CommunityResult
    from conflict_graph.relate.measures import MeasureResult
    from conflict_graph.relate.paths import Paths
    from conflict_graph.settings import Settings
    from conflict_graph.show.notebook import Picture
    from conflict_graph.store.base import Store
    from conflict_graph.store.load import LoadReport

    Day = str | date | None


def open(location: str | Path | None = None, *, settings: Settings | None = None, create: bool = False) -> Graph:
    """Open a graph.

    Parameters
    ----------
    location: a store directory, the URL of a SPARQL 1.1 query endpoint, or "memory" for an empty graph in memory.
        Without it, the setting ``store`` (``CONFLICT_GRAPH_STORE``); without that, the shipped data.
    settings: limits and defaults; without them, those of the environment (``CONFLICT_GRAPH_*``).
    create: make a store directory that is missing or empty into an empty store.

    Returns
    -------
    A `Graph`; use it in a ``with`` block, or close it when done.

    Raises
    ------
    StoreUnreadable, StoreLocked, EndpointError, InvalidParameter.

    Example
    -------
    >>> with open() as graph:
    ...     graph.actor("Macron").label
    'Emmanuel Macron'
    """
    from conflict_graph.settings import read_settings
    from conflict_graph.store.opening import open_store

    settings = settings or read_settings()
    place = location if location is not None else settings.store
    return Graph(open_store(place, settings, create=create), settings)


class Graph:
    """A graph of claims: ask it in SPARQL, by named queries, by name, or as networks.

    Days are given as ``datetime.date`` or ISO text. valid_at asks what held on that day, known_at what could be
    known, recorded_at what was in this graph. layer and modality restrict the claims an answer may rest on; empty
    means all. Every answer names the claims it rests on, and every claim its sentences.
    """

    def __init__(self, store: Store, settings: Settings | None = None) -> None:
        from conflict_graph.settings import read_settings

        self.store = store
        self.settings = settings or read_settings()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Graph {self.store.location} snapshot {self.snapshot}>"

    def close(self) -> None:
        """Close the store, ending its workers; safe to call twice."""
        self.store.close()

    @property
    def snapshot(self) -> str:
        """The id of the state that the next question sees."""
        return self.store.snapshot

    @property
    def limits(self) -> Limits:
        """The bounds of a free-form query, from the settings."""
        return Limits(self.settings.query_seconds, self.settings.query_rows, self.settings.query_bytes)

    # Asking

    def query(self, text: str) -> Result:
        """Answer a SPARQL 1.1 query within the limits of the settings; the usual prefixes need not be declared.

        Raises QuerySyntaxError, OutwardRequestRefused, QueryTimeout, ResultTooLarge, StoreBusy, EndpointError.

        >>> with open() as graph:
        ...     graph.query("ASK { per:emmanuel-macron a cg:Person }").boolean
        True
        """
        from conflict_graph.ask.results import Result

        return Result(self.store.query(text, limits=self.limits))

    def named(self, name: str, **parameters: object) -> Result:
        """Answer a named query; `conflict_graph.ask.named.catalogue` and the reference list them.

        Raises NotFound for an unknown name, InvalidParameter or InvalidDate for a parameter that cannot be used.
        """
        from conflict_graph.ask.named import named

        return self.query(named(name).bind(**parameters))

    def actor(self, name: str) -> Handle:
        """Return an actor by name, alias or IRI; raises NotFound with near names."""
        from conflict_graph.ask.things import ACTORS, resolve
        from conflict_graph.handle import Handle

        return Handle(self, resolve(self.store, name, kinds=ACTORS))

    def thing(self, name: str, kinds: Sequence[str] = ()) -> Handle:
        """Return anything by name, alias or IRI: actor, meeting, issue, coalition; raises NotFound with near names."""
        from conflict_graph.ask.things import resolve
        from conflict_graph.handle import Handle

        return Handle(self, resolve(self.store, name, kinds=kinds))

    def search(self, text: str, kinds: Sequence[str] = (), limit: int = 10) -> list[Hit]:
        """Return what is called like this, best first."""
        from conflict_graph.ask.search import search

        return search(self.store, text, kinds=kinds, limit=limit)

    def claims(
        self,
        *,
        entity: object = None,
        subject: object = None,
        object: object = None,
        kind: object = (),
        source: object = (),
        layer: object = (),
        modality: object = (),
        status: object = (),
        valid_at: Day = None,
        known_at: Day = None,
        recorded_at: Day = None,
        holds: Holds = "certain",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Claim]:
        """Return the claims that fit, oldest statement first, each with its evidence.

        entity is a thing the claim names anywhere; subject whom it is about; object what that is related to. Every
        filter takes one value or several: IRIs, prefixed names, or bare codes (kind="Position",
        modality="scheduled"). With holds="possible" come also the claims that may have held on the day.

        Raises InvalidParameter, InvalidDate.
        """
        from conflict_graph.ask.claims import find

        return find(
            self.store,
            entity=entity,
            subject=subject,
            object=object,
            kind=kind,
            source=source,
            layer=layer,
            modality=modality,
            status=status,
            as_of=AsOf.of(valid_at, known_at, recorded_at),
            holds=holds,
            limit=limit,
            offset=offset,
        )

    def claim(self, iri: str) -> Claim:
        """Return one claim by IRI or prefixed name; raises NotFound."""
        return self.lookup([iri])[0]

    def lookup(self, iris: Iterable[str]) -> list[Claim]:
        """Return the claims that an answer names, in the order given; raises NotFound for an IRI of no claim."""
        from conflict_graph.ask.claims import claims

        return claims(self.store, iris)

    # Networks

    def network(
        self,
        relationship: str,
        *,
        valid_at: Day = None,
        known_at: Day = None,
        recorded_at: Day = None,
        layer: Sequence[str] = (),
        modality: Sequence[str] = (),
        weighting: str = "count",
        holds: Holds = "certain",
    ) -> nx.Graph:
        """Return the network of one relationship as a networkx graph; see `conflict_graph.relate.network.network`.

        Raises UnknownRelationship, InvalidParameter, InvalidDate.

        >>> with open() as graph:
        ...     net = graph.network("membership", layer=["article"])
        ...     sorted(net.nodes[member]["label"] for member in net["https://w3id.org/conflict-graph/id/coalition/nb8"])
        ['Denmark', 'Estonia', 'Finland', 'Iceland', 'Latvia', 'Lithuania', 'Norway', 'Sweden']
        """
        from conflict_graph.relate.network import network

        return network(
            self.store,
            relationship,
            as_of=AsOf.of(valid_at, known_at, recorded_at),
            layer=layer,
            modality=modality,
            weighting=weighting,
            holds=holds,
        )

    def paths(
        self,
        a: str,
        b: str,
        *,
        relationship: str = "all",
        longest: int | None = None,
        limit: int = 50,
        **selection: Any,
    ) -> Paths:
        """Return how two things are connected: all short paths, each hop with its claims.

        selection is that of `network`: days, layer, modality. A thing without any tie makes a plain "not connected",
        never an error; raises NotFound for a name that nothing has.
        """
        from conflict_graph.relate.paths import all_short_paths

        ends = [self.thing(name).ref for name in (a, b)]
        net = self.network(relationship, **selection)
        return all_short_paths(net, *ends, longest=longest, limit=limit)

    def measures(self, relationship: str, measure: str, *, top: int | None = None, **selection: Any) -> MeasureResult:
        """Return a centrality of everything in a network: "degree", "pagerank" or "betweenness".

        selection is that of `network`.
        """
        from conflict_graph.relate.measures import measure as compute

        return compute(self.network(relationship, **selection), measure, top=top)

    def communities(
        self, relationship: str, *, method: str | None = None, seed: int = 0, **selection: Any
    ) -> CommunityResult:
        """Return the communities of a network; selection is that of `network`."""
        from conflict_graph.relate.communities import communities

        return communities(self.network(relationship, **selection), method, seed=seed)

    def show(self, network: nx.Graph, *, title: str = "") -> Picture:
        """Return a picture of a network: a notebook shows it inline, ``save`` writes a page that works offline."""
        from conflict_graph.show.notebook import notebook

        return notebook(network, title=title or _title(network), claims=self.lookup(_claims_on(network)))

    # Data

    def load(self, files: Sequence[str | Path], *, graph: str | None = None) -> LoadReport:
        """Check files and add what they say, all or nothing.

        Raises InvalidData with the report, DataSyntaxError, MissingFile, ReadOnly, StoreLocked.
        """
        from conflict_graph.store.load import load

        return load(self.store, _documents(files), graph=graph)

    def validate(self, files: Sequence[str | Path]) -> Report:
        """Check files against the shapes and the texts of their sources, and change nothing.

        Raises DataSyntaxError, MissingFile.
        """
        from conflict_graph.read.validate import validate
        from conflict_graph.store.load import lookup

        return validate(_documents(files), lookup=lookup(self.store))

    def export(self, format: str = "turtle") -> bytes:
        """Return everything the graph holds as RDF; formats without named graphs hold the default graph only.

        Raises UnknownFormat.
        """
        from conflict_graph.store.export import export

        return export(self.store, format)

    def info(self) -> Overview:
        """Return what the graph holds, in numbers."""
        from conflict_graph.ask.overview import overview

        return overview(self.store)


def _documents(files: Sequence[str | Path]) -> list[RdfDocument]:
    """Read files, each with the texts of its sources that lie beside it."""
    from conflict_graph.read.rdf import read_rdf
    from conflict_graph.read.texts import attach_texts

    return [attach_texts(read_rdf(path), path.parent) for path in map(Path, files)]


def _claims_on(network: nx.Graph) -> list[str]:
    return sorted({claim for _, _, edge in network.edges(data=True) for claim in edge.get("claims", ())})


def _title(network: nx.Graph) -> str:
    relationship = str(network.graph.get("relationship", "network")).capitalize()
    day = network.graph.get("valid_at")
    return f"{relationship} as of {day}" if day else relationship
