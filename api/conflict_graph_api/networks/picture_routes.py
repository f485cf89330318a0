"""``/visualisations/{relationship}``: a network as one page that draws itself and reaches nothing else."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from conflict_graph_api.http import openapi
from conflict_graph_api.http.charged_routes import METERED, METERED_RESPONSES
from conflict_graph_api.http.json_router import INVALID
from conflict_graph_api.http.question import QuestionDep
from conflict_graph_api.http.responses import TRUNCATED_HEADER
from conflict_graph_api.http.strict_parameters import only_known_parameters
from conflict_graph_api.networks.selection import NetworkDep, Relationship, data_address, network

router = APIRouter(tags=["Networks"], dependencies=[Depends(only_known_parameters)])


@router.get(
    "/visualisations/{relationship}",
    summary="A picture of a network",
    response_class=Response,
    dependencies=[METERED],
    responses={
        **METERED_RESPONSES,
        200: {"description": "A page that needs no other file.", "content": openapi.content("text/html")},
        **openapi.NOT_MODIFIED,
        400: openapi.problem(INVALID),
    },
)
def get_picture(
    relationship: Relationship,
    question: QuestionDep,
    selection: NetworkDep,
    theme: Annotated[
        Literal["auto", "light", "dark"], Query(description="Colours: as the reader's system, light or dark.")
    ] = "auto",
) -> Response:
    """The network of a relationship, drawn: choose a line or a thing to read the sentences it rests on.

    At most 2,000 things and 3,000 lines are drawn, those with the strongest ties; a cut picture says so.
    """
    from conflict_graph.draw.pyvis_page import page_policy, strongest

    link = f'<{data_address(question, relationship)}>; rel="alternate"; type="application/json"; title="Data"'
    headers = question.headers("text/html; charset=utf-8", link)
    headers |= {"Content-Security-Policy": page_policy(), "Content-Language": "en"}
    if current := question.current(headers):
        return current
    net = network(question, relationship, selection)
    drawn = strongest(net)
    if drawn is not net:
        headers[TRUNCATED_HEADER] = (
            f"nodes={len(drawn)} of={len(net)}, edges={drawn.number_of_edges()} of={net.number_of_edges()}"
        )
    return Response(question.graph.show(net, theme=theme).html, headers=headers)
