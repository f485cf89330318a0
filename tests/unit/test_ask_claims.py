"""Which claims fit, as of which day, and the records made of them."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from unit.asking import articles, written

import conflict_graph as cg
from conflict_graph.ask.claims import claims, find, select
from conflict_graph.scope import Scope
from conflict_graph.store.memory import MemoryStore

POSITIONS = """
clm:old a cg:Position ; cg:holder per:a ; cg:onIssue iss:i ; cg:onOption iss:i-1 ; cg:stance v:stance-support ;
  cg:validFrom "2026-01-10"^^xsd:date ; cg:validUntil "2026-03-01"^^xsd:date ; cg:statedOn "2026-01-12"^^xsd:date ;
  cg:modality v:modality-actual ; cg:claimStatus v:claim-accepted ; COMMON .
clm:new a cg:Position ; cg:holder per:a ; cg:onIssue iss:i ; cg:onOption iss:i-1 ; cg:stance v:stance-oppose ;
  cg:validFrom "2026-03-01"^^xsd:date ; cg:statedOn "2026-03-05"^^xsd:date ; cg:supersedes clm:old ;
  cg:modality v:modality-actual ; cg:claimStatus v:claim-accepted ; COMMON .
clm:bracketed a cg:Position ; cg:holder per:b ; cg:onIssue iss:i ; cg:stance v:stance-support ;
  cg:statedOn "2026-02-23"^^xsd:date ; cg:dateBasis v:date-bracketed ;
  cg:modality v:modality-actual ; cg:claimStatus v:claim-accepted ; COMMON .
clm:january a cg:Position ; cg:holder per:c ; cg:onIssue iss:i ; cg:stance v:stance-support ;
  cg:validFromEarliest "2026-01-01"^^xsd:date ; cg:validFrom "2026-01-31"^^xsd:date ; cg:dateBasis v:date-bracketed ;
  cg:statedOn "2026-02-23"^^xsd:date ; cg:modality v:modality-actual ; cg:claimStatus v:claim-accepted ; COMMON .
clm:past a cg:Position ; cg:holder per:d ; cg:onIssue iss:i ; cg:stance v:stance-support ;
  cg:validUntilLatest "2026-02-23"^^xsd:date ; cg:dateBasis v:date-bracketed ;
  cg:statedOn "2026-02-23"^^xsd:date ; cg:modality v:modality-actual ; cg:claimStatus v:claim-accepted ; COMMON .
clm:taken-back a cg:Position ; cg:holder per:e ; cg:onIssue iss:i ; cg:stance v:stance-support ;
  cg:statedOn "2026-02-23"^^xsd:date ; cg:modality v:modality-actual ; cg:claimStatus v:claim-retracted ; COMMON .
clm:withdrawn a cg:Position ; cg:holder per:f ; cg:onIssue iss:i ; cg:stance v:stance-support ;
  cg:statedOn "2026-02-23"^^xsd:date ; cg:modality v:modality-actual ; cg:claimStatus v:claim-accepted ;
  prov:invalidatedAtTime "2026-07-01T08:00:00Z"^^xsd:dateTime ; COMMON .
"""
MEETING = """
mtg:m a cg:Meeting . mtg:n a cg:Meeting . mtg:x a cg:Meeting .
clm:set a cg:EventClaim ; cg:inEvent mtg:m ; cg:eventStatus v:status-scheduled ; cg:startDate "2026-04-20"^^xsd:date ;
  cg:statedOn "2026-04-01"^^xsd:date ; cg:modality v:modality-scheduled ; cg:claimStatus v:claim-accepted ; COMMON .
clm:moved a cg:EventClaim ; cg:inEvent mtg:m ; cg:eventStatus v:status-rescheduled ;
  cg:startDate "2026-05-04"^^xsd:date ; cg:statedOn "2026-04-15"^^xsd:date ; cg:supersedes clm:set ;
  cg:modality v:modality-scheduled ; cg:claimStatus v:claim-accepted ; COMMON .
clm:comes a cg:Participation ; cg:participant per:a ; cg:inEvent mtg:m ; cg:role v:role-participant ;
  cg:participationStatus v:part-expected ; cg:statedOn "2026-04-01"^^xsd:date ;
  cg:modality v:modality-scheduled ; cg:claimStatus v:claim-accepted ; COMMON .
clm:met a cg:EventClaim ; cg:inEvent mtg:n ; cg:eventStatus v:status-held ; cg:dateBasis v:date-bracketed ;
  cg:validFromEarliest "2026-01-01"^^xsd:date ; cg:validUntilLatest "2026-02-01"^^xsd:date ;
  cg:statedOn "2026-04-01"^^xsd:date ; cg:modality v:modality-actual ; cg:claimStatus v:claim-accepted ; COMMON .
clm:came a cg:Participation ; cg:participant per:a ; cg:inEvent mtg:n ; cg:role v:role-participant ;
  cg:participationStatus v:part-attended ; cg:statedOn "2026-04-01"^^xsd:date ;
  cg:modality v:modality-actual ; cg:claimStatus v:claim-accepted ; COMMON .
"""


def held(store: MemoryStore, **days: str) -> dict[str, str]:
    found = select(store, Scope.of(**days, holds="possible"))
    return {iri.rsplit("/", 1)[-1]: holds for iri, holds in found}


@pytest.fixture(scope="module")
def positions() -> MemoryStore:
    return written(POSITIONS)


@pytest.fixture(scope="module")
def meetings() -> MemoryStore:
    return written(MEETING)


def test_without_a_day_every_claim_is_given_but_the_retracted_and_withdrawn(positions: MemoryStore) -> None:
    assert set(held(positions)) == {"old", "new", "bracketed", "january", "past"}
    retracted = find(positions, status="retracted")
    assert [claim.subject.name for claim in retracted] == ["e"]


def test_a_position_holds_from_its_first_day_and_not_on_its_last(positions: MemoryStore) -> None:
    assert "old" not in held(positions, valid_at="2026-01-09")
    assert held(positions, valid_at="2026-01-10")["old"] == "certain"
    assert held(positions, valid_at="2026-02-28")["old"] == "certain"
    assert "old" not in held(positions, valid_at="2026-03-01")
    assert held(positions, valid_at="2026-03-01")["new"] == "certain"


def test_an_end_nobody_could_know_of_is_no_end(positions: MemoryStore) -> None:
    before = held(positions, valid_at="2026-03-03", known_at="2026-03-04")
    assert before["old"] == "certain"
    assert "new" not in before
    after = held(positions, valid_at="2026-03-03", known_at="2026-03-05")
    assert "old" not in after
    assert after["new"] == "certain"


def test_without_a_first_day_a_claim_holds_from_the_day_it_was_stated_and_possibly_before(
    positions: MemoryStore,
) -> None:
    assert held(positions, valid_at="2026-02-23")["bracketed"] == "certain"
    assert held(positions, valid_at="2020-01-01")["bracketed"] == "possible"
    certain = [iri for iri, _ in select(positions, Scope.of(valid_at="2020-01-01"))]
    assert certain == []


def test_an_earliest_day_bounds_what_is_possible(positions: MemoryStore) -> None:
    assert "january" not in held(positions, valid_at="2025-12-31")
    assert held(positions, valid_at="2026-01-01")["january"] == "possible"
    assert held(positions, valid_at="2026-01-31")["january"] == "certain"


def test_what_is_spoken_of_as_past_does_not_hold_on_the_day_it_is_said(positions: MemoryStore) -> None:
    assert "past" not in held(positions, valid_at="2026-02-23")
    assert held(positions, valid_at="2026-02-22")["past"] == "possible"


def test_the_graph_can_be_asked_as_it_was_on_a_day(positions: MemoryStore) -> None:
    assert held(positions, recorded_at="2026-05-31") == {}
    assert "withdrawn" in held(positions, recorded_at="2026-06-01")
    assert "withdrawn" in held(positions, recorded_at="2026-06-30")
    assert "withdrawn" not in held(positions, recorded_at="2026-07-01")


def test_who_takes_part_does_so_on_the_day_of_the_event(meetings: MemoryStore) -> None:
    assert "comes" not in held(meetings, valid_at="2026-04-20")
    assert held(meetings, valid_at="2026-05-04")["comes"] == "certain"
    assert held(meetings, valid_at="2026-04-20", known_at="2026-04-10")["comes"] == "certain"


def test_an_event_has_happened_by_the_latest_day_it_can_have_been(meetings: MemoryStore) -> None:
    for claim in ("met", "came"):
        assert claim not in held(meetings, valid_at="2025-12-31")
        assert held(meetings, valid_at="2026-01-15")[claim] == "possible"
        assert held(meetings, valid_at="2026-02-01")[claim] == "certain"


def test_records_come_in_the_order_asked_for_with_all_that_qualifies_them() -> None:
    iris = [claim.iri for claim in reversed(find(articles()))]
    records = claims(articles(), iris)
    assert [record.iri for record in records] == iris
    said = {
        field.name
        for field in fields(cg.Claim)
        for record in records
        if getattr(record, field.name) not in (None, (), cg.Ref(""))
    }
    never = {
        "edtf",
        "mention_form",
        "on_behalf_of",
        "certainty",
        "end_date",
        "strength",
        "inferred_from",
        "contradicts",
    }
    assert {field.name for field in fields(cg.Claim)} - said <= never


def test_a_record_says_what_the_turtle_says() -> None:
    (claim,) = claims(written(POSITIONS), ["clm:old"])
    assert (claim.kind, claim.subject.name, claim.object and claim.object.name) == ("Position", "a", "i-1")
    assert claim.issue is not None and claim.issue.name == "i"
    assert (claim.valid_from, claim.valid_until, claim.stated_on) == (
        date(2026, 1, 10),
        date(2026, 3, 1),
        date(2026, 1, 12),
    )
    assert claim.layer.name == "layer-article"
    assert claim.superseded_by == ("https://w3id.org/conflict-graph/id/claim/new",)
    assert claim.recorded_at == datetime(2026, 6, 1, 12, tzinfo=UTC)
    (evidence,) = claim.evidence
    assert (evidence.source.label, evidence.grade.name, evidence.quote) == ("A source", "evidence-source-only", None)


def test_pages_of_claims_add_up_to_the_whole_in_a_stable_order() -> None:
    whole = [claim.iri for claim in find(articles())]
    pages = [claim.iri for start in range(0, len(whole) + 7, 7) for claim in find(articles(), limit=7, offset=start)]
    assert pages == whole == [iri for iri, _ in select(articles())]
    days = [claim.stated_on for claim in find(articles())]
    assert days == sorted(days)


def test_a_claim_that_is_not_there_is_not_found() -> None:
    with pytest.raises(cg.NotFound, match="claim"):
        claims(articles(), ["clm:none"])
    with pytest.raises(cg.NotFound):
        claims(articles(), ["per:ilse-norrgard"])


@pytest.mark.parametrize("end", ["entity", "subject", "object"])
def test_claims_are_found_from_either_end(end: str) -> None:
    found = {claim.kind for claim in find(articles(), **{end: "mtg:lake-corra-port-lissa"})}  # type: ignore[arg-type]
    expected = {"subject": {"EventClaim", "AttributeClaim"}, "object": {"Participation"}}
    assert found == expected.get(end, expected["subject"] | expected["object"])


def test_an_issue_also_finds_the_positions_on_its_options() -> None:
    assert {claim.subject.label for claim in find(articles(), object="iss:corra-toll")} == {
        "Ilse Norrgard",
        "Tomas Reth",
    }
