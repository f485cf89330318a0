"""Networks as routes ask for them: one selection, one call into the library, plain records out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal
from urllib.parse import urlencode

from fastapi import Depends, Path, Query

from conflict_graph.model import Ref
from conflict_graph.relate.names import RELATIONSHIPS
from conflict_graph.scope import ALL, PARTS
from conflict_graph_api.http.dependencies import services_of
from conflict_graph_api.http.parameters import query_pairs
from conflict_graph_api.http.question import Question
from conflict_graph_api.http.records import Days, Thing, attestation
from conflict_graph_api.http.selection import ScopeDep
from conflict_graph_api.networks.records import Basis, Group, Neighbourhood

if TYPE_CHECKING:
    import networkx as nx

_OF_A_NETWORK: Final = (*PARTS, "weighting", "meetings")

Relationship = Annotated[
    str,
    Path(
        description="What joins two things.",
        json_schema_extra={"enum": list(RELATIONSHIPS), "example": "co-attendance"},
    ),
]
RelationshipQuery = Annotated[
    str, Query(description="The network to look in.", json_schema_extra={"enum": list(RELATIONSHIPS)})
]
Weighting = Annotated[
    Literal["count", "newman"],
    Query(description="How shared meetings weigh: each one alike, or 1/(n-1) for a meeting of n actors."),
]
Meetings = Annotated[
    Literal["ties", "nodes"],
    Query(
        description="Of co-attendance and all: join those who met in pairs, or each of them to the meeting as a node."
    ),
]


@dataclass(frozen=True, slots=True)
class NetworkSelection:
    """The claims a network may rest on, and how its edges weigh."""

    scope: ScopeDep = ALL
    weighting: Weighting = "count"
    meetings: Meetings = "ties"


NetworkDep = Annotated[NetworkSelection, Depends()]


def network(question: Question, relationship: str, selection: NetworkSelection) -> nx.Graph:
    """Return the network of one relationship, not to be changed; raises UnknownRelationship.

    The last few are kept: pages of a measure, a picture and its data are drawn from one network.
    """
    from conflict_graph.ask.networks import network as made

    key = (relationship, selection)
    options = {"weighting": selection.weighting, "meetings": selection.meetings}
    networks = services_of(question.request).networks
    return networks.get(question.store, key, lambda: made(question.store, relationship, selection.scope, **options))


def picture_address(question: Question, relationship: str) -> str:
    """Return the address of the picture of a network, for the same days and layers."""
    return _address(question, f"/visualisations/{relationship}")


def data_address(question: Question, relationship: str) -> str:
    """Return the address of the data of a network, for the same days and layers."""
    return _address(question, f"/api/network/{relationship}")


def _address(question: Question, path: str) -> str:
    pairs = [pair for pair in query_pairs(question.request) if pair[0] in _OF_A_NETWORK]
    root = question.request.scope.get("root_path", "")
    return f"{root}{path}?{urlencode(pairs)}" if pairs else f"{root}{path}"


def neighbourhood(question: Question, thing: Ref, relationship: str, selection: NetworkSelection) -> Neighbourhood:
    """Return what a thing is joined to; a thing that is not in the network is joined to nothing."""
    from conflict_graph.relate.neighbours import neighbours
    from conflict_graph.relate.results import Basis as Made

    net = network(question, relationship, selection)
    around = neighbours(net, thing.iri) if thing.iri in net else None
    groups = Group.all_of(around.groups) if around else []
    return Neighbourhood(
        snapshot=question.snapshot,
        as_of=Days.of(selection.scope),
        answer=attestation(groups),
        thing=Thing.of(thing),
        count=around.count if around else 0,
        groups=groups,
        basis=Basis.of(Made.of(net)),
    )
