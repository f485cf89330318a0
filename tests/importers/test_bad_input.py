"""Whatever is wrong with a table is told with file, row, column, value and what was expected; nothing is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from importers.conftest import Tables
from openpyxl import Workbook

from conflict_graph.cli import main
from conflict_graph.imports.report import ImportReport
from conflict_graph.store.directory import DirectoryStore

CASES: dict[str, tuple[Callable[[Tables], object], str]] = {
    "an unknown person": (
        lambda t: t.edit("participations", participant="Ana Morra"),
        "participations.csv:2: participant: error: No actor has this id or name.\n"
        "    found     “Ana Morra”\n"
        "    expected  the id or name of a row in people or actors, or of one in the store, a code of ISO 3166-1\n"
        "    nearest   ana-mora (Ana Mora)",
    ),
    "a day that does not exist": (
        lambda t: t.edit("meetings", start="2031-02-31"),
        "meetings.csv:2: start: error: There is no such day: February 2031 has 28 days.\n"
        "    found     “2031-02-31”\n"
        "    expected  a day as YYYY-MM-DD, such as 2026-02-24, or a month as YYYY-MM",
    ),
    "a day that does not exist, in another order": (
        lambda t: t.edit("meetings", start="31.02.2025"),
        "meetings.csv:2: start: error: There is no such day: February 2025 has 28 days.\n"
        "    found     “31.02.2025”\n"
        "    expected  a day as YYYY-MM-DD, such as 2026-02-24, or a month as YYYY-MM",
    ),
    "a day in another order": (
        lambda t: t.edit("meetings", start="12.04.2031"),
        "meetings.csv:2: start: error: The day is not written in the order year, month, day.\n"
        "    found     “12.04.2031”\n"
        "    expected  a day as YYYY-MM-DD, such as 2026-02-24, or a month as YYYY-MM\n"
        "    nearest   2031-04-12",
    ),
    "words for a day": (
        lambda t: t.edit("positions", stated_on="early March"),
        "positions.csv:2: stated_on: error: This is not a day.\n"
        "    found     “early March”\n"
        "    expected  a day as YYYY-MM-DD, such as 2026-02-24, or a month as YYYY-MM",
    ),
    "a reversed interval": (
        lambda t: t.edit("meetings", end="2031-04-11"),
        "meetings.csv:2: end: error: The meeting ends before it starts.\n"
        "    found     “2031-04-11”\n"
        "    expected  a day on or after start, 2031-04-12",
    ),
    "a meeting that is nowhere defined": (
        lambda t: t.edit("participations", meeting="puno-2031-04-13"),
        "participations.csv:2: meeting: error: No meeting has this id or name.\n"
        "    found     “puno-2031-04-13”\n"
        "    expected  the id or name of a row in meetings, or of one in the store\n"
        "    nearest   puno-2031-04-12 (Lake talks in Puno, 12 April 2031)",
    ),
    "a position without a source": (
        lambda t: t.edit("positions", source_ids=""),
        "positions.csv:2: source_ids: error: The cell is empty.\n"
        "    found     nothing\n"
        "    expected  the sources that say so, by id",
    ),
    "an id that is there twice": (
        lambda t: t.add("people", id="ana-mora", name="Ana Mora Ruiz"),
        "people.csv:3: id: error: The id is there twice.\n"
        "    found     “ana-mora”\n"
        "    expected  an id of its own; row 2 of people.csv has this one",
    ),
    "a cell with a line break": (
        lambda t: t.edit("meetings", note="one\ntwo"),
        "meetings.csv:2: note: error: The cell has a line break.\n    found     “one ⏎ two”\n    expected  one line",
    ),
    "a formula": (
        lambda t: t.edit("meetings", note="=A1&B1"),
        "meetings.csv:2: note: error: The cell holds a formula.\n"
        "    found     “=A1&B1”\n"
        "    expected  the value itself",
    ),
    "an unknown word": (
        lambda t: t.edit("participations", status="atended"),
        "participations.csv:2: status: error: The word is not one of those known here.\n"
        "    found     “atended”\n"
        "    expected  attended, expected, invited, declined, absent, not-planned\n"
        "    nearest   attended",
    ),
    "somebody who attended what is not said to have been held": (
        lambda t: t.edit("meetings", status="scheduled"),
        "participations.csv:2: status: error: The meeting puno-2031-04-12 is not known to have been held.\n"
        "    found     “attended”\n"
        "    expected  expected or invited, or a meeting with the status held",
    ),
    "a row with too many cells": (
        lambda t: t.path("actors").write_text("id,kind,name\neu,organisation,European Union, of states\n"),
        "actors.csv:2: error: The row has 4 cells, the header 3.\n"
        "    expected  3 cells; a text with a comma or semicolon in it needs quotation marks",
    ),
    "an option of another issue": (
        lambda t: (
            t.add("issues", issue="fishing", issue_label="Fishing", option="quota", option_label="Quota"),
            t.edit("positions", option="quota"),
        ),
        "positions.csv:2: option: error: The option belongs to another issue.\n"
        "    found     “quota”\n"
        "    expected  an option of the issue lake-water (Sharing of the lake water)",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_told_in_full(name: str, tables: Tables) -> None:
    spoil, told = CASES[name]
    spoil(tables)
    assert told in tables.complaints()


def test_a_missing_column_is_named_with_what_may_have_been_meant(tables: Tables) -> None:
    text = tables.path("meetings").read_text(encoding="utf-8").replace("status", "statuz", 1)
    tables.path("meetings").write_text(text, encoding="utf-8")
    assert tables.complaints()[0] == (
        "meetings.csv:1: status: error: The column is missing.\n    expected  a column status\n    nearest   statuz"
    )


def test_latin_1_bytes_are_told_with_their_place(tables: Tables) -> None:
    rows = tables.rows("people")
    tables.write("people", [rows[0] | {"name": "José Mora"}], encoding="latin-1")
    assert tables.complaints()[0] == (
        "people.csv:2: name: error: The byte 0xE9 is not UTF-8.\n"
        "    found     “Jos\ufffd Mora”\n"
        "    expected  text in UTF-8; in a spreadsheet program save as “CSV UTF-8”"
    )


def test_a_broken_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "tables.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    from conflict_graph.imports.tables.run import check_tables

    (problem,) = check_tables(None, tmp_path).problems
    assert problem.file == "tables.xlsx" and problem.message.startswith("The workbook cannot be read: ")


def test_a_formula_in_a_workbook_is_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "actors"
    sheet.append(["id", "kind", "name"])
    sheet.append(["eu", "organisation", "=A1"])
    book.save(tmp_path / "tables.xlsx")
    from conflict_graph.imports.tables.run import check_tables

    (problem,) = check_tables(None, tmp_path).problems
    assert (problem.file, problem.row, problem.column) == ("tables.xlsx[actors]", 2, "name")
    assert problem.message == "The cell holds a formula."


def test_all_errors_are_told_at_once_and_nothing_is_loaded(
    tables: Tables, store: DirectoryStore, bring: Callable[[], ImportReport]
) -> None:
    tables.edit("meetings", start="31.02.2031")
    tables.edit("positions", holder="nobody")
    tables.edit("participations", 1, participant="Atlantis")
    before = store.snapshot
    report = bring()
    assert not report.conforms and report.errors >= 3 and report.snapshot is None
    assert {problem.file for problem in report.problems} >= {"meetings.csv", "positions.csv", "participations.csv"}
    assert store.snapshot == before and store.count() == 0
    assert {problem.value for problem in report.unmatched} >= {"nobody", "Atlantis"}


def test_a_namesake_is_a_question_and_not_a_merge(tables: Tables) -> None:
    tables.add("people", id="ana-mora-2", name="Ana Mora")
    tables.edit("participations", participant="Ana Mora")
    (told,) = [one for one in tables.complaints() if "participations.csv" in one]
    assert told == (
        "participations.csv:2: participant: error: "
        "2 things have this name: ana-mora (Ana Mora), ana-mora-2 (Ana Mora).\n"
        "    found     “Ana Mora”\n"
        "    expected  the id of the one that is meant\n"
        "    nearest   ana-mora, ana-mora-2"
    )


def test_na_is_namibia_where_a_country_is_meant(tables: Tables, bring: Callable[[], ImportReport]) -> None:
    tables.edit("participations", on_behalf_of="NA")
    assert tables.check().conforms
    assert bring().conforms


def test_the_command_ends_with_status_1_and_tells_all(
    tables: Tables, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables.edit("meetings", start="early March")
    assert main(["import", "tables", str(tables.folder), "--check"]) == 1
    told = capsys.readouterr().out
    assert "meetings.csv:2: start: error: This is not a day." in told
    assert "1 error" in told and "Nothing was imported." in told
