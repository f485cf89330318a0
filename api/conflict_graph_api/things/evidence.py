"""The page of one evidence: the span in its paragraph, and the claims that rest on it."""

from __future__ import annotations

from typing import Any

from conflict_graph.ask.claims import claims
from conflict_graph.ask.sources import source_text
from conflict_graph.ask.supports import resting
from conflict_graph.ask.surroundings import surroundings
from conflict_graph.model import Thing
from conflict_graph.namespaces import OA
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import at_any_time, mark_for_day
from conflict_graph_api.things.claim import Passage, passages


def evidence_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of an evidence shows; one that no claim rests on shows its source alone."""
    marked, reader = mark_for_day(store, view, claims(store, resting(store, at_any_time(view), evidence=thing.iri)))
    statements = reader.all(marked.values())
    notes = [note for one in statements for note in one.notes if note.evidence.iri == thing.iri][:1]
    shown: list[Passage] = passages(store, notes)
    sources = surroundings(store, thing.iri).leads_to(OA + "hasSource")
    return {
        "passage": shown[0] if shown else None,
        "sources": [source_text(store, source.iri) for source in sources],
        "reader": reader,
        "statements": statements,
    }
