"""Which template and which builder show a thing of each kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from conflict_graph.model import Thing
from conflict_graph.store.base import Store
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.things.actor import actor_page
from conflict_graph_api.things.claim import claim_page
from conflict_graph_api.things.coalition import coalition_page
from conflict_graph_api.things.event import event_page
from conflict_graph_api.things.evidence import evidence_page
from conflict_graph_api.things.issue import issue_page, option_page
from conflict_graph_api.things.other import condition_page, other_page, post_page
from conflict_graph_api.things.run import run_page
from conflict_graph_api.things.source import source_page

Builder = Callable[[Store, Thing, ViewState], dict[str, Any]]

_ACTOR: Final[tuple[str, Builder]] = ("things/actor.html", actor_page)
_EVENT: Final[tuple[str, Builder]] = ("things/event.html", event_page)
_CLAIM: Final[tuple[str, Builder]] = ("things/claim.html", claim_page)
_OTHER: Final[tuple[str, Builder]] = ("things/other.html", other_page)

KINDS: Final[dict[str, tuple[str, Builder]]] = {
    "Person": _ACTOR,
    "State": _ACTOR,
    "InternationalOrganization": _ACTOR,
    "UnnamedActor": _ACTOR,
    "Actor": _ACTOR,
    "Coalition": ("things/coalition.html", coalition_page),
    "Meeting": _EVENT,
    "Process": _EVENT,
    "Event": _EVENT,
    "Issue": ("things/issue.html", issue_page),
    "PolicyOption": ("things/option.html", option_page),
    "Condition": ("things/condition.html", condition_page),
    "Post": ("things/post.html", post_page),
    "Source": ("things/source.html", source_page),
    "Evidence": ("things/evidence.html", evidence_page),
    "Extraction": ("things/run.html", run_page),
    **dict.fromkeys(
        (
            "Participation",
            "EventClaim",
            "Membership",
            "Tenure",
            "Position",
            "Undertaking",
            "AttributeClaim",
            "Mention",
            "Claim",
        ),
        _CLAIM,
    ),
    "": _OTHER,
}
"""By class name; "" is the page of anything else: places, outcomes, kinds to come."""
