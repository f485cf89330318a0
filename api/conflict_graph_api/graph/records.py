"""The shapes of the graph view: the scene a reader arranges, and what the service draws for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from conflict_graph.draw.palette import Shape, Tone
from conflict_graph.scope import Scope
from conflict_graph.vocabulary import Layer
from conflict_graph_api.http.records import Attestation, Days, Record, SnapshotAnswer, Thing

MOST_NODES: Final = 2000
"""Most nodes that are drawn one by one; above that the view is grouped, and says so."""
MOST_IN_A_SCENE: Final = 10_000
MOST_CLAIMS: Final = 20
"""Most claims that one edge names in an answer; its number of claims is always whole."""

Mode = Literal["actors", "meetings"]
Size = Literal["same", "degree", "meetings", "pagerank", "betweenness"]
Colour = Literal["kind", "community", "degree", "meetings", "pagerank", "betweenness"]
Relation = Literal["co-attendance", "attendance", "membership", "representation", "agreement", "interaction"]
Modality = Literal["actual", "scheduled"]
"""What is drawn: what happened and what is planned; nothing else makes a line."""
Sign = Literal["agree", "differ", ""]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Coordinate = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]


class SceneNode(Record):
    """A thing in a scene. Without a place it is given one, near the thing it came from."""

    iri: Text = Field(description="IRI, prefixed name or name.", examples=["per:emmanuel-macron"])
    x: Coordinate | None = None
    y: Coordinate | None = None
    pinned: bool = False
    near: Text | None = Field(None, description="The IRI of the thing it was reached from.")


class Scene(BaseModel):
    """What a reader has put together: things, their places, the days, and what is shown of them."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    version: Literal[1] = 1
    mode: Mode = Field("actors", description="actors joined in pairs, or meetings as things of their own.")
    valid_at: date | None = Field(None, description="Day on which it held, or by which it had happened.")
    known_at: date | None = Field(None, description="Last day on which a source may have said it.")
    recorded_at: date | None = Field(None, description="Last day on which it may have entered this graph.")
    layer: list[Layer] = Field(default=[], max_length=4, description="Layers of truth; none: all.")
    modality: list[Modality] = Field(
        default=[], max_length=2, description="What happened, what is planned; none: both."
    )
    relation: list[Relation] = Field(default=[], max_length=6, description="Relations that are drawn; none: all.")
    from_: date | None = Field(None, alias="from", description="First day of the ties that are drawn.")
    until: date | None = Field(None, description="Last day, included, of the ties that are drawn.")
    size: Size = Field("same", description="What the size of a mark says.")
    colour: Colour = Field("kind", description="What the colour of a mark says.")
    hidden_kinds: list[Text] = Field(default=[], max_length=40, description="Kinds of things that are left out.")
    nodes: list[SceneNode] = Field(default=[], max_length=MOST_IN_A_SCENE)
    focus: Text | None = Field(None, description="The thing looked at.")
    collapsed: list[Text] = Field(
        default=[],
        max_length=MOST_IN_A_SCENE,
        description="Things whose neighbours are folded away: those that hang on them alone are not drawn.",
    )

    @property
    def scope(self) -> Scope:
        """The days of the scene, and the claims it may rest on."""
        return Scope(self.valid_at, self.known_at, self.recorded_at, tuple(self.layer), tuple(self.modality))


class GraphNode(Record):
    """A thing as it is drawn. Its numbers are those of the whole network of these days and layers, not of the view."""

    iri: str
    label: str
    kind: str = Field(description="Its class; Group for a group of things.")
    kind_word: str = Field(examples=["Person"])
    href: str | None = Field(description="Where this service shows it.")
    x: float
    y: float
    pinned: bool
    radius: float = Field(description="Radius of its mark, in the unit of x and y.")
    shape: Shape
    colour: str = Field(description="Colour of its mark, #rrggbb.")
    degree: int = Field(description="Things it is joined to.")
    meetings: int = Field(description="Meetings it attended or is expected at; of a meeting, 0.")
    pagerank: float | None = Field(description="Null unless size or colour asks for it.")
    betweenness: float | None = Field(description="Null unless size or colour asks for it.")
    community: int | None = Field(description="Number of its community, from 1, largest first; null unless asked for.")
    hidden: int = Field(description="Things it is joined to that are not in the view.")
    first: str = Field(description="First known day of its ties, or empty.")
    last: str = Field(description="Last known day of its ties, or empty.")
    members: int = Field(description="Things that a group stands for; 1 for a thing.")


class EdgeDate(Record):
    """One occasion of an edge: a meeting, an issue, an event, an office; and its days, null where none is known."""

    from_: str | None = Field(alias="from")
    until: str | None = Field(description="Last day, included; null while from is given: open.")
    via: str = Field(description="The IRI of the meeting, issue, event or office; empty when there is none.")
    label: str
    planned: bool

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


class GraphEdge(Record):
    """All ties of one relation, and one sign, between two things."""

    id: str = Field(description="The same for the same ties in every view.")
    source: str
    target: str
    relation: Relation
    relation_label: str = Field(examples=["in the same meeting"])
    label: str = Field(description="The edge in words: who, how, with whom.")
    directed: bool = Field(description="Whether it leads from source to target.")
    sign: Sign = Field(description="Of agreement and interaction: agree (or cooperate), differ (or in conflict).")
    planned: bool = Field(description="Whether it rests on plans alone.")
    count: int = Field(description="Occasions: meetings, issues, events or offices; 1 when none is named.")
    planned_count: int = Field(description="Of these, the ones that are only planned.")
    weight: float
    width: float
    tone: Tone = Field(description="The name of its colour.")
    dashes: list[int] = Field(description="Pattern of the line; empty: drawn through.")
    claims: list[str] = Field(description="Claims it rests on, at most 20.")
    claim_count: int = Field(description="All claims it rests on.")
    href: str = Field(description="The page with the evidence of all its claims.")
    dates: list[EdgeDate]
    first: str
    last: str
    modality: list[str] = Field(description="actual, scheduled: what its occasions are.")
    layer: list[str]


class NodeMark(Record):
    """One mark of the legend."""

    word: str
    shape: Shape
    colour: str
    path: str = Field(description="The mark as an SVG path in a box of 20 by 20.")
    count: int


class LineMark(Record):
    """One kind of line of the legend."""

    word: str
    tone: Tone
    dashes: str
    count: int


class Scale(Record):
    """What size or colour says: the measure in words, and its least and greatest value in the view."""

    name: str
    title: str
    definition: str
    least: float | None
    greatest: float | None
    steps: list[NodeMark] = Field(description="Of a colour: its steps, smallest first. Of a size: none.")


class Legend(Record):
    """What the marks, lines, sizes and colours of the picture mean."""

    nodes: list[NodeMark]
    edges: list[LineMark]
    size: Scale | None
    colour: Scale | None


class Choice(Record):
    """A value a filter can take, and how many things or edges of the scene it concerns."""

    value: str
    word: str
    count: int


class GraphView(SnapshotAnswer):
    """What is drawn for a scene, and what is said beside it."""

    as_of: Days
    answer: Attestation
    mode: Mode
    title: str = Field(description="The picture in one line.")
    description: str = Field(description="The picture in words, for those who do not see it.")
    messages: list[str] = Field(description="What is empty, cut, grouped or left out, in plain sentences.")
    nodes: list[GraphNode]
    edges: list[GraphEdge] = Field(description="Strongest first.")
    lines: int = Field(description="Edges between the nodes; on a page, not all may be drawn.")
    shown: int = Field(description="Nodes drawn.")
    total: int = Field(description="Nodes of the scene.")
    network: int = Field(description="Things in the whole network of these days and layers.")
    cut: bool = Field(description="Whether things are grouped because there are more than 2,000.")
    undated: int = Field(description="Edges left out because a bound of days is set and they have no known day.")
    outside: int = Field(description="Edges left out because none of their days lies within the bounds.")
    first: str = Field(description="First known day of the edges between the nodes, whatever the bounds; or empty.")
    last: str
    kinds: list[Choice] = Field(description="Kinds of things in the scene.")
    relations: list[Choice] = Field(description="Relations between the things of the scene.")
    legend: Legend


class YearCount(Record):
    """Neighbours by ties that happened, or began, in one year; null: no year is known."""

    year: int | None
    total: int


class KindCount(Record):
    """Neighbours of one kind."""

    kind: str
    word: str
    total: int


class RelationCount(Record):
    """Neighbours by one relation, before anything is drawn."""

    relation: Relation
    label: str
    total: int = Field(description="Distinct things.")
    planned: int = Field(description="Of these, joined by plans alone.")
    years: list[YearCount] = Field(description="By year; a thing met in two years counts in both. No year comes last.")
    kinds: list[KindCount]


class Counts(SnapshotAnswer):
    """What a thing is joined to, in numbers."""

    as_of: Days
    answer: Attestation
    thing: Thing
    total: int = Field(description="Distinct things over all relations.")
    relations: list[RelationCount]


class ExpandRequest(BaseModel):
    """Which neighbours to add to a scene."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scene: Scene
    node: Text = Field(description="The thing to expand: IRI, prefixed name or name.")
    relation: Relation | None = Field(None, description="Only neighbours by this relation.")
    year: Annotated[int, Field(ge=1, le=9999)] | None = Field(None, description="Only by ties of this year.")
    undated: bool = Field(False, description="Only by ties without a known year.")
    limit: Annotated[int, Field(ge=1, le=500)] = Field(15, description="Most nodes to add: those with most claims.")


class Expansion(SnapshotAnswer):
    """Neighbours that a scene did not show yet, with their edges to each other and to the scene."""

    as_of: Days
    answer: Attestation
    thing: Thing
    nodes: list[GraphNode]
    edges: list[GraphEdge] = Field(description="From new to new and from new to shown; each only once in a scene.")
    shown: int = Field(description="Neighbours of this kind that the scene shows now.")
    total: int = Field(description="All of them.")
    remaining: int
    message: str = Field(examples=["12 of 340 by the same meetings."])


class SavedScene(Record):
    """Where a scene was saved."""

    id: str = Field(description="A digest of the scene: the same scene has the same id.", examples=["k3v6q2mzt4abcdef"])
    href: str = Field(description="The address of the scene as a page.")
