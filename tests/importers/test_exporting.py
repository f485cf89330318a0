"""Tables that are exported import to the same graph; what tables cannot say is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from importers.conftest import DAY, Tables
from importers.test_chronicle import ROOT
from importers.test_strangers_table import ISSUES, MEETINGS, PARTICIPATIONS, PEOPLE, POSITIONS, SOURCES
from openpyxl import load_workbook

import conflict_graph as cg
from conflict_graph.cli import main
from conflict_graph.errors import InvalidParameter
from conflict_graph.imports.tables.export.export import export_tables
from conflict_graph.imports.tables.run import import_tables
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.store.base import Change, Store
from conflict_graph.store.memory import MemoryStore
from conflict_graph.write.load import load


def brought(place: Path, day: date = DAY, beside: Store | None = None) -> MemoryStore:
    """A store with tables in it, and what another one holds."""
    store = MemoryStore()
    if beside is not None:
        store.change(Change(add=list(beside.quads())))
    report = import_tables(store, place, recorded_on=day)
    assert report.conforms, report.to_text()
    return store


def said(store: Store) -> set[str]:
    """Everything a store says; runs are named after the bytes they read, so they are all called alike here."""
    runs = [str(row["run"]) for row in store.select("SELECT ?run WHERE { ?run a cg:Extraction }")]
    lines = {str(quad) for quad in store.quads() if str(quad.subject) not in runs}
    for run in runs:
        lines = {line.replace(run, "<run>") for line in lines}
    return lines


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
def test_exported_tables_import_to_the_same_graph(name: str, tables: Tables, tmp_path: Path) -> None:
    tables.add("positions", **(tables.rows("positions")[0] | {"stated_on": "2031-05", "known_by": "2031-05-30",
               "stance": "neutral", "condition": "rain", "statement_kind": "letter", "id": "p-2"}))  # fmt: skip
    store = brought(tables.folder)
    report = export_tables(store, tmp_path / name)
    assert report.left_out == () and report.rows["positions"] == 2
    assert said(brought(tmp_path / name)) == said(store)


def test_the_strangers_tables_come_back(tmp_path: Path) -> None:
    texts = {"sources": SOURCES, "people": PEOPLE, "issues": ISSUES, "meetings": MEETINGS,
             "participations": PARTICIPATIONS, "positions": POSITIONS}  # fmt: skip
    folder = tmp_path / "ridge"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    store = brought(folder, date(2032, 5, 1))
    assert export_tables(store, tmp_path / "out").left_out == ()
    assert said(brought(tmp_path / "out", date(2032, 5, 1))) == said(store)


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5 degrees", "@home", "'=quoted", "'plain'"])
@pytest.mark.parametrize("name", ["out", "out.xlsx"])
def test_no_spreadsheet_program_runs_a_cell(text: str, name: str, tables: Tables, tmp_path: Path) -> None:
    tables.edit("meetings", note=text if text.startswith("'") else f"'{text}")
    store = brought(tables.folder)
    export_tables(store, tmp_path / name)
    if name == "out":
        cells = (tmp_path / "out" / "meetings.csv").read_text(encoding="utf-8").replace("\n", ",").split(",")
    else:
        sheet = load_workbook(tmp_path / name)["meetings"]
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
        cells = [str(cell.value or "") for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert said(brought(tmp_path / name)) == said(store)


def test_what_tables_cannot_say_is_named(tables: Tables, tmp_path: Path) -> None:
    store = brought(tables.folder)
    tables.edit("positions", stance="oppose")
    import_tables(store, tables.folder, recorded_on=DAY.replace(day=2))
    store.change(Change(updates=['INSERT DATA { per:ana-mora skos:definition "A minister."@en }']))
    told = {one.what: one.count for one in export_tables(store, tmp_path / "out").left_out}
    assert told["claims that were withdrawn from the record"] == 1
    assert told["values of skos:definition"] == 1
    assert told["values of prov:wasRevisionOf"] == 1 or told["claims that no row gives back"] == 1


def test_the_chronicle_comes_back_claim_for_claim(tmp_path: Path) -> None:
    day = date(2026, 11, 22)
    with MemoryStore() as beside:
        load(
            beside, [read_rdf(ROOT / "data" / f"{one}.ttl") for one in ("ontology", "events", "reference")], check=False
        )
        store = brought(ROOT / "data" / "chronicle", day, beside)
        report = export_tables(store, tmp_path / "out")
        back = said(brought(tmp_path / "out", day, beside))
    lost = said(store) - back
    assert not back - said(store)
    assert all("altLabel" in line or "alternative" in line for line in lost) and len(lost) < 30
    assert "values of skos:altLabel" in {one.what for one in report.left_out}
    assert sum(report.rows[name] for name in ("meetings", "participations", "positions")) == 835


def test_the_command_and_python_write_the_same(
    tables: Tables, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "store")
    assert main(["import", "tables", str(tables.folder), "--store", place, "--recorded-on", "2031-05-01"]) == 0
    capsys.readouterr()
    assert main(["export", "tables", str(tmp_path / "a"), "--store", place]) == 0
    assert "To import them: --recorded-on 2031-05-01" in capsys.readouterr().out
    with cg.open(place) as graph:
        report = graph.export_tables(tmp_path / "b")
    for name in report.files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_store_without_tables_has_none_to_export(tmp_path: Path) -> None:
    with MemoryStore() as store, pytest.raises(InvalidParameter, match="into which tables were imported"):
        export_tables(store, tmp_path / "out")
