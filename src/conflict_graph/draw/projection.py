"""Two equal-area projections of the globe, and the views of the map that are drawn with them.

Lambert's azimuthal projection keeps Europe's shapes; the Equal Earth projection (Šavrič, Patterson and Jenny, 2018)
shows the whole world. Both keep areas, so that a large state does not look larger than it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

Point = tuple[float, float]

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M: Final = sqrt(3) / 2
_FAR: Final = 1e-9


def lambert(longitude: float, latitude: float, centre: Point) -> Point:
    """Return the place of a point in Lambert's azimuthal equal-area projection, north up, on a globe of radius 1.

    >>> lambert(20.0, 52.0, (20.0, 52.0))
    (0.0, 0.0)
    """
    turn, here, middle = radians(longitude - centre[0]), radians(latitude), radians(centre[1])
    nearness = 1 + sin(middle) * sin(here) + cos(middle) * cos(here) * cos(turn)
    stretch = sqrt(2 / max(nearness, _FAR))
    north = cos(middle) * sin(here) - sin(middle) * cos(here) * cos(turn)
    return stretch * cos(here) * sin(turn), stretch * north


def equal_earth(longitude: float, latitude: float, centre: Point) -> Point:
    """Return the place of a point in the Equal Earth projection, north up, on a globe of radius 1.

    >>> equal_earth(11.5, 0.0, (11.5, 0.0))
    (0.0, 0.0)
    """
    bent = asin(_M * sin(radians(latitude)))
    square = bent * bent
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    across = radians(longitude - centre[0]) * cos(bent) / (_M * slope)
    return across, bent * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


@dataclass(frozen=True, slots=True)
class View:
    """One view of the map: a projection, and the part of its plane that is drawn, y pointing down.

    left and top are where the drawing begins on the globe of radius 1, scale the units of the drawing in one radius.
    """

    name: str
    label: str
    projection: Callable[[float, float, Point], Point]
    centre: Point
    left: float
    top: float
    scale: float
    width: int
    height: int

    def place(self, longitude: float, latitude: float) -> Point:
        """Return where a point of the globe stands in the drawing; it may lie outside of what is drawn."""
        x, y = self.projection(longitude, latitude, self.centre)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def shows(self, at: Point) -> bool:
        """Tell whether a point of the drawing lies inside of it."""
        return 0 <= at[0] <= self.width and 0 <= at[1] <= self.height


EUROPE: Final = View("europe", "Europe", lambert, (20.0, 52.0), -0.475, 0.33, 2000 / 0.95, 2000, 1400)
WORLD: Final = View("world", "The world", equal_earth, (11.5, 0.0), -2.72, 1.3174, 2000 / 5.44, 2000, 850)
VIEWS: Final[dict[str, View]] = {view.name: view for view in (EUROPE, WORLD)}
"""The views by name; Europe is the one that is shown first."""
