"""``/api/network/{relationship}``: a relationship as a network, and what can be measured in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import Query
from starlette.responses import Response

from conflict_graph.draw.network_files import FORMATS
from conflict_graph.errors import InvalidParameter
from conflict_graph.relate.names import MEASURES
from conflict_graph.scope import Scope
from conflict_graph_api.http import openapi
from conflict_graph_api.http.charged_routes import METERED, METERED_RESPONSES
from conflict_graph_api.http.json_router import json_router
from conflict_graph_api.http.listing import listed
from conflict_graph_api.http.negotiation import alternate_links, choose
from conflict_graph_api.http.parameters import query_pairs
from conflict_graph_api.http.question import Question, QuestionDep
from conflict_graph_api.http.records import Days, attestation
from conflict_graph_api.http.selection import PageDep, Paging
from conflict_graph_api.networks.records import (
    Communities,
    Community,
    Edge,
    Measure,
    MeasureValue,
    Network,
    Node,
)
from conflict_graph_api.networks.selection import NetworkDep, Relationship, network, picture_address

if TYPE_CHECKING:
    from conflict_graph.relate.communities import CommunityResult
    from conflict_graph.relate.measures import MeasureResult

router = json_router("Networks")

NETWORK_FORMATS: Final = tuple(sorted(FORMATS, key=lambda known: known.name != "json"))
"""The formats a network is written in, JSON first."""

_OF_COMMUNITIES: Final = ("method", "seed", "resolution")


@router.get(
    "/network/{relationship}",
    summary="A network",
    response_model=Network,
    dependencies=[METERED],
    responses={
        **METERED_RESPONSES,
        200: {"content": openapi.content(*(offer.media_type for offer in NETWORK_FORMATS[1:]))},
        406: openapi.problem("No accepted media type can be written here."),
    },
)
def get_network(
    relationship: Relationship,
    question: QuestionDep,
    selection: NetworkDep,
    format: Annotated[
        str | None,
        Query(
            description="The format, instead of Accept.",
            json_schema_extra={"enum": [offer.name for offer in NETWORK_FORMATS]},
        ),
    ] = None,
) -> Response:
    """The network of a relationship as of the days asked for; every edge names the claims it rests on.

    Negated, contingent and merely proposed claims never become edges; an edge that rests on plans alone says so.
    """
    choice = choose(question.request, NETWORK_FORMATS)
    links = (
        alternate_links(question.request, NETWORK_FORMATS),
        f'<{picture_address(question, relationship)}>; rel="alternate"; type="text/html"; title="Picture"',
    )
    headers = question.headers(choice.media_type, *links)
    if current := question.current(headers):
        return current
    from conflict_graph.draw.network_files import write

    net = network(question, relationship, selection)
    if choice.format.name == "json":
        return question.answer(lambda: _network(question, net, selection.scope), *links)
    headers["Content-Type"] = choice.content_type
    headers["Content-Disposition"] = f'inline; filename="{relationship}.{choice.format.extension}"'
    return Response(write(net, choice.format.name), headers=headers)


@router.get(
    "/network/{relationship}/measures",
    summary="Measures of a network",
    response_model=Measure | Communities,
    dependencies=[METERED],
    responses=METERED_RESPONSES,
)
def get_measures(
    relationship: Relationship,
    question: QuestionDep,
    selection: NetworkDep,
    page: PageDep,
    measure: Annotated[
        str,
        Query(
            description="What to measure.",
            json_schema_extra={"enum": [*MEASURES, "communities"], "example": "betweenness"},
        ),
    ],
    weighted: Annotated[
        bool | None, Query(description="Use edge weights; without it, as networkx does. Not for communities.")
    ] = None,
    method: Annotated[Literal["louvain", "greedy", "leiden"] | None, Query(description="Of communities only.")] = None,
    seed: Annotated[int, Query(ge=0, description="Of communities only: the same seed gives the same groups.")] = 0,
    resolution: Annotated[
        float, Query(gt=0, description="Of communities only: above 1 more and smaller ones, below 1 fewer.")
    ] = 1.0,
) -> Response:
    """A centrality of everything in a network, highest first, or its communities; each names its claims.

    Only the picture that the claims give is measured: a central thing may just be well reported.
    """
    _check(question, measure, weighted)

    def build() -> Measure | Communities:
        net = network(question, relationship, selection)
        if measure == "communities":
            from conflict_graph.relate.communities import communities

            return _communities(
                question, page, communities(net, method, seed=seed, resolution=resolution), selection.scope
            )
        from conflict_graph.relate.measures import measure as compute

        return _measure(question, page, compute(net, measure, weighted=weighted), selection.scope)

    return question.answer(build)


def _check(question: Question, measure: str, weighted: bool | None) -> None:
    """Raise InvalidParameter for an unknown measure, and for parameters that the measure does not take."""
    known = [*MEASURES, "communities"]
    if measure not in known:
        raise InvalidParameter.one_of("measure", measure, known)
    given = {name for name, _ in query_pairs(question.request)}
    foreign = given & ({"weighted"} if measure == "communities" else set(_OF_COMMUNITIES))
    for name in sorted(foreign):
        raise InvalidParameter("the parameter name", name, f"a parameter that the measure {measure} takes")


def _network(question: Question, net: Any, scope: Scope) -> Network:
    from networkx import node_link_data

    data = node_link_data(net, edges="edges")
    return Network(
        snapshot=question.snapshot,
        as_of=Days.of(scope),
        answer=attestation(data["edges"]),
        relationship=net.graph["relationship"],
        directed=data["directed"],
        multigraph=data["multigraph"],
        graph=data["graph"],
        nodes=[Node(**node) for node in data["nodes"]],
        edges=[Edge(**edge) for edge in data["edges"]],
    )


def _measure(question: Question, page: Paging, result: MeasureResult, scope: Scope) -> Measure:
    values = listed(question, page, result.values, lambda value: value.thing.iri, MeasureValue.all_of, scope)
    return Measure.of(result, **dict(values))


def _communities(question: Question, page: Paging, result: CommunityResult, scope: Scope) -> Communities:
    communities = listed(
        question, page, result.communities, lambda group: group.members[0].iri, Community.all_of, scope
    )
    return Communities.of(result, measure="communities", **dict(communities))
