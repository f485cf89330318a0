"""The commands, run as a person would: what they print, and the status they end with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

import conflict_graph as cg
from conflict_graph.cli import main

CLAIMED = """
@prefix cg: <https://w3id.org/conflict-graph/ontology#> .
@prefix orgn: <https://w3id.org/conflict-graph/id/organization/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
orgn:test-league a cg:InternationalOrganization ; skos:prefLabel "Test League"@en .
"""


@dataclass(frozen=True)
class Told:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture
def run(shipped: cg.Graph, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process."""

    def run_command(*words: str | Path) -> Told:
        capfd.readouterr()
        status = main([str(word) for word in words])
        told = capfd.readouterr()
        return Told(status, told.out, told.err)

    return run_command


@pytest.fixture
def league(tmp_path: Path) -> Path:
    """A small file that holds up."""
    path = tmp_path / "league.ttl"
    path.write_text(CLAIMED, encoding="utf-8")
    return path


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"conflict-graph {cg.__version__}\n"
    told = run("--help")
    assert told.status == 0
    assert "Who meets whom" in told.out


def test_help_of_serve_lists_every_setting(run: Run) -> None:
    told = run("serve", "--help")
    assert told.status == 0
    assert [name for name in cg.Settings.model_fields if f"CONFLICT_GRAPH_{name.upper()}" not in told.out] == []


def test_info_counts_what_is_there(run: Run, shipped: cg.Graph) -> None:
    facts = json.loads(run("info", "--format", "json").out)
    assert facts["statements"] == shipped.store.count()
    assert {"article", "chronicle", "reference"} == {count["layer"] for count in facts["by_kind"]}
    (counted,) = shipped.query("SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c cg:claimStatus ?status }").rows
    assert facts["claims"] == counted["n"]
    assert f"{facts['claims']:,}" in run("info").out


def test_query_prints_a_table_of_short_names(run: Run) -> None:
    told = run("query", "SELECT ?p ?name WHERE { ?p a cg:Person ; skos:prefLabel ?name } ORDER BY ?name")
    assert told.status == 0
    assert ["per:emmanuel-macron", "Emmanuel", "Macron"] in [line.split() for line in told.out.splitlines()]


def test_query_answers_in_the_formats_of_sparql(run: Run) -> None:
    text = "SELECT ?p WHERE { ?p skos:prefLabel 'Emmanuel Macron'@en }"
    macron = "https://w3id.org/conflict-graph/id/person/emmanuel-macron"
    rows = json.loads(run("query", text, "--format", "json").out)["results"]["bindings"]
    assert [row["p"]["value"] for row in rows] == [macron]
    assert list(csv.reader(io.StringIO(run("query", text, "--format", "csv").out))) == [["p"], [macron]]
    assert run("query", text, "--format", "tsv").out == f"?p\n<{macron}>\n"
    assert f"<uri>{macron}</uri>" in run("query", text, "--format", "xml").out


def test_query_answers_ask_and_construct(run: Run) -> None:
    assert run("query", "ASK { per:emmanuel-macron a cg:Person }").out == "true\n"
    told = run("query", "CONSTRUCT WHERE { per:emmanuel-macron a ?class }", "--format", "n-triples")
    assert len(list(ox.parse(told.out, ox.RdfFormat.N_TRIPLES))) > 0


def test_query_reads_a_file_and_a_named_query(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "question.rq"
    file.write_text("ASK { per:emmanuel-macron a cg:Person }", encoding="utf-8")
    assert run("query", "--file", file).out == "true\n"
    words = ("query", "--name", "claims", "--param", "kind=Position", "--param", "layer=article", "--format", "json")
    rows = json.loads(run(*words).out)["results"]["bindings"]
    assert rows
    assert all("/claim/" in row["claim"]["value"] for row in rows)


def test_named_queries_are_listed_with_their_parameters(run: Run) -> None:
    listed = {query["name"]: query for query in json.loads(run("query", "--list", "--format", "json").out)}
    assert "valid_at" in listed["claims"]["parameters"]
    assert "claims" in run("query", "--list").out


def test_a_cut_answer_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_GRAPH_QUERY_ROWS", "2")
    told = run("query", "SELECT ?s WHERE { ?s a cg:Person }", "--format", "csv")
    assert len(told.out.splitlines()) == 3
    assert "cut at 2 rows" in told.err


def test_search_finds_other_spellings(run: Run) -> None:
    hits = json.loads(run("search", "zelensky", "--format", "json").out)
    assert hits[0]["thing"]["label"] == "Volodymyr Zelenskyy"
    assert "Volodymyr Zelenskyy" in run("search", "zelensky").out


def test_network_in_every_format(run: Run, shipped: cg.Graph) -> None:
    expected = shipped.network("membership", layer=["article"])
    words = ("network", "membership", "--layer", "article", "--format")
    graphml = nx.read_graphml(io.BytesIO(run(*words, "graphml").out.encode()))
    assert set(graphml) == set(expected)
    assert graphml.number_of_edges() == expected.number_of_edges()
    assert len(run(*words, "csv").out.splitlines()) == expected.number_of_edges() + 1
    assert "Nordic-Baltic Eight" in run(*words, "table").out
    assert run(*words, "html").out.lower().startswith("<!doctype html>")


def test_network_as_of_a_day_leaves_out_what_came_later(run: Run) -> None:
    early = json.loads(run("network", "co-attendance", "--valid-at", "2025-12-31", "--format", "json").out)
    late = json.loads(run("network", "co-attendance", "--valid-at", "2026-02-24", "--format", "json").out)
    assert len(early["edges"]) < len(late["edges"])


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("valid-at", "1800-01-01"),
        ("known-at", "1800-01-01"),
        ("recorded-at", "1800-01-01"),
        ("layer", "machine-coded"),
        ("modality", "negated"),
        ("source", "src:wlc"),
    ],
)
def test_networks_and_paths_take_every_part_of_a_scope(run: Run, option: str, value: str) -> None:
    given = (f"--{option}", value)
    assert json.loads(run("network", "co-attendance", *given, "--format", "json").out)["edges"] == []
    told = run("paths", "Starmer", "Iceland", *given, "--relationship", "co-attendance", "--format", "json")
    assert json.loads(told.out)["paths"] == []


def test_a_named_query_refuses_a_day_that_it_cannot_honour(run: Run) -> None:
    told = run("query", "--name", "labels", "--param", "recorded_at=2026-02-24")
    assert told.status != 0
    assert "Leave out recorded_at" in told.err


def test_paths_show_the_sentence_behind_each_hop(run: Run) -> None:
    told = run("paths", "Starmer", "Iceland", "--layer", "article")
    assert "Keir Starmer - Emmanuel Macron - Iceland" in told.out
    assert "“co-chaired by French President Emmanuel Macron and British Prime Minister Keir Starmer”" in told.out


def test_two_things_without_a_path_are_no_error(run: Run) -> None:
    told = run("paths", "Macron", "Russia", "--relationship", "membership", "--format", "json")
    assert told.status == 0
    assert json.loads(told.out)["found"] is False


def test_export_holds_every_statement(run: Run, shipped: cg.Graph, tmp_path: Path) -> None:
    file = tmp_path / "all.ttl"
    assert run("export", "--output", file).status == 0
    assert len(set(ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE))) == shipped.store.count()


def test_load_adds_once_and_is_seen(run: Run, league: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = json.loads(run("load", league, "--store", store, "--format", "json").out)
    again = json.loads(run("load", league, "--store", store, "--format", "json").out)
    assert first["added"] >= 2
    assert again["added"] == 0
    assert run("query", "ASK { orgn:test-league ?p ?o }", "--store", store).out == "true\n"


def test_validate_tells_good_from_bad(run: Run, league: Path, root: Path) -> None:
    good = run("validate", league)
    assert (good.status, good.err) == (0, "")
    bad = run("validate", root / "tests" / "invalid" / "claim-evidence.ttl")
    assert bad.status == 1
    assert "claim-evidence" in bad.out


def test_a_changed_copy_of_shipped_data_is_judged_by_its_own_words(run: Run, root: Path, tmp_path: Path) -> None:
    text = (root / "data" / "events.ttl").read_text(encoding="utf-8")
    claim = text.index("clm:seed-usa-monitoring-expected a")
    evidence = text.index("cg:hasEvidence", claim)
    without = text[:evidence] + text[text.index(";", evidence) + 1 :]
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "seed-000.txt").write_bytes((root / "data" / "sources" / "seed-000.txt").read_bytes())
    (tmp_path / "copy.ttl").write_text(without, encoding="utf-8")
    told = run("validate", tmp_path / "copy.ttl", "--format", "json")
    assert told.status == 1
    assert [one["subject"].rpartition("/")[2] for one in json.loads(told.out)["findings"]] == [
        "seed-usa-monitoring-expected"
    ]


def test_text_from_data_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "place.ttl"
    file.write_text(CLAIMED.replace("Test League", "Test \\u001B[2J\\u202ELeague"), encoding="utf-8")
    run("load", file, "--store", tmp_path / "store")
    told = run("query", "SELECT ?o WHERE { orgn:test-league skos:prefLabel ?o }", "--store", tmp_path / "store")
    assert "Test \ufffd[2J\ufffdLeague" in told.out


def test_backup_and_restore_give_the_same_graph(run: Run, tmp_path: Path, shipped: cg.Graph) -> None:
    from conflict_graph.write.backup import canonical_hash

    backup, store = tmp_path / "backup", tmp_path / "restored"
    assert run("backup", backup).status == 0
    told = json.loads(run("restore", backup, "--store", store, "--format", "json").out)
    with cg.open(store) as restored:
        assert canonical_hash(restored.store.quads()) == told["rdfc10_sha256"]
        assert canonical_hash(restored.store.quads()) == canonical_hash(shipped.store.quads())


def test_a_load_and_an_import_that_are_refused_leave_no_store_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wrong.ttl").write_text("<urn:a> a <https://w3id.org/conflict-graph/ontology#Position> .")
    (tmp_path / "tables").mkdir()
    for words in (("load", tmp_path / "wrong.ttl"), ("import", "tables", tmp_path / "tables")):
        assert run(*words, "--store", tmp_path / "new").status == 1
        assert not (tmp_path / "new").exists()
