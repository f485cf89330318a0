"""The shapes of JSON answers about networks: graphs, paths, neighbours, measures, communities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from conflict_graph_api.http.records import Answer, Attestation, Claim, Listed, Record, Thing

if TYPE_CHECKING:
    from conflict_graph.relate import neighbours, paths


class Basis(Record):
    """The network an answer was computed from."""

    relationship: str
    layers: list[str] = Field(description="Layers its edges rest on.")
    modality: list[str] = Field(description="Modalities its edges rest on.")
    weighting: str
    note: str = Field(description="What joins two things in this network, in words.")
    nodes: int
    edges: int


class Node(Record):
    """A thing in a network."""

    id: str = Field(description="Its IRI.")
    label: str
    kind: str
    meetings: int | None = Field(
        None, description="Meetings it attended or is expected at; in co-attendance and all, else null."
    )


class Edge(BaseModel):
    """A tie between two things, with the claims it rests on; relationships add attributes of their own."""

    model_config = ConfigDict(extra="allow", frozen=True)

    source: str
    target: str
    key: str | None = Field(None, description="What keeps parallel edges of a multigraph apart.")
    relationship: str
    weight: float
    held_weight: float = Field(description="Its part that rests on what happened.")
    planned_weight: float = Field(description="Its part that rests on plans.")
    planned: bool = Field(description="Whether it rests on plans alone.")
    modality: str
    holds: str
    claims: list[str]
    via: list[str] = Field(description="What the two share: meetings, the issue, the events.")
    via_labels: list[str]
    layers: list[str]
    first: str
    last: str


class Network(Answer):
    """A network in the node-link form of networkx: ``networkx.node_link_graph(answer, edges="edges")`` reads it."""

    answer: Attestation
    relationship: str
    directed: bool
    multigraph: bool
    graph: dict[str, Any] = Field(description="What the network was made of and how.")
    nodes: list[Node]
    edges: list[Edge]


class Tie(Record):
    """One edge of a hop, with the claims it rests on."""

    relationship: str
    weight: float
    planned: bool
    via: list[Thing]
    role: str
    claims: list[str]


class Hop(Record):
    """A step from one thing to the next, with every edge that joins the two."""

    source: Thing
    target: Thing
    ties: list[Tie]

    @classmethod
    def computed(cls, hop: paths.Hop) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        return {"ties": hop.links}


class Path(Record):
    """A way from one thing to another that visits nothing twice."""

    nodes: list[Thing]
    hops: list[Hop]
    length: int
    planned: bool = Field(description="Whether a hop rests on plans alone.")
    claims: list[str]


class Paths(Answer):
    """How two things are connected: paths, shortest first, or a plain sentence that there is none."""

    answer: Attestation
    message: str = Field(description="The answer in words.")
    start: Thing
    end: Thing
    found: bool
    longest: int | None
    limit: int
    truncated: bool = Field(description="Whether more paths of the allowed length exist than limit let through.")
    paths: list[Path]
    claims: dict[str, Claim] = Field(description="Every claim that the paths name, by IRI, with its sentences.")
    basis: Basis


class Neighbour(Record):
    """A thing next to another, and the edges of one relationship between the two."""

    thing: Thing
    planned: bool
    ties: list[Tie]

    @classmethod
    def computed(cls, neighbour: neighbours.Neighbour) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        return {"ties": neighbour.links}


class Group(Record):
    """All neighbours by one relationship."""

    relationship: str
    count: int
    planned: int = Field(description="How many rest on plans alone.")
    neighbours: list[Neighbour]


class Neighbourhood(Answer):
    """What a thing is joined to; count is the number of distinct neighbours over all groups."""

    answer: Attestation
    thing: Thing
    count: int
    groups: list[Group]
    basis: Basis


class MeasureValue(Record):
    """The value of one thing, its rank (equal values share one), and the claims of the edges at it."""

    thing: Thing
    value: float
    rank: int
    claims: list[str]


class Measure(Listed[MeasureValue]):
    """A measure of every thing in a network, highest first."""

    measure: str
    definition: str = Field(description="What it measures, with the source of the definition.")
    weighted: bool
    basis: Basis


class Community(Record):
    """A group of things more closely joined to each other than to the rest, and the claims that join them."""

    number: int
    members: list[Thing]
    claims: list[str]


class Communities(Listed[Community]):
    """A partition of a network, largest community first: a reading of the network, not a fact."""

    measure: str
    method: str
    seed: int
    resolution: float
    modularity: float = Field(description="Newman and Girvan 2004.")
    basis: Basis
