"""The ways on from a thing: the other pages that show it, on the same days and in the same layers."""

from __future__ import annotations

from typing import Final, get_args

from conflict_graph.model import Thing
from conflict_graph.namespaces import ID, shorten
from conflict_graph.vocabulary import ActorKind
from conflict_graph_api.http.view_state import ViewState

FIRST: Final = 8
"""Neighbours that the graph starts with: few enough to tell their lines apart."""
_SINGLE: Final = (*(kind for kind in get_args(ActorKind) if kind != "Coalition"), "Actor")
_ACTORS: Final = (*_SINGLE, "Coalition")
_EVENTS: Final = ("Meeting", "Process", "Event")
_GRAPH: Final = {"node": "{node}", "expand": "{node}", "limit": str(FIRST)}
_WAYS: Final = (
    ("in the graph", _ACTORS, "/graph/expand", _GRAPH),
    ("in the graph", _EVENTS, "/graph/expand", {**_GRAPH, "mode": "meetings"}),
    ("on the timeline", _SINGLE, "/timeline", {"actor": "{name}"}),
    ("on the timeline", ("Coalition",), "/timeline", {"coalition": "{name}"}),
    ("on the timeline", ("Issue",), "/timeline", {"issue": "{name}"}),
    ("on the map", ("Issue", "PolicyOption"), "/map", {"show": "stances", "on": "{name}"}),
    ("on the map", ("Coalition",), "/map", {"show": "membership", "coalition": "{name}"}),
    ("on the map", ("Person", "State", "InternationalOrganization"), "/map",
     {"show": "meetings", "participant": "{name}"}),
    ("beside another", _ACTORS, "/compare", {"a": "{name}"}),
    ("linked to another", (*_ACTORS, *_EVENTS), "/path", {"a": "{name}"}),
)  # fmt: skip
"""What a link says, the kinds of things that have it, and the page with its parameters."""


def ways(thing: Thing, view: ViewState) -> list[tuple[str, str]]:
    """Return what each link says and where it leads; nothing for kinds that no other page shows."""
    names = {"name": shorten(thing.iri), "node": thing.iri.removeprefix(ID)}
    return [
        (words, view.link(path, **{key: value.format(**names) for key, value in parameters.items()}))
        for words, kinds, path, parameters in _WAYS
        if thing.kind in kinds
    ]
