"""Too many things for one picture: groups of them, by coalition where they belong to one and by kind otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

import networkx as nx

GROUP: Final = "Group"
"""The kind of a node that stands for several things."""
_URN: Final = "urn:group:"


def grouped(graph: nx.Graph, nodes: Collection[str], kind_words: Mapping[str, str] | None = None) -> nx.MultiGraph:
    """Return groups of nodes and the edges between different groups, for `bundled` to join.

    Definition. A thing belongs to the coalition it is a member of, the one with most members among the nodes when
    there are several, else to its kind; a coalition belongs to its own. Nodes have ``label``, ``kind`` (GROUP) and
    ``members``, how many things they stand for. Edges keep their attributes, with the groups as their ends; edges
    within a group are counted in ``graph.graph["inside"]``.

    >>> g = nx.Graph()
    >>> g.add_node("fin", kind="State"), g.add_node("swe", kind="State"), g.add_node("macron", kind="Person")
    (None, None, None)
    >>> g.add_edge("fin", "macron", relationship="interaction")
    >>> found = grouped(g, list(g))
    >>> sorted(found.nodes(data="members")), found.number_of_edges()
    ([('urn:group:Person', 1), ('urn:group:State', 2)], 1)
    """
    among = set(nodes)
    home = _homes(graph, among)
    quotient = nx.MultiGraph(**graph.graph, inside=0)
    sizes = Counter(home.values())
    for group in sorted(sizes):
        quotient.add_node(group, label=_label(graph, group, kind_words or {}), kind=GROUP, members=sizes[group])
    for u, v, edge in graph.edges([node for node in among if node in graph], data=True):
        if u not in among or v not in among:
            continue
        if home[u] == home[v]:
            quotient.graph["inside"] += 1
        else:
            ends = {"subject": home[edge["subject"]], "object": home[edge["object"]]} if "subject" in edge else {}
            quotient.add_edge(home[u], home[v], **edge | ends)
    return quotient


def _homes(graph: nx.Graph, among: Collection[str]) -> dict[str, str]:
    """Return the group of every node."""
    memberships: dict[str, list[str]] = {}
    for _, _, edge in graph.edges([node for node in among if node in graph], data=True):
        if edge.get("relationship") == "membership" and edge["subject"] in among and edge["object"] in among:
            memberships.setdefault(edge["subject"], []).append(edge["object"])
    sizes = Counter(group for groups in memberships.values() for group in groups)
    homes = {}
    for node in among:
        best = max(memberships.get(node, ()), key=lambda group: (sizes[group], group), default=None)
        own = node if node in sizes else None
        homes[node] = f"{_URN}{own or best or _kind(graph, node)}"
    return homes


def _kind(graph: nx.Graph, node: str) -> str:
    return str(graph.nodes[node].get("kind", "")) if node in graph else ""


def _label(graph: nx.Graph, group: str, kind_words: Mapping[str, str]) -> str:
    name = group.removeprefix(_URN)
    if name in graph:
        return str(graph.nodes[name].get("label") or name)
    return kind_words.get(name, name) or "Thing"
