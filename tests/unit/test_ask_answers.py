"""Meetings, positions, timelines, verdicts and sources, on two small articles with planted traps."""

from __future__ import annotations

from datetime import date

import pytest
from unit.asking import articles

import conflict_graph as cg
from conflict_graph.ask import meetings, positions, sources, timeline
from conflict_graph.ask.labels import text
from conflict_graph.ask.verdict import verdict
from conflict_graph.queries.catalogue import run
from conflict_graph.scope import Scope


def standings(day: str | None, known_at: str | None = None) -> dict[str, str]:
    found = meetings.meetings(articles(), Scope.of(valid_at=day, known_at=known_at))
    return {meeting.thing.name: meeting.standing for meeting in found}


def test_a_cancelled_meeting_was_never_held() -> None:
    assert standings("2026-03-08")["lake-corra-second-round"] == "ahead"
    for day in ("2026-03-09", "2026-03-12", "2027-01-01", None):
        assert standings(day)["lake-corra-second-round"] == "cancelled"


def test_a_moved_meeting_stands_ahead_of_its_new_day_and_is_due_on_it() -> None:
    assert standings("2026-04-21")["sel-strait-summit"] == "ahead"
    assert standings("2026-05-04")["sel-strait-summit"] == "due"
    (summit,) = meetings.meetings(articles(), Scope.of(valid_at="2026-04-21"), meeting="mtg:sel-strait-summit")
    assert (summit.start_date, summit.date_basis and summit.date_basis.name) == (date(2026, 5, 4), "date-inferred")


def test_a_denied_meeting_is_denied_on_every_day() -> None:
    assert {standings(day)["lake-corra-norrgard-brandt"] for day in ("2026-01-01", "2026-12-31", None)} == {"denied"}


def test_a_held_meeting_lies_ahead_before_its_day() -> None:
    assert standings("2026-03-04")["lake-corra-port-lissa"] == "ahead"
    assert standings("2026-03-05")["lake-corra-port-lissa"] == "held"


def test_what_was_not_stated_yet_is_not_known() -> None:
    assert standings("2026-04-20", known_at="2026-04-14").keys() == {
        "lake-corra-norrgard-brandt",
        "lake-corra-port-lissa",
        "lake-corra-second-round",
        "lake-corra-water-levels",
    }


def test_meetings_are_found_by_participant_days_and_standing() -> None:
    def names(**filters: object) -> set[str]:
        return {meeting.thing.name for meeting in meetings.meetings(articles(), **filters)}  # type: ignore[arg-type]

    assert "lake-corra-port-lissa" in names(participant="per:ilse-norrgard")
    assert "lake-corra-norrgard-brandt" not in names(participant="per:oda-brandt"), "the meeting is denied"
    assert names(first="2026-03-01", last="2026-03-05") == {"lake-corra-port-lissa"}
    assert names(standing=["cancelled"]) == {"lake-corra-second-round"}
    with pytest.raises(cg.ReversedInterval):
        names(first="2026-03-05", last="2026-03-01")
    with pytest.raises(cg.InvalidParameter, match="under-way"):
        names(standing=["over"])


def test_a_meeting_record_keeps_denials_apart_from_participants_by_role() -> None:
    record = meetings.meeting(articles(), "mtg:lake-corra-port-lissa")
    assert {claim.subject.label for claim in record.by_role()["role-co-chair"]} == {"Ilse Norrgard", "Tomas Reth"}
    assert all(claim.kind == "Participation" for claim in record.participants)
    with pytest.raises(cg.NotFound):
        meetings.meeting(articles(), "mtg:nowhere")


def test_only_those_who_come_to_a_meeting_that_takes_place_share_it() -> None:
    shared = run(articles(), "shared-meetings")
    events = {text(row["event"]).rsplit("/", 1)[-1] for row in shared}
    assert "lake-corra-port-lissa" in events
    assert not events & {"lake-corra-second-round", "lake-corra-norrgard-brandt", "sel-auland-talmar-envoys"}
    at_the_summit = {
        text(row[end]) for row in shared if "sel-strait-summit" in text(row["event"]) for end in ("a", "b")
    }
    assert not {iri for iri in at_the_summit if iri.endswith(("emil-quist", "petra-oyen"))}, (
        "declined, and only invited"
    )
    pairs = {(text(row["a"]), text(row["b"])) for row in run(articles(), "co-attendance")}
    assert pairs == {(text(row["a"]), text(row["b"])) for row in shared if text(row["a"]) < text(row["b"])}


def test_a_withdrawn_position_is_held_no_longer() -> None:
    def supporters(day: str) -> set[str]:
        found = positions.positions(articles(), Scope.of(valid_at=day, holds="possible"), on="iss:corra-toll")
        return {claim.subject.label for claim in found if claim.stance and claim.stance.name == "stance-support"}

    assert supporters("2026-03-10") == {"Tomas Reth"}
    assert supporters("2026-03-11") == set()


def test_shifts_name_both_claims_and_the_day() -> None:
    (shift,) = positions.shifts(articles(), holder="st:talmar")
    assert (shift.on, shift.before.stance and shift.before.stance.name) == (date(2026, 4, 2), "stance-support")
    assert shift.after.stance is not None and shift.after.stance.name == "stance-oppose"
    assert positions.shifts(articles(), first="2026-03-01", last="2026-03-31") != []
    assert positions.shifts(articles(), last="2026-03-01") == []


def test_disagreements_are_derived_from_two_claims_and_only_while_both_hold() -> None:
    def pairs(day: str) -> set[tuple[str, str]]:
        found = positions.disagreements(
            articles(), Scope.of(valid_at=day, holds="possible"), issue="iss:sel-repair-fund"
        )
        assert all(len(one.claims) == 2 and one.kind == "opposed-stances" for one in found)
        return {(one.a.label, one.b.label) for one in found}

    assert pairs("2026-04-01") == {("Jaro Venn", "Petra Oyen"), ("Petra Oyen", "Talmar")}
    assert pairs("2026-04-02") == {("Jaro Venn", "Petra Oyen"), ("Jaro Venn", "Talmar")}
    assert positions.disagreements(articles(), Scope.of(valid_at="2026-04-02"), issue="iss:sel-repair-fund") == []


def test_a_timeline_runs_in_order_of_days_within_its_ends() -> None:
    entries = timeline.timeline(articles(), entity="per:ilse-norrgard")
    assert [entry.day for entry in entries] == sorted(entry.day for entry in entries)
    chaired = next(entry for entry in entries if entry.claim.role and entry.claim.role.name == "role-co-chair")
    assert (chaired.day, chaired.dated) == (date(2026, 3, 5), True)
    tenure = next(entry for entry in entries if entry.claim.kind == "Tenure")
    assert (tenure.day, tenure.dated) == (date(2026, 3, 12), False)
    march = timeline.timeline(articles(), entity="per:ilse-norrgard", first="2026-03-01", last="2026-03-05")
    assert {entry.day for entry in march} == {date(2026, 3, 5)}
    with pytest.raises(cg.InvalidDate, match="from"):
        timeline.timeline(articles(), first="March")


def test_denied_is_not_not_said() -> None:
    denied = verdict(
        articles(), subject="per:oda-brandt", kind="Participation", object="mtg:lake-corra-norrgard-brandt"
    )
    assert denied.verdict == "denied"
    silent = verdict(
        articles(), subject="per:tomas-reth", kind="Participation", object="mtg:lake-corra-norrgard-brandt"
    )
    assert silent.verdict == "not-said"


def test_anyone_of_a_kind_can_be_asked_about() -> None:
    anyone = verdict(articles(), subject_kind="Person", kind="Participation", object="mtg:lake-corra-port-lissa")
    assert anyone.verdict == "stated"
    assert {claim.subject.label for claim in anyone.claims} >= {"Ilse Norrgard", "Tomas Reth"}
    states = verdict(articles(), subject_kind="Coalition", kind="Tenure")
    assert states.verdict == "not-said"


def test_a_declined_invitation_is_no_planned_part() -> None:
    quist = verdict(articles(), subject="per:emil-quist", kind="Participation", object="mtg:sel-strait-summit")
    assert quist.verdict == "denied"
    assert {value for value, _ in quist.bearing} == {"denied"}, "the retracted acceptance does not bear on it"


def test_before_it_could_be_known_nothing_is_said() -> None:
    early = Scope.of(known_at="2026-03-01")
    found = verdict(articles(), early, subject="per:ilse-norrgard", kind="Tenure")
    assert found.verdict == "not-said"
    late = verdict(articles(), Scope.of(valid_at="2026-03-12"), subject="per:ilse-norrgard", kind="Tenure")
    assert late.verdict == "stated"
    before = verdict(
        articles(),
        Scope.of(valid_at="2026-03-04"),
        subject="per:ilse-norrgard",
        object="mtg:lake-corra-port-lissa",
    )
    assert before.verdict == "not-said"


@pytest.mark.parametrize("slug", ["lake-corra", "sel-strait"])
def test_every_mark_shows_its_quote_in_its_paragraph(slug: str) -> None:
    source = sources.source_text(articles(), f"src:{slug}")
    assert source.text is not None
    marks = sources.marks(articles(), f"src:{slug}")
    assert marks == sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.evidence))
    for mark in marks:
        context = sources.context(source.text, mark.start, mark.end)
        whole = context.before + context.quote + context.after
        assert source.text[context.start : context.start + len(whole)] == whole
        assert context.quote == source.text[mark.start : mark.end]
        assert "\n" not in context.before + context.after
        assert mark.claims


def test_a_span_outside_the_text_is_refused() -> None:
    for start, end in ((-1, 2), (3, 2), (0, 99)):
        with pytest.raises(cg.InvalidParameter, match="between 0 and 4"):
            sources.context("text", start, end)


def test_only_a_source_has_a_text() -> None:
    with pytest.raises(cg.NotFound):
        sources.source_text(articles(), "per:ilse-norrgard")
