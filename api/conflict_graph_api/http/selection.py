"""What a JSON question is asked for: days, layers, modality, page; read from the address the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Query
from pydantic import WithJsonSchema

from conflict_graph.ask.things import scope_of
from conflict_graph.scope import ALL, Scope
from conflict_graph.vocabulary import codes
from conflict_graph_api.http.dependencies import HeldStoreDep

MOST_ITEMS = 1000
"""Most items of one page."""


def text_query(description: str, example: str = "") -> Any:
    """Return the description of a parameter that takes a text, such as a name or a day."""
    return Query(description=description, json_schema_extra={"example": example} if example else {})


def codes_query(description: str, known: Sequence[str], example: str = "", alias: str | None = None) -> Any:
    """Return the description of a parameter that takes codes and may be given several times."""
    extra: dict[str, Any] = {"items": {"type": "string", "enum": list(known)}}
    if example:
        extra["example"] = [example]
    return Query(alias=alias, description=f"{description} May be repeated.", json_schema_extra=extra)


Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar day as text; `conflict_graph.dates` reads it and says what is wrong with it."""
ValidAt = Annotated[Day | None, text_query("Day on which it held, or by which it had happened.", "2026-02-24")]
KnownAt = Annotated[Day | None, text_query("Last day on which a source may have said it.", "2026-02-24")]
RecordedAt = Annotated[Day | None, text_query("Last day on which it may have entered this graph.", "2026-02-24")]
From = Annotated[Day | None, Query(alias="from", description="First day.", json_schema_extra={"example": "2026-01-01"})]
Until = Annotated[Day | None, text_query("Last day, included.", "2026-02-28")]
Layers = Annotated[list[str], codes_query("Layer of truth.", codes("layer"), "article")]
Modalities = Annotated[
    list[str],
    codes_query("Whether the source tells a fact, a plan, a proposal, ...", codes("modality"), "actual"),
]
HoldsQuery = Annotated[
    Literal["certain", "possible"],
    Query(description="With possible come also claims that may have held on the day; each says which it is."),
]
SourceQuery = Annotated[
    list[str],
    Query(description="Source with evidence for the claim: IRI, prefixed name or title. May be repeated."),
]
Limit = Annotated[
    int | None,
    Query(ge=1, le=MOST_ITEMS, description="Most items of this page; without it, the service's own page size."),
]
Cursor = Annotated[str | None, Query(description="The cursor of an earlier answer to the same question.")]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list to answer with; without a limit, one of the size set for the service."""

    limit: Limit = None
    cursor: Cursor = None


def scope(
    store: HeldStoreDep,
    valid_at: ValidAt = None,
    known_at: KnownAt = None,
    recorded_at: RecordedAt = None,
    layer: Layers = [],  # noqa: B006 (FastAPI copies it)
    modality: Modalities = [],  # noqa: B006
    source: SourceQuery = [],  # noqa: B006
    holds: HoldsQuery = "certain",
) -> Scope:
    """Return the scope asked for; raises InvalidDate, InvalidParameter, NotFound and AmbiguousName."""
    return scope_of(
        store,
        ALL,
        {
            "valid_at": valid_at,
            "known_at": known_at,
            "recorded_at": recorded_at,
            "layer": layer,
            "modality": modality,
            "source": source,
            "holds": holds,
        },
    )


ScopeDep = Annotated[Scope, Depends(scope)]
"""The scope of a question: every route that answers of claims takes it whole, and honours or refuses each part."""
PageDep = Annotated[Paging, Depends()]
