"""The evidence of one line: every claim it rests on, a page at a time."""

from __future__ import annotations

from typing import Any, Final

from conflict_graph.ask.claims import claims
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Ref
from conflict_graph.namespaces import expand
from conflict_graph.words.days import days
from conflict_graph_api.graph.addresses import address
from conflict_graph_api.graph.records import Scene
from conflict_graph_api.graph.scenes import network_of
from conflict_graph_api.graph.view import known
from conflict_graph_api.http.iris import absolute_iri
from conflict_graph_api.http.parameters import Pairs
from conflict_graph_api.http.question import Question
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.networks.selection import network
from conflict_graph_api.pages.gather import mark_for_day

PAGE: Final = 50


def of_claims(question: Question, view: ViewState, iris: list[str], start: int, pairs: Pairs) -> dict[str, Any]:
    """Return what the page of some claims shows; raises NotFound for no claim, InvalidParameter for no IRI."""
    claim_iris = list(dict.fromkeys(absolute_iri("claim", expand(iri)) for iri in iris))
    return {"title": "Claims", "ends": (), "word": "", "lead": "", **_page(question, view, claim_iris, start, pairs)}


def of_tie(
    question: Question, view: ViewState, scene: Scene, relation: str, sign: str, start: int, pairs: Pairs
) -> dict[str, Any]:
    """Return what the page of all ties of one relation and sign between the two things of a scene shows.

    Raises NotFound and AmbiguousName for their names, and InvalidParameter when there are not two.
    """
    from conflict_graph.relate.bundles import bundled
    from conflict_graph.words.relations import occasions, relation_word

    net = network(question, "all", network_of(scene))
    scene, refs = known(question, scene, net)
    ends = [refs[node.iri] for node in scene.nodes]
    if len(ends) != 2:
        raise InvalidParameter("between", [end.label for end in ends], "two different things")
    graph = bundled(net, [end.iri for end in ends], relations=[relation] if relation else ())
    edges = [edge for _, _, edge in graph.edges(data=True) if edge["sign"] == sign and _leads(edge, ends)]
    claim_iris = sorted({claim for edge in edges for claim in edge["claims"]})
    first, last = _days(edges)
    often = occasions(relation, sum(edge["count"] for edge in edges)) if edges else ""
    word = relation_word(relation, sign, planned=bool(edges) and all(edge["planned"] for edge in edges))
    return {
        "title": f"{ends[0].label} – {word} – {ends[1].label}",
        "ends": ends,
        "word": word,
        "lead": "; ".join(part for part in (often, days(first, last) if edges else "") if part),
        **_page(question, view, claim_iris, start, pairs),
    }


def _leads(edge: dict[str, Any], ends: list[Ref]) -> bool:
    """Tell whether an edge leads from the first to the second thing, or has no direction."""
    return "subject" not in edge or edge["subject"] == ends[0].iri


def _days(edges: list[dict[str, Any]]) -> tuple[str, str]:
    known = sorted(day for edge in edges for day in (edge["first"], edge["last"]) if day)
    return (known[0], known[-1]) if known else ("", "")


def _page(question: Question, view: ViewState, claim_iris: list[str], start: int, pairs: Pairs) -> dict[str, Any]:
    shown = claim_iris[start : start + PAGE]
    marked, reader = mark_for_day(question.store, view, claims(question.store, shown))
    last = start + len(shown)
    following = [*(pair for pair in pairs if pair[0] != "start"), ("start", str(last))]
    count = f"{len(claim_iris):,} claim{'s' if len(claim_iris) != 1 else ''}"
    return {
        "statements": reader.all(marked.values()),
        "notes": reader.notes.all,
        "words": count if len(shown) == len(claim_iris) else f"{start + 1:,}–{last:,} of {count}",
        "next": address("/graph/evidence", following) if last < len(claim_iris) else "",
    }
