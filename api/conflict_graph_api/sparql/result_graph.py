"""An answer drawn as a graph: things as marks, rows or statements as lines that lead to the claim behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from conflict_graph.draw.node_layout import positions
from conflict_graph.draw.palette import Look, look
from conflict_graph.draw.svg import LegendEntry, Line, Mark, svg
from conflict_graph.model import Ref
from conflict_graph.namespaces import RDF, shorten
from conflict_graph_api.sparql.result_table import Cell, Table
from conflict_graph_api.sparql.result_views import Ties

MOST_THINGS: Final = 80
MOST_LINES: Final = 200
_RADIUS: Final = 9.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of an answer: the SVG, and how much of the answer it shows."""

    svg: str
    things: int
    lines: int
    left_out: int


@dataclass(frozen=True, slots=True)
class _Tie:
    source: str
    target: str
    label: str
    claim: str


def drawn(
    table: Table, columns: Ties, refs: Callable[[list[str]], Mapping[str, Ref]], page: Callable[[str], str]
) -> Drawn:
    """Return the picture of an answer: of long answers the first things, and how many lines are left out.

    refs gives names and kinds of things; page gives the address of a thing's page, or "" when it has none.
    """
    ties = list(dict.fromkeys(_ties(table, columns)))
    graph: nx.Graph = nx.Graph()
    shown: list[_Tie] = []
    for tie in ties:
        new = {tie.source, tie.target} - set(graph)
        if len(graph) + len(new) <= MOST_THINGS and len(shown) < MOST_LINES:
            graph.add_edge(tie.source, tie.target)
            shown.append(tie)
    known = refs([*graph, *(tie.label for tie in shown if "://" in tie.label)])
    for node in graph:
        graph.nodes[node]["label"] = _name(known, node)
    places = positions(graph)
    marks = [_mark(node, known, places[node], page(node)) for node in graph]
    lines = [_line(number, tie, known, page(tie.claim)) for number, tie in enumerate(shown)]
    description = f"{len(marks)} things and {len(lines)} lines; the table shows the same as text."
    picture = svg(
        marks,
        lines,
        title="The answer as a graph",
        description=description,
        legend=_legend([look(known[node].kind if node in known else "") for node in graph]),
        id="answer-graph",
        standalone=False,
    )
    return Drawn(picture, len(marks), len(lines), len(ties) - len(shown))


def _legend(looks: Iterable[Look]) -> list[LegendEntry]:
    return [LegendEntry(word=one.word, shape=one.shape, colour=one.colour) for one in dict.fromkeys(looks)]


def _ties(table: Table, columns: Ties) -> Iterator[_Tie]:
    """Yield the pairs of things that rows join; what a thing is a kind of is told by its mark."""
    places = {name: number for number, name in enumerate(table.columns)}
    for row in table.rows:
        source, target = row[places[columns.source]], row[places[columns.target]]
        label = row[places[columns.label]] if columns.label else None
        claim = row[places[columns.claim]] if columns.claim else None
        if _is_thing(source) and _is_thing(target) and source != target and (not label or label.value != RDF + "type"):
            assert source and target
            yield _Tie(source.value, target.value, label.value if label else "", claim.value if claim else "")


def _is_thing(cell: Cell | None) -> bool:
    return cell is not None and cell.kind == "iri"


def _name(known: Mapping[str, Ref], iri: str) -> str:
    return known[iri].label if iri in known else shorten(iri)


def _mark(iri: str, known: Mapping[str, Ref], place: tuple[float, float], href: str) -> Mark:
    style = look(known[iri].kind if iri in known else "")
    name = _name(known, iri)
    about = f"{name}, {style.word}"
    x, y = place
    return Mark(
        id=iri, label=name, about=about, x=x, y=y, radius=_RADIUS, shape=style.shape, colour=style.colour, href=href
    )


def _line(number: int, tie: _Tie, known: Mapping[str, Ref], href: str) -> Line:
    label = _name(known, tie.label) if "://" in tie.label else tie.label
    about = f"{_name(known, tie.source)} – {label or 'row'} → {_name(known, tie.target)}"
    return Line(
        id=f"line-{number}", source=tie.source, target=tie.target, about=about, tone="tie", arrow=True, href=href
    )
