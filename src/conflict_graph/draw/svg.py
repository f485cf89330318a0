"""A picture as SVG: marks, lines, names and legend, drawn from places that are given; no script and no style sheet.

Colours stand in attributes, so that the file is whole by itself; a page may override them by the classes ``node``,
``edge``, ``tone-...``, ``halo`` and so on, for its dark theme.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from conflict_graph.draw.legend import mark_path
from conflict_graph.draw.network_records import plain
from conflict_graph.draw.node_layout import broken
from conflict_graph.draw.palette import TONES

_PAPER, _INK, _SOFT = "#fcfbf8", "#1c1e20", "#54575b"
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GLYPHS: Final = {"agree": "+", "differ": "−"}
_FONT: Final = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
_EDGE: Final = 30.0
_BEND: Final = 34.0
_FEW: Final = 60
"""Up to so many lines, signs are drawn large."""
_LEGEND_ROW: Final = 24.0
_NARROWEST: Final = 340.0
_WRAP: Final = 900.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing: its place, its mark and its name; text stands on the mark, about is said of it in words."""

    id: str
    label: str
    about: str
    x: float
    y: float
    radius: float
    shape: str
    colour: str
    text: str = ""
    href: str = ""
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One edge: its ends by id, its look, and what it says in words. bend sets parallel lines apart."""

    id: str
    source: str
    target: str
    about: str
    tone: str
    width: float = 1.5
    dashes: Sequence[int] = ()
    sign: str = ""
    arrow: bool = False
    href: str = ""
    bend: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One entry of a legend: a mark (shape and colour) or a line (tone and dashes), and its word."""

    word: str
    shape: str = ""
    colour: str = ""
    tone: str = ""
    dashes: str = ""


def svg(
    marks: Sequence[Mark],
    lines: Sequence[Line],
    *,
    title: str,
    description: str,
    legend: Sequence[LegendEntry] = (),
    id: str = "picture",
    standalone: bool = True,
) -> str:
    """Return a picture as SVG.

    Parameters
    ----------
    marks, lines: what is drawn; a line whose ends are not among the marks is left out.
    title, description: what the picture shows, for those who do not see it.
    legend: entries below the picture; a page has a legend of its own and gives none.
    id: of the element, and the beginning of other ids in it.
    standalone: a file of its own, with namespace, ground and fonts; else a part of a page.

    >>> "<title" in svg([], [], title="Nobody", description="Nothing is drawn.")
    True
    """
    places = {mark.id: mark for mark in marks}
    drawn = bent([line for line in lines if line.source in places and line.target in places])
    left, top, width, height = _box(marks)
    rows = _legend(legend, left + _EDGE, top + height, width) if legend else []
    foot = (1 + max(row for _, row in rows)) * _LEGEND_ROW + 12 if rows else 0.0
    view = f"{left:g} {top:g} {width:g} {height + foot:g}"
    head = (
        f'<svg{_namespace(standalone)} id={_attribute(id)} class="graph" viewBox="{view}" width="{width:g}" '
        f'height="{height + foot:g}" role="group" aria-labelledby="{id}-title {id}-description" '
        f"font-family={_attribute(_FONT)}>"
    )
    ground = f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height + foot:g}" fill="{_PAPER}"/>'
    return "".join(
        [
            head,
            f'<title id="{id}-title">{_text(title)}</title><desc id="{id}-description">{_text(description)}</desc>',
            ground if standalone else "",
            '<g class="edges" fill="none">',
            *(_edge(line, places[line.source], places[line.target], len(drawn) <= _FEW) for line in drawn),
            '</g><g class="nodes">',
            *(_node(mark) for mark in marks),
            "</g>",
            *(part for part, _ in rows),
            "</svg>",
        ]
    )


def bent(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those that join the same two things bent apart from each other."""
    together: dict[frozenset[str], list[Line]] = {}
    for line in lines:
        together.setdefault(frozenset((line.source, line.target)), []).append(line)
    by_id: dict[str, Line] = {}
    for group in together.values():
        for number, line in enumerate(group):
            side = 1 if line.source <= line.target else -1
            by_id[line.id] = replace(line, bend=side * (number - (len(group) - 1) / 2) * _BEND)
    return [by_id[line.id] for line in lines]


def _box(marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    """Return left, top, width and height of all marks with their names."""
    if not marks:
        return 0.0, 0.0, _NARROWEST, 160.0
    halves = [max(mark.radius, 4.2 * max(map(len, broken(plain(mark.label)).split("\n")))) for mark in marks]
    left = min(mark.x - half for mark, half in zip(marks, halves, strict=True)) - _EDGE
    right = max(mark.x + half for mark, half in zip(marks, halves, strict=True)) + _EDGE
    top = min(mark.y - mark.radius for mark in marks) - _EDGE
    bottom = max(mark.y + mark.radius + 18 * (1 + broken(plain(mark.label)).count("\n")) for mark in marks) + _EDGE
    if right - left < _NARROWEST:
        left, right = (left + right - _NARROWEST) / 2, (left + right + _NARROWEST) / 2
    return round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1)


def _edge(line: Line, source: Mark, target: Mark, large: bool) -> str:
    start, control, end = _course(line, source, target)
    path = f"M{start[0]:g} {start[1]:g}" + (f"Q{control[0]:g} {control[1]:g} " if line.bend else "L")
    path += f"{end[0]:g} {end[1]:g}"
    dashes = f' stroke-dasharray="{" ".join(map(str, line.dashes))}"' if line.dashes else ""
    colour = TONES.get(line.tone, TONES["tie"]).light
    arrow = _arrow(control if line.bend else start, end, colour) if line.arrow else ""
    drawn = (
        f'<path class="line" d="{path}" stroke="{colour}" stroke-width="{line.width:g}"{dashes}/>'
        f"{arrow}{_sign(line, start, control, end, 7.5 if large else 5.0)}"
        f'<path class="hit" d="{path}" stroke="#000" stroke-opacity="0" stroke-width="12"/>'
    )
    return f'<g class="edge tone-{line.tone}" data-id={_attribute(line.id)}>{_linked(drawn, line.href, line.about)}</g>'


def _course(line: Line, source: Mark, target: Mark) -> tuple[Point, Point, Point]:
    """Return where a line starts, what it bends towards, and where it ends: at the rims of the marks."""
    across, down = target.x - source.x, target.y - source.y
    length = hypot(across, down) or 1.0
    middle = (source.x + target.x) / 2, (source.y + target.y) / 2
    control = middle[0] - down / length * line.bend * 2, middle[1] + across / length * line.bend * 2
    start = _rim(source, control if line.bend else (target.x, target.y), 1.0)
    end = _rim(target, control if line.bend else (source.x, source.y), 3.0 if line.arrow else 1.0)
    return start, (round(control[0], 1), round(control[1], 1)), end


def _rim(mark: Mark, towards: Point, gap: float) -> Point:
    across, down = towards[0] - mark.x, towards[1] - mark.y
    length = hypot(across, down) or 1.0
    reach = min(mark.radius + gap, length / 2)
    return round(mark.x + across / length * reach, 1), round(mark.y + down / length * reach, 1)


def _arrow(before: Point, end: Point, colour: str) -> str:
    across, down = end[0] - before[0], end[1] - before[1]
    length = hypot(across, down) or 1.0
    along, aside = (across / length, down / length), (-down / length, across / length)
    back = end[0] - 9 * along[0], end[1] - 9 * along[1]
    points = [end, *((back[0] + side * 4 * aside[0], back[1] + side * 4 * aside[1]) for side in (1, -1))]
    return f'<path class="arrow" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in points)}Z" fill="{colour}"/>'


def _sign(line: Line, start: Point, control: Point, end: Point, radius: float) -> str:
    """Return the sign of a line on its middle, so that agreement and difference are told not by colour alone."""
    if line.sign not in _GLYPHS:
        return ""
    towards = control if line.bend else ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    x, y = (start[0] + 2 * towards[0] + end[0]) / 4, (start[1] + 2 * towards[1] + end[1]) / 4
    colour = TONES.get(line.tone, TONES["tie"]).light
    return (
        f'<circle class="ground" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{_PAPER}" stroke="{colour}"/>'
        f'<text class="sign" x="{x:.1f}" y="{y + 0.6 * radius:.1f}" font-size="{1.9 * radius:.3g}" '
        f'font-weight="700" text-anchor="middle" fill="{colour}">{_GLYPHS[line.sign]}</text>'
    )


def _node(mark: Mark) -> str:
    scale = mark.radius / 9
    drawn = (
        f'<path class="mark" d="{mark_path(mark.shape)}" fill={_attribute(mark.colour)} stroke="{_INK}" '
        f'stroke-width="{1 / scale:.2f}" '
        f'transform="translate({mark.x - 10 * scale:.1f} {mark.y - 10 * scale:.1f}) scale({scale:.3f})"/>'
    )
    if mark.text:
        drawn += (
            f'<text class="number" x="{mark.x:g}" y="{mark.y + 4:g}" font-size="11" font-weight="700" '
            f'text-anchor="middle" fill="#fff" stroke="{_INK}" stroke-width="2.5" paint-order="stroke">'
            f"{_text(mark.text)}</text>"
        )
    drawn += _name(mark)
    faint = " faint" if mark.faint else ""
    return f'<g class="node{faint}" data-iri={_attribute(mark.id)}>{_linked(drawn, mark.href, mark.about)}</g>'


def _name(mark: Mark) -> str:
    rows = "".join(
        f'<tspan x="{mark.x:g}" dy="{0 if number == 0 else 15}">{_text(row)}</tspan>'
        for number, row in enumerate(broken(plain(mark.label)).split("\n"))
    )
    return (
        f'<text class="name" y="{mark.y + mark.radius + 15:g}" font-size="13" text-anchor="middle" '
        f'fill="{_SOFT if mark.faint else _INK}" stroke="{_PAPER}" stroke-width="3.5" stroke-linejoin="round" '
        f'paint-order="stroke">{rows}</text>'
    )


def _linked(drawn: str, href: str, about: str) -> str:
    title = f"<title>{_text(about)}</title>"
    if not href:
        return title + drawn
    return f"<a href={_attribute(href)} aria-label={_attribute(about)}>{title}{drawn}</a>"


def _legend(entries: Sequence[LegendEntry], left: float, top: float, width: float) -> list[tuple[str, int]]:
    """Return the entries of a legend with their rows, set one after the other across the picture."""
    across, row, rows = 0.0, 0, []
    for entry in entries:
        size = 44 + 7.2 * len(entry.word)
        if across and across + size > max(360.0, min(width, _WRAP) - 2 * _EDGE):
            across, row = 0.0, row + 1
        x, y = left + across, top + row * _LEGEND_ROW
        rows.append((f'<g class="legend">{_sample(entry, x, y)}{_word(entry.word, x + 32, y + 15)}</g>', row))
        across += size
    return rows


def _sample(entry: LegendEntry, x: float, y: float) -> str:
    if entry.shape:
        return (
            f'<path d="{mark_path(entry.shape)}" fill={_attribute(entry.colour)} stroke="{_INK}" '
            f'transform="translate({x + 8:g} {y + 2:g}) scale(0.8)"/>'
        )
    dashes = f" stroke-dasharray={_attribute(entry.dashes)}" if entry.dashes else ""
    colour = TONES.get(entry.tone, TONES["tie"]).light
    return f'<path d="M{x:g} {y + 10:g}h26" stroke="{colour}" stroke-width="2.5"{dashes} fill="none"/>'


def _word(text: str, x: float, y: float) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="13" fill="{_SOFT}">{_text(text)}</text>'


def _namespace(standalone: bool) -> str:
    return ' xmlns="http://www.w3.org/2000/svg"' if standalone else ""


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", plain(text)))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", plain(text)))
