"""What can be asked for by name, in a module that loads no library: relationships, measures, methods."""

from __future__ import annotations

from typing import Final

RELATIONSHIPS: Final = ("co-attendance", "membership", "representation", "agreement", "interaction", "all")
MEETINGS: Final = ("ties", "nodes")
MEASURES: Final = ("degree", "pagerank", "betweenness")
METHODS: Final = ("louvain", "greedy", "leiden")

MOST_PATHS: Final = 50
"""Paths returned when the caller names no limit."""

LONGEST: Final = 12
"""The greatest length of a path that may be asked for."""
