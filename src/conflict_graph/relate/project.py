"""Claims to networkx: one graph for each relationship, at a date, every edge naming the claims it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import networkx as nx

from conflict_graph.errors import InvalidParameter, UnknownRelationship
from conflict_graph.model import Claim, Ref
from conflict_graph.relate.agreement import agreement
from conflict_graph.relate.attendance import attendance, co_attendance, seats
from conflict_graph.relate.edges import Tie, assemble
from conflict_graph.relate.interaction import interaction
from conflict_graph.relate.membership import membership, representation
from conflict_graph.relate.names import MEETINGS, RELATIONSHIPS
from conflict_graph.relate.network_notes import describe
from conflict_graph.relate.rules import Rules
from conflict_graph.scope import ALL, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What claims alone do not carry.

    incompatible: pairs of option IRIs that exclude each other (``cg:incompatibleWith``), for agreement.
    posts: office IRI to the state it belongs to (``cg:postIn``), for representation.
    event_classes: event IRI to its PLOVER class, for interaction.
    """

    incompatible: Collection[tuple[str, str]] = ()
    posts: Mapping[str, Ref] = field(default_factory=dict)
    event_classes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one relationship is built, its graph class, and its definition in words."""

    ties: Callable[[list[Claim], Rules, str, Context], Iterator[Tie]]
    graph: Callable[[], nx.Graph]
    note: str


_KINDS: Final[Mapping[str, _Kind]] = {
    "co-attendance": _Kind(
        lambda claims, rules, weighting, context: co_attendance(claims, rules, weighting),
        nx.Graph,
        "Two actors are joined when both attended, or both are expected at, the same meeting.",
    ),
    "membership": _Kind(
        lambda claims, rules, weighting, context: membership(claims, rules),
        nx.Graph,
        "A member is joined to its group. A stated number of members makes no edges.",
    ),
    "representation": _Kind(
        lambda claims, rules, weighting, context: representation(claims, rules, context.posts),
        nx.Graph,
        "A person is joined to the state spoken for at a meeting, or whose office is held.",
    ),
    "agreement": _Kind(
        lambda claims, rules, weighting, context: agreement(claims, rules, context.incompatible),
        nx.MultiGraph,
        "Two holders are joined for each issue on which their positions can be compared: positive where they "
        "agree, negative where they differ. Derived by comparing positions; no source says it.",
    ),
    "interaction": _Kind(
        lambda claims, rules, weighting, context: interaction(claims, rules, context.event_classes),
        nx.MultiDiGraph,
        "An initiator is joined to the recipient of its acts, by class of act: positive for cooperation, "
        "negative for conflict.",
    ),
}

_SITTING: Final = _Kind(
    lambda claims, rules, weighting, context: attendance(claims, rules),
    nx.Graph,
    "Each actor is joined to the meetings it attended or is expected at.",
)
"""Co-attendance with meetings as nodes of their own."""

_WEIGHTED: Final = ("co-attendance", "all")
_WEIGHTING_NOTES: Final = {
    "count": "The weight is the number of shared meetings.",
    "newman": "The weight is the sum of 1/(n-1) over shared meetings of n actors (Newman 2001).",
}


def project(
    claims: Iterable[Claim],
    relationship: str,
    *,
    scope: Scope = ALL,
    weighting: str = "count",
    meetings: str = "ties",
    snapshot: str = "",
    rules: Rules | None = None,
    context: Context | None = None,
) -> nx.Graph:
    """Return the network of one relationship between the things that the claims speak of.

    Definition. Nodes are things (``label``, ``kind``; in co-attendance and all also ``meetings``, how many it attended
    or is expected at), edges join two of them for at least one claim. Each edge has
    ``relationship``, ``weight`` (``held_weight`` + ``planned_weight``), ``planned`` (it rests on plans alone),
    ``modality``, ``holds``, ``claims`` (IRIs, sorted), ``via`` and ``via_labels`` (the shared meetings, the issue,
    the events), ``layers``, ``first`` and ``last`` (ISO days or empty), and ``dates``: for each occasion the IRI of
    what is shared, its first and last day, and whether it is only planned. Where a relationship has a direction the
    edge names ``subject`` and ``object``.

    Parameters
    ----------
    claims: claims already selected for dates, layers and modality. Leave scheduled claims out to see only what
        happened; negated, contingent and proposed ones never become edges, selected or not.
    relationship: one of RELATIONSHIPS. ``all`` is a MultiGraph of all of them, keyed by relationship; for
        agreement by relationship and issue, for interaction by relationship, class of act and initiator.
    scope: what the claims were selected by; its days are written into the graph, not applied again.
    weighting: of co-attendance: "count" (shared meetings) or "newman" (sum of 1/(n-1)).
    meetings: "ties" joins those who met in pairs; "nodes" joins each to the meeting instead (``attendance``), in
        co-attendance and all: a meeting of 35 is one node, not 595 edges. The nodes of co-attendance then carry
        ``bipartite``, 0 for an actor and 1 for a meeting.
    snapshot: the id of the store's state the claims came from.
    rules: which claim statuses count, and whether unnamed actors become nodes.
    context: incompatible options, states of offices and classes of events.

    Returns
    -------
    A networkx Graph (co-attendance, membership, representation), MultiGraph (agreement keyed by issue; all) or
    MultiDiGraph (interaction keyed by class). ``graph.graph`` says snapshot, relationship, days, layers, modality,
    weighting and a note in words. No fitting claim gives an empty graph, not an error.

    Raises
    ------
    UnknownRelationship, and InvalidParameter for an unknown weighting or form of meetings.

    Example
    -------
    >>> project([], "co-attendance").number_of_edges()
    0
    """
    if relationship not in RELATIONSHIPS:
        raise UnknownRelationship(relationship, RELATIONSHIPS)
    if meetings not in MEETINGS:
        raise InvalidParameter.one_of("meetings", meetings, MEETINGS)
    claims, rules, context = list(claims), rules or Rules(), context or Context()
    kinds = _kinds(meetings == "nodes")
    if relationship == "all":
        graph = assemble(nx.MultiGraph(), _all_ties(kinds, claims, rules, weighting, context))
    else:
        kind = kinds[relationship]
        graph = assemble(kind.graph(), kind.ties(claims, rules, weighting, context))
    if relationship in _WEIGHTED:
        _count_meetings(graph, claims, rules)
    if relationship == "co-attendance" and meetings == "nodes":
        _tell_sides(graph)
    weighed = relationship in _WEIGHTED and meetings == "ties"
    return describe(
        graph,
        relationship,
        _note(relationship, kinds, weighting if weighed else ""),
        scope=scope,
        snapshot=snapshot,
        weighting=weighting if weighed else "",
        rules=rules,
    )


def _count_meetings(graph: nx.Graph, claims: list[Claim], rules: Rules) -> None:
    """Write into each node how many meetings it attended or is expected at, also those it attended alone."""
    held = Counter(seat.actor.iri for seat in seats(claims, rules))
    for node, attributes in graph.nodes(data=True):
        attributes["meetings"] = held[node]


def _tell_sides(graph: nx.Graph) -> None:
    """Write ``bipartite`` into each node, as networkx has it: 0 for an actor, 1 for a meeting."""
    rooms = {edge["object"] for _, _, edge in graph.edges(data=True)}
    for node, attributes in graph.nodes(data=True):
        attributes["bipartite"] = int(node in rooms)


def _kinds(meetings_are_nodes: bool) -> dict[str, _Kind]:
    return {**_KINDS, "co-attendance": _SITTING} if meetings_are_nodes else dict(_KINDS)


def _all_ties(
    kinds: Mapping[str, _Kind], claims: list[Claim], rules: Rules, weighting: str, context: Context
) -> Iterator[Tie]:
    for kind in kinds.values():
        for tie in kind.ties(claims, rules, weighting, context):
            # an undirected graph keeps acts of one and acts of the other apart only by their keys
            actor = tie.subject.iri if kind.graph is nx.MultiDiGraph else ""
            yield replace(tie, key=f"{tie.relationship} {tie.key} {actor}".strip())


def _note(relationship: str, kinds: Mapping[str, _Kind], weighting: str) -> str:
    note = kinds[relationship].note if relationship in kinds else "All relationships in one graph."
    return f"{note} {_WEIGHTING_NOTES[weighting]}" if weighting else note
