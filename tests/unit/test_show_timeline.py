"""Timelines: when claims stand, which lanes they stand in, and where things are laid out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from unit.made_claims import concept, fate, meeting, person, position, thing

import conflict_graph as cg
from conflict_graph.ask.timeline_lanes import Chart, chart
from conflict_graph.ask.timeline_marks import Question
from conflict_graph.draw.lane_layout import FADE, SIGN, Placed, lay_out
from conflict_graph.draw.time_axis import TimeAxis, ticks, wide_ticks
from conflict_graph.errors import InvalidParameter, ReversedInterval
from conflict_graph.intervals import Span, edtf_bounds, span
from conflict_graph.model import Claim
from conflict_graph.namespaces import ID
from conflict_graph.scope import Scope
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore

ADA, SUMMIT = person("Ada Finch"), meeting("River summit")
WAR = thing("War", "Process")
BORDER = thing("Course of the border", "Issue")
STATED, BRACKETED, UNKNOWN = (concept(f"date-{basis}") for basis in ("stated", "bracketed", "unknown"))
MARCH = date(2026, 3, 3)


def says(**days: object) -> Claim:
    return position(ADA, BORDER, None, "support", **days)


def test_a_known_day_is_a_point() -> None:
    found = span(fate(SUMMIT, "held", start_date=MARCH, date_basis=STATED))
    assert found is not None and found.is_point and found.first == MARCH


def test_a_meeting_of_several_days_has_hard_ends() -> None:
    assert span(fate(SUMMIT, "held", start_date=MARCH, end_date=date(2026, 3, 5))) == Span(MARCH, date(2026, 3, 5))


def test_a_war_without_an_end_goes_on_softly() -> None:
    assert span(fate(WAR, "held", start_date=MARCH)) == Span(MARCH, None, False, True)


def test_a_month_is_a_bar_with_soft_ends() -> None:
    found = span(fate(SUMMIT, "held", edtf="2025-08", date_basis=BRACKETED))
    assert found == Span(date(2025, 8, 1), date(2025, 8, 31), True, True)


def test_a_bound_alone_leaves_the_other_end_open() -> None:
    assert span(says(edtf="../2026-02-23", date_basis=BRACKETED)) == Span(None, date(2026, 2, 23), True, True)


def test_the_bounds_of_a_claim_count_where_it_has_no_edtf_text() -> None:
    found = span(says(valid_from_earliest=date(2026, 1, 1), valid_until_latest=MARCH, date_basis=BRACKETED))
    assert found == Span(date(2026, 1, 1), MARCH, True, True)


def test_an_interval_is_shown_to_its_last_day_not_to_the_day_it_is_over() -> None:
    found = span(says(valid_from=MARCH, valid_until=date(2026, 3, 10), date_basis=STATED))
    assert found == Span(MARCH, date(2026, 3, 9))


def test_a_day_that_is_about_right_has_soft_ends() -> None:
    found = span(fate(SUMMIT, "held", start_date=MARCH, edtf="2026-03-03~"))
    assert found == Span(MARCH, MARCH, True, True) and not found.is_point


@pytest.mark.parametrize("edtf", [None, "../..", "some day"])
def test_what_has_neither_day_nor_bound_stands_nowhere(edtf: str | None) -> None:
    assert span(says(edtf=edtf, date_basis=UNKNOWN)) is None


def test_seasons_and_unknown_digits_are_bounds_too() -> None:
    assert edtf_bounds("2026-21") == (date(2026, 3, 1), date(2026, 5, 31))
    assert edtf_bounds("201X") in {(date(2010, 1, 1), date(2019, 12, 31)), (None, None)}
    assert edtf_bounds("2026-02-30") == (None, None)


@given(
    some.lists(
        some.tuples(
            some.integers(0, 364),
            some.one_of(some.none(), some.integers(0, 90)),
            some.booleans(),
            some.text("ab ", max_size=20),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_nothing_is_laid_over_anything_and_all_of_it_is_on_the_line(
    things: list[tuple[int, int | None, bool, str]],
) -> None:
    first = date(2026, 1, 1)
    axis = TimeAxis(first, date(2026, 12, 31), 900)
    spans = [
        Span(
            first + timedelta(start),
            None if length is None else first + timedelta(start + length),
            soft,
            length is None,
        )
        for start, length, soft, _ in things
    ]
    placed = lay_out(spans, [label for *_, label in things], axis)
    assert len(placed) == len(things)
    for one in placed:
        assert 0 <= one.fade_start <= one.start <= one.end <= one.fade_end <= 900
        assert 0 <= one.x <= 900
    rows: dict[int, list[Placed]] = {}
    for one in placed:
        rows.setdefault(one.row, []).append(one)
    for row in rows.values():
        assert all(left[1] < right[0] for left, right in pairwise(sorted(map(reach, row))))


def reach(placed: Placed) -> tuple[float, float]:
    """From where to where a thing reaches with its sign and its name, whose letters are six units wide at least."""
    name = 6 * len(placed.label)
    name_start = placed.label_x - name if placed.flipped else placed.label_x
    starts, ends = [placed.fade_start, placed.x - SIGN / 2], [placed.fade_end, placed.x + SIGN / 2]
    return min(starts + [name_start] * bool(name)), max(ends + [name_start + name] * bool(name))


def test_names_are_left_out_where_rows_get_too_many() -> None:
    axis = TimeAxis(date(2026, 1, 1), date(2026, 12, 31), 900)
    many = [Span(MARCH, MARCH)] * 30
    assert {one.label for one in lay_out(many, ["a long name"] * 30, axis)} == {""}
    assert {one.label for one in lay_out(many[:5], ["a long name"] * 5, axis)} == {"a long name"}


def test_what_lasts_goes_on_to_the_edge_and_the_rest_fades() -> None:
    axis = TimeAxis(date(2026, 1, 1), date(2026, 12, 31), 900)
    open_end = Span(MARCH, None, False, True)
    lasting, fading = lay_out([open_end, open_end], ["", ""], axis, lasting=[True, False])
    assert lasting.fade_end == 900 and lasting.cut_end
    assert fading.fade_end == pytest.approx(fading.end + FADE)


def test_what_began_before_the_line_is_cut_at_its_edge() -> None:
    axis = TimeAxis(date(2026, 1, 1), date(2026, 12, 31), 900)
    (one,) = lay_out([Span(date(2020, 1, 1), date(2026, 6, 1))], [""], axis)
    assert one.cut_start and one.start == 0


def test_who_takes_part_in_an_event_stands_where_a_source_dates_it_though_another_does_not(shipped: cg.Graph) -> None:
    found = shipped.lanes("actor", first="2026-01-01")
    standing = {mark.claim.iri: mark for lane in found.lanes for mark in lane.marks}
    assert standing[ID + "claim/seed-invasion-russia"].span == Span(date(2022, 2, 24), None, soft_end=True)
    assert all(mark.span for mark in standing.values())
    assert standing.keys().isdisjoint(mark.claim.iri for _, mark in found.undated)


def test_lines_are_months_quarters_or_years_but_never_too_many() -> None:
    for first, last in (
        (date(2026, 1, 1), date(2026, 3, 1)),
        (date(2025, 1, 1), date(2026, 7, 1)),
        (date(1900, 1, 1), date(2026, 1, 1)),
    ):
        assert 2 <= len(ticks(TimeAxis(first, last, 900))) <= 20
        assert len(wide_ticks(TimeAxis(first, last, 100), 8)) <= 9


def test_a_line_says_its_year_where_the_others_are_too_far_to_tell_it() -> None:
    axis = TimeAxis(date(2025, 1, 1), date(2026, 4, 1), 100)
    assert [tick.label for tick in wide_ticks(axis, 8)] == ["Apr 2025", "Jul 2025", "Oct 2025", "Jan 2026", "Apr 2026"]
    assert [tick.label for tick in wide_ticks(TimeAxis(date(2014, 3, 1), date(2026, 4, 1), 100), 8)] == [
        "2016", "2018", "2020", "2022", "2024", "2026",
    ]  # fmt: skip


def test_room_at_the_ends_keeps_the_days_apart_as_before() -> None:
    axis = TimeAxis(date(2026, 1, 1), date(2026, 1, 10), 140, room=0.2)
    assert [axis.at(date(2026, 1, day)) for day in (1, 2, 11)] == pytest.approx([20, 30, 120])


def lanes(found: Chart) -> dict[str, int]:
    return {lane.thing.label: len(lane.marks) for lane in found.lanes}


def test_a_mark_stands_in_each_lane_it_belongs_to_and_counts_once(shipped: cg.Graph) -> None:
    found = shipped.lanes("issue", kinds=["meeting"], first="2026-01-06", last="2026-01-06")
    claims = [mark.claim.iri for lane in found.lanes for mark in lane.marks]
    assert found.total == found.shown == len(set(claims)) < len(claims)


def test_of_many_marks_the_latest_are_shown_and_the_rest_are_counted(shipped: cg.Graph) -> None:
    whole = chart(shipped.store, Question())
    found = chart(shipped.store, Question(), most=10)
    assert (found.total, found.shown) == (whole.total, 10)
    kept = {mark.claim.iri: mark for lane in found.lanes for mark in lane.marks}
    left = [m for lane in whole.lanes for m in lane.marks if m.claim.iri not in kept]
    assert min(m.span.anchor for m in kept.values() if m.span) >= max(m.span.anchor for m in left if m.span)


def test_lanes_beyond_the_most_are_named_with_their_numbers(shipped: cg.Graph) -> None:
    whole = chart(shipped.store, Question(by="actor"), most=5000, most_lanes=1000)
    found = chart(shipped.store, Question(by="actor"), most=5000, most_lanes=3)
    assert len(found.lanes) == 3
    assert {ref.label: count for ref, count in found.further} == {
        label: count for label, count in lanes(whole).items() if label not in lanes(found)
    }


def test_no_source_dates_what_is_undated(shipped: cg.Graph) -> None:
    found = shipped.lanes("actor", kinds=["office", "membership", "position"])
    assert found.undated
    assert all(mark.span is None and not mark.claim.valid_from for _, mark in found.undated)


def test_a_scheduled_meeting_is_never_marked_as_held(shipped: cg.Graph) -> None:
    found = shipped.lanes("issue", kinds=["meeting"], known_at="2026-02-23", valid_at="2026-02-23")
    (mark, *_) = [
        mark
        for lane in found.lanes
        for mark in lane.marks
        if mark.thing.iri.endswith("cow-2026-02-24")
        and not mark.after(Scope.of(valid_at="2026-02-24", known_at="2026-02-23"))
    ]
    assert mark.firm == "scheduled"


def test_who_stayed_away_is_marked_as_negated_in_the_own_lane(shipped: cg.Graph) -> None:
    found = shipped.lanes("actor", actors=["United States"], kinds=["meeting"])
    away = [m for m in found.lanes[0].marks if m.status in ("not-planned", "absent", "declined")]
    assert away and {m.firm for m in away} == {"negated"}


def test_what_lies_after_the_day_is_kept_and_says_so(shipped: cg.Graph) -> None:
    day = Scope.of(valid_at="2026-02-24")
    whole, dimmed = shipped.lanes("issue"), shipped.lanes("issue", valid_at="2026-02-24")
    assert sum(lanes(dimmed).values()) >= sum(lanes(whole).values()) - 3  # plans that were overtaken since stand again
    after = [mark for lane in dimmed.lanes for mark in lane.marks if mark.after(day)]
    assert after and all(mark.span and mark.span.first and mark.span.first > date(2026, 2, 24) for mark in after)


def test_a_claim_must_name_one_of_each_sort_of_things(shipped: cg.Graph) -> None:
    both = shipped.lanes("issue", actors=["Macron"], issues=["Territory in a settlement"], kinds=["position"])
    assert lanes(both).keys() == {"Territory in a settlement"}
    assert {mark.claim.subject.label for lane in both.lanes for mark in lane.marks} == {"Emmanuel Macron"}


def test_a_few_marks_of_long_ago_do_not_stretch_the_line(shipped: cg.Graph) -> None:
    found = shipped.lanes("actor", actors=["Macron"])
    assert found.beginning == date(2017, 5, 14) and found.start is not None and found.start.year >= 2025
    assert found.earlier or any(m.span and m.span.first == found.beginning for m in found.lanes[0].marks)
    assert shipped.lanes("actor", actors=["Macron"], first="2017-01-01").start == date(2017, 1, 1)


def test_what_cannot_be_asked_is_said() -> None:
    with cg.open("memory") as empty:
        assert empty.lanes().total == 0
        with pytest.raises(ReversedInterval):
            empty.lanes(first="2026-02-01", last="2026-01-01")
        with pytest.raises(InvalidParameter, match="issue, actor, coalition"):
            empty.lanes("meeting")  # type: ignore[arg-type]
        with pytest.raises(InvalidParameter, match="membership"):
            empty.lanes(kinds=["tenure"])


WITHDRAWN = """INSERT DATA {
  per:ada a cg:Person ; skos:prefLabel "Ada Finch"@en .
  iss:border a cg:Issue ; skos:prefLabel "Course of the border"@en .
  run:r a cg:Extraction ; cg:layer v:layer-article .
  clm:gone a cg:Position ; cg:holder per:ada ; cg:onIssue iss:border ; cg:stance v:stance-support ;
    cg:validFrom "2026-03-03"^^xsd:date ; cg:modality v:modality-actual ; cg:firmness v:firmness-stated ;
    cg:claimStatus v:claim-retracted ; cg:statedOn "2026-03-04"^^xsd:date ; prov:wasGeneratedBy run:r .
}"""


def test_a_withdrawn_claim_is_marked_as_such() -> None:
    store = MemoryStore()
    store.change(Change(updates=[WITHDRAWN]))
    ((mark,),) = [lane.marks for lane in chart(store, Question()).lanes]
    assert mark.withdrawn and mark.claim.subject.label == "Ada Finch"
