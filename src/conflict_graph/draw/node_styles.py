"""What the size and the colour of a mark say: a kind, a measure, or a community; never by colour alone.

Kinds differ in shape too; a measure has its number in the table and in the name of the mark; a community has its
number on the mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from conflict_graph.draw.palette import look

SMALLEST: Final = 7.0
LARGEST: Final = 24.0
USUAL: Final = 10.0
SCALE: Final = ("#b9d4ea", "#7fb2d9", "#4a8dc2", "#1f669c", "#0b3d66")
"""Five steps of one colour, light to dark, for measures."""
COMMUNITIES: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#B8A800", "#767676")
"""Okabe-Ito, its yellow darkened to stand off from paper; after eight they begin again, the number tells them apart."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale of colours: the values it holds, both ends included."""

    colour: str
    least: float
    greatest: float


def radius(value: float | None, greatest: float) -> float:
    """Return the radius of a mark whose area grows with a value from 0 to the greatest; None: the usual one.

    >>> radius(4, 4), radius(None, 4)
    (24.0, 10.0)
    """
    if value is None:
        return USUAL
    share = sqrt(max(0.0, value) / greatest) if greatest > 0 else 0.0
    return round(SMALLEST + (LARGEST - SMALLEST) * share, 1)


def steps(values: Mapping[str, float]) -> tuple[dict[str, str], tuple[Step, ...]]:
    """Return a colour for every value, and the steps used: equal parts of the range from least to greatest.

    >>> colours, used = steps({"a": 0, "b": 10})
    >>> colours["a"] == SCALE[0], colours["b"] == SCALE[4], len(used)
    (True, True, 2)
    """
    if not values:
        return {}, ()
    least, greatest = min(values.values()), max(values.values())
    width = (greatest - least) / len(SCALE) or 1.0
    numbers = {node: min(len(SCALE) - 1, int((value - least) / width)) for node, value in values.items()}
    used = []
    for number in sorted(set(numbers.values())):
        held = [values[node] for node in values if numbers[node] == number]
        used.append(Step(SCALE[number], min(held), max(held)))
    return {node: SCALE[number] for node, number in numbers.items()}, tuple(used)


def community_colour(number: int) -> str:
    """Return the colour of a community, numbered from 1."""
    return COMMUNITIES[(number - 1) % len(COMMUNITIES)]


def kind_colour(kind: str) -> str:
    """Return the colour of a kind of thing."""
    return look(kind).colour


def figure(value: float) -> str:
    """Return a measure as a short number.

    >>> figure(12.0), figure(0.04321)
    ('12', '0.043')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:.2g}"
