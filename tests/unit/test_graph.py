"""The Python door: a graph is opened, asked by name, drawn, changed and closed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import conflict_graph as cg

MACRON = "https://w3id.org/conflict-graph/id/person/emmanuel-macron"


def test_a_name_an_alias_and_an_iri_lead_to_one_actor(shipped: cg.Graph) -> None:
    found = {shipped.actor(name).iri for name in ("Macron", "emmanuel macron", "per:emmanuel-macron", MACRON)}
    assert found == {MACRON}


def test_things_in_hand_stand_for_their_names(shipped: cg.Graph) -> None:
    macron = shipped.actor("Macron")
    by_name = shipped.positions(holder="Macron")
    assert by_name
    assert shipped.positions(holder=macron) == shipped.positions(holder=macron.thing) == by_name
    assert shipped.positions(holder=macron.ref) == by_name


def test_python_sparql_and_the_named_query_say_the_same(shipped: cg.Graph) -> None:
    python = {claim.iri for claim in shipped.claims(kind="Position", layer="article", valid_at="2026-02-24")}
    named = shipped.named("claims", kind="Position", layer="article", valid_at="2026-02-24")
    assert python == {str(row["claim"]) for row in named}
    text = "SELECT ?claim WHERE { ?claim a cg:Position ; prov:wasGeneratedBy/cg:layer v:layer-article }"
    assert python < {str(row["claim"]) for row in shipped.query(text)}


def test_a_handle_answers_the_questions_about_its_thing(shipped: cg.Graph) -> None:
    macron = shipped.actor("Macron")
    assert {claim.kind for claim in macron.claims()} >= {"Participation", "Position", "Tenure"}
    assert "President of France" in {claim.object.label for claim in macron.offices() if claim.object}
    assert {claim.kind for claim in macron.participations()} == {"Participation"}
    assert {meeting.thing.kind for meeting in macron.meetings()} == {"Meeting"}
    assert shipped.actor("Finland").memberships(layer="article")[0].object == shipped.actor("NB8").ref
    assert macron.neighbours("co-attendance").count == shipped.network("co-attendance").degree[MACRON]


def test_what_nobody_says_is_told_from_no(shipped: cg.Graph) -> None:
    about = {"kind": "Participation", "object": "mtg:cow-2026-02-24", "layer": "article"}
    assert shipped.verdict(subject="Friedrich Merz", **about).verdict == "not-said"
    planned_absence = shipped.verdict(subject="United States", **about)
    assert planned_absence.verdict == "not-planned"
    assert planned_absence.claims[0].evidence[0].quote


def test_a_source_shows_its_text_around_a_quote(shipped: cg.Graph) -> None:
    claim = next(claim for claim in shipped.claims(kind="Position", layer="article") if claim.evidence[0].quote)
    evidence = claim.evidence[0]
    text = shipped.source(evidence.source.iri).text
    assert text is not None
    assert text[evidence.start : evidence.end] == evidence.quote


def test_the_days_of_a_timeline_must_be_in_order(shipped: cg.Graph) -> None:
    assert shipped.timeline("Macron", first="2026-01-01", last="2026-03-01")
    with pytest.raises(cg.ReversedInterval):
        shipped.timeline("Macron", first="2026-03-01", last="2026-01-01")


def test_a_network_is_a_networkx_graph_whose_edges_name_their_claims(shipped: cg.Graph) -> None:
    net = shipped.network("co-attendance", valid_at="2026-02-24", layer=["article"])
    assert isinstance(net, nx.Graph)
    claims = {iri for _, _, edge in net.edges(data=True) for iri in edge["claims"]}
    assert claims
    assert {claim.layer.name for claim in shipped.lookup(claims)} == {"layer-article"}


def test_leaving_plans_out_leaves_only_what_happened(shipped: cg.Graph) -> None:
    held = shipped.network("co-attendance", layer=["article"], modality=["actual"])
    everything = shipped.network("co-attendance", layer=["article"])
    assert 0 < held.number_of_edges() < everything.number_of_edges()
    assert not any(edge["planned"] for _, _, edge in held.edges(data=True))


@pytest.mark.parametrize(
    ("selection", "error"),
    [
        ({"modality": ["certain"]}, cg.InvalidParameter),
        ({"weighting": "loud"}, cg.InvalidParameter),
        ({"valid_at": "24 February 2026"}, cg.InvalidDate),
    ],
)
def test_a_network_refuses_what_it_does_not_know(
    shipped: cg.Graph, selection: dict[str, object], error: type[cg.ConflictGraphError]
) -> None:
    with pytest.raises(error):
        shipped.network("co-attendance", **selection)  # type: ignore[arg-type]


def test_measures_and_communities_name_their_claims(shipped: cg.Graph) -> None:
    first = shipped.measures("co-attendance", "degree", top=1, layer=["article"]).values[0]
    assert first.thing.iri == MACRON
    assert shipped.lookup(first.claims)
    groups = shipped.communities("membership", layer=["article"]).communities
    assert {member.label for member in groups[0].members} >= {"Finland", "Iceland", "Nordic-Baltic Eight"}


def test_a_picture_is_a_page_of_its_own(shipped: cg.Graph, tmp_path: Path) -> None:
    picture = shipped.show(shipped.network("membership", layer=["article"]))
    page = picture.save(tmp_path / "network.html").read_text(encoding="utf-8")
    assert "Nordic-Baltic Eight" in page
    assert "<iframe" in picture._repr_html_()


def test_the_shipped_data_hold_up_and_load_once(tmp_path: Path) -> None:
    from conflict_graph.resources import data_file

    files = [data_file(name) for name in ("ontology.ttl", "events.ttl", "reference.ttl")]
    with cg.open(tmp_path / "store", create=True) as graph:
        first = graph.load(files)
        assert first.added > 1000
        assert first.report is not None
        assert "text-at-hand" not in {finding.shape_name for finding in first.report.findings}
        before = graph.snapshot
        again = graph.load(files)
        assert (again.added, again.snapshot) == (0, before)
        assert graph.validate(files).conforms


def test_a_store_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(cg.StoreUnreadable):
        cg.open(tmp_path / "typo")
    assert not (tmp_path / "typo").exists()


def test_the_shipped_data_are_not_changed(shipped: cg.Graph, root: Path) -> None:
    with pytest.raises(cg.ReadOnly):
        shipped.load([root / "tests" / "valid" / "every-kind.ttl"])


def test_memory_starts_empty() -> None:
    with cg.open("memory") as graph:
        assert (graph.store.count(), graph.claims(), graph.info().claims) == (0, [], 0)


def test_the_published_queries_are_in_the_graph(shipped: cg.Graph) -> None:
    found = shipped.query("SELECT ?q WHERE { ?q a sh:SPARQLSelectExecutable }")
    assert "https://w3id.org/conflict-graph/query/claims" in {row["q"] for row in found}


def test_opening_a_graph_ends_with_the_program() -> None:
    code = "import conflict_graph as cg; graph = cg.open(); print(graph.actor('Macron').label)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert (told.stdout, told.stderr) == ("Emmanuel Macron\n", "")
