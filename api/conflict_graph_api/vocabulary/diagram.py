"""Diagrams of the ontology, from its own statements: what each kind of claim ties together, and the classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from conflict_graph.ask.ontology import Term
from conflict_graph.model import Ref
from conflict_graph.namespaces import CG, RDFS, shorten

ROW: Final = 46
WIDTH: Final = 800
_LETTER: Final = 7.4
_EDGE: Final = 12
_CENTRE: Final = WIDTH / 2


@dataclass(frozen=True, slots=True)
class Box:
    """A class: its name, the middle of its box, and its width; anchor is the term of this page it leads to."""

    name: str
    x: float
    y: float
    width: float
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A property: its name, from where to where."""

    name: str
    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return (self.start[0] + self.end[0]) / 2


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes and arrows with the size of the drawing, and the same in words."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    height: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twig:
    """One class of the tree: its depth, the row it stands in, and the row of the class above it."""

    term: Term
    depth: int
    row: int
    above: int | None


def claims_diagram(known: Mapping[str, Term]) -> Diagram | None:
    """Return what each class of claims ties together: its subject on the left, its object on the right.

    Read from cg:subjectProperty, cg:objectProperty and the ranges of these; None when the graph does not say.
    """
    forms = [term for term in known.values() if term.kind == "Class" and term.links(CG + "subjectProperty")]
    ordered = sorted(forms, key=lambda term: (not term.links(CG + "objectProperty"), term.label.casefold()))
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    words: list[str] = []
    for row, term in enumerate(ordered):
        y = ROW * (row + 0.5)
        centre = _box(term, known, _CENTRE, y)
        boxes.append(centre)
        lines = []
        for side, item in ((-1, CG + "subjectProperty"), (1, CG + "objectProperty")):
            for link in term.links(item)[:1]:
                end = _end(known, link, y, side)
                start_x = centre.x + side * centre.width / 2
                boxes.append(end)
                arrows.append(Arrow(str(shorten(link)), (start_x, y), (end.x - side * end.width / 2, y)))
                lines.append(f"{shorten(link)} leads to {end.name}")
        words.append(f"{term.label}: {', '.join(lines)}")
    return Diagram(tuple(boxes), tuple(arrows), ROW * len(ordered), tuple(words)) if ordered else None


def _end(known: Mapping[str, Term], link: str, y: float, side: int) -> Box:
    """Return the box of what a property leads to, at the edge of the drawing."""
    property_term = known.get(link)
    targets = property_term.links(RDFS + "range") if property_term else ()
    elsewhere = "anything" if property_term else Ref(link).name
    name = known[targets[0]].label if targets and targets[0] in known else elsewhere
    width = _width(name)
    x = _EDGE + width / 2 if side < 0 else WIDTH - _EDGE - width / 2
    return Box(name, x, y, width, _anchor(targets[0], known) if targets else "")


def _box(term: Term, known: Mapping[str, Term], x: float, y: float) -> Box:
    return Box(term.label, x, y, _width(term.label), _anchor(term.iri, known))


def _anchor(iri: str, known: Mapping[str, Term]) -> str:
    return known[iri].name if iri in known and iri.startswith(CG) else ""


def _width(name: str) -> float:
    return round(len(name) * _LETTER + 24, 1)


def class_tree(classes: Sequence[Term]) -> list[Twig]:
    """Return the classes as a tree, each below the first class of this ontology that it is narrower than."""
    own = {term.iri for term in classes}
    below: dict[str, list[Term]] = defaultdict(list)
    for term in sorted(classes, key=lambda term: term.label.casefold()):
        above = next((iri for iri in term.links(RDFS + "subClassOf") if iri in own), "")
        below[above].append(term)
    tree: list[Twig] = []

    def grow(iri: str, depth: int, above: int | None) -> None:
        for term in below[iri]:
            row = len(tree)
            tree.append(Twig(term, depth, row, above))
            grow(term.iri, depth + 1, row)

    grow("", 0, None)
    return tree
