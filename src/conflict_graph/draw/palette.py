"""Colours and shapes of things and ties. Things: the Okabe-Ito set, which colour-blind readers can tell apart.

No meaning is carried by colour alone: kinds differ in shape, plans are dashed, differences are dotted. What a
reader has chosen is shown by a halo and keeps its colour. Style sheets repeat the tones of lines, and a test compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Shape = Literal["dot", "diamond", "hexagon", "triangle", "triangleDown", "square", "star"]
Tone = Literal["tie", "agree", "differ", "belong"]
"""What the colour of a line says."""


@dataclass(frozen=True, slots=True)
class Shades:
    """One colour on light and on dark ground."""

    light: str
    dark: str


TONES: Final[dict[str, Shades]] = {
    "tie": Shades("#77736a", "#8b8f95"),
    "agree": Shades("#00795c", "#4fbf9b"),
    "differ": Shades("#b03a1e", "#f09480"),
    "belong": Shades("#14507a", "#7fb2dd"),
}
"""The colours of lines, in every picture."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of thing is drawn, and its name in the legend."""

    word: str
    shape: Shape
    colour: str


_KINDS: Final = {
    "Person": Look("person", "dot", "#0072B2"),
    "State": Look("state", "diamond", "#D55E00"),
    "Coalition": Look("coalition", "hexagon", "#009E73"),
    "InternationalOrganization": Look("organisation", "triangle", "#CC79A7"),
    "UnnamedActor": Look("actor the source does not name", "triangleDown", "#767676"),
    "Meeting": Look("meeting", "square", "#E69F00"),
    "Post": Look("office", "star", "#56B4E9"),
}
_OTHER: Final = Look("other thing", "dot", "#767676")


def look(kind: str) -> Look:
    """Return how a kind of thing is drawn; unknown kinds share one look.

    >>> look("Meeting").shape
    'square'
    """
    return _KINDS.get(kind, _OTHER)


def rgb(kind: str) -> tuple[int, int, int]:
    """Return the colour of a kind as red, green, blue from 0 to 255.

    >>> rgb("Person")
    (0, 114, 178)
    """
    colour = look(kind).colour
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
