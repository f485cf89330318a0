"""``/api/paths``: how two things are connected, with the claims and sentences on every hop."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from conflict_graph.ask.things import resolve
from conflict_graph.model import Ref
from conflict_graph.relate.names import LONGEST, MOST_PATHS
from conflict_graph_api.http.charged_routes import METERED, METERED_RESPONSES
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.question import Question, QuestionDep
from conflict_graph_api.http.records import Days, attestation
from conflict_graph_api.networks.records import Paths
from conflict_graph_api.networks.selection import NetworkDep, NetworkSelection, RelationshipQuery, network

router = json_router("Networks")


@router.get(
    "/paths",
    summary="How two things are connected",
    response_model=Paths,
    dependencies=[METERED],
    responses=UNKNOWN_NAME | METERED_RESPONSES,
)
def get_paths(
    question: QuestionDep,
    selection: NetworkDep,
    start: Annotated[
        str,
        Query(
            alias="from",
            description="One thing: IRI, prefixed name, label or alias.",
            json_schema_extra={"example": "Alexander Stubb"},
        ),
    ],
    end: Annotated[
        str,
        Query(alias="to", description="The other thing, named alike.", json_schema_extra={"example": "Keir Starmer"}),
    ],
    relationship: RelationshipQuery = "all",
    longest: Annotated[
        int | None,
        Query(ge=1, le=LONGEST, description="Most hops of a path; without it, all paths as short as the shortest."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="Most paths.")] = MOST_PATHS,
) -> Response:
    """All short paths between two things, shortest first, with the claims and sentences on every hop.

    Two things that nothing connects are an answer, in words, not an error.
    """
    ends = [resolve(question.store, name).ref() for name in (start, end)]
    return question.answer(lambda: _paths(question, ends, relationship, longest, limit, selection))


def _paths(
    question: Question, ends: list[Ref], relationship: str, longest: int | None, limit: int, selection: NetworkSelection
) -> Paths:
    from conflict_graph.relate.paths import all_short_paths

    paths = all_short_paths(network(question, relationship, selection), *ends, longest=longest, limit=limit)
    claims = question.graph.lookup(sorted({claim for path in paths.paths for claim in path.claims}))
    return Paths.of(
        paths,
        snapshot=question.snapshot,
        as_of=Days.of(selection.scope),
        answer=attestation(paths.paths),
        claims={claim.iri: claim for claim in claims},
    )
