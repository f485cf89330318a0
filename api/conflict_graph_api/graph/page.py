"""What the page of the graph view shows: the picture, the numbers, the tables, and the forms that lead on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from conflict_graph.ask.claims import claims
from conflict_graph.ask.search import near_names, search
from conflict_graph.model import Claim, Ref
from conflict_graph.vocabulary import NAMED_ACTORS
from conflict_graph.words.days import days
from conflict_graph_api.graph import addresses
from conflict_graph_api.graph.edges import short
from conflict_graph_api.graph.expansion import counted
from conflict_graph_api.graph.files import FILES
from conflict_graph_api.graph.picture import picture
from conflict_graph_api.graph.records import Counts, GraphEdge, GraphNode, RelationCount, Scene
from conflict_graph_api.graph.scenes import COLOURS, SIZES, Arranged
from conflict_graph_api.graph.view import Seen, see
from conflict_graph_api.http.addresses import served_path
from conflict_graph_api.http.parameters import Pairs
from conflict_graph_api.http.question import Question
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.words import kinds_word

SENTENCES: Final = 2
"""Sentences of one line in the table, 1 when there are many lines; the rest stands on the page of its evidence."""
MANY: Final = 30
LINES: Final = 400
"""Most lines that the page draws and lists by itself; a script asks for all of them."""
HITS: Final = 12
SEARCHED_KINDS: Final = (*NAMED_ACTORS, "Meeting")
_AS_IT_COMES: Final[dict[str, Any]] = {
    "mode": "actors", "relation": [], "modality": [], "hidden_kinds": [], "from_": None, "until": None,
    "size": "same", "colour": "kind",
}  # fmt: skip
WORDS: Final = {
    "same": "all alike",
    "kind": "kind",
    "degree": "ties",
    "meetings": "meetings",
    "pagerank": "PageRank",
    "betweenness": "betweenness",
    "community": "community",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One claim in the table of lines."""

    claim: Claim
    text: str
    firmness: str
    path: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line in the table: the edge, its ends, its first sentences, and how many more there are."""

    edge: GraphEdge
    source: GraphNode
    target: GraphNode
    when: str
    sentences: tuple[Sentence, ...]
    more: int


def graph_page(question: Question, arranged: Arranged, text: str) -> dict[str, Any]:
    """Return what the page of a scene shows; text is what was looked for by name."""
    from conflict_graph.draw.node_styles import figure

    seen = see(question, _focused(arranged.scene), LINES)
    scene, view = seen.scene, seen.view
    pairs = addresses.scene_pairs(scene, view)
    around = counted(question, scene) if scene.focus else None
    hits = search(question.store, text, SEARCHED_KINDS, HITS) if text else []
    return {
        "seen": seen,
        "scene": scene,
        "graph": view,
        "picture": drawn(seen),
        "around": around,
        "years": years_of(around),
        "rows": rows(question, seen),
        "pairs": pairs,
        "own": pairs if seen.chosen else addresses.without(pairs, "node", "at"),
        "permalink": _permalink(seen, arranged, pairs),
        "files": FILES,
        "data": data(seen),
        "q": text,
        "hits": hits,
        "near": near_names(question.store, text) if text and not hits else (),
        "known": {node.iri for node in view.nodes},
        "starts": [] if seen.chosen else view.nodes,
        "sizes": SIZES,
        "colours": COLOURS,
        "measure_words": WORDS,
        "short": short,
        "address": addresses.address,
        "without": addresses.without,
        "span": span,
        "figure": figure,
        "kinds_word": kinds_word,
        "by_years": by_years,
        "focus": Ref(around.thing.iri, around.thing.label, around.thing.kind) if around else None,
        "here": view_state(scene, pairs),
        "paths": {mark.shape: mark.path for mark in view.legend.nodes},
        "measures": [name for name in ("pagerank", "betweenness", "community") if name in (scene.size, scene.colour)],
        "narrowed": scene != scene.model_copy(update=_AS_IT_COMES),
    }


def view_state(scene: Scene, pairs: Pairs) -> ViewState:
    """Return the days and layers of a scene as the controls of a page have them."""
    return ViewState.of(scene.scope, pairs)


def drawn(seen: Seen) -> str:
    """Return the picture as part of the page; its marks and lines lead to their rows in the tables."""
    numbers = {node.iri: number for number, node in enumerate(seen.view.nodes, start=1)}
    return picture(
        seen.view,
        node_href=lambda node: f"#node-{numbers[node.iri]}",
        edge_href=lambda edge: f"#{edge.id}",
    )


def rows(question: Question, seen: Seen) -> list[Row]:
    """Return the lines of a view as rows of its table, each with its first sentences."""
    from conflict_graph.words.sentences import firmness_word, sentence

    most = SENTENCES if len(seen.view.edges) <= MANY else 1
    iris = {iri for edge in seen.view.edges for iri in edge.claims[:most]}
    sentences = {
        claim.iri: Sentence(claim, sentence(claim), firmness_word(claim), served_path(claim.iri) or claim.iri)
        for claim in claims(question.store, sorted(iris))
    }
    nodes = {node.iri: node for node in seen.view.nodes}
    return [
        Row(
            edge,
            nodes[edge.source],
            nodes[edge.target],
            span(edge.first, edge.last),
            tuple(sentences[iri] for iri in edge.claims[:most]),
            edge.claim_count - len(edge.claims[:most]),
        )
        for edge in seen.view.edges
    ]


def span(first: str, last: str) -> str:
    """Return a span of days in words; an empty text when none is known."""
    return days(first, last) if first or last else ""


def by_years(one: RelationCount) -> dict[int | None, int]:
    """Return the numbers of one relation by year."""
    return {year.year: year.total for year in one.years}


def years_of(around: Counts | None) -> list[int | None]:
    """Return the years for which there are numbers, latest first, no known year last."""
    years = {year.year for one in around.relations for year in one.years} if around else set()
    return sorted(years, key=lambda year: (year is None, -(year or 0)))


def data(seen: Seen) -> str:
    """Return scene and view as JSON that may stand in a page: no text in it can end the element.

    A view of which not all lines are drawn is null: who wants all of them asks for them.
    """
    view = seen.view.model_dump_json() if seen.view.lines == len(seen.view.edges) else "null"
    text = f'{{"scene":{seen.scene.model_dump_json()},"view":{view}}}'
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _focused(scene: Scene) -> Scene:
    """Return the scene with something looked at: what it says, else the first of its things."""
    if scene.focus or not scene.nodes:
        return scene
    return scene.model_copy(update={"focus": scene.nodes[0].iri})


def _permalink(seen: Seen, arranged: Arranged, pairs: Pairs) -> Pairs:
    """Return the parameters that bring this very view back."""
    return pairs if seen.chosen or arranged.saved else addresses.without(pairs, "node", "at", "focus")
