"""An import is all or nothing, the same however often it is run, and keeps what was recorded before."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from importers.conftest import DAY, Tables
from openpyxl import Workbook

from conflict_graph.imports.report import ImportReport
from conflict_graph.imports.tables.run import import_tables
from conflict_graph.rdf.documents import RdfDocument
from conflict_graph.store.base import Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.validate.validate import validate
from conflict_graph.write.shortcuts import SHORTCUTS, derive

Bring = Callable[[], ImportReport]


def digest(store: Store) -> str:
    """The hash of everything in a store; there are no blank nodes, so the sorted lines are canonical."""
    quads = list(store.quads())
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    return hashlib.sha256("\n".join(sorted(map(str, quads))).encode()).hexdigest()


def shortcuts_are_right(store: Store) -> bool:
    return {quad for quad in store.quads() if quad.predicate in SHORTCUTS} == derive(list(store.quads()))


def test_the_templates_can_be_imported_and_conform_to_the_shapes(store: DirectoryStore, bring: Bring) -> None:
    report = bring()
    assert report.conforms and report.written > 10 and not report.problems
    quads = [quad for quad in store.quads() if quad.predicate not in SHORTCUTS]
    assert validate([RdfDocument("tables", quads, "")]).findings == ()
    assert shortcuts_are_right(store)


def test_the_same_bytes_again_add_nothing(store: DirectoryStore, bring: Bring) -> None:
    first, again = bring(), bring()
    assert again.snapshot == first.snapshot
    assert (again.written, again.revised, again.unchanged) == (0, 0, first.written)
    assert (again.added, again.removed, again.described) == (0, 0, 0)


def test_another_day_and_unchanged_rows_add_nothing(tables: Tables, store: DirectoryStore, bring: Bring) -> None:
    tables.edit("sources", date="")
    first = bring()
    again = import_tables(store, tables.folder, recorded_on=DAY.replace(day=20))
    assert (again.snapshot, again.revised) == (first.snapshot, 0)


def test_an_edited_row_revises_its_claim_and_keeps_the_old_one(
    tables: Tables, store: DirectoryStore, bring: Bring
) -> None:
    bring()
    tables.edit("positions", stance="oppose")
    report = import_tables(store, tables.folder, recorded_on=DAY.replace(day=2))
    assert (report.written, report.revised) == (0, 1)
    (row,) = store.select("""SELECT ?new ?old ?stance ?was ?then WHERE {
      ?new prov:wasRevisionOf ?old ; cg:stance ?stance . ?old cg:stance ?was ; prov:invalidatedAtTime ?then }""")
    told = {name: getattr(term, "value", "") for name, term in row.items()}
    assert told["stance"].endswith("stance-oppose") and told["was"].endswith("stance-support")
    assert told["then"] == "2031-05-02T00:00:00Z"
    assert shortcuts_are_right(store)
    again = import_tables(store, tables.folder, recorded_on=DAY.replace(day=3))
    assert (again.snapshot, again.unchanged) == (report.snapshot, report.unchanged + 1)


def test_a_row_edited_back_is_a_third_version(tables: Tables, store: DirectoryStore, bring: Bring) -> None:
    bring()
    for stance in ("oppose", "support"):
        tables.edit("positions", stance=stance)
        assert bring().revised == 1
    (row,) = store.select("""SELECT ?claim ?stance WHERE { ?claim a cg:Position ; cg:stance ?stance
      FILTER NOT EXISTS { ?claim prov:invalidatedAtTime ?then } }""")
    assert row["stance"] == ox.NamedNode("https://w3id.org/conflict-graph/vocab/stance-support")
    assert len(store.select("SELECT ?claim WHERE { ?claim a cg:Position }")) == 3


def test_a_name_that_is_corrected_takes_the_place_of_the_old(
    tables: Tables, store: DirectoryStore, bring: Bring
) -> None:
    bring()
    tables.edit("meetings", label="Lake talks")
    bring()
    names = store.select("SELECT ?name WHERE { mtg:puno-2031-04-12 skos:prefLabel ?name }")
    assert [row["name"] for row in names] == [ox.Literal("Lake talks", language="en")]


def test_what_a_store_says_of_a_thing_stays(tables: Tables, store: DirectoryStore, bring: Bring) -> None:
    update = 'INSERT DATA { per:ana-mora a cg:Person ; skos:prefLabel "A. Mora"@en }'
    from conflict_graph.store.base import Change

    store.change(Change(updates=[update]))
    bring()
    names = store.select(
        "SELECT ?p ?name WHERE { per:ana-mora ?p ?name FILTER(?p IN (skos:prefLabel, skos:altLabel)) }"
    )
    assert {(row["p"].value.rsplit("#", 1)[1], row["name"].value) for row in names} == {  # type: ignore[union-attr]
        ("prefLabel", "A. Mora"),
        ("altLabel", "Ana Mora"),
    }


def test_a_position_that_is_superseded_ends_when_its_successor_begins(
    tables: Tables, store: DirectoryStore, bring: Bring
) -> None:
    tables.edit("positions", id="first")
    bring()
    row = tables.rows("positions")[0]
    later = {
        "id": "second",
        "stated_on": "2031-04-20",
        "stance": "oppose",
        "supersedes": "first",
        "known_by": "2031-04-21",
    }
    tables.add("positions", **(row | later))
    report = bring()
    assert (report.written, report.revised) == (1, 0)
    (found,) = store.select("SELECT ?until WHERE { clm:tables-second cg:supersedes/cg:validUntil ?until }")
    assert found["until"].value == "2031-04-20"  # type: ignore[union-attr]
    assert shortcuts_are_right(store)


def test_a_corrected_successor_leaves_a_graph_that_conforms(
    tables: Tables, store: DirectoryStore, bring: Bring
) -> None:
    row = tables.rows("positions")[0]
    tables.edit("positions", id="first")
    later = {"id": "second", "stated_on": "2031-04-20", "supersedes": "first", "known_by": "2031-04-21"}
    tables.add("positions", **(row | later))
    bring()
    tables.edit("positions", 1, stated_on="2031-04-21")
    tables.edit("positions", 0, stance="oppose")
    assert bring().revised == 2
    quads = [quad for quad in store.quads() if quad.predicate not in SHORTCUTS]
    assert validate([RdfDocument("tables", quads, "")]).findings == ()
    (found,) = store.select("""SELECT ?new ?stance ?until WHERE { ?new cg:supersedes ?old .
      ?old cg:stance ?stance ; cg:validUntil ?until
      FILTER NOT EXISTS { ?new prov:invalidatedAtTime ?a } FILTER NOT EXISTS { ?old prov:invalidatedAtTime ?b } }""")
    assert found["until"].value == "2031-04-21"  # type: ignore[union-attr]
    assert found["stance"].value.endswith("stance-oppose")  # type: ignore[union-attr]
    assert shortcuts_are_right(store)


def test_rows_that_contradict_each_other_are_linked_both_ways(
    tables: Tables, store: DirectoryStore, bring: Bring
) -> None:
    row = tables.rows("counts")[0]
    tables.edit("counts", id="twelve", sure="high")
    tables.add("counts", **(row | {"id": "thirteen", "count": "13", "sure": "low", "contradicts": "twelve"}))
    bring()
    assert store.ask("ASK { clm:tables-twelve cg:contradicts clm:tables-thirteen }")
    assert store.ask("ASK { clm:tables-thirteen cg:contradicts clm:tables-twelve ; cg:claimStatus v:claim-disputed }")
    assert store.ask("ASK { clm:tables-twelve cg:claimStatus v:claim-accepted ; cg:value 12 }")


def test_a_quote_is_found_in_the_text_of_its_source(tables: Tables, store: DirectoryStore, bring: Bring) -> None:
    (tables.folder / "sources").mkdir()
    text = "🌊 On Monday, Ana Mora asked for a fixed quota. Others did not."
    (tables.folder / "sources" / "herald-1.txt").write_text(text, encoding="utf-8")
    tables.edit("sources", text="sources/herald-1.txt")
    tables.edit("positions", quote="Ana Mora asked for a fixed quota.")
    bring()
    (row,) = store.select("""SELECT ?exact ?start ?end WHERE { ?c a cg:Position ; cg:hasEvidence ?e .
      ?e cg:evidenceGrade v:evidence-quoted ; oa:hasSelector/oa:exact ?exact ;
         oa:hasSelector/oa:start ?start ; oa:hasSelector/oa:end ?end }""")
    start, end = (int(row[name].value) for name in ("start", "end"))  # type: ignore[union-attr]
    assert text[start:end] == row["exact"].value == "Ana Mora asked for a fixed quota."  # type: ignore[union-attr]
    tables.edit("positions", quote="Ana Mora demanded a fixed quota.")
    assert "nearest   “Ana Mora asked for a fixed quota" in tables.complaints()[0]


def test_semicolons_a_byte_order_mark_and_a_workbook_read_alike(tables: Tables, tmp_path: Path) -> None:
    from conflict_graph.store.memory import MemoryStore

    results = []
    book = Workbook()
    book.remove(book.worksheets[0])
    for path in sorted(tables.folder.glob("*.csv")):
        rows = tables.rows(path.stem)
        sheet = book.create_sheet(path.stem)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    book.save(tmp_path / "tables.xlsx")
    results.append((tmp_path / "tables.xlsx", "workbook"))
    results.append((tables.folder, "commas"))
    hashes = {}
    for place, name in results:
        with MemoryStore() as memory:
            import_tables(memory, place, recorded_on=DAY)
            hashes[name] = _without_run(memory)
    for path in sorted(tables.folder.glob("*.csv")):
        tables.write(path.stem, tables.rows(path.stem), delimiter=";", encoding="utf-8-sig")
    with MemoryStore() as memory:
        import_tables(memory, tables.folder, recorded_on=DAY)
        hashes["semicolons"] = _without_run(memory)
    assert hashes["workbook"] == hashes["commas"] == hashes["semicolons"]


def _without_run(store: Store) -> set[str]:
    return {str(quad) for quad in store.quads() if "/id/run/" not in str(quad)}


def test_a_killed_import_leaves_nothing_and_ends_the_same_when_run_again(tables: Tables, tmp_path: Path) -> None:
    many_meetings(tables, 40)
    command = [sys.executable, "-m", "conflict_graph", "import", "tables", str(tables.folder)]
    expected, moments = None, (None, 0.6, 1.2)
    for moment in moments:
        place = tmp_path / f"store-{moment}"
        arguments = [*command, "--store", str(place), "--recorded-on", "2031-05-01", "--format", "json"]
        if moment is not None:
            process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(moment)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        done = subprocess.run(arguments, capture_output=True, text=True, check=True)
        assert json.loads(done.stdout)["conforms"]
        with DirectoryStore(place) as store:
            assert shortcuts_are_right(store)
            expected = expected or digest(store)
            assert digest(store) == expected
        assert not (place / "imports").exists()


def test_an_import_that_is_broken_off_while_it_publishes_goes_on(
    tables: Tables, store: DirectoryStore, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from conflict_graph.imports import run

    def breaking(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "judge", breaking)
        with pytest.raises(KeyboardInterrupt):
            bring()
    assert store.count() == 0
    assert bring().written > 0
    with DirectoryStore(Path(store.location).parent / "whole", create=True) as whole:
        import_tables(whole, tables.folder, recorded_on=DAY)
        assert digest(whole) == digest(store)


def test_an_import_that_is_broken_off_goes_on_where_it_was(
    tables: Tables, store: DirectoryStore, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from conflict_graph.imports import run

    many_meetings(tables, 100)
    monkeypatch.setattr(run, "_BATCH", 50)
    reconcile, seen = run.Reconciler.reconcile, list[int]()

    def breaking(self: run.Reconciler, items: list[object], batch: object) -> object:
        seen.append(len(items))
        if len(seen) == 3:
            raise RuntimeError("the power is gone")
        return reconcile(self, items, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(run.Reconciler, "reconcile", breaking)
    with pytest.raises(RuntimeError):
        bring()
    assert store.count() == 0
    report = bring()
    with DirectoryStore(Path(store.location).parent / "whole", create=True) as whole:
        monkeypatch.undo()
        other = import_tables(whole, tables.folder, recorded_on=DAY)
        assert digest(whole) == digest(store)
    assert report.written == other.written
    assert sum(seen) - seen[2] == sum(seen[:2]) + sum(seen[3:])


def many_meetings(tables: Tables, count: int) -> None:
    """Tables with so many meetings, of two participants each."""
    meeting, participation = tables.rows("meetings")[0], tables.rows("participations")[1]
    tables.write("meetings", [meeting, *(meeting | {"id": f"m{n}", "label": f"Meeting {n}"} for n in range(count))])
    pairs = [(f"m{n}", who) for n in range(count) for who in ("ana-mora", "BOL")]
    tables.write("participations", [participation | {"meeting": meeting, "participant": who} for meeting, who in pairs])


def test_memory_does_not_grow_with_the_number_of_rows(tables: Tables, tmp_path: Path) -> None:
    peaks = []
    for count in (100, 800):
        many_meetings(tables, count)
        command = (
            "import resource, sys; from conflict_graph.cli import main;"
            f"status = main(['import', 'tables', {str(tables.folder)!r}, '--store', {str(tmp_path / str(count))!r}]);"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(status)"
        )
        done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
        assert f"Read {3 * count + 9:,} rows" in done.stdout
        peaks.append(int(done.stderr.split()[-1]))
    assert peaks[1] < peaks[0] + 60_000  # kilobytes; ten times the rows need twice as much when kept in memory
