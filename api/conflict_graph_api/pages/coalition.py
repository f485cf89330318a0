"""The page of a coalition: the sizes that are stated and the members that are named, side by side and never mixed."""

from __future__ import annotations

from typing import Any, Final

from conflict_graph.model import Claim, Thing
from conflict_graph.relate.rules import code
from conflict_graph.store.base import Store
from conflict_graph_api.pages.actor import actor_page
from conflict_graph_api.pages.gather import Gathered
from conflict_graph_api.view_state import ViewState

_COUNTS: Final = frozenset({"stated-size", "participant-count", "contributor-count"})


def coalition_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of a coalition shows."""
    page = actor_page(store, thing, view)
    gathered: Gathered = page["gathered"]
    counts = [claim for claim in gathered.of("AttributeClaim") if _is_count(claim) and claim.subject.iri == thing.iri]
    belong = [claim for claim in gathered.of("Membership") if claim.object and claim.object.iri == thing.iri]
    named = {claim.subject.iri for claim in gathered.reader.holding(belong)}
    return {
        **page,
        "sizes": gathered.reader.all(counts, key=_by_statement),
        "belonging": gathered.reader.all(belong, key=_by_name),
        "members": (),
        "named": len(named),
        "said": tuple(one for one in page["said"] if not _is_count(one.claim)),
    }


def _is_count(claim: Claim) -> bool:
    return code(claim.attribute, "attr") in _COUNTS


def _by_statement(claim: Claim) -> tuple[object, ...]:
    return claim.valid_from or claim.stated_on, claim.stated_on, claim.iri


def _by_name(claim: Claim) -> tuple[object, ...]:
    return claim.subject.label.casefold(), claim.stated_on, claim.iri
