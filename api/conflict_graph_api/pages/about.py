"""The page about the data: what they cover, layer by layer, where sources contradict, and how to cite them."""

from __future__ import annotations

from typing import Any, Final

from conflict_graph.ask.claims import claims
from conflict_graph.ask.coverage import Coverage
from conflict_graph.store.base import Store
from conflict_graph_api.pages.gather import read
from conflict_graph_api.view_state import LAYERS, ViewState

MOST: Final = 25
_CLAIMS: Final = frozenset(
    {
        "Claim",
        "Participation",
        "EventClaim",
        "Membership",
        "Tenure",
        "Position",
        "Undertaking",
        "AttributeClaim",
        "Mention",
        "Evidence",
        "Extraction",
    }
)


def about_page(store: Store, found: Coverage, view: ViewState) -> dict[str, Any]:
    """Return what the page about the data shows."""
    pairs = found.contradictions[:MOST]
    told, reader = read(store, view, claims(store, dict.fromkeys(iri for pair in pairs for iri in pair)))
    layers = found.layers()
    kinds = sorted({count.kind for counts in layers.values() for count in counts})
    return {
        "coverage": found,
        "things": {name: count for name, count in found.classes.items() if name not in _CLAIMS},
        "kinds": kinds,
        "layers": {layer: {count.kind: count for count in counts} for layer, counts in layers.items()},
        "meanings": LAYERS,
        "pairs": [(reader.one(told[one]), reader.one(told[other])) for one, other in pairs],
        "reader": reader,
    }
