"""The page of a run: who or what made claims, by which method, and which claims they are."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from conflict_graph.ask.claims import claims
from conflict_graph.ask.supports import resting
from conflict_graph.ask.surroundings import surroundings
from conflict_graph.model import Thing
from conflict_graph.namespaces import CG, PROV
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import at_any_time, mark_for_day

MOST: Final = 100


def run_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of a run shows."""
    around = surroundings(store, thing.iri)
    made = resting(store, at_any_time(view), extraction=thing.iri)
    marked, reader = mark_for_day(store, view, claims(store, made[-MOST:]))
    return {
        "methods": around.leads_to(CG + "method"),
        "layers": around.leads_to(CG + "layer"),
        "ended": around.first(PROV + "endedAtTime"),
        "total": len(made),
        "kinds": Counter(claim.kind for claim in marked.values()),
        "reader": reader,
        "statements": reader.all([claim for claim in marked.values() if claim.kind != "Mention"][:MOST]),
    }
