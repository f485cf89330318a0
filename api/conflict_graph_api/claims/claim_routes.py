"""``/api/claims``: every claim that fits, with the sentences it rests on."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from conflict_graph.ask.claims import Filters
from conflict_graph.vocabulary import claim_kinds, codes
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.listing import claims_page
from conflict_graph_api.http.question import QuestionDep
from conflict_graph_api.http.records import Answer, Claim, Days, Listed
from conflict_graph_api.http.selection import PageDep, ScopeDep, codes_query, text_query

router = json_router("Claims")


class OneClaim(Answer):
    """One claim."""

    claim: Claim


_NAME = "IRI, prefixed name, label or alias."


@router.get("/claims", summary="Claims", response_model=Listed[Claim], responses=UNKNOWN_NAME)
def get_claims(
    question: QuestionDep,
    scope: ScopeDep,
    page: PageDep,
    entity: Annotated[str | None, text_query(f"Thing the claim names in any place. {_NAME}", "Emmanuel Macron")] = None,
    subject: Annotated[str | None, text_query(f"Whom or what the claim is about. {_NAME}")] = None,
    object: Annotated[str | None, text_query(f"What the subject is related to. {_NAME}")] = None,
    kind: Annotated[list[str], codes_query("Class of claim.", claim_kinds(), "Position")] = [],  # noqa: B006
    status: Annotated[
        list[str], codes_query("Claim status; without it, all but retracted.", codes("claim-status"))
    ] = [],  # noqa: B006
    firmness: Annotated[list[str], codes_query("Strength of the source's own words.", codes("firmness"))] = [],  # noqa: B006
) -> Response:
    """Every claim that fits all filters, oldest statement first, each with its evidence and a plain sentence.

    An empty list says `not-said`: no source says so here, which is not a no.
    """
    filters: Filters = {
        "entity": question.iri(entity),
        "subject": question.iri(subject),
        "object": question.iri(object),
        "kind": kind,
        "status": status,
        "firmness": firmness,
    }
    return question.answer(lambda: claims_page(question, page, scope, filters))


@router.get("/claims/{slug}", summary="One claim", response_model=OneClaim, responses=UNKNOWN_NAME)
def get_claim(slug: Annotated[str, Path(description="The last part of its IRI.")], question: QuestionDep) -> Response:
    """One claim with everything that qualifies it and the sentences it rests on."""
    claim = question.addressed("claim", slug)
    return question.answer(
        lambda: OneClaim(snapshot=question.snapshot, as_of=Days(), claim=Claim.of(question.graph.claim(claim.iri)))
    )
