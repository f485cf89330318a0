"""``/api/compare``: two actors side by side."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from conflict_graph.ask.comparison import Comparison, Outcome, Side, comparison
from conflict_graph.ask.meetings import Standing
from conflict_graph.ask.things import ACTORS, resolve
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.question import QuestionDep
from conflict_graph_api.http.records import Answer, Attestation, Claim, Days, Record, Thing, attestation
from conflict_graph_api.http.selection import ScopeDep

router = json_router("Networks")


class ComparedIssue(Record):
    """What each of two actors holds on an issue, latest first, and what comes of comparing it."""

    issue: Thing
    outcome: Outcome = Field(
        description="agree or differ, derived from the positions; partly: agree on one answer, differ on another; "
        "not-comparable: both take a position, on answers that can be had together or without taking a side; "
        "only-a, only-b: the sources do not say what the other holds."
    )
    a: list[Claim]
    b: list[Claim]


class ComparedMeeting(Record):
    """A meeting that both actors, or one of them, attended or are expected at."""

    meeting: Thing
    side: Side
    planned: bool = Field(description="Whether one of those present is only said to be expected.")
    standing: Standing
    start_date: date | None
    a: list[Claim]
    b: list[Claim]


class ComparedGroup(Record):
    """A group that both actors, or one of them, belong to; or a member that two groups share."""

    thing: Thing
    side: Side
    a: list[Claim]
    b: list[Claim]


class Compared(Answer):
    """Two actors side by side."""

    answer: Attestation
    a: Thing
    b: Thing
    issues: list[ComparedIssue] = Field(description="Those they differ on first.")
    meetings: list[ComparedMeeting] = Field(description="Those both were at first, each part latest first.")
    groups: list[ComparedGroup] = Field(description="What they belong to.")
    members: list[ComparedGroup] = Field(description="What belongs to them.")
    offices_a: list[Claim]
    offices_b: list[Claim]

    @classmethod
    def computed(cls, comparison: Comparison) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        lists = ("issues", "meetings", "groups", "members", "offices_a", "offices_b")
        anything = [item for name in lists for item in getattr(comparison, name)]
        return {"as_of": Days.of(comparison.scope), "answer": attestation(anything)}


def actor_query(description: str, example: str) -> object:
    """Return the description of a parameter that names an actor."""
    return Query(
        description=f"{description}: IRI, prefixed name, label or alias.", json_schema_extra={"example": example}
    )


@router.get("/compare", summary="Two actors side by side", response_model=Compared, responses=UNKNOWN_NAME)
def get_comparison(
    question: QuestionDep,
    scope: ScopeDep,
    a: Annotated[str, actor_query("One actor", "Emmanuel Macron")],
    b: Annotated[str, actor_query("The other actor", "Volodymyr Zelenskyy")],
) -> Response:
    """Where two actors agree and differ, which meetings and groups they share, and which offices they hold.

    That they agree or differ is derived from their positions; no source need say so. An actor of whom the sources do
    not say anything is an answer, not an error.
    """
    one, other = (resolve(question.store, name, ACTORS).ref() for name in (a, b))
    return question.answer(lambda: Compared.of(comparison(question.store, one, other, scope)))
