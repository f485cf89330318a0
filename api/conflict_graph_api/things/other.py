"""The pages of offices, conditions, and of everything that needs no page of its own: places, outcomes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from conflict_graph.ask.surroundings import surroundings
from conflict_graph.model import Claim, Thing
from conflict_graph.namespaces import CG, SCHEMA, WGS84
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import gather
from conflict_graph_api.pages.statements import by_day
from conflict_graph_api.pages.words import PLURALS
from conflict_graph_api.things.identifiers import identifiers, identifies


def post_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of an office shows: its holders over time, and what else is said of it."""
    gathered = gather(store, view, entity=thing.iri)
    tenures = gathered.of("Tenure")
    rest = [claim for claim in gathered.claims if claim.kind != "Tenure" and not identifies(claim)]
    return {
        "gathered": gathered,
        "identifiers": identifiers(gathered.reader, gathered.claims, thing.iri),
        "belongs": surroundings(store, thing.iri).leads_to(CG + "postIn"),
        "tenures": gathered.reader.all(tenures, key=by_day),
        "rest": gathered.reader.all(rest),
    }


def condition_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of a condition shows: what hangs on it, and whether a source says it came about."""
    gathered = gather(store, view, entity=thing.iri)
    hanging = [claim for claim in gathered.claims if thing.iri in {ref.iri for ref in claim.contingent_on}]
    hangs = {claim.iri for claim in hanging if claim.subject.iri != thing.iri}
    return {
        "gathered": gathered,
        "satisfied": surroundings(store, thing.iri).leads_to(CG + "satisfiedBy"),
        "hanging": gathered.reader.all([claim for claim in hanging if claim.iri in hangs]),
        "rest": gathered.reader.all([claim for claim in gathered.claims if claim.iri not in hangs]),
    }


def other_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of a place, an outcome or any other thing shows: its claims by kind."""
    gathered = gather(store, view, entity=thing.iri)
    around = surroundings(store, thing.iri)
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in gathered.claims:
        if not identifies(claim):
            groups[claim.kind].append(claim)
    latitude = around.first(WGS84 + "lat") or around.first(SCHEMA + "latitude")
    longitude = around.first(WGS84 + "long") or around.first(SCHEMA + "longitude")
    return {
        "gathered": gathered,
        "identifiers": identifiers(gathered.reader, gathered.claims, thing.iri),
        "coordinates": (latitude, longitude) if latitude and longitude else None,
        "sections": [
            (kind, PLURALS.get(kind, kind), gathered.reader.all(groups[kind]))
            for kind in sorted(groups, key=lambda kind: list(PLURALS).index(kind) if kind in PLURALS else len(PLURALS))
        ],
    }
