"""What can be asked for by name, in a module that loads no library: relationships, measures, methods."""

from __future__ import annotations

from typing import Final, Literal

from conflict_graph.scope import ScopeArgs

# What an editor lists, and any text, which is checked where it is used.
Relationship = Literal["co-attendance", "membership", "representation", "agreement", "interaction", "all"] | str
Measure = Literal["degree", "pagerank", "betweenness"] | str
Method = Literal["louvain", "greedy", "leiden"] | str

RELATIONSHIPS: Final = ("co-attendance", "membership", "representation", "agreement", "interaction", "all")
MEETINGS: Final = ("ties", "nodes")
MEASURES: Final = ("degree", "pagerank", "betweenness")
METHODS: Final = ("louvain", "greedy", "leiden")

MOST_PATHS: Final = 50
"""Paths returned when the caller names no limit."""

LONGEST: Final = 12
"""The greatest length of a path that may be asked for."""


class NetworkArgs(ScopeArgs, total=False):
    """How a network is made, besides its relationship: the parts of a scope, and two rules.

    weighting: "count", or "newman", by which a large meeting ties each pair less.
    meetings: "ties" between those who met, or "nodes" of their own.
    """

    weighting: str
    meetings: str
