"""An answer drawn on a map: states filled and places marked by how many rows name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from typing import Final

from conflict_graph.ask.labels import refs
from conflict_graph.ask.places import coordinates, states
from conflict_graph.draw.outlines import outlines
from conflict_graph.draw.projection import EUROPE, WORLD, View
from conflict_graph.store.base import Store
from conflict_graph_api.sparql.result_table import Table

_STEPS: Final = 4
_DOT: Final = 9.0


@dataclass(frozen=True, slots=True)
class Country:
    """A state that rows name: its outline, how many rows, and whether the number is written on it."""

    path: str
    at: tuple[float, float]
    iri: str
    label: str
    count: int
    numbered: bool

    @property
    def step(self) -> int:
        """How dark it is filled, from 1 to 4."""
        return min(_STEPS, 1 + int(log2(self.count)))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that rows name, and whether its name is written beside it."""

    x: float
    y: float
    radius: float
    iri: str
    label: str
    count: int
    named: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One map of an answer: its view, the outlines of all other countries, and what rows name."""

    view: View
    land: str
    countries: tuple[Country, ...]
    spots: tuple[Spot, ...]

    @property
    def shown(self) -> set[str]:
        """What is on the map."""
        return {one.iri for one in self.countries} | {one.iri for one in self.spots}


@dataclass(frozen=True, slots=True)
class Charts:
    """The maps of an answer, and the names of what has no place on them."""

    maps: tuple[Chart, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """What rows name: how many rows, names, and for states the ISO code, for places longitude and latitude."""

    counts: Mapping[str, int]
    labels: Mapping[str, str]
    codes: Mapping[str, str]
    points: Mapping[str, tuple[float, float]]


def charts(store: Store, table: Table, column: str) -> Charts:
    """Return maps of the states and places in a column: of Europe, where many crowd, and of the world for the rest."""
    counts = Counter(cell.value for cell in table.column(column) if cell.kind == "iri")
    labels = {iri: ref.label for iri, ref in refs(store, counts).items()}
    codes = {code: iri for iri, (_, code) in states(store).items() if iri in counts and code}
    points = {iri: point for iri, point in coordinates(store).items() if iri in counts}
    named = _Named(counts, labels, codes, points)
    europe, world = _chart(EUROPE, named, set()), _chart(WORLD, named, set())
    if not europe.shown:
        maps: tuple[Chart, ...] = (world,)
    elif world.shown <= europe.shown:
        maps = (europe,)
    else:
        maps = (europe, _chart(WORLD, named, europe.shown))
    shown = europe.shown | world.shown
    return Charts(maps, tuple(sorted(labels[iri] for iri in counts if iri not in shown)))


def _chart(view: View, named: _Named, quiet: set[str]) -> Chart:
    """Return one map; what is in quiet is drawn without words, because another map has them."""
    outline_of = outlines(view)
    land = "".join(one.path for code, one in outline_of.items() if code not in named.codes)
    countries = tuple(
        Country(one.path, one.at, iri, named.labels[iri], named.counts[iri], iri not in quiet)
        for code, iri in named.codes.items()
        if (one := outline_of.get(code))
    )
    spots = tuple(_spot(view, iri, point, named, iri not in quiet) for iri, point in named.points.items())
    return Chart(view, land, countries, tuple(spot for spot in spots if view.shows((spot.x, spot.y))))


def _spot(view: View, iri: str, point: tuple[float, float], named: _Named, written: bool) -> Spot:
    x, y = view.place(*point)
    radius = _DOT * (1 + log2(named.counts[iri]) / 3)
    return Spot(round(x, 1), round(y, 1), round(radius, 1), iri, named.labels[iri], named.counts[iri], written)
