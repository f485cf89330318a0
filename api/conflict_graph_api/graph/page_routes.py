"""``/graph``: the graph view as a page, its next step, the evidence of its lines, and the page for frames."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from starlette.responses import RedirectResponse, Response

from conflict_graph.errors import InvalidParameter
from conflict_graph.scope import Scope
from conflict_graph_api.graph import evidence
from conflict_graph_api.graph.addresses import address, scene_pairs
from conflict_graph_api.graph.expansion import expanded
from conflict_graph_api.graph.page import graph_page, view_state
from conflict_graph_api.graph.records import ExpandRequest, GraphNode, Scene, SceneNode
from conflict_graph_api.graph.scene_store import scenes_of
from conflict_graph_api.graph.scenes import RELATIONS, ModalitiesQuery, ModeQuery, SceneDep, checked, full, written
from conflict_graph_api.graph.view import see
from conflict_graph_api.http import openapi
from conflict_graph_api.http.charged_routes import METERED, METERED_RESPONSES
from conflict_graph_api.http.formats import HTML
from conflict_graph_api.http.negotiation import choose
from conflict_graph_api.http.parameters import query_pairs
from conflict_graph_api.http.question import Question, QuestionDep
from conflict_graph_api.http.security import CONTENT_SECURITY_POLICY
from conflict_graph_api.http.selection import KnownAt, Layers, RecordedAt, ValidAt, text_query
from conflict_graph_api.http.strict_parameters import only_known_parameters
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.answer import answer, headers_of

router = APIRouter(tags=["Graph view"], dependencies=[Depends(only_known_parameters)])

_ROOM: Final = 500
"""Bytes of an address that are left for what a reader changes in it."""
_LONGEST_NAME: Final = 2000
_PAGE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The page.", "content": openapi.content(HTML.media_type)},
    **openapi.NOT_MODIFIED,
    **METERED_RESPONSES,
    400: openapi.problem("A parameter is unknown, or has a value that cannot be used."),
    404: openapi.problem("Nothing has this name, or the saved scene is gone; near names are offered."),
}
FormatQuery = Annotated[str | None, Query(description="html, instead of Accept.", json_schema_extra={"enum": ["html"]})]
Start = Annotated[int, Query(ge=0, le=1_000_000, description="Number of claims to pass over.")]


@router.get("/graph", summary="The graph view", response_class=Response, responses=_PAGE, dependencies=[METERED])
def get_page(
    question: QuestionDep,
    arranged: SceneDep,
    q: Annotated[str, text_query("A name to look for.", "Stubb")] = "",
    embed: Annotated[int, Query(ge=0, le=1, description="1: the page for a frame, without masthead and forms.")] = 0,
    format: FormatQuery = None,
) -> Response:
    """Actors and meetings and what joins them: picture, numbers, tables, each line with its sentences."""
    headers = headers_of(question.request, question.store, choose(question.request, (HTML,)))
    if embed:
        headers["Content-Security-Policy"] = _framed(question)
    pairs = scene_pairs(arranged.scene)
    page = view_state(arranged.scene, pairs)
    return answer(
        question.request,
        question.store,
        headers,
        page,
        "graph/embed.html" if embed else "graph/page.html",
        lambda: {**graph_page(question, arranged, q.strip()), "outward": bool(embed)},
    )


@router.get(
    "/graph/expand",
    summary="The graph view with the next neighbours of a thing",
    response_class=Response,
    dependencies=[METERED],
    responses={
        303: {"description": "Location is the graph view with up to 15 more things."},
        **METERED_RESPONSES,
        400: _PAGE[400],
        404: _PAGE[404],
    },
)
def get_expand(
    question: QuestionDep,
    arranged: SceneDep,
    expand: Annotated[str, text_query("The thing to expand.", "person/emmanuel-macron")],
    by: Annotated[
        str, text_query("A relation, then perhaps a year or undated: co-attendance 2025.", "membership")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=500, description="Most things to add.")] = 15,
) -> Response:
    """Leads to the graph view to which the next neighbours were added, those with most claims first."""
    relation, year = _by(by)
    if not 0 < len(expand) <= _LONGEST_NAME:
        raise InvalidParameter("expand", expand[:80], "the name of a thing")
    seen = see(question, arranged.scene)
    places = {node.iri: node for node in seen.view.nodes}
    nodes = [
        node.model_copy(update={"x": places[node.iri].x, "y": places[node.iri].y}) if node.iri in places else node
        for node in seen.scene.nodes
    ]
    scene = seen.scene.model_copy(update={"nodes": nodes})
    body = {
        "scene": scene,
        "node": full(expand),
        "relation": relation,
        "year": int(year) if year and year != "undated" else None,
        "undated": year == "undated",
        "limit": limit,
    }
    expansion = expanded(question, ExpandRequest.model_validate(body))
    return _onward(question, scene.model_copy(update={"focus": expansion.thing.iri}), expansion.nodes)


@router.get("/graph/evidence", summary="The evidence of a line", response_class=Response, responses=_PAGE)
def get_evidence(
    question: QuestionDep,
    claim: Annotated[list[str], text_query("A claim. May be repeated.", "clm:seed-cow-scheduled")] = [],  # noqa: B006
    between: Annotated[list[str], text_query("An end of the line; given twice.", "person/emmanuel-macron")] = [],  # noqa: B006
    relation: Annotated[str, Query(description="Its relation.", json_schema_extra={"enum": list(RELATIONS)})] = "",
    sign: Annotated[
        str, Query(description="Of agreement and interaction.", json_schema_extra={"enum": ["agree", "differ"]})
    ] = "",
    mode: ModeQuery = "actors",
    valid_at: ValidAt = None,
    known_at: KnownAt = None,
    recorded_at: RecordedAt = None,
    layer: Layers = [],  # noqa: B006
    modality: ModalitiesQuery = [],  # noqa: B006
    start: Start = 0,
    format: FormatQuery = None,
) -> Response:
    """Claims, each with its sentence, firmness, quote and source: those named, or all behind one line of the graph."""
    _one_of("relation", relation, ("", *RELATIONS))
    _one_of("sign", sign, ("", "agree", "differ"))
    headers = headers_of(question.request, question.store, choose(question.request, (HTML,)))
    pairs = query_pairs(question.request)
    scope = Scope.of(valid_at=valid_at, known_at=known_at, recorded_at=recorded_at, layer=layer, modality=modality)
    view = ViewState.of(scope, pairs)

    def build() -> dict[str, Any]:
        if claim:
            return evidence.of_claims(question, view, claim, start, pairs)
        if len(between) != 2:
            raise InvalidParameter("between", between, "two things, or claim instead")
        scene = checked(
            {
                **scope.to_dict(), "mode": mode,
                "nodes": [{"iri": full(one)} for one in between],
            }
        )  # fmt: skip
        return evidence.of_tie(question, view, scene, relation, sign, start, pairs)

    return answer(question.request, question.store, headers, view, "graph/evidence.html", build)


def _onward(question: Question, scene: Scene, added: list[GraphNode]) -> Response:
    """Return the way to a scene with more things in it: by its address, or kept when that would be too long."""
    more = [SceneNode(iri=node.iri, x=node.x, y=node.y) for node in added]
    grown = scene.model_copy(update={"nodes": [*scene.nodes, *more]})
    pairs = scene_pairs(grown)
    at = "_".join("" if node.x is None else f"{node.x:.0f},{node.y:.0f}" for node in grown.nodes)
    target = address("/graph", [*pairs, ("at", at)])
    if len(target) > question.settings.url_bytes - _ROOM:
        name = scenes_of(question.request).save(written(grown, question.settings.scene_bytes))
        target = address("/graph", [("scene", name)])
    root = question.request.scope.get("root_path", "")
    return RedirectResponse(f"{root}{target}", status_code=303, headers={"Cache-Control": "no-cache"})


def _by(by: str) -> tuple[str | None, str]:
    """Return relation and year of a cell of numbers."""
    relation, _, year = by.partition(" ")
    _one_of("by", relation, ("", *RELATIONS))
    if year and year != "undated" and not (year.isdecimal() and len(year) <= 4 and int(year)):
        raise InvalidParameter("by", by, "a relation, then perhaps a year or undated")
    return relation or None, year


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        choices = [word for word in known if word]
        raise InvalidParameter.one_of(name, value, choices)


def _framed(question: Question) -> str:
    """Return the policy of the page for frames: the same, but for the sites that may frame it."""
    allowed = " ".join(["'self'", *question.settings.embed_ancestors.split()])
    allowed = "*" if "*" in question.settings.embed_ancestors.split() else allowed
    return CONTENT_SECURITY_POLICY.replace("frame-ancestors 'self'", f"frame-ancestors {allowed}")
