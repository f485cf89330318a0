"""The store contract: what memory, a directory on disk and a remote SPARQL 1.1 endpoint all do alike.

A store answers SPARQL over a *snapshot*: an immutable state with an id. Writes are all or nothing and end in
a new snapshot. The default graph holds claims; named graphs are there for whoever wants them. With
``union_default_graph`` a query that names no graph asks the union of all graphs.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import pyoxigraph as ox

from conflict_graph.batching import batched
from conflict_graph.errors import StoreChanged

Kind = Literal["bindings", "boolean", "graph"]
_BATCH: Final = 1000
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = Mapping[str, Term]
Statement = tuple[str, str, Term]
"""A thing and a property by their IRIs, and a value."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The RDF dataset a protocol request names: default and named graph IRIs; both empty means the store's own."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one query: wall time in seconds, rows of a SELECT answer, bytes of any answer; None: unbounded."""

    seconds: float | None = None
    rows: int | None = None
    bytes: int | None = None


class Cancellation:
    """A handle by which another thread gives a running query up, for example when the client has hung up.

    >>> cancellation = Cancellation()
    >>> cancellation.cancel()
    >>> cancellation.cancelled
    True
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stop: Callable[[], None] | None = None
        self.cancelled = False
        self.worked = 0.0
        """Seconds a worker has worked for the query, whatever came of it; without workers always 0."""

    def cancel(self) -> None:
        """Give the query up; it ends in QueryCancelled within moments. Safe to call at any time, from any thread."""
        with self._lock:
            self.cancelled = True
            stop = self._stop
        if stop is not None:
            stop()

    def stop_by(self, stop: Callable[[], None] | None) -> None:
        """Say how to stop what runs now (None: nothing runs); called at once when it has been given up already."""
        with self._lock:
            self._stop = stop
            late = self.cancelled
        if late and stop is not None:
            stop()


@dataclass(frozen=True, slots=True)
class Workers:
    """What the worker processes of a store do now: how many run and are idle, how many queries wait for one.

    killed counts those that had to be killed, or died, since the store was opened.
    """

    running: int
    idle: int
    waiting: int
    killed: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised query result with the snapshot it holds for.

    body is in media_type; truncated says that rows were cut at the row limit.
    """

    kind: Kind
    media_type: str
    body: bytes
    snapshot: str
    truncated: bool = False
    seconds: float = 0.0


@dataclass(slots=True)
class Stream:
    """A complete, serialised answer that is handed over in pieces, so that a large one needs little memory.

    size is its length in bytes; chunks may be iterated once; close lets go of the file behind it, read or not.
    An iteration that cannot go on raises: it never ends early in silence.
    """

    kind: Kind
    media_type: str
    snapshot: str
    truncated: bool
    seconds: float
    size: int
    chunks: Iterator[bytes]
    close: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Change:
    """One write, applied whole or not at all: quads to remove, then quads to add, then SPARQL updates in order.

    cleared graphs are emptied first (a graph IRI, or "default"). With based_on, the id of a snapshot, the change is
    refused with StoreChanged when another one is current: what it was worked out from does not hold any more.
    files are N-Triples files whose statements are added to the default graph in bulk, for what is too large for memory;
    the statements of the files in without are removed from it before. A check of a change that is not watched is not
    told which subjects it touches: to find that out takes memory.
    """

    remove: Sequence[ox.Quad] = ()
    add: Sequence[ox.Quad] = ()
    updates: Sequence[str] = ()
    clear: Sequence[str] = field(default=())
    based_on: str | None = None
    files: Sequence[Path] = ()
    without: Sequence[Path] = ()
    watched: bool = True

    @property
    def is_updates_only(self) -> bool:
        """Whether it says nothing but updates, and at least one."""
        return bool(self.updates) and not (self.remove or self.add or self.clear or self.files or self.without)


@dataclass(frozen=True, slots=True)
class Staged:
    """A change that has been carried out and not published yet, for a check that may still refuse it.

    before and after are the two states. subjects are the IRIs whose statements may differ between them, maybe some
    more; a blank node that was made a claim stands for itself as ``_:``.
    """

    before: ox.Store
    after: ox.Store
    subjects: frozenset[str]


Check = Callable[[Staged], "Change | None"]
"""What looks at a change before it is published, and raises to refuse it; then nothing is changed.

It may return statements to remove and to add, which are published with the change.
"""


def check_base(change: Change, snapshot: str) -> None:
    """Raise StoreChanged when a change was worked out from another snapshot than the current one."""
    if change.based_on not in (None, snapshot):
        raise StoreChanged(
            f"The store is at snapshot {snapshot}, and the change was made for {change.based_on}.",
            hint="Read the present state and make the change again.",
            snapshot=snapshot,
        )


class Store(ABC):
    """One RDF dataset, asked and changed the same way wherever it lives."""

    location: str
    writable: bool
    union: bool
    """Whether queries that name no dataset see all graphs as one."""
    drafts: bool = True
    """Whether a change can be looked at before it is published."""

    @property
    @abstractmethod
    def snapshot(self) -> str:
        """The id of the state that the next query sees."""

    @property
    def published(self) -> float | None:
        """When the present state was published, in seconds since 1970; None where that is not known."""
        return None

    def workers(self) -> Workers | None:
        """Return what the worker processes do now; None for a store without any."""
        return None

    @abstractmethod
    def select(self, query: str, *, dataset: Dataset | None = None) -> list[Row]:
        """Return the rows of one of the project's own, bounded SELECT queries (trusted text, run in process).

        Raises QuerySyntaxError, EndpointError.
        """

    @abstractmethod
    def ask(self, query: str, *, dataset: Dataset | None = None) -> bool:
        """Return the truth of a trusted ASK query."""

    @abstractmethod
    def construct(self, query: str, *, dataset: Dataset | None = None) -> list[ox.Triple]:
        """Return the triples of a trusted CONSTRUCT or DESCRIBE query."""

    def statements(
        self, subjects: Iterable[str], without: Collection[str] = (), *, graph: str | None = None
    ) -> Iterator[Statement]:
        """Yield what the default graph says of these things, or a named graph, each statement once, in no order.

        subjects are IRIs, or blank nodes written ``_:``, of which a store elsewhere says nothing; statements with one
        of the properties of without are left out.
        """
        narrowed = f"FILTER(?p NOT IN ({', '.join(f'<{name}>' for name in without)}))" if without else ""
        dataset = Dataset(default=(graph,)) if graph else None
        named = dict.fromkeys(str(ox.NamedNode(iri)) for iri in subjects if not iri.startswith("_:"))
        for batch in batched(named, _BATCH):
            pattern = f"VALUES ?s {{ {' '.join(batch)} }} ?s ?p ?o {narrowed}"
            for triple in self.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", dataset=dataset):
                yield str(triple.subject).strip("<>"), triple.predicate.value, triple.object

    @abstractmethod
    def stream(
        self,
        query: str,
        *,
        accept: Sequence[str] = (),
        dataset: Dataset | None = None,
        limits: Limits | None = None,
        cancellation: Cancellation | None = None,
    ) -> Stream:
        """Answer a free-form query in the first media type of accept that fits its kind, handed over in pieces.

        The text is not trusted: SERVICE is refused, it runs where it can be stopped, within limits. The answer is
        complete before the first piece is handed over. Close the stream when done.
        Raises QuerySyntaxError, OutwardRequestRefused, QueryTimeout, QueryCancelled, ResultTooLarge, StoreBusy,
        EndpointError, and UnknownFormat when no media type of accept fits.
        """

    def query(
        self,
        query: str,
        *,
        accept: Sequence[str] = (),
        dataset: Dataset | None = None,
        limits: Limits | None = None,
        cancellation: Cancellation | None = None,
    ) -> Answer:
        """Answer a free-form query like `stream`, with the whole body in memory."""
        streamed = self.stream(query, accept=accept, dataset=dataset, limits=limits, cancellation=cancellation)
        try:
            body = b"".join(streamed.chunks)
        finally:
            streamed.close()
        return Answer(streamed.kind, streamed.media_type, body, streamed.snapshot, streamed.truncated, streamed.seconds)

    def start(self) -> None:  # noqa: B027 - a store without workers has nothing to start
        """Start what free-form queries need, in the background, so that the first one need not wait for it."""

    def view(self) -> Store:
        """Return this store held at its present snapshot, for an answer that is made of several queries.

        A store that cannot hold a snapshot returns itself.
        """
        return self

    @abstractmethod
    def change(self, change: Change, *, check: Check | None = None) -> str:
        """Apply a change and return the id of the snapshot it is visible in, durable when this returns.

        check is called when the change has been carried out and before anybody sees it; what it returns is carried
        out as well, and published with it.

        Raises ReadOnly, StoreLocked, StoreChanged, QuerySyntaxError, OutwardRequestRefused, InvalidParameter,
        QueryTimeout, ResultTooLarge, and what check raises; then nothing is changed.
        """

    def exclusive(self) -> AbstractContextManager[None]:
        """Return a context in which nobody else changes the store, for a change that is worked out from what it says.

        Other writers wait or are refused meanwhile; readers do not notice. A store that cannot hold others off, such
        as a remote one, does nothing here. Raises StoreLocked when others do not let go in time.
        """
        return nullcontext()

    @abstractmethod
    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Stream every quad, or those of one graph ("default" for the default graph)."""

    def matching(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.Literal | None = None,
    ) -> Iterator[ox.Triple]:
        """Stream the statements of the default graph that have these terms; None stands for any."""
        pattern = " ".join(str(term or name) for term, name in ((subject, "?s"), (predicate, "?p"), (object, "?o")))
        yield from self.construct(f"CONSTRUCT {{ {pattern} }} WHERE {{ {pattern} }}")

    @abstractmethod
    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs that hold something, sorted."""

    @abstractmethod
    def count(self) -> int:
        """Return the number of quads."""

    @abstractmethod
    def close(self) -> None:
        """Stop workers, release locks and files; safe to call twice."""

    def abandon(self) -> None:  # noqa: B027 - only a directory leaves something behind
        """Take back that a store was made here if nothing has been written to it: what fails leaves nothing behind."""

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: Any) -> None:
        if error[0] is not None:
            self.abandon()
        self.close()
