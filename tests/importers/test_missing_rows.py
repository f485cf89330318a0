"""A row that is gone withdraws its claim and keeps it in the record; one that comes back is a new version of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from importers.conftest import DAY, Tables
from importers.test_importing import digest, shortcuts_are_right

from conflict_graph.cli import main
from conflict_graph.imports.report import ImportReport
from conflict_graph.imports.tables.run import check_tables, import_tables
from conflict_graph.store.base import Change
from conflict_graph.store.directory import DirectoryStore

Bring = Callable[[], ImportReport]
LATER = DAY.replace(day=2)


def withdrawn(store: DirectoryStore) -> set[str]:
    rows = store.select("SELECT ?claim ?then WHERE { ?claim prov:invalidatedAtTime ?then }")
    return {row["claim"].value.rpartition("/")[2] for row in rows}  # type: ignore[union-attr]


def without_bolivia(tables: Tables) -> dict[str, str]:
    """Delete the second participation; return it."""
    rows = tables.rows("participations")
    tables.write("participations", rows[:1])
    return rows[1]


def test_a_deleted_row_withdraws_its_claim_and_deletes_nothing(
    tables: Tables, store: DirectoryStore, bring: Bring
) -> None:
    bring()
    before = {quad for quad in store.quads() if "/id/claim/" in str(quad.subject)}
    without_bolivia(tables)
    report = import_tables(store, tables.folder, recorded_on=LATER)
    assert (report.written, report.revised, report.withdrawn) == (0, 0, 1)
    assert "1 withdrawn" in report.summary()
    (row,) = store.select("SELECT ?who ?then WHERE { ?c prov:invalidatedAtTime ?then ; cg:participant ?who }")
    assert row["who"].value.endswith("/state/bol") and row["then"].value == "2031-05-02T00:00:00Z"  # type: ignore[union-attr]
    assert before <= set(store.quads())
    assert not store.ask("ASK { st:bol cg:attends|cg:metWith|^cg:metWith ?any }") and shortcuts_are_right(store)
    again = import_tables(store, tables.folder, recorded_on=DAY.replace(day=3))
    assert (again.snapshot, again.withdrawn) == (report.snapshot, 0)


def test_a_row_that_comes_back_is_a_revision(tables: Tables, store: DirectoryStore, bring: Bring) -> None:
    bring()
    bolivia = without_bolivia(tables)
    import_tables(store, tables.folder, recorded_on=LATER)
    tables.add("participations", **bolivia)
    report = import_tables(store, tables.folder, recorded_on=DAY.replace(day=3))
    assert (report.written, report.revised, report.withdrawn) == (0, 1, 0)
    assert store.ask("""ASK { ?new prov:wasRevisionOf ?old ; cg:participant st:bol . ?old prov:invalidatedAtTime ?then
      FILTER NOT EXISTS { ?new prov:invalidatedAtTime ?never } }""")
    assert store.ask("ASK { st:bol cg:metWith per:ana-mora }") and shortcuts_are_right(store)
    again = import_tables(store, tables.folder, recorded_on=DAY.replace(day=4))
    assert again.snapshot == report.snapshot


def test_a_cell_that_is_emptied_withdraws_the_claim_it_made(
    tables: Tables, store: DirectoryStore, bring: Bring
) -> None:
    bring()
    tables.edit("meetings", hosted_by="")
    assert bring().withdrawn == 1
    assert withdrawn(store) == {"tables-puno-2031-04-12-host-ana-mora"}


def test_missing_rows_can_be_kept(tables: Tables, store: DirectoryStore, bring: Bring) -> None:
    first = bring()
    without_bolivia(tables)
    report = import_tables(store, tables.folder, recorded_on=LATER, keep_missing=True)
    assert (report.snapshot, report.withdrawn) == (first.snapshot, 0)


def test_other_tables_of_the_same_name_withdraw_nothing(
    tables: Tables, store: DirectoryStore, bring: Bring, capsys: pytest.CaptureFixture[str]
) -> None:
    bring()
    was = digest(store)
    for table, column in (("meetings", "id"), ("people", "id"), ("documents", "id")):
        tables.edit(table, **{column: f"other-{table}"})
    tables.edit("participations", participant="other-people", meeting="other-meetings")
    tables.edit("participations", 1, meeting="other-meetings")
    tables.edit("meetings", hosted_by="")
    tables.edit("documents", issuers="", meeting="")
    tables.edit("positions", holder="other-people", meeting="")
    tables.edit("counts", about="other-meetings")
    tables.edit("memberships", member="CHL")
    report = bring()
    assert not report.conforms and digest(store) == was
    assert "none of their rows is here" in report.to_text() and "--name" in report.to_text()
    arguments = ["import", "tables", str(tables.folder), "--store", store.location, "--name", "another"]
    assert main(arguments) == 0 and "0 withdrawn" in capsys.readouterr().out


def test_the_table_dataset_names_the_tables(tables: Tables, store: DirectoryStore, bring: Bring) -> None:
    tables.path("dataset").write_text("name,layer\nlake,reference\n", encoding="utf-8")
    assert bring().conforms
    assert store.ask("""ASK { clm:lake-puno-2031-04-12 prov:wasGeneratedBy ?run .
      ?run cg:dataset "lake" ; cg:layer v:layer-reference }""")


def test_what_would_break_the_shapes_is_told_with_its_row_and_not_loaded(
    tables: Tables, store: DirectoryStore, bring: Bring
) -> None:
    store.change(Change(updates=['INSERT DATA { per:ana-mora a cg:State ; skos:prefLabel "A. Mora"@en }']))
    was = digest(store)
    for report in (bring(), check_tables(store, tables.folder, recorded_on=DAY)):
        assert not report.conforms and report.snapshot is None
        told = [(one.file, one.row, one.column) for one in report.problems if one.severity == "error"]
        assert ("people.csv", 2, "id") in told
    assert digest(store) == was
