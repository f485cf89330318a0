"""Two records of one thing are answered for as one, by a decision with its reason, and can be taken apart again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from importers.conftest import DAY, Tables
from importers.test_importing import shortcuts_are_right

import conflict_graph as cg
from conflict_graph.cli import main
from conflict_graph.errors import ConflictGraphError, InvalidParameter
from conflict_graph.imports.report import ImportReport
from conflict_graph.store.base import Change, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.write.merge import merge, unmerge

Bring = Callable[[], ImportReport]


@pytest.fixture
def doubled(tables: Tables, bring: Bring) -> Tables:
    """Tables in which one minister is recorded twice."""
    seat = {"meeting": "puno-2031-04-12", "status": "attended", "source_ids": "herald-1"}
    stance = {"issue": "lake-water", "stance": "neutral", "stated_on": "2031-04-13", "source_ids": "herald-1"}
    tables.add("people", id="a-mora", name="A. Mora-Ruiz")
    tables.add("participations", participant="a-mora", **seat)
    tables.add("positions", id="p2", holder="a-mora", **stance)
    assert bring().conforms
    return tables


def statements(store: Store) -> set[str]:
    """Everything in a store but the record of decisions."""
    return {str(quad) for quad in store.quads() if "/id/decision/" not in str(quad.subject)}


def test_what_is_said_of_either_is_said_of_the_one_that_is_kept(doubled: Tables, store: DirectoryStore) -> None:
    merge(store, "per:ana-mora", "per:a-mora", reason="Same office, same day", by="Ana", on=DAY)
    with cg.open(store.location) as graph:
        one = graph.thing("per:ana-mora")
        assert one.iri == graph.thing("A. Mora-Ruiz").iri == graph.thing("per:a-mora").iri
        assert any(claim.iri.endswith("/tables-p2") for claim in one.positions())
        assert graph.search("Mora-Ruiz")[0].thing.iri == one.iri
    assert store.ask("ASK { clm:tables-p2 cg:holder per:ana-mora . per:a-mora dcterms:isReplacedBy per:ana-mora }")
    assert not store.ask("ASK { per:ana-mora cg:metWith per:ana-mora }") and shortcuts_are_right(store)
    assert store.ask("""ASK { ?d a cg:MergeDecision ; cg:reason "Same office, same day"@en ; cg:decidedBy "Ana" ;
      prov:endedAtTime "2031-05-01T00:00:00Z"^^xsd:dateTime . ?moved cg:movedBy ?d ; rdf:subject clm:tables-p2 ;
      rdf:object per:a-mora }""")


def test_unmerging_restores_everything_but_the_record(doubled: Tables, store: DirectoryStore) -> None:
    before = statements(store)
    merge(store, "per:ana-mora", "per:a-mora", reason="Same office")
    unmerge(store, "per:a-mora", reason="Two people of one name")
    assert statements(store) == before and shortcuts_are_right(store)
    assert store.ask('ASK { ?u cg:reverses ?d ; cg:reason "Two people of one name"@en . ?d a cg:MergeDecision }')
    assert not store.ask("ASK { ?moved cg:movedBy ?d }")
    merge(store, "per:ana-mora", "per:a-mora", reason="One after all")
    assert len(store.select("SELECT ?d WHERE { ?d a cg:MergeDecision }")) == 2


def test_a_chain_of_merges_comes_apart_in_turn(doubled: Tables, store: DirectoryStore) -> None:
    store.change(Change(updates=['INSERT DATA { per:am a cg:Person ; skos:prefLabel "AM"@en }']))
    before = statements(store)
    merge(store, "per:ana-mora", "per:a-mora", reason="One")
    merge(store, "per:am", "per:ana-mora", reason="One")
    with cg.open(store.location) as graph:
        assert graph.thing("per:a-mora").iri.endswith("/person/am")
    with pytest.raises(InvalidParameter, match="first"):
        unmerge(store, "per:a-mora", reason="No")
    unmerge(store, "per:ana-mora", reason="No")
    unmerge(store, "per:a-mora", reason="No")
    assert statements(store) == before


def test_tables_imported_again_leave_a_merge_as_it_is(doubled: Tables, store: DirectoryStore, bring: Bring) -> None:
    merge(store, "per:ana-mora", "per:a-mora", reason="One")
    snapshot = store.snapshot
    assert bring().snapshot == snapshot
    doubled.edit("positions", 1, stance="oppose")
    assert bring().revised == 1
    query = "ASK {{ ?new prov:wasRevisionOf clm:tables-p2 ; cg:holder {} }}"
    assert store.ask(query.format("per:ana-mora")) and shortcuts_are_right(store)
    unmerge(store, "per:a-mora", reason="Two")
    assert store.ask(query.format("per:a-mora")) and not store.ask(query.format("per:ana-mora"))
    assert bring().added == 0


@pytest.mark.parametrize(
    ("other", "reason"),
    [("per:ana-mora", "Same"), ("mtg:puno-2031-04-12", "Same"), ("src:herald-1", "Same"), ("per:nobody", "Same"),
     ("per:a-mora", " ")],
)  # fmt: skip
def test_what_cannot_be_one_is_refused(other: str, reason: str, doubled: Tables, store: DirectoryStore) -> None:
    before = store.snapshot
    with pytest.raises(ConflictGraphError):
        merge(store, "per:ana-mora", other, reason=reason)
    assert store.snapshot == before


def test_the_commands_merge_and_take_apart(
    doubled: Tables, store: DirectoryStore, capsys: pytest.CaptureFixture[str]
) -> None:
    before = statements(store)
    told = ["--store", store.location, "--on", "2031-05-02"]
    assert main(["merge", "per:ana-mora", "per:a-mora", "--reason", "Same office", *told]) == 0
    assert "Merged per:a-mora into per:ana-mora: " in capsys.readouterr().out
    assert main(["unmerge", "per:a-mora", "--reason", "Two people", "--format", "json", *told]) == 0
    assert '"kept"' in capsys.readouterr().out
    assert statements(store) == before
