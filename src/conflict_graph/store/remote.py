"""A SPARQL 1.1 endpoint elsewhere, behind the same contract.

Answers are read as SPARQL results or RDF and written anew, so that formats, row limits and errors are the same as
with a store of our own. What cannot be the same: the endpoint decides what it runs in how much time, whether a change
of several steps is taken whole (most servers take one update request whole; the standard does not promise it), and
when its data change. So the snapshot id is a guess that holds for SNAPSHOT_SECONDS at most.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Final, cast

import httpx
import pyoxigraph as ox

from conflict_graph.errors import EndpointError, InvalidParameter, QueryCancelled, ReadOnly
from conflict_graph.settings import Settings
from conflict_graph.sparql import text as sparql_text
from conflict_graph.sparql.result_formats import GRAPH_FORMATS, RESULT_FORMATS, choose
from conflict_graph.sparql.text import SparqlText
from conflict_graph.store import engine, row_limit
from conflict_graph.store.base import Cancellation, Change, Check, Dataset, Kind, Limits, Row, Store, Stream
from conflict_graph.store.endpoint import Endpoint, Reply, RequestRefused, not_results, shown
from conflict_graph.store.spool import Output
from conflict_graph.store.update_request import prologue, request_text

SNAPSHOT_SECONDS: Final = 10
"""How long the id of a remote snapshot stays the same while we do not write."""

_RESULTS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
_GRAPHS: Final = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_PARSED: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_READ: Final = {**GRAPH_FORMATS, "text/plain": ox.RdfFormat.N_TRIPLES}

_Parsed = ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]


class RemoteStore(Store):
    """Any SPARQL 1.1 endpoint; read-only unless its update address is given.

    The usual prefixes are written into a query where it uses them undeclared. With ``union_default_graph`` the
    parameter ``union-default-graph`` is sent along, which Oxigraph understands; other servers are set up for that on
    their side. A change is sent as one update request.

    >>> RemoteStore("http://127.0.0.1:7878/query").writable
    False
    """

    def __init__(self, query_url: str, update_url: str | None = None, settings: Settings | None = None) -> None:
        settings = settings or Settings()
        _check_url(query_url, "store")
        if update_url is not None:
            _check_url(update_url, "update_url")
        self.location = shown(query_url)
        self.writable = update_url is not None
        self.drafts = False
        self._query_url = query_url
        self._update_url = update_url
        self.union = settings.union_default_graph
        self._endpoint = Endpoint(settings.remote_seconds)
        self._writes = 0
        self._lock = threading.Lock()

    @property
    def snapshot(self) -> str:
        """An id of what we know of the endpoint's state: it changes with our own writes, and every few seconds."""
        name = zlib.crc32(self._query_url.encode())
        return f"remote-{name:08x}-{self._writes}-{int(time.time() // SNAPSHOT_SECONDS)}"

    @engine.without_result_frames()
    def select(self, query: str, *, dataset: Dataset | None = None) -> list[Row]:
        """Return the rows of a trusted SELECT query."""
        answer = self._ask(sparql_text.parse(query), dataset, Limits())
        if not isinstance(answer, ox.QuerySolutions):
            raise InvalidParameter("query", engine.first_line(query), "a SELECT query")
        with self._complete():
            return engine.rows(answer)

    @engine.without_result_frames()
    def ask(self, query: str, *, dataset: Dataset | None = None) -> bool:
        """Return the truth of a trusted ASK query."""
        answer = self._ask(sparql_text.parse(query), dataset, Limits())
        if not isinstance(answer, ox.QueryBoolean):
            raise InvalidParameter("query", engine.first_line(query), "an ASK query")
        return bool(answer)

    @engine.without_result_frames()
    def construct(self, query: str, *, dataset: Dataset | None = None) -> list[ox.Triple]:
        """Return the triples of a trusted CONSTRUCT or DESCRIBE query."""
        answer = self._ask(sparql_text.parse(query), dataset, Limits())
        if not isinstance(answer, list):
            raise InvalidParameter("query", engine.first_line(query), "a CONSTRUCT or DESCRIBE query")
        return answer

    @engine.without_result_frames()
    def stream(
        self,
        query: str,
        *,
        accept: Sequence[str] = (),
        dataset: Dataset | None = None,
        limits: Limits | None = None,
        cancellation: Cancellation | None = None,
    ) -> Stream:
        """Answer a free-form query; a query that is given up runs on at the endpoint, but nobody waits for it."""
        started = time.monotonic()
        limits = limits or Limits()
        text = sparql_text.parse(query)
        text.refuse_outward()
        is_graph = text.kind in ("construct", "describe")
        media_type = choose(accept, graph=is_graph)
        snapshot = self.snapshot
        limited = None if limits.rows is None else row_limit.with_limit(text, limits.rows)
        answer = self._ask(text, dataset, limits, limited.text if limited else None)
        if cancellation is not None and cancellation.cancelled:
            raise QueryCancelled("The query was given up: nobody waits for it any more.")
        output = Output(limits.bytes)
        with self._complete():
            truncated = _write(answer, output, media_type, limited)
        seconds = time.monotonic() - started
        return Stream(
            _kind(answer), media_type, snapshot, truncated, seconds, output.size, output.pieces(), output.close
        )

    def change(self, change: Change, *, check: Check | None = None) -> str:
        """Send a change as one update request; that nothing came in between (based_on) cannot be checked here."""
        if check is not None:
            raise ReadOnly(
                f"The endpoint {self.location} cannot hold a change back until it has been checked.",
                hint="Check files with `conflict-graph load`, or switch the gate off: CONFLICT_GRAPH_WRITE_GATE=off.",
            )
        if self._update_url is None:
            raise ReadOnly(
                f"The endpoint {self.location} is read-only here: its update address is not known.",
                hint="Set CONFLICT_GRAPH_UPDATE_URL.",
            )
        texts = [sparql_text.parse(update, update=True) for update in change.updates]
        for text in texts:
            text.refuse_outward()
        request = request_text(change, texts)
        if request:
            self._update(self._update_url, request, texts)
        with self._lock:
            self._writes += 1
        return self.snapshot

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Stream every quad, or those of one graph; one request for each graph."""
        everything = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        if graph in (None, "default"):
            yield from (ox.Quad(t.subject, t.predicate, t.object) for t in self.construct(everything))
        for name in self.graphs() if graph is None else [graph]:
            if name != "default":
                node = engine.iri(name, "graph")
                triples = self.construct(everything, dataset=Dataset(default=(name,)))
                yield from (ox.Quad(t.subject, t.predicate, t.object, node) for t in triples)

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs that hold something, sorted."""
        rows = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return sorted(row["g"].value for row in rows if isinstance(row["g"], ox.NamedNode))

    def count(self) -> int:
        """Return the number of quads."""
        rows = self.select(
            "SELECT ?n WHERE { { SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } }"
            " UNION { SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } } }"
        )
        return sum(int(cast(ox.Literal, row["n"]).value) for row in rows)

    def close(self) -> None:
        """Close the connections; safe to call twice."""
        self._endpoint.close()

    def _ask(self, text: SparqlText, dataset: Dataset | None, limits: Limits, instead: str | None = None) -> _Parsed:
        form = [("query", prologue(text) + (instead or text.text)), *_dataset_form(dataset)]
        if self.union and not (dataset and (dataset.default or dataset.named)) and not text.names_dataset:
            form.append(("union-default-graph", ""))
        accept = _GRAPHS if text.kind in ("construct", "describe") else _RESULTS
        try:
            reply = self._endpoint.post(self._query_url, form, accept=accept, seconds=limits.seconds, most=limits.bytes)
        except RequestRefused:
            engine.check_syntax(text)  # says where, if the text is at fault
            raise
        return self._parse(reply)

    def _update(self, url: str, request: str, texts: Sequence[SparqlText]) -> None:
        try:
            self._endpoint.post(url, [("update", request)])
        except RequestRefused:
            for text in texts:
                engine.check_syntax(text)
            raise

    def _parse(self, reply: Reply) -> _Parsed:
        try:
            if reply.media_type in _PARSED:
                return ox.parse_query_results(reply.body, _PARSED[reply.media_type])
            if reply.media_type in _READ:
                return [quad.triple for quad in ox.parse(reply.body, _READ[reply.media_type])]
        except (SyntaxError, ValueError) as error:
            raise not_results(self._query_url, reply, f"which does not parse ({error})") from None
        raise not_results(self._query_url, reply, "which is no SPARQL result")

    @contextmanager
    def _complete(self) -> Iterator[None]:
        """Raise EndpointError when results turn out broken while they are read."""
        try:
            yield
        except SyntaxError as error:
            raise EndpointError(
                f"The results of the endpoint {self.location} break off or do not parse: {error}",
                hint="Try again; look at the server's log.",
                url=self.location,
            ) from None


def _check_url(url: str, name: str) -> None:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        parsed = httpx.URL("")
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise InvalidParameter(name, url, "an address that begins with http:// or https://")


def _kind(answer: _Parsed) -> Kind:
    if isinstance(answer, ox.QueryBoolean):
        return "boolean"
    return "graph" if isinstance(answer, list) else "bindings"


def _write(answer: _Parsed, output: Output, media_type: str, limited: row_limit.Limited | None) -> bool:
    """Write an answer in a format of ours and tell whether it was cut."""
    file = cast(IO[bytes], output)
    if isinstance(answer, list):
        ox.serialize(answer, file, GRAPH_FORMATS[media_type], prefixes=engine.prefixes_for(GRAPH_FORMATS[media_type]))
        return False
    answer.serialize(file, RESULT_FORMATS[media_type])
    cuts = limited is not None and limited.cuts and isinstance(answer, ox.QuerySolutions)
    return cuts and limited is not None and row_limit.cut_rows(output, media_type, limited.rows)


def _dataset_form(dataset: Dataset | None) -> list[tuple[str, str]]:
    if dataset is None:
        return []
    return [("default-graph-uri", name) for name in dataset.default] + [
        ("named-graph-uri", name) for name in dataset.named
    ]
