"""``/api/map``: which state stands where, who is a member, and where meetings are."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import Query
from starlette.responses import Response

from conflict_graph.ask.map_answer import Atlas, membership, places, stances
from conflict_graph.ask.things import ACTORS, resolve
from conflict_graph.dates import check_order, parse_day
from conflict_graph.errors import InvalidParameter
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.question import QuestionDep
from conflict_graph_api.http.records import Days
from conflict_graph_api.http.selection import From, ScopeDep, Until, text_query
from conflict_graph_api.map.records import WorldMap

router = json_router("Map")

_ISSUE: Final = "Own contribution to a force"
_TAKES: Final[dict[str, tuple[str, ...]]] = {
    "stances": ("on",),
    "membership": ("coalition",),
    "meetings": ("participant", "from", "until"),
}


@router.get("/map", summary="What a map shows", response_model=WorldMap, responses=UNKNOWN_NAME)
def get_map(
    question: QuestionDep,
    scope: ScopeDep,
    show: Annotated[Literal["stances", "membership", "meetings"], Query(description="What to show.")] = "meetings",
    on: Annotated[
        str | None,
        text_query("Of stances: the issue, its options included, or one option.", "Own contribution to a force"),
    ] = None,
    coalition: Annotated[str | None, text_query("Of membership: the coalition.", "Coalition of the Willing")] = None,
    participant: Annotated[str | None, text_query("Of meetings: who takes part.", "Emmanuel Macron")] = None,
    first: From = None,
    until: Until = None,
) -> Response:
    """States by what is said of them, or places by their meetings, each with the claims behind it.

    A person's position counts for a state only where the claim says for whom it is held, or where the person holds an
    office of the state on that day; `how` tells which. What a map cannot draw is in others, silent and nowhere.
    """
    start, end = parse_day("from", first), parse_day("until", until)
    check_order("from", start, "until", end)
    _only_of(show, {"on": on, "coalition": coalition, "participant": participant, "from": first, "until": until})

    def build() -> Atlas:
        if show == "stances":
            return stances(question.store, resolve(question.store, on or "", ("Issue", "PolicyOption")).ref(), scope)
        if show == "membership":
            return membership(question.store, resolve(question.store, coalition or "", ("Coalition",)).ref(), scope)
        who = resolve(question.store, participant, ACTORS).iri if participant else None
        return places(question.store, scope, participant=who, first=start, last=end)

    return question.answer(lambda: WorldMap.of(build(), snapshot=question.snapshot, as_of=Days.of(scope)))


def _only_of(show: str, given: dict[str, str | None]) -> None:
    """Refuse parameters that what is shown does not heed, and what is shown without the thing it is about."""
    taken = _TAKES[show]
    for name, value in given.items():
        if value and name not in taken:
            raise InvalidParameter(
                "the parameter name", name, f"one of {', '.join(taken)} with show={show}", known=list(taken)
            )
    if show != "meetings" and not given[taken[0]]:
        raise InvalidParameter(taken[0], "", f"a name or an IRI, with show={show}")
