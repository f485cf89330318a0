"""A table of another conflict, filled in from the templates and the documentation alone, and explored."""

from __future__ import annotations

from pathlib import Path

from importers.conftest import DAY

import conflict_graph as cg
from conflict_graph.cli import main
from conflict_graph.imports.tables.run import import_tables
from conflict_graph.store.directory import DirectoryStore

SOURCES = """id;site;title;date
ridge-1;ridgepost.example;Truce talks open;2032-02-02
ridge-2;ridgepost.example;A second round;2032-02-20
"""
PEOPLE = """id;name;aliases;state;office;source_ids
jan-holm;Jan Holm;J. Hölm;NO;Special envoy of Norway;ridge-1
lela-dvali;Lela Dvali;;GEO;Foreign Minister of Georgia;ridge-1
"""
ISSUES = """issue;issue_label;option;option_label;incompatible_with
ridge-road;Use of the ridge road;road-open;The road is open to all;road-patrol
ridge-road;Use of the ridge road;road-patrol;Joint patrols decide who passes;road-open
"""
MEETINGS = """id;label;start;status;place;country;issues;source_ids
oslo-2032-02-01;First round in Oslo;2032-02-01;held;Oslo;Norway;ridge-road;ridge-1
oslo-2032-02-19;Second round in Oslo;2032-02-19;held;Oslo;NOR;ridge-road;ridge-2
tbilisi-2032-03;Third round in Tbilisi;2032-03;scheduled;Tbilisi;georgia;ridge-road;ridge-2
"""
PARTICIPATIONS = """meeting;participant;role;status;source_ids
oslo-2032-02-01;jan-holm;mediator;attended;ridge-1
oslo-2032-02-01;Lela Dvali;;attended;ridge-1
oslo-2032-02-19;J. Holm;mediator;attended;ridge-2
oslo-2032-02-19;lela dvali;;attended;ridge-2
tbilisi-2032-03;lela-dvali;host;expected;ridge-2
"""
POSITIONS = """id;holder;issue;option;stance;stated_on;condition;supersedes;source_ids
dvali-1;Lela Dvali;ridge-road;road-open;oppose;2032-02-01;;;ridge-1
dvali-2;Lela Dvali;ridge-road;road-open;conditional;2032-02-19;observers are let in;dvali-1;ridge-2
"""


def test_three_meetings_of_another_conflict_can_be_explored(tmp_path: Path) -> None:
    folder = tmp_path / "ridge"
    assert main(["import", "tables", "--template", str(folder)]) == 0
    for name in ("actors", "documents", "memberships", "counts"):
        (folder / f"{name}.csv").unlink()
    for name, text in {
        "sources": SOURCES,
        "people": PEOPLE,
        "issues": ISSUES,
        "meetings": MEETINGS,
        "participations": PARTICIPATIONS,
        "positions": POSITIONS,
    }.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with DirectoryStore(tmp_path / "store", create=True) as store:
        report = import_tables(store, folder, recorded_on=DAY.replace(year=2032))
    assert report.conforms, report.to_text()
    with cg.open(tmp_path / "store") as graph:
        meetings = [(one.thing.label, one.standing) for one in graph.meetings(participant="Jan Holm")]
        assert meetings == [("First round in Oslo", "held"), ("Second round in Oslo", "held")]
        (shift,) = graph.shifts(holder="Lela Dvali")
        assert (shift.before.stance.name, shift.after.stance.name) == ("stance-oppose", "stance-conditional")
        assert graph.thing("Norway").iri.endswith("/state/nor")
        assert {claim.layer.name for claim in graph.claims()} == {"layer-chronicle"}
