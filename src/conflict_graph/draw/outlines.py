"""The outlines that the map is drawn from: shipped with the product, made by ``scripts/boundaries.py``.

They draw boundaries as the General Assembly of the United Nations has them (resolution 68/262): Crimea is Ukraine's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from conflict_graph.draw.projection import Point, View
from conflict_graph.resources import data_file

_FILE: Final = "map/boundaries.json"


@dataclass(frozen=True, slots=True)
class Outline:
    """A country in one view: its outline as SVG path data, where its sign goes, and whether it needs a dot to be seen.

    The path is empty where the country is smaller than anything that could be drawn.
    """

    path: str
    at: Point
    small: bool


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Where the outlines come from, under which licence, and which boundaries they draw."""

    package: str
    sha256: str
    licence: str
    drawn: str


@cache
def _content() -> dict[str, Any]:
    outlines_by_code: dict[str, Any] = json.loads(data_file(_FILE).read_text(encoding="utf-8"))
    return outlines_by_code


@cache
def boundaries() -> Boundaries:
    """Return where the outlines come from.

    >>> "Crimea is Ukraine's" in boundaries().drawn
    True
    """
    content = _content()
    return Boundaries(content["package"], content["sha256"], content["licence"], content["drawn"])


@cache
def outlines(view: View) -> dict[str, Outline]:
    """Return the countries that a view shows, by their codes of three letters.

    >>> from conflict_graph.draw.projection import EUROPE
    >>> outlines(EUROPE)["MLT"].small
    True
    """
    shapes = _content()["views"][view.name]
    return {code: Outline(one["path"], (one["at"][0], one["at"][1]), one["small"]) for code, one in shapes.items()}
