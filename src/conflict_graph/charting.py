"""Asking a graph for what is drawn along time and on a map: the same answers that the pages and the JSON give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from conflict_graph.dates import AsOf, parse_day
from conflict_graph.networks import Networks
from conflict_graph.vocabulary import check_all

if TYPE_CHECKING:
    from conflict_graph.asking import Day, Named
    from conflict_graph.show.atlas import Atlas
    from conflict_graph.show.chart import Chart
    from conflict_graph.show.marks import By


class Charting(Networks):
    """The timelines and maps of a `conflict_graph.graph.Graph`."""

    def lanes(
        self,
        by: By = "issue",
        *,
        actors: Sequence[Named] = (),
        issues: Sequence[Named] = (),
        coalitions: Sequence[Named] = (),
        kinds: Sequence[str] = (),
        layer: Sequence[str] = (),
        modality: Sequence[str] = (),
        first: Day = None,
        last: Day = None,
        valid_at: Day = None,
        known_at: Day = None,
        recorded_at: Day = None,
    ) -> Chart:
        """Return meetings, positions, offices and memberships along time, in lanes of issues, actors or coalitions.

        Of several sorts of things a claim must name one of each. kinds takes "meeting", "position", "office",
        "membership". What begins or was said after valid_at or known_at is there too; `Mark.after` tells.

        Raises NotFound, InvalidDate, ReversedInterval, InvalidParameter.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     [lane.thing.label for lane in graph.lanes("actor", actors=["Macron"]).lanes]
        ['Emmanuel Macron']
        """
        from conflict_graph.show.chart import chart
        from conflict_graph.show.marks import Wanted, lane_kind, mark_kinds

        wanted = Wanted(
            by=lane_kind(by),
            actors=self._iris(actors),
            issues=self._iris(issues),
            coalitions=self._iris(coalitions),
            kinds=mark_kinds(kinds),
            layer=tuple(layer),
            modality=check_all("modality", modality),
            first=parse_day("first", first),
            last=parse_day("last", last),
            as_of=AsOf.of(valid_at, known_at, recorded_at),
        )
        return chart(self.held(), wanted)

    def map(
        self,
        show: str = "meetings",
        about: Named = None,
        *,
        layer: Sequence[str] = (),
        valid_at: Day = None,
        known_at: Day = None,
        recorded_at: Day = None,
    ) -> Atlas:
        """Return what a map shows: "stances" of states on an issue or option, "membership" of a coalition, "meetings".

        about is the issue or option, or the coalition; of meetings, who takes part, or nobody for all.

        Raises NotFound, InvalidDate, InvalidParameter.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     graph.map("membership", "Nordic-Baltic Eight", valid_at="2026-02-24").counts
        {'member': 8}
        """
        from conflict_graph.errors import InvalidParameter
        from conflict_graph.show.atlas import SHOWS, membership, places, stances

        days: dict[str, Any] = {"layer": tuple(layer), "as_of": AsOf.of(valid_at, known_at, recorded_at)}
        if show not in SHOWS:
            raise InvalidParameter.one_of("show", show, SHOWS)
        if show == "meetings":
            return places(self.held(), participant=self._iri(about), **days)
        if about is None:
            raise InvalidParameter("about", "", f"the name of a thing, with show={show}")
        thing = self.thing(self._iri(about) or "").ref
        return (stances if show == "stances" else membership)(self.held(), thing, **days)

    def _iris(self, names: Sequence[Named]) -> tuple[str, ...]:
        return tuple(iri for name in names if (iri := self._iri(name)))
