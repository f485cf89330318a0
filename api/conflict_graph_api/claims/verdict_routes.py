"""``/api/verdict``: what is said of one statement, and "nobody says so" told apart from "no"."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field
from starlette.responses import Response

from conflict_graph.ask.verdict import Finding, verdict
from conflict_graph.errors import InvalidRequest
from conflict_graph.model import Verdict
from conflict_graph.scope import Scope
from conflict_graph.vocabulary import claim_kinds, codes, thing_classes
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.question import Question, QuestionDep
from conflict_graph_api.http.records import Answer, Claim, Days, Record
from conflict_graph_api.http.selection import ScopeDep, codes_query, text_query

router = json_router("Claims")

_WORDS: Final[dict[Verdict, str]] = {
    "stated": "A source states it.",
    "planned": "A source tells it as planned.",
    "proposed": "A source tells it as proposed.",
    "contingent": "A source makes it depend on a condition.",
    "not-planned": "A source says that it is not planned. What came of it is not said.",
    "denied": "A source denies it.",
    "not-said": "No source in this graph says so. That is not a no.",
}


class Bearing(Record):
    """A claim that bears on the statement, and what it makes of it."""

    verdict: Verdict
    claim: Claim


class VerdictAnswer(Answer):
    """What is said of a statement."""

    answer: Verdict
    message: str = Field(description="The answer in words.")
    claims: list[Claim] = Field(description="The claims that the answer rests on.")
    bearing: list[Bearing] = Field(description="Every claim that bears on the statement, oldest first.")


@router.get("/verdict", summary="What is said of a statement", response_model=VerdictAnswer, responses=UNKNOWN_NAME)
def get_verdict(
    question: QuestionDep,
    scope: ScopeDep,
    subject: Annotated[
        str | None,
        text_query("Who or what it is about, also the state acted for: IRI, name or alias.", "United States"),
    ] = None,
    subject_kind: Annotated[list[str], codes_query("Anyone of this kind.", thing_classes())] = [],  # noqa: B006
    kind: Annotated[list[str], codes_query("Class of claim.", claim_kinds())] = [],  # noqa: B006
    object: Annotated[str | None, text_query("What it is related to: event, group, issue, action, ...")] = None,
    attribute: Annotated[list[str], codes_query("Attribute, for attribute claims.", codes("attribute"))] = [],  # noqa: B006
    role: Annotated[list[str], codes_query("Role.", codes("role"))] = [],  # noqa: B006
) -> Response:
    """Stated, planned, proposed, contingent, not planned, denied, or not said at all: one word, with its claims.

    Reports go before plans, plans before what is contingent or proposed; of equal rank the last stated decides.
    """
    if not (subject or object or subject_kind):
        raise InvalidRequest("Nothing is asked about.", hint="Give subject, object or subject_kind.")
    selected = {
        "subject_kind": subject_kind,
        "kind": kind,
        "attribute": attribute,
        "role": role,
    }
    who, what = question.iri(subject), question.iri(object)
    return question.answer(
        lambda: _verdict_answer(question, verdict(question.store, scope, subject=who, object=what, **selected), scope)
    )


def _verdict_answer(question: Question, finding: Finding, scope: Scope) -> VerdictAnswer:
    return VerdictAnswer(
        snapshot=question.snapshot,
        as_of=Days.of(scope),
        answer=finding.verdict,
        message=_WORDS[finding.verdict],
        claims=Claim.all_of(finding.claims),
        bearing=[Bearing(verdict=value, claim=Claim.of(claim)) for value, claim in finding.bearing],
    )
