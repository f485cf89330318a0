"""Oxigraph behind the contract: one place where queries and changes meet the engine.

Everything here works on a plain ``pyoxigraph.Store``; the memory store calls it directly, the directory store for
its own bounded queries, and the workers for free-form ones. It must stay cheap to import: workers load it.
"""

from __future__ import annotations

import traceback
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from conflict_graph.errors import InvalidParameter, QuerySyntaxError, UnsupportedQuery
from conflict_graph.namespaces import PREFIXES
from conflict_graph.sparql import text as sparql_text
from conflict_graph.sparql.result_formats import GRAPH_FORMATS, RESULT_FORMATS, choose
from conflict_graph.store import row_limit
from conflict_graph.store.base import Change, Dataset, Kind, Row, Statement
from conflict_graph.store.spool import Output

_PREFIXED = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML)
"""Formats that read better with prefixes; the others go straight from the engine to the output."""


_PIECE = 1 << 23

_BULK = 10_000
"""Quads from which on adding goes past the transaction log, which is several times as fast."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an answer beside its bytes."""

    kind: Kind
    media_type: str
    truncated: bool = False


@contextmanager
def without_result_frames() -> Iterator[None]:
    """Let errors leave without the results they interrupt.

    Results of the engine belong to the thread that asked. An error keeps them alive through the frames it passed, and
    it may well be another thread that drops it, which the engine answers with a warning and a leak.
    """
    try:
        yield
    except BaseException as error:
        passed: BaseException | None = error
        while passed is not None:
            traceback.clear_frames(passed.__traceback__)
            passed = passed.__context__
        raise


@without_result_frames()
def answer(
    store: ox.Store,
    query: str,
    output: Output,
    accept: Sequence[str] = (),
    dataset: Dataset | None = None,
    rows: int | None = None,
    union: bool = False,
) -> Head:
    """Check a free-form query, run it, write its answer to output, and return what it is.

    Raises QuerySyntaxError, OutwardRequestRefused, UnknownFormat, ResultTooLarge.
    """
    text = sparql_text.parse(query)
    text.refuse_outward()
    limited = row_limit.with_limit(text, rows) if rows is not None else None
    results = _run(store, text, dataset, union, limited.text if limited else None)
    if isinstance(results, ox.QueryTriples):
        media_type = choose(accept, graph=True)
        _write_graph(results, output, GRAPH_FORMATS[media_type])
        return Head("graph", media_type)
    media_type = choose(accept, graph=False)
    results.serialize(cast(IO[bytes], output), RESULT_FORMATS[media_type])
    if isinstance(results, ox.QueryBoolean):
        return Head("boolean", media_type)
    truncated = limited is not None and limited.cuts and row_limit.cut_rows(output, media_type, limited.rows)
    return Head("bindings", media_type, truncated)


@without_result_frames()
def select(store: ox.Store, query: str, dataset: Dataset | None = None, union: bool = False) -> list[Row]:
    """Return the rows of a trusted SELECT query."""
    results = _trusted(store, query, dataset, union)
    if not isinstance(results, ox.QuerySolutions):
        raise InvalidParameter("query", first_line(query), "a SELECT query")
    return rows(results)


def rows(results: ox.QuerySolutions) -> list[Row]:
    """Return solutions as mappings from variable names; a variable without a value has no entry."""
    names = [variable.value for variable in results.variables]
    return [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in results]


@without_result_frames()
def ask(store: ox.Store, query: str, dataset: Dataset | None = None, union: bool = False) -> bool:
    """Return the truth of a trusted ASK query."""
    results = _trusted(store, query, dataset, union)
    if not isinstance(results, ox.QueryBoolean):
        raise InvalidParameter("query", first_line(query), "an ASK query")
    return bool(results)


@without_result_frames()
def construct(store: ox.Store, query: str, dataset: Dataset | None = None, union: bool = False) -> list[ox.Triple]:
    """Return the triples of a trusted CONSTRUCT or DESCRIBE query."""
    results = _trusted(store, query, dataset, union)
    if not isinstance(results, ox.QueryTriples):
        raise InvalidParameter("query", first_line(query), "a CONSTRUCT or DESCRIBE query")
    return list(results)


def statements(
    store: ox.Store,
    subjects: Iterable[str],
    without: Collection[str] = (),
    union: bool = False,
    graph: str | None = None,
) -> Iterator[Statement]:
    """Yield what the default graph, a named one, or the union of all says of these things, each statement once.

    Reading the index of subjects takes half the time of a query that does the same.
    """
    union = union and graph is None
    place = None if union else ox.NamedNode(graph) if graph else ox.DefaultGraph()
    for subject in dict.fromkeys(subjects):
        thing = ox.BlankNode(subject[2:]) if subject.startswith("_:") else ox.NamedNode(subject)
        # read at once: an iterator that is left unfinished belongs to the thread that began it
        pairs = [(quad.predicate.value, quad.object) for quad in store.quads_for_pattern(thing, None, None, place)]
        for property_, value in dict.fromkeys(pairs) if union else pairs:
            if property_ not in without:
                yield subject, property_, value


def apply(store: ox.Store, change: Change) -> None:
    """Apply a change step by step; the caller sees to it that a failed change is thrown away whole.

    Raises QuerySyntaxError, OutwardRequestRefused, InvalidParameter.
    """
    texts = checked(change.updates)
    for graph in map(graph_name, change.clear):
        store.clear_graph(graph) if isinstance(graph, ox.DefaultGraph) else store.remove_graph(graph)
    for quad in change.remove:
        store.remove(quad)
    for path in change.without:
        remove_lines(store, path)
    if change.add:
        store.extend(change.add) if len(change.add) < _BULK else store.bulk_extend(change.add)
    for path in change.files:
        load_lines(store, path)
    for text in texts:
        update(store, text)


def checked(updates: Sequence[str]) -> list[sparql_text.SparqlText]:
    """Return updates as parsed texts; raises QuerySyntaxError and OutwardRequestRefused."""
    texts = [sparql_text.parse(one, update=True) for one in updates]
    for text in texts:
        text.refuse_outward()
    return texts


def load_lines(store: ox.Store, path: Path) -> None:
    """Add the statements of an N-Triples file, a few megabytes at a time, so that memory does not grow with it."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            store.bulk_load(piece + file.readline(), ox.RdfFormat.N_TRIPLES)


def remove_lines(store: ox.Store, path: Path) -> None:
    """Remove the statements of an N-Triples file, one after the other."""
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES):
        store.remove(quad)


def matching(
    store: ox.Store,
    subject: ox.NamedNode | None,
    predicate: ox.NamedNode | None,
    object: ox.NamedNode | ox.Literal | None,
) -> Iterator[ox.Triple]:
    """Stream the statements of the default graph that have these terms."""
    for quad in store.quads_for_pattern(subject, predicate, object, ox.DefaultGraph()):
        yield quad.triple


def quads(store: ox.Store, graph: str | None = None) -> Iterator[ox.Quad]:
    """Stream every quad, or those of one graph."""
    return store.quads_for_pattern(None, None, None, None if graph is None else graph_name(graph))


def graphs(store: ox.Store) -> list[str]:
    """Return the IRIs of the named graphs that hold something, sorted."""
    return sorted(
        graph.value
        for graph in store.named_graphs()
        if isinstance(graph, ox.NamedNode) and any(True for _ in store.quads_for_pattern(None, None, None, graph))
    )


def graph_name(name: str) -> ox.NamedNode | ox.DefaultGraph:
    """Return the graph called name; "default" is the default graph.

    Raises InvalidParameter when name is not an absolute IRI.
    """
    if name == "default":
        return ox.DefaultGraph()
    return iri(name, "graph")


def iri(value: str, parameter: str) -> ox.NamedNode:
    """Return the node of an absolute IRI, or raise InvalidParameter naming the parameter it came in."""
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise InvalidParameter(parameter, value, f"an absolute IRI ({error})") from None


def dataset_options(dataset: Dataset | None, union: bool) -> dict[str, Any]:
    """Return the engine's options for a dataset; one the request names goes before FROM and the union setting."""
    if dataset is not None and (dataset.default or dataset.named):
        return {
            "default_graph": [iri(name, "default-graph-uri") for name in dataset.default],
            "named_graphs": [iri(name, "named-graph-uri") for name in dataset.named],
        }
    return {"use_default_graph_as_union": union}


def _trusted(
    store: ox.Store, query: str, dataset: Dataset | None, union: bool
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Run a query of our own making: that it does the engine no harm needs no proof, which takes longer than most."""
    try:
        return _run(store, sparql_text.SparqlText(query), dataset, union)
    except QuerySyntaxError:
        sparql_text.parse(query)  # which tells best what is wrong with a text that is no query
        raise


def _run(
    store: ox.Store, text: sparql_text.SparqlText, dataset: Dataset | None, union: bool, instead: str | None = None
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    options = dataset_options(dataset, union and not text.names_dataset)
    try:
        return store.query(instead or text.text, prefixes=PREFIXES, **options)
    except SyntaxError as error:
        if instead is not None:  # the place of an error must be told in the caller's own text
            return _run(store, text, dataset, union)
        raise text.syntax_error(error) from None
    except RuntimeError as error:  # such as a call of an unknown extension function
        raise UnsupportedQuery(str(error)) from None


def prefixes_for(rdf_format: ox.RdfFormat) -> dict[str, str] | None:
    """Return the prefixes to write RDF with, or None for a format that has none."""
    return PREFIXES if rdf_format in _PREFIXED else None


def check_syntax(text: sparql_text.SparqlText) -> None:
    """Raise QuerySyntaxError when the engine cannot parse a text; nothing is asked or changed."""
    if text.kind == "update":
        update(ox.Store(), text)
    else:
        _run(ox.Store(), text, None, False)


def first_line(query: str) -> str:
    """Return the first line of a query, cut, to name it by."""
    line = next((line.strip() for line in query.splitlines() if line.strip()), "")
    return line if len(line) <= 60 else line[:57] + "..."


def _write_graph(triples: ox.QueryTriples, output: Output, rdf_format: ox.RdfFormat) -> None:
    file = cast(IO[bytes], output)
    prefixes = prefixes_for(rdf_format)
    if prefixes:
        ox.serialize(triples, file, rdf_format, prefixes=prefixes)
    else:
        triples.serialize(file, rdf_format)


def update(store: ox.Store, text: sparql_text.SparqlText) -> None:
    """Carry out one checked update; raises QuerySyntaxError and InvalidParameter."""
    try:
        store.update(text.text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise text.syntax_error(error) from None
    except RuntimeError as error:  # such as CLEAR of a graph that is not there
        raise InvalidParameter("update", first_line(text.text), f"an update that can be carried out: {error}") from None
