"""The page of a meeting, or of any other event: when and whether, who, about what, and who holds what on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from conflict_graph.ask.claims import claims, select
from conflict_graph.ask.surroundings import surroundings
from conflict_graph.dates import AsOf
from conflict_graph.model import Claim, Ref, Thing
from conflict_graph.namespaces import CG
from conflict_graph.relate.rules import code
from conflict_graph.store.base import Store
from conflict_graph_api.pages.gather import Gathered, gather, read
from conflict_graph_api.pages.occasions import occasions
from conflict_graph_api.pages.statements import Reader, Statement
from conflict_graph_api.pages.words import STATUSES
from conflict_graph_api.view_state import ViewState

MOST_EARLIER: Final = 12
_ROLES: Final = (
    "chair",
    "co-chair",
    "host",
    "mediator",
    "lead",
    "initiator",
    "coordinator",
    "signatory",
    "participant",
)
_HEADINGS: Final = {
    "agenda-issue": "On the agenda",
    "option-discussed": "Under discussion",
    "subject-matter": "About",
    "occasion": "Occasion",
    "prompted-by": "Prompted by",
    "part-of": "Part of",
    "outcome": "Outcome",
    "format": "Format",
    "location": "Place",
    "participant-count": "Stated number of participants",
    "purpose": "Purpose",
    "open-challenge": "Open challenges",
}


@dataclass(frozen=True, slots=True)
class Group:
    """The participants of one attendance: who took part, who is expected, who is not planned to come."""

    status: str
    statements: tuple[Statement, ...]

    @property
    def rows(self) -> list[tuple[Statement, ...]]:
        """The statements in rows, one for each actor in one role for one state."""
        found: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        for one in self.statements:
            behalf = one.claim.on_behalf_of.iri if one.claim.on_behalf_of else ""
            found[one.claim.subject.iri, code(one.claim.role, "role"), behalf].append(one)
        return [tuple(row) for row in found.values()]

    @property
    def actors(self) -> int:
        """The number of different actors."""
        return len({statement.claim.subject.iri for statement in self.statements})


@dataclass(frozen=True, slots=True)
class Stand:
    """What one participant, or whom they act for, holds on an agenda issue."""

    participant: Ref
    statements: tuple[Statement, ...]


def event_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of an event shows."""
    gathered = gather(store, view, entity=thing.iri)
    reader = gathered.reader
    parts = [claim for claim in gathered.of("Participation") if claim.object and claim.object.iri == thing.iri]
    about = [claim for claim in gathered.of("AttributeClaim") if claim.subject.iri == thing.iri]
    within = [claim for claim in gathered.of("AttributeClaim") if claim.subject.iri != thing.iri]
    around = surroundings(store, thing.iri)
    issues = agenda(about)
    return {
        "gathered": gathered,
        "types": around.leads_to(CG + "eventType"),
        "occasion": occasions(store, view, [thing.ref()])[thing.iri],
        "groups": groups(reader, parts),
        "told": reader.all(gathered.of("EventClaim"), key=_latest_first),
        "topics": topics(reader, about),
        "agenda": issues,
        "stands": stands(store, view, reader, issues, parts),
        "elsewhere": reader.all(within),
        "earlier": earlier(store, view, thing.iri, parts),
        "rest": reader.all(_rest(gathered)),
    }


def _latest_first(claim: Claim) -> tuple[int, str]:
    return -claim.stated_on.toordinal(), claim.iri


def _rest(gathered: Gathered) -> list[Claim]:
    shown = ("EventClaim", "Participation", "AttributeClaim")
    return [claim for kind, shelf in gathered.shelves.items() if kind not in shown for claim in shelf.claims]


def groups(reader: Reader, parts: Iterable[Claim]) -> list[Group]:
    """Return the participants by attendance, never mixed: chairs first, then the other roles, then by name."""
    by_status: dict[str, list[Claim]] = defaultdict(list)
    for claim in parts:
        by_status[code(claim.participation_status, "part")].append(claim)
    order = [*STATUSES, *(status for status in by_status if status not in STATUSES)]
    return [
        Group(STATUSES.get(status, status), reader.all(by_status[status], key=_by_role))
        for status in order
        if by_status[status]
    ]


def _by_role(claim: Claim) -> tuple[int, str, str]:
    role = code(claim.role, "role")
    return (_ROLES.index(role) if role in _ROLES else len(_ROLES)), claim.subject.label.casefold(), claim.iri


def topics(reader: Reader, about: Iterable[Claim]) -> list[tuple[str, tuple[Statement, ...]]]:
    """Return the statements on the event by what they tell: agenda, occasion, outcome, part of what, the rest."""
    by_attribute: dict[str, list[Claim]] = defaultdict(list)
    for claim in about:
        attribute = code(claim.attribute, "attr")
        by_attribute[attribute if attribute in _HEADINGS else ""].append(claim)
    named = [(heading, by_attribute[name]) for name, heading in _HEADINGS.items()]
    ordered = [*named, ("How the sources see it", by_attribute[""])]
    return [(heading, reader.all(found)) for heading, found in ordered if found]


def agenda(about: Iterable[Claim]) -> list[Ref]:
    """Return the issues on the agenda, each once."""
    found = [claim for claim in about if code(claim.attribute, "attr") in ("agenda-issue", "option-discussed")]
    return list({claim.object.iri: claim.object for claim in found if claim.object}.values())


def stands(
    store: Store, view: ViewState, reader: Reader, issues: Sequence[Ref], parts: Iterable[Claim]
) -> list[tuple[Ref, list[Stand]]]:
    """Return, for each issue of the agenda, what each participant or the state they act for holds on it.

    Who is not planned to come, declined or was absent is no participant. A participant of whom the sources do not
    say anything is there with no statements.
    """
    coming = [c for c in parts if code(c.participation_status, "part") in ("attended", "expected", "invited")]
    present = {claim.subject.iri: claim.subject for claim in coming}
    present |= {claim.on_behalf_of.iri: claim.on_behalf_of for claim in coming if claim.on_behalf_of}
    if not issues or not present:
        return []
    on = [issue.iri for issue in issues]
    found = select(
        store, {"entity": on, "kind": "Position", "layer": view.layers}, AsOf(recorded_at=view.as_of.recorded_at)
    )
    told = claims(store, [iri for iri, _ in found])
    positions, judged = read(store, view, told, entity=on, kind="Position")
    reader.adopt(judged)
    ordered = sorted(present.values(), key=lambda ref: ref.label.casefold())
    return [(issue, [_stand(reader, actor, issue, positions.values()) for actor in ordered]) for issue in issues]


def _stand(reader: Reader, actor: Ref, issue: Ref, positions: Iterable[Claim]) -> Stand:
    own = [c for c in positions if c.subject.iri == actor.iri and issue in (c.issue, c.option, c.object)]
    return Stand(actor, reader.all(own))


def earlier(store: Store, view: ViewState, iri: str, parts: Iterable[Claim]) -> list[tuple[Any, list[Ref]]]:
    """Return other events that at least two of the same actors had, or are to have, a part in, latest first."""
    here = {
        claim.subject.iri: claim.subject for claim in parts if code(claim.participation_status, "part") == "attended"
    }
    here |= {c.subject.iri: c.subject for c in parts if code(c.participation_status, "part") == "expected"}
    if len(here) < 2:
        return []
    found = select(store, {"subject": sorted(here), "kind": "Participation", "layer": view.layers}, view.as_of)
    shared: dict[str, dict[str, Ref]] = defaultdict(dict)
    events: dict[str, Ref] = {}
    for claim in claims(store, [one for one, _ in found]):
        status = code(claim.participation_status, "part")
        if claim.object and claim.object.iri != iri and status in ("attended", "expected"):
            shared[claim.object.iri][claim.subject.iri] = claim.subject
            events[claim.object.iri] = claim.object
    several = {event: ref for event, ref in events.items() if len(shared[event]) > 1}
    known = occasions(store, view, several.values()).values()
    ordered = sorted(known, key=lambda one: one.day.toordinal() if one.day else 0, reverse=True)
    return [(one, list(shared[one.event.iri].values())) for one in ordered[:MOST_EARLIER]]
