"""The network of a store: the claims a relationship is made of are selected, then projected.

This is the one door from a store to a network, for Python, commands, service and pages, so that they all show the
same ties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from conflict_graph.errors import UnknownRelationship
from conflict_graph.model import Claim
from conflict_graph.relate.names import RELATIONSHIPS
from conflict_graph.relate.project import Context, project
from conflict_graph.scope import ALL, Scope

if TYPE_CHECKING:
    import networkx as nx

    from conflict_graph.store.base import Store

_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "co-attendance": ("Participation", "EventClaim"),
    "membership": ("Membership",),
    "representation": ("Participation", "EventClaim", "Tenure"),
    "agreement": ("Position",),
    "interaction": ("Participation", "EventClaim"),
    "all": ("Participation", "EventClaim", "Membership", "Tenure", "Position"),
}
_LAST_ROOT_OF_CLASS: Final = (
    (5, "verbal-cooperation"),
    (8, "material-cooperation"),
    (13, "verbal-conflict"),
    (20, "material-conflict"),
)


def network(
    store: Store,
    relationship: str,
    scope: Scope = ALL,
    *,
    weighting: str = "count",
    meetings: str = "ties",
) -> nx.Graph:
    """Return the network of one relationship in a store, made of the claims of a scope.

    Parameters
    ----------
    relationship: one of RELATIONSHIPS.
    scope: the days and the claims. Without modalities what happened and what is scheduled are both there, and each
        tie says whether it rests on plans alone; ``actual`` leaves plans out. What is said of the fate of an event
        (cancelled, postponed) counts whatever its modality.
    weighting: of co-attendance: "count" or "newman".
    meetings: "ties" joins those who met in pairs, "nodes" joins each of them to the meeting.

    Returns
    -------
    A networkx graph as described at `conflict_graph.relate.project.project`; each edge names its claims.

    Raises
    ------
    UnknownRelationship, InvalidParameter for an unknown weighting or way to show meetings.
    """
    from conflict_graph.ask.claims import find

    if relationship not in RELATIONSHIPS:
        raise UnknownRelationship(relationship, RELATIONSHIPS)
    matches = find(store, scope.without("modality"), kind=_KINDS[relationship])
    return project(
        (claim for claim in matches if _fits(claim, scope.modalities)),
        relationship,
        scope=scope,
        weighting=weighting,
        meetings=meetings,
        snapshot=store.snapshot,
        context=context(store),
    )


def context(store: Store) -> Context:
    """Return what the claims alone do not carry: incompatible options, states of offices, classes of events."""
    from conflict_graph.ask.labels import refs, text
    from conflict_graph.queries.catalogue import run

    options, offices, types = (run(store, name) for name in ("incompatible-options", "offices", "event-types"))
    owners = refs(store, {text(row["owner"]) for row in offices})
    return Context(
        incompatible=[(text(row["option"]), text(row["other"])) for row in options],
        posts={text(row["post"]): owners[text(row["owner"])] for row in offices},
        event_classes={text(row["event"]): event_class(text(row["cameo"])) for row in types},
    )


def event_class(cameo: str) -> str:
    """Return the class of an event by its CAMEO code: the root codes 01-05, 06-08, 09-13 and 14-20.

    >>> event_class("04"), event_class("190")
    ('verbal-cooperation', 'material-conflict')
    """
    root = int(cameo[:2])
    return next((name for last, name in _LAST_ROOT_OF_CLASS if root <= last), "unclassified")


def _fits(claim: Claim, modality: Sequence[str]) -> bool:
    return not modality or claim.kind == "EventClaim" or claim.modality.code in modality
