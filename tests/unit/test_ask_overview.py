"""What a graph holds, in numbers: how much of it is quoted is computed, and nowhere promised."""

from __future__ import annotations

import conflict_graph as cg
from conflict_graph.store.memory import MemoryStore


def test_quoted_claims_are_those_with_a_quote_in_a_text_that_is_kept() -> None:
    with cg.open() as graph:
        kept = {claim.iri for claim in graph.claims() for evidence in claim.evidence if evidence.start is not None}
        info = graph.info()
        assert info.quoted == len(kept)
        assert 0 < info.quoted < info.claims
        assert info.quoted == sum(count.quoted for count in info.by_kind)


def test_an_empty_graph_quotes_nothing() -> None:
    assert cg.Graph(MemoryStore()).info().quoted == 0
