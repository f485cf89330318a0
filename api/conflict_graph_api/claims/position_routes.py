"""``/api/positions``: who holds what, who changed, and who differs with whom."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field
from starlette.responses import Response

from conflict_graph.ask import positions as ask
from conflict_graph.model import Holds
from conflict_graph.vocabulary import codes, concepts
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.listing import claim_list, listed
from conflict_graph_api.http.question import QuestionDep
from conflict_graph_api.http.records import Claim, Listed, Record, Thing
from conflict_graph_api.http.selection import From, PageDep, ScopeDep, Until, codes_query, text_query

router = json_router("Positions")

Holder = Annotated[str | None, text_query("Who holds it: IRI, prefixed name, label or alias.", "Emmanuel Macron")]
Issue = Annotated[str | None, text_query("Issue it is on: IRI, prefixed name, label or alias.")]


class Disagreement(Record):
    """Two holders whose positions differ. The graph compares positions; no source need say that they disagree."""

    a: Thing
    b: Thing
    issue: Thing
    difference: ask.Difference = Field(description="Opposed stances, or support for options that exclude each other.")
    holds: Holds
    claims: list[Claim]

    @classmethod
    def computed(cls, disagreement: ask.Disagreement) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        return {"difference": disagreement.kind}


class Shift(Record):
    """A holder who gave up one position for another on a day."""

    holder: Thing
    issue: Thing
    on: date
    before: Claim
    after: Claim


@router.get("/positions", summary="Positions", response_model=Listed[Claim], responses=UNKNOWN_NAME)
def get_positions(
    question: QuestionDep,
    scope: ScopeDep,
    page: PageDep,
    holder: Holder = None,
    on: Annotated[str | None, text_query("Issue, with its options, or one option: IRI, name or alias.")] = None,
    stance: Annotated[list[str], codes_query("Stance.", codes("stance"))] = [],  # noqa: B006
) -> Response:
    """Who holds which stance on which issue or option as of the days asked for, as claims with their evidence."""
    stances = concepts("stance", stance)
    by, about = question.iri(holder), question.iri(on)

    def build() -> Listed[Claim]:
        positions = ask.positions(question.store, scope, holder=by, on=about)
        fitting = [claim for claim in positions if not stances or (claim.stance and claim.stance.iri in stances)]
        return claim_list(question, page, fitting, scope)

    return question.answer(build)


@router.get(
    "/positions/disagreements", summary="Who differs", response_model=Listed[Disagreement], responses=UNKNOWN_NAME
)
def get_disagreements(
    question: QuestionDep,
    scope: ScopeDep,
    page: PageDep,
    holder: Holder = None,
    issue: Issue = None,
) -> Response:
    """Pairs whose positions on one issue differ, as the graph compares them; no source need say that they disagree."""
    by, on = question.iri(holder), question.iri(issue)

    def build() -> Listed[Disagreement]:
        disagreements = ask.disagreements(question.store, scope, holder=by, issue=on)
        return listed(question, page, disagreements, _pair, Disagreement.all_of, scope)

    return question.answer(build)


@router.get("/positions/shifts", summary="Who changed", response_model=Listed[Shift], responses=UNKNOWN_NAME)
def get_shifts(
    question: QuestionDep,
    scope: ScopeDep,
    page: PageDep,
    holder: Holder = None,
    issue: Issue = None,
    first: From = None,
    until: Until = None,
) -> Response:
    """Who gave up one stance or option for another, and on which day."""
    by, on = question.iri(holder), question.iri(issue)

    def build() -> Listed[Shift]:
        shifts = ask.shifts(question.store, scope, holder=by, issue=on, first=first, last=until)
        return listed(question, page, shifts, _change, Shift.all_of, scope)

    return question.answer(build)


def _pair(disagreement: ask.Disagreement) -> str:
    return f"{disagreement.kind} {' '.join(claim.iri for claim in disagreement.claims)}"


def _change(shift: ask.Shift) -> str:
    return f"{shift.before.iri} {shift.after.iri}"
