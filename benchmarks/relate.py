"""Measure the networks: projection, measures, layout and page, over made attendance of growing size.

    python benchmarks/relate.py [--meetings 2000]

The peer of a measure is networkx itself, in the same run.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from random import Random

from conflict_graph.draw.node_layout import positions
from conflict_graph.draw.pyvis_page import page
from conflict_graph.model import Claim, Ref
from conflict_graph.namespaces import ID, VOCAB
from conflict_graph.relate.communities import communities
from conflict_graph.relate.measures import measure
from conflict_graph.relate.paths import all_short_paths
from conflict_graph.relate.project import project


def attendance(meetings: int, actors: int) -> list[Claim]:
    """Return participations of 2 to 12 actors in each meeting, some actors much busier than others."""
    random, codes = Random(0), ("modality-actual", "firmness-stated", "claim-accepted", "layer-machine-coded")
    modality, firmness, status, layer = (Ref(VOCAB + code) for code in codes)
    attended, role = Ref(VOCAB + "part-attended"), Ref(VOCAB + "role-participant")

    def seat(actor: int, number: int) -> Claim:
        return Claim(
            iri=f"{ID}claim/{number}-{actor}",
            kind="Participation",
            subject=Ref(f"{ID}person/{actor}", f"Actor {actor}", "Person"),
            object=Ref(f"{ID}meeting/{number}", f"Meeting {number}", "Meeting"),
            modality=modality,
            firmness=firmness,
            claim_status=status,
            layer=layer,
            stated_on=date(2026, 1, 1),
            participation_status=attended,
            role=role,
        )

    rooms = ({int(actors * random.random() ** 2) for _ in range(random.randint(2, 12))} for _ in range(meetings))
    return [seat(actor, number) for number, room in enumerate(rooms) for actor in sorted(room)]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=2000)
    meetings = parser.parse_args().meetings
    claims = attendance(meetings, meetings // 4)
    graph = project(claims, "co-attendance")
    nodes = list(graph)
    print(f"{len(claims):,} claims, {graph.number_of_nodes():,} actors, {graph.number_of_edges():,} pairs")
    huge = graph.number_of_edges() + 1
    rows: list[tuple[str, Callable[[], object]]] = [
        ("projection", lambda: project(claims, "co-attendance")),
        ("PageRank, igraph", lambda: measure(graph, "pagerank", top=10, large=0)),
        ("PageRank, networkx", lambda: measure(graph, "pagerank", top=10, large=huge)),
        ("betweenness, igraph", lambda: measure(graph, "betweenness", top=10, large=0)),
        ("betweenness, networkx", lambda: measure(graph, "betweenness", top=10, large=huge)),
        ("communities, Leiden", lambda: communities(graph, "leiden")),
        ("communities, Louvain", lambda: communities(graph, "louvain")),
        ("50 short paths", lambda: all_short_paths(graph, nodes[0], nodes[-1], longest=4)),
        ("layout", lambda: positions(graph)),
        ("page", lambda: page(graph, title="Benchmark", claims=claims)),
    ]
    for name, work in rows:
        print(f"{name:<24}{seconds(work):>9.3f} s")


if __name__ == "__main__":
    main()
