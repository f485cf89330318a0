"""The chronicle that is shipped is the one its tables make, and answers what only it can answer."""

from __future__ import annotations

import csv
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from conflict_graph.namespaces import PREFIXES

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "data" / "chronicle"
CLAIM_TABLES = ("meetings", "participations", "memberships", "positions", "counts", "documents")


def builder() -> ModuleType:
    """The script that compiles the tables."""
    spec = importlib.util.spec_from_file_location("chronicle", ROOT / "scripts" / "chronicle.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def chronicle() -> ox.Store:
    """The chronicle beside what it refers to."""
    store = ox.Store()
    for name in ("ontology", "events", "reference", "chronicle"):
        store.load(path=str(ROOT / "data" / f"{name}.ttl"), format=ox.RdfFormat.TURTLE)
    return store


def rows(table: str) -> list[dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(re.sub(r".*[/#]", "", str(term.value)) for term in row if term is not None) for row in found]


def test_the_file_is_what_the_tables_make() -> None:
    assert (ROOT / "data" / "chronicle.ttl").read_bytes() == builder().build(), "run make chronicle"


@pytest.mark.parametrize("table", CLAIM_TABLES)
def test_every_row_is_a_claim_with_each_of_its_sources(table: str, chronicle: ox.Store) -> None:
    query = "SELECT ?claim ?source WHERE { ?claim cg:hasEvidence/oa:hasSource ?source }"
    told = set(values(chronicle, query))
    missing = [
        (row["id"], source)
        for row in rows(table)
        for source in row["source_ids"].split(";")
        if (f"chronicle-{row['id']}", source) not in told
    ]
    assert missing == []


def test_every_claim_is_of_the_chronicle_and_none_of_another_layer(chronicle: ox.Store) -> None:
    query = """SELECT DISTINCT ?layer WHERE { ?claim prov:wasGeneratedBy/cg:layer ?layer
      FILTER(STRSTARTS(STR(?claim), CONCAT(STR(clm:), "chronicle-"))) }"""
    assert values(chronicle, query) == [("layer-chronicle",)]


def test_the_meeting_in_paris_has_its_participants_with_their_roles(chronicle: ox.Store) -> None:
    query = """SELECT ?who ?role ?status WHERE { ?claim cg:inEvent mtg:paris-2026-01-06 ; cg:participant ?who ;
      prov:wasGeneratedBy run:chronicle-1 ; cg:role ?role ; cg:participationStatus ?status }"""
    told = sorted(values(chronicle, query))
    table = [row for row in rows("participations") if row["meeting"] == "paris-2026-01-06"]
    assert told == sorted((row["participant"], f"role-{row['role']}", f"part-{row['status']}") for row in table)
    assert ("emmanuel-macron", "role-co-chair", "part-attended") in told


def test_shifts_close_what_they_replace(chronicle: ox.Store) -> None:
    query = """SELECT ?new ?old WHERE { ?new a cg:Position ; prov:wasGeneratedBy run:chronicle-1 ;
      cg:supersedes ?old ; cg:validFrom ?day . ?old cg:validUntil ?day }"""
    told = sorted(values(chronicle, query))
    table = [row for row in rows("positions") if row["supersedes"]]
    assert told == sorted((f"chronicle-{row['id']}", f"chronicle-{row['supersedes']}") for row in table)


def test_another_day_for_a_meeting_is_a_disputed_account_and_not_a_meeting(chronicle: ox.Store) -> None:
    query = """SELECT ?claim ?status ?other WHERE { ?claim cg:inEvent mtg:geneva-2026-02-17 ; cg:eventStatus ?held ;
      prov:wasGeneratedBy run:chronicle-1 ; cg:claimStatus ?status ; cg:contradicts ?other }"""
    assert sorted(values(chronicle, query)) == [
        ("chronicle-geneva-2026-02-16", "claim-disputed", "chronicle-geneva-2026-02-17"),
        ("chronicle-geneva-2026-02-17", "claim-accepted", "chronicle-geneva-2026-02-16"),
    ]
    assert not chronicle.query("ASK { mtg:geneva-2026-02-16 a cg:Meeting }", prefixes=PREFIXES)
