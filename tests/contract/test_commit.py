"""The one way to write: whichever door a change comes in by, claims hold up and shortcuts follow, in one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from serving import running

from conflict_graph.errors import InvalidData, StoreUnreadable
from conflict_graph.imports.tables.run import import_tables
from conflict_graph.imports.tables.templates import write_templates
from conflict_graph.namespaces import CG, ID, ORG, PROV, RDF, VOCAB
from conflict_graph.rdf.documents import RdfDocument, read_rdf
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.memory import MemoryStore
from conflict_graph.write.backup import backup, restore
from conflict_graph.write.commit import commit
from conflict_graph.write.load import load
from conflict_graph.write.merge import merge, unmerge
from conflict_graph.write.shortcuts import SHORTCUTS, claims_query, derive, shortcuts_query
from conflict_graph_api.app import create_app

SOUND = (Path(__file__).parents[1] / "valid" / "every-kind.ttl").read_text("utf-8")
PREFIXES = "".join(line for line in SOUND.splitlines(True) if line.startswith("@prefix"))
UPDATES = "PREFIX clm: <https://w3id.org/conflict-graph/id/claim/> PREFIX org: <http://www.w3.org/ns/org#> "
CLAIM = """
  cg:modality v:modality-actual ; cg:firmness v:firmness-stated ; cg:claimStatus v:claim-accepted ;
  cg:statedOn "2026-03-04"^^xsd:date ; cg:hasEvidence ev:river-news-35-85 ;
  prov:wasGeneratedBy run:reading ; prov:generatedAtTime "2026-03-05T09:00:00Z"^^xsd:dateTime .
"""
PRESENT = f"""clm:freedonia-at-summit a cg:Participation ; cg:participant st:freedonia ; cg:inEvent mtg:river-summit ;
  cg:role v:role-participant ; cg:participationStatus v:part-attended ; {CLAIM}"""
QUOTED_TWICE = 'ev:river-news-2-33-q oa:exact "Freedonia drops the plan"@en .'
UNDATED = SOUND.replace('cg:statedOn "2026-03-04"^^xsd:date ;', "")
TOKEN = "a-token-of-these-tests"
RETRACTED = (
    f"{UPDATES} DELETE {{ ?c cg:claimStatus ?s }} INSERT {{ ?c cg:claimStatus v:claim-retracted }}"
    " WHERE { ?c a cg:Membership ; cg:claimStatus ?s }"
)
SECOND = """iss:bridge a cg:Issue ; skos:prefLabel "Bridge"@en .
  iss:bridge-toll a cg:PolicyOption ; skos:prefLabel "Bridge toll"@en ; cg:optionOf iss:bridge ."""


def turtle(text: str) -> RdfDocument:
    return read_rdf((PREFIXES + text).encode())


def shortcuts(store: Store) -> set[ox.Quad]:
    return {ox.Quad(*triple) for triple in store.construct(shortcuts_query())}


def follow(store: Store) -> bool:
    """Whether the shortcuts are those that follow from all claims."""
    return shortcuts(store) == derive(store.construct(claims_query()))


def send(store: Store, method: str, address: str, **content: object) -> httpx.Response:
    """Send one write to a service of the store."""
    gate_off = not store.drafts
    app = create_app(store, Settings(write_token=SecretStr(TOKEN), write_gate=not gate_off))
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}
    if "data" in content:
        del headers["Content-Type"]
    with running(app) as place:
        return httpx.request(method, place + address, headers=headers, trust_env=False, timeout=30, **content)  # type: ignore[arg-type]


def by_load(store: Store, folder: Path) -> None:
    load(store, [turtle(PRESENT)])


def by_tables(store: Store, folder: Path) -> None:
    write_templates(folder / "tables")
    assert import_tables(store, folder / "tables").conforms


def by_merge(store: Store, folder: Path) -> None:
    merge(store, "st:freedonia", "st:sylvania", reason="One state")


def by_unmerge(store: Store, folder: Path) -> None:
    merge(store, "st:freedonia", "st:sylvania", reason="One state")
    commit(store, Change(add=turtle(PRESENT).quads), rules=None)
    unmerge(store, "st:sylvania", reason="Two states")


def by_update(store: Store, folder: Path) -> None:
    assert send(store, "POST", "/update", data={"update": RETRACTED}).status_code == 204


def by_put(store: Store, folder: Path) -> None:
    fewer = SOUND.replace("clm:sylvania-in-league a cg:Membership", "clm:sylvania-in-league-not a cg:Membership")
    fewer = fewer.replace("org:member st:sylvania", "org:member st:freedonia")
    assert send(store, "PUT", "/store?default", content=fewer.encode()).status_code == 204


def by_post(store: Store, folder: Path) -> None:
    assert send(store, "POST", "/store?default", content=(PREFIXES + PRESENT).encode()).status_code == 204


def by_delete(store: Store, folder: Path) -> None:
    assert send(store, "DELETE", "/store?default").status_code == 204


def by_restore(store: Store, folder: Path) -> None:
    with MemoryStore() as other:
        other.change(
            Change(add=[*read_rdf(SOUND.encode()).quads, *turtle("st:sylvania cg:memberOf st:freedonia .").quads])
        )
        backup(other, folder / "backup")
    restore(store, folder / "backup", replace=True)


WAYS: dict[str, Callable[[Store, Path], None]] = {
    "load": by_load,
    "tables": by_tables,
    "merge": by_merge,
    "unmerge": by_unmerge,
    "update": by_update,
    "put": by_put,
    "post": by_post,
    "delete": by_delete,
    "restore": by_restore,
}


@pytest.mark.parametrize("way", WAYS)
def test_shortcuts_follow_from_the_claims_after_each_way_to_write(store: Store, tmp_path: Path, way: str) -> None:
    load(store, [read_rdf(SOUND.encode())])
    before = shortcuts(store)
    assert before and follow(store)
    WAYS[way](store, tmp_path)
    assert follow(store)
    assert way in ("unmerge", "restore") or shortcuts(store) != before


@pytest.fixture(params=["memory", "directory"])
def sound(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store that can be shown drafts, with sound claims and two options of two issues."""
    opened: Store = MemoryStore() if request.param == "memory" else DirectoryStore(tmp_path / "store", create=True)
    with opened:
        load(opened, [read_rdf((SOUND + SECOND).encode())])
        yield opened


def load_undated(store: Store, folder: Path) -> None:
    with pytest.raises(InvalidData):
        load(store, [turtle(PRESENT.replace('cg:statedOn "2026-03-04"^^xsd:date ;', ""))])


def load_against_others(store: Store, folder: Path) -> None:
    """The document holds up by itself; but claims of the store rest on the quote that it makes ambiguous."""
    with pytest.raises(InvalidData, match="The change was refused") as refused:
        load(store, [turtle(QUOTED_TWICE)])
    assert shapes(refused.value) == {"evidence-exact"}


def import_two_successors(store: Store, folder: Path) -> None:
    write_templates(folder / "tables")
    path = folder / "tables" / "positions.csv"
    header, row = path.read_text("utf-8").splitlines()[:2]
    names, cells = header.split(","), row.split(",")
    assert len(names) == len(cells)
    first = dict(zip(names, cells, strict=True)) | {"id": "first"}
    later = first | {"supersedes": "first", "stated_on": "2031-04-20", "valid_from": "", "known_by": ""}
    rows = [first, later | {"id": "second"}, later | {"id": "third"}]
    path.write_text("\n".join([header, *(",".join(row[name] for name in names) for row in rows)]), "utf-8")
    report = import_tables(store, folder / "tables")
    assert not report.conforms and {problem.row for problem in report.problems} == {3, 4}


def merge_options_of_two_issues(store: Store, folder: Path) -> None:
    with pytest.raises(InvalidData) as refused:
        merge(store, "iss:bridge-toll", "iss:border-plan", reason="One option")
    assert "option-of-issue" in shapes(refused.value)


def unmerge_what_became_another(store: Store, folder: Path) -> None:
    with pytest.raises(InvalidData) as refused:
        unmerge(store, "iss:border-plan", reason="Two options")
    assert "option-of-issue" in shapes(refused.value)


def update_undated(store: Store, folder: Path) -> None:
    update = "DELETE WHERE { ?claim cg:statedOn ?day }"
    assert send(store, "POST", "/update", data={"update": update}).status_code == 422


def put_undated(store: Store, folder: Path) -> None:
    assert send(store, "PUT", "/store?default", content=UNDATED.encode()).status_code == 422


def restore_damaged(store: Store, folder: Path) -> None:
    with MemoryStore() as other:
        other.change(Change(add=turtle(SECOND).quads))
        backup(other, folder / "backup")
        other.change(Change(add=turtle(PRESENT).quads))
        backup(other, folder / "another")
    (folder / "another" / "statements.nq.gz").replace(folder / "backup" / "statements.nq.gz")
    with pytest.raises(StoreUnreadable):
        restore(store, folder / "backup", replace=True)


REFUSED = (
    load_undated,
    load_against_others,
    import_two_successors,
    merge_options_of_two_issues,
    unmerge_what_became_another,
    update_undated,
    put_undated,
    restore_damaged,
)


def shapes(error: InvalidData) -> set[str]:
    return {finding["shape"].rsplit("#")[-1] for finding in error.extra["report"]["findings"]}


@pytest.mark.parametrize("write", REFUSED, ids=lambda write: write.__name__)
def test_what_breaks_claims_is_refused_by_each_way_and_changes_nothing(
    sound: Store, tmp_path: Path, write: Callable[[Store, Path], None]
) -> None:
    if write is unmerge_what_became_another:
        commit(
            sound,
            Change(add=turtle('iss:truce a cg:PolicyOption ; skos:prefLabel "T" ; cg:optionOf iss:border .').quads),
        )
        merge(sound, "iss:truce", "iss:border-plan", reason="One option")
        moved = "DELETE DATA { iss:border-plan cg:optionOf iss:border } ;"
        commit(sound, Change(updates=[f"{moved} INSERT DATA {{ iss:border-plan cg:optionOf iss:bridge }}"]))
    before, snapshot = set(sound.quads()), sound.snapshot
    write(sound, tmp_path)
    assert (set(sound.quads()), sound.snapshot) == (before, snapshot)


@pytest.mark.parametrize(("kept", "shape"), [("iss:bridge-toll", "option-of-issue"), ("iss:truce", None)])
def test_a_merge_of_what_many_claims_name_is_judged_by_examples(sound: Store, kept: str, shape: str | None) -> None:
    backs = [quad for quad in sound.quads() if quad.subject == ox.NamedNode(f"{ID}claim/freedonia-backs-plan")]
    many = [ox.Quad(ox.NamedNode(f"{ID}claim/c{n}"), quad.predicate, quad.object) for quad in backs for n in range(510)]
    truce = turtle('iss:truce a cg:PolicyOption ; skos:prefLabel "Truce"@en ; cg:optionOf iss:border .')
    commit(sound, Change(add=[*many, *truce.quads]), rules=None)
    before, snapshot = set(sound.quads()), sound.snapshot
    if shape is None:
        merge(sound, kept, "iss:border-plan", reason="One option")
        assert follow(sound) and not sound.ask("ASK { ?claim cg:onOption iss:border-plan }")
        return
    with pytest.raises(InvalidData) as refused:
        merge(sound, kept, "iss:border-plan", reason="One option")
    assert shapes(refused.value) == {shape}
    assert (set(sound.quads()), sound.snapshot) == (before, snapshot)


def test_a_write_and_its_shortcuts_are_one_snapshot(sound: Store) -> None:
    committed = commit(sound, Change(updates=[RETRACTED]))
    assert (committed.shortcuts_added, committed.shortcuts_removed, committed.snapshot) == (0, 1, sound.snapshot)
    assert committed.report is not None and committed.report.conforms
    number = int(committed.snapshot.partition("-")[0])
    assert int(commit(sound, Change(updates=[RETRACTED])).snapshot.partition("-")[0]) == number + 1


def test_shortcuts_follow_also_when_nothing_is_judged(store: Store) -> None:
    commit(store, Change(add=read_rdf(SOUND.encode()).quads), rules=None)
    committed = commit(store, Change(updates=[RETRACTED]), rules=None)
    assert committed.report is None and committed.shortcuts_removed == 1 and follow(store)


def test_shortcuts_written_or_removed_by_hand_give_way_to_the_claims(store: Store) -> None:
    commit(store, Change(add=turtle(PRESENT).quads + read_rdf(SOUND.encode()).quads), rules=None)
    there = shortcuts(store)
    assert {quad.predicate for quad in there} == set(SHORTCUTS)
    by_hand = "st:freedonia cg:memberOf coal:a ; cg:attends mtg:b ; cg:metWith st:c ; cg:currentPosition <urn:d> ."
    status = "mtg:river-summit cg:currentStatus v:status-planned ."
    for change in (
        Change(add=turtle(by_hand + status).quads),
        Change(updates=["DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?p IN (cg:memberOf, cg:attends, cg:metWith)) }"]),
        Change(remove=sorted(there, key=str)),
    ):
        commit(store, change, rules=None)
        assert shortcuts(store) == there


def test_two_who_met_twice_have_met_until_no_meeting_says_so(store: Store) -> None:
    """Six claims: two meetings were held, and the same two attended both."""
    ada, bo = ACTORS[:2]
    claims = {}
    for event in EVENTS:
        for actor in (None, ada, bo):
            claim = ox.NamedNode(f"{ID}claim/{len(claims)}")
            said = {
                "modality": VOCAB + "modality-actual",
                "claimStatus": VOCAB + "claim-accepted",
                "inEvent": event.value,
            }
            said |= (
                {"participant": actor.value, "participationStatus": VOCAB + "part-attended"}
                if actor
                else {"eventStatus": VOCAB + "status-held"}
            )
            kind = ox.NamedNode(CG + ("Participation" if actor else "EventClaim"))
            claims[claim] = [ox.Quad(claim, ox.NamedNode(RDF + "type"), kind)]
            claims[claim] += [
                ox.Quad(claim, ox.NamedNode(CG + name), ox.NamedNode(value)) for name, value in said.items()
            ]
    commit(store, Change(add=[quad for quads in claims.values() for quad in quads]), rules=None)
    met = [ox.Quad(one, ox.NamedNode(CG + "metWith"), other) for one, other in ((ada, bo), (bo, ada))]
    assert set(met) <= shortcuts(store)
    commit(store, Change(remove=claims[ox.NamedNode(f"{ID}claim/0")]), rules=None)
    assert set(met) <= shortcuts(store) and follow(store)
    commit(store, Change(remove=claims[ox.NamedNode(f"{ID}claim/5")]), rules=None)
    assert not set(met) & shortcuts(store) and follow(store)


def test_a_restore_brings_back_all_that_a_store_held_but_shortcuts_no_claim_bears_out(
    store: Store, tmp_path: Path
) -> None:
    broken = [*read_rdf(UNDATED.encode()).quads, *turtle("st:freedonia skos:note 'x' .").quads]
    with MemoryStore() as other:
        commit(other, Change(add=broken), rules=None)
        held = set(other.quads())
        other.change(Change(updates=["INSERT DATA { st:freedonia cg:memberOf coal:none }"]))
        backup(other, tmp_path / "backup")
    restore(store, tmp_path / "backup")
    assert set(store.quads()) == held


# Random claims, few enough that they meet: what is derived after a change is what follows from all that is there.

CLAIMS, ACTORS, EVENTS, GROUPS = (
    [ox.NamedNode(f"{ID}{kind}/{n}") for n in names]
    for kind, names in (("claim", "abcdefgh"), ("state", "abc"), ("meeting", "ab"), ("coalition", "ab"))
)
VALUES = {
    RDF + "type": [CG + name for name in ("Membership", "Participation", "EventClaim", "Position", "Claim")],
    CG + "claimStatus": [VOCAB + "claim-accepted"] * 3 + [VOCAB + "claim-retracted"],
    CG + "modality": [VOCAB + "modality-actual"] * 2 + [VOCAB + "modality-scheduled", VOCAB + "modality-negated"],
    CG + "participationStatus": [VOCAB + "part-attended"] * 2 + [VOCAB + "part-expected"],
    CG + "eventStatus": [VOCAB + "status-held"] * 2 + [VOCAB + "status-cancelled"],
}
LINKS = {
    CG + "inEvent": EVENTS,
    CG + "participant": ACTORS,
    CG + "holder": ACTORS,
    ORG + "member": ACTORS,
    ORG + "organization": GROUPS,
    CG + "supersedes": CLAIMS,
    PROV + "invalidatedAtTime": [ox.Literal("2026-01-01")],
    CG + "validUntil": [ox.Literal("2026-01-02")],
    CG + "statedOn": [ox.Literal(f"2026-01-0{n}") for n in (1, 2)],
}
TERMS = LINKS | {name: [ox.NamedNode(value) for value in values] for name, values in VALUES.items()}
USUAL = [*VALUES, CG + "inEvent", CG + "participant", CG + "holder", ORG + "member", ORG + "organization"]
GRAPHS = [ox.DefaultGraph(), ox.DefaultGraph(), ox.NamedNode("urn:g")]


@st.composite
def said_of_claims(draw: st.DrawFn) -> list[ox.Quad]:
    """What is said of some claims: most say all that a claim needs, some a word more or less."""
    quads = []
    for claim in draw(st.lists(st.sampled_from(CLAIMS), max_size=6)):
        names = draw(st.sampled_from([USUAL, USUAL, []])) + draw(st.lists(st.sampled_from([*TERMS]), max_size=2))
        graph = draw(st.sampled_from(GRAPHS))
        quads += [ox.Quad(claim, ox.NamedNode(name), draw(st.sampled_from(TERMS[name])), graph) for name in names]
    for name in draw(st.lists(st.sampled_from(SHORTCUTS), max_size=2)):
        ends = [ox.NamedNode("urn:x"), *ACTORS, *EVENTS, *CLAIMS]
        quads.append(ox.Quad(draw(st.sampled_from([*ACTORS, *EVENTS])), name, draw(st.sampled_from(ends))))
    return quads


def written(change: Change) -> str:
    """A change as the text of an update."""

    def block(quads: list[ox.Quad]) -> str:
        return " ".join(
            f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
            if isinstance(quad.graph_name, ox.NamedNode)
            else f"{quad.triple} ."
            for quad in quads
        )

    return f"DELETE DATA {{ {block([*change.remove])} }} ; INSERT DATA {{ {block([*change.add])} }}"


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(said_of_claims(), min_size=2, max_size=5), st.data())
def test_shortcuts_of_what_changed_are_those_of_the_whole(steps: list[list[ox.Quad]], data: st.DataObject) -> None:
    with MemoryStore() as store:
        for add in steps:
            there = sorted(store.quads(), key=str)
            remove = data.draw(st.lists(st.sampled_from(there), max_size=6)) if there else []
            change = Change(remove=remove, add=add)
            commit(store, data.draw(st.sampled_from([change, Change(updates=[written(change)])])), rules=None)
            assert shortcuts(store) == derive(store.quads())
