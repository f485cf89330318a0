"""The Python door: ``conflict_graph.open()`` gives a `Graph`, and a graph answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Unpack

from conflict_graph import answers
from conflict_graph.ask import claims as claim_questions
from conflict_graph.ask import positions as position_questions
from conflict_graph.ask.map_answer import Show, map_answer
from conflict_graph.ask.meetings import Standings, meeting
from conflict_graph.ask.meetings import meetings as find_meetings
from conflict_graph.ask.overview import overview
from conflict_graph.ask.search import search
from conflict_graph.ask.sources import source_text
from conflict_graph.ask.things import ACTORS, as_given, iris_of, resolve, scope_of
from conflict_graph.ask.timeline import timeline
from conflict_graph.ask.timeline_lanes import chart
from conflict_graph.ask.timeline_marks import LanesOf, MarkKinds, Question, lane_kind, mark_kinds
from conflict_graph.ask.verdict import verdict
from conflict_graph.dates import parse_day
from conflict_graph.entity import Entity
from conflict_graph.model import Claim, Ref, SourceText
from conflict_graph.queries.catalogue import named
from conflict_graph.queries.result import Result
from conflict_graph.relate.names import Measure, Method, NetworkArgs, Relationship
from conflict_graph.scope import (
    ALL,
    ClaimKinds,
    Day,
    Firmnesses,
    Named,
    OneOrSeveral,
    PeriodArgs,
    Roles,
    Scope,
    ScopeArgs,
    Statuses,
    Things,
    several,
)
from conflict_graph.settings import Settings, read_settings
from conflict_graph.store.base import Limits, Store


def open(location: str | Path | None = None, *, settings: Settings | None = None, create: bool = False) -> Graph:
    """Open a graph.

    Parameters
    ----------
    location: a store directory, the URL of a SPARQL 1.1 query endpoint, or "memory" for an empty graph in memory.
        Without it, the setting ``store`` (``CONFLICT_GRAPH_STORE``); without that, the shipped data.
    settings: limits and defaults; without them, those of the environment (``CONFLICT_GRAPH_*``).
    create: make a store directory that is missing or empty into an empty store.

    Returns a `Graph`, to use in a ``with`` block or to close when done.
    Raises StoreUnreadable, StoreLocked, EndpointError, InvalidParameter.

    >>> with open() as graph:
    ...     graph.actor("Macron").label
    'Emmanuel Macron'
    """
    from conflict_graph.opening import open_store
    from conflict_graph.queries.as_rdf import executables

    settings = settings or read_settings()
    place = location if location is not None else settings.store or None
    extra = executables() if place is None else ()
    return Graph(open_store(place, settings, create=create, extra=extra), settings)


class Graph:
    """A graph of claims: ask it in SPARQL, by named queries, by name, or as networks.

    Days are given as ``datetime.date`` or ISO text. valid_at asks what held on that day, known_at what could be
    known, recorded_at what was in this graph. layer and modality restrict the claims an answer may rest on; empty
    means all. Every answer names the claims it rests on, and every claim its sentences.

    Things are given by name, alias, IRI, or in hand, codes bare; one or several wherever more than one makes sense.
    Questions raise NotFound with near names, InvalidParameter, InvalidDate, ReversedInterval, and UnsupportedScope
    for a part of the scope that they cannot honour.
    """

    def __init__(self, store: Store, settings: Settings | None = None, scope: Scope = ALL) -> None:
        self.store = store
        self.scope = scope
        self.settings = settings or read_settings()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *error: Any) -> None:
        self.store.__exit__(*error)

    def __repr__(self) -> str:
        return f"<Graph {self.store.location} snapshot {self.snapshot}>"

    def close(self) -> None:
        """Close the store, ending its workers; safe to call twice."""
        self.store.close()

    def at(self, day: Day = None, /, **scope: Unpack[ScopeArgs]) -> Graph:
        """Return this graph with a scope of its own: what every question is asked for where it does not say otherwise.

        day is valid_at, the day on which it must hold. The two share one store. SPARQL text says itself what it asks,
        so the scope does not narrow it.
        """
        return Graph(self.store, self.settings, self._scope({**scope, "valid_at": day} if day else scope))

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
        """
        return Result(self.store.query(text, limits=self.limits))

    def named(self, name: str, **parameters: object) -> Result:
        """Answer a named query; `conflict_graph.queries.catalogue.catalogue` and the reference list them.

        Raises NotFound for an unknown name, InvalidParameter or InvalidDate for a parameter that cannot be used.
        """
        query = named(name)
        return self.query(query.bind(**{**self.scope.parameters(query), **parameters}))

    def actor(self, name: Named) -> Entity:
        """Return an actor by name, alias or IRI; raises NotFound with near names."""
        return self.thing(name, ACTORS)

    def thing(self, name: Named, kinds: OneOrSeveral = ()) -> Entity:
        """Return anything by name, alias or IRI: actor, meeting, issue, coalition; raises NotFound with near names."""
        return Entity(self.store, self.scope, resolve(self.held(), as_given(name), several(kinds)))

    def search(self, text: str, kinds: OneOrSeveral = (), limit: int = 10) -> list[answers.Hit]:
        """Return what is called like this, best first."""
        return search(self.held(), text, kinds=several(kinds), limit=limit)

    def claims(
        self,
        *,
        entity: Things = None,
        subject: Things = None,
        object: Things = None,
        kind: ClaimKinds = (),
        status: Statuses = (),
        firmness: Firmnesses = (),
        limit: int | None = None,
        offset: int = 0,
        **scope: Unpack[ScopeArgs],
    ) -> list[Claim]:
        """Return the claims that fit, oldest statement first, each with its evidence.

        entity is a thing the claim names anywhere; subject whom it is about; object what that is related to. Codes
        are bare (kind="Position", modality="scheduled"). With holds="possible" come also the claims that may have
        held on the day.

        >>> with open() as graph:
        ...     graph.claims(entity="Macron") == graph.claims(entity=graph.actor("Macron"))
        True
        """
        things = {"entity": self._iris(entity), "subject": self._iris(subject), "object": self._iris(object)}
        codes = {"kind": kind, "status": status, "firmness": firmness}
        return claim_questions.find(self.held(), self._scope(scope), **things, **codes, limit=limit, offset=offset)

    def claim(self, iri: Named) -> Claim:
        """Return one claim by IRI or prefixed name; raises NotFound."""
        return self.lookup([as_given(iri)])[0]

    def lookup(self, iris: Iterable[str]) -> list[Claim]:
        """Return the claims that an answer names, in the order given; raises NotFound for an IRI of no claim."""
        return claim_questions.claims(self.held(), iris)

    def positions(self, *, holder: Things = None, on: Things = None, **scope: Unpack[ScopeArgs]) -> list[Claim]:
        """Return the positions of a holder, on an issue or option; an issue includes its options."""
        by, about = self._iris(holder), self._iris(on)
        return position_questions.positions(self.held(), self._scope(scope), holder=by, on=about)

    def disagreements(
        self, *, holder: Things = None, issue: Things = None, **scope: Unpack[ScopeArgs]
    ) -> list[answers.Disagreement]:
        """Return the pairs whose positions differ: opposed stances, or support for options that exclude each other.

        Derived by comparing positions that are held in fact; no source need say that the two disagree.
        """
        by, on = self._iris(holder), self._iris(issue)
        return position_questions.disagreements(self.held(), self._scope(scope), holder=by, issue=on)

    def shifts(
        self, *, holder: Things = None, issue: Things = None, **period: Unpack[PeriodArgs]
    ) -> list[answers.Shift]:
        """Return where a holder gave up one position for another, in a period from first to last.

        With valid_at, those that had happened by then.
        """
        by, on, (view, first, last) = self._iris(holder), self._iris(issue), self._period(period)
        return position_questions.shifts(self.held(), view, holder=by, issue=on, first=first, last=last)

    def meetings(
        self, *, participant: Things = None, standing: Standings = (), **period: Unpack[PeriodArgs]
    ) -> list[answers.Meeting]:
        """Return the meetings that fit, as they stand at the end of the day valid_at, in order of days.

        standing keeps some of "held", "under-way", "cancelled", "denied", "postponed", "due", "ahead", "undated".
        """
        who, (view, first, last) = self._iris(participant), self._period(period)
        return find_meetings(self.held(), view, participant=who, standing=standing, first=first, last=last)

    def meeting(self, name: Named, **scope: Unpack[ScopeArgs]) -> answers.MeetingRecord:
        """Return all that is claimed of one meeting: participants, agenda, outcomes."""
        return meeting(self.held(), self.thing(name).iri, self._scope(scope))

    def timeline(
        self, entity: Things = None, *, kind: ClaimKinds = (), **period: Unpack[PeriodArgs]
    ) -> list[answers.Entry]:
        """Return what is claimed of a thing, or of everything, in order of days, in a period from first to last.

        With valid_at, what did not hold on that day is left out.
        """
        about, (view, first, last) = self._iris(entity), self._period(period)
        return timeline(self.held(), view, entity=about, kind=kind, first=first, last=last)

    def verdict(
        self,
        *,
        subject: Named | None = None,
        subject_kind: OneOrSeveral = (),
        kind: ClaimKinds = (),
        object: Named | None = None,
        attribute: OneOrSeveral = (),
        role: Roles = (),
        **scope: Unpack[ScopeArgs],
    ) -> answers.Finding:
        """Return what is said of a statement: stated, planned, ..., not planned, denied, or not said at all.

        >>> with open() as graph:
        ...     graph.verdict(subject="United States", kind="Participation", object="mtg:cow-2026-02-24").verdict
        'not-planned'
        """
        who, what, view = self._iri(subject), self._iri(object), self._scope(scope)
        codes = {"attribute": attribute, "role": role}
        return verdict(self.held(), view, subject=who, subject_kind=subject_kind, kind=kind, object=what, **codes)

    def source(self, name: Named) -> SourceText:
        """Return a source with its text, where the text is kept; raises NotFound."""
        return source_text(self.held(), self.thing(name, kinds="Source").iri)

    def lanes(
        self,
        by: LanesOf = "issue",
        *,
        actors: Things = (),
        issues: Things = (),
        coalitions: Things = (),
        kinds: MarkKinds = (),
        **period: Unpack[PeriodArgs],
    ) -> answers.Chart:
        """Return meetings, positions, offices and memberships along time, in lanes of issues, actors or coalitions.

        Of several sorts of things a claim must name one of each. kinds takes "meeting", "position", "office",
        "membership". What begins or was said after valid_at or known_at is there too; `Mark.after` tells.
        """
        who, what, groups = (tuple(self._iris(things)) for things in (actors, issues, coalitions))
        view, first, last = self._period(period)
        start, end, marks = parse_day("first", first), parse_day("last", last), mark_kinds(several(kinds))
        return chart(self.held(), Question(lane_kind(by), who, what, groups, marks, start, end, view))

    def map(self, show: Show = "meetings", about: Named | None = None, **scope: Unpack[ScopeArgs]) -> answers.Atlas:
        """Return what a map shows: "stances" of states on an issue or option, "membership" of a coalition, "meetings".

        about is the issue or option, or the coalition; of meetings, who takes part, or nobody for all.

        >>> with open() as graph:
        ...     graph.map("membership", "Nordic-Baltic Eight", valid_at="2026-02-24").counts
        {'member': 8}
        """
        return map_answer(self.held(), show, None if about is None else self._ref(about), self._scope(scope))

    def compare(self, a: Named, b: Named, **scope: Unpack[ScopeArgs]) -> answers.Comparison:
        """Return two actors side by side: positions on each issue, meetings, memberships, offices, with their claims.

        >>> with open() as graph:
        ...     comparison = graph.compare("Macron", "Zelenskyy", layer="article")
        ...     [(row.issue.label, row.outcome) for row in comparison.issues]
        [('Placement and role of a multinational force', 'differ')]
        """
        from conflict_graph.ask.comparison import comparison

        return comparison(self.held(), self._ref(a, ACTORS), self._ref(b, ACTORS), self._scope(scope))

    def network(
        self,
        relationship: Relationship,
        *,
        weighting: str = "count",
        meetings: str = "ties",
        **scope: Unpack[ScopeArgs],
    ) -> answers.Network:
        """Return the network of one relationship as a networkx graph; see `conflict_graph.ask.networks.network`.

        Raises UnknownRelationship too.
        """
        from conflict_graph.ask.networks import network

        return network(self.held(), relationship, self._scope(scope), weighting=weighting, meetings=meetings)

    def paths(
        self,
        a: Named,
        b: Named,
        *,
        relationship: Relationship = "all",
        longest: int | None = None,
        limit: int = 50,
        **network: Unpack[NetworkArgs],
    ) -> answers.Paths:
        """Return how two things are connected: all short paths, each hop with its claims.

        A thing without any tie makes a plain "not connected", never an error.

        >>> with open() as graph:
        ...     paths = graph.paths(graph.actor("Starmer"), "Iceland")
        ...     (paths.start.label, paths.end.label)
        ('Keir Starmer', 'Iceland')
        """
        from conflict_graph.relate.paths import all_short_paths

        start, end, net = self._ref(a), self._ref(b), self.network(relationship, **network)
        return all_short_paths(net, start, end, longest=longest, limit=limit)

    def measures(
        self, relationship: Relationship, measure: Measure, *, top: int | None = None, **network: Unpack[NetworkArgs]
    ) -> answers.MeasureResult:
        """Return a centrality of everything in a network: "degree", "pagerank" or "betweenness"."""
        from conflict_graph.relate.measures import measure as compute

        return compute(self.network(relationship, **network), measure, top=top)

    def communities(
        self, relationship: Relationship, *, method: Method | None = None, seed: int = 0, **network: Unpack[NetworkArgs]
    ) -> answers.CommunityResult:
        """Return the communities of a network; raises what `network` raises."""
        from conflict_graph.relate.communities import communities

        return communities(self.network(relationship, **network), method, seed=seed)

    def show(self, network: answers.Network, *, title: str = "", theme: str = "auto") -> answers.Picture:
        """Return a picture of a network: a notebook shows it inline, ``save`` writes a page that works offline.

        theme is "auto" (as the reader's system), "light" or "dark".
        """
        from conflict_graph.draw.notebook import network_claims, network_title, notebook

        claims = self.lookup(network_claims(network))
        return notebook(network, title=title or network_title(network), claims=claims, theme=theme)

    def load(self, files: Sequence[str | Path], *, graph: str | None = None) -> answers.LoadReport:
        """Check files and add what they say, all or nothing.

        Raises InvalidData with the report, DataSyntaxError, MissingFile, ReadOnly, StoreLocked.
        """
        from conflict_graph.rdf.source_texts import read_with_texts
        from conflict_graph.write.load import load

        return load(self.store, read_with_texts(files), graph=graph)

    def validate(self, files: Sequence[str | Path]) -> answers.Report:
        """Check files against the shapes and the texts of their sources, and change nothing.

        In a store that takes writes they are judged as a load would: together with what it says of the same things.
        Otherwise they stand alone, and only what they merely mention is looked up. Raises DataSyntaxError, MissingFile.
        """
        from conflict_graph.rdf.source_texts import read_with_texts
        from conflict_graph.write.load import judged

        return judged(self.held(), read_with_texts(files), alone=not self.store.writable)

    def export(self, format: str = "turtle") -> bytes:
        """Return everything as RDF; formats without named graphs hold the default graph only; raises UnknownFormat."""
        from conflict_graph.write.export import export

        return export(self.held(), format)

    def merge(
        self, kept: Named, other: Named, *, reason: str, by: str = "", on: date | None = None
    ) -> answers.MergeReport:
        """Merge a thing into another, of which it is a second record; `unmerge` undoes it exactly.

        kept and other are IRIs, prefixed names or entities; reason, who decides (by) and the day (on) are recorded.
        Raises NotFound, InvalidParameter, ReadOnly, StoreLocked.
        """
        from conflict_graph.write.merge import merge

        return merge(self.store, as_given(kept), as_given(other), reason=reason, by=by, on=on)

    def unmerge(self, other: Named, *, reason: str, by: str = "", on: date | None = None) -> answers.MergeReport:
        """Take a merged thing out again, and record why. Raises NotFound, InvalidParameter, ReadOnly, StoreLocked."""
        from conflict_graph.write.merge import unmerge

        return unmerge(self.store, as_given(other), reason=reason, by=by, on=on)

    def export_tables(self, place: str | Path, *, name: str = "") -> answers.ExportReport:
        """Write imported tables to a folder, or to a workbook (.xlsx), so that they import to the same graph.

        name is what the tables are called, if there are several sets. Returns what was written, and what tables
        cannot say. Raises InvalidParameter, MissingFile.
        """
        from conflict_graph.imports.tables.export.export import export_tables

        return export_tables(self.held(), Path(place), dataset=name)

    def info(self) -> answers.Overview:
        """Return what the graph holds, in numbers."""
        return overview(self.held())

    def _scope(self, given: ScopeArgs) -> Scope:
        """Return the scope of a question: that of the graph, with the parts that the question gives itself."""
        return scope_of(self.held(), self.scope, given)

    def _period(self, given: PeriodArgs) -> tuple[Scope, Day, Day]:
        """Return the scope of a question, as `_scope` does, and the first and last day of its period."""
        first, last = given.pop("first", None), given.pop("last", None)
        return self._scope(given), first, last

    def _iri(self, name: Named | None) -> str | None:
        """Return the IRI of something given by name, or in hand; raises NotFound with near names."""
        return None if name is None else self._iris(name)[0]

    def _iris(self, names: Things) -> list[str]:
        """Return the IRIs of one thing or several, as `_iri` does."""
        return iris_of(self.held(), names)

    def _ref(self, name: Named, kinds: OneOrSeveral = ()) -> Ref:
        """Return the short form of something given by name, or in hand; raises NotFound with near names."""
        return self.thing(name, kinds).ref
