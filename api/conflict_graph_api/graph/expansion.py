"""What a thing is joined to in numbers, and the next things to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflict_graph_api.graph.records import (
    MOST_NODES,
    Counts,
    ExpandRequest,
    Expansion,
    KindCount,
    RelationCount,
    Scene,
    SceneNode,
    YearCount,
)
from conflict_graph_api.graph.scenes import full, network_of, ordered
from conflict_graph_api.graph.view import known, relations_of, see_added
from conflict_graph_api.http.question import Question
from conflict_graph_api.http.records import Days, Thing, attestation
from conflict_graph_api.networks.selection import network
from conflict_graph_api.pages.words import kind_word

if TYPE_CHECKING:
    from conflict_graph.relate.expand import RelationCount as NeighbourCount


def counted(question: Question, scene: Scene) -> Counts:
    """Return the neighbours of the focus of a scene in numbers; raises NotFound for a thing that is not there."""
    from conflict_graph.relate.expand import counts

    net = network(question, "all", network_of(scene))
    scene, refs = known(question, scene, net)
    node = scene.focus or ""
    numbers = counts(net, node)
    return Counts(
        snapshot=question.snapshot,
        as_of=Days.of(scene.scope),
        answer=attestation(numbers.relations),
        thing=Thing.of(refs[node]),
        total=numbers.total,
        relations=[_relation(one) for one in numbers.relations],
    )


def _relation(neighbours: NeighbourCount) -> RelationCount:
    from conflict_graph.words.relations import relation_name

    return RelationCount.model_validate(
        {
            "relation": neighbours.relationship,
            "label": relation_name(neighbours.relationship),
            "total": neighbours.total,
            "planned": neighbours.planned,
            "years": [YearCount(year=year, total=total) for year, total in neighbours.years],
            "kinds": [KindCount(kind=kind, word=kind_word(kind), total=total) for kind, total in neighbours.kinds],
        }
    )


def expanded(question: Question, body: ExpandRequest) -> Expansion:
    """Return the next neighbours of a thing with their edges to each other and to the scene.

    Never one that the scene has; none once the scene has as many as are drawn one by one.
    """
    from conflict_graph.relate.expand import EdgeFilter, expand

    net = network(question, "all", network_of(ordered(body.scene)))
    scene, refs = known(question, body.scene.model_copy(update={"focus": full(body.node)}), net)
    node, shown = scene.focus or "", {one.iri for one in scene.nodes}
    relations: list[str] = [body.relation] if body.relation else relations_of(scene)
    meant = EdgeFilter(relationships=relations, year=body.year, undated=body.undated, hidden_kinds=scene.hidden_kinds)
    room = max(0, MOST_NODES - len(shown))
    expansion = expand(net, node, shown, meant, max(1, min(body.limit, room)))
    added = expansion.nodes if room else ()
    nodes, edges = see_added(question, _grown(scene, node, added), added)
    now_shown = expansion.shown - len(expansion.nodes) + len(added)
    return Expansion(
        snapshot=question.snapshot,
        as_of=Days.of(scene.scope),
        answer=attestation(range(expansion.total)),
        thing=Thing.of(refs[node]),
        nodes=nodes,
        edges=edges,
        shown=now_shown,
        total=expansion.total,
        remaining=expansion.total - now_shown,
        message=_message(now_shown, expansion.total, room, relations),
    )


def _grown(scene: Scene, node: str, added: tuple[str, ...]) -> Scene:
    """Return the scene with new things beside the one they came from, and nothing folded away or bounded by days."""
    nodes = [*scene.nodes, *(SceneNode(iri=iri, near=node) for iri in added)]
    return scene.model_copy(update={"nodes": nodes, "collapsed": [], "from_": None, "until": None})


def _message(shown: int, total: int, room: int, relations: list[str]) -> str:
    from conflict_graph.words.relations import relation_name

    if not total:
        return "The sources do not say that it is joined to anything in this way on these days and layers."
    how = f" by {relation_name(relations[0]).lower()}" if len(relations) == 1 else ""
    full_up = f" No more than {MOST_NODES:,} things are drawn one by one." if not room else ""
    return f"{shown:,} of {total:,}{how}.{full_up}"
