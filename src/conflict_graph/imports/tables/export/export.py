"""Exporting: the claims of a set of tables, and all they speak of, written as tables that import to the same graph."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from conflict_graph.errors import InvalidParameter, MissingFile
from conflict_graph.imports.tables.export.claim_rows import Claims
from conflict_graph.imports.tables.export.files import Tables, write_texts, write_workbook
from conflict_graph.imports.tables.export.read_things import Reader
from conflict_graph.imports.tables.export.report import ExportReport
from conflict_graph.imports.tables.export.round_trip import Differences, compare
from conflict_graph.imports.tables.export.thing_rows import rows_of
from conflict_graph.imports.withdraw import claims_of, runs_of
from conflict_graph.namespaces import CG, ID, PROV, RDFS, VOCAB, shorten
from conflict_graph.store.base import Store

_DATASET: Final = ox.NamedNode(CG + "dataset")
_DEFINED_BY: Final = ox.NamedNode(RDFS + "isDefinedBy")
_GENERATED_BY: Final = ox.NamedNode(PROV + "wasGeneratedBy")
_LEADS_ON: Final = ("cg:optionOf", "cg:postIn", "cg:incompatibleWith", "oa:hasSource")
_LONGEST_CODE: Final = 3


def export_tables(store: Store, place: Path, *, dataset: str = "") -> ExportReport:
    """Write a set of tables of a store to a folder as CSV, or to one workbook when place ends in .xlsx.

    dataset is the name of the tables; it is not needed when the store holds one set only. What the tables cannot say
    is in the report: versions that are no longer in the record, claims of other origin, and every statement that
    reading the tables again does not give back.

    Raises InvalidParameter when no such tables are in the store, MissingFile when place cannot be written.
    """
    view = store.view()
    name = _chosen(view, dataset)
    try:
        if place.suffix.casefold() != ".xlsx":
            return _written(view, place, name)
        with tempfile.TemporaryDirectory() as folder:
            report = _written(view, Path(folder), name)
            write_workbook(Path(folder), report.files, place)
        return report
    except OSError as error:
        raise MissingFile(
            f"The tables cannot be written to {place}: {error.strerror}.", hint="Name a folder of your own."
        ) from error


def datasets(store: Store) -> list[str]:
    """Return the names of the sets of tables that were imported into a store."""
    return sorted({str(getattr(one.object, "value", "")) for one in store.matching(None, _DATASET)})


def _chosen(store: Store, dataset: str) -> str:
    known = datasets(store)
    if dataset in known or (not dataset and len(known) == 1):
        return dataset or known[0]
    expected = f"one of {', '.join(known)}" if known else "a store into which tables were imported"
    raise InvalidParameter("name", dataset, expected)


def _written(store: Store, folder: Path, name: str) -> ExportReport:
    reader, differences = Reader(store), Differences()
    claims = Claims(reader, name)
    things: dict[str, None] = {}
    days: set[str] = set()
    exported: list[str] = []
    with Tables(folder) as tables:
        layer = reader.about(runs_of(store, name)[0].value).one("cg:layer").removeprefix(f"{VOCAB}layer-")
        tables.add("dataset", {"name": name, "layer": layer})
        for iri in sorted(claim.value for claim in claims_of(store, name)):
            claim = reader.about(iri)
            if claim.one("prov:invalidatedAtTime"):
                differences.add("claims that were withdrawn from the record", shorten(iri))
                continue
            exported.append(iri)
            days.add(claim.one("prov:generatedAtTime")[:10])
            things.update(dict.fromkeys(_named(reader, iri)))
            made = claims.row(claim)
            if made:
                tables.add(*made)
        things.update(dict.fromkeys(_described(store, name)))
        _describe(reader, tables, folder, things, name)
    recorded = max(days, default=date.today().isoformat())
    for day in sorted(days - {recorded}):
        differences.add("earlier days of recording", day)
    _others(store, name, differences)
    compare(store, folder, exported, date.fromisoformat(recorded), differences)
    return ExportReport(
        dataset=name, files=tables.files(), rows=tables.counts, recorded_on=recorded, left_out=differences.sorted()
    )


def _describe(reader: Reader, tables: Tables, folder: Path, things: dict[str, None], name: str) -> None:
    """Write what the claims speak of, and what those things lead to."""
    pending, seen = list(things), set[str]()
    while pending:
        iri = pending.pop()
        if iri in seen:
            continue
        seen.add(iri)
        pending += [one for path in _LEADS_ON for one in reader.about(iri).all(path)]
    for iri in sorted(seen):
        thing = reader.about(iri)
        if thing.kind == "Place" and len(thing.id) > _LONGEST_CODE:
            continue  # a town: the meetings name it
        for table, row in rows_of(reader, thing, name):
            tables.add(table, row)
        if thing.kind == "Source" and thing.one("cg:text"):
            write_texts(folder, {f"sources/{thing.id}.txt": thing.one("cg:text")})


def _named(reader: Reader, claim: str) -> Iterator[str]:
    """Yield the things that a claim names, by IRI."""
    for values in reader.about(claim).statements.values():
        for value in values:
            if isinstance(value, ox.NamedNode) and value.value.startswith(ID):
                yield value.value


def _described(store: Store, name: str) -> Iterator[str]:
    """Yield what runs of the tables described, whether or not a claim names it."""
    for run in runs_of(store, name):
        for triple in store.matching(None, _DEFINED_BY, run):
            if isinstance(triple.subject, ox.NamedNode):
                yield triple.subject.value


def _others(store: Store, name: str, differences: Differences) -> None:
    own = {run.value for run in runs_of(store, name)}
    query = f"SELECT ?run (COUNT(?claim) AS ?claims) WHERE {{ ?claim {_GENERATED_BY} ?run }} GROUP BY ?run"
    for row in store.select(query):
        run, claims = row["run"], row["claims"]
        if isinstance(run, ox.NamedNode) and isinstance(claims, ox.Literal) and run.value not in own:
            differences.add("claims of other origin", shorten(run.value), int(claims.value))
