"""Asking a graph: in SPARQL, by named queries, by name, and in the questions that come up most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack, cast

from conflict_graph.scope import ALL, Day, Identified, OneOrSeveral, Scope, ScopeArgs, several
from conflict_graph.store.base import Limits, Store

if TYPE_CHECKING:
    from conflict_graph.ask.meetings import Meeting, MeetingRecord
    from conflict_graph.ask.positions import Disagreement, Shift
    from conflict_graph.ask.search import Hit
    from conflict_graph.ask.timeline import Entry
    from conflict_graph.ask.verdict import Finding
    from conflict_graph.graph import Graph
    from conflict_graph.handle import Handle
    from conflict_graph.model import Claim, Ref, SourceText
    from conflict_graph.queries.result import Result
    from conflict_graph.settings import Settings

Named = str | Identified
"""Something given by name, alias, prefixed name or IRI, or as a thing in hand: whatever has an IRI."""


class Asking:
    """The questions of a `conflict_graph.graph.Graph`."""

    def __init__(self, store: Store, settings: Settings | None = None, scope: Scope = ALL) -> None:
        from conflict_graph.settings import read_settings

        self.store = store
        self.scope = scope
        self.settings = settings or read_settings()

    def at(self, day: Day = None, /, **scope: Unpack[ScopeArgs]) -> Graph:
        """Return this graph with a scope of its own: what every question is asked for where it does not say otherwise.

        day is valid_at, the day on which it must hold. The two share one store. SPARQL text says itself what it asks,
        so the scope does not narrow it.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     then = graph.at("2026-02-24", layer="article")
        ...     [claim.object.label for claim in then.positions(holder="Zelenskyy")]
        ['Force close to the front line']
        """
        given: ScopeArgs = {**scope, "valid_at": day} if day else scope
        return type(cast("Graph", self))(self.store, self.settings, self._scope(given))

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
        from conflict_graph.queries.result import Result

        return Result(self.store.query(text, limits=self.limits))

    def named(self, name: str, **parameters: object) -> Result:
        """Answer a named query; `conflict_graph.queries.catalogue.catalogue` and the reference list them.

        Raises NotFound for an unknown name, InvalidParameter or InvalidDate for a parameter that cannot be used.
        """
        from conflict_graph.queries.catalogue import named

        query = named(name)
        return self.query(query.bind(**{**self.scope.parameters(query), **parameters}))

    def actor(self, name: Named) -> Handle:
        """Return an actor by name, alias or IRI; raises NotFound with near names."""
        from conflict_graph.ask.things import ACTORS

        return self.thing(name, ACTORS)

    def thing(self, name: Named, kinds: OneOrSeveral = ()) -> Handle:
        """Return anything by name, alias or IRI: actor, meeting, issue, coalition; raises NotFound with near names."""
        from conflict_graph.ask.things import resolve
        from conflict_graph.handle import Handle

        iri = name if isinstance(name, str) else name.iri
        return Handle(cast("Graph", self), resolve(self.held(), iri, kinds=several(kinds)))

    def search(self, text: str, kinds: OneOrSeveral = (), limit: int = 10) -> list[Hit]:
        """Return what is called like this, best first."""
        from conflict_graph.ask.search import search

        return search(self.held(), text, kinds=several(kinds), limit=limit)

    def claims(
        self,
        *,
        entity: OneOrSeveral = None,
        subject: OneOrSeveral = None,
        object: OneOrSeveral = None,
        kind: OneOrSeveral = (),
        status: OneOrSeveral = (),
        firmness: OneOrSeveral = (),
        limit: int | None = None,
        offset: int = 0,
        **scope: Unpack[ScopeArgs],
    ) -> list[Claim]:
        """Return the claims that fit, oldest statement first, each with its evidence.

        entity is a thing the claim names anywhere; subject whom it is about; object what that is related to. Every
        filter takes one value or several: things by name, IRI or in hand, and bare codes (kind="Position",
        modality="scheduled"). With holds="possible" come also the claims that may have held on the day.

        Raises NotFound, InvalidParameter, InvalidDate.

        >>> import conflict_graph
        >>> with conflict_graph.open() as graph:
        ...     graph.claims(entity="Macron") == graph.claims(entity=graph.actor("Macron"))
        True
        """
        from conflict_graph.ask.claims import find

        return find(
            self.held(),
            self._scope(scope),
            entity=self._iris(entity),
            subject=self._iris(subject),
            object=self._iris(object),
            kind=kind,
            status=status,
            firmness=firmness,
            limit=limit,
            offset=offset,
        )

    def claim(self, iri: Named) -> Claim:
        """Return one claim by IRI or prefixed name; raises NotFound."""
        return self.lookup([iri if isinstance(iri, str) else iri.iri])[0]

    def lookup(self, iris: Iterable[str]) -> list[Claim]:
        """Return the claims that an answer names, in the order given; raises NotFound for an IRI of no claim."""
        from conflict_graph.ask.claims import claims

        return claims(self.held(), iris)

    def positions(
        self, *, holder: OneOrSeveral = None, on: OneOrSeveral = None, **scope: Unpack[ScopeArgs]
    ) -> list[Claim]:
        """Return the positions of a holder, on an issue or option; an issue includes its options.

        Raises NotFound, InvalidParameter, InvalidDate.
        """
        from conflict_graph.ask.positions import positions

        return positions(self.held(), self._scope(scope), holder=self._iris(holder), on=self._iris(on))

    def disagreements(
        self, *, holder: OneOrSeveral = None, issue: OneOrSeveral = None, **scope: Unpack[ScopeArgs]
    ) -> list[Disagreement]:
        """Return the pairs whose positions differ: opposed stances, or support for options that exclude each other.

        Derived by comparing positions that are held in fact; no source need say that the two disagree.

        Raises NotFound, InvalidParameter, InvalidDate.
        """
        from conflict_graph.ask.positions import disagreements

        return disagreements(self.held(), self._scope(scope), holder=self._iris(holder), issue=self._iris(issue))

    def shifts(
        self,
        *,
        holder: OneOrSeveral = None,
        issue: OneOrSeveral = None,
        first: Day = None,
        last: Day = None,
        **scope: Unpack[ScopeArgs],
    ) -> list[Shift]:
        """Return where a holder gave up one position for another, between two days that both count.

        With valid_at, those that had happened by then.

        Raises NotFound, InvalidParameter, InvalidDate, ReversedInterval, and UnsupportedScope for holds="possible".
        """
        from conflict_graph.ask.positions import shifts

        by, on = self._iris(holder), self._iris(issue)
        return shifts(self.held(), self._scope(scope), holder=by, issue=on, first=first, last=last)

    def meetings(
        self,
        *,
        participant: OneOrSeveral = None,
        standing: OneOrSeveral = (),
        first: Day = None,
        last: Day = None,
        **scope: Unpack[ScopeArgs],
    ) -> list[Meeting]:
        """Return the meetings that fit, as they stand at the end of the day valid_at, in order of days.

        standing keeps some of "held", "under-way", "cancelled", "denied", "postponed", "due", "ahead", "undated".

        Raises NotFound, InvalidParameter, InvalidDate, ReversedInterval, and UnsupportedScope for holds="possible".
        """
        from conflict_graph.ask.meetings import meetings

        who, asked = self._iris(participant), self._scope(scope)
        return meetings(self.held(), asked, participant=who, standing=standing, first=first, last=last)

    def meeting(self, name: Named, **scope: Unpack[ScopeArgs]) -> MeetingRecord:
        """Return all that is claimed of one meeting: participants, agenda, outcomes.

        Raises NotFound, InvalidParameter, InvalidDate, and UnsupportedScope for holds="possible".
        """
        from conflict_graph.ask.meetings import meeting

        return meeting(self.held(), self.thing(name).iri, self._scope(scope))

    def timeline(
        self,
        entity: OneOrSeveral = None,
        *,
        kind: OneOrSeveral = (),
        first: Day = None,
        last: Day = None,
        **scope: Unpack[ScopeArgs],
    ) -> list[Entry]:
        """Return what is claimed of a thing, or of everything, in order of days, between two days that both count.

        With valid_at, what did not hold on that day is left out.

        Raises NotFound, InvalidParameter, InvalidDate, ReversedInterval.
        """
        from conflict_graph.ask.timeline import timeline

        about = self._iris(entity)
        return timeline(self.held(), self._scope(scope), entity=about, kind=kind, first=first, last=last)

    def verdict(
        self,
        *,
        subject: Named | None = None,
        subject_kind: OneOrSeveral = (),
        kind: OneOrSeveral = (),
        object: Named | None = None,
        attribute: OneOrSeveral = (),
        role: OneOrSeveral = (),
        **scope: Unpack[ScopeArgs],
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
            self._scope(scope),
            subject=self._iri(subject),
            subject_kind=subject_kind,
            kind=kind,
            object=self._iri(object),
            attribute=attribute,
            role=role,
        )

    def source(self, name: Named) -> SourceText:
        """Return a source with its text, where the text is kept; raises NotFound."""
        from conflict_graph.ask.sources import source_text

        return source_text(self.held(), self.thing(name, kinds="Source").iri)

    def _scope(self, given: ScopeArgs) -> Scope:
        """Return the scope of a question: that of the graph, with the parts that the question gives itself."""
        if "source" in given:
            given = {**given, "source": self._iris(given["source"], kinds="Source")}
        return self.scope.replace(**given)

    def _iri(self, name: Named | None) -> str | None:
        """Return the IRI of something given by name, or of a thing in hand; raises NotFound with near names."""
        return None if name is None else self._iris(name)[0]

    def _iris(self, names: OneOrSeveral, kinds: OneOrSeveral = ()) -> list[str]:
        """Return the IRIs of one thing or several, as `_iri` does; what is given as an empty text is left out."""
        given = (names,) if names is None or isinstance(names, str | Identified) else names
        return [name.iri if isinstance(name, Identified) else self.thing(name, kinds).iri for name in given if name]

    def _ref(self, name: Named, kinds: OneOrSeveral = ()) -> Ref:
        """Return the short form of something given by name, or of a thing in hand; raises NotFound with near names."""
        return self.thing(name, kinds).ref
