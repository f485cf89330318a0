"""Asking a graph: in SPARQL, by named queries, by name, and in the questions that come up most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from conflict_graph.dates import AsOf
from conflict_graph.store.base import Limits, Store

if TYPE_CHECKING:
    from datetime import date

    from conflict_graph.ask.meetings import Meeting, MeetingRecord
    from conflict_graph.ask.positions import Disagreement, Shift
    from conflict_graph.ask.results import Result
    from conflict_graph.ask.search import Hit
    from conflict_graph.ask.timeline import Entry
    from conflict_graph.ask.verdict import Finding
    from conflict_graph.graph import Graph
    from conflict_graph.handle import Handle
    from conflict_graph.model import Claim, Holds, Ref, SourceText, Thing
    from conflict_graph.settings import Settings

    Day = str | date | None
    Named = str | Ref | Thing | Handle | None


class Asking:
    """The questions of a `conflict_graph.graph.Graph`."""

    def __init__(self, store: Store, settings: Settings | None = None) -> None:
        from conflict_graph.settings import read_settings

        self.store = store
        self.settings = settings or read_settings()

    @property
    def snapshot(self) -> str:
        """The id of the state that the next question sees."""
        return self.store.snapshot

    @property
    def limits(self) -> Limits:
        """The bounds of a free-form query, from the settings."""
        return Limits(self.settings.query_seconds, self.settings.query_rows, self.settings.query_bytes)

    def held(self) -> Store:
        """Return the store held at its present snapshot, for an answer that is made of several queries."""
        return self.store.view()

    def query(self, text: str) -> Result:
        """Answer a SPARQL 1.1 query within the limits of the settings; the usual prefixes need not be declared.

        Raises QuerySyntaxError, OutwardRequestRefused, QueryTimeout, ResultTooLarge, StoreBusy, EndpointError.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     graph.query("ASK { per:emmanuel-macron a cg:Person }").boolean
        True
        """
        from conflict_graph.ask.results import Result

        return Result(self.store.query(text, limits=self.limits))

    def named(self, name: str, **parameters: object) -> Result:
        """Answer a named query; `conflict_graph.ask.named.catalogue` and the reference list them.

        Raises NotFound for an unknown name, InvalidParameter or InvalidDate for a parameter that cannot be used.
        """
        from conflict_graph.ask.named import named

        return self.query(named(name).bind(**parameters))

    def actor(self, name: str) -> Handle:
        """Return an actor by name, alias or IRI; raises NotFound with near names."""
        from conflict_graph.ask.things import ACTORS, resolve
        from conflict_graph.handle import Handle

        return Handle(cast("Graph", self), resolve(self.held(), name, kinds=ACTORS))

    def thing(self, name: str, kinds: Sequence[str] = ()) -> Handle:
        """Return anything by name, alias or IRI: actor, meeting, issue, coalition; raises NotFound with near names."""
        from conflict_graph.ask.things import resolve
        from conflict_graph.handle import Handle

        return Handle(cast("Graph", self), resolve(self.held(), name, kinds=kinds))

    def search(self, text: str, kinds: Sequence[str] = (), limit: int = 10) -> list[Hit]:
        """Return what is called like this, best first."""
        from conflict_graph.ask.search import search

        return search(self.held(), text, kinds=kinds, limit=limit)

    def claims(
        self,
        *,
        entity: object = None,
        subject: object = None,
        object: object = None,
        kind: object = (),
        source: object = (),
        layer: object = (),
        modality: object = (),
        status: object = (),
        valid_at: Day = None,
        known_at: Day = None,
        recorded_at: Day = None,
        holds: Holds = "certain",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Claim]:
        """Return the claims that fit, oldest statement first, each with its evidence.

        entity is a thing the claim names anywhere; subject whom it is about; object what that is related to. Every
        filter takes one value or several: IRIs, prefixed names, or bare codes (kind="Position",
        modality="scheduled"). With holds="possible" come also the claims that may have held on the day.

        Raises InvalidParameter, InvalidDate.
        """
        from conflict_graph.ask.claims import find

        return find(
            self.held(),
            entity=entity,
            subject=subject,
            object=object,
            kind=kind,
            source=source,
            layer=layer,
            modality=modality,
            status=status,
            as_of=AsOf.of(valid_at, known_at, recorded_at),
            holds=holds,
            limit=limit,
            offset=offset,
        )

    def claim(self, iri: str) -> Claim:
        """Return one claim by IRI or prefixed name; raises NotFound."""
        return self.lookup([iri])[0]

    def lookup(self, iris: Iterable[str]) -> list[Claim]:
        """Return the claims that an answer names, in the order given; raises NotFound for an IRI of no claim."""
        from conflict_graph.ask.claims import claims

        return claims(self.held(), iris)

    def positions(
        self,
        *,
        holder: Named = None,
        on: Named = None,
        layer: object = (),
        source: object = (),
        modality: object = (),
        valid_at: Day = None,
        known_at: Day = None,
        recorded_at: Day = None,
        holds: Holds = "certain",
    ) -> list[Claim]:
        """Return the positions of a holder, on an issue or option; an issue includes its options.

        Raises NotFound, InvalidParameter, InvalidDate.
        """
        from conflict_graph.ask.positions import positions

        return positions(
            self.held(),
            holder=self._iri(holder),
            on=self._iri(on),
            layer=layer,
            source=source,
            modality=modality,
            as_of=AsOf.of(valid_at, known_at, recorded_at),
            holds=holds,
        )

    def disagreements(
        self,
        *,
        holder: Named = None,
        issue: Named = None,
        layer: object = (),
        valid_at: Day = None,
        known_at: Day = None,
    ) -> list[Disagreement]:
        """Return the pairs whose positions differ: opposed stances, or support for options that exclude each other.

        Derived by comparing positions; no source need say that the two disagree.
        """
        from conflict_graph.ask.positions import disagreements

        holder, issue = self._iri(holder), self._iri(issue)
        return disagreements(self.held(), holder=holder, issue=issue, layer=layer, as_of=AsOf.of(valid_at, known_at))

    def shifts(
        self,
        *,
        holder: Named = None,
        issue: Named = None,
        layer: object = (),
        first: Day = None,
        last: Day = None,
        known_at: Day = None,
    ) -> list[Shift]:
        """Return where a holder gave up one position for another, between two days that both count.

        Raises NotFound, InvalidDate, ReversedInterval.
        """
        from conflict_graph.ask.positions import shifts

        return shifts(
            self.held(),
            holder=self._iri(holder),
            issue=self._iri(issue),
            layer=layer,
            first=first,
            last=last,
            as_of=AsOf.of(known_at=known_at),
        )

    def meetings(
        self,
        *,
        participant: Named = None,
        standing: Sequence[str] = (),
        first: Day = None,
        last: Day = None,
        layer: object = (),
        source: object = (),
        valid_at: Day = None,
        known_at: Day = None,
    ) -> list[Meeting]:
        """Return the meetings that fit, as they stand at the end of the day valid_at, in order of days.

        standing keeps some of "held", "under-way", "cancelled", "postponed", "due", "ahead", "undated".

        Raises NotFound, InvalidParameter, InvalidDate, ReversedInterval.
        """
        from conflict_graph.ask.meetings import meetings

        return meetings(
            self.held(),
            participant=self._iri(participant),
            standing=standing,
            first=first,
            last=last,
            layer=layer,
            source=source,
            as_of=AsOf.of(valid_at, known_at),
        )

    def meeting(self, name: str, *, layer: object = (), valid_at: Day = None, known_at: Day = None) -> MeetingRecord:
        """Return all that is claimed of one meeting: participants, agenda, outcomes; raises NotFound."""
        from conflict_graph.ask.meetings import meeting

        return meeting(self.held(), self.thing(name).iri, layer=layer, as_of=AsOf.of(valid_at, known_at))

    def timeline(
        self,
        entity: Named = None,
        *,
        kind: object = (),
        first: Day = None,
        last: Day = None,
        layer: object = (),
        modality: object = (),
        valid_at: Day = None,
        known_at: Day = None,
        recorded_at: Day = None,
    ) -> list[Entry]:
        """Return what is claimed of a thing, or of everything, in order of days, between two days that both count.

        With valid_at, what did not hold on that day is left out.

        Raises NotFound, InvalidParameter, InvalidDate, ReversedInterval.
        """
        from conflict_graph.ask.timeline import timeline

        return timeline(
            self.held(),
            self._iri(entity),
            kind=kind,
            first=first,
            last=last,
            layer=layer,
            modality=modality,
            as_of=AsOf.of(valid_at, known_at, recorded_at),
        )

    def verdict(
        self,
        *,
        subject: Named = None,
        subject_kind: object = (),
        kind: object = (),
        object: Named = None,
        attribute: object = (),
        role: object = (),
        layer: object = (),
        source: object = (),
        valid_at: Day = None,
        known_at: Day = None,
    ) -> Finding:
        """Return what is said of a statement: stated, planned, ..., not planned, denied, or not said at all.

        Raises NotFound when subject or object is not in the graph, InvalidParameter, InvalidDate.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     graph.verdict(subject="United States", kind="Participation", object="mtg:cow-2026-02-24").verdict
        'not-planned'
        """
        from conflict_graph.ask.verdict import verdict

        return verdict(
            self.held(),
            subject=self._iri(subject),
            subject_kind=subject_kind,
            kind=kind,
            object=self._iri(object),
            attribute=attribute,
            role=role,
            layer=layer,
            source=source,
            as_of=AsOf.of(valid_at, known_at),
        )

    def source(self, name: str) -> SourceText:
        """Return a source with its text, where the text is kept; raises NotFound."""
        from conflict_graph.ask.sources import source_text

        return source_text(self.held(), self.thing(name, kinds=("Source",)).iri)

    def _iri(self, name: Named) -> str | None:
        """Return the IRI of something given by name, alias, IRI, or as a thing in hand."""
        from conflict_graph.handle import Handle
        from conflict_graph.model import Ref, Thing

        if name is None or isinstance(name, Handle | Ref | Thing):
            return name.iri if name else None
        return self.thing(name).iri
