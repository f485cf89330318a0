"""``/api/search``: things by name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Final

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from conflict_graph.ask.offices import offices
from conflict_graph.ask.search import Hit, search
from conflict_graph.errors import InvalidParameter
from conflict_graph.store.base import Store
from conflict_graph.vocabulary import check_classes, thing_classes
from conflict_graph_api.http.json_router import json_router
from conflict_graph_api.http.listing import paged
from conflict_graph_api.http.question import QuestionDep
from conflict_graph_api.http.records import Paged, Record, Thing
from conflict_graph_api.http.selection import PageDep, codes_query

router = json_router("Things")

MOST_HITS: Final = 200
"""Hits at most; who looks for more should say more of the name."""


class SearchHit(Record):
    """One thing that was found."""

    thing: Thing
    name: str = Field(description="The name it was found by.", examples=["Volodymyr Zelensky"])
    preferred: bool = Field(description="Whether that is its preferred name.")
    score: float = Field(description="100 for the name itself; less for its beginning, its words, a part, a likeness.")
    offices: list[Thing] = Field(description="Of a person: the offices without a known end.")


def _with_offices(store: Store, hits: Sequence[Hit]) -> list[SearchHit]:
    held = offices(store, [hit.thing.iri for hit in hits if hit.thing.kind == "Person"])
    return [SearchHit.of(hit, offices=held.get(hit.thing.iri, ())) for hit in hits]


@router.get("/search", summary="Find by name", response_model=Paged[SearchHit])
def get_search(
    question: QuestionDep,
    page: PageDep,
    q: Annotated[
        str,
        Query(
            description="A name, an alias, or part of one; accents, case and typing errors matter little.",
            json_schema_extra={"example": "Zelensky"},
        ),
    ],
    kind: Annotated[list[str], codes_query("Only this kind of thing.", thing_classes(), "Person")] = [],  # noqa: B006
) -> Response:
    """Actors, meetings, issues, sources, ... by name, best first, at most 200."""
    if not q.strip():
        raise InvalidParameter("q", q, "a name, or part of one")
    kinds = check_classes(kind)

    def build() -> Paged[SearchHit]:
        hits = search(question.store, q, kinds, MOST_HITS)
        return paged(question, page, hits, lambda hit: hit.thing.iri, partial(_with_offices, question.store))

    return question.answer(build)
