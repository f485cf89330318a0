"""``/api/graph``: what is drawn for a scene, what a thing is joined to in numbers, and the next things to draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import Path, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from conflict_graph.scope import DAYS
from conflict_graph_api.graph.expansion import counted, expanded
from conflict_graph_api.graph.files import FILES, file_of
from conflict_graph_api.graph.records import Counts, ExpandRequest, Expansion, GraphView, SavedScene, Scene
from conflict_graph_api.graph.scene_bodies import SCENE_RESPONSES, SceneRoute
from conflict_graph_api.graph.scene_store import scenes_of
from conflict_graph_api.graph.scenes import ModeQuery, SceneDep, checked, full, ordered, saved_scene, written
from conflict_graph_api.graph.view import see
from conflict_graph_api.http import openapi
from conflict_graph_api.http.charged_routes import METERED, METERED_RESPONSES
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.negotiation import choose
from conflict_graph_api.http.question import Question, QuestionDep
from conflict_graph_api.http.responses import TRUNCATED_HEADER, data_headers
from conflict_graph_api.http.selection import ScopeDep, text_query

router = json_router("Graph view")
router.route_class = SceneRoute

_NODE: Final = text_query("A thing: kind and slug, IRI, prefixed name, or name.", "person/emmanuel-macron")
_METERED: Final[dict[str, Any]] = {"dependencies": [METERED], "responses": {**METERED_RESPONSES, **UNKNOWN_NAME}}
_SENT: Final[dict[str, Any]] = {
    "dependencies": [METERED],
    "responses": {**METERED_RESPONSES, **UNKNOWN_NAME, **SCENE_RESPONSES},
}
_FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The file.", "content": openapi.content(*(offer.media_type for offer in FILES))},
    406: openapi.problem("No accepted media type can be written here."),
}


def _with_files(described: dict[str, Any]) -> dict[str, Any]:
    return {**described, "responses": {**described["responses"], **_FILES}}


FormatQuery = Annotated[
    str | None,
    Query(description="The format, instead of Accept.", json_schema_extra={"enum": [offer.name for offer in FILES]}),
]


@router.get("/graph", summary="What is drawn for a few things", response_model=GraphView, **_METERED)
def get_graph(question: QuestionDep, arranged: SceneDep) -> Response:
    """Nodes with places and numbers, edges with claims, and what is said beside them.

    Without a node, a small graph of the things with most claims. A thing without a tie on these days stands alone.
    """
    return question.answer(lambda: see(question, arranged.scene).view)


@router.post("/graph", summary="What is drawn for a scene", response_model=GraphView, **_SENT)
def post_graph(question: QuestionDep, scene: Scene) -> Response:
    """Nodes with places and numbers, edges with claims, and what is said beside them; given places are kept."""
    return _sent(question, lambda: see(question, ordered(scene)).view)


@router.get("/graph/counts", summary="What a thing is joined to, in numbers", response_model=Counts, **_METERED)
def get_counts(
    question: QuestionDep,
    scope: ScopeDep,
    node: Annotated[str, _NODE],
    mode: ModeQuery = "actors",
) -> Response:
    """Neighbours by relation, and by year within it, before any is drawn."""
    scope.require([*DAYS, "layer", "modality"], "The graph view")
    scene = checked({**scope.to_dict(), "mode": mode, "focus": full(node)})
    return question.answer(lambda: counted(question, scene))


@router.post("/graph/expand", summary="The next neighbours of a thing", response_model=Expansion, **_SENT)
def post_expand(question: QuestionDep, body: ExpandRequest) -> Response:
    """Neighbours that a scene does not show yet, those with most claims first, with their edges; none comes twice."""
    return _sent(question, lambda: expanded(question, body))


@router.get("/graph/export", summary="A graph as a file", response_class=Response, **_with_files(_METERED))
def get_export(question: QuestionDep, arranged: SceneDep, format: FormatQuery = None) -> Response:
    """The graph of an address as SVG, GEXF, GraphML, CSV or Turtle."""
    headers = question.headers(choose(question.request, FILES).media_type)
    return question.current(headers) or _file(question, arranged.scene, headers["ETag"])


@router.post("/graph/export", summary="A scene as a file", response_class=Response, **_with_files(_SENT))
def post_export(question: QuestionDep, scene: Scene, format: FormatQuery = None) -> Response:
    """A scene with its places as SVG, GEXF, GraphML, CSV or Turtle; Turtle holds the claims behind its edges."""
    return _file(question, ordered(scene))


@router.post("/scenes", summary="Keep a scene", response_model=SavedScene, responses=SCENE_RESPONSES)
def post_scene(request: Request, question: QuestionDep, scene: Scene) -> Response:
    """Keep a scene under a short address; the same scene has the same. It needs no write token."""
    text = written(ordered(scene), question.settings.scene_bytes)
    name = scenes_of(request).save(text)
    root = request.scope.get("root_path", "")
    return _json(question, SavedScene(id=name, href=f"{root}/graph?scene={name}"))


@router.get("/scenes/{id}", summary="A saved scene", response_model=Scene, responses=UNKNOWN_NAME)
def get_scene(
    question: QuestionDep,
    id: Annotated[
        str, Path(description="The id that saving it gave.", json_schema_extra={"example": "k3v6q2mzt4abcdef"})
    ],
) -> Response:
    """A scene as it was kept; one that is gone answers 404."""
    scene = saved_scene(question, id)
    return question.answer(lambda: scene)


def _sent(question: Question, build: Callable[[], BaseModel]) -> Response:
    return _json(question, build())


def _json(question: Question, record: BaseModel) -> Response:
    """Return an answer that is not to be kept: it was made for a body, or may be gone tomorrow."""
    return Response(record.model_dump_json(), headers=data_headers(question.snapshot), media_type="application/json")


def _file(question: Question, scene: Scene, tag: str | None = None) -> Response:
    choice = choose(question.request, FILES)
    body, cut = file_of(question, see(question, scene), choice)
    headers = data_headers(question.snapshot, tag) | {"Content-Type": choice.content_type}
    headers["Content-Disposition"] = f'inline; filename="graph.{choice.format.extension}"'
    if cut:
        headers[TRUNCATED_HEADER] = cut
    return Response(body, headers=headers)
