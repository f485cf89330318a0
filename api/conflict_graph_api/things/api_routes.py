"""``/api/entities/...``: one thing, and what is claimed of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import Field
from starlette.responses import Response

from conflict_graph import model
from conflict_graph.ask.claims import Filters
from conflict_graph.ask.meetings import meetings
from conflict_graph.namespaces import KIND_PREFIXES
from conflict_graph.vocabulary import claim_kinds
from conflict_graph_api.claims.meeting_routes import Meeting
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.listing import claims_page, listed
from conflict_graph_api.http.question import Question, QuestionDep
from conflict_graph_api.http.records import Answer, Claim, Days, Listed
from conflict_graph_api.http.records import Thing as ThingRef
from conflict_graph_api.http.selection import PageDep, ScopeDep, codes_query
from conflict_graph_api.networks.records import Neighbourhood
from conflict_graph_api.networks.selection import NetworkDep, RelationshipQuery, neighbourhood

router = json_router("Things")

Kind = Annotated[
    str,
    Path(description="The kind in its IRI.", json_schema_extra={"enum": list(KIND_PREFIXES), "example": "person"}),
]
Slug = Annotated[str, Path(description="The last part of its IRI.", json_schema_extra={"example": "emmanuel-macron"})]


class Card(Answer):
    """A thing: its names, classes and identifiers, how many claims speak of it, and where they are."""

    thing: ThingRef
    types: list[str]
    aliases: list[str]
    definition: str | None
    identifiers: list[str]
    same_as: list[str] = Field(description="The same thing elsewhere.")
    claim_counts: dict[str, int] = Field(description="Claims about it, by class.", examples=[{"Position": 2}])
    links: dict[str, str] = Field(description="Addresses of what is claimed of it, and of its page.")


@router.get("/entities/{kind}/{slug}", summary="One thing", response_model=Card, responses=UNKNOWN_NAME)
def get_entity(kind: Kind, slug: Slug, question: QuestionDep) -> Response:
    """A person, state, coalition, meeting, issue, source, ...; a merged thing leads to what took its place (308)."""
    thing = question.addressed(kind, slug)
    return question.moved(thing) or question.answer(lambda: _card(question, thing), *_page_link(question, kind, slug))


@router.get(
    "/entities/{kind}/{slug}/claims",
    summary="Claims about one thing",
    response_model=Listed[Claim],
    responses=UNKNOWN_NAME,
)
def get_entity_claims(
    kind: Kind,
    slug: Slug,
    question: QuestionDep,
    scope: ScopeDep,
    page: PageDep,
    claim_kind: Annotated[list[str], codes_query("Class of claim.", claim_kinds(), "Position", alias="kind")] = [],  # noqa: B006
) -> Response:
    """Every claim that names the thing in any place; of a source, every claim that rests on it."""
    thing = question.addressed(kind, slug)
    filters: Filters = {"kind": claim_kind}
    if kind == "source":
        scope = scope.resting_on(thing.iri)
    else:
        filters["entity"] = thing.iri
    return question.moved(thing, "claims") or question.answer(lambda: claims_page(question, page, scope, filters))


@router.get(
    "/entities/{kind}/{slug}/positions",
    summary="Positions of, or on, one thing",
    response_model=Listed[Claim],
    responses=UNKNOWN_NAME,
)
def get_entity_positions(kind: Kind, slug: Slug, question: QuestionDep, scope: ScopeDep, page: PageDep) -> Response:
    """The positions an actor holds, or those held on an issue or option."""
    thing = question.addressed(kind, slug)
    filters: Filters = {"entity": thing.iri, "kind": "Position"}
    return question.moved(thing, "positions") or question.answer(lambda: claims_page(question, page, scope, filters))


@router.get(
    "/entities/{kind}/{slug}/meetings",
    summary="Meetings of one actor",
    response_model=Listed[Meeting],
    responses=UNKNOWN_NAME,
)
def get_entity_meetings(
    kind: Kind,
    slug: Slug,
    question: QuestionDep,
    scope: ScopeDep,
    page: PageDep,
) -> Response:
    """The meetings the actor attended or is expected at, as they stand at the end of a day."""
    thing = question.addressed(kind, slug)

    def build() -> Listed[Meeting]:
        attended = meetings(question.store, scope, participant=thing.iri)
        return listed(question, page, attended, lambda meeting: meeting.thing.iri, Meeting.all_of, scope)

    return question.moved(thing, "meetings") or question.answer(build)


@router.get(
    "/entities/{kind}/{slug}/neighbours",
    summary="What one thing is tied to",
    response_model=Neighbourhood,
    responses=UNKNOWN_NAME,
)
def get_entity_neighbours(
    kind: Kind,
    slug: Slug,
    question: QuestionDep,
    selection: NetworkDep,
    relationship: RelationshipQuery = "all",
) -> Response:
    """What the thing is joined to, by relationship, each tie with the claims it rests on.

    A thing without any tie on these days and layers has none: that is an answer, not an error.
    """
    thing = question.addressed(kind, slug)
    return question.moved(thing, "neighbours") or question.answer(
        lambda: neighbourhood(question, thing.ref(), relationship, selection)
    )


def _card(question: Question, thing: model.Thing) -> Card:
    return Card(
        snapshot=question.snapshot,
        as_of=Days(),
        thing=ThingRef.of(thing.ref()),
        types=list(thing.types),
        aliases=list(thing.aliases),
        definition=thing.definition,
        identifiers=list(thing.identifiers),
        same_as=list(thing.same_as),
        claim_counts=thing.claim_counts,
        links=_links(question),
    )


def _links(question: Question) -> dict[str, str]:
    path = question.request.url.path
    parts = {name: f"{path}/{name}" for name in ("claims", "positions", "meetings", "neighbours")}
    return {"page": path.replace("/api/entities/", "/id/", 1), **parts}


def _page_link(question: Question, kind: str, slug: str) -> tuple[str, ...]:
    root = question.request.scope.get("root_path", "")
    return (f'<{root}/id/{kind}/{slug}>; rel="alternate"; type="text/html"',)
