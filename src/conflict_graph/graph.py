"""The Python door: ``conflict_graph.open()`` gives a `Graph`, and a graph answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflict_graph.asking import Named
from conflict_graph.charting import Charting

if TYPE_CHECKING:
    from datetime import date

    from conflict_graph.ask.overview import Overview
    from conflict_graph.imports.tables.export.report import ExportReport
    from conflict_graph.rdf.documents import RdfDocument
    from conflict_graph.settings import Settings
    from conflict_graph.validate.report import Report
    from conflict_graph.write.load import LoadReport
    from conflict_graph.write.merge import MergeReport


def open(location: str | Path | None = None, *, settings: Settings | None = None, create: bool = False) -> Graph:
    """Open a graph.

    Parameters
    ----------
    location: a store directory, the URL of a SPARQL 1.1 query endpoint, or "memory" for an empty graph in memory.
        Without it, the setting ``store`` (``CONFLICT_GRAPH_STORE``); without that, the shipped data.
    settings: limits and defaults; without them, those of the environment (``CONFLICT_GRAPH_*``).
    create: make a store directory that is missing or empty into an empty store.

    Returns
    -------
    A `Graph`; use it in a ``with`` block, or close it when done.

    Raises
    ------
    StoreUnreadable, StoreLocked, EndpointError, InvalidParameter.

    Example
    -------
    >>> with open() as graph:
    ...     graph.actor("Macron").label
    'Emmanuel Macron'
    """
    from conflict_graph.opening import open_store
    from conflict_graph.queries.as_rdf import executables
    from conflict_graph.settings import read_settings

    settings = settings or read_settings()
    place = location if location is not None else settings.store or None
    extra = executables() if place is None else ()
    return Graph(open_store(place, settings, create=create, extra=extra), settings)


class Graph(Charting):
    """A graph of claims: ask it in SPARQL, by named queries, by name, or as networks.

    Days are given as ``datetime.date`` or ISO text. valid_at asks what held on that day, known_at what could be
    known, recorded_at what was in this graph. layer and modality restrict the claims an answer may rest on; empty
    means all. Every answer names the claims it rests on, and every claim its sentences.
    """

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *error: Any) -> None:
        if error[0] is not None:
            self.store.abandon()
        self.close()

    def __repr__(self) -> str:
        return f"<Graph {self.store.location} snapshot {self.snapshot}>"

    def close(self) -> None:
        """Close the store, ending its workers; safe to call twice."""
        self.store.close()

    def load(self, files: Sequence[str | Path], *, graph: str | None = None) -> LoadReport:
        """Check files and add what they say, all or nothing.

        Raises InvalidData with the report, DataSyntaxError, MissingFile, ReadOnly, StoreLocked.
        """
        from conflict_graph.write.load import load

        return load(self.store, _documents(files), graph=graph)

    def validate(self, files: Sequence[str | Path]) -> Report:
        """Check files against the shapes and the texts of their sources, and change nothing.

        In a store that takes writes they are judged as a load would: together with what it says of the same things.
        Otherwise they stand alone, and only what they merely mention is looked up.
        Raises DataSyntaxError, MissingFile.
        """
        from conflict_graph.validate.context import standing_alone
        from conflict_graph.validate.validate import validate
        from conflict_graph.write.load import lookup

        documents, known = _documents(files), lookup(self.store)
        return validate(documents, lookup=known if self.store.writable else standing_alone(documents, known))

    def export(self, format: str = "turtle") -> bytes:
        """Return everything the graph holds as RDF; formats without named graphs hold the default graph only.

        Raises UnknownFormat.
        """
        from conflict_graph.write.export import export

        return export(self.held(), format)

    def merge(self, kept: Named, other: Named, *, reason: str, by: str = "", on: date | None = None) -> MergeReport:
        """Merge a thing into another, of which it is a second record; `unmerge` undoes it exactly.

        kept and other are IRIs, prefixed names or things in hand; reason, who decides (by) and the day (on) are
        recorded.
        Raises NotFound, InvalidParameter, ReadOnly, StoreLocked.
        """
        from conflict_graph.write.merge import merge

        return merge(self.store, _iri_as_given(kept), _iri_as_given(other), reason=reason, by=by, on=on)

    def unmerge(self, other: Named, *, reason: str, by: str = "", on: date | None = None) -> MergeReport:
        """Take a merged thing out again, and record why. Raises NotFound, InvalidParameter, ReadOnly, StoreLocked."""
        from conflict_graph.write.merge import unmerge

        return unmerge(self.store, _iri_as_given(other), reason=reason, by=by, on=on)

    def export_tables(self, place: str | Path, *, name: str = "") -> ExportReport:
        """Write imported tables to a folder, or to a workbook (.xlsx), so that they import to the same graph.

        name is what the tables are called, if there are several sets. Returns what was written, and what tables
        cannot say. Raises InvalidParameter, MissingFile.
        """
        from conflict_graph.imports.tables.export.export import export_tables

        return export_tables(self.held(), Path(place), dataset=name)

    def info(self) -> Overview:
        """Return what the graph holds, in numbers."""
        from conflict_graph.ask.overview import overview

        return overview(self.held())


def _iri_as_given(record: Named) -> str:
    """Return the IRI of a record as it is: a name would lead to the thing that a merged record stands for."""
    return record if isinstance(record, str) else record.iri


def _documents(files: Sequence[str | Path]) -> list[RdfDocument]:
    """Read files, each with the texts of its sources that lie beside it."""
    from conflict_graph.rdf.documents import read_rdf
    from conflict_graph.rdf.source_texts import attach_texts

    return [attach_texts(read_rdf(path), path.parent) for path in map(Path, files)]
