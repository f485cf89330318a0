"""Networks and paths in plain words, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from conflict_graph.model import Claim
from conflict_graph.words.sentences import sentence

if TYPE_CHECKING:
    import networkx as nx

    from conflict_graph.relate.paths import Hop, Paths

TIE_COLUMNS = ("one", "other", "relationship", "via", "weight", "planned", "claims")


def tie_rows(net: nx.Graph) -> list[tuple[object, ...]]:
    """Return a row for each tie: the two ends, what joins them, its weight, and how many claims it rests on."""
    rows = [
        (
            net.nodes[u].get("label") or u,
            net.nodes[v].get("label") or v,
            edge["relationship"],
            ", ".join(edge["via_labels"]),
            f"{edge['weight']:g}",
            "planned" if edge["planned"] else "",
            len(edge["claims"]),
        )
        for u, v, edge in net.edges(data=True)
    ]
    return sorted(rows, key=lambda row: tuple(map(str, row)))


def paths_text(answer: Paths, claims: Mapping[str, Claim]) -> str:
    """Return paths as text: every hop, then each claim it rests on as a sentence with its quote."""
    lines = [answer.message]
    for number, path in enumerate(answer.paths, start=1):
        lines += ["", f"{number}. {' - '.join(node.label or node.iri for node in path.nodes)}"]
        for hop in path.hops:
            lines += _hop_lines(hop, claims)
    return "\n".join(lines)


def _hop_lines(hop: Hop, claims: Mapping[str, Claim]) -> Iterator[str]:
    yield f"   {hop.source.label or hop.source.iri} - {hop.target.label or hop.target.iri}"
    for link in hop.links:
        via = ", ".join(ref.label or ref.iri for ref in link.via)
        yield f"     {link.relationship}{f' via {via}' if via else ''}{' (planned)' if link.planned else ''}"
        for iri in link.claims:
            yield f"       {sentence(claims[iri])}"
            yield from (f"         “{item.quote}”" for item in claims[iri].evidence if item.quote)
