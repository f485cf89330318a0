"""Verdicts: what is said of one statement, and "nobody says so" told apart from "no"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from conflict_graph.ask.claims import claims, select
from conflict_graph.ask.labels import text
from conflict_graph.ask.things import thing
from conflict_graph.display import Display
from conflict_graph.model import Claim, Verdict, code_of
from conflict_graph.queries.catalogue import run
from conflict_graph.scope import ALL, Scope
from conflict_graph.store.base import Store

_AWAY: Final = frozenset({"declined", "absent"})
_COMING: Final = frozenset({"expected", "invited"})
_CALLED_OFF: Final = frozenset({"cancelled", "postponed"})
_AHEAD: Final = frozenset({"scheduled", "rescheduled"})


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Display):
    """What is said of a statement: the verdict, the claims it rests on, and all claims that bear on it.

    not-said means that no claim bears on it, which is no denial; nor is not-planned, which says what is intended and
    nothing of what came.
    """

    verdict: Verdict
    claims: tuple[Claim, ...] = ()
    bearing: tuple[tuple[Verdict, Claim], ...] = ()


def verdict(
    store: Store,
    scope: Scope = ALL,
    *,
    subject: str | None = None,
    subject_kind: object = (),
    kind: object = (),
    object: str | None = None,
    attribute: object = (),
    role: object = (),
) -> Finding:
    """Return what is said of a statement: someone (or anyone of a kind) in relation to something.

    What is reported as fact goes before plans, and plans before what is contingent or proposed; of claims of equal
    rank the one stated last decides. With scope.valid_at only claims that held by that day bear on it.

    Parameters
    ----------
    subject, object: IRIs or prefixed names of things that must exist.
    subject_kind: class of the subject, to ask about anyone of a kind ("which states ...").
    kind: class of claim, such as Participation or Undertaking.
    attribute, role: bare codes, such as part-of or lead.

    Raises
    ------
    NotFound when subject or object is not in the graph; InvalidParameter.
    """
    for iri in (subject, object):
        if iri is not None:
            thing(store, iri)
    rows = run(
        store,
        "verdict",
        scope.without("valid_at"),
        subject=subject,
        subject_kind=subject_kind,
        kind=kind,
        object=object,
        attribute=attribute,
        role=role,
    )
    verdicts = {text(row["claim"]): cast(Verdict, text(row["verdict"])) for row in rows}
    if verdicts and scope.valid_at:
        held = dict(select(store, scope, entity=object or subject, kind=kind))
        verdicts = {iri: value for iri, value in verdicts.items() if iri in held}
    return _finding([(verdicts[claim.iri], claim) for claim in claims(store, verdicts)])


def verdict_of(claim: Claim) -> Verdict:
    """Return what one claim makes of its matter, as the query `verdict` tells it.

    Negated, declined, absent and called off are denials, not planned is not; the rest goes by modality and status.
    """
    modality = claim.modality.code
    attendance, standing = code_of(claim.participation_status), code_of(claim.event_status)
    if attendance == "not-planned":
        return "not-planned"
    if modality == "negated" or attendance in _AWAY or standing in _CALLED_OFF:
        return "denied"
    if modality == "contingent":
        return "contingent"
    if modality == "proposed" or standing == "proposed":
        return "proposed"
    return "planned" if modality == "scheduled" or attendance in _COMING or standing in _AHEAD else "stated"


def _finding(bearing: Sequence[tuple[Verdict, Claim]]) -> Finding:
    if not bearing:
        return Finding("not-said")
    ranked = sorted(bearing, key=lambda pair: (_rank(*pair), -pair[1].stated_on.toordinal()))
    decided, first = ranked[0]
    agreeing = tuple(claim for value, claim in bearing if value == decided and _rank(value, claim) == _rank(*ranked[0]))
    return Finding(decided, (first, *(claim for claim in agreeing if claim is not first)), tuple(bearing))


def _rank(value: Verdict, claim: Claim) -> int:
    """Return 0 for reported facts, 1 for plans and refusals, 2 for what is contingent, 3 for proposals."""
    refused = code_of(claim.participation_status) == "declined"
    if value == "stated" or (value == "denied" and not refused):
        return 0
    return {"planned": 1, "not-planned": 1, "denied": 1, "contingent": 2}.get(value, 3)
