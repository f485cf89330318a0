"""The ways on from a thing: the other pages that show it, on the same days and in the same layers."""

from __future__ import annotations

from typing import Final

from conflict_graph.model import Thing
from conflict_graph.namespaces import ID, shorten
from conflict_graph_api.view_state import ViewState

Way = tuple[str, str]
"""What a link says, and the address it leads to."""

FIRST: Final = 8
"""Neighbours that the graph starts with: few enough to tell their lines apart."""
_ACTORS: Final = ("Person", "State", "InternationalOrganization", "UnnamedActor", "Actor", "Coalition")
_EVENTS: Final = ("Meeting", "Process", "Event")


def ways(thing: Thing, view: ViewState) -> list[Way]:
    """Return the pages that show a thing of this kind in another way; none for kinds that stand on their own."""
    name, kind = shorten(thing.iri), thing.kind
    found: list[Way] = []
    if kind in (*_ACTORS, *_EVENTS):
        node, mode = thing.iri.removeprefix(ID), {"mode": "meetings"} if kind in _EVENTS else {}
        start = {"node": node, "expand": node, "limit": str(FIRST), **mode}
        found.append(("in the graph", view.link("/graph/expand", **start)))
    if kind in (*_ACTORS, "Issue"):
        lane = kind.casefold() if kind in ("Coalition", "Issue") else "actor"
        found.append(("on the timeline", view.link("/timeline", **{lane: name})))
    for kinds, parameters in _MAPS:
        if kind in kinds:
            told = {parameter: value or name for parameter, value in parameters.items()}
            found.append(("on the map", view.link("/map", **told)))
    if kind in _ACTORS:
        found.append(("beside another", view.link("/compare", a=name)))
    if kind in (*_ACTORS, *_EVENTS):
        found.append(("linked to another", view.link("/path", a=name)))
    return found


_MAPS: Final = (
    (("Issue", "PolicyOption"), {"show": "stances", "on": ""}),
    (("Coalition",), {"show": "membership", "coalition": ""}),
    (("Person", "State", "InternationalOrganization"), {"show": "meetings", "participant": ""}),
)
"""The map of each kind: its parameters, of which the empty one takes the thing."""
