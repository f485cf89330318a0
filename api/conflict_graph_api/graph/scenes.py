"""The scene a request asks for: from parameters in the address, from a saved scene, or from both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Final, get_args

from fastapi import Depends, Query
from pydantic import ValidationError

from conflict_graph.dates import check_order, parse_day
from conflict_graph.errors import InvalidParameter
from conflict_graph.namespaces import ID, KIND_PREFIXES
from conflict_graph.vocabulary import check_all
from conflict_graph_api.graph.records import Colour, Modality, Mode, Relation, Scene, Size
from conflict_graph_api.graph.scene_store import scenes_of
from conflict_graph_api.http.errors import SceneTooLarge, unusable
from conflict_graph_api.http.parameters import query_pairs
from conflict_graph_api.http.question import Question, QuestionDep
from conflict_graph_api.http.selection import From, KnownAt, Layers, RecordedAt, Until, ValidAt, codes_query, text_query
from conflict_graph_api.networks.selection import NetworkSelection

MODES: Final = get_args(Mode)
SIZES: Final = get_args(Size)
COLOURS: Final = get_args(Colour)
RELATIONS: Final = get_args(Relation)
_SPOT: Final = re.compile(r"(-?\d{1,6}(?:\.\d{1,2})?),(-?\d{1,6}(?:\.\d{1,2})?)")
_DAYS: Final = ("valid_at", "known_at", "recorded_at", "from", "until")
_SINGLE: Final = ("mode", "size", "colour", "focus")
_LISTS: Final = {"layer": "layer", "modality": "modality", "relation": "relation", "hide": "hidden_kinds"}

Nodes = Annotated[
    list[str],
    text_query(
        "A thing to draw: kind and slug, IRI, prefixed name, or name. May be repeated.", "person/emmanuel-macron"
    ),
]
Without = Annotated[list[str], text_query("A thing to take away. May be repeated.")]
SceneId = Annotated[str | None, Query(description="A saved scene to start from; see POST /api/scenes.")]
At = Annotated[
    str | None,
    Query(
        description="Places of the first of these nodes, as x,y with _ between; the others are placed near the focus.",
        json_schema_extra={"example": "0,0"},
    ),
]
ModeQuery = Annotated[
    str, Query(description="Actors in pairs, or meetings as nodes.", json_schema_extra={"enum": list(MODES)})
]
SizeQuery = Annotated[str, Query(description="What the size of a mark says.", json_schema_extra={"enum": list(SIZES)})]
ColourQuery = Annotated[
    str, Query(description="What the colour of a mark says.", json_schema_extra={"enum": list(COLOURS)})
]
RelationsQuery = Annotated[list[str], codes_query("Only this relation.", RELATIONS, "membership")]
Hide = Annotated[list[str], text_query("A kind of thing to leave out. May be repeated.", "State")]
Collapsed = Annotated[list[str], text_query("A thing whose neighbours are folded away. May be repeated.")]
Focus = Annotated[str | None, Query(description="The thing looked at.")]
ModalitiesQuery = Annotated[
    list[str], codes_query("What happened, or what is planned; without it, both.", get_args(Modality), "actual")
]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The scene of a request, its names still as they were given, and the id of the saved one it started from."""

    scene: Scene
    saved: str = ""


def arranged(
    question: QuestionDep,
    node: Nodes = [],  # noqa: B006 (FastAPI copies it)
    without: Without = [],  # noqa: B006
    scene: SceneId = None,
    at: At = None,
    mode: ModeQuery = "actors",
    valid_at: ValidAt = None,
    known_at: KnownAt = None,
    recorded_at: RecordedAt = None,
    layer: Layers = [],  # noqa: B006
    modality: ModalitiesQuery = [],  # noqa: B006
    relation: RelationsQuery = [],  # noqa: B006
    from_: From = None,
    until: Until = None,
    size: SizeQuery = "same",
    colour: ColourQuery = "kind",
    hide: Hide = [],  # noqa: B006
    focus: Focus = None,
    collapsed: Collapsed = [],  # noqa: B006
) -> Arranged:
    """Return the scene that an address asks for: what it names takes the place of what the saved scene says.

    Raises InvalidDate, InvalidParameter, ReversedInterval, and NotFound for a saved scene that is gone.
    """
    named = {name for name, _ in query_pairs(question.request)}
    given: dict[str, Any] = {
        "mode": mode, "valid_at": valid_at, "known_at": known_at, "recorded_at": recorded_at,
        "layer": check_all("layer", layer), "modality": check_all("modality", modality), "relation": _some(relation),
        "from": from_, "until": until, "size": size, "colour": colour, "hide": _some(hide), "focus": focus,
    }  # fmt: skip
    data = saved_scene(question, scene).model_dump(by_alias=True) if scene else {}
    for name in _SINGLE:
        if name in named and given[name]:
            data[name] = given[name]
    data |= {_LISTS[name]: given[name] for name in _LISTS if name in named}
    data |= {name: parse_day(name, given[name]) for name in _DAYS if name in named}
    data["focus"] = full(data["focus"]) if data.get("focus") else None
    data["collapsed"] = [*data.get("collapsed", ()), *map(full, _some(collapsed))]
    own = [full(one) for one in _some(node)]
    data["nodes"] = _nodes(data.get("nodes", ()), own, {full(one) for one in without}, _spots(at), data["focus"])
    return Arranged(checked(data), scene or "")


SceneDep = Annotated[Arranged, Depends(arranged)]


def full(name: str) -> str:
    """Return the IRI of a thing given by kind and slug; any other name as it is.

    >>> full("state/france"), full("/id/state/france") == full("state/france"), full("Macron")
    ('https://w3id.org/conflict-graph/id/state/france', True, 'Macron')
    """
    short = name.removeprefix("/").removeprefix("id/")
    kind, slash, slug = short.partition("/")
    return f"{ID}{short}" if slash and slug and kind in KIND_PREFIXES else name


def saved_scene(question: Question, name: str) -> Scene:
    """Return a saved scene; raises NotFound when it is gone."""
    return Scene.model_validate_json(scenes_of(question.request).load(name))


def written(scene: Scene, most: int) -> str:
    """Return the one written form of a scene; raises SceneTooLarge when it has more bytes than most."""
    text = scene.model_dump_json(by_alias=True)
    if (length := len(text.encode())) > most:
        raise SceneTooLarge(length, most)
    return text


def checked(data: dict[str, Any]) -> Scene:
    """Return the scene of plain data; raises InvalidParameter naming what cannot be used, and ReversedInterval."""
    try:
        scene = Scene.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        name = {"nodes": "node", "hidden_kinds": "hide"}.get(str(first["loc"][0]), str(first["loc"][0]))
        raise unusable(name, first) from None
    return ordered(scene)


def ordered(scene: Scene) -> Scene:
    """Return a scene whose bounds are in order; raises ReversedInterval."""
    check_order("from", scene.from_, "until", scene.until)
    return scene


def network_of(scene: Scene) -> NetworkSelection:
    """Return the network that a scene is a part of."""
    return NetworkSelection(scene.scope, "count", "nodes" if scene.mode == "meetings" else "ties")


def _some(values: list[str]) -> list[str]:
    return [value for value in values if value]


def _nodes(
    saved: Any, own: list[str], without: set[str], spots: list[tuple[float, float] | None], focus: Any
) -> list[Any]:
    """Return the nodes of the saved scene and then those of the address, each once, without those left out."""
    if len(spots) > len(own):
        raise InvalidParameter("at", f"{len(spots)} places", f"at most {len(own)}, one for each node")
    nodes = {node["iri"]: node for node in saved if node["iri"] not in without}
    for number, iri in enumerate(own):
        x, y = (spots[number] if number < len(spots) else None) or (None, None)
        if iri not in without:
            nodes.setdefault(iri, {"iri": iri, "x": x, "y": y, "near": focus if focus != iri else None})
    return list(nodes.values())


def _spots(at: str | None) -> list[tuple[float, float] | None]:
    """Return the places of an address; an empty one is no place."""
    places: list[tuple[float, float] | None] = []
    for spot in (at or "").split("_") if at else ():
        if not spot:
            places.append(None)
            continue
        match = _SPOT.fullmatch(spot)
        if not match:
            raise InvalidParameter("at", spot, "places such as 0,0_120,-40")
        places.append((float(match[1]), float(match[2])))
    return places
