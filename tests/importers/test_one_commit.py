"""Every way to write goes through one commit: shortcuts follow from claims, and what breaks the shapes is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from importers.conftest import Tables
from importers.test_importing import shortcuts_are_right

from conflict_graph.errors import InvalidData
from conflict_graph.imports.report import ImportReport
from conflict_graph.namespaces import CG
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.store.base import Change, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.write.backup import backup, restore
from conflict_graph.write.commit import commit
from conflict_graph.write.load import load
from conflict_graph.write.merge import merge, unmerge
from conflict_graph.write.shortcuts import SHORTCUTS

EVERY_KIND = Path(__file__).parents[1] / "valid" / "every-kind.ttl"
RETRACT = """DELETE { ?claim cg:claimStatus ?status } INSERT { ?claim cg:claimStatus v:claim-retracted }
  WHERE { ?claim a cg:Participation ; cg:claimStatus ?status }"""


def shortcuts(store: Store) -> set[ox.Quad]:
    return {quad for quad in store.quads() if quad.predicate in SHORTCUTS}


def updated(store: Store, folder: Path) -> None:
    commit(store, Change(updates=[RETRACT]))


def replaced(store: Store, folder: Path) -> None:
    attending = [quad for quad in store.quads() if quad.predicate.value == CG + "participant"]
    subjects = {quad.subject for quad in attending}
    commit(store, Change(clear=["default"], add=[quad for quad in store.quads() if quad.subject not in subjects]))


def loaded(store: Store, folder: Path) -> None:
    load(store, [read_rdf(EVERY_KIND)])


def merged(store: Store, folder: Path) -> None:
    merge(store, "per:ana-mora", "per:a-mora", reason="Same office")


def taken_apart(store: Store, folder: Path) -> None:
    merged(store, folder)
    unmerge(store, "per:a-mora", reason="Two people of one name")


def restored(store: Store, folder: Path) -> None:
    backup(store, folder / "backup")
    commit(store, Change(updates=[RETRACT]))
    restore(store, folder / "backup", replace=True)


WAYS: dict[str, Callable[[Store, Path], None]] = {
    "update": updated,
    "replace": replaced,
    "load": loaded,
    "merge": merged,
    "unmerge": taken_apart,
    "restore": restored,
}


@pytest.mark.parametrize("way", WAYS)
def test_after_each_way_to_write_the_shortcuts_are_those_that_follow_from_the_claims(
    tables: Tables, store: DirectoryStore, bring: Callable[[], ImportReport], tmp_path: Path, way: str
) -> None:
    tables.add("people", id="a-mora", name="A. Mora-Ruiz")
    seat = {"meeting": "puno-2031-04-12", "status": "attended", "source_ids": "herald-1"}
    tables.add("participations", participant="a-mora", **seat)
    assert bring().conforms and shortcuts_are_right(store)
    before, snapshot = shortcuts(store), store.snapshot
    WAYS[way](store, tmp_path)
    assert shortcuts_are_right(store)
    assert store.snapshot != snapshot
    assert (shortcuts(store) == before) == (way in ("unmerge", "restore"))


def test_a_shortcut_that_no_claim_bears_out_is_not_kept_whoever_writes_it(store: DirectoryStore) -> None:
    commit(store, Change(updates=["INSERT DATA { st:a cg:memberOf coal:b ; rdfs:label 'A' }"]))
    assert not store.ask("ASK { st:a cg:memberOf ?any }") and store.ask("ASK { st:a rdfs:label 'A' }")


def test_a_merge_that_leaves_a_claim_which_breaks_the_shapes_is_refused(store: DirectoryStore) -> None:
    """A position on an option of one issue would come to be on an option of another."""
    load(store, [read_rdf(EVERY_KIND)])
    other = """INSERT DATA { iss:river a cg:Issue ; skos:prefLabel "River"@en .
      iss:river-dam a cg:PolicyOption ; skos:prefLabel "Dam"@en ; cg:optionOf iss:river }"""
    commit(store, Change(updates=[other]))
    (row, *_) = store.select("SELECT ?option { ?claim a cg:Position ; cg:onOption ?option }")
    before = set(store.quads())
    with pytest.raises(InvalidData) as refused:
        merge(store, "iss:river-dam", row["option"].value, reason="One and the same")
    assert "option-of-issue" in str(refused.value.extra["report"])
    assert set(store.quads()) == before
