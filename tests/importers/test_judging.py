"""An import is judged by one record of each pattern, and by every rule that compares several claims."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from importers.conftest import DAY

from conflict_graph.imports.importer import Item, Origin, Problem
from conflict_graph.imports.run import run_import
from conflict_graph.namespaces import CG, PROV, expand
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph.write.commit import commit
from conflict_graph.write.load import load

EVERY_KIND = Path(__file__).parents[1] / "valid" / "every-kind.ttl"
ATTENDED = expand("clm:sylvania-at-summit")
LATER = """INSERT DATA { mtg:later a cg:Meeting ; skos:prefLabel "Later meeting"@en }"""


class Attendances:
    """An importer of made records: who attended which meeting, each told as the shipped example tells it."""

    name, noun, layer, place = "attendances", "attendances", "article", "made"
    files = ("made.txt",)
    errors = 0

    def __init__(self, store: MemoryStore, meetings: list[str]) -> None:
        own = {PROV + "wasGeneratedBy", PROV + "generatedAtTime", CG + "inEvent"}
        self._common = [
            (ox.NamedNode(name), value) for _, name, value in store.statements([ATTENDED]) if name not in own
        ]
        self._meetings = meetings

    def fingerprint(self) -> str:
        return " ".join(self._meetings)

    def prepare(self) -> None: ...

    def check(self) -> list[Problem]:
        return []

    def count(self) -> int:
        return len(self._meetings)

    def items(self) -> Iterator[Item]:
        for row, meeting in enumerate(self._meetings, start=2):
            held = (ox.NamedNode(CG + "inEvent"), ox.NamedNode(expand(meeting)))
            claim = ox.NamedNode(expand(f"clm:attendances-{row}"))
            yield Item(claim, (*self._common, held), Origin("made.txt", row), is_claim=True)  # type: ignore[arg-type]

    def place_of(self, property_: str, origin: Origin) -> str:
        return "meeting" if property_.endswith("inEvent") else ""


def test_a_record_like_others_that_breaks_a_rule_over_several_claims_is_refused_with_its_place() -> None:
    with MemoryStore() as store:
        load(store, [read_rdf(EVERY_KIND)])
        commit(store, Change(updates=[LATER]))
        before = set(store.quads())
        good = ["mtg:river-summit"] * 3
        report = run_import(store, Attendances(store, [*good, "mtg:later", *good]), recorded_on=DAY)
        assert not report.conforms
        assert [(problem.file, problem.row) for problem in report.problems] == [("made.txt", 5)]
        assert set(store.quads()) == before


def test_records_that_break_no_rule_are_written() -> None:
    with MemoryStore() as store:
        load(store, [read_rdf(EVERY_KIND)])
        report = run_import(store, Attendances(store, ["mtg:river-summit"] * 3), recorded_on=DAY)
        assert report.conforms and report.written == 3
