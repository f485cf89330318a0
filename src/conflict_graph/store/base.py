"""The store contract: what memory, a directory on disk and a remote SPARQL 1.1 endpoint all do alike.

A store answers SPARQL over a *snapshot*: an immutable state with an id. Writes are all or nothing and end in
a new snapshot. The default graph holds claims; named graphs are there for whoever wants them. With
``union_default_graph`` a query that names no graph asks the union of all graphs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pyoxigraph as ox

Kind = Literal["bindings", "boolean", "graph"]
Row = Mapping[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]


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


@dataclass(frozen=True, slots=True)
class Change:
    """One write, applied whole or not at all: quads to remove, then quads to add, then SPARQL updates in order.

    cleared graphs are emptied first (a graph IRI, or "default").
    """

    remove: Sequence[ox.Quad] = ()
    add: Sequence[ox.Quad] = ()
    updates: Sequence[str] = ()
    clear: Sequence[str] = field(default=())


class Store(ABC):
    """One RDF dataset, asked and changed the same way wherever it lives."""

    location: str
    writable: bool

    @property
    @abstractmethod
    def snapshot(self) -> str:
        """The id of the state that the next query sees."""

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

    @abstractmethod
    def query(
        self, query: str, *, accept: Sequence[str] = (), dataset: Dataset | None = None, limits: Limits | None = None
    ) -> Answer:
        """Answer a free-form query in the first media type of accept that fits its kind.

        The text is not trusted: SERVICE is refused, it runs where it can be stopped, within limits.
        Raises QuerySyntaxError, OutwardRequestRefused, QueryTimeout, ResultTooLarge, StoreBusy, EndpointError,
        and UnknownFormat when no media type of accept fits.
        """

    @abstractmethod
    def change(self, change: Change) -> str:
        """Apply a change and return the id of the snapshot it is visible in, durable when this returns.

        Raises ReadOnly, StoreLocked, QuerySyntaxError, OutwardRequestRefused; then nothing is changed.
        """

    @abstractmethod
    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Stream every quad, or those of one graph ("default" for the default graph)."""

    @abstractmethod
    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs that hold something, sorted."""

    @abstractmethod
    def count(self) -> int:
        """Return the number of quads."""

    @abstractmethod
    def close(self) -> None:
        """Stop workers, release locks and files; safe to call twice."""

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()
