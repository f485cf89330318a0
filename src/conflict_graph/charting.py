"""Asking a graph for what is drawn along time and on a map: the same answers that the pages and the JSON give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from conflict_graph.asking import Named
from conflict_graph.dates import parse_day
from conflict_graph.networks import Networks
from conflict_graph.scope import Day, OneOrSeveral, ScopeArgs, several

if TYPE_CHECKING:
    from conflict_graph.ask.map_answer import Atlas
    from conflict_graph.ask.timeline_lanes import Chart
    from conflict_graph.ask.timeline_marks import By


class Charting(Networks):
    """The timelines and maps of a `conflict_graph.graph.Graph`."""

    def lanes(
        self,
        by: By = "issue",
        *,
        actors: OneOrSeveral = (),
        issues: OneOrSeveral = (),
        coalitions: OneOrSeveral = (),
        kinds: OneOrSeveral = (),
        first: Day = None,
        last: Day = None,
        **scope: Unpack[ScopeArgs],
    ) -> Chart:
        """Return meetings, positions, offices and memberships along time, in lanes of issues, actors or coalitions.

        Of several sorts of things a claim must name one of each. kinds takes "meeting", "position", "office",
        "membership". What begins or was said after valid_at or known_at is there too; `Mark.after` tells.

        Raises NotFound, InvalidDate, ReversedInterval, InvalidParameter, and UnsupportedScope for holds="possible".

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     [lane.thing.label for lane in graph.lanes("actor", actors="Macron").lanes]
        ['Emmanuel Macron']
        """
        from conflict_graph.ask.timeline_lanes import chart
        from conflict_graph.ask.timeline_marks import Question, lane_kind, mark_kinds

        question = Question(
            by=lane_kind(by),
            actors=tuple(self._iris(actors)),
            issues=tuple(self._iris(issues)),
            coalitions=tuple(self._iris(coalitions)),
            kinds=mark_kinds(several(kinds)),
            first=parse_day("first", first),
            last=parse_day("last", last),
            scope=self._scope(scope),
        )
        return chart(self.held(), question)

    def map(self, show: str = "meetings", about: Named | None = None, **scope: Unpack[ScopeArgs]) -> Atlas:
        """Return what a map shows: "stances" of states on an issue or option, "membership" of a coalition, "meetings".

        about is the issue or option, or the coalition; of meetings, who takes part, or nobody for all.

        Raises NotFound, InvalidDate, InvalidParameter, and UnsupportedScope for meetings with holds="possible".

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     graph.map("membership", "Nordic-Baltic Eight", valid_at="2026-02-24").counts
        {'member': 8}
        """
        from conflict_graph.ask.map_answer import SHOWS, membership, places, stances
        from conflict_graph.errors import InvalidParameter

        if show not in SHOWS:
            raise InvalidParameter.one_of("show", show, SHOWS)
        if show == "meetings":
            return places(self.held(), self._scope(scope), participant=self._iri(about))
        if about is None:
            raise InvalidParameter("about", "", f"the name of a thing, with show={show}")
        return (stances if show == "stances" else membership)(self.held(), self._ref(about), self._scope(scope))
