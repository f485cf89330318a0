"""Loading documents into every kind of store, and the shortcuts that follow from claims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conflict_graph.errors import InvalidData
from conflict_graph.rdf.documents import RdfDocument, read_rdf
from conflict_graph.store.base import Change, Store
from conflict_graph.write.commit import commit
from conflict_graph.write.load import load

ROOT = Path(__file__).parents[1]

PREFIXES = """
@prefix cg: <https://w3id.org/conflict-graph/ontology#> . @prefix v: <https://w3id.org/conflict-graph/vocab/> .
@prefix st: <https://w3id.org/conflict-graph/id/state/> . @prefix mtg: <https://w3id.org/conflict-graph/id/meeting/> .
@prefix coal: <https://w3id.org/conflict-graph/id/coalition/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix clm: <https://w3id.org/conflict-graph/id/claim/> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def document(name: str) -> RdfDocument:
    return read_rdf(ROOT / name)


def claim(name: str, kind: str, more: str, modality: str = "actual", status: str = "accepted") -> str:
    return (
        f"clm:{name} a cg:Claim, cg:{kind} ; cg:claimStatus v:claim-{status} ; cg:modality v:modality-{modality} ;"
        f' cg:statedOn "2026-03-0{len(name) % 9 + 1}"^^xsd:date ; {more} .\n'
    )


def attends(name: str, actor: str, status: str = "attended", **how: str) -> str:
    more = f"cg:participant st:{actor} ; cg:inEvent mtg:m ; cg:participationStatus v:part-{status}"
    return claim(name, "Participation", more, **how)


HELD = claim("held", "EventClaim", "cg:inEvent mtg:m ; cg:eventStatus v:status-held")


def shortcuts(store: Store) -> set[str]:
    names = "cg:memberOf cg:attends cg:metWith cg:currentStatus cg:currentPosition"
    rows = store.select(f"SELECT ?s ?p ?o {{ VALUES ?p {{ {names} }} ?s ?p ?o }}")
    return {" ".join(row[name].value.rpartition("/")[2].rpartition("#")[2] for name in "spo") for row in rows}


def loaded(store: Store, turtle: str, **options: object) -> set[str]:
    load(store, [read_rdf((PREFIXES + turtle).encode())], check=False, **options)  # type: ignore[arg-type]
    return shortcuts(store)


def test_loading_adds_what_is_new_and_loading_again_adds_nothing(store: Store) -> None:
    first = load(store, [document("valid/every-kind.ttl")])
    assert (first.unchanged, first.snapshot) == (0, store.snapshot)
    assert first.report is not None
    assert first.report.conforms
    count = store.count()
    again = load(store, [document("valid/every-kind.ttl")])
    assert (again.added, again.unchanged) == (0, first.added)
    assert store.count() == count
    assert again.snapshot.rpartition("-")[0] == first.snapshot.rpartition("-")[0]


def test_a_document_that_does_not_hold_up_changes_nothing_and_says_why(store: Store) -> None:
    with pytest.raises(InvalidData, match="1 violation") as caught:
        load(
            store,
            [read_rdf(b"<http://example.com/a> <http://example.com/b> 1 ."), document("invalid/claim-evidence.ttl")],
        )
    assert caught.value.extra["report"]["findings"][0]["shape"].endswith("claim-evidence")
    assert store.count() == 0


def test_what_a_document_mentions_may_be_in_the_store_already(open_empty: Callable[..., Store]) -> None:
    store = open_empty()
    text = (ROOT / "valid/change-of-mind.ttl").read_text().splitlines(keepends=True)
    at = next(number for number, line in enumerate(text) if line.startswith("clm:freedonia-backs-plan"))
    head = "".join(line for line in text if line.startswith("@prefix"))
    base, later = read_rdf("".join(text[:at]).encode()), read_rdf((head + "".join(text[at:])).encode())
    with pytest.raises(InvalidData):
        load(store, [later])
    load(store, [base], graph="http://example.com/batch")
    assert load(store, [later]).added > 0


def test_a_load_into_a_named_graph_stays_there(store: Store) -> None:
    graph = "http://example.com/batch"
    report = load(store, [document("valid/every-kind.ttl")], graph=graph)
    assert store.graphs() == [graph]
    assert len(list(store.quads(graph))) == report.added
    assert load(store, [document("valid/every-kind.ttl")], graph=graph).added == 0
    assert shortcuts(store)


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (
            attends("a", "fra") + attends("b", "gbr") + HELD,
            {"fra attends m", "gbr attends m", "m currentStatus status-held", "fra metWith gbr", "gbr metWith fra"},
        ),
        (attends("a", "fra") + attends("b", "gbr"), {"fra attends m", "gbr attends m"}),
        (attends("a", "fra", "expected", modality="scheduled"), {"fra attends m"}),
        (attends("a", "fra", "not-planned", modality="negated"), set()),
        (attends("a", "fra", "expected", modality="contingent"), set()),
        (attends("a", "fra", "expected", modality="proposed"), set()),
        (attends("a", "fra", "declined"), set()),
        (attends("a", "fra").replace("claim-accepted", "claim-retracted"), set()),
        (attends("a", "fra") + 'clm:a prov:invalidatedAtTime "2026-03-06T00:00:00Z"^^xsd:dateTime .', set()),
        (claim("m", "Membership", "org:member st:fin ; org:organization coal:nb8"), {"fin memberOf nb8"}),
        (
            claim(
                "m",
                "Membership",
                'org:member st:fin ; org:organization coal:nb8 ; cg:validUntil "2030-01-01"^^xsd:date',
            ),
            set(),
        ),
        (claim("p", "Position", "cg:holder st:fra"), {"fra currentPosition p"}),
        (
            claim("p", "Position", "cg:holder st:fra")
            + claim("q", "Position", "cg:holder st:fra ; cg:supersedes clm:p"),
            {"fra currentPosition q"},
        ),
        (
            claim("p", "Position", "cg:holder st:fra")
            + claim("q", "Position", "cg:holder st:fra ; cg:supersedes clm:p", status="retracted"),
            {"fra currentPosition p"},
        ),
        (
            claim("plan", "EventClaim", "cg:inEvent mtg:m ; cg:eventStatus v:status-scheduled")
            + claim("later", "EventClaim", "cg:inEvent mtg:m ; cg:eventStatus v:status-cancelled"),
            {"m currentStatus status-cancelled"},
        ),
    ],
)
def test_shortcuts_follow_from_claims_that_count(store: Store, turtle: str, expected: set[str]) -> None:
    assert loaded(store, turtle) == expected


def test_shortcuts_are_put_right_when_claims_change(store: Store) -> None:
    assert loaded(store, attends("a", "fra")) == {"fra attends m"}
    commit(store, Change(updates=["INSERT DATA { st:usa cg:metWith st:fra }"]), rules=None)
    gone = claim("b", "Participation", "cg:supersedes clm:a ; cg:participant st:fra ; cg:inEvent mtg:m")
    assert loaded(store, gone) == set()


def test_claims_count_in_whatever_graph_they_are(store: Store) -> None:
    loaded(store, attends("a", "fra"), graph="http://example.com/one")
    loaded(store, attends("b", "gbr"), graph="http://example.com/two")
    assert "gbr metWith fra" in loaded(store, HELD)
